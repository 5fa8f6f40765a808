"""A rule whose points another always takes back is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("cancelling-rules") == []


def test_rules_that_cancel_is_found() -> None:
    found = remarks(
        "cancelling-rules",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: cramped-cat
  when: {room: [one-room]}
  supports: {cat: slight}
  because: A cat copes with much, and here it must.
  claims: [L04]
  strength-note: A little only.
- id: alone-all-day""",
        ),
    )
    message = "the rule 'cramped-cat' never counts: 'restless-in-one-room' always takes its points back"
    assert found == [f"evidence/home.yaml:13:7: {message}"]


def test_rules_that_only_sometimes_speak_together_may_oppose_each_other() -> None:
    found = remarks(
        "cancelling-rules",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: cramped-cat
  when: {wish: [company]}
  supports: {cat: slight}
  because: It sits with you.
  claims: [L08]
- id: alone-all-day""",
        ),
    )
    assert found == []
