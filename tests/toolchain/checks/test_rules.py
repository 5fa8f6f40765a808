"""Rules beside one another: none repeats or undoes another, and each speaks in a case."""

from __future__ import annotations

from judging import Edit, remarks


def test_rule_twice_is_found() -> None:
    found = remarks(
        "duplicate-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: small-tank
  when: {room: [one-room]}
  supports: {fish: moderate}
  because: A tank stands anywhere.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == [
        "evidence/home.yaml:13:7: the rule 'small-tank' does just what 'little-room' does",
    ]


def test_rules_for_the_same_answers_may_differ_in_strength() -> None:
    found = remarks(
        "duplicate-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: small-tank
  when: {room: [one-room]}
  supports: {fish: slight}
  because: A tank stands anywhere.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == []


def test_rule_that_repeats_a_wider_one_is_found() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: A tank is something quiet to look at where room is short.
  claims: [L06]
- id: alone-all-day""",
        ),
    )
    assert found == [
        "evidence/home.yaml:13:7: the rule 'quiet-tank' speaks only where 'little-room' does, and cites nothing else",
    ]


def test_a_narrow_rule_with_a_claim_of_its_own_adds_evidence() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: It is quiet.
  claims: [L06, L07]
- id: alone-all-day""",
        ),
    )
    assert found == []


def test_a_note_justifies_a_narrow_rule() -> None:
    found = remarks(
        "subsumed-rule",
        Edit(
            "evidence/home.yaml",
            "- id: alone-all-day",
            """\
- id: quiet-tank
  when: {room: [one-room], wish: [quiet]}
  supports: {fish: moderate}
  because: It is quiet.
  claims: [L06]
  strength-note: It counts for more there.
- id: alone-all-day""",
        ),
    )
    assert found == []


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


def test_rule_no_case_exercises_is_found() -> None:
    found = remarks(
        "rule-without-case",
        Edit(
            "evidence/wish.yaml",
            "- id: company-indoors",
            """\
- id: walked-in-a-small-room
  when: {room: [one-room], walks: [gladly], wish: [quiet]}
  supports: {cat: moderate}
  because: A cat sits with you after a walk.
  claims: [L08]
- id: company-indoors""",
        ),
    )
    assert found == [
        "evidence/wish.yaml:9:7: the rule 'walked-in-a-small-room' speaks in no case",
    ]
