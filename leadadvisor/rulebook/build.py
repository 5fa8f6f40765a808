"""Building: plain data that was checked becomes a rulebook value, field by field, as the annotations of the values say.

The field `lifted_by` is read from the key `lifted-by`. Where a key is left out, the field has its default, or else is
empty. Only what files say in another way than the values hold it is written out here: levels, sides, plans, steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from types import NoneType
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin

from leadadvisor.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.plan import Action, FirstLead, Owner, PlanProperty, PlanRules, StepLimit
from leadadvisor.model.rulebook import (
    Approach,
    Blocker,
    Case,
    Claim,
    Contradiction,
    Document,
    Effect,
    Level,
    Property,
    Question,
    Relation,
    Rule,
    Rulebook,
    Side,
    Tension,
)

_Form: TypeAlias = Mapping[str, Any]
"""A mapping of a file that was checked."""

_Files: TypeAlias = Mapping[str, Any]
"""The checked data of files by their names, in order of names."""

_Value = TypeVar("_Value")
_Reader: TypeAlias = Callable[[Any], object]
_FieldReader: TypeAlias = tuple[str, str, _Reader | None, object]
"""A field of a value: its name, its key in a file, how it is read (None: as it is), what it is without."""


def build_rulebook(files: _Files, cases: tuple[Case, ...], *, digest: str, path: str) -> Rulebook:
    """The rulebook of these files.

    Questions stand in the order in which they are asked, approaches in that of rulebook.yaml, all else in the
    order of file names and then of the file.
    """
    top, conditions = files["rulebook.yaml"], files.get("conditions.yaml")
    build = _Builder(conditions["conditions"] if conditions else {}, tuple(top["approaches"]))
    questions = {one.id: one for topic in _under(files, "questions/") for one in build.questions(topic)}
    approaches = {plain["id"]: build.value(Approach, plain) for plain in _under(files, "approaches/")}
    return build.value(
        Rulebook,
        top,
        documents=tuple(map(build.document, _under(files, "sources/"))),
        questions=tuple(questions[name] for name in top["ask-order"]),
        approaches=tuple(approaches[name] for name in top["approaches"]),
        rules=tuple(rule for topic in _under(files, "evidence/") for rule in build.rules(topic)),
        blockers=build.each(Blocker, files, "blockers"),
        tensions=tuple(build.tension(one) for plain in _under(files, "tensions/") for one in plain["tensions"]),
        contradictions=build.each(Contradiction, files, "contradictions"),
        cases=cases,
        digest=digest,
        path=path,
        properties=tuple(build.property(one) for one in _entries(files, "properties")),
        plan=build.plan(_under(files, "plan/")),
        plan_properties=build.each(PlanProperty, files, "properties", "plan-properties"),
    )


def build_cases(files: _Files) -> tuple[Case, ...]:
    """The cases of the files in the cases folder."""
    build = _Builder({}, ())
    return tuple(
        build.value(Case, one, topic=plain["topic"]) for plain in _under(files, "cases/") for one in plain["cases"]
    )


def _under(files: _Files, folder: str) -> Iterator[_Form]:
    """The data of each file of a folder."""
    return (plain for name, plain in files.items() if name.startswith(folder))


def _entries(files: _Files, name: str, key: str = "") -> Iterable[_Form]:
    """The entries of a list in a file, named as the file unless a key is given; none where there is no such file."""
    plain = files.get(f"{name}.yaml")
    return cast("list[_Form]", plain.get(key or name, ())) if plain else ()


class _Builder:
    """Makes values of plain data; it knows the named conditions, and the order of the approaches."""

    def __init__(self, named: Mapping[str, Any], approaches: tuple[str, ...]) -> None:
        self._named = named
        self._approaches = approaches
        self._conditions: dict[str, Condition] = {}
        self._fields: dict[type, list[_FieldReader]] = {}

    def value(self, kind: type[_Value], plain: _Form, /, **given: object) -> _Value:
        """The value of that kind; fields that are `given` are not looked for in the data."""
        fields = self._fields.get(kind) or self._fields_of(kind)
        return kind(
            *[
                given[field]
                if field in given
                else empty
                if key not in plain
                else plain[key]
                if read is None
                else read(plain[key])
                for field, key, read, empty in fields
            ]
        )

    def each(self, kind: type[_Value], files: _Files, name: str, key: str = "") -> tuple[_Value, ...]:
        """The values of a list in a file; the list is named as the file unless a key is given."""
        return tuple(self.value(kind, one) for one in _entries(files, name, key))

    def document(self, plain: _Form) -> Document:
        claims = tuple(self.value(Claim, claim, document=plain["id"]) for claim in plain["claims"])
        return self.value(Document, plain, claims=claims)

    def questions(self, plain: _Form) -> Iterator[Question]:
        for one in plain["questions"]:
            yield self.value(Question, one, topic=plain["topic"], need=one.get("need", "always"))

    def rules(self, plain: _Form) -> Iterator[Rule]:
        for one in plain["rules"]:
            yield self.value(Rule, one, topic=plain["topic"], levels=self._levels(one))

    def _levels(self, rule: _Form) -> tuple[Level, ...]:
        """The levels of a rule, each with the rule's own condition; a rule without levels is one level."""
        common, because = self.condition(rule.get("when", "always")), rule["because"]
        if "levels" not in rule:
            return (Level(common, self._effects(rule), because),)
        return tuple(
            Level(_both(common, self.condition(one["when"])), self._effects(one), one.get("because", because))
            for one in rule["levels"]
        )

    def _effects(self, plain: _Form) -> tuple[Effect, ...]:
        """Effects in the order of the approaches, so that the order in the file means nothing."""
        supports, opposes = plain.get("supports", {}), plain.get("opposes", {})
        effects = []
        for approach in self._approaches:
            if approach in supports:
                effects.append(Effect(approach, "supports", supports[approach]))
            if approach in opposes:
                effects.append(Effect(approach, "opposes", opposes[approach]))
        return tuple(effects)

    def tension(self, plain: _Form) -> Tension:
        """A tension; where the rulebook settles it, a side holds for everybody or for nobody."""
        always = plain.get("always")
        if always is None:
            return self.value(Tension, plain)
        holds = {number: ALWAYS if always in (number, "both") else NEVER for number in (1, 2)}
        sides = tuple(self.value(Side, side, holds_when=holds[number]) for number, side in enumerate(plain["sides"], 1))
        return self.value(Tension, plain, sides=sides)

    def property(self, plain: _Form) -> Property:
        """A property; its steps lead from each option to the next, or from each of some to each of others."""
        relation = next(key for key in plain if key in get_args(Relation))
        if "order" in plain:
            steps = tuple(pairwise(plain["order"]))
        else:
            steps = tuple((before, after) for before in plain["from"] for after in plain["to"])
        return self.value(Property, plain, steps=steps, relation=relation, approach=plain[relation])

    def plan(self, plans: Iterable[_Form]) -> PlanRules:
        """What plans are made from, out of the plans of all approaches, in the order of their files."""
        actions: list[Action] = []
        owners: list[Owner] = []
        first_leads: list[FirstLead] = []
        several_when: Condition = NEVER
        ready_only_when: Condition = NEVER
        runs_when: list[tuple[str, Condition]] = []
        most_steps: list[StepLimit] = []
        for plain in plans:
            approach = plain["approach"]
            action = partial(self.value, Action, approach=approach)
            actions += (action(one, kind="action") for one in plain["actions"])
            actions += (action(one, kind="take-up", phase="later") for one in plain.get("take-up", ()))
            actions += (action(one, kind="decision") for one in plain.get("decisions", ()))
            owners += (self.value(Owner, one) for one in plain.get("owners", ()))
            if "first-lead" in plain:
                first_leads.append(self.value(FirstLead, plain["first-lead"], approach=approach))
            if "several-when" in plain:
                several_when = self.condition(plain["several-when"])
            if "ready-only-when" in plain:
                ready_only_when = self.condition(plain["ready-only-when"])
            if "runs-when" in plain:
                runs_when.append((approach, self.condition(plain["runs-when"])))
            most_steps += (self.value(StepLimit, one) for one in plain.get("most-steps", ()))
        return PlanRules(
            tuple(actions),
            tuple(owners),
            tuple(first_leads),
            several_when,
            tuple(runs_when),
            tuple(most_steps),
            ready_only_when,
        )

    def condition(self, plain: Any) -> Condition:
        """The condition that is written so; `always` is the only word there can be."""
        if isinstance(plain, str):
            return ALWAYS
        parts = tuple([self._part(key, value) for key, value in plain.items()])
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, value: Any) -> Condition:
        match key:
            case "all" | "any":
                parts = tuple(map(self.condition, value))
                return parts[0] if len(parts) == 1 else AllOf(parts) if key == "all" else AnyOf(parts)
            case "not":
                return Not(self.condition(value))
            case "use":
                if value not in self._conditions:
                    self._conditions[value] = self.condition(self._named[value])
                return self._conditions[value]
            case question:
                return Chosen(question, tuple(value))

    def _fields_of(self, kind: type) -> list[_FieldReader]:
        defaults: Mapping[str, object] = kind._field_defaults  # type: ignore[attr-defined]
        self._fields[kind] = fields = [
            (name, name.replace("_", "-"), self._reader(inner), defaults[name] if name in defaults else _empty(inner))
            for name, inner in kind.__annotations__.items()
        ]
        return fields

    def _reader(self, kind: Any) -> _Reader | None:
        """How what a file says becomes a value of this annotation: one of a class, a condition, a tuple."""
        inner = get_args(kind) or (kind,)
        if Chosen in inner:
            return self.condition
        if get_origin(kind) is tuple:
            return self._reader_of_many(inner[0])
        values = [one for one in inner if hasattr(one, "_fields")]
        if not values:
            return None
        return partial(self.value, values[0]) if len(values) == 1 else partial(self._one_of, values)

    def _reader_of_many(self, kind: Any) -> _Reader:
        """How a list becomes a tuple, and a mapping one of pairs."""
        if get_origin(kind) is tuple:
            return _pairs
        read = self._reader(kind)
        return tuple if read is None else lambda listed: tuple([read(one) for one in listed])

    def _one_of(self, kinds: list[type], plain: _Form) -> object:
        """The value of that kind whose first field the mapping has."""
        return self.value(next(kind for kind in kinds if next(iter(kind.__annotations__)) in plain), plain)


def _pairs(mapping: _Form) -> tuple[tuple[str, object], ...]:
    return tuple(mapping.items())


def _empty(kind: Any) -> object:
    """What stands for a key that is left out where the field has no default."""
    if kind is str:
        return ""
    if kind is bool:
        return False
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return ()
    return ALWAYS if Chosen in inner and NoneType not in inner else None


def _both(one: Condition, other: Condition) -> Condition:
    if one == ALWAYS:
        return other
    return one if other == ALWAYS else AllOf((one, other))
