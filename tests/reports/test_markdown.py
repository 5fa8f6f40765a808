"""The markdown report, read by a parser of markdown: every text comes out as it went in, and none becomes markup."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from poison import PAYLOADS, POISONED, poisoned
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown import code, escaped, heading, paragraph, strong, table
from leadadvisor.text import one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LAYOUTS = {"quiet": Layout(verbosity=-1), "usual": Layout(), "everything": Layout(verbosity=2)}
BLOCKS = {
    "heading", "paragraph", "bullet_list", "ordered_list", "list_item",
    "inline", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
INLINE = {"text", "text_special", "strong", "softbreak"}
EVERY = [
    pytest.param(recommendation, layout, id=f"{name}-{width}")
    for name, recommendation in {**RECOMMENDATIONS, **POISONED}.items()
    for width, layout in LAYOUTS.items()
]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), max_size=20)


def tokens(recommendation: Recommendation, layout: Layout | None = None) -> list[Token]:
    return PARSER.parse(render(recommendation, "markdown", layout or Layout()))


def kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def shown(token: Token) -> str:
    """What a reader sees of an inline token."""
    return "".join(part.content for part in token.children or [])


def headings(recommendation: Recommendation, layout: Layout | None = None) -> list[tuple[str, str]]:
    parsed = tokens(recommendation, layout)
    return [
        (opening.tag, shown(inline)) for opening, inline in itertools.pairwise(parsed) if opening.type == "heading_open"
    ]


def tables(recommendation: Recommendation, layout: Layout | None = None) -> list[list[list[str]]]:
    """Tables, rows, cells."""
    told: list[list[list[str]]] = []
    parsed = tokens(recommendation, layout)
    for place, token in enumerate(parsed):
        if token.type == "table_open":
            told.append([])
        elif token.type == "tr_open":
            told[-1].append([])
        elif token.type in {"td_open", "th_open"}:
            told[-1][-1].append(shown(parsed[place + 1]))
    return told


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_nothing_but_our_own_constructs_comes_out_of_the_parser(recommendation: Recommendation, layout: Layout) -> None:
    parsed = tokens(recommendation, layout)
    assert {kind(token) for token in parsed} <= BLOCKS
    assert {kind(part) for token in parsed for part in token.children or []} <= INLINE


@pytest.mark.parametrize(
    "recommendation", [*RECOMMENDATIONS.values(), *POISONED.values()], ids=[*RECOMMENDATIONS, *POISONED]
)
def test_the_cells_of_the_mix_come_out_as_they_went_in(recommendation: Recommendation) -> None:
    if not recommendation.mix:
        return
    labels = Labels(recommendation.rulebook)
    rows = tables(recommendation)[0][1:]
    assert [(row[0], row[2]) for row in rows] == [
        (labels.approach(portion.approach), f"{portion.share} %") for portion in recommendation.mix
    ]


@pytest.mark.parametrize("recommendation", [COMPLETE, INCOMPLETE, HOSTILE], ids=["complete", "incomplete", "hostile"])
def test_the_cells_of_the_answers_come_out_as_they_went_in(recommendation: Recommendation) -> None:
    labels = Labels(recommendation.rulebook)
    (told,) = [table for table in tables(recommendation, LAYOUTS["everything"]) if table[0][0] == "Question"]
    assert told[1:] == [
        [labels.question(one.question), labels.option(one.question, one.option)] for one in recommendation.answers
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_it_is(payload: str) -> None:
    poisonous = poisoned(COMPLETE, payload)
    text = " ".join(shown(token) for token in tokens(poisonous) if token.type == "inline")
    assert poisonous.cautions[0].text in text


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_every_table_has_the_same_number_of_cells_in_each_row(recommendation: Recommendation, layout: Layout) -> None:
    for each in tables(recommendation, layout):
        assert len({len(row) for row in each}) == 1


@pytest.mark.parametrize(("recommendation", "layout"), [each for each in EVERY if "quiet" not in str(each.id)])
def test_headings_go_down_one_level_at_a_time(recommendation: Recommendation, layout: Layout) -> None:
    levels = [int(tag[1]) for tag, _ in headings(recommendation, layout)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_table_is_the_mix_with_ranges_only_where_there_are_any() -> None:
    assert tables(COMPLETE)[0][:2] == [["", "", "Share"], ["Outbound", "You write to buyers first", "55 %"]]
    assert tables(INCOMPLETE)[0][1] == ["Referral", "Happy people pass you on", "50 %", "20\N{EN DASH}70"]


def test_the_document_begins_with_the_card_and_goes_on_with_the_whole_report() -> None:
    text = render(COMPLETE, "markdown")
    assert text.startswith(
        "# Put most effort into outbound (55 %), then inbound (30 %) and referral (15 %).\n\nA close"
    )
    assert text.index("- **Why:**") < text.index("Suggested by fixed rules") < text.index("## How sure this is")


def test_a_line_above_the_card_is_there_only_where_it_is_given() -> None:
    assert render(COMPLETE, "markdown", byline="Plan *x*").startswith("Plan \\*x\\*\n\n# Put most")


def test_where_nothing_is_feasible_what_must_change_comes_first() -> None:
    titles = [title for tag, title in headings(NOTHING_FEASIBLE) if tag == "h2"]
    assert titles == ["Watch out", "What could change this", "Channels", "Not covered", "How we got this"]


def test_where_nothing_leads_nothing_is_said_to() -> None:
    titles = [title for tag, title in headings(UNDECIDED) if tag == "h2"]
    assert "Why agency shares the first place" in titles
    assert not [title for title in titles if "comes first" in title]


def test_width_and_colour_change_nothing() -> None:
    assert render(COMPLETE, "markdown", Layout(20, colour=True, unicode=False)) == render(COMPLETE, "markdown")


# Text


def read(markdown: str) -> str:
    """What a reader sees of one block."""
    (inline,) = [token for token in PARSER.parse(markdown) if token.type == "inline"]
    return shown(inline)


@given(TEXT.filter(lambda text: text.strip()))
def test_any_text_is_read_as_it_is(text: str) -> None:
    assert read(paragraph(text)) == one_line(text)
    assert read(heading(text, 2)) == one_line(text)
    assert read(strong(text)) == one_line(text)
    assert read(f"- {paragraph(text)}") == one_line(text)
    assert read(f"x {escaped(text)}") == f"x {one_line(text)}".strip()


@given(st.lists(TEXT, min_size=2, max_size=2))
def test_any_text_is_a_cell_of_its_own(cells: list[str]) -> None:
    parsed = PARSER.parse(table(["a", "b"], [cells]))
    told = [shown(token) for token in parsed if token.type == "inline"]
    assert told == ["a", "b", *map(one_line, cells)]


def test_an_id_is_code_and_anything_stranger_is_text() -> None:
    assert code("cold-email") == "`cold-email`"
    assert code("a`b") == "a\\`b"
