"""The command `questions`: all formats, and the template."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from leadadvisor.cli.exit_codes import ExitCode

Program = Callable[..., tuple[int, str, str]]


def test_on_a_terminal_every_question_is_told_with_its_options_and_why_it_is_asked(program: Program) -> None:
    assert (
        program("questions", "--format", "terminal")[1]
        == """\
Goals

  goal: What do you want?
    Why we ask: It decides what to begin with.
    few-deals    A few deals
    new-product  A new [product] | launched
    unsure       I do not know

Team

  people: Who sells?
    Why we ask: Outreach needs somebody who does it.
    sellers  Sellers
    nobody   Nobody
    unsure   I do not know

  outreach: Is there outreach?
    (asked when people is not nobody)
    Why we ask: What runs can go on.
    running  It runs
    idle     It does not
    unsure   I do not know
"""
    )


def test_plain_is_one_line_for_each_option_with_tabs(program: Program) -> None:
    assert program("questions")[1].splitlines()[:4] == [
        "goal\tfew-deals\tA few deals",
        "goal\tnew-product\tA new [product] | launched",
        "goal\tunsure\tI do not know",
        "people\tsellers\tSellers",
    ]


def test_the_json_keeps_its_contract(program: Program) -> None:
    questions = json.loads(program("questions", "--json")[1])["questions"]
    assert [question["id"] for question in questions] == ["goal", "people", "outreach"]
    assert questions[0] == {
        "id": "goal",
        "topic": "Goals",
        "text": "What do you want?",
        "help": "Pick one.",
        "why": "It decides what to begin with.",
        "need": "always",
        "lever": False,
        "options": [
            {"id": "few-deals", "label": "A few deals", "help": "Some."},
            {"id": "new-product", "label": "A new [product] | launched", "help": "Something new."},
        ],
        "asked_when": None,
        "otherwise": None,
    }
    assert questions[2]["asked_when"] == {"not": {"people": ["nobody"]}}
    assert questions[2]["otherwise"] == "idle"


def test_the_yaml_says_the_same_as_the_json(program: Program) -> None:
    as_yaml = program("questions", "--format", "yaml")[1]
    assert yaml.safe_load(as_yaml) == json.loads(program("questions", "--json")[1])


def test_markdown_escapes_what_the_rulebook_says(program: Program) -> None:
    assert program("questions", "--format", "markdown")[1].startswith("""\
# A tiny rulebook: the questions

## Goals

### `goal`: What do you want?

*Why we ask:* It decides what to begin with.

| option | meaning |
| --- | --- |
| `few-deals` | A few deals |
| `new-product` | A new \\[product\\] \\| launched |
| `unsure` | I do not know |
""")


def test_the_template_in_full(program: Program) -> None:
    assert program("questions", "--template") == (
        ExitCode.FINE,
        """\
# Answers for leadadvisor. Write an option after the colon of each question; a question you leave as it is
# stays unanswered, and unsure says that you do not know. Then: leadadvisor recommend --answers THIS-FILE
format: 1
rulebook: {name: tiny, version: "2.1.0"}
answers:

  # What do you want?
  #   few-deals    A few deals
  #   new-product  A new [product] | launched
  #   unsure       I do not know
  goal:

  # Who sells?
  #   sellers  Sellers
  #   nobody   Nobody
  #   unsure   I do not know
  people:

  # Is there outreach?
  #   running  It runs
  #   idle     It does not
  #   unsure   I do not know
  outreach:

  # Your own figures, if you like to give any; they never change the mix. The hours of a week and
  #   the money of a month are shared out by it. The last three go together: what a target asks for
  #   is worked out from all of them.
  weekly-hours:
  monthly-budget:
  currency:
  target-customers:
  close-rate:
  months:
""",
        "",
    )


def test_a_template_with_an_option_written_after_each_colon_answers_all(program: Program, tmp_path: Path) -> None:
    filled = program("questions", "--template")[1].replace("goal:\n", "goal: few-deals\n")
    file = tmp_path / "answers.yaml"
    file.write_text(filled.replace("people:\n", "people: sellers\n").replace("outreach:\n", "outreach: unsure\n"))
    answers = json.loads(program("recommend", "--json", "--answers", str(file))[1])["answers"]
    assert [(answer["question"], answer["option"]) for answer in answers] == [
        ("goal", "few-deals"),
        ("people", "sellers"),
        ("outreach", "unsure"),
    ]


@pytest.mark.parametrize("words", [(), ("--template",)], ids=["list", "template"])
def test_the_questions_can_be_written_to_a_file(words: tuple[str, ...], program: Program, tmp_path: Path) -> None:
    file = tmp_path / "questions"
    assert program("questions", *words, "-o", str(file)) == (ExitCode.FINE, "", "")
    assert file.read_text(encoding="utf-8") == program("questions", *words)[1]
