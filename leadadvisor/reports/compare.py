"""A comparison as a document, as plain lines, and as the contract "leadadvisor/comparison/2".

Plain keys: `scenario` (number; name; status; leader; firmness), `share.<approach>` (one figure a scenario),
leader_changes; then for each later scenario, with its number: `differs.<n>` (what; before; after),
`cause.<n>.<approach>` (percentage points; kind; what), `step.<n>.<approach>` (percentage points; rule or kind; before;
after; when it applies), `rule.<n>` (what became of it; id), `setting.<n>` (what; before; after); basis.
"""

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
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Paragraph, Table, Tone
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.reasons import rounded
from leadadvisor.reports.tree import Tree, outline, percentage_points, walked
from leadadvisor.text import capital, one_line, percent, safe, sentence

SCHEMA = "leadadvisor/comparison/2"

_STEPS = 5
_EVERYTHING = 2
_PAIR = 2
_APPLIES: Mapping[Speaks, str] = {
    "before": ", no longer applies",
    "after": ", now applies",
    "both": ", counts differently",
}


def document(comparison: Comparison, verbosity: Verbosity, byline: str = "") -> Document:
    """The whole page; quiet says what comes first in each scenario."""
    rulebook = comparison.scenarios[0].recommendation.rulebook
    blocks: list[Block] = [*_blocks(comparison, verbosity), Paragraph(words.honest(rulebook), "basis")]
    return Document(f"{one_line(rulebook.title)}: compared", tuple(blocks), byline, rulebook.language)


def records(comparison: Comparison, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything, or quiet only the results."""
    for place, scenario in enumerate(comparison.scenarios, start=1):
        told = scenario.recommendation
        yield "scenario", parts(place, scenario.name, told.status, told.leader or NONE, verdict.firmness(told))
    for approach in comparison.approaches():
        yield f"share.{approach}", parts(*(each.share(approach) for each in comparison.scenarios))
    yield "leader_changes", "yes" if comparison.leader_changes else "no"
    if verbosity >= 0:
        approaches = [way.id for way in comparison.scenarios[0].recommendation.rulebook.approaches]
        for place, difference in enumerate(comparison.differences, start=2):
            yield from _difference_records(place, difference, approaches)
    yield "basis", words.honest(comparison.scenarios[0].recommendation.rulebook)


def tree(comparison: Comparison) -> dict[str, Tree]:
    """Everything, with keys always in the same order."""
    names = [scenario.name for scenario in comparison.scenarios]
    rulebook = comparison.scenarios[0].recommendation.rulebook
    labels, approaches = Labels(rulebook), [way.id for way in rulebook.approaches]
    return {
        "schema": SCHEMA,
        "subject": comparison.subject,
        "leader_changes": comparison.leader_changes,
        "scenarios": [
            {"name": safe(each.name), **outline(each.recommendation, Labels(each.recommendation.rulebook))}
            for each in comparison.scenarios
        ],
        "differences": [
            {"from": safe(names[0]), "to": safe(name), **_difference_tree(difference, approaches, labels)}
            for name, difference in zip(names[1:], comparison.differences, strict=True)
        ],
        "basis": safe(rulebook.basis),
    }


# The document


def _blocks(comparison: Comparison, verbosity: Verbosity) -> Iterator[Block]:
    signs = _signs(comparison)
    yield Heading(_verdict(comparison), 1)
    yield Items(tuple(_scenario(sign, each) for sign, each in zip(signs, comparison.scenarios, strict=True)))
    if verbosity < 0:
        return
    yield Heading("The mixes side by side")
    yield _mixes(comparison, signs)
    for sign, scenario, difference in zip(signs[1:], comparison.scenarios[1:], comparison.differences, strict=True):
        pair = f" from {signs[0]} to {sign}" if len(comparison.scenarios) > _PAIR else ""
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
        return "The first place changes."
    first = comparison.scenarios[0].recommendation
    if first.leader is not None:
        return f"{Labels(first.rulebook).approach(first.leader)} stays first."
    return "Nothing can start in any." if first.status == "nothing-feasible" else "Nothing clearly comes first in any."


def _scenario(sign: str, scenario: Scenario) -> Item:
    recommendation = scenario.recommendation
    labels = Labels(recommendation.rulebook)
    name = f"{scenario.name}: " if scenario.name != sign else ""
    sure, _ = verdict.sureness(recommendation, labels)
    told = f"{name}{verdict.in_few_words(recommendation, labels)}{f' {sure}.' if sure else ''}"
    return Item(sign, told, detail=sentence(verdict.shares_line(recommendation, labels)), tone="strong")


def _mixes(comparison: Comparison, signs: Sequence[str]) -> Table:
    """A row for each approach, largest in the first scenario first; the change from the first in brackets."""
    labels = Labels(comparison.scenarios[0].recommendation.rulebook)
    first, *later = comparison.scenarios
    rows = []
    for approach in sorted(comparison.approaches(), key=lambda each: -first.share(each)):
        was = first.share(approach)
        moves = [(scenario.share(approach), scenario.share(approach) - was) for scenario in later]
        cells = [percent(share) + (f" ({words.moved(moved)})" if moved else "") for share, moved in moves]
        rows.append((labels.approach(approach), percent(was), *cells))
    return Table(("Approach", *signs), tuple(rows))


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
        yield from _causes(difference, labels, pair, verbosity)
    if comparison.subject != "answers" or verbosity >= _EVERYTHING:
        yield from _steps(difference, labels, pair, verbosity)
    else:
        yield Paragraph("Rule by rule with -v.", "quiet")


def _differing(first: Scenario, later: Scenario, causes: Sequence[Cause], pair: str) -> Iterator[Block]:
    yield Heading(f"What differs{pair}")
    yield Items(tuple(_replaced(each, cause, (first, later)) for cause in causes for each in cause.replaced))


def _causes(difference: Difference, labels: Labels, pair: str, verbosity: Verbosity) -> Iterator[Block]:
    yield Heading(f"What each change did{pair}")
    causes, approaches = difference.causes, [way.id for way in labels.rulebook.approaches]
    columns = [[cause.hundredths[place] for cause in causes] for place in range(len(approaches))]
    exact = verbosity >= _EVERYTHING
    told = [_figures(each, exact=exact) for each in columns]
    rows = [(_of_cause(cause, labels), *(column[place] for column in told)) for place, cause in enumerate(causes)]
    totals = [words.moved_exactly(sum(each)) if exact else words.moved(round(sum(each) / 100)) for each in columns]
    rows.append(("all together", *totals))
    yield Table(("", *map(labels.approach, approaches)), tuple(rows), total=True)
    yield Paragraph(
        "Percentage points, by Shapley's rule: the mean of what each does over all orders in which they could change. "
        "Each column adds up.",
        "quiet",
    )
    if any(cause.kind == "topic" for cause in causes):
        yield Paragraph("More than 12 answers differ, so those of one topic are taken together.", "quiet")


def _replaced(each: Replaced, cause: Cause, scenarios: tuple[Scenario, Scenario]) -> Item:
    if cause.kind == "setting":
        return Item("-", f"{each.before} → {each.after}", lead=f"{each.id}:")
    before, after = (_answer(each.id, option, of) for option, of in zip(each[1:], scenarios, strict=True))
    return Item("-", f"{before} → {after}", lead=Labels(scenarios[0].recommendation.rulebook).question(each.id))


def _of_cause(cause: Cause, labels: Labels) -> str:
    """What a cause is called: a question by its wording, a topic or a setting by its name."""
    return labels.question(cause.id) if labels.asked(cause.id) else cause.id


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
    exact = verbosity >= _EVERYTHING
    moves = [step.after - step.before for step in order]
    figures = _figures(moves, exact=exact)
    shown = order if exact else order[:_STEPS]
    for step, figure in zip(shown, figures, strict=False):
        yield _step(step, figure, labels)
    rest = rounded(moves)[len(shown) :]
    if rest:
        yield Item(words.moved(sum(rest)), capital(f"{words.number(len(rest))} smaller, with -v."))
    total = each.after - each.before
    told = words.moved_exactly(100 * total) if exact else words.moved(total)
    yield Item(told, "", lead="All together", tone="strong")


def _figures(hundredths: Sequence[int], *, exact: bool) -> list[str]:
    """Figures that add up: in hundredths of a percentage point, or in whole points."""
    return list(map(words.moved_exactly, hundredths) if exact else map(words.moved, rounded(hundredths)))


def _step(step: Step, figure: str, labels: Labels) -> Item:
    tone: Tone = "good" if step.after > step.before else "warning"
    if step.kind == "rule":
        detail = f"({step.rule}{_APPLIES[step.speaks]})"
        return Item(figure, sentence(step.because), detail=detail, tone=tone)
    if step.kind == "equal-share":
        return Item(figure, "Equal parts to begin with.", tone=tone)
    return Item(figure, f"{words.adjustment(step.kind, labels.rulebook.settings)}.", tone=tone)


# Plain lines


def _difference_records(place: int, difference: Difference, approaches: list[str]) -> Iterator[tuple[str, str]]:
    for cause in difference.causes:
        for each in cause.replaced:
            yield f"differs.{place}", parts(each.id, each.before or "open", each.after or "open")
    for cause in difference.causes:
        for approach, hundredths in zip(approaches, cause.hundredths, strict=True):
            yield f"cause.{place}.{approach}", parts(words.moved_exactly(hundredths), cause.kind, cause.id)
    for each in difference.settings:
        yield f"setting.{place}", parts(each.id, each.before, each.after)
    for kind, rules in _rules(difference).items():
        for rule in rules:
            yield f"rule.{place}", parts(kind, rule)
    for share in difference.shares:
        for step in share.steps:
            figures = map(words.moved_exactly, (step.after - step.before, step.before, step.after))
            moved, before, after = figures
            yield f"step.{place}.{share.approach}", parts(moved, step.rule or step.kind, before, after, step.speaks)


def _rules(difference: Difference) -> Mapping[str, tuple[str, ...]]:
    """Rules by what became of them."""
    return {"removed": difference.only_before, "added": difference.only_after, "reworked": difference.reworked}


# The tree


def _difference_tree(difference: Difference, approaches: list[str], labels: Labels) -> dict[str, Tree]:
    return {
        "leader_changes": difference.leader_changes,
        "causes": [_cause_tree(cause, approaches, labels) for cause in difference.causes],
        "shares": [_share_tree(share, labels) for share in difference.shares],
        "settings": walked(difference.settings, labels),
        "rules": {kind: walked(rules, labels) for kind, rules in _rules(difference).items()},
    }


def _cause_tree(cause: Cause, approaches: list[str], labels: Labels) -> Tree:
    points: Tree = {
        safe(approach): percentage_points(hundredths)
        for approach, hundredths in zip(approaches, cause.hundredths, strict=True)
    }
    changed = walked(cause.replaced, labels)
    return {"kind": cause.kind, "id": safe(cause.id), "changed": changed, "percentage_points": points}


def _share_tree(share: ShareDifference, labels: Labels) -> Tree:
    steps: Tree = [
        {
            **{key: walked(getattr(step, key), labels) for key in ("kind", "rule", "because", "speaks")},
            "before": percentage_points(step.before),
            "after": percentage_points(step.after),
            "moved": percentage_points(step.after - step.before),
        }
        for step in share.steps
    ]
    return {"approach": safe(share.approach), "before": share.before, "after": share.after, "steps": steps}
