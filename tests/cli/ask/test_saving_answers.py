"""Answers are saved after each one; where they cannot be, one line says so and another way is offered."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from screen import CTRL_C, CTRL_U, DOWN, ENTER, Terminal

Start = Callable[..., Terminal]
FIRST, SECOND, THIRD = "1 of about 17", "2 of about 17", "3 of about 17"


def test_every_answer_is_saved_as_it_is_given(terminal: Start, state: Path) -> None:
    asking = terminal("ask").until(FIRST).press("2", ENTER).until(SECOND)
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")
    asking.press("3", ENTER).until(THIRD)
    assert "timeline: 3-6-months" in state.read_text(encoding="utf-8")


def test_a_run_after_a_stop_offers_to_go_on(terminal: Start) -> None:
    terminal("ask").until(FIRST).press("2", ENTER).until(SECOND).press(CTRL_C).exit_code()
    terminal().until("Welcome back", "1 answer from before", "Go on with them").press(ENTER).until(SECOND)


def test_whoever_begins_anew_loses_the_old_answers_only_with_the_first_new_one(terminal: Start, state: Path) -> None:
    terminal("ask").until(FIRST).press("2", ENTER).until(SECOND).press(CTRL_C).exit_code()
    asking = terminal().until("Welcome back").press(DOWN, ENTER).until(FIRST)
    assert "near-term-target" in state.read_text(encoding="utf-8")
    asking.press("1", ENTER).until(SECOND)
    assert "near-term-target" not in state.read_text(encoding="utf-8")


def test_save_names_the_file_and_the_line_that_goes_on_names_it_too(terminal: Start, tmp_path: Path) -> None:
    asking = terminal("ask", "--save", "my answers.yaml", directory=tmp_path).until(FIRST).press("2", ENTER)
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
    asking.until("By when do you need", "given for leadadvisor 0.9.0", "Dropped colour", "Dropped segment", SECOND)


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
    asking = terminal("ask", "--save", "file/answers.yaml", directory=tmp_path).until(FIRST).press("2", ENTER)
    asking.until("Your answers are not saved", "cannot write file/answers.yaml", "Save in another file")
    asking.press("1", ENTER).until("Save the answers in").press(CTRL_U, "other.yaml", ENTER).until(SECOND)
    assert "goal: near-term-target" in (tmp_path / "other.yaml").read_text(encoding="utf-8")
    asking.press(CTRL_C)
    assert asking.exit_code() == 130
    assert asking.text.endswith("leadadvisor ask --resume --save other.yaml")


def test_a_disk_that_takes_no_more_costs_no_answer(terminal: Start) -> None:
    script = f"ulimit -f 0; {sys.executable} -m leadadvisor ask"
    asking = terminal("-c", script, program=["bash"]).until(FIRST).press("2", ENTER)
    asking.until("Your answers are not saved", "File too large", "Go on without saving").press("2", ENTER)
    asking.until("Your answers are not saved").press("3", ENTER).until(SECOND).press("3", ENTER).until(THIRD)
    asking.press(CTRL_C)
    assert asking.exit_code() == 130
    assert "leadadvisor recommend --goal near-term-target --timeline 3-6-months" in asking.text


def test_two_runs_at_once_do_not_write_over_each_other_unasked(terminal: Start, state: Path) -> None:
    one = terminal("ask").until(FIRST)
    other = terminal("ask").until(FIRST)
    one.press("1", ENTER).until(SECOND)
    other.press("2", ENTER).until("Your answers are not saved", "this run did not write it", "Write there all the same")
    assert "goal: few-extra-deals" in state.read_text(encoding="utf-8")
    other.press("2", ENTER).until(SECOND)
    assert "goal: near-term-target" in state.read_text(encoding="utf-8")
    one.press("2", ENTER).until("Your answers are not saved", "was changed")


def test_a_file_that_vanished_is_noticed(terminal: Start, state: Path) -> None:
    asking = terminal("ask").until(FIRST).press("1", ENTER).until(SECOND)
    os.remove(state)
    asking.press("1", ENTER).until("Your answers are not saved", "is gone").press("2", ENTER).until(THIRD)
    assert "timeline: under-1-month" in state.read_text(encoding="utf-8")
