"""Rows come to what a recommendation comes to, told as a row tells it."""

from __future__ import annotations

from random import Random

import pytest
from builders import make_blocker, make_question, make_rule, make_rulebook
from generators import bundled_rulebook, random_profile, random_rulebook, tell
from stages import slow

from leadadvisor.engine import rows
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import remember
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.rows import Outcome, RowScorer
from leadadvisor.model.condition import Chosen
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook


@pytest.mark.parametrize("start", [0, *slow(60, 120, 180)])
def test_rows_of_random_rulebooks_come_to_what_recommend_says(start: int) -> None:
    for seed in range(start, start + 60):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        with_ranges, without = RowScorer(rulebook, ranges=True), RowScorer(rulebook)
        for _ in range(6):
            profile = random_profile(rng, rulebook)
            expected = recommended(rulebook, profile)
            assert with_ranges.outcome(words(profile)) == expected, f"seed {seed}\n{tell(rulebook, profile)}"
            assert without.outcome(words(profile)) == no_ranges(expected), f"seed {seed}\n{tell(rulebook, profile)}"


@pytest.mark.parametrize("profiles", [40, *slow(150)])
@pytest.mark.parametrize("complete", [True, False])
def test_rows_of_the_bundled_rulebook_come_to_what_recommend_says(complete: bool, profiles: int) -> None:
    rulebook, rng = bundled_rulebook(), Random(11)
    with_ranges, without = RowScorer(rulebook, ranges=True), RowScorer(rulebook)
    for _ in range(profiles):
        profile = random_profile(rng, rulebook, complete=complete)
        expected = recommended(rulebook, profile)
        assert with_ranges.outcome(words(profile)) == expected, tell(rulebook, profile)
        assert without.outcome(words(profile)) == no_ranges(expected), tell(rulebook, profile)


@pytest.mark.parametrize("profiles", [60, *slow(240)])
def test_rows_with_few_open_answers_come_to_what_recommend_says(profiles: int) -> None:
    rulebook, rng = bundled_rulebook(), Random(12)
    scorer = RowScorer(rulebook)
    for number in range(profiles):
        given = {question.id: rng.choice(question.options).id for question in rulebook.questions}
        for question in rng.sample(sorted(given), 1 + number % 6):
            given[question] = rng.choice(("", "unsure"))
        expected = recommended(rulebook, profile_of(given))
        assert scorer.outcome(given) == no_ranges(expected), given


def test_a_row_may_leave_questions_out_in_any_order() -> None:
    rulebook = bundled_rulebook()
    scorer = RowScorer(rulebook)
    asked = scorer.for_columns(["timeline", "goal"])
    expected = scorer.outcome({"goal": "launch-product", "timeline": "1-3-months"})
    assert asked(["1-3-months", "launch-product"]) == expected


@pytest.mark.parametrize("cell", ["Launch-Product", "launch", " ", "none"])
def test_a_cell_that_is_not_exactly_an_option_is_refused(cell: str) -> None:
    with pytest.raises(KeyError):
        RowScorer(bundled_rulebook()).outcome({"goal": cell})


def test_an_answer_to_a_question_that_is_not_asked_is_said_to_be_unused() -> None:
    rulebook = make_rulebook(
        questions=[
            make_question("people", ("nobody", "sellers")),
            make_question("outreach", ("none", "started"), asked_when=Chosen("people", ("sellers",)), otherwise="none"),
        ],
        rules=[make_rule("r", when=Chosen("outreach", ("started",)), supports={"outbound": "strong"})],
    )
    scorer = RowScorer(rulebook)
    unused = {
        word: "unused-answer:outreach" in scorer.outcome({"people": "nobody", "outreach": word}).cautions
        for word in ("", "unsure", "none", "started")
    }
    assert unused == {"": False, "unsure": True, "none": False, "started": True}


def test_where_nothing_is_feasible_all_shares_are_nought() -> None:
    blockers = [
        make_blocker(f"no-{name}", name, "rules-out", Chosen("budget", ("none",)))
        for name in ("referral", "inbound", "outbound")
    ]
    rulebook = make_rulebook(questions=[make_question("budget", ("none", "some"))], blockers=blockers)
    outcome = RowScorer(rulebook).outcome({"budget": "none"})
    assert (outcome.status, outcome.leader, outcome.shares) == ("nothing-feasible", None, (0, 0, 0))


def test_forgetting_what_was_met_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "REMEMBERED", 2)
    rulebook, rng = bundled_rulebook(), Random(13)
    forgetful, profiles = RowScorer(rulebook), [random_profile(rng, rulebook) for _ in range(40)]
    monkeypatch.undo()
    remembering = RowScorer(rulebook)
    for profile in profiles:
        assert forgetful.outcome(words(profile)) == remembering.outcome(words(profile))


def test_memory_is_bounded_however_many_rows_are_met() -> None:
    memory: dict[int, int] = {}
    for number in range(3 * rows.REMEMBERED):
        remember(memory, number, number, rows.REMEMBERED)
        assert len(memory) <= rows.REMEMBERED


def recommended(rulebook: Rulebook, profile: Profile) -> Outcome:
    recommendation = recommend(rulebook, profile)
    portions = {portion.approach: portion for portion in recommendation.mix}
    found = [portions.get(approach.id) for approach in rulebook.approaches]
    cautions = (f"{each.code}:{each.subject}" if each.subject else each.code for each in recommendation.cautions)
    return Outcome(
        recommendation.status,
        recommendation.leader,
        recommendation.firmness,
        tuple(each.share if each else 0 for each in found),
        tuple(each.low if each else 0 for each in found),
        tuple(each.high if each else 0 for each in found),
        tuple(each.rule.id for each in Reasoner(rulebook).evaluate(profile.chosen()).evidence),
        tuple(dict.fromkeys(cautions)),
        next((each.state for each in recommendation.mix if each.approach == recommendation.leader), None),
    )


def no_ranges(outcome: Outcome) -> Outcome:
    return outcome._replace(low=outcome.shares, high=outcome.shares)


def words(profile: Profile) -> dict[str, str]:
    return {answer.question: answer.option for answer in profile.answers}


def profile_of(given: dict[str, str]) -> Profile:
    from leadadvisor.model.profile import Answer

    return Profile(tuple(Answer(question, word, "file") for question, word in given.items() if word))
