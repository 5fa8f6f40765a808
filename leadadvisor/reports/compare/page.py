"""The page of a comparison: who leads where, the mixes side by side, what differs and what each of it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from leadadvisor.model.comparison import (
    Cause,
    Comparison,
    Difference,
    Replaced,
    Scenario,
    ShareDifference,
    Speaks,
    Step,
)
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.blocks import Block, Heading, Item, Items, Paragraph, Table, Tone
from leadadvisor.reports.labels import Labels

_STEPS = 5
_SPEAKS: Mapping[Speaks, str] = {"before": ", no longer speaks", "after": ", speaks now", "both": ", weighs otherwise"}


def blocks(comparison: Comparison, verbosity: Verbosity) -> Iterator[Block]:
    """The whole page, or with the lowest verbosity who leads in each scenario."""
    signs = _signs(comparison)
    yield Heading(_verdict(comparison), 1)
    yield Items(tuple(_scenario(sign, each) for sign, each in zip(signs, comparison.scenarios, strict=True)))
    if verbosity < 0:
        return
    yield Heading("The mixes side by side")
    yield _mixes(comparison, signs)
    for sign, scenario, difference in zip(signs[1:], comparison.scenarios[1:], comparison.differences, strict=True):
        pair = f" from {signs[0]} to {sign}" if len(comparison.scenarios) > 2 else ""  # noqa: PLR2004 - more than a pair
        yield from _difference(comparison, scenario, difference, pair, verbosity)


def _signs(comparison: Comparison) -> list[str]:
    """Short names, for columns: those given where they are our own, else letters."""
    if comparison.subject == "changes":
        return [scenario.name for scenario in comparison.scenarios]
    count = len(comparison.scenarios)
    return (
        list(ascii_uppercase[:count]) if count <= len(ascii_uppercase) else [str(place + 1) for place in range(count)]
    )


def _verdict(comparison: Comparison) -> str:
    if comparison.leader_changes:
        return "The leader changes."
    first = comparison.scenarios[0].recommendation
    if first.leader is not None:
        return f"The leader stays: {Labels(first.rulebook).within(first.leader)}."
    return "Nothing can be carried out in any." if first.status == "nothing-feasible" else "Nobody leads in any."


def _scenario(sign: str, scenario: Scenario) -> Item:
    recommendation = scenario.recommendation
    labels = Labels(recommendation.rulebook)
    name = f"{scenario.name}: " if scenario.name != sign else ""
    shares = wording.sentence(wording.shares(recommendation, labels))
    return Item(sign, f"{name}{wording.verdict(recommendation, labels)}", detail=shares, tone="strong")


def _mixes(comparison: Comparison, signs: Sequence[str]) -> Table:
    """A row for each approach, largest in the first scenario first; the change from the first in brackets."""
    labels = Labels(comparison.scenarios[0].recommendation.rulebook)
    first, *later = comparison.scenarios
    rows = []
    for approach in sorted(comparison.approaches(), key=lambda each: -first.share(each)):
        was = first.share(approach)
        moves = [(scenario.share(approach), scenario.share(approach) - was) for scenario in later]
        cells = [
            f"{wording.percent(share)} ({moved:+d})" if moved else wording.percent(share) for share, moved in moves
        ]
        rows.append((labels.approach(approach), wording.percent(was), *cells))
    return Table(("approach", *signs), tuple(rows))


def _difference(
    comparison: Comparison, scenario: Scenario, difference: Difference, pair: str, verbosity: Verbosity
) -> Iterator[Block]:
    labels = Labels(scenario.recommendation.rulebook)
    if comparison.subject == "rulebooks":
        yield from _rulebooks(difference, pair)
    elif not difference.causes:
        yield Heading(f"What differs{pair}")
        yield Paragraph("No answer differs.")
    else:
        yield from _differing(comparison.scenarios[0], scenario, difference.causes, pair)
        yield from _causes(difference.causes, labels, pair)
    if comparison.subject != "answers" or verbosity > 0:
        yield from _steps(difference, labels, pair, verbosity)
    else:
        yield Paragraph("Rule by rule with -v.", "quiet")


def _differing(first: Scenario, later: Scenario, causes: Sequence[Cause], pair: str) -> Iterator[Block]:
    yield Heading(f"What differs{pair}")
    yield Items(tuple(_replaced(each, cause, (first, later)) for cause in causes for each in cause.replaced))


def _causes(causes: Sequence[Cause], labels: Labels, pair: str) -> Iterator[Block]:
    yield Heading(f"What each of it did{pair}")
    approaches = [way.id for way in labels.rulebook.approaches]
    rows = [(cause.id, *map(_points, cause.hundredths)) for cause in causes]
    totals = [sum(cause.hundredths[place] for cause in causes) for place in range(len(approaches))]
    rows.append(("all together", *map(_points, totals)))
    yield Table(("", *map(labels.approach, approaches)), tuple(rows), total=True)
    yield Paragraph(
        "Percentage points, by Shapley's rule: the mean of what each does over all orders in which they could change. "
        "Exact; the hundredths left by rounding down go to the largest remainders, so that each column adds up.",
        "quiet",
    )
    if any(cause.kind == "topic" for cause in causes):
        yield Paragraph("More than 12 answers differ, so those of one topic are taken together.", "quiet")


def _replaced(each: Replaced, cause: Cause, scenarios: tuple[Scenario, Scenario]) -> Item:
    if cause.kind == "setting":
        return Item("-", f"{each.before} → {each.after}", lead=f"{each.id}:")
    before, after = (_answer(each.id, option, of) for option, of in zip(each[1:], scenarios, strict=True))
    return Item("-", f"{before} → {after}", lead=f"{each.id}:")


def _answer(question: str, option: str, scenario: Scenario) -> str:
    """The answer, and where it does not count, as the question is not asked, what counts instead."""
    recommendation = scenario.recommendation
    labels = Labels(recommendation.rulebook)
    given = f"“{labels.option(question, option)}”" if option else "open"
    for answer in recommendation.answers:
        if (answer.question, answer.origin) == (question, "derived"):
            counts = f"“{labels.option(question, answer.option)}”"
            return (
                f"not asked, counts as {counts}"
                if given in {"open", counts}
                else f"{given}, not asked, counts as {counts}"
            )
    return given


def _rulebooks(difference: Difference, pair: str) -> Iterator[Block]:
    """What differs between two rulebooks."""
    yield Heading(f"What differs{pair}")
    items = [Item("-", f"{each.before} → {each.after}", lead=f"{each.id}:") for each in difference.settings]
    for title, rules in (
        ("Rules only in the first", difference.only_before),
        ("Rules only in the second", difference.only_after),
        ("Rules that are different", difference.reworked),
    ):
        if rules:
            items.append(Item("-", f"{', '.join(rules)}.", lead=f"{title}:"))
    if items:
        yield Items(tuple(items))
    else:
        yield Paragraph("No rule and no setting that counts for a mix.")


def _steps(difference: Difference, labels: Labels, pair: str, verbosity: Verbosity) -> Iterator[Block]:
    moved = [each for each in difference.shares if each.steps]
    if not moved:
        return
    yield Heading(f"Rule by rule{pair}")
    yield Paragraph("What each line of a share's account moved, in percentage points. The lines add up.", "quiet")
    for each in moved:
        yield Heading(f"{labels.approach(each.approach)}: {each.before} % → {each.after} %", 3)
        yield Items(tuple(_shown_steps(each, labels, verbosity)))


def _shown_steps(each: ShareDifference, labels: Labels, verbosity: Verbosity) -> Iterator[Item]:
    """The steps that moved most; the others together, so that what is shown still adds up."""
    order = sorted(each.steps, key=lambda step: -abs(step.after - step.before))
    shown = order if verbosity > 0 else order[:_STEPS]
    for step in shown:
        yield _step(step, labels)
    rest = order[len(shown) :]
    if rest:
        yield Item(
            _points(sum(step.after - step.before for step in rest)),
            f"{wording.number(len(rest))} smaller, with -v.".capitalize(),
        )
    yield Item(_points(100 * (each.after - each.before)), "", lead="All together", tone="strong")


def _step(step: Step, labels: Labels) -> Item:
    moved = step.after - step.before
    tone: Tone = "good" if moved > 0 else "warning"
    if step.kind == "rule":
        detail = f"({step.rule}{_SPEAKS[step.speaks]})"
        return Item(_points(moved), wording.sentence(step.because), detail=detail, tone=tone)
    if step.kind == "equal-share":
        return Item(_points(moved), "Equal share to begin with.", tone=tone)
    return Item(_points(moved), f"{wording.adjustment(step.kind, labels.rulebook.settings)}.", tone=tone)


def _points(hundredths: int) -> str:
    return wording.percentage_points(hundredths, decimals=2)
