"""Conditions are told apart by what they say, not by their parts alone."""

from __future__ import annotations

from leadadvisor.model.condition import ALWAYS, NEVER, AllOf, AnyOf, Chosen

PARTS = (Chosen("goal", ("a",)), Chosen("people", ("b",)))


def test_all_of_some_parts_is_not_any_of_them() -> None:
    assert AllOf(PARTS) != AnyOf(PARTS)
    assert not AllOf(PARTS) == AnyOf(PARTS)  # noqa: SIM201 - the two signs are two methods
    assert len({AllOf(PARTS), AnyOf(PARTS)}) == 2


def test_always_is_not_never() -> None:
    assert ALWAYS != NEVER
    assert {AllOf(()): "always", AnyOf(()): "never"} == {ALWAYS: "always", NEVER: "never"}


def test_the_same_condition_made_twice_is_one() -> None:
    assert AllOf(PARTS) == AllOf(tuple(PARTS))
    assert hash(AnyOf(PARTS)) == hash(AnyOf(tuple(PARTS)))
    assert not AnyOf(PARTS) != AnyOf(tuple(PARTS))  # noqa: SIM202 - the two signs are two methods
