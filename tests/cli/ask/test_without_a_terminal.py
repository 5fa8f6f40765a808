"""Where nobody can be asked, nothing is asked, and nothing waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from screen import PROGRAM, Terminal, flags

EVERYTHING = flags(
    "goal=feed-closers timeline=1-3-months segment=proven customers=few network=some people=closers-only "
    "outreach=started icp-clarity=precise named-accounts=up-to-50 buyers=compare hours=15-40 "
    "budget=steady patience=3-6-months inbound-assets=content-only priority=fit"
)


def run(
    *words: str, stdin: int | None = subprocess.DEVNULL, program: tuple[str, ...] = PROGRAM
) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*program, *words], stdin=stdin, capture_output=True, text=True, timeout=60)


def test_every_missing_flag_is_listed_with_its_options() -> None:
    finished = run("ask", "--goal", "feed-closers")
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert "there is nobody to ask, because standard input is not a terminal" in finished.stderr
    assert "  --timeline under-1-month|1-3-months|3-6-months|6-12-months|no-deadline|unsure\n" in finished.stderr
    assert "  --priority forecast|fit|conversion|volume|least-work|unsure\n" in finished.stderr
    assert "--goal " not in finished.stderr
    assert "--competition" not in finished.stderr  # it may stay open


def test_where_nothing_is_missing_the_report_comes_at_once() -> None:
    finished = run("ask", *EVERYTHING, "--json")
    assert finished.returncode == 0
    assert json.loads(finished.stdout)["leader"] == "outbound"


def test_closed_standard_input_is_no_terminal() -> None:
    finished = run("-c", f"{sys.executable} -m leadadvisor ask <&-", program=("bash",), stdin=None)
    assert finished.returncode == 2
    assert "there is nobody to ask" in finished.stderr


def test_a_pipe_with_answers_in_it_is_no_terminal_either() -> None:
    finished = subprocess.run([*PROGRAM, "ask"], input="1\n2\n", capture_output=True, text=True, timeout=60)
    assert finished.returncode == 2


def test_no_input_asks_nothing_even_on_a_terminal(terminal: Callable[..., Terminal]) -> None:
    asking = terminal("ask", "--no-input", rows=40)
    assert asking.exit_code() == 2
    assert "there is nobody to ask, because --no-input is given" in asking.text
    assert "\x1b" not in asking.sent


def test_bare_leadadvisor_without_a_terminal_shows_its_help() -> None:
    finished = run()
    assert finished.returncode == 2
    assert finished.stderr.startswith("Usage: leadadvisor")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--nonsense"]])
def test_flags_of_the_program_do_not_begin_the_questionnaire(
    terminal: Callable[..., Terminal], words: list[str]
) -> None:
    asking = terminal(*words)
    asking.exit_code()
    assert "1 of about" not in asking.sent


def test_answers_from_standard_input_cannot_be_joined_with_questions(terminal: Callable[..., Terminal]) -> None:
    asking = terminal("ask", "--answers", "-")
    assert asking.exit_code() == 2
    assert "--answers - reads standard input" in asking.text


def test_saved_answers_can_be_reported_without_asking(state: os.PathLike[str]) -> None:
    os.makedirs(os.path.dirname(state))
    answers = "".join(
        f"  {flag[2:]}: {option}\n" for flag, option in zip(EVERYTHING[::2], EVERYTHING[1::2], strict=True)
    )
    with open(state, "w", encoding="utf-8") as file:
        file.write(f"format: 1\nanswers:\n{answers}")
    finished = run("ask", "--resume", "--no-input", "--format", "plain")
    assert finished.returncode == 0
    assert "leader: outbound" in finished.stdout
