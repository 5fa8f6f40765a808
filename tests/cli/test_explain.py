"""The command `explain`: every share with answers, anything by its id, and help for a word that is no id."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.reports import FORMATS

Program = Callable[..., tuple[int, str, str]]
TRY = "Try: leadadvisor explain --help\n"


def test_without_an_id_every_share_is_accounted_for(program: Program) -> None:
    code, out, err = program("explain", "--goal", "new-product", "--json")
    assert (code, err) == (ExitCode.FINE, "")
    mix = json.loads(out)["recommendation"]["mix"]
    for portion in mix:
        parts = [*portion["contributions"], *portion["adjustments"]]
        assert round(sum(100 * part["percentage_points"] for part in parts)) == 100 * portion["share"]


def test_the_account_of_a_share_names_rule_answer_strength_claim_and_section(program: Program) -> None:
    out = program("explain", "--goal", "new-product", "--format", "terminal")[1]
    assert "(new-product-by-outbound, strong, +3 points)" in " ".join(out.split())
    assert "You answered “A new [product] | launched”." in " ".join(out.split())
    assert "X02: “An article”, Introduction, stressed: “ideal”" in " ".join(out.split())


def test_an_id_needs_no_answers(program: Program) -> None:
    code, out, err = program("explain", "few-deals-by-referral")
    assert (code, err) == (ExitCode.FINE, "")
    assert out.splitlines()[:3] == ["kind: rule", "id: few-deals-by-referral", "title: few-deals-by-referral"]


def test_with_answers_an_id_says_whether_it_holds(program: Program) -> None:
    assert "holds: yes\n" in program("explain", "few-deals-by-referral", "--goal", "few-deals")[1]
    assert "holds: no\n" in program("explain", "few-deals-by-referral", "--goal", "new-product")[1]
    assert "holds: open\n" in program("explain", "few-deals-by-referral", "--people", "nobody")[1]


def test_several_ids_are_explained_one_after_the_other(program: Program) -> None:
    entries = json.loads(program("explain", "X01", "goal", "x01", "--json")[1])["entries"]
    assert [entry["id"] for entry in entries] == ["X01", "goal"]


def test_answers_come_from_a_file_and_from_set_too(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("goal: few-deals\n")
    from_file = program("explain", "outbound", "--answers", str(file))
    assert from_file[0] == ExitCode.FINE
    assert from_file == program("explain", "outbound", "--set", "goal=few-deals")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_printed(form: str, program: Program) -> None:
    code, out, err = program("explain", "outbound", "--goal", "few-deals", "--format", form)
    assert (code, err) == (ExitCode.FINE, "")
    assert "outbound" in out.lower()


def test_the_cases_of_the_rulebook_that_comes_along_are_told(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    entry = json.loads(program("explain", "nobody-to-ask", "--json")[1])["entries"][0]
    assert entry["kind"] == "blocker"
    assert entry["cases"]


def test_an_id_of_two_kinds_is_explained_as_both_unless_one_is_asked_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    assert program("explain", "named-accounts", "-q")[1].count("kind: ") == 2
    assert program("explain", "channel:named-accounts", "-q")[1].startswith("kind: channel\n")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("outbond",), "nothing in this rulebook is called 'outbond'. Did you mean 'outbound' (approach)?"),
        (("x1",), "nothing in this rulebook is called 'x1'. Did you mean 'X01' (claim) or 'X' (source)?"),
        (
            ("xyzzyx", "gaol"),
            (
                "nothing in this rulebook is called 'xyzzyx'. Give the id of an approach (referral, outbound), a "
                "question, "
                "a channel, a rule, a blocker, a tension, a contradiction, a claim, a source or a setting.\n"
                "nothing in this rulebook is called 'gaol'. Did you mean 'goal' (question)?"
            ),
        ),
        (
            ("",),
            (
                "nothing in this rulebook is called ''. Give the id of an approach (referral, outbound), a question, a "
                "channel, a rule, a blocker, a tension, a contradiction, a claim, a source or a setting."
            ),
        ),
        (
            ("a\x1b[2J",),
            (
                "nothing in this rulebook is called 'a\\x1b[2J'. Give the id of an approach (referral, outbound), "
                "a question, a channel, a rule, a blocker, a tension, a contradiction, a claim, a source or a "
                "setting."
            ),
        ),
        (
            ("--format", "htm"),
            "--format cannot be 'htm'. Did you mean 'html'? Choose from: terminal, plain, json, yaml, markdown, html.",
        ),
        (
            ("--goal", "few"),
            ("--goal: goal has no option 'few'. Did you mean 'few-deals'? Options: few-deals, new-product, unsure."),
        ),
    ],
)
def test_a_wrong_word_is_answered_with_what_was_likely_meant(
    words: tuple[str, ...], complaint: str, program: Program
) -> None:
    assert program("explain", *words) == (ExitCode.USAGE, "", f"Error: {complaint}\n{TRY}")


def test_without_an_id_and_without_answers_every_question_is_listed(program: Program) -> None:
    code, out, err = program("explain")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "  --goal few-deals|new-product|unsure\n" in err


def test_a_shell_completes_ids(process: Callable[..., tuple[int, str, str]]) -> None:
    line = "leadadvisor explain few"
    variables = {"_LEADADVISOR_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "2"}
    assert process(**variables) == (0, "few-deals-by-referral\n", "")
