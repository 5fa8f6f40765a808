"""Answers are saved after each one; where they cannot be, one line says so and another way is offered."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from asked import begun, saved_answers
from screen import CTRL_C, CTRL_U, DOWN, ENTER, PROGRAM, Terminal

Start = Callable[..., Terminal]
FIRST, SECOND, THIRD = "1 of about", "2 of about", "3 of about"


def test_every_answer_is_saved_as_it_is_given(terminal: Start, state: Path) -> None:
    asking = begun(terminal).press("2", ENTER).until(SECOND)
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")
    asking.press("3", ENTER).until(THIRD)
    assert "people: closers-only" in state.read_text(encoding="utf-8")


def test_a_run_after_a_stop_offers_to_go_on(terminal: Start) -> None:
    begun(terminal).press("2", ENTER).until(SECOND).press(CTRL_C).exit_code()
    terminal().until("Welcome back", "1 answer from before", "Go on with them").press(ENTER).until(SECOND)


def test_whoever_begins_anew_keeps_the_old_answers_as_a_case(terminal: Start, state: Path) -> None:
    begun(terminal).press("2", ENTER).until(SECOND).press(CTRL_C).exit_code()
    asking = terminal().until("Welcome back", "There is 1 answer from before.").press(DOWN)
    asking.until("is kept as case earlier-").press(ENTER).until("Begin").press(ENTER).until(FIRST)
    assert "near-term-target" in state.read_text(encoding="utf-8")
    asking.press("1", ENTER).until(SECOND).press(CTRL_C).exit_code()
    assert "near-term-target" not in state.read_text(encoding="utf-8")
    (kept,) = state.with_suffix("").glob("earlier-*.yaml")
    assert "near-term-target" in kept.read_text(encoding="utf-8")
    terminal("ask", "--resume", "--case", kept.stem).until(SECOND)


def test_cases_are_kept_apart_listed_and_used(terminal: Start) -> None:
    for name, key in (("acme", "1"), ("Größe & Söhne", "6")):
        asking = begun(terminal, "--case", name).press(key, ENTER).until(SECOND).press(CTRL_C)
        assert asking.exit_code() == 130
        assert f"leadadvisor ask --resume --case {shlex.quote(name)}" in asking.text
    listed = terminal("cases").until("acme", "Größe & Söhne", "1 answer")
    assert listed.exit_code() == 0
    for name, option in (("acme", "few-extra-deals"), ("Größe & Söhne", "lasting-pipeline")):
        used = run("recommend", "--case", name, "--json")
        assert [each["option"] for each in json.loads(used.stdout)["answers"]] == [option]


@pytest.mark.parametrize("command", ["recommend", "explain", "whatif"])
def test_the_last_interview_is_used_on_a_terminal_and_named_but_never_in_a_script(
    terminal: Start, command: str
) -> None:
    begun(terminal, "--case", "acme").press("6", ENTER).until(SECOND).press(CTRL_C).exit_code()
    shown = terminal(command, rows=200, environment={"PAGER": "cat"})
    shown.until("From case acme (", ". For others: --case, --answers")
    assert shown.exit_code() == 0
    assert run(command).returncode == 2
    under_ci = terminal(command, environment={"CI": "true"})
    assert under_ci.exit_code() == 2


def test_a_device_that_keeps_nothing_is_not_said_to_keep_the_answers(terminal: Start) -> None:
    asking = begun(terminal, "--save", "/dev/null").press("7", ENTER).until(SECOND).press(CTRL_C)
    assert asking.exit_code() == 130
    assert "Your answers are not kept: /dev/null is no file that could hold them." in " ".join(asking.text.split())
    assert "leadadvisor recommend --goal feed-closers" in asking.text


def test_answers_are_for_their_owner_alone_wherever_they_are_saved(terminal: Start, tmp_path: Path) -> None:
    begun(terminal, "--save", "mine.yaml", directory=tmp_path).press("7", ENTER).until(SECOND)
    assert stat.S_IMODE((tmp_path / "mine.yaml").stat().st_mode) == 0o600


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def test_save_names_the_file_and_the_line_that_goes_on_names_it_too(terminal: Start, tmp_path: Path) -> None:
    asking = begun(terminal, "--save", "my answers.yaml", directory=tmp_path).press("2", ENTER)
    asking.until(SECOND).press(CTRL_C)
    assert asking.exit_code() == 130
    assert asking.text.endswith("leadadvisor ask --resume --save 'my answers.yaml'")
    terminal("ask", "--resume", "--save", "my answers.yaml", directory=tmp_path).until(SECOND)


def test_there_may_be_nothing_to_go_on_with(terminal: Start) -> None:
    asking = terminal("ask", "--resume")
    assert asking.exit_code() == 1
    assert "there is nothing to go on with" in asking.text


def test_answers_of_an_older_rulebook_go_on_and_what_was_dropped_is_said(terminal: Start, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(
        "format: 1\nrulebook: {name: leadadvisor, version: 0.9.0}\n"
        "answers: {goal: near-term-target, colour: blue, segment: dozens}\n",
        encoding="utf-8",
    )
    asking = terminal("ask", "--resume", "--save", "old.yaml", directory=tmp_path, rows=40)
    asking.until("given for leadadvisor 0.9.0", "Dropped colour", "Dropped segment", SECOND)


def test_a_file_that_cannot_be_read_stops_a_resume_and_can_be_left_alone(terminal: Start, state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_text("answers: [", encoding="utf-8")
    asking = terminal("ask", "--resume")
    assert asking.exit_code() == 1
    asking = terminal("ask").until("The answers from before cannot be read", "Start anew").press(CTRL_C)
    assert asking.exit_code() == 130
    assert state.read_text(encoding="utf-8") == "answers: ["


def test_where_nothing_can_be_written_another_file_is_offered(terminal: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    asking = begun(terminal, "--save", "file/answers.yaml", directory=tmp_path).press("2", ENTER)
    asking.until("Your answers are not saved", "cannot write file/answers.yaml", "Save in another file")
    asking.press("1", ENTER).until("Save the answers in").press(CTRL_U, "other.yaml", ENTER).until(SECOND)
    assert "goal: near-term-target" in (tmp_path / "other.yaml").read_text(encoding="utf-8")
    asking.press(CTRL_C)
    assert asking.exit_code() == 130
    assert asking.text.endswith("leadadvisor ask --resume --save other.yaml")


def test_a_disk_that_takes_no_more_costs_no_answer(terminal: Start) -> None:
    script = f"ulimit -f 0; {sys.executable} -m leadadvisor ask"
    asking = terminal("-c", script, program=["bash"]).until("Begin").press(ENTER).until(FIRST).press("2", ENTER)
    asking.until("Your answers are not saved", "File too large", "Go on without saving").press("2", ENTER)
    asking.until("Your answers are not saved").press("3", ENTER).until(SECOND).press("3", ENTER).until(THIRD)
    asking.press(CTRL_C)
    assert asking.exit_code() == 130
    assert "leadadvisor recommend --goal near-term-target --people closers-only" in asking.text


def test_two_runs_at_once_do_not_write_over_each_other_unasked(terminal: Start, state: Path) -> None:
    one = begun(terminal)
    other = begun(terminal)
    one.press("1", ENTER).until(SECOND)
    other.press("2", ENTER).until("Your answers are not saved", "this run did not write it", "Write there all the same")
    assert "goal: few-extra-deals" in state.read_text(encoding="utf-8")
    other.press("2", ENTER).until(SECOND)
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")
    one.press("2", ENTER).until("Your answers are not saved", "was changed")


def test_a_file_that_vanished_is_noticed(terminal: Start, state: Path) -> None:
    asking = begun(terminal).press("7", ENTER).until(SECOND)
    os.remove(state)
    asking.press("1", ENTER).until("Your answers are not saved", "is gone").press("2", ENTER).until(THIRD)
    assert len(saved_answers(state)) == 2
