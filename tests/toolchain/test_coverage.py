"""Coverage names what no case exercises, and nothing that no case could."""

from __future__ import annotations

import json
from itertools import product

import pytest
from faults import PETS

from leadadvisor.engine.cautions import tension_lines
from leadadvisor.engine.conditions import effective_options, evaluate
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.contents import conditions
from leadadvisor.toolchain.coverage import GROUPS, cases_by_rule, cover, coverage_json, coverage_text

RULEBOOK = load_rulebook(PETS)
ONE_CASE = RULEBOOK._replace(cases=RULEBOOK.cases[:1])


def missed(rulebook: Rulebook, group: str) -> list[str]:
    return [str(part) for part in cover(rulebook).parts if part.group == group and not part.cases]


def test_without_cases_nothing_is_covered() -> None:
    found = cover(RULEBOOK._replace(cases=()))
    assert found.percent() == 0
    assert len(found.parts) == len(cover(RULEBOOK).parts)


def test_each_level_of_a_rule_counts_for_itself() -> None:
    assert missed(ONE_CASE, "rules") == [
        "little-room", "restless-in-one-room", "alone-all-day level 1", "alone-all-day level 2", "suffers-alone",
    ]  # fmt: skip


def test_options_sides_blockers_contradictions_and_advice_are_named() -> None:
    assert missed(ONE_CASE, "options") == ["room one-room", "time-away all-day", "walks no-walks", "wish quiet"]
    assert missed(ONE_CASE, "tensions") == ["T01 side 2", "T01 open"]
    assert missed(ONE_CASE, "blockers") == ["nobody-walks"]
    assert missed(ONE_CASE, "contradictions") == ["walks-but-away"]
    assert missed(ONE_CASE, "advice") == ["grown-cat advice 1 (now)", "shared-dog advice 1 (not-yet)"]


def test_a_condition_is_to_be_seen_true_false_and_open() -> None:
    assert "rule little-room when true" in missed(ONE_CASE, "conditions")
    assert "rule little-room when open" in missed(ONE_CASE, "conditions")
    assert "rule little-room when false" not in missed(ONE_CASE, "conditions")
    assert "rule alone-all-day levels 2 when true" in missed(ONE_CASE, "conditions")


def test_what_can_happen_is_found_as_by_trying_all_answers() -> None:
    options = [[None, *(option.id for option in question.options)] for question in RULEBOOK.questions]
    tried = [
        effective_options(RULEBOOK.questions, {q.id: o for q, o in zip(RULEBOOK.questions, chosen, strict=True) if o})
        for chosen in product(*options)
    ]
    sides = {
        f"{line.id} {'open' if line.taken is None else f'side {line.taken}'}"
        for answers in tried
        for line in tension_lines(RULEBOOK, answers)
    }
    assert {str(part) for part in cover(RULEBOOK).of("tensions")} == sides
    outcomes = {
        (written.owner.name, written.key, {True: "true", False: "false", None: "open"}[evaluate(written.condition, a)])
        for written in conditions(RULEBOOK)
        for a in tried
        if written.owner.kind in {"blocker", "tension", "question"}
    }
    counted = {
        (part.name.split()[1], part.detail.split()[-2], part.detail.split()[-1])
        for part in cover(RULEBOOK).of("conditions")
        if part.name.split()[0] in {"blocker", "tension", "question"}
    }
    assert counted == outcomes


def test_text_and_json_agree() -> None:
    found = cover(ONE_CASE)
    text = coverage_text(ONE_CASE, found, verbosity=0)
    tree = json.loads(coverage_json(ONE_CASE, found))
    assert text.startswith(f"pets 1.0.0: 1 case exercises {tree['percent']} %\n")
    for group, title in GROUPS.items():
        parts = tree["groups"][group]["parts"]
        assert f"{title}: {sum(bool(part['cases']) for part in parts)} of {len(parts)}" in text
    assert text.count("  never  ") == sum(
        not part["cases"] for group in GROUPS for part in tree["groups"][group]["parts"]
    )


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_less_is_told_when_less_is_asked_for(verbosity: int) -> None:
    lines = coverage_text(RULEBOOK, cover(RULEBOOK), verbosity=verbosity).splitlines()
    assert len(lines) == {-1: 1, 0: 15, 1: 15 + len(cover(RULEBOOK).parts)}[verbosity]


def test_the_cases_of_each_rule_are_known() -> None:
    assert cases_by_rule(RULEBOOK)["company-on-the-road"] == ("At home and glad to go out",)
