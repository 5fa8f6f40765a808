"""Trees as text: YAML says the same as JSON, to every reader of YAML."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sample import COMPLETE, RECOMMENDATIONS
from small import EXPLAINED, HOSTILE, Teller

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.tree import as_json, as_yaml
from leadadvisor.rulebook.yaml_source import read_sheet

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]

READ_DIFFERENTLY = [
    "no", "No", "NO", "yes", "on", "off", "y", "N", "true", "FALSE", "null", "Null", "~", "", "=", "<<", "NaN",
    "010", "0o17", "0x1F", "1:30", "190:20:30", "1_000", "1e3", "0E0", ".5", "5.", "+1", "-0", ".inf", ".nan",
    "2024-01-02", "12345678901234567890", "- a", "a: b", "a #b", "? a", "!tag", "&a", "*a", "@a", "`a", "%a", "[a",
    "{a", "'a", '"a', "|", ">", " a", "a ", "---", "...", "a\nb", "a\tb", "\u00e9", "漢字", "\U0001f600", "\\", "a\\b",
]  # fmt: skip

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), max_size=20)


@pytest.mark.parametrize("recommendation", EVERY)
def test_an_ordinary_reader_finds_what_the_json_report_holds(recommendation: Recommendation) -> None:
    assert yaml.safe_load(render(recommendation, "yaml")) == json.loads(render(recommendation, "json"))


@pytest.mark.parametrize("tell", [*EXPLAINED.values(), *HOSTILE.values()])
def test_the_other_commands_say_the_same_in_both(tell: Teller) -> None:
    assert yaml.safe_load(tell("yaml", Layout())) == json.loads(tell("json", Layout()))


@pytest.mark.parametrize("recommendation", EVERY)
def test_the_strict_reader_finds_what_the_json_report_holds(recommendation: Recommendation) -> None:
    sheet = read_sheet("report.yaml", render(recommendation, "yaml").encode())
    assert not sheet.troubles
    assert sheet.data == json.loads(render(recommendation, "json"))


def test_json_has_a_key_and_an_item_a_line() -> None:
    assert as_json({"a": [1, {"b": []}], "c": {"d": 2}, "e": []}) == (
        '{\n "a": [\n  1,\n  {"b": []}\n ],\n "c": {"d": 2},\n "e": []\n}\n'
    )


@pytest.mark.parametrize("text", READ_DIFFERENTLY)
def test_text_that_versions_of_yaml_read_differently_comes_back_as_text(text: str) -> None:
    document = as_yaml({"key": text, "list": [text], text or "empty": 1})
    assert yaml.safe_load(document)["key"] == text
    assert yaml.safe_load(document)["list"] == [text]
    assert text == "<<" or yaml.safe_load(document)[text or "empty"] == 1


@pytest.mark.parametrize("text", [text for text in READ_DIFFERENTLY if text.strip()])
def test_nothing_that_versions_of_yaml_read_differently_stands_unquoted(text: str) -> None:
    plain = as_yaml([text]) == f"- {text}\n"
    assert not plain or text == "NaN"


@given(TEXT)
def test_any_text_comes_back_through_both_readers(text: str) -> None:
    document = as_yaml({"key": [text]})
    assert yaml.safe_load(document) == {"key": [text]}
    sheet = read_sheet("report.yaml", document.encode())
    assert (sheet.troubles, sheet.data) == ([], {"key": [text]})


def test_sentences_stay_readable() -> None:
    assert "because: Calls need sellers, and you have them.\n" in render(COMPLETE, "yaml")
