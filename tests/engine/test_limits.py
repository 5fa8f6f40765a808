"""What can grow has a limit: rulebooks that meet in too many ways get an exact answer or an honest word, and soon."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from builders import chosen, make_blocker, make_profile, make_question, make_rule, make_rulebook, make_settings
from stages import slow

from leadadvisor.engine import conditions, evaluate, outlook
from leadadvisor.engine.changes import prospects
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.rows import RowScorer
from leadadvisor.engine.space import MOST_FOR_A_REGION, AnswerSpace, TooEntangled
from leadadvisor.engine.verify import verify
from leadadvisor.engine.what_if import what_if
from leadadvisor.model.condition import AllOf, AnyOf
from leadadvisor.model.rulebook import Question, Rulebook, Strength

STRENGTHS: tuple[Strength, ...] = ("strong", "moderate", "slight")


@pytest.mark.parametrize("approaches", [3, 4, 5, *slow(6, 7, 8)])
def test_up_to_eight_approaches_with_one_answer_are_exact(approaches: int) -> None:
    found = recommend(many_approaches(approaches), make_profile(q0="a"))
    assert found.ranges == "exact"
    assert any(portion.low < portion.high for portion in found.mix)


@pytest.mark.parametrize("approaches", [5, 8, 10, 40])
def test_a_sweep_stops_before_it_has_done_more_than_it_may(approaches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "WORK_LIMIT", 3_000)
    found = recommend(many_approaches(approaches), make_profile(q0="a"))
    assert (found.ranges, found.settled) == ("too-entangled", False)
    assert "too-entangled" in [caution.code for caution in found.cautions]


def test_questions_that_each_wait_for_the_one_before_are_exact() -> None:
    found = recommend(chain(60), make_profile(q0="yes"))
    assert (found.ranges, found.possible_leaders) == ("exact", ("inbound",))


def test_what_answers_along_a_chain_of_questions_change_takes_as_long_as_the_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = {length: looks_along_the_chain(length, monkeypatch) for length in (150, 300)}
    assert 0 < looks[300] <= 2.1 * looks[150]


def looks_along_the_chain(length: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often it is worked out whether a question is asked, to find what one other answer would change."""
    reasoner = Reasoner(chain(length))
    profile = make_profile(q0="yes")
    evaluation, looked = reasoner.evaluate(profile.chosen()), 0
    ask = conditions.counting_option

    def counted(question: Question, option: str | None, effective: Mapping[str, str]) -> str | None:
        nonlocal looked
        looked += 1
        return ask(question, option, effective)

    with monkeypatch.context() as patch:
        patch.setattr(conditions, "counting_option", counted)
        patch.setattr(evaluate, "counting_option", counted)
        assert [each.change.question for each in prospects(reasoner, evaluation, profile) if each.flips] == ["q0"]
    return looked


@pytest.mark.parametrize("seed", range(20))
def test_answers_along_a_chain_change_what_a_new_profile_with_them_comes_to(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_chain(rng)
    profile = make_profile({question.id: "yes" for question in rulebook.questions if rng.random() < 0.4})
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen())
    for found in prospects(reasoner, evaluation, profile):
        changed = reasoner.evaluate({**profile.chosen(), found.change.question: found.change.after})
        assert found.after == (changed.points, changed.ruled_out, changed.may_not_lead)


def random_chain(rng: Random) -> Rulebook:
    """Questions that each wait for the one before, rules on one of them or two, and now and then a blocker."""
    questions = list(chain(8).questions)
    names = ("referral", "inbound", "outbound")
    rules = []
    for number in range(10):
        read = rng.sample(questions, rng.choice((1, 1, 1, 2)))
        parts = tuple(chosen(question.id, rng.choice(("yes", "no"))) for question in read)
        rules.append(make_rule(f"rule-{number}", AllOf(parts), supports={rng.choice(names): rng.choice(STRENGTHS)}))
    blockers = [make_blocker("blocker", "inbound", when=chosen(f"q{rng.randint(0, 7)}", "no"))]
    return make_rulebook(questions=questions, rules=rules, blockers=blockers if rng.random() < 0.3 else ())


def test_a_long_chain_of_questions_is_too_entangled_and_no_recursion_error() -> None:
    rulebook = chain(1_200)
    with pytest.raises(TooEntangled):
        AnswerSpace(rulebook.questions, {}).where(chosen("q1199", "yes"))


@pytest.mark.parametrize("clauses", [40, *slow(16)])
def test_all_of_many_anys_is_refused_by_every_way_with_a_word(clauses: int) -> None:
    rulebook, profile = all_of_anys(clauses), make_profile(q0="a")
    assert recommend(rulebook, profile).ranges == "too-entangled"
    assert what_if(rulebook, profile).recommendation.ranges == "too-entangled"
    found = verify(rulebook)
    assert {each.subject for each in found.not_verified} >= {"mixes", "evidence", "rule"}


def test_rows_of_a_rulebook_that_cannot_be_compiled_are_scored_one_by_one() -> None:
    rulebook = all_of_anys(16)
    complete = {question.id: "a" if number % 2 == 0 else "b" for number, question in enumerate(rulebook.questions)}
    scorer = RowScorer(rulebook, ranges=True)
    outcome = scorer.outcome(complete)
    assert (outcome.leader, outcome.rules) == ("inbound", ("all",))
    assert scorer.outcome({"q0": "c"}).rules == ()
    with pytest.raises(KeyError):
        scorer.outcome({"q0": "nonsense"})


def test_a_region_never_has_more_boxes_than_may_be_spent_on_it() -> None:
    rulebook = all_of_anys(12)
    try:
        region = AnswerSpace(rulebook.questions, {}).where(rulebook.rules[0].levels[0].when)
    except TooEntangled:
        return
    assert len(region) <= MOST_FOR_A_REGION


def many_approaches(count: int) -> Rulebook:
    """Twelve questions, forty rules on one to three of them, any of so many approaches."""
    rng = Random(1)
    names = [f"approach-{number}" for number in range(count)]
    questions = [make_question(f"q{number}", ("a", "b", "c", "d")[: rng.choice((3, 4))]) for number in range(12)]
    rules = []
    for number in range(40):
        parts = tuple(
            chosen(question.id, *(option.id for option in rng.sample(question.options, rng.choice((1, 2)))))
            for question in rng.sample(questions, rng.choice((1, 2, 3)))
        )
        effects: dict[str, Strength] = {name: rng.choice(STRENGTHS) for name in rng.sample(names, rng.choice((1, 2)))}
        for_it = rng.random() < 2 / 3
        supports, opposes = (effects, None) if for_it else (None, effects)
        rules.append(make_rule(f"rule-{number}", AllOf(parts), supports=supports, opposes=opposes))
    settings = make_settings(strong=4, moderate=3, slight=1, step=1, floor=1, may_not_lead_cap=2)
    return make_rulebook(questions=questions, approaches=names, rules=rules, settings=settings)


def chain(length: int) -> Rulebook:
    """Each question is asked only after a yes to the one before."""
    questions = [make_question("q0", ("yes", "no"))]
    for number in range(1, length):
        asked_when = chosen(f"q{number - 1}", "yes")
        questions.append(make_question(f"q{number}", ("yes", "no"), asked_when=asked_when, otherwise="no"))
    rules = [make_rule("first", chosen("q0", "yes"), supports={"inbound": "strong"})]
    rules.append(make_rule("last", chosen(f"q{length - 1}", "yes"), supports={"inbound": "slight"}))
    return make_rulebook(questions=questions, rules=rules)


def all_of_anys(clauses: int) -> Rulebook:
    """One rule: all of so many pairs, of each of which any will do."""
    questions = [make_question(f"q{number}", ("a", "b", "c")) for number in range(2 * clauses)]
    pairs = (AnyOf((chosen(f"q{2 * number}", "a"), chosen(f"q{2 * number + 1}", "b"))) for number in range(clauses))
    return make_rulebook(
        questions=questions, rules=[make_rule("all", AllOf(tuple(pairs)), supports={"inbound": "strong"})]
    )
