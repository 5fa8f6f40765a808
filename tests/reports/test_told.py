"""Explain, whatif and compare in every format: widths, colour, and texts that try to break a report."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from small import EXPLAINED, HOSTILE, Teller

from leadadvisor.reports import FORMATS, Layout, UnknownFormat

EVERY = [
    *(pytest.param(tell, id=name) for name, tell in EXPLAINED.items()),
    *(pytest.param(tell, id=f"hostile {name}") for name, tell in HOSTILE.items()),
]
EXACT = Layout(verbosity=2)


@pytest.mark.parametrize("verbosity", [-1, 0, 2])
@pytest.mark.parametrize("width", [100, 80, 60, 40, 24, 20, 10])
@pytest.mark.parametrize("tell", EVERY)
def test_no_line_is_wider_than_the_window(tell: Teller, width: int, verbosity: int) -> None:
    layout = Layout(width, verbosity=verbosity)  # type: ignore[arg-type]  # parametrised with three it takes
    for line in tell("terminal", layout).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("tell", EVERY)
def test_no_control_character_gets_through_and_the_end_is_one_newline(tell: Teller, form: str) -> None:
    for verbosity in (-1, 0, 2):
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
    assert tell("terminal", Layout(unicode=False, verbosity=2)).isascii()


@pytest.mark.parametrize("tell", EVERY)
def test_plain_is_keys_and_values(tell: Teller) -> None:
    assert all(re.match(r"[A-Za-z0-9_.-]+: \S", line) for line in tell("plain", Layout()).splitlines())


@pytest.mark.parametrize("tell", EVERY)
def test_markdown_shows_every_text_as_it_is_and_obeys_none(tell: Teller) -> None:
    """Only headings, paragraphs, lists and tables come out, with nothing inside but text and strong text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for layout in (Layout(), EXACT):
        tokens = parser.parse(tell("markdown", layout))
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
        EXPLAINED["account"]("docx", Layout())


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "html", "json"])
@pytest.mark.parametrize("name", EXPLAINED)
def test_every_page_says_what_it_rests_on(name: str, form: str) -> None:
    for layout in (Layout(verbosity=-1), Layout()):
        assert "Made for a test." in EXPLAINED[name](form, layout)


@pytest.mark.parametrize("layout", [Layout(), EXACT])
@pytest.mark.parametrize("name", ["account", "changes", "rulebooks"])
def test_what_a_page_says_adds_up_does(name: str, layout: Layout) -> None:
    """Every list of signed figures comes to its last line: in whole points, and to the hundredth."""
    text = EXPLAINED[name]("terminal", layout).replace("\N{MINUS SIGN}", "-")
    lists = re.findall(r"(?:^ +[+-]?\d+(?:\.\d\d)?  \S.*\n(?:^ {6,}\S.*\n)*)+", text, re.MULTILINE)
    checked = 0
    for each in lists:
        figures = [round(100 * float(figure)) for figure in re.findall(r"^ +([+-]?[\d.]+)  \S", each, re.MULTILINE)]
        if len(figures) > 2:
            assert sum(figures[:-1]) == figures[-1]
            checked += 1
    assert checked >= 2


def test_figures_are_whole_unless_everything_is_asked_for() -> None:
    for name in ("account", "approach", "changes", "compare", "rulebooks"):
        assert not re.search(r"\d\.\d\d\b", EXPLAINED[name]("terminal", Layout()))
    assert re.search(r"\d\.\d\d\b", EXPLAINED["account"]("terminal", EXACT))


def test_steps_back_stand_apart_from_what_one_can_work_on() -> None:
    text = EXPLAINED["whatif"]("terminal", Layout())
    assert "Steps back" in text
    assert "You can work on this" not in text.partition("Steps back")[2].partition("The least")[0]
