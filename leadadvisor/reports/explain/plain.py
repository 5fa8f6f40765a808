"""The plain explanation: one fact a line as `key: value`.

The account of each share: `equal_share_<approach>`, one `reason_<approach>` a rule (percentage points; rule; points;
answers; "because" [claims]), `adjustment_<approach>` and `share_<approach>`. An entry: `kind`, `id`, `title`, `says`,
`holds`, the facts, one line for each thing that belongs to it under its role, `source_<claim>`, `case`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.explanation import Entry, Explanation, Line
from leadadvisor.model.recommendation import Contribution, Portion, Recommendation
from leadadvisor.reports import Verbosity, wording
from leadadvisor.reports.citing import cited
from leadadvisor.reports.condition_words import in_words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def lines(explanation: Explanation, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Everything the explanation holds; quiet leaves the reasons out."""
    labels = Labels(explanation.rulebook)
    if explanation.recommendation and (not explanation.entries or _names_an_approach(explanation)):
        yield from _accounts(explanation, explanation.recommendation, labels, verbosity)
    for entry in explanation.entries:
        yield from _entry(entry, labels, verbosity)


def _names_an_approach(explanation: Explanation) -> bool:
    return any(entry.kind == "approach" for entry in explanation.entries)


def _accounts(
    explanation: Explanation, recommendation: Recommendation, labels: Labels, verbosity: Verbosity
) -> Iterator[tuple[str, str]]:
    asked = {entry.id for entry in explanation.entries if entry.kind == "approach"}
    yield "headline", wording.headline(recommendation, labels)
    for portion in recommendation.mix:
        if not asked or portion.approach in asked:
            yield from _account(portion, verbosity)


def _account(portion: Portion, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    name = one_line(portion.approach)
    if verbosity >= 0:
        yield f"equal_share_{name}", _figure(portion.equal_share).removeprefix("+")
        for one in portion.contributions:
            yield f"reason_{name}", _reason(one)
        for step in portion.adjustments:
            yield f"adjustment_{name}", _joined(_figure(step.hundredths), step.kind)
        for blocker in portion.blockers:
            lifted = f"lifted by: {blocker.lifted_by}" if blocker.lifted_by else ""
            told = _joined(blocker.kind, blocker.id, blocker.because, lifted)
            yield f"blocker_{name}", _claimed(told, blocker.claims)
        for miss in portion.near_misses:
            lacks = f"{miss.question}={'|'.join(miss.options)}"
            yield f"near_miss_{name}", _claimed(_joined(miss.rule, lacks, miss.because), miss.claims)
    yield f"share_{name}", str(portion.share)


def _reason(one: Contribution) -> str:
    answers = " ".join(f"{given.question}={given.option}" for given in one.answers)
    own = f"{one.strength} {one.points:+d}" if one.strength else ""
    return _claimed(_joined(_figure(one.hundredths), one.rule, own, answers, one.because), one.claims)


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
            yield f"source_{one_line(claim.id)}", _joined(claim.says, cited(claim, labels))
    for case in entry.cases:
        yield "case", _joined(case.name, case.topic)


def _line(line: Line, labels: Labels) -> str:
    name = f"{line.kind} {line.id}" if line.kind else line.id
    when = f"when {in_words(line.when, labels)}" if line.when is not None else ""
    effects = ", ".join(f"{effect.strength} {effect.direction} {effect.approach}" for effect in line.effects)
    return _claimed(_joined(name, line.holds or "", effects, when, line.text), line.claims)


def _figure(hundredths: int) -> str:
    return wording.percentage_points(hundredths, decimals=2)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _claimed(text: str, claims: Sequence[str]) -> str:
    return f"{text} [{' '.join(claims)}]" if claims else text
