"""Rules, tensions and approaches: each rule adds something, what disagrees is shown, approaches have two sides."""

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


def test_tension_decided_by_another_question_is_found() -> None:
    found = remarks(
        "tension-decided-elsewhere",
        Edit("tensions/company.yaml", "decided-by: [time-away]", "decided-by: [time-away, room]"),
    )
    assert found == [
        "tensions/company.yaml:6:3: tension T01 is not decided by 'room': neither side reads it",
    ]


def test_a_tension_settled_for_everybody_needs_no_question() -> None:
    found = remarks(
        "tension-decided-elsewhere",
        Edit(
            "tensions/company.yaml",
            "decided-by: [time-away]",
            """\
decided-by: []
  always: 2
  always-because: The shelter says so.""",
        ),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [hours]}", ""),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [all-day]}", ""),
    )
    assert found == []


def test_tension_nobody_sees_is_found() -> None:
    found = remarks(
        "tension-never-shown",
        Edit(
            "tensions/company.yaml",
            """\
bears-when: {wish: [company]}
  decided-by: [time-away]
  sides:
  - {says: No animal is better company., claims: [L03], holds-when: {time-away: [hours]}}
  - {says: It suffers when it is left alone., claims: [L02], holds-when: {time-away: [all-day]}}""",
            """\
bears-when: {wish: [company]}
  decided-by: [wish, room]
  sides:
  - {says: No animal is better company., claims: [L03], holds-when: {wish: [quiet], room: [flat]}}
  - {says: It suffers when it is left alone., claims: [L02], holds-when: {wish: [quiet], room: [one-room]}}""",
        ),
    )
    assert found == [
        "tensions/company.yaml:5:3: tension T01 is never shown: where it bears, neither side holds",
    ]


def test_side_nobody_takes_is_found() -> None:
    found = remarks(
        "tension-one-sided",
        Edit("tensions/company.yaml", "bears-when: {wish: [company]}", "bears-when: {time-away: [all-day]}"),
    )
    assert found == [
        "tensions/company.yaml:8:57: side 1 of tension T01 is never taken",
    ]


def test_sides_alike_is_found() -> None:
    found = remarks(
        "tension-one-sided",
        Edit(
            "tensions/company.yaml",
            "claims: [L03], holds-when: {time-away: [hours]}",
            "claims: [L03], holds-when: {time-away: [all-day]}",
        ),
    )
    assert found == [
        "tensions/company.yaml:9:62: both sides of tension T01 hold for the same answers, so nothing is decided",
    ]


def test_a_tension_that_informs_while_a_rule_speaks_for_one_side_is_found() -> None:
    found = remarks(
        "tension-effect", Edit("tensions/company.yaml", "kind: conditions", "kind: conditions\n  effect: informs")
    )
    assert found == [
        "evidence/home.yaml:21:3: tension T01 informs, and yet the rule 'suffers-alone' speaks for one side of it only",
    ]


def test_a_tension_that_scores_while_no_rule_carries_a_side_is_found() -> None:
    found = remarks("tension-effect", Edit("evidence/home.yaml", "  side: {tension: T01, side: 2}\n", ""))
    assert found == ["tensions/company.yaml:2:7: tension T01 says that a side counts, and no rule carries one"]


def test_a_rule_that_counts_whichever_side_is_taken_is_found() -> None:
    other = "- id: alone-at-night\n  when: {wish: [company]}\n  opposes: {dog: slight}\n  because: It howls.\n"
    edit = Edit("evidence/home.yaml", "- id: suffers-alone\n", f"{other}  claims: [L02]\n- id: suffers-alone\n")
    found = remarks("tension-effect", edit)
    assert found == [
        "evidence/home.yaml:24:3: the rule 'alone-at-night' counts whichever side of tension T01 is taken",
    ]


def test_a_tension_that_informs_and_is_settled_for_one_side_is_found() -> None:
    settled = "kind: conditions\n  effect: informs\n  always: 1\n  always-because: So we say."
    found = remarks(
        "tension-effect",
        Edit("tensions/company.yaml", "kind: conditions", settled),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [hours]}", ""),
        Edit("tensions/company.yaml", ", holds-when: {time-away: [all-day]}", ""),
        Edit("evidence/home.yaml", "  side: {tension: T01, side: 2}\n", ""),
    )
    assert found == ["tensions/company.yaml:5:11: tension T01 informs, and yet side 1 of it is taken"]


def test_approach_without_channels_is_found() -> None:
    found = remarks(
        "no-channels",
        Edit(
            "approaches/fish.yaml",
            """\
channels:
- id: tank
  label: A tank
  what: It stands on a shelf.
  states:
  - {state: now, when: always, because: It takes little room., claims: [L06]}
""",
            """\
channels: []
""",
        ),
    )
    assert found == [
        "approaches/fish.yaml:4:1: the approach 'fish' has no channel",
    ]


def test_approach_without_a_reason_against_it_is_found() -> None:
    found = remarks(
        "one-sided-approach",
        Edit(
            "evidence/wish.yaml",
            """\
  opposes: {fish: moderate}
  because: You want somebody beside you, which cats like and fish cannot be.
  claims: [L08, L07]""",
            """\
  because: You want somebody beside you, which cats like and fish cannot be.
  claims: [L08, L07]""",
        ),
    )
    assert found == [
        "approaches/fish.yaml:1:5: nothing speaks against the approach 'fish'",
    ]


def test_a_blocker_is_something_against_an_approach() -> None:
    found = remarks(
        "one-sided-approach",
        Edit("evidence/home.yaml", "opposes: {dog: moderate}", "opposes: {fish: moderate}"),
    )
    assert found == []
