"""Markdown shows any text as it is: proved by a parser of markdown, for texts made to break it."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from leadadvisor.reports.markdown_text import code, escaped, heading, paragraph, strong, table
from leadadvisor.text import one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(st.sampled_from("\\`*_[]()<>|#~&$!-+=.:1 aé\n\t{}\"'@/;"), max_size=30)


def shown(markdown: str, tag: str) -> str:
    """The text inside the only element of that tag; fails if there is anything else inside."""
    rendered = PARSER.render(markdown)
    inside = re.fullmatch(rf"<{tag}>(.*)</{tag}>\n", rendered, re.DOTALL)
    assert inside, rendered
    assert "<" not in inside[1], rendered
    return html.unescape(inside[1])


@given(SIGNS)
@example("1. one")
@example("# head")
@example("---")
@example("=")
@example("12) x")
@example("> quote")
@example("&lt;")
@example("a  b")
def test_a_paragraph_shows_its_text(text: str) -> None:
    if one_line(text):
        assert shown(paragraph(text), "p") == one_line(text)


@given(SIGNS)
@example("## x ##")
def test_a_heading_shows_its_text(text: str) -> None:
    if one_line(text):
        assert shown(heading(text, 2), "h2") == one_line(text)


@given(SIGNS, SIGNS)
def test_a_cell_shows_its_text_and_stays_in_its_column(first: str, second: str) -> None:
    rendered = PARSER.render(table(["a", "b"], [[first, second]]))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", rendered, re.DOTALL)
    assert [html.unescape(cell) for cell in cells] == [one_line(first), one_line(second)]


@given(SIGNS)
def test_a_list_item_shows_its_text(text: str) -> None:
    if one_line(text):
        rendered = PARSER.render(f"- {paragraph(text)}")
        inside = re.fullmatch(r"<ul>\n<li>(.*)</li>\n</ul>\n", rendered, re.DOTALL)
        assert inside, rendered
        assert html.unescape(inside[1]) == one_line(text)


@pytest.mark.parametrize("text", ["plain", "goal: x", "a*b", "“quoted”", "x."])
def test_strong_text_is_strong(text: str) -> None:
    assert PARSER.render(f"{strong(text)} rest") == f"<p><strong>{text}</strong> rest</p>\n"


def test_nothing_is_nothing() -> None:
    assert (escaped(""), strong(" "), paragraph("\n")) == ("", "", "")


def test_an_id_is_set_in_the_type_of_code_and_anything_else_is_escaped() -> None:
    assert code("cold-email") == "`cold-email`"
    assert code("a`b") == "a\\`b"
    assert code("a|b") == "a\\|b"
