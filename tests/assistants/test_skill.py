"""The skill is valid by the rules of Agent Skills, short, and every command in it is one there is."""

from __future__ import annotations

import re

import yaml

import leadadvisor
from leadadvisor.assistants.skill import NAME, skill
from leadadvisor.cli.commands import COMMANDS

TEXT = skill(leadadvisor.load_rulebook())
MOST_LINES = 500


def test_the_head_names_the_skill_as_the_rules_ask() -> None:
    _, head, body = TEXT.split("---\n", 2)
    fields = yaml.safe_load(head)
    assert set(fields) == {"name", "description"}
    assert fields["name"] == NAME
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", NAME)
    assert 0 < len(fields["description"]) <= 1024
    assert body.lstrip().startswith("# ")


def test_it_is_short() -> None:
    assert len(TEXT.splitlines()) < MOST_LINES


def test_every_command_it_names_is_there() -> None:
    named = set(re.findall(r"leadadvisor ([a-z]+)", TEXT))
    assert named <= {entry.words[0] for entry in COMMANDS}
    assert {"recommend", "explain", "whatif", "compare"} <= named


def test_every_question_and_option_can_be_looked_up_in_it() -> None:
    for question in leadadvisor.load_rulebook().questions:
        assert f"`{question.id}`" in TEXT
        assert all(f"`{option.id}`" in TEXT for option in question.options)


def test_it_says_what_must_be_said_and_what_never() -> None:
    assert "not a chance of success" in TEXT
    assert "outrank both articles" in TEXT
