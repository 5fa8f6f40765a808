"""Shells complete commands, flags and options, with the labels of the rulebook the line names."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from leadadvisor.cli.recommend import FIELDS, KEYS

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
        ("leadadvisor recommend --go", ["--goal"]),
        ("leadadvisor recommend --goal few-deals --people nob", ["nobody"]),
        ("leadadvisor batch --engine ", ["auto", "python", "duckdb"]),
    ],
)
def test_bash_is_offered_what_fits(line: str, completions: list[str], process: Process) -> None:
    assert bash(process, line) == (0, completions, "")


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("leadadvisor rec", ["recommend"]),
        ("leadadvisor help rec", ["recommend"]),
        ("leadadvisor help rules ch", ["check"]),
        ("leadadvisor rules s", ["schema", "show", "sql", "sources"]),
        ("leadadvisor recommend --goal ", ["few-deals", "new-product", "unsure"]),
        ("leadadvisor recommend --goal n", ["new-product"]),
        ("leadadvisor recommend --format j", ["json"]),
        ("leadadvisor recommend --fail-on u", ["undecided"]),
        ("leadadvisor questions --format m", ["markdown"]),
        ("leadadvisor b", ["batch"]),
        ("leadadvisor batch --format j", ["jsonl"]),
        ("leadadvisor plan --weeks ", ["2", "12"]),
        ("leadadvisor plan ch", ["check"]),
        ("leadadvisor log ", ["referral", "outbound", "import"]),
        ("leadadvisor recommend --get share.", ["share.referral", "share.outbound"]),
        ("leadadvisor recommend --get next", ["next_step", "next_question"]),
        ("leadadvisor recommend --fields leader,mi", ["leader,mix"]),
        ("leadadvisor rules schema --of ru", ["rulebook"]),
        ("leadadvisor rules sql --dialect s", ["snowflake", "spark"]),
    ],
)
def test_what_fits_is_offered(line: str, completions: list[str], program: Process) -> None:
    code, out, err = program("completion", "--line", line)
    assert (code, [found.partition("\t")[0] for found in out.splitlines()], err) == (0, completions, "")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("leadadvisor recommend --icp_clarity ", "precise"),
        ("leadadvisor recommend --icp_clarity=", "--icp_clarity=precise"),
        ("leadadvisor recommend --set icp_cl", "icp_clarity="),
        ("leadadvisor whatif --change icp_clarity=r", "icp_clarity=rough"),
    ],
)
def test_a_question_may_be_written_with_underscores(
    line: str, first: str, program: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(Path(__file__).parents[2] / "rules"))
    assert program("completion", "--line", line)[1].splitlines()[0].partition("\t")[0] == first


def test_the_keys_and_fields_that_are_offered_are_those_there_are(program: Process) -> None:
    asked = ("recommend", "--goal", "few-deals")
    plain = program(*asked)[1].splitlines()
    keys = [line.partition(":")[0] for line in plain]
    assert sorted(KEYS) == sorted(key for key in keys if not key.startswith(("share.", "range.")))
    assert ["schema", *FIELDS] == list(json.loads(program(*asked, "--json")[1]))


def test_the_channels_of_the_rulebook_are_offered_to_a_log(program: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(Path(__file__).parents[2] / "rules"))
    out = program("completion", "--line", "leadadvisor log outbound --channel cold-")[1]
    assert {found.partition("\t")[0] for found in out.splitlines()} == {"cold-calling", "cold-email"}


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


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("leadadvisor recommend --goal=n", ["--goal=new-product"]),
        ("leadadvisor recommend --goal=", ["--goal=few-deals", "--goal=new-product", "--goal=unsure"]),
        ("leadadvisor recommend --set go", ["goal="]),
        ("leadadvisor recommend --set goal=n", ["goal=new-product"]),
        ("leadadvisor recommend --set=goal=n", ["--set=goal=new-product"]),
        ("leadadvisor whatif --change people=", ["people=sellers", "people=nobody", "people=unsure"]),
        ("leadadvisor compare goal=few-deals,people=n", ["goal=few-deals,people=nobody"]),
        ("leadadvisor compare goal=few-deals,peo", ["goal=few-deals,people="]),
        ("leadadvisor compare fi", []),
        ("leadadvisor completion z", ["zsh"]),
        ("leadadvisor nothing --such", []),
        ("leadadvisor recommend --answers 'a b", []),
    ],
)
def test_what_stands_behind_an_equals_sign_is_completed_too(
    line: str, completions: list[str], program: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, err = program("completion", "--line", line)
    assert (code, err) == (0, "")
    assert [found.partition("\t")[0] for found in out.splitlines()] == completions


def test_a_shell_there_is_no_script_for_is_told_which_there_are(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = program("completion", "tcsh")
    assert (code, out) == (2, "")
    assert "bash, zsh, fish" in err


def in_a_shell(process: Process, shell: str, commands: str) -> list[str]:
    """What commands print in a shell that has loaded its script, with `leadadvisor` being the one under test."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    script = process("completion", shell)[1]
    called = f'leadadvisor() {{ {shlex.quote(sys.executable)} -m leadadvisor "$@"; }}'
    if shell == "fish":
        called = f"function leadadvisor; {shlex.quote(sys.executable)} -m leadadvisor $argv; end"
    finished = subprocess.run(
        [shell, "-c", f"{called}\n{script}\n{commands}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.stderr == ""
    return finished.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("leadadvisor recommend --goal n", ["new-product"]),
        ("leadadvisor recommend --goal=n", ["new-product"]),  # what stands before the = is a word of its own for bash
        ("leadadvisor recommend --set goal=n", ["new-product"]),
        ("leadadvisor compare goal=few-deals,people=n", ["nobody"]),
        ("leadadvisor recom", ["recommend"]),
    ],
)
def test_in_bash(line: str, completions: list[str], process: Process) -> None:
    asked = (
        f"COMP_LINE={shlex.quote(line)}; COMP_POINT=${{#COMP_LINE}}; _leadadvisor; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    assert in_a_shell(process, "bash", asked) == completions


def test_in_fish(process: Process) -> None:
    assert in_a_shell(process, "fish", 'complete -C "leadadvisor recommend --goal n"') == [
        "new-product\tA new product launched"
    ]
    assert in_a_shell(process, "fish", 'complete -C "leadadvisor recommend --set goal=n"') == ["goal=new-product"]


def test_in_zsh(process: Process, tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not on this machine")
    (tmp_path / "_leadadvisor").write_text(process("completion", "zsh")[1], encoding="utf-8")
    program = tmp_path / "leadadvisor"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m leadadvisor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    shell = pexpect.spawn("zsh", ["-f", "-i"], env={**os.environ, "TERM": "dumb"}, encoding="utf-8", timeout=30)
    shell.sendline(
        f"PATH={tmp_path}:$PATH; fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -u -D; print rea''dy"
    )
    shell.expect("ready")
    shell.send("leadadvisor recommend --goal n\t")
    shell.expect("--goal new-product")
    shell.close(force=True)
