"""Markup in which text stays text."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.text import safe

SIGNS = st.text(st.sampled_from("<>&\"'=/! ab%7;#`\n\x00\u202e"), max_size=20)


class Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


@given(SIGNS, SIGNS)
def test_text_and_attributes_come_out_as_they_went_in(text: str, value: str) -> None:
    read = Reader(element("p", text, class_=value))
    assert read.words.rstrip("\n").replace("\u00a0", " ") == safe(text).rstrip("\n")
    assert read.tags == [("p", [("class", safe(value))])]


def test_markup_is_not_escaped_again() -> None:
    assert element("p", element("b", "<"), " & ", Html("<i></i>")) == "<p><b>&lt;</b> &amp; <i></i></p>\n"


def test_attribute_names_have_hyphens_and_those_that_are_false_are_left_out() -> None:
    assert element("details", open=True, hidden=False, aria_label="x") == '<details open aria-label="x"></details>\n'


def test_an_element_without_content_has_no_end() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">\n'


def test_an_element_that_would_be_empty_can_be_left_out() -> None:
    assert unless_empty("ul", "", Html()) == ""
    assert unless_empty("ul", "x") == "<ul>x</ul>\n"


def test_a_percent_sign_stays_with_its_number() -> None:
    assert joined("55 % of it, 3 %5") == "55\u00a0% of it, 3\u00a0%5"
