"""Sentences that all formats share."""

from __future__ import annotations

import pytest
from sample import COMPLETE, INCOMPLETE, LEADS, UNDECIDED

from leadadvisor.model.recommendation import Change, Flip, NextQuestion, StandingBlocker, TensionLine
from leadadvisor.reports import words
from leadadvisor.reports.labels import Labels
from leadadvisor.text import first_sentence, lowered, statements

LABELS = Labels(LEADS)
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("hundredths", "told"), [(825, "+8.25"), (-410, f"{MINUS}4.10"), (0, "0.00"), (4, "+0.04"), (-5, f"{MINUS}0.05")]
)
def test_hundredths_carry_their_sign(hundredths: int, told: str) -> None:
    assert words.moved_exactly(hundredths) == told


@pytest.mark.parametrize(("points", "told"), [(8, "+8"), (-4, f"{MINUS}4"), (0, "0")])
def test_whole_points_carry_their_sign(points: int, told: str) -> None:
    assert words.moved(points) == told


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 points"), (1, "+1 point"), (-1, f"{MINUS}1 point"), (5, "+5 points")]
)
def test_points_carry_their_sign_and_unit(count: int, told: str) -> None:
    assert words.points(count) == told


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("You sell well. The article says so.", "You sell well."),
        ("It is 3.5 times. Or not.", "It is 3.5 times."),
        ("Say e.g. this one", "Say e.g. this one."),
        ("Which one? The other.", "Which one?"),
        ("One; two: three", "One; two: three."),
        ("It ends. “So it does.”", "It ends."),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_another_begins(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is cheap. You have nothing. Could you? Or not? Then do.", "It is cheap. You have nothing."),
        ("Which is it? Say.", "Which is it?"),
        ("It is so", "It is so."),
    ],
)
def test_what_is_stated_ends_where_it_is_asked_about(text: str, said: str) -> None:
    assert statements(text) == said


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Write it down.", "write it down."), ("LinkedIn works", "LinkedIn works"), ("I do", "I do"), ("", "")],
)
def test_a_sentence_inside_another_loses_its_capital_unless_that_belongs_to_the_word(text: str, inside: str) -> None:
    assert lowered(text) == inside


def test_options_of_one_question_with_the_same_outcome_stand_together() -> None:
    together = [
        Flip((Change("goal", "feed", option),), "inbound", "recommended", up=False) for option in ("few", "other")
    ]
    assert words.flip(together, LABELS) == (
        "Inbound comes first with “A few extra deals” or “other” instead of “Feed closers”."
    )


def test_an_open_question_is_not_told_as_if_it_had_an_answer() -> None:
    flip = Flip((Change("people", "", "sellers"),), None, "nothing-feasible", up=None)
    assert words.flip([flip], LABELS) == "Nothing can start with “Strong sellers” to “Who contacts and follows up?”"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (NextQuestion("q", can_change_leader=True, largest_move=30), "can change what comes first"),
        (NextQuestion("q", can_change_leader=False, largest_move=10), "can move a share by up to 10 points"),
        (NextQuestion("q", can_change_leader=False, largest_move=0), "changes no share by itself"),
    ],
)
def test_the_stakes_of_an_open_question(question: NextQuestion, told: str) -> None:
    assert words.stakes(question) == told


def test_open_answers_are_counted_in_one_way() -> None:
    assert words.still_open(INCOMPLETE) == "Three questions you have not answered could still change this."
    only_shares = tuple(each._replace(can_change_leader=False) for each in INCOMPLETE.next_questions)
    settled = INCOMPLETE._replace(next_questions=only_shares, flips=(), settled=True)
    assert words.still_open(settled) == "Three questions you have not answered could still move the shares."
    assert words.still_open(settled._replace(settled=False)) == (
        "Three questions you have not answered could change this, but only together."
    )
    assert words.still_open(COMPLETE) == ""


def test_a_blocker_does_not_repeat_the_reason_that_a_caution_tells() -> None:
    blocker = INCOMPLETE.mix[1].blockers[0]
    assert words.blocker(blocker, INCOMPLETE) == "Cannot come first. What lifts it: somebody who sells."
    assert words.blocker(blocker, COMPLETE) == (
        "Cannot come first: Nobody is there to call. What lifts it: somebody who sells."
    )


def test_a_blocker_that_nothing_lifts_names_only_its_reason() -> None:
    blocker = StandingBlocker("b", "rules-out", "it is forbidden", "", ())
    assert words.blocker(blocker, COMPLETE) == "Ruled out: It is forbidden."


def test_a_near_miss_names_the_options_that_bring_one_reason_more() -> None:
    assert words.near_miss(INCOMPLETE.mix[1].near_misses[0], LABELS) == (
        "One reason more with “Strong sellers” or “Nobody” to “Who contacts and follows up?”: Calls need sellers."
    )


def test_a_tension_that_scores_tells_the_side_that_counts_in_its_own_words() -> None:
    line = COMPLETE.tensions[1]._replace(effect="scores")
    assert words.decided_by(line, LABELS) == (
        "Counted here: inbound people usually want to buy, because you answered “They compare suppliers”."
    )


def test_a_tension_that_informs_never_says_that_a_side_was_taken() -> None:
    assert words.decided_by(COMPLETE.tensions[0]._replace(effect="informs"), LABELS) == (
        "Both are weighed as far as your answers call for it."
    )


def test_an_open_tension_names_the_question_it_turns_on_and_what_is_done_until_then() -> None:
    assert words.decided_by(TensionLine("C01", None, (), ("people",), "scores"), LABELS) == (
        "Still open: it turns on “Who contacts and follows up?” Until then: We count the ramp-up as still ahead."
    )


def test_a_tension_the_rulebook_settles_says_so() -> None:
    assert words.decided_by(TensionLine("C03", 2, (), (), "scores"), LABELS) == (
        "Counted here: there are three. The advice keeps referral apart."
    )


def test_the_rulebook_is_named_by_its_digest_and_never_by_its_path() -> None:
    told = words.rules_and_weights(LEADS)
    assert told == "Rules and weights: sample 2.1.0 (sha256:0f0f0f0f)."
    assert LEADS.path not in told


def test_a_range_is_given_only_where_there_is_one() -> None:
    assert words.span(20, 70) == "20\N{EN DASH}70"
    assert words.span(55, 55) == ""


def test_the_honest_sentences_are_the_rulebooks_first_and_that_percentages_are_its_own() -> None:
    first, ours = words.honest_sentences(UNDECIDED.rulebook)
    assert first == "From one trade paper."
    assert "own weighting" in ours
