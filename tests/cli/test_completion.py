"""Shells complete commands, flags and options, with the labels of the rulebook the line names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., tuple[int, str, str]]


def bash(process: Process, line: str) -> tuple[int, list[str], str]:
    variables = {"_LEADADVISOR_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    code, out, err = process(**variables)
    return code, out.split(), err


def zsh(process: Process, line: str) -> str:
    return process(_LEADADVISOR_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)[1]


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("leadadvisor re", ["recommend"]),
        ("leadadvisor rules s", ["schema", "show", "sql"]),
        ("leadadvisor recommend --go", ["--goal"]),
        ("leadadvisor recommend --goal ", ["few-deals", "new-product", "unsure"]),
        ("leadadvisor recommend --goal n", ["new-product"]),
        ("leadadvisor recommend --goal few-deals --people nob", ["nobody"]),
        ("leadadvisor recommend --format j", ["json"]),
        ("leadadvisor recommend --fail-on u", ["undecided"]),
        ("leadadvisor questions --format m", ["markdown"]),
        ("leadadvisor b", ["batch"]),
        ("leadadvisor batch --format j", ["jsonl"]),
        ("leadadvisor batch --engine ", ["auto", "python", "duckdb"]),
        ("leadadvisor rules schema --of ru", ["rulebook"]),
        ("leadadvisor rules sql --dialect s", ["snowflake", "spark"]),
    ],
)
def test_bash_is_offered_what_fits(line: str, completions: list[str], process: Process) -> None:
    assert bash(process, line) == (0, completions, "")


def test_zsh_is_shown_the_label_of_each_option(process: Process) -> None:
    assert zsh(process, "leadadvisor recommend --goal ") == (
        '_arguments \'*: :(("few-deals":"A few deals"\n'
        '"new-product":"A new product launched"\n'
        '"unsure":"I do not know"))\'\n'
    )


def test_fish_is_shown_the_label_of_each_option(process: Process) -> None:
    variables = {"_LEADADVISOR_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    out = process(_TYPER_COMPLETE_ARGS="leadadvisor recommend --people n", **variables)[1]
    assert out == "nobody\tNobody\n"


def test_the_rulebook_on_the_line_being_typed_is_the_one_that_is_completed(process: Process, tiny: Path) -> None:
    line = f"leadadvisor recommend --rulebook {tiny} --people n"
    variables = {"_LEADADVISOR_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "5"}
    assert process(**variables, LEADADVISOR_RULEBOOK="nowhere") == (0, "nobody\n", "")


def test_a_rulebook_that_cannot_be_read_disturbs_no_shell(process: Process) -> None:
    code, out, err = process(
        _LEADADVISOR_COMPLETE="complete_bash",
        COMP_WORDS="leadadvisor recommend --goal ",
        COMP_CWORD="3",
        LEADADVISOR_RULEBOOK="nowhere",
    )
    assert (code, out, err) == (1, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_a_shell_asks_by_the_variable_the_program_reads(shell: str, process: Process) -> None:
    code, out, err = process("--show-completion", SHELL=f"/bin/{shell}", _LEADADVISOR_COMPLETE=f"source_{shell}")
    assert (code, err) == (0, "")
    assert f"_LEADADVISOR_COMPLETE=complete_{shell}" in out
