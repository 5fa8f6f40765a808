"""Who leads where in a rulebook: the anchors of its parts, and for each part those that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from leadadvisor.model.condition import ALWAYS, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import Blocker, Case, Direction, Rulebook
from leadadvisor.reports.document import Link
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.words import condition as in_words
from leadadvisor.text import sentence


class Index:
    """A rulebook with its links; `cases_by_rule` names the cases in which each rule speaks."""

    def __init__(self, rulebook: Rulebook, cases_by_rule: Mapping[str, Sequence[str]]) -> None:
        self.rulebook = rulebook
        self._cases_by_rule = cases_by_rule
        self._labels = Labels(rulebook)
        self._case_numbers = {case.name: number for number, case in enumerate(rulebook.cases, start=1)}

    def anchor(self, kind: str, name: str) -> str:
        """The anchor of a thing; ids hold nothing that an anchor may not."""
        return f"{kind}-{name.lower()}"

    def case_anchor(self, name: str) -> str:
        """The anchor of a case, whose name may hold anything."""
        return f"case-{self._case_numbers[name]}"

    def link(self, kind: str, name: str) -> Link:
        """A link to a thing, by its id."""
        return Link(self.anchor(kind, name), name)

    def label(self, approach: str) -> str:
        """The label of an approach inside a sentence."""
        return self._labels.within(approach)

    def claims(self, claims: Sequence[str]) -> tuple[str | Link, ...]:
        """Claims in brackets, after a sentence."""
        links = [part for claim in claims for part in (", ", self.link("claim", claim))]
        return (" (", *links[1:], ")") if links else ()

    def when(self, condition: Condition, word: str = "When") -> str:
        """A condition as a sentence; nothing for one that always holds."""
        return "" if condition == ALWAYS else sentence(f"{word} {in_words(condition, self._labels)}")

    def rules_moving(self, approach: str, direction: Direction) -> Iterator[Link]:
        """The rules with a level that supports or opposes the approach."""
        for rule in self.rulebook.rules:
            effects = (effect for level in rule.levels for effect in level.effects)
            if any((effect.approach, effect.direction) == (approach, direction) for effect in effects):
                yield self.link("rule", rule.id)

    def blockers_of(self, approach: str) -> Iterator[Blocker]:
        """The blockers of an approach."""
        return (blocker for blocker in self.rulebook.blockers if blocker.approach == approach)

    def rules_of_tension(self, tension: str) -> Iterator[Link]:
        """The rules that speak only where a side of the tension holds."""
        for rule in self.rulebook.rules:
            if rule.side is not None and rule.side.tension == tension:
                yield self.link("rule", rule.id)

    def readers(self, question: str) -> Iterator[Link]:
        """Everything that reads the answer to a question."""
        book = self.rulebook
        for kind, things in (
            ("rule", [(each.id, [level.when for level in each.levels]) for each in book.rules]),
            ("blocker", [(each.id, [each.when]) for each in book.blockers]),
            ("tension", [(each.id, [each.bears_when, *(s.holds_when for s in each.sides)]) for each in book.tensions]),
            ("question", [(each.id, [each.asked_when]) for each in book.questions if each.asked_when is not None]),
            ("channel", [(channel.id, [advice.when for advice in channel.states])
                         for way in book.approaches for channel in way.channels]),
            ("contradiction", [(each.id, [each.when]) for each in book.contradictions]),
            ("action", [(each.id, [each.when]) for each in book.plan.actions]),
        ):  # fmt: skip
            for name, conditions in things:
                if any(_reads(condition, question) for condition in conditions):
                    yield self.link(kind, name)

    def citing(self, claim: str) -> Iterator[Link]:
        """Everything that cites a claim, each thing once; cases last."""
        book = self.rulebook
        for kind, things in (
            ("rule", [(each.id, each.claims) for each in book.rules]),
            ("blocker", [(each.id, each.claims) for each in book.blockers]),
            ("tension", [(each.id, side.claims) for each in book.tensions for side in each.sides]),
            ("approach", [(way.id, each.claims) for way in book.approaches for each in way.requirements]),
            ("channel", [(channel.id, advice.claims) for way in book.approaches for channel in way.channels
                         for advice in channel.states]),
            ("contradiction", [(each.id, each.claims) for each in book.contradictions]),
            ("action", [(each.id, each.claims) for each in book.plan.actions]),
        ):  # fmt: skip
            yield from (
                self.link(kind, name) for name in dict.fromkeys(name for name, cited in things if claim in cited)
            )
        yield from (self._case(case.name) for case in book.cases if claim in case.claims)

    def cases_speaking(self, rule: str) -> Iterator[Link]:
        """The cases in which a rule speaks."""
        return map(self._case, self._cases_by_rule.get(rule, ()))

    def speaking_in(self, case: str) -> Iterator[Link]:
        """The rules that speak in a case."""
        return (self.link("rule", rule) for rule, cases in self._cases_by_rule.items() if case in cases)

    def cases_expecting(self, key: Literal["tensions", "contradictions"], name: str) -> Iterator[Link]:
        """The cases that expect a tension to be shown, or a contradiction to be flagged."""
        for case in self.rulebook.cases:
            expected = dict(case.expect.tensions) if key == "tensions" else case.expect.contradictions
            if name in expected:
                yield self._case(case.name)

    def expects(self, case: Case) -> str:
        """What a case expects, in one line; its rules and tensions are linked below."""
        parts = []
        for key, value in zip(case.expect._fields, case.expect, strict=True):
            if value and key not in {"rules", "tensions"}:
                parts.append(f"{key.replace('_', '-')}: {_row(value)}")
        return "; ".join(parts)

    def _case(self, name: str) -> Link:
        return Link(self.case_anchor(name), name)


def _row(value: str | tuple[object, ...]) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(f"{item[0]} {item[1]}" if isinstance(item, tuple) else str(item) for item in value)


def _reads(condition: Condition, question: str) -> bool:
    match condition:
        case Chosen(named):
            return named == question
        case Not(part):
            return _reads(part, question)
        case AllOf(parts) | AnyOf(parts):
            return any(_reads(part, question) for part in parts)
