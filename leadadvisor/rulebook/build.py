"""Building: plain data that was checked becomes a rulebook value; done at every start, so it looks at nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from leadadvisor.model.condition import ALWAYS, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import (
    Approach,
    Blocker,
    Case,
    Channel,
    ChannelAdvice,
    Claim,
    Contradiction,
    Document,
    Effect,
    Expectation,
    Level,
    Option,
    Property,
    Question,
    Relation,
    Requirement,
    Rule,
    Rulebook,
    Setting,
    Settings,
    Side,
    SideOfTension,
    Tension,
)
from leadadvisor.rulebook.build_plan import build_plan

if TYPE_CHECKING:
    from leadadvisor.rulebook import schema
    from leadadvisor.rulebook.sheet import Plain

_NEVER = AnyOf(())
_RELATIONS: tuple[Relation, ...] = get_args(Relation)

_Form = TypeVar("_Form")
_Value = TypeVar("_Value")
_Named = TypeVar("_Named", Question, Approach)


def build_rulebook(files: Mapping[str, Plain], cases: tuple[Case, ...], *, digest: str, path: str) -> Rulebook:
    """Build a rulebook from the checked data of its files by name, in order of names.

    Questions stand in the order in which they are asked, approaches in that of rulebook.yaml, all else in the
    order of file names and then of the file.
    """
    top = cast("schema.RulebookPlain", files["rulebook.yaml"])
    builder = _Builder(_named_conditions(files), tuple(top["approaches"]))
    return Rulebook(
        name=top["name"],
        version=top["version"],
        title=top["title"],
        mix_of=top["mix-of"],
        settings=_settings(top["settings"]),
        documents=_each(files, "sources/", _document),
        questions=_in_order(_joined(files, "questions/", builder.questions), top["ask-order"]),
        approaches=_in_order(_each(files, "approaches/", builder.approach), top["approaches"]),
        rules=_joined(files, "evidence/", builder.rules),
        blockers=_joined(files, "blockers.yaml", builder.blockers),
        tensions=_joined(files, "tensions/", builder.tensions),
        contradictions=_joined(files, "contradictions.yaml", builder.contradictions),
        cases=cases,
        not_considered=tuple(top["not-considered"]),
        basis=top["basis"],
        digest=digest,
        path=path,
        properties=_joined(files, "properties.yaml", _properties),
        plan=build_plan(_each(files, "plan/", _plan), builder.condition),
    )


def build_cases(files: Mapping[str, Plain]) -> tuple[Case, ...]:
    """Build the cases from the checked data of the files in the cases folder."""
    return _joined(files, "cases/", _cases)


def _each(files: Mapping[str, Plain], start: str, make: Callable[[_Form], _Value]) -> tuple[_Value, ...]:
    """Make a value of each file whose name begins so."""
    return tuple(make(cast("_Form", plain)) for name, plain in files.items() if name.startswith(start))


def _joined(files: Mapping[str, Plain], start: str, make: Callable[[_Form], Iterable[_Value]]) -> tuple[_Value, ...]:
    """Make values of each file whose name begins so, and join them."""
    return tuple(value for values in _each(files, start, make) for value in values)


def _in_order(named: Iterable[_Named], order: Iterable[str]) -> tuple[_Named, ...]:
    by_id = {one.id: one for one in named}
    return tuple(by_id[name] for name in order)


def _named_conditions(files: Mapping[str, Plain]) -> Mapping[str, schema.ConditionPlain]:
    plain = files.get("conditions.yaml")
    return cast("schema.ConditionsPlain", plain)["conditions"] if plain else {}


def _settings(plain: schema.SettingsPlain) -> Settings:
    values = cast("Mapping[str, schema.SettingPlain]", plain)
    return Settings(**{name.replace("-", "_"): Setting(one["value"], one["why"]) for name, one in values.items()})


def _document(plain: schema.DocumentPlain) -> Document:
    claims = tuple(
        Claim(
            claim["id"],
            plain["id"],
            claim["section"],
            claim["approach"],
            claim["attribute"],
            claim["polarity"],
            claim["strength"],
            claim["hedge"],
            claim.get("depends-on", ""),
            claim["says"],
            claim.get("background", ""),
        )
        for claim in plain["claims"]
    )
    return Document(plain["id"], plain["title"], plain["publisher"], plain["kind"], plain["note"], claims)


def _properties(plain: schema.PropertiesPlain) -> Iterable[Property]:
    for one in plain["properties"]:
        relation, approach = next((key, value) for key, value in one.items() if key in _RELATIONS)
        yield Property(one["id"], one["text"], one["question"], _steps(one), relation, cast("str", approach))


def _plan(plain: schema.PlanPlain) -> schema.PlanPlain:
    """Take a plan as it is: plans of all approaches are built together."""
    return plain


def _steps(plain: schema.PropertyPlain) -> tuple[tuple[str, str], ...]:
    """Give the steps of a property: from each option to the next, or from each of some to each of others."""
    if "order" in plain:
        return tuple(pairwise(plain["order"]))
    return tuple((before, after) for before in plain["from"] for after in plain["to"])


def _cases(plain: schema.CasesPlain) -> Iterable[Case]:
    topic = plain["topic"]
    for case in plain["cases"]:
        expect = _expectation(case["expect"])
        yield Case(case["name"], topic, tuple(case["answers"].items()), case["why"], tuple(case["claims"]), expect)


def _expectation(plain: schema.ExpectationPlain) -> Expectation:
    return Expectation(
        status=plain.get("status"),
        leads=tuple(plain.get("leads", ())),
        does_not_lead=tuple(plain.get("does-not-lead", ())),
        order=tuple(plain.get("order", ())),
        ruled_out=tuple(plain.get("ruled-out", ())),
        may_not_lead=tuple(plain.get("may-not-lead", ())),
        at_most=tuple(plain.get("at-most", {}).items()),
        at_least=tuple(plain.get("at-least", {}).items()),
        firmness=tuple(plain.get("firmness", ())),
        cautions=tuple(plain.get("cautions", ())),
        contradictions=tuple(plain.get("contradictions", ())),
        tensions=tuple(plain.get("tensions", {}).items()),
        channels=tuple(plain.get("channels", {}).items()),
        rules=tuple(plain.get("rules", ())),
    )


class _Builder:
    """Builds what holds conditions; it knows the named ones, and the order of the approaches."""

    def __init__(self, named: Mapping[str, schema.ConditionPlain], approaches: tuple[str, ...]) -> None:
        self._named = named
        self._built: dict[str, Condition] = {}
        self._approaches = approaches

    def questions(self, plain: schema.QuestionsPlain) -> Iterable[Question]:
        topic = plain["topic"]
        for question in plain["questions"]:
            asked_when = question.get("asked-when")
            yield Question(
                question["id"],
                topic,
                question["text"],
                question["help"],
                question["why"],
                question.get("need", "always"),
                question["lever"],
                None if asked_when is None else self.condition(asked_when),
                question.get("otherwise"),
                tuple(Option(option["id"], option["label"], option.get("help", "")) for option in question["options"]),
                question.get("alike-note", ""),
            )

    def approach(self, plain: schema.ApproachPlain) -> Approach:
        requirements = tuple(
            Requirement(
                tuple(one["questions"]),
                one["warning"],
                tuple(one["claims"]),
                self.condition(one["when"]) if "when" in one else None,
            )
            for one in plain.get("requirements", ())
        )
        channels = tuple(
            Channel(
                channel["id"],
                channel["label"],
                channel["what"],
                tuple(map(self._advice, channel["advice"])),
                channel.get("paid", False),
            )
            for channel in plain["channels"]
        )
        return Approach(plain["id"], plain["label"], plain["what"], requirements, channels)

    def rules(self, plain: schema.EvidencePlain) -> Iterable[Rule]:
        topic = plain["topic"]
        for rule in plain["rules"]:
            side = rule.get("side")
            yield Rule(
                rule["id"],
                topic,
                self._levels(rule),
                rule.get("goal", False),
                tuple(rule["claims"]),
                None if side is None else SideOfTension(side["tension"], side["side"]),
                rule.get("strength-note", ""),
            )

    def blockers(self, plain: schema.BlockersPlain) -> Iterable[Blocker]:
        for blocker in plain["blockers"]:
            yield Blocker(
                blocker["id"],
                blocker["approach"],
                blocker["kind"],
                self.condition(blocker["when"]),
                blocker["because"],
                blocker["lifted-by"],
                tuple(blocker["claims"]),
            )

    def tensions(self, plain: schema.TensionsPlain) -> Iterable[Tension]:
        for tension in plain["tensions"]:
            yield Tension(
                tension["id"],
                tension["title"],
                tension["kind"],
                self.condition(tension.get("bears-when", "always")),
                tuple(tension.get("decided-by", ())),
                tuple(self._side(tension, number, side) for number, side in enumerate(tension["sides"], 1)),
                tension["while-open"],
                tension.get("always"),
                tension.get("always-because", ""),
            )

    def contradictions(self, plain: schema.ContradictionsPlain) -> Iterable[Contradiction]:
        for one in plain["contradictions"]:
            when, questions, claims = self.condition(one["when"]), tuple(one["questions"]), tuple(one["claims"])
            yield Contradiction(one["id"], when, questions, one["because"], one["ask"], claims)

    def _advice(self, plain: schema.ChannelAdvicePlain) -> ChannelAdvice:
        when = self.condition(plain["when"])
        return ChannelAdvice(plain["advice"], when, plain["because"], tuple(plain["claims"]))

    def _levels(self, rule: schema.RulePlain) -> tuple[Level, ...]:
        """Give the levels of a rule, each with the rule's own condition; a rule without levels is one level."""
        common, because = self.condition(rule.get("when", "always")), rule["because"]
        levels = rule.get("levels")
        if levels is None:
            return (Level(common, self._effects(rule), because),)
        return tuple(
            Level(_both(common, self.condition(one["when"])), self._effects(one), one.get("because", because))
            for one in levels
        )

    def _effects(self, plain: schema.RulePlain | schema.LevelPlain) -> tuple[Effect, ...]:
        """Give effects in the order of the approaches, so that the order in the file means nothing."""
        supports, opposes = plain.get("supports", {}), plain.get("opposes", {})
        effects = []
        for approach in self._approaches:
            if approach in supports:
                effects.append(Effect(approach, "supports", supports[approach]))
            if approach in opposes:
                effects.append(Effect(approach, "opposes", opposes[approach]))
        return tuple(effects)

    def _side(self, tension: schema.TensionPlain, number: int, plain: schema.TensionSidePlain) -> Side:
        """Build a side; where the rulebook settles the tension, a side holds for everybody or for nobody."""
        always = tension.get("always")
        settled = ALWAYS if always in (number, "both") else _NEVER
        holds_when = self.condition(plain["holds-when"]) if always is None else settled
        return Side(plain["says"], tuple(plain["claims"]), holds_when)

    def condition(self, plain: schema.ConditionPlain) -> Condition:
        if isinstance(plain, str):
            return ALWAYS
        parts = tuple(self._part(key, value) for key, value in plain.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, value: schema.PartPlain) -> Condition:
        match key:
            case "all" | "any":
                parts = tuple(map(self.condition, cast("list[schema.ConditionPlain]", value)))
                return parts[0] if len(parts) == 1 else AllOf(parts) if key == "all" else AnyOf(parts)
            case "not":
                return Not(self.condition(cast("schema.ConditionPlain", value)))
            case "use":
                return self._use(cast("str", value))
            case question:
                return Chosen(question, tuple(cast("list[str]", value)))

    def _use(self, name: str) -> Condition:
        if name not in self._built:
            self._built[name] = self.condition(self._named[name])
        return self._built[name]


def _both(one: Condition, other: Condition) -> Condition:
    if one == ALWAYS:
        return other
    return one if other == ALWAYS else AllOf((one, other))
