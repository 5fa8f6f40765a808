"""The review page's rows, and the command that gives the same result in a script."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from builders import all_of, chosen, make_contradiction, make_profile, make_question, make_rulebook

from leadadvisor.cli.boundary import run
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import Not
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.summary import command_line, review_rows
from leadadvisor.reports import render
from leadadvisor.rulebook.loader import load_rulebook

TINY = Path(__file__).parent.parent / "rulebooks" / "tiny"
RULEBOOK = make_rulebook(
    questions=[
        make_question("goal", ("grow", "test"), topic="Goals"),
        make_question("people", ("sellers", "nobody")),
        make_question("outreach", ("running",), asked_when=Not(chosen("people", "nobody")), otherwise="running"),
        make_question("budget", ("small", "large"), topic="Budget"),
        make_question("format", ("long", "short"), topic="Budget"),
        make_question("time", ("short", "long"), topic="Budget"),
    ],
    contradictions=[make_contradiction("clash", all_of(chosen("goal", "grow"), chosen("people", "nobody")))],
)


def test_every_question_has_a_row_with_its_answer_its_origin_and_its_state() -> None:
    interview = moves.begin(RULEBOOK, make_profile(goal="grow", outreach="running"))
    interview = moves.answer(RULEBOOK, interview, "people", "nobody")
    interview = moves.skip(RULEBOOK, moves.answer(RULEBOOK, interview, "budget", "unsure"), "format")
    interview = moves.keep_both(interview, "clash")
    rows = [
        (row.question.id, row.state, row.label, row.origin, row.flagged) for row in review_rows(RULEBOOK, interview)
    ]
    assert rows == [
        ("goal", "answered", "Grow", "flag", True),
        ("people", "answered", "Nobody", "asked", True),
        ("outreach", "irrelevant", "Running", "flag", False),
        ("budget", "unsure", "Not sure", "asked", False),
        ("format", "skipped", "Skipped", None, False),
        ("time", "open", "Not answered", None, False),
    ]
    assert [row.topic for row in review_rows(RULEBOOK, interview)] == ["Goals", "Team", "Team", *["Budget"] * 3]


def test_a_question_that_was_never_asked_says_so() -> None:
    interview = moves.begin(RULEBOOK, make_profile(people="nobody"))
    assert review_rows(RULEBOOK, interview)[2].label == "Not asked"


def test_the_command_names_every_answer_that_counts_quoted_for_a_shell() -> None:
    interview = moves.begin(RULEBOOK, make_profile(goal="grow", people="nobody", outreach="running", format="long"))
    interview = moves.answer(RULEBOOK, interview, "budget", "unsure")
    line = command_line(RULEBOOK, interview, rulebook_directory="my rules; $HOME", without_flag={"format"})
    assert line == (
        "leadadvisor recommend --goal grow --people nobody --budget unsure --set format=long "
        "--rulebook 'my rules; $HOME'"
    )


def test_the_command_gives_the_result_of_the_interview(capsys: pytest.CaptureFixture[str]) -> None:
    rulebook = load_rulebook(TINY)
    interview = moves.begin(rulebook)
    for question in rulebook.questions[:2]:
        interview = moves.answer(rulebook, interview, question.id, question.options[-1].id)
    words = shlex.split(command_line(rulebook, interview, rulebook_directory=str(TINY)))
    assert run([*words[1:], "--json"]) == 0
    by_command = json.loads(capsys.readouterr().out)
    by_asking = json.loads(render(recommend(rulebook, moves.profile(rulebook, interview)), "json"))
    for result in (by_command, by_asking):
        for answer in result["answers"]:
            answer.pop("origin")
    assert by_command == by_asking
