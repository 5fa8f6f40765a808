"""The rulebook we ship holds all eighteen disagreements, every channel, the blockers and the nine contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest

from leadadvisor.engine.cautions import tension_lines
from leadadvisor.engine.conditions import evaluate, questions_read
from leadadvisor.model.condition import ALWAYS, Condition
from leadadvisor.model.rulebook import Approach, Rulebook, Tension
from leadadvisor.rulebook.loader import load_rulebook

RULES = Path(__file__).resolve().parents[1] / "rules"

SIDES = {
    "C01": ("A14 A15", "B17 B18"),
    "C02": ("A27 A34 A35 A36", "B32 B34"),
    "C03": ("A11 A12 A33", "B22 B24 B25 A13"),
    "C04": ("A24 A25 A26", "B40"),
    "C05": ("A22 A23", "B31"),
    "C06": ("A08 A09 A10", "B22"),
    "C07": ("B21 B37", "B27 B28"),
    "C08": ("A31 A32", "A35 B30 B38"),
    "C09": ("A12 A33", "A30 B25"),
    "C10": ("A34 A36", "B09 B10 B11"),
    "C11": ("A03", "B02 B03 B04"),
    "C12": ("A40 A41", "B36 B37 B38 B39"),
    "C13": ("A02", "A17 B01 B39"),
    "C14": ("B06 B07", "B14"),
    "C15": ("A07 A20 A04", "B15 B16 B26"),
    "C16": ("B33", "B39 B19"),
    "C17": ("A10", "B23 B29"),
    "C18": ("A29", "B37 B38"),
}
"""The claims of the two sides of each disagreement."""

NOTES = {"C11", "C13", "C15"}
"""Where the articles only use words differently."""

LEFT_OPEN = ["C05", "C06", "C14"]
"""Where answers may bear out neither side: a rough picture of the customer settles nothing, and no side counts then."""

DECIDED = ["C01", "C05", "C06", "C14", "C17"]
"""Where one side is taken, and only that side counts; everywhere else both are weighed."""

CHANNELS = {
    "referral": ["ask-customers", "personal-network"],
    "inbound": ["content", "search", "social-posts", "paid-ads", "qualify-enquiries"],
    "outbound": ["cold-email", "cold-calling", "linkedin-messages", "direct-mail", "named-accounts"],
}
UNPAID_INBOUND = ["content", "search", "social-posts", "qualify-enquiries"]

CONTRADICTIONS = {
    "scale-without-proof": {"goal": "scale-proven-segment", "segment": "new"},
    "lasting-but-impatient": {"goal": "lasting-pipeline", "patience": "under-3-months"},
    "extra-deals-but-forecast": {"goal": "few-extra-deals", "priority": "forecast"},
    "named-accounts-without-icp": {"named-accounts": "over-50", "icp-clarity": "unclear"},
    "test-of-a-proven-segment": {"goal": "test-segment", "segment": "proven"},
    "feed-closers-without-closers": {"goal": "feed-closers", "people": "nobody"},
    "least-work-but-scale": {"priority": "least-work", "goal": "scale-proven-segment"},
    "nothing-that-fast": {
        "timeline": "under-1-month",
        "customers": "none",
        "network": "none",
        "outreach": "not-started",
        "inbound-assets": "nothing",
    },
    "no-means": {"budget": "none", "hours": "under-5"},
}
"""Each pair of answers that do not go together, as the questionnaire names it."""

NOTHING_LEFT = {
    "customers": "none",
    "network": "none",
    "people": "nobody",
    "budget": "none",
    "hours": "under-5",
    "inbound-assets": "nothing",
}
LONGEST_SENTENCES = 200


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook(RULES)


def _tension(rulebook: Rulebook, tension_id: str) -> Tension:
    return next(tension for tension in rulebook.tensions if tension.id == tension_id)


def _approach(rulebook: Rulebook, approach_id: str) -> Approach:
    return next(approach for approach in rulebook.approaches if approach.id == approach_id)


def _assignments(rulebook: Rulebook, questions: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every way of answering these questions."""
    options = {question.id: [option.id for option in question.options] for question in rulebook.questions}
    for chosen in product(*(options[question] for question in questions)):
        yield dict(zip(questions, chosen, strict=True))


def _outcomes(rulebook: Rulebook, tension: Tension) -> set[tuple[bool, bool]]:
    """The pairs (first side holds, second side holds) that occur while the tension bears on the profile."""
    read = questions_read(tension.bears_when).union(*(questions_read(side.holds_when) for side in tension.sides))
    first, second = tension.sides
    return {
        (evaluate(first.holds_when, answers) is True, evaluate(second.holds_when, answers) is True)
        for answers in _assignments(rulebook, sorted(read))
        if evaluate(tension.bears_when, answers) is True
    }


def _texts_of_channel(rulebook: Rulebook, channel_id: str) -> str:
    channel = next(channel for channel in _approach(rulebook, "inbound").channels if channel.id == channel_id)
    return " ".join([channel.label, channel.what, *(line.because for line in channel.states)]).lower()


def _blocked(rulebook: Rulebook, kind: str, answers: Mapping[str, str]) -> set[str]:
    return {
        blocker.approach
        for blocker in rulebook.blockers
        if blocker.kind == kind and evaluate(blocker.when, answers) is True
    }


def _sentences(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Every text for people in tensions, approaches, blockers and contradictions, each with the id it belongs to."""
    for tension in rulebook.tensions:
        texts = [side.says for side in tension.sides] + [tension.while_open, tension.always_because or ""]
        yield from ((tension.id, text) for text in texts)
    for approach in rulebook.approaches:
        yield from ((approach.id, requirement.warning) for requirement in approach.requirements)
        yield from ((channel.id, line.because) for channel in approach.channels for line in channel.states)
    for blocker in rulebook.blockers:
        yield from ((blocker.id, text) for text in (blocker.because, blocker.lifted_by))
    for contradiction in rulebook.contradictions:
        yield from ((contradiction.id, text) for text in (contradiction.because, contradiction.ask))


def _conditions_of(approach: Approach, channel_id: str) -> list[Condition]:
    return [line.when for channel in approach.channels if channel.id == channel_id for line in channel.states]


def test_all_eighteen_tensions_are_there(rulebook: Rulebook) -> None:
    assert sorted(tension.id for tension in rulebook.tensions) == sorted(SIDES)


@pytest.mark.parametrize("tension_id", SIDES)
def test_a_tension_has_two_sides_with_the_claims_of_the_design(rulebook: Rulebook, tension_id: str) -> None:
    cited = [sorted(side.claims) for side in _tension(rulebook, tension_id).sides]
    assert cited == [sorted(claims.split()) for claims in SIDES[tension_id]]


def test_a_side_is_taken_only_where_it_is_the_one_that_counts(rulebook: Rulebook) -> None:
    assert sorted(tension.id for tension in rulebook.tensions if tension.effect == "scores") == DECIDED
    weighed = {tension.id for tension in rulebook.tensions if tension.always == "both"}
    assert weighed == set(SIDES) - set(DECIDED)


def test_where_a_side_is_taken_rules_carry_both_sides_or_the_other_side_counts_for_nothing(rulebook: Rulebook) -> None:
    carried = {(rule.side.tension, rule.side.side) for rule in rulebook.rules if rule.side}
    assert {tension for tension, _ in carried} == set(DECIDED)
    assert {tension for tension in DECIDED if {(tension, 1), (tension, 2)} - carried} == {"C17"}


def test_words_used_differently_are_notes_and_no_line_of_any_advice(rulebook: Rulebook) -> None:
    assert {tension.id for tension in rulebook.tensions if tension.kind == "note"} == NOTES
    assert NOTES.isdisjoint(line.id for line in tension_lines(rulebook, {}))


def test_a_tension_that_informs_is_shown_without_a_side(rulebook: Rulebook) -> None:
    lines = {line.id: line for line in tension_lines(rulebook, {"goal": "feed-closers", "people": "closers-only"})}
    assert (lines["C16"].effect, lines["C16"].taken, lines["C16"].decided_by) == ("informs", None, ())


@pytest.mark.parametrize("tension_id", DECIDED)
def test_each_side_of_a_tension_can_hold(rulebook: Rulebook, tension_id: str) -> None:
    outcomes = _outcomes(rulebook, _tension(rulebook, tension_id))
    assert any(first for first, _ in outcomes)
    assert any(second for _, second in outcomes)


@pytest.mark.parametrize("tension_id", DECIDED)
def test_the_two_sides_never_hold_together(rulebook: Rulebook, tension_id: str) -> None:
    assert (True, True) not in _outcomes(rulebook, _tension(rulebook, tension_id))


@pytest.mark.parametrize("tension_id", [each for each in DECIDED if each not in LEFT_OPEN])
def test_a_tension_that_bears_on_a_profile_is_decided_once_its_questions_are_answered(
    rulebook: Rulebook, tension_id: str
) -> None:
    assert (False, False) not in _outcomes(rulebook, _tension(rulebook, tension_id))


@pytest.mark.parametrize("tension_id", DECIDED)
def test_the_questions_that_decide_a_tension_are_those_its_sides_read(rulebook: Rulebook, tension_id: str) -> None:
    tension = _tension(rulebook, tension_id)
    read = frozenset().union(*(questions_read(side.holds_when) for side in tension.sides))
    assert sorted(tension.decided_by) == sorted(read)


@pytest.mark.parametrize("approach_id", CHANNELS)
def test_an_approach_has_the_channels_of_the_contract(rulebook: Rulebook, approach_id: str) -> None:
    channels = [channel.id for channel in _approach(rulebook, approach_id).channels]
    assert sorted(channels) == sorted(CHANNELS[approach_id])


@pytest.mark.parametrize(
    ("approach_id", "channel_id"), [(approach, channel) for approach in CHANNELS for channel in CHANNELS[approach]]
)
def test_a_channel_ends_with_a_state_for_a_profile_that_says_nothing_and_with_what_unlocks_it(
    rulebook: Rulebook, approach_id: str, channel_id: str
) -> None:
    conditions = _conditions_of(_approach(rulebook, approach_id), channel_id)
    assert conditions[-1] == ALWAYS
    assert [evaluate(condition, {}) for condition in conditions[:-1]] == [None] * (len(conditions) - 1)
    last = next(each for each in _approach(rulebook, approach_id).channels if each.id == channel_id).states[-1]
    assert last.state in {"not-yet", "prepare"}
    assert last.unlocked_by


@pytest.mark.parametrize("channel_id", UNPAID_INBOUND)
def test_unpaid_inbound_is_never_called_quick(rulebook: Rulebook, channel_id: str) -> None:
    text = _texts_of_channel(rulebook, channel_id)
    assert [word for word in ("quick", "fast", "rapid") if word in text] == []


def test_paid_inbound_is_never_called_cheap(rulebook: Rulebook) -> None:
    text = _texts_of_channel(rulebook, "paid-ads")
    assert [word for word in ("cheap", "economical", "low cost", "inexpensive") if word in text] == []


def test_referral_and_outbound_warn_when_it_is_open_who_would_carry_them(rulebook: Rulebook) -> None:
    required = {
        approach.id: [sorted(each.questions) for each in approach.requirements if each.when is None]
        for approach in rulebook.approaches
    }
    assert required == {"referral": [["customers", "network"]], "inbound": [], "outbound": [["people"]]}


@pytest.mark.parametrize("approach_id", CHANNELS)
def test_every_approach_can_be_ruled_out_whatever_else_is_answered(rulebook: Rulebook, approach_id: str) -> None:
    assert approach_id in _blocked(rulebook, "rules-out", NOTHING_LEFT)


@pytest.mark.parametrize("question", NOTHING_LEFT)
def test_one_missing_thing_less_makes_something_feasible(rulebook: Rulebook, question: str) -> None:
    """Each of the six answers is needed before nothing at all is feasible."""
    better = {
        "customers": "few",
        "network": "some",
        "people": "founders-learning",
        "budget": "steady",
        "hours": "5-15",
        "inbound-assets": "noisy-enquiries",
    }
    answers = {**NOTHING_LEFT, question: better[question]}
    assert _blocked(rulebook, "rules-out", answers) != set(CHANNELS)


@pytest.mark.parametrize(
    ("people", "budget", "blocked"),
    [
        ("nobody", "none", True),
        ("nobody", "small-tests", True),
        ("nobody", "steady", False),
        ("nobody", "ample", False),
        ("to-be-hired", "none", False),
        ("founders-learning", "none", False),
    ],
)
def test_outbound_may_not_lead_where_nobody_sells_and_no_help_can_be_paid(
    rulebook: Rulebook, people: str, budget: str, blocked: bool
) -> None:
    answers = {"people": people, "budget": budget, "hours": "15-40"}
    assert ("outbound" in _blocked(rulebook, "may-not-lead", answers)) == blocked


def test_a_hire_that_nobody_can_pay_or_prepare_for_does_not_let_outbound_lead(rulebook: Rulebook) -> None:
    answers = {"people": "to-be-hired", "budget": "none", "hours": "under-5"}
    assert "outbound" in _blocked(rulebook, "may-not-lead", answers)
    assert "outbound" not in _blocked(rulebook, "rules-out", answers)


def test_all_nine_contradictions_are_there(rulebook: Rulebook) -> None:
    assert sorted(contradiction.id for contradiction in rulebook.contradictions) == sorted(CONTRADICTIONS)


@pytest.mark.parametrize("contradiction_id", CONTRADICTIONS)
def test_a_contradiction_holds_for_its_answers_and_needs_every_one_of_them(
    rulebook: Rulebook, contradiction_id: str
) -> None:
    contradiction = next(each for each in rulebook.contradictions if each.id == contradiction_id)
    answers = CONTRADICTIONS[contradiction_id]
    assert evaluate(contradiction.when, answers) is True
    assert sorted(contradiction.questions) == sorted(answers)
    for question in answers:
        rest = {each: option for each, option in answers.items() if each != question}
        assert evaluate(contradiction.when, rest) is None


def test_sentences_for_people_are_short_and_hold_no_figure(rulebook: Rulebook) -> None:
    """The sources contain no figure, so no sentence may."""
    wrong = [
        (owner, text)
        for owner, text in _sentences(rulebook)
        if len(text) >= LONGEST_SENTENCES or any(character.isdigit() for character in text)
    ]
    assert wrong == []
