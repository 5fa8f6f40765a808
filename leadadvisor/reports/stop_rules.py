"""What stop rules do, as a document, as plain lines, and as the contract "leadadvisor/stop-rules/1".

Plain keys: verdict, `stop_rule` (action; can-speak, never-speaks or no-number; text), `stops` (action; percent of what
is hoped; rate; how often the rule stops such a source).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from leadadvisor.model.firm_plan import Checked, Checks, FirmPlan, StopLine
from leadadvisor.reports import Verbosity
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph, Table
from leadadvisor.reports.firm_plan import HOW_NUMBERS_COME, SET_NUMBERS, rule
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import parts
from leadadvisor.reports.plan import amount, of_what
from leadadvisor.reports.review_words import asked, filled
from leadadvisor.reports.tree import Tree, identity
from leadadvisor.text import counted, listed, one_line, safe, sentence

SCHEMA = "leadadvisor/stop-rules/1"


def document(value: Checks, verbosity: Verbosity, byline: str = "") -> Document:
    """Every stop rule with the user's number, and what it does to sources as good as hoped and worse."""
    del verbosity
    plan = value.plan
    labels = Labels(plan.recommendation.rulebook)
    blocks: list[Block] = [Heading(verdict(plan), 1)]
    known = [each for each in plan.checks if each.line.number is not None]
    for _, alike in groupby(sorted(known, key=_alike), key=_alike):
        blocks += _checked(list(alike), labels)
    waiting = [each.line for each in plan.checks if each.line.number is None]
    if waiting:
        blocks.append(Heading("Rules without a number"))
        blocks.append(Items(tuple(Item("-", _waits(line)) for line in dict.fromkeys(waiting))))
        blocks.append(Paragraph(SET_NUMBERS))
    if known:
        blocks.append(Paragraph(HOW_NUMBERS_COME, "quiet"))
    title_ = f"{one_line(plan.recommendation.rulebook.title)}: stop rules"
    return Document(title_, tuple(blocks), byline, plan.recommendation.rulebook.language)


def verdict(plan: FirmPlan) -> str:
    """How many rules there are, and how many of them can never speak."""
    idle = sum(each.line.can_fire is False for each in plan.checks)
    told = counted(len(plan.checks), "stop rule")
    if not plan.checks:
        return "This plan has no stop rule that a log could judge."
    if all(each.line.number is None for each in plan.checks):
        return f"{told}, and no number of yours to judge them by."
    if idle:
        return f"{told}: {idle} can never speak in the time there is."
    return f"{told}: each can speak in the time there is."


def _waits(line: StopLine) -> str:
    return f"{sentence(line.text)} It needs {listed([asked(key) for key in line.needs])}."


def _alike(each: Checked) -> tuple[str, int, int]:
    """Rules that stop the same sources are told together."""
    return each.line.counts, each.line.number or 0, len(each.chances)


def _checked(alike: list[Checked], labels: Labels) -> Iterator[Block]:
    first = alike[0]
    number_, counts = first.line.number or 0, first.line.counts
    told = amount(number_) if counts in {"hours", "money"} else f"{number_:,}"
    yield Heading(f"At {told} {'in money' if counts == 'money' else counts}")
    rules = dict.fromkeys((each.line.approach, filled(each.line), each.line.can_fire) for each in alike)
    yield Items(tuple(
        Item("-", sentence(text), lead=f"{of_what(approach, labels)}:",
             detail="(never speaks in the time there is)" if can_fire is False else "",
             tone="warning" if can_fire is False else "plain")
        for approach, text, can_fire in rules
    ))  # fmt: skip
    if first.chances:
        unit = {"hours": "hour", "money": "unit of money", "weeks": "week"}.get(counts, counts.removesuffix("s"))
        yield Table(
            ("If a source is", f"Conversations per {unit}", "The rule stops it"),
            tuple(
                (_as_good(chance.percent_of_hope), f"{float(chance.rate):.3g}", f"{chance.stops / 10:.1f} %")
                for chance in first.chances
            ),
        )


def _as_good(percent: int) -> str:
    match percent:
        case 100:
            return "as good as you hope"
        case 50:
            return "half as good"
        case 0:
            return "without any result"
        case _:
            return f"{percent} % as good"


def records(value: Checks, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """A line for each rule, and one for each source it is tried on."""
    del verbosity
    plan = value.plan
    yield "verdict", verdict(plan)
    for each in plan.checks:
        can = {True: "can-speak", False: "never-speaks", None: "no-number"}[each.line.can_fire]
        yield "stop_rule", parts(each.line.action, can, filled(each.line))
        for chance in each.chances:
            yield (
                "stops",
                parts(each.line.action, chance.percent_of_hope, f"{float(chance.rate):.4g}", chance.stops / 1000),
            )


def tree(value: Checks) -> dict[str, Tree]:
    """Every rule with what it does to sources as good as hoped and worse."""
    return {
        "schema": SCHEMA,
        "rulebook": identity(value.plan.recommendation.rulebook),
        "verdict": safe(verdict(value.plan)),
        "stop_rules": [rule(each) for each in value.plan.checks],
    }
