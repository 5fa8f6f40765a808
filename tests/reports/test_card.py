"""The card: each of its variants says what it must, and it stays on one screen for every profile."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from poison import POISONED
from sample import (
    BAKERY,
    COMPLETE,
    HELD_BACK,
    INCOMPLETE,
    LEVEL,
    NOTHING_FEASIBLE,
    PREPARED,
    RECOMMENDATIONS,
    UNDECIDED,
)

import leadadvisor
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.reports import Layout, Verbosity, render
from leadadvisor.reports.brief import MOST_BYTES, in_brief
from leadadvisor.reports.card import card
from leadadvisor.reports.document import Card
from leadadvisor.reports.labels import Labels
from leadadvisor.rulebook.loader import load_rulebook

ROOT = Path(__file__).parents[2]
CALIBRATION = ROOT / "tests" / "calibration" / "profiles.json"
MOST_LINES = {80: 22, 40: 34}
EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]


def card_of(recommendation: Recommendation) -> Card:
    return card(recommendation, Labels(recommendation.rulebook))


def row(recommendation: Recommendation, label: str) -> list[str]:
    """The texts of the row with that label; none where it is not there."""
    return [line.text for row in card_of(recommendation).rows if row.label == label for line in row.lines]


def height(recommendation: Recommendation, width: int, verbosity: Verbosity = 0) -> int:
    return render(recommendation, "terminal", Layout(width, verbosity=verbosity)).count("\n")


# One screen


@pytest.mark.parametrize("width", MOST_LINES)
@pytest.mark.parametrize("recommendation", [*EVERY, *(pytest.param(each, id=name) for name, each in POISONED.items())])
def test_the_card_stays_on_one_screen_whatever_its_texts_are(recommendation: Recommendation, width: int) -> None:
    assert height(recommendation, width) <= MOST_LINES[width]


@pytest.mark.parametrize("width", MOST_LINES)
def test_the_card_stays_on_one_screen_for_profiles_of_every_kind(width: int) -> None:
    rulebook = leadadvisor.load_rulebook(ROOT / "rules")
    too_long = {
        name: lines
        for name, profile in profiles(rulebook)
        if (lines := height(recommend(rulebook, profile), width)) > MOST_LINES[width]
    }
    assert too_long == {}


def test_brief_and_short_plain_are_short_for_profiles_of_every_kind() -> None:
    rulebook = leadadvisor.load_rulebook(ROOT / "rules")
    for _, profile in profiles(rulebook):
        recommendation = recommend(rulebook, profile)
        assert len(in_brief(recommendation).encode()) <= MOST_BYTES
        assert render(recommendation, "plain").count("\n") <= 20


@pytest.mark.slow  # 126 recommendations, each laid out five times
def test_reports_are_short_for_the_profiles_of_the_calibration() -> None:
    """The card is one screen, quiet is three lines, and the whole report stays within what a person reads."""
    rulebook = leadadvisor.load_rulebook(ROOT / "rules")
    too_long, whole = [], []
    for name, answers in json.loads(CALIBRATION.read_text()).items():
        recommendation = recommend(rulebook, profile_of(answers))
        too_long += [(name, width) for width, most in MOST_LINES.items() if height(recommendation, width) > most]
        too_long += [(name, -1)] if height(recommendation, 80, verbosity=-1) > 3 else []
        whole.append(height(recommendation, 80, verbosity=1))
    assert too_long == []
    assert sorted(whole)[len(whole) // 2] <= 250
    assert max(whole) <= 310


def profiles(rulebook: Rulebook) -> Iterator[tuple[str, Profile]]:
    """Nothing answered, nothing known, each option alone, the firsts, the lasts, and some at random."""
    questions = rulebook.questions
    yield "unsure", profile_of({question.id: UNSURE for question in questions})
    for place in (0, -1):
        yield f"options {place}", profile_of({question.id: question.options[place].id for question in questions})
    for question in questions[::4]:
        for option in question.options:
            yield f"{question.id}={option.id}", profile_of({question.id: option.id})
    chance = random.Random(20)
    for number in range(25):
        asked = chance.sample(questions, chance.randint(1, len(questions)))
        yield f"random {number}", profile_of({each.id: chance.choice(each.options).id for each in asked})


def profile_of(answers: dict[str, str]) -> Profile:
    return Profile(tuple(Answer(question, option, "flag") for question, option in answers.items()))


# Variants


def test_where_one_comes_first_the_card_says_why_but_what_to_do_and_what_flips_it() -> None:
    assert [row.label for row in card_of(COMPLETE).rows] == ["Why", "But", "Start", "Flips"]
    assert card_of(COMPLETE).headline.startswith("Put most effort into outbound (55 %)")
    assert row(COMPLETE, "But") == ["Feeding closers and little time do not go together."]
    assert row(COMPLETE, "Flips") == ["Referral comes first with “A few extra deals” instead of “Feed closers”."]


def test_reasons_come_with_their_strength_and_the_strongest_first() -> None:
    why = next(row for row in card_of(COMPLETE).rows if row.label == "Why")
    assert [(line.text[:7], line.note) for line in why.lines] == [("Closers", "strong"), ("Calls n", "strong")]


def test_steps_of_the_leader_come_first_and_decisions_are_none() -> None:
    assert row(COMPLETE, "Start") == ["Call N people.", "Check the law on cold contact.", "Publish the first answers."]


def test_what_is_contradictory_is_the_first_but() -> None:
    warned = HELD_BACK._replace(against=(HELD_BACK.against[0],))
    assert row(warned, "But") == [
        "Feeding closers and little time do not go together.", "Inbound may take a while to pay.",
    ]  # fmt: skip


def test_a_step_down_and_what_leaves_no_leader_are_never_offered() -> None:
    down = COMPLETE.flips[0]._replace(up=False)
    nobody = COMPLETE.flips[0]._replace(leader=None, status="undecided", up=True)
    assert row(COMPLETE._replace(flips=(down, nobody)), "Flips") == []


def test_the_smallest_step_up_is_the_one_that_is_told() -> None:
    steps = ("middle", "high", "low")
    book = COMPLETE.rulebook
    question = book.questions[2]._replace(improves=("few", "low", "middle", "high"))
    book = book._replace(questions=(*book.questions[:2], question, *book.questions[3:]))
    flip = COMPLETE.flips[0]
    flips = tuple(
        flip._replace(change=(flip.change[0]._replace(question="hours", before="few", after=option),), up=True)
        for option in steps
    )
    assert row(COMPLETE._replace(rulebook=book, flips=flips), "Flips")[0].startswith("Referral comes first with “low”")


def test_where_two_are_level_both_have_their_reasons() -> None:
    assert card_of(LEVEL).headline.startswith("Put about equal effort into outbound (45 %) and inbound (40 %), then")
    assert {text.split(":")[0] for text in row(LEVEL, "Why")} == {"Outbound", "Inbound"}


def test_what_a_blocker_holds_back_is_the_headline_with_what_lifts_it_and_the_mix_until_then() -> None:
    assert card_of(HELD_BACK).headline == (
        "To put outbound first (70 %), you need somebody who sells. "
        "Until then, put most effort into inbound (60 %), then outbound (25 %) and referral (15 %)."
    )
    assert card_of(HELD_BACK._replace(firmness="firm")).aside == ""


def test_a_leader_to_be_prepared_names_its_step_in_the_headline_and_first_of_all_steps() -> None:
    assert card_of(PREPARED).headline.endswith("First open the way: check the law on cold contact.")
    start = next(row for row in card_of(PREPARED).rows if row.label == "Start")
    assert start.lines[0][:3] == ("Check the law on cold contact.", "opens: Cold e-mail, Cold calling", "1")


def test_where_almost_nothing_is_answered_the_card_is_the_next_two_questions_and_no_plan() -> None:
    assert row(INCOMPLETE, "Answer") == [
        "Who would vouch for you?",
        "Who contacts and follows up?",
    ]
    assert row(INCOMPLETE, "Start") == []
    assert INCOMPLETE.plan
    assert card_of(INCOMPLETE).headline.startswith("Too early to call. So far: referral 50 %")


def test_where_nothing_can_start_the_card_says_why_and_what_must_change() -> None:
    assert card_of(NOTHING_FEASIBLE).bars.bars == ()
    assert row(NOTHING_FEASIBLE, "Why") == ["Referral: there is nobody to ask.", "Outbound: there is nobody to write."]
    assert row(NOTHING_FEASIBLE, "Change")[0] == (
        "Outbound comes first with “Strong sellers” instead of “Nobody” to “Who contacts and follows up?”"
    )


def test_another_subject_has_another_card() -> None:
    told = render(UNDECIDED, "terminal").lower()
    assert "time spent on looking goes about equally to notice board (40 %) and agency (40 %)" in " ".join(told.split())
    assert all(approach.label.lower() in told for approach in BAKERY.approaches)
    assert not {"referral", "inbound", "outbound", "effort"} & set(told.split())


def test_a_rulebook_on_another_subject_says_its_own_honest_sentence() -> None:
    rulebook = load_rulebook(ROOT / "tests" / "rulebooks" / "pets")
    told = render(recommend(rulebook, profile_of({"room": rulebook.questions[0].options[0].id})), "terminal")
    assert "Suggested by fixed rules from one leaflet, which has no figures behind it." in " ".join(told.split())


@pytest.mark.parametrize("recommendation", EVERY)
def test_the_card_rests_on_what_the_rulebook_says_first_of_its_basis(recommendation: Recommendation) -> None:
    assert recommendation.rulebook.basis[:20] in card_of(recommendation).basis


def test_how_many_open_answers_bear_is_said_and_which_tells_most() -> None:
    answered = tuple(Answer(question, "x", "flag") for question in ("goal", "a", "b"))
    told = row(INCOMPLETE._replace(answers=answered), "Open")
    opens = "Three questions you have not answered could still change this. "
    assert told == [f"{opens}Most telling: “Who would vouch for you?”"]


def test_where_only_a_pair_of_answers_changes_the_leader_the_pair_is_named() -> None:
    answered = tuple(Answer(question, "x", "flag") for question in ("goal", "a", "b"))
    alone = tuple(each._replace(can_change_leader=False) for each in INCOMPLETE.next_questions)
    told = row(INCOMPLETE._replace(answers=answered, next_questions=alone, open_pair=("people", "goal")), "Open")
    assert told[0].startswith(
        "Together, “Who contacts and follows up?” and “What should the next leads do for you?” "
        "could still change what comes first."
    )
