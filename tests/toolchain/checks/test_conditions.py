"""Questions and conditions: each is read, tells answers apart, can hold, and stands once."""

from __future__ import annotations

from faults import PETS, files_of, folder
from judging import Edit, remarks

from leadadvisor.engine.space import AnswerSpace
from leadadvisor.rulebook.loader import check_files
from leadadvisor.toolchain.checks import CHECKS
from leadadvisor.toolchain.checks.base import Subject


def test_question_nobody_reads_is_found() -> None:
    found = remarks(
        "unread-question",
        Edit(
            "questions/home.yaml",
            "- id: wish",
            """\
- id: colour
  text: Which colour do you like?
  help: Any.
  why: It is nice to know.
  improves: []
  options:
  - {id: red, label: Red}
- id: wish""",
        ),
        Edit("rulebook.yaml", "walks, wish]", "walks, colour, wish]"),
    )
    assert found == [
        "questions/home.yaml:29:7: nothing reads the answer to 'colour'",
    ]


def test_a_question_is_read_if_only_another_question_rests_on_it() -> None:
    found = remarks(
        "unread-question",
        Edit("evidence/wish.yaml", "walks: [gladly]", "room: [flat]"),
        Edit("blockers.yaml", "when: {walks: [no-walks]}", "when: {time-away: [all-day]}"),
    )
    assert found == []


def test_options_nothing_tells_apart_is_found() -> None:
    found = remarks(
        "options-alike",
        Edit(
            "questions/home.yaml",
            "  - {id: flat, label: A flat}",
            """\
  - {id: flat, label: A flat}
  - {id: house, label: A house}""",
        ),
    )
    assert found == [
        "questions/home.yaml:11:10: nothing tells 'house' from 'flat'",
    ]


def test_a_note_says_why_options_are_alike() -> None:
    found = remarks(
        "options-alike",
        Edit(
            "questions/home.yaml",
            "  - {id: flat, label: A flat}",
            """\
  - {id: flat, label: A flat}
  - {id: house, label: A house}""",
        ),
        Edit(
            "questions/home.yaml",
            "  help: Count what an animal may use.",
            """\
  help: Count what an animal may use.
  alike-note: People know how they live.""",
        ),
    )
    assert found == []


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
  - {state: "no", when: {use: long-away, room: [flat]}, because: It would be bored., claims: [L05]}
""",
        ),
    )
    assert found == [
        "approaches/cat.yaml:10:19: this state is never reached: that above it takes every case it could",
    ]


def test_advice_on_what_is_ruled_out_is_found() -> None:
    found = remarks(
        "unreachable-condition",
        Edit("approaches/dog.yaml", "when: {wish: [quiet]}", "when: {walks: [no-walks]}"),
    )
    assert found == [
        "approaches/dog.yaml:11:22: this state is never reached: wherever it could be, 'dog' is ruled out",
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


def test_condition_everybody_meets_is_found() -> None:
    found = remarks(
        "always-true-condition",
        Edit("blockers.yaml", "when: {walks: [no-walks]}", "when: {walks: [no-walks, gladly]}"),
    )
    assert found == [
        "blockers.yaml:5:3: every answer meets this condition",
    ]


def test_bears_on_everybody_is_found() -> None:
    found = remarks(
        "always-true-condition",
        Edit("tensions/company.yaml", "bears-when: {wish: [company]}", "bears-when: {wish: [company, quiet]}"),
    )
    assert found == [
        "tensions/company.yaml:5:3: every answer meets this condition",
    ]


def test_a_side_of_a_tension_may_hold_for_all_answers() -> None:
    found = remarks(
        "always-true-condition",
        Edit(
            "tensions/company.yaml",
            "claims: [L02], holds-when: {time-away: [all-day]}",
            "claims: [L02], holds-when: {time-away: [hours, all-day]}",
        ),
    )
    assert found == []


def test_named_condition_nobody_uses_is_found() -> None:
    found = remarks(
        "unused-condition",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {time-away: [all-day]}
  at-home: {time-away: [hours]}""",
        ),
    )
    assert found == [
        "conditions.yaml:3:3: nothing uses the condition 'at-home'",
    ]


def test_a_condition_is_used_if_another_condition_uses_it() -> None:
    found = remarks(
        "unused-condition",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {not: {use: at-home}}
  at-home: {time-away: [hours]}""",
        ),
    )
    assert found == []


def test_two_names_for_one_condition_is_found() -> None:
    found = remarks(
        "condition-named-twice",
        Edit(
            "conditions.yaml",
            "  long-away: {time-away: [all-day]}",
            """\
  long-away: {time-away: [all-day]}
  gone: {time-away: [all-day]}""",
        ),
        Edit("approaches/cat.yaml", "use: long-away", "use: gone"),
    )
    assert found == [
        "conditions.yaml:3:3: the condition 'gone' says the same as 'long-away'",
    ]


def test_a_condition_that_meets_others_in_too_many_ways_is_named_with_its_place() -> None:
    subject = Subject(*check_files(folder("pets", files_of(PETS))))
    subject.__dict__["space"] = AnswerSpace(subject.rulebook.questions, {}, most=1)  # as if it were a large one
    first, *_ = (each for one in CHECKS if one.name == "entangled-condition" for each in one.findings(subject))
    assert (first.place.path, first.severity) == ("pets/evidence/home.yaml", "warning")
    assert "in too many ways" in first.message
