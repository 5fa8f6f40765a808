"""The explanation as mappings, lists and numbers: the contract "leadadvisor/explanation/1"."""

from __future__ import annotations

from leadadvisor.model.explanation import Entry, Explanation, Line
from leadadvisor.reports.brief import claims_cited, identity, outline
from leadadvisor.reports.condition_words import in_words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.result import Result
from leadadvisor.reports.result import result as recommendation_result
from leadadvisor.reports.text import safe

SCHEMA = "leadadvisor/explanation/1"


def result(explanation: Explanation) -> dict[str, Result]:
    """The whole explanation; `recommendation` is null where no answers were given."""
    labels = Labels(explanation.rulebook)
    recommendation = explanation.recommendation
    told: dict[str, Result] | None = None
    cited = [claim for entry in explanation.entries for claim in _claims_of(entry)]
    if recommendation is not None:
        told = {**outline(recommendation), "mix": recommendation_result(recommendation)["mix"]}
        cited += [claim for portion in recommendation.mix for one in portion.contributions for claim in one.claims]
        cited += [claim for portion in recommendation.mix for one in portion.blockers for claim in one.claims]
        cited += [claim for portion in recommendation.mix for one in portion.near_misses for claim in one.claims]
    return {
        "schema": SCHEMA,
        "rulebook": identity(explanation.rulebook),
        "recommendation": told,
        "entries": [_entry(entry, labels) for entry in explanation.entries],
        "claims": claims_cited(cited, labels),
    }


def _claims_of(entry: Entry) -> tuple[str, ...]:
    return (*entry.claims, *(claim for line in entry.lines for claim in line.claims))


def _entry(entry: Entry, labels: Labels) -> Result:
    return {
        "kind": entry.kind,
        "id": safe(entry.id),
        "title": safe(entry.title),
        "says": safe(entry.says),
        "holds": entry.holds,
        "facts": {name: safe(text) for name, text in entry.facts},
        "claims": [safe(claim) for claim in entry.claims],
        "lines": [_line(line, labels) for line in entry.lines],
        "cases": [{"name": safe(case.name), "topic": safe(case.topic)} for case in entry.cases],
    }


def _line(line: Line, labels: Labels) -> Result:
    return {
        "role": line.role,
        "kind": line.kind,
        "id": safe(line.id),
        "text": safe(line.text),
        "when": None if line.when is None else in_words(line.when, labels),
        "holds": line.holds,
        "effects": [
            {"approach": safe(effect.approach), "direction": effect.direction, "strength": effect.strength}
            for effect in line.effects
        ],
        "claims": [safe(claim) for claim in line.claims],
    }
