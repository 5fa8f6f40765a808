"""Some condition tells every option from the others, or a note says why not."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("options-alike") == []


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
