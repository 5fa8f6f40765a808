"""The sweep over all completions is exact, and says so when it is not worth the wait."""

from __future__ import annotations

import pytest
from builders import all_of, chosen, make_profile, make_question, make_rule, make_rulebook

from leadadvisor.engine import completions
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Question, Rulebook


def test_a_sweep_that_would_take_too_long_gives_up_with_an_honest_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completions, "WORK_LIMIT", 1)
    found = recommend(entangled(questions=4), make_profile())
    assert (found.ranges, found.settled, found.firmness, found.robustness_percent) == (
        "too-entangled",
        False,
        "open",
        0,
    )
    assert found.possible_leaders == ()
    assert [caution.code for caution in found.cautions].count("too-entangled") == 1
    assert all(portion.low == portion.share == portion.high for portion in found.mix)


def test_a_million_million_completions_are_swept_exactly() -> None:
    """Twenty open questions of three options: far too many to list, yet the answer is plain by symmetry."""
    rules = [
        make_rule(f"rule-{number}", chosen(f"question-{number}", "a"), supports={"inbound": "slight"})
        for number in range(20)
    ]
    found = recommend(make_rulebook(questions=many_questions(20), rules=rules), make_profile())
    assert (found.ranges, found.status, found.possible_leaders) == ("exact", "undecided", ("inbound",))
    assert range_of(found, "inbound") == (35, 90)
    assert range_of(found, "referral") == (5, 35)


def test_rules_on_two_open_questions_fire_together_only_where_one_completion_makes_both_fire() -> None:
    both = [
        make_rule("one", all_of(chosen("question-0", "a"), chosen("question-1", "a")), supports={"inbound": "strong"}),
        make_rule("two", all_of(chosen("question-0", "b"), chosen("question-1", "a")), supports={"inbound": "strong"}),
    ]
    apart = recommend(make_rulebook(questions=many_questions(2), rules=both), make_profile())
    alone = recommend(make_rulebook(questions=many_questions(2), rules=both[:1]), make_profile())
    assert range_of(apart, "inbound") == range_of(alone, "inbound") == (35, 45)


def entangled(*, questions: int) -> Rulebook:
    """Every rule reads two questions, each of which other rules read as well."""
    rules = [
        make_rule(
            f"rule-{first}-{second}",
            all_of(chosen(f"question-{first}", "a"), chosen(f"question-{second}", "b")),
            supports={"inbound": "strong"},
        )
        for first in range(questions)
        for second in range(questions)
        if first != second
    ]
    return make_rulebook(questions=many_questions(questions), rules=rules)


def many_questions(count: int) -> list[Question]:
    return [make_question(f"question-{number}", ("a", "b", "c")) for number in range(count)]


def range_of(found: Recommendation, approach: str) -> tuple[int, int]:
    portion = found.portion(approach)
    assert portion is not None
    return portion.low, portion.high
