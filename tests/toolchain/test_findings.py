"""Findings in every format, and what every code means."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from leadadvisor.model.finding import Finding, Place
from leadadvisor.model.recommendation import CautionCode
from leadadvisor.rulebook.problems import CODES
from leadadvisor.toolchain.checks import CHECKS
from leadadvisor.toolchain.findings import (
    CAUTIONS,
    FORMATS,
    PROBLEMS,
    Report,
    as_json,
    code_json,
    code_text,
    codes,
    coloured,
    github,
    look_up_code,
    nearest_codes,
    plain,
    sarif,
    terminal,
)

WARNING = Finding(
    "unused-claim", "warning", Place("my rules/a,b.yaml", 3, 7, 4), "nothing uses: 100 %", "cite it", "- id: A01"
)
ERROR = Finding("no-claims", "error", Place("b.yaml", 1, 1), "cites\x1b[2J nothing")
BOTH = Report((WARNING, ERROR), 0, "pets 1.0.0, 2 checks", {"unused-claim": "a claim nothing cites"}, "0.1")
NONE = Report((), 0, "pets 1.0.0, 2 checks", {}, "0.1")


def test_people_see_the_line_with_a_caret_and_the_count() -> None:
    assert terminal(BOTH) == (
        "my rules/a,b.yaml:3:7: warning[unused-claim]: nothing uses: 100 %\n"
        "  |\n"
        "3 | - id: A01\n"
        "  |       ^^^\n"
        "  = cite it\n"
        "\n"
        "b.yaml:1:1: error[no-claims]: cites\ufffd[2J nothing\n"
        "\n"
        "pets 1.0.0, 2 checks: 1 error and 1 warning\n"
    )
    assert terminal(NONE) == "pets 1.0.0, 2 checks: no problems found\n"


def test_colour_marks_only_the_severity() -> None:
    assert ": \x1b[1;33mwarning\x1b[0m[unused-claim]: " in coloured(BOTH)
    assert coloured(BOTH).replace("\x1b[1;33m", "").replace("\x1b[1;31m", "").replace("\x1b[0m", "") == terminal(BOTH)


def test_scripts_read_one_line_for_each() -> None:
    assert plain(BOTH).splitlines() == [
        "my rules/a,b.yaml:3:7: warning[unused-claim]: nothing uses: 100 % (cite it)",
        "b.yaml:1:1: error[no-claims]: cites\ufffd[2J nothing",
        "pets 1.0.0, 2 checks: 1 error and 1 warning",
    ]


def test_json_has_every_part() -> None:
    tree = json.loads(as_json(BOTH))
    assert (tree["schema"], tree["errors"], tree["warnings"]) == ("leadadvisor/findings/1", 1, 1)
    assert tree["findings"][0] == {
        "code": "unused-claim", "severity": "warning", "path": "my rules/a,b.yaml", "line": 3, "column": 7, "width": 4,
        "message": "nothing uses: 100 %", "hint": "cite it", "excerpt": "- id: A01",
    }  # fmt: skip


def test_github_gets_one_command_for_each_with_its_signs_escaped() -> None:
    about = "file=my rules/a%2Cb.yaml,line=3,col=7,endColumn=11,title=unused-claim"
    assert github(BOTH).splitlines()[0] == f"::warning {about}::nothing uses: 100 %25 (cite it)"
    assert github(NONE) == ""


def test_sarif_names_the_tool_the_rules_and_the_regions() -> None:
    run = json.loads(sarif(BOTH))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["no-claims", "unused-claim"]
    assert run["results"][0] == {
        "ruleId": "unused-claim",
        "level": "warning",
        "message": {"text": "nothing uses: 100 % (cite it)"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "my%20rules/a%2Cb.yaml"},
                    "region": {"startLine": 3, "startColumn": 7, "endColumn": 11},
                }
            }
        ],
    }
    assert json.loads(sarif(NONE))["runs"][0]["results"] == []


def test_problems_that_are_only_counted_count_as_errors() -> None:
    report = Report((ERROR,), 5, "pets", {}, "0.1")
    assert terminal(report).endswith("... and 5 more problems\n\npets: 6 errors\n")
    assert plain(report).splitlines()[-2:] == ["... and 5 more", "pets: 6 errors"]
    assert json.loads(as_json(report))["errors"] == 6
    assert github(report).splitlines()[-1] == "::error::5 more problems"


def test_every_format_ends_with_a_line_break_and_without_a_blank_line() -> None:
    assert {
        name for name, tell in FORMATS.items() if not tell(BOTH).endswith("\n") or tell(BOTH)[-2:] == "\n\n"
    } == set()


def test_names_that_are_not_utf8_and_signs_a_terminal_obeys_reach_no_format() -> None:
    odd = Finding("no-claims", "error", Place("a\udcff\x1b[2Jb.yaml", 1, 1), "cites\x9b no\u200ething", "", "x\udcff")
    report = Report((odd,), 0, "p\udcffts\x1b", {}, "0.1")
    for name, tell in FORMATS.items():
        text = tell(report)
        text.encode("utf-8")
        assert not {"\x1b", "\x9b", "\u200e", "\udcff"} & set(text), name
    assert '"uri": "a%FF%1B%5B2Jb.yaml"' in sarif(report)


def test_every_code_has_a_meaning_and_no_meaning_is_left_over() -> None:
    assert set(PROBLEMS) == set(CODES)
    assert set(CAUTIONS) == set(get_args(CautionCode))
    names = [code.id for code in codes()]
    assert len(names) == len(set(names)) == len(CHECKS) + len(CODES) + len(CAUTIONS)


@pytest.mark.parametrize("code", list(codes()), ids=lambda code: code.id)
def test_a_meaning_is_a_sentence_or_two(code: object) -> None:
    meaning = getattr(code, "meaning", "")
    assert meaning[0].isupper() or meaning[0] == "`"
    assert meaning.endswith(".")
    assert len(meaning) < 120


def test_a_code_is_found_in_any_letters() -> None:
    found = look_up_code(" No-Claims ")
    assert found is not None
    assert (found.kind, found.severity) == ("check", "error")
    assert look_up_code("no-claim") is None
    assert nearest_codes("no-claim")[0] == "no-claims"


def test_a_check_is_told_with_what_it_is_about() -> None:
    found = [code for code in codes() if code.id in {"no-claims", "too-entangled"}]
    assert code_text(found) == (
        "no-claims (check, error)\n"
        "  A rule or other part that cites no claim.\n"
        "  Nothing without provenance: what speaks, blocks, advises or expects cites at least one claim.\n"
        "\n"
        "  Every citing part whose list of claims is empty; the last advice of a channel may do without.\n"
        "\n"
        "too-entangled (caution)\n"
        "  Too many combinations are open to look at all of them. Answer more to get exact ranges.\n"
    )
    assert [code["id"] for code in json.loads(code_json(found))["codes"]] == ["no-claims", "too-entangled"]
