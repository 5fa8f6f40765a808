"""Explain, whatif and compare in every format: whole outputs, widths, colour, and texts that try to break a report.

After a change that is meant, rewrite the golden files with `UPDATE_GOLDEN=1 pytest tests/reports` and read the
difference before it is committed. Where CI is set, nothing is ever rewritten.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from rich.cells import cell_len
from small import EXPLAINED, HOSTILE, Teller

from leadadvisor.reports import Layout, UnknownFormat
from leadadvisor.reports import FORMATS

GOLDEN = Path(__file__).with_name("golden_told")
LAYOUTS: Mapping[str, Mapping[str, Layout]] = {
    "terminal": {
        "80": Layout(80),
        "40": Layout(40),
        "80-details": Layout(80, verbosity=1),
        "80-quiet": Layout(80, verbosity=-1),
    },
    "plain": {"80": Layout(80), "80-quiet": Layout(80, verbosity=-1)},
}
EXPECTED = [
    (name, form, layout) for name in EXPLAINED for form in FORMATS for layout in LAYOUTS.get(form, {"80": Layout(80)})
]
EVERY = [
    *(pytest.param(tell, id=name) for name, tell in EXPLAINED.items()),
    *(pytest.param(tell, id=f"hostile {name}") for name, tell in HOSTILE.items()),
]


@pytest.mark.parametrize(("name", "form", "layout"), EXPECTED)
def test_what_is_told_is_what_its_golden_file_holds(name: str, form: str, layout: str) -> None:
    text = EXPLAINED[name](form, LAYOUTS.get(form, {"80": Layout(80)})[layout])
    golden = GOLDEN / f"{name}.{form}.{layout}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1" and not os.environ.get("CI"):
        golden.write_text(text, encoding="utf-8", newline="")
        return
    assert golden.exists(), f"{golden.name} is missing: run UPDATE_GOLDEN=1 pytest tests/reports and read what it wrote"
    assert golden.read_bytes().decode() == text


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.{form}.{layout}.txt" for name, form, layout in EXPECTED
    }


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
@pytest.mark.parametrize("width", [100, 80, 60, 40, 24, 20, 10])
@pytest.mark.parametrize("tell", EVERY)
def test_no_line_is_wider_than_the_window(tell: Teller, width: int, verbosity: int) -> None:
    layout = Layout(width, verbosity=verbosity)  # type: ignore[arg-type]  # parametrised with the three it takes
    for line in tell("terminal", layout).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("tell", EVERY)
def test_no_control_character_gets_through_and_the_end_is_one_newline(tell: Teller, form: str) -> None:
    for verbosity in (-1, 0, 1):
        text = tell(form, Layout(verbosity=verbosity))
        assert not {sign for sign in text if ord(sign) < 32 or 127 <= ord(sign) < 160} - {"\n"}
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("tell", EVERY)
def test_colour_changes_nothing_but_colour(tell: Teller) -> None:
    coloured = tell("terminal", Layout(colour=True))
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == tell("terminal", Layout())


@pytest.mark.parametrize("tell", [pytest.param(tell, id=name) for name, tell in EXPLAINED.items()])
def test_without_unicode_everything_of_ours_is_ascii(tell: Teller) -> None:
    assert tell("terminal", Layout(unicode=False, verbosity=1)).isascii()


@pytest.mark.parametrize("tell", EVERY)
def test_yaml_holds_what_json_holds(tell: Teller) -> None:
    assert yaml.safe_load(tell("yaml", Layout())) == json.loads(tell("json", Layout()))


@pytest.mark.parametrize("tell", EVERY)
def test_plain_is_keys_and_values(tell: Teller) -> None:
    assert all(re.match(r"[A-Za-z0-9_-]+: \S", line) for line in tell("plain", Layout()).splitlines())


@pytest.mark.parametrize("tell", EVERY)
def test_markdown_shows_every_text_as_it_is_and_obeys_none(tell: Teller) -> None:
    """Only headings, paragraphs, lists and tables come out, with nothing inside but text and strong text."""
    for verbosity in (0, 1):
        tokens = (
            MarkdownIt("commonmark")
            .enable(["table", "strikethrough"])
            .parse(tell("markdown", Layout(verbosity=verbosity)))
        )
        blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
        assert blocks <= {
            "heading", "paragraph", "inline", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td",
        }  # fmt: skip
        inner = {child.type for token in tokens for child in token.children or ()}
        assert inner <= {"text", "text_special", "strong_open", "strong_close"}


def test_markdown_of_a_hostile_rulebook_says_what_the_plain_text_says() -> None:
    shown = MarkdownIt("commonmark").render(HOSTILE["account"]("markdown", Layout()))
    words = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "+ [red]\ufffd[31m <b>&amp;</b> | `c` *e* _u_ #1 \ufffd\\ \U0001f600" in words


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        EXPLAINED["account"]("html", Layout())


@pytest.mark.parametrize("name", ["account", "changes", "compare", "rulebooks"])
def test_what_a_page_says_adds_up_does(name: str) -> None:
    """Every list of signed figures comes to its last line, to the hundredth."""
    text = EXPLAINED[name]("terminal", Layout(verbosity=1))
    lists = re.findall(r"(?:^ +[+-]?\d+\.\d\d  .*\n(?:^ {8,}\S.*\n)*)+", text, re.MULTILINE)
    checked = 0
    for each in lists:
        figures = [round(100 * float(figure)) for figure in re.findall(r"^ +([+-]?\d+\.\d\d)  ", each, re.MULTILINE)]
        assert sum(figures[:-1]) == figures[-1]
        checked += 1
    assert checked >= 2
