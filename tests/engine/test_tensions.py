"""Tensions say which side was taken, and by which answer."""

from __future__ import annotations

from builders import any_of, chosen, make_profile, make_question, make_rulebook, make_tension

from leadadvisor.engine.recommend import recommend
from leadadvisor.model.recommendation import Given, TensionLine
from leadadvisor.model.rulebook import Taken, Tension

BUYERS = make_question("buyers", ("study", "compare", "unaware"))
STUDY, COMPARE = chosen("buyers", "study"), chosen("buyers", "compare")


def tensions_for(option: str, *tensions: Tension) -> tuple[TensionLine, ...]:
    rulebook = make_rulebook(questions=[BUYERS], tensions=tensions)
    return recommend(rulebook, make_profile(buyers=option)).tensions


def taken_for(option: str, tension: Tension) -> list[Taken | None]:
    return [line.taken for line in tensions_for(option, tension)]


def test_a_tension_tells_the_side_taken_and_the_answer_that_decided_it() -> None:
    tension = make_tension("C01", STUDY, COMPARE, decided_by=["buyers"])
    assert tensions_for("compare", tension) == (TensionLine("C01", 2, (Given("buyers", "compare"),), ()),)


def test_a_tension_whose_question_is_open_names_the_question_and_takes_no_side() -> None:
    tension = make_tension("C01", STUDY, COMPARE, decided_by=["buyers"])
    assert tensions_for("unsure", tension) == (TensionLine("C01", None, (), ("buyers",)),)


def test_both_sides_may_hold_at_once() -> None:
    assert taken_for("study", make_tension("C01", STUDY, any_of(STUDY, COMPARE))) == ["both"]


def test_a_tension_that_touches_neither_side_is_not_told() -> None:
    assert taken_for("unaware", make_tension("C01", STUDY, COMPARE, decided_by=["buyers"])) == []


def test_a_tension_that_does_not_bear_on_the_profile_is_not_told() -> None:
    assert taken_for("study", make_tension("C01", STUDY, COMPARE, bears_when=COMPARE)) == []


def test_a_tension_the_rulebook_settles_is_told_with_that_side_for_everybody() -> None:
    assert taken_for("unsure", make_tension("C01", STUDY, COMPARE, always="both")) == ["both"]
