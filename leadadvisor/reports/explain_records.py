"""An explanation for programs: plain lines, and the contract "leadadvisor/explanation/2".

The account of each share: `equal_share.<approach>`, one `reason.<approach>` a rule (percentage points; rule; strength;
points; answers; because; claims), `adjustment.<approach>` (percentage points; kind) and `share.<approach>`. An entry:
`kind`, `id`, `title`, `says`, `holds`, the facts, one line for each thing that belongs to it under its role (kind; id;
holds; effects; when; text; claims), `source.<claim>`, `case`. Parts are separated as in every plain report.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.explanation import Entry, Explanation, Line
from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import NONE, parts
from leadadvisor.reports.reasons import cited
from leadadvisor.reports.tree import Tree, claims_cited, identity, mapping, outline, walked
from leadadvisor.text import safe

SCHEMA = "leadadvisor/explanation/2"


def records(explanation: Explanation, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything the explanation holds; quiet leaves the reasons out."""
    labels = Labels(explanation.rulebook)
    asked = {entry.id for entry in explanation.entries if entry.kind == "approach"}
    if explanation.recommendation and (asked or not explanation.entries):
        yield from _accounts(explanation.recommendation, labels, asked, verbosity)
    for entry in explanation.entries:
        yield from _entry(entry, labels, verbosity)
    yield "basis", words.honest(explanation.rulebook)


def tree(explanation: Explanation) -> dict[str, Tree]:
    """The whole explanation; `recommendation` is null where no answers were given."""
    labels = Labels(explanation.rulebook)
    recommendation = explanation.recommendation
    told: dict[str, Tree] | None = None
    cited = [claim for entry in explanation.entries for claim in _claims_of(entry)]
    if recommendation is not None:
        told = {
            **outline(recommendation, labels),
            "weightings_percent": recommendation.weightings_percent,
            "mix": walked(recommendation.mix, labels),
        }
        for portion in recommendation.mix:
            for group in (portion.contributions, portion.blockers, portion.near_misses):
                cited += [claim for one in group for claim in one.claims]
    return {
        "schema": SCHEMA,
        "rulebook": identity(explanation.rulebook),
        "recommendation": told,
        "entries": [_entry_tree(entry, labels) for entry in explanation.entries],
        "claims": claims_cited(cited, labels),
        "basis": safe(explanation.rulebook.basis),
    }


# Plain lines


def _accounts(
    recommendation: Recommendation, labels: Labels, asked: set[str], verbosity: Verbosity
) -> Iterator[tuple[str, str]]:
    yield "headline", verdict.headline(recommendation, labels)
    yield "leader", recommendation.leader or NONE
    for portion in recommendation.mix:
        if not asked or portion.approach in asked:
            yield from _account(portion, verbosity)


def _account(portion: Portion, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    name = portion.approach
    if verbosity >= 0:
        yield f"equal_share.{name}", words.moved_exactly(portion.equal_share).removeprefix("+")
        for one in portion.contributions:
            yield f"reason.{name}", _reason(one)
        for step in portion.adjustments:
            yield f"adjustment.{name}", parts(words.moved_exactly(step.hundredths), step.kind)
    yield f"share.{name}", str(portion.share)


def _reason(one: Contribution) -> str:
    answers = " ".join(f"{given.question}={given.option}" for given in one.answers)
    moved, claims = words.moved_exactly(one.hundredths), " ".join(one.claims)
    return parts(moved, one.rule, one.strength or "", words.moved(one.points), answers, one.because, claims)


def _entry(entry: Entry, labels: Labels, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    yield "kind", entry.kind
    yield "id", entry.id
    yield "title", entry.title
    if entry.says:
        yield "says", entry.says
    if entry.holds is not None:
        yield "holds", entry.holds
    if verbosity < 0:
        return
    for name, text in entry.facts:
        yield name.lower().replace(" ", "_"), text
    for line in entry.lines:
        yield line.role.replace("-", "_"), _line(line, labels)
    for claim in map(labels.claim, entry.claims):
        if claim is not None:
            yield f"source.{claim.id}", parts(claim.says, cited(claim, labels))
    for case in entry.cases:
        yield "case", parts(case.name, case.topic)


def _line(line: Line, labels: Labels) -> str:
    when = words.condition(line.when, labels) if line.when is not None else ""
    effects = ", ".join(f"{effect.strength} {effect.direction} {effect.approach}" for effect in line.effects)
    return parts(line.kind or "", line.id, line.holds or "", effects, when, line.text, " ".join(line.claims))


# The tree


def _claims_of(entry: Entry) -> tuple[str, ...]:
    return (*entry.claims, *(claim for line in entry.lines for claim in line.claims))


def _entry_tree(entry: Entry, labels: Labels) -> Tree:
    facts: Tree = {name: safe(text) for name, text in entry.facts}
    lines: Tree = [_line_tree(line, labels) for line in entry.lines]
    return {**mapping(entry._replace(facts=(), lines=()), labels), "facts": facts, "lines": lines}


def _line_tree(line: Line, labels: Labels) -> Tree:
    """A line; its condition in words, for its shape is that of the rulebook's files."""
    when = None if line.when is None else words.condition(line.when, labels)
    return {**mapping(line._replace(when=None), labels), "when": when}
