"""The command `recommend`: where answers come from, what is printed where, and what the exit code says."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.reports import FORMATS

Program = Callable[..., tuple[int, str, str]]


def answers_in(report: str) -> dict[str, tuple[str, str]]:
    return {each["question"]: (each["option"], each["origin"]) for each in json.loads(report)["answers"]}


# Where answers come from


def test_a_flag_beats_set_and_set_beats_the_file(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("goal: few-deals\npeople: nobody\noutreach: idle\n")
    words = ("--goal", "new-product", "--set", "goal=unsure", "--set", "people=sellers", "--answers", str(file))
    code, report, errors = program("recommend", "--json", *words)
    assert (code, errors) == (ExitCode.FINE, "")
    assert answers_in(report) == {
        "goal": ("new-product", "flag"),
        "people": ("sellers", "set"),
        "outreach": ("idle", "file"),
    }


def test_answers_are_told_in_the_order_of_the_questions_however_they_are_given(program: Program) -> None:
    one = program("recommend", "--json", "--people", "sellers", "--goal", "new-product")
    other = program("recommend", "--goal=new-product", "--people=sellers", "--json")
    assert one == other


def test_options_are_understood_in_any_case_of_letters(program: Program) -> None:
    _, report, _ = program("recommend", "--json", "--goal", "New-Product", "--set", "People=SELLERS")
    assert answers_in(report) == {"goal": ("new-product", "flag"), "people": ("sellers", "set")}


def test_unsure_is_an_answer_to_every_question(program: Program) -> None:
    code, report, _ = program("recommend", "--json", "--goal", "unsure", "--set", "people=unsure")
    assert code == ExitCode.FINE
    assert answers_in(report) == {"goal": ("unsure", "flag"), "people": ("unsure", "set")}


def test_answers_are_read_from_standard_input(process: Callable[..., tuple[int, str, str]]) -> None:
    code, report, errors = process("recommend", "--json", "--answers", "-", stdin='{"answers": {"goal": "few-deals"}}')
    assert (code, errors) == (ExitCode.FINE, "")
    assert answers_in(report) == {"goal": ("few-deals", "file")}


def test_an_answer_to_a_question_that_does_not_arise_reaches_the_engine_which_cautions(program: Program) -> None:
    _, report, _ = program("recommend", "--json", "--people", "nobody", "--outreach", "running")
    assert "unused-answer" in {caution["code"] for caution in json.loads(report)["cautions"]}


def test_a_question_whose_flag_the_command_itself_uses_is_answered_by_set(
    program: Program, rulebook_asking: Callable[[str], Path]
) -> None:
    directory = rulebook_asking("format")
    code, report, errors = program("recommend", "--rulebook", str(directory), "--json", "--set", "format=few-deals")
    assert (code, errors) == (ExitCode.FINE, "")
    assert answers_in(report) == {"format": ("few-deals", "set")}
    assert "  --set format=few-deals|new-product|unsure\n" in program("recommend", "--rulebook", str(directory))[2]


@pytest.fixture
def rulebook_asking(tiny: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the tiny rulebook whose first question has another id."""

    def copy(question: str) -> Path:
        for file in tiny.rglob("*.yaml"):
            target = tmp_path / "asking" / file.relative_to(tiny)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text().replace("goal:", f"{question}:").replace("id: goal", f"id: {question}")
            target.write_text(text.replace("[goal,", f"[{question},"))
        return tmp_path / "asking"

    return copy


# Which rulebook


def test_the_rulebook_may_be_named_anywhere_on_the_line_and_beats_the_environment(
    program: Program, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = program("recommend", "--json", "--goal", "few-deals")
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", "nowhere")
    before = program("--rulebook", str(tiny), "recommend", "--json", "--goal", "few-deals")
    after = program("recommend", "--json", "--goal", "few-deals", f"--rulebook={tiny}")
    assert before == after == expected


def test_a_rulebook_that_is_not_there_is_a_fault_and_not_a_wrong_word(program: Program, tmp_path: Path) -> None:
    code, report, errors = program("recommend", "--goal", "few-deals", "--rulebook", str(tmp_path / "none"))
    assert (code, report) == (ExitCode.FAULT, "")
    assert errors.startswith(f"Error: cannot read {tmp_path / 'none'}")


# Output


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_printed_on_stdout_and_nothing_on_stderr(name: str, program: Program) -> None:
    code, report, errors = program("recommend", "--goal", "few-deals", "--format", name)
    assert (code, errors) == (ExitCode.FINE, "")
    assert report.endswith("\n")


def test_off_a_terminal_the_format_is_plain(program: Program) -> None:
    assert program("recommend", "--goal", "few-deals") == program("recommend", "--goal", "few-deals", "-f", "plain")


def test_a_report_file_holds_what_would_have_been_printed(program: Program, tmp_path: Path) -> None:
    printed = program("recommend", "--goal", "few-deals", "--json")[1]
    file = tmp_path / "report.json"
    assert program("recommend", "--goal", "few-deals", "--json", "-o", str(file)) == (ExitCode.FINE, "", "")
    assert file.read_text(encoding="utf-8") == printed


def test_a_dash_as_file_is_standard_output(program: Program) -> None:
    assert program("recommend", "--goal", "few-deals", "-o", "-") == program("recommend", "--goal", "few-deals")


def test_an_existing_file_is_kept_unless_force_is_given(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("kept")
    assert program("recommend", "--goal", "few-deals", "-o", str(file)) == (
        ExitCode.FAULT,
        "",
        f"Error: cannot write {file}: it exists already; give --force to write over it, or another name\n",
    )
    assert file.read_text() == "kept"
    assert program("recommend", "--goal", "few-deals", "-o", str(file), "--force")[0] == ExitCode.FINE
    assert file.read_text() == program("recommend", "--goal", "few-deals")[1]


def test_ranges_can_be_skipped_and_the_report_says_so(program: Program) -> None:
    report = json.loads(program("recommend", "--goal", "few-deals", "--json", "--no-ranges")[1])
    assert all(part["low"] == part["share"] == part["high"] for part in report["mix"])
    assert "ranges-skipped" in {caution["code"] for caution in report["cautions"]}


def test_no_input_changes_nothing_for_there_is_nothing_to_ask(program: Program) -> None:
    assert program("recommend", "--goal", "few-deals", "--no-input") == program("recommend", "--goal", "few-deals")


# Exit codes


def test_where_nothing_is_feasible_the_report_is_printed_and_the_exit_code_is_3(program: Program) -> None:
    code, report, errors = program("recommend", "--json", "--goal", "few-deals", "--people", "nobody")
    assert json.loads(report)["status"] == "nothing-feasible"
    assert (code, errors) == (3, "")


def test_fail_on_turns_the_result_it_names_into_exit_code_3_and_no_other(program: Program) -> None:
    undecided = ("recommend", "--json", "--goal", "unsure")
    assert json.loads(program(*undecided)[1])["status"] == "undecided"
    assert program(*undecided)[0] == 0
    assert program(*undecided, "--fail-on", "undecided")[0] == 3
    assert program(*undecided, "--fail-on", "leaning")[0] == 0
    assert program(*undecided, "--fail-on", "leaning", "--fail-on", "undecided")[0] == 3
    assert program(*undecided, "--fail-on", "undecided")[1] == program(*undecided)[1]


def test_fail_on_open_is_about_the_firmness(program: Program) -> None:
    answered = ("recommend", "--json", "--goal", "few-deals")
    assert json.loads(program(*answered)[1])["firmness"] == "open"
    assert program(*answered, "--fail-on", "open")[0] == 3


# The answers file


def test_every_problem_of_an_answers_file_is_told_with_its_place(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  gaol: few-deals\n  people: nobodi\n")
    assert program("recommend", "--answers", str(file)) == (
        ExitCode.FAULT,
        "",
        (
            f"{file}:2:3: error[unknown-key]: this rulebook has no question 'gaol'\n"
            "  |\n"
            "2 |   gaol: few-deals\n"
            "  |   ^^^^\n"
            "  = did you mean 'goal'? questions: goal, people, outreach\n"
            "\n"
            f"{file}:3:11: error[unknown-word]: people has no option 'nobodi'\n"
            "  |\n"
            "3 |   people: nobodi\n"
            "  |           ^^^^^^\n"
            "  = did you mean 'nobody'? options: sellers, nobody, unsure\n"
        ),
    )


def test_an_answers_file_that_is_not_there_is_told_with_the_nearest_name(program: Program, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("goal: few-deals\n")
    code, report, errors = program("recommend", "--answers", str(tmp_path / "answer.yaml"))
    assert (code, report) == (ExitCode.FAULT, "")
    assert errors == (
        f"Error: cannot read {tmp_path / 'answer.yaml'}: there is no such file; "
        f"did you mean '{tmp_path / 'answers.yaml'}'?\n"
    )


def test_a_template_loads_back_and_counts_as_no_answer(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    assert program("questions", "--template", "-o", str(file)) == (ExitCode.FINE, "", "")
    assert program("recommend", "--answers", str(file)) == program("recommend")


# Files that are none


def test_a_report_goes_through_a_named_pipe_without_replacing_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "leadadvisor", "recommend", "--goal", "few-deals", "-o", str(pipe)]
    with subprocess.Popen(words) as writer:
        assert pipe.read_text().strip()
        assert writer.wait(60) == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_named_pipe_as_answers_file_is_refused_and_does_not_hang(program: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert program("recommend", "--answers", str(pipe)) == (
        ExitCode.FAULT,
        "",
        f"Error: cannot read {pipe}: it is a named pipe, not a file\n",
    )
