"""Phrases that were left behind for plainer ones come back nowhere: not in what the program says, not in the rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from sample import RECOMMENDATIONS

from leadadvisor.reports import FORMATS, Layout, render

ROOT = Path(__file__).parents[1]

LEFT_BEHIND: Mapping[str, str] = {
    r"suggests? letting|letting \w+ lead\b": "Put most effort into ...",
    r"somewhat different weights": "Clear, or a close call, with its number",
    r"open answers still decide who leads": "Too early to call: these answers decide it.",
    r"would have one reason more": "leave it out, or name the reason",
    r"people who could pass you on": "You have people who can refer you.",
    r"You can write down whom you want": "You know exactly who you want.",
    r"main thing new leads should do for you": "What do you need new customers for right now?",
    r"effort cost you something before it brings": "How long can you invest before it has to pay off?",
    r"buyers go about it before they buy": "How do your buyers find a supplier?",
    r"\bMind this\b": "Watch out",
    r"\bNot considered\b": "Not covered",
    r"nothing to complain of": "No problems found.",
    r"\bspeaks now\b|no longer speaks|weighs otherwise": "now applies, no longer applies, counts differently",
    r"\bPast N hours\b|\bN money\b": "Stop at ____ hours or ____ EUR",
    r"\(side [12]\)|\bside [12] taken\b|Taken: side": "tell the side itself",
    r"said plainly|says it plainly": "leave the adverb out",
    r"\bWho: You\b": "leave it out: who else",
    r"(?<![\w-])N (?=[a-z])": "a blank is ____",
    r"\b(?:would lead if|would go to|were “)": "no inverted conditionals",
}
"""What is not said any more, as an expression, and what is said in its place."""

OURS = re.compile("|".join(f"(?:{expression})" for expression in LEFT_BEHIND))
FOLDERS = ("reports", "cli", "toolchain", "questionnaire", "engine")
KEYS_FOR_PEOPLE = {
    "text", "help", "why", "label", "because", "says", "what", "lifted-by", "title", "while-open", "ask", "warning",
    "action", "measure", "stop-rule", "basis", "not-considered", "who", "nobody", "always-because", "practice",
}  # fmt: skip


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def texts_of(value: object, key: str = "") -> Iterator[str]:
    """Every text for people in a rulebook file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, key)
    elif isinstance(value, str) and key in KEYS_FOR_PEOPLE:
        yield value


MODULES = [path for folder in FOLDERS for path in sorted((ROOT / "leadadvisor" / folder).rglob("*.py"))]
RULES = sorted(path for path in (ROOT / "rules").rglob("*.yaml") if "cases" not in path.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_says_what_was_left_behind(path: Path) -> None:
    assert [(line, text) for line, text in strings_of(path) if OURS.search(text)] == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_the_rules_says_what_was_left_behind(path: Path) -> None:
    told = texts_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [text for text in told if OURS.search(text)] == []


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("name", sorted(set(RECOMMENDATIONS) - {"hostile"}))
def test_no_report_says_what_was_left_behind(name: str, report: str) -> None:
    text = re.sub(r"<[^>]*>", " ", render(RECOMMENDATIONS[name], report, Layout(100, verbosity=2)))
    sample = re.compile(
        "|".join(each for each in LEFT_BEHIND if "N (" not in each)
    )  # the samples have an N of their own
    assert [found[0] for found in sample.finditer(" ".join(text.split()))] == []
