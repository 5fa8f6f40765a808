"""Conditions as SQL: where they are known to hold or not to, in as few tests as will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, assert_never

from sqlglot import exp

from leadadvisor.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.sql.expressions import FALSE, TRUE, one_of

_Settled: TypeAlias = Mapping[str, tuple[str, ...]]
"""Question -> the options it is known to have one of, from the tests that stand beside."""


class Conditions:
    """Writes conditions over questions with these options; `column` reads the answer to one of them."""

    def __init__(self, options: Mapping[str, Sequence[str]], column: Callable[[str], exp.Expr]) -> None:
        self._options = options
        self._column = column

    def known(self, condition: Condition, *, outcome: bool = True) -> Condition:
        """The condition of having this outcome for certain; it is met or not, never open, and has no `not` in it."""
        match condition:
            case Chosen(question, options):
                return Chosen(question, tuple(each for each in self._options[question] if (each in options) is outcome))
            case AllOf(parts) | AnyOf(parts):
                known = tuple(self.known(part, outcome=outcome) for part in parts)
                return AllOf(known) if isinstance(condition, AllOf) is outcome else AnyOf(known)
            case Not(part):
                return self.known(part, outcome=not outcome)
            case _:
                assert_never(condition)

    def written(self, *known: Condition) -> exp.Expr:
        """The SQL that is true where all of these are met."""
        return self._sql(simple(*known))

    def _sql(self, condition: Condition) -> exp.Expr:
        match condition:
            case Chosen(question, options):
                return one_of(self._column(question), options)
            case AllOf(parts):
                return exp.and_(*map(self._sql, parts), copy=False) if parts else TRUE.copy()
            case AnyOf(parts):
                return exp.or_(*map(self._sql, parts), copy=False) if parts else FALSE.copy()
            case Not():
                raise AssertionError("a condition that is known has no `not` in it")
            case _:
                assert_never(condition)


def simple(*known: Condition) -> Condition:
    """All of these conditions as one, without what is said twice or follows from the rest."""
    return _simple(AllOf(known), {})


def _simple(condition: Condition, settled: _Settled) -> Condition:
    """The same condition where the settled questions have the options they are known to have."""
    match condition:
        case Chosen(question, options):
            allowed = settled.get(question, ())
            kept = tuple(each for each in options if each in allowed) if question in settled else options
            return NEVER if not kept else ALWAYS if set(kept) == set(allowed) else Chosen(question, kept)
        case AllOf():
            return _simple_all(condition, settled)
        case AnyOf(parts):
            return _simple_any([_simple(part, settled) for part in parts], settled)
        case Not():
            return condition
        case _:
            assert_never(condition)


def _simple_all(condition: AllOf, settled: _Settled) -> Condition:
    """Each question is tested once, first of all; what the tests settle is not asked again by the other parts."""
    parts = _flat(condition)
    before = ""
    while repr(parts) != before:
        before = repr(parts)
        tested = _tests_together([part for part in parts if isinstance(part, Chosen)], settled)
        if not all(tested.values()):
            return NEVER
        others = [_simple(part, {**settled, **tested}) for part in parts if not isinstance(part, Chosen)]
        if any(isinstance(part, AnyOf) and not part.parts for part in others):
            return NEVER
        tests = [Chosen(each, kept) for each, kept in tested.items() if set(kept) != set(settled.get(each, ()))]
        parts = _flat(AllOf((*tests, *others)))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _tests_together(tests: Sequence[Chosen], settled: _Settled) -> dict[str, tuple[str, ...]]:
    """The options that all tests of a question leave."""
    together: dict[str, tuple[str, ...]] = {}
    for question, options in tests:
        allowed = together.get(question, settled.get(question, options))
        together[question] = tuple(each for each in options if each in allowed)
    return together


def _simple_any(parts: Sequence[Condition], settled: _Settled) -> Condition:
    """Tests of one question are taken together."""
    tested: dict[str, list[str]] = {}
    others: list[Condition] = []
    for part in parts:
        if isinstance(part, AllOf) and not part.parts:
            return ALWAYS
        if isinstance(part, Chosen):
            tested.setdefault(part.question, []).extend(part.options)
        else:
            others += part.parts if isinstance(part, AnyOf) else [part]
    tests = [Chosen(question, tuple(dict.fromkeys(options))) for question, options in tested.items()]
    if any(test.question in settled and set(test.options) >= set(settled[test.question]) for test in tests):
        return ALWAYS
    united = _once([*tests, *others])
    return united[0] if len(united) == 1 else AnyOf(tuple(united))


def _flat(condition: AllOf) -> list[Condition]:
    """The parts, and those of the parts that are of the same kind, each once."""
    parts: list[Condition] = []
    for part in condition.parts:
        parts += _flat(part) if isinstance(part, AllOf) else [part]
    return _once(parts)


def _once(parts: Sequence[Condition]) -> list[Condition]:
    """Without repetition. Conditions are tuples, so all and any of the same parts are equal: their texts are not."""
    return list({repr(part): part for part in parts}.values())
