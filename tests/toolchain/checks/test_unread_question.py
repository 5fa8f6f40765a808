"""Some condition reads the answer to every question."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("unread-question") == []


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
  lever: false
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
