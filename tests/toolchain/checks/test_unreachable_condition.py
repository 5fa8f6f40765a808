"""Every condition, level and advice has answers for which it counts."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("unreachable-condition") == []


def test_condition_nobody_meets_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit(
            "contradictions.yaml",
            "when: {walks: [gladly], time-away: [all-day]}",
            "when: {all: [{walks: [gladly]}, {walks: [no-walks]}]}",
        ),
    )
    assert found == [
        "contradictions.yaml:3:3: no answers meet this condition",
    ]


def test_question_not_asked_together_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit(
            "evidence/wish.yaml",
            "when: {wish: [company], walks: [gladly]}",
            "when: {time-away: [all-day], walks: [gladly]}",
        ),
    )
    assert found == [
        "evidence/wish.yaml:5:3: no answers meet this condition",
    ]


def test_level_that_comes_too_late_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit(
            "evidence/home.yaml",
            """\
  - {when: {use: long-away, wish: [quiet]}, supports: {cat: slight}, because: You would rather watch.}
  - {when: {use: long-away}, supports: {cat: moderate}}""",
            """\
  - {when: {use: long-away}, supports: {cat: moderate}}
  - {when: {use: long-away, wish: [quiet]}, supports: {cat: slight}, because: You would rather watch.}""",
        ),
    )
    assert found == [
        "evidence/home.yaml:16:6: this level never counts: those above it take every case it could",
    ]


def test_advice_that_comes_too_late_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit(
            "approaches/cat.yaml",
            """\
because: It usually copes with a day alone., claims: [L04]}
""",
            """\
because: It usually copes with a day alone., claims: [L04]}
  - {advice: avoid, when: {use: long-away, room: [flat]}, because: It would be bored., claims: [L05]}
""",
        ),
    )
    assert found == [
        "approaches/cat.yaml:10:21: this advice is never given: that above it takes every case it could",
    ]


def test_advice_on_what_is_ruled_out_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit("approaches/dog.yaml", "when: {wish: [quiet]}", "when: {walks: [no-walks]}"),
    )
    assert found == [
        "approaches/dog.yaml:11:21: this advice is never given: wherever it could be, 'dog' is ruled out",
    ]


def test_rule_on_the_wrong_side_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit("evidence/home.yaml", "when: {time-away: [all-day]}", "when: {time-away: [hours]}"),
    )
    assert found == [
        "evidence/home.yaml:22:3: no answers meet this condition on this side of the tension",
    ]


def test_answers_given_to_a_question_not_asked_may_clash() -> None:
    found = remarks(
        "unreachable-condition",
        Edit("contradictions.yaml", "walks: [gladly], time-away: [all-day]", "time-away: [all-day], walks: [gladly]"),
    )
    assert found == []
