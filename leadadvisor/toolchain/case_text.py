"""The outcomes of cases as text, as JSON, and as JUnit XML, which build servers read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from leadadvisor.model.finding import Place
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.text import STAND_IN, counted, printable, safe
from leadadvisor.toolchain.cases import Outcome


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


def junit(rulebook: Rulebook, outcomes: Sequence[Outcome], places: Mapping[str, Place]) -> str:
    """One suite for each topic of cases, one test case for each case."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites{_attributes(outcomes)} name={_quoted(rulebook.name)}>",
    ]
    for topic, group in groupby(outcomes, lambda outcome: outcome.case.topic):
        suite = list(group)
        lines.append(f"  <testsuite{_attributes(suite)} name={_quoted(topic)}>")
        lines += (_test_case(outcome, places.get(outcome.case.name)) for outcome in suite)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _test_case(outcome: Outcome, place: Place | None) -> str:
    where = f" file={_quoted(place.path)} line={_quoted(str(place.line))}" if place else ""
    head = f"    <testcase classname={_quoted(outcome.case.topic)} name={_quoted(outcome.case.name)}{where}"
    if outcome.holds:
        return f"{head}/>"
    text = escape(_legal("\n".join(details(outcome))))
    return f"{head}>\n      <failure message={_quoted(' '.join(outcome.unmet))}>{text}</failure>\n    </testcase>"


def _attributes(outcomes: Sequence[Outcome]) -> str:
    return f' tests="{len(outcomes)}" failures="{sum(not outcome.holds for outcome in outcomes)}" errors="0"'


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """Without what nobody can see, and without the characters that XML cannot hold in any way of writing."""
    return "".join(sign if _is_legal(sign) else STAND_IN for sign in safe(text))


def _is_legal(sign: str) -> bool:
    return sign in "\t\n\r" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
