"""The outcomes of cases as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from leadadvisor.model.finding import Place
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.text import counted, printable, safe
from leadadvisor.toolchain.running import Outcome


def case_text(rulebook: Rulebook, outcomes: Sequence[Outcome], places: Mapping[str, Place], *, verbosity: int) -> str:
    """Every failed case with the reason, then the count; with verbosity 1 the others too, with -1 the count alone."""
    lines: list[str] = []
    for outcome in outcomes:
        if verbosity > 0 or (verbosity == 0 and not outcome.holds):
            lines += _lines(outcome, places.get(outcome.case.name))
    failed = sum(not outcome.holds for outcome in outcomes)
    return "\n".join([*lines, f"{rulebook.name} {rulebook.version}: {_counts(len(outcomes), failed)}", ""])


def case_json(rulebook: Rulebook, outcomes: Sequence[Outcome], places: Mapping[str, Place]) -> str:
    """JSON; it may grow, and keeps what it has."""
    tree = {
        "schema": "leadadvisor/case-outcomes/1",
        "rulebook": rulebook.name,
        "version": rulebook.version,
        "cases": len(outcomes),
        "failed": sum(not outcome.holds for outcome in outcomes),
        "outcomes": [_tree(outcome, places.get(outcome.case.name)) for outcome in outcomes],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def details(outcome: Outcome) -> Iterator[str]:
    """What differs, what was expected and got, and which rules spoke: the explanation of a failure."""
    yield from (f"differs   {sentence}" for sentence in outcome.unmet)
    yield from (f"expected  {line}" for line in outcome.expected)
    yield f"got       {outcome.got}"
    yield from (f"spoke     {line}" for line in outcome.spoke)
    yield f"why       {outcome.case.why}"
    yield f"answers   {' '.join(f'--set {question}={option}' for question, option in outcome.case.answers) or 'none'}"


def _counts(cases: int, failed: int) -> str:
    if failed:
        return f"{failed} of {counted(cases, 'case')} failed"
    return f"all {cases} cases hold" if cases != 1 else "the one case holds"


def _lines(outcome: Outcome, place: Place | None) -> Iterator[str]:
    where = f" ({printable(place.path)}:{place.line})" if place else ""
    yield f"{'PASS' if outcome.holds else 'FAIL'}  {outcome.case.topic}: {outcome.case.name}{where}"
    if not outcome.holds:
        yield from (f"      {line}" for line in details(outcome))
        yield ""


def _tree(outcome: Outcome, place: Place | None) -> dict[str, object]:
    tree: dict[str, object] = {"name": outcome.case.name, "topic": outcome.case.topic, "holds": outcome.holds}
    if place:
        tree |= {"path": safe(place.path), "line": place.line}
    if not outcome.holds:
        tree |= {"differs": outcome.unmet, "expected": outcome.expected, "got": outcome.got, "spoke": outcome.spoke}
    return tree
