"""A tension whose effect and rules disagree is found."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("tension-effect") == []


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
