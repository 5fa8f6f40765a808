"""The conversation in docs/assistants.md is one the tools really hold."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import leadadvisor
from leadadvisor.assistants.tools import TOOLS, checked
from leadadvisor.errors import WrongUsage

DOCUMENT = Path(__file__).parents[2] / "docs" / "assistants.md"
TURN = re.compile(r"^> (\w+) (\{.*\})\n< (.*)$", re.MULTILINE)
RULEBOOK = leadadvisor.load_rulebook()
BY_NAME = {tool.name: tool for tool in TOOLS}


def answer(name: str, arguments: dict[str, Any]) -> Any:
    try:
        return BY_NAME[name].call(RULEBOOK, checked(BY_NAME[name], arguments))
    except WrongUsage as trouble:
        return str(trouble)


def same_fields(shown: Any, found: Any) -> Any:
    """Of what was found, the fields that are shown; of a sentence, as much of it."""
    if isinstance(shown, dict) and isinstance(found, dict):
        return {key: same_fields(value, found[key]) for key, value in shown.items()} if shown else found
    if isinstance(shown, str) and isinstance(found, str) and shown and found.startswith(shown):
        return shown
    return found


def test_every_turn_of_the_conversation_is_what_the_tool_answers() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    turns = TURN.findall(text)
    assert len(turns) > 3
    for name, arguments, shown in turns:
        found = same_fields(json.loads(shown), answer(name, json.loads(arguments)))
        told = json.dumps(found, ensure_ascii=False)
        if os.environ.get("UPDATE_GOLDEN"):
            text = text.replace(f"> {name} {arguments}\n< {shown}\n", f"> {name} {arguments}\n< {told}\n")
            DOCUMENT.write_text(text, encoding="utf-8")
        else:
            assert shown == told
