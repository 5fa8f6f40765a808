"""The markdown report, read by a parser of markdown: every text comes out as it went in, and none becomes markup."""

from __future__ import annotations

import itertools

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from poison import PAYLOADS, POISONED, poisoned
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.labels import Labels
from leadadvisor.text import one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LAYOUTS = {"quiet": Layout(verbosity=-1), "usual": Layout(), "details": Layout(verbosity=1)}
BLOCKS = {
    "heading", "paragraph", "bullet_list", "ordered_list", "list_item", "inline", "table", "thead", "tbody", "tr", "th",
    "td",
}  # fmt: skip
INLINE = {"text", "text_special", "strong", "code_inline", "softbreak"}
EVERY = [
    pytest.param(recommendation, layout, id=f"{name}-{width}")
    for name, recommendation in {**RECOMMENDATIONS, **POISONED}.items()
    for width, layout in LAYOUTS.items()
]


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
    (told,) = [table for table in tables(recommendation) if table[0][0] == "Question"]
    assert [row[:2] for row in told[1:]] == [
        [f"{labels.question(one.question)} ({one_line(one.question)})", labels.option(one.question, one.option)]
        for one in recommendation.answers
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_it_is(payload: str) -> None:
    title = headings(poisoned(COMPLETE, payload))[0][1]
    assert title == f"{payload} {COMPLETE.rulebook.title}"


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_every_table_has_the_same_number_of_cells_in_each_row(recommendation: Recommendation, layout: Layout) -> None:
    for table in tables(recommendation, layout):
        assert len({len(row) for row in table}) == 1


@pytest.mark.parametrize(("recommendation", "layout"), EVERY)
def test_headings_go_down_one_level_at_a_time(recommendation: Recommendation, layout: Layout) -> None:
    levels = [int(tag[1]) for tag, _ in headings(recommendation, layout)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_table_is_the_mix_with_ranges_only_where_there_are_any() -> None:
    assert tables(COMPLETE)[0][:2] == [["Approach", "Part in the mix", "Share"], ["Outbound", "leads", "55 %"]]
    assert tables(INCOMPLETE)[0][:2] == [
        ["Approach", "Part in the mix", "Share", "Range"],
        ["Referral", "leads", "50 %", "20\u201370"],
    ]


def test_the_steps_of_a_share_are_a_table_that_adds_up() -> None:
    steps = [table for table in tables(COMPLETE, Layout(verbosity=1)) if table[0][0] == "Step"]
    assert len(steps) == len(COMPLETE.mix)
    for table in steps:
        *moved, share = [round(float(row[-1]) * 100) for row in table[1:]]
        assert sum(moved) == share


def test_quiet_is_one_page() -> None:
    assert [title for _, title in headings(COMPLETE, Layout(verbosity=-1))][1:] == ["The mix", "Mind this", "Basis"]


def test_where_nothing_is_feasible_what_must_change_comes_first() -> None:
    titles = [title for tag, title in headings(NOTHING_FEASIBLE) if tag == "h2"]
    assert titles == ["Mind this", "What would change this", "Channels", "Your answers", "Not considered", "Basis"]


def test_where_nobody_leads_nobody_is_said_to() -> None:
    titles = [title for tag, title in headings(UNDECIDED) if tag == "h2"]
    assert "What speaks for and against each" in titles
    assert not [title for title in titles if title.startswith("Why ")]


def test_every_step_of_the_plan_is_told_with_who_measure_and_stop_rule() -> None:
    text = render(COMPLETE, "markdown").partition("\n## Plan\n")[2].partition("\n## ")[0]
    assert text.count("\n- **") == len(COMPLETE.plan)
    assert text.count("  - Who: ") == len(COMPLETE.plan)


def test_width_and_colour_change_nothing() -> None:
    assert render(COMPLETE, "markdown", Layout(20, colour=True, unicode=False)) == render(COMPLETE, "markdown")
