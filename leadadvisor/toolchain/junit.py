"""The outcomes of cases as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from leadadvisor.model.finding import Place
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.text import STAND_IN, safe
from leadadvisor.toolchain.case_text import details
from leadadvisor.toolchain.running import Outcome


def junit(rulebook: Rulebook, outcomes: Sequence[Outcome], places: Mapping[str, Place]) -> str:
    """One suite for each topic of cases, one test case for each case."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_counts(outcomes)} name={_quoted(rulebook.name)}>"]
    for topic, group in groupby(outcomes, lambda outcome: outcome.case.topic):
        suite = list(group)
        lines.append(f"  <testsuite{_counts(suite)} name={_quoted(topic)}>")
        lines += (_case(outcome, places.get(outcome.case.name)) for outcome in suite)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _case(outcome: Outcome, place: Place | None) -> str:
    where = f" file={_quoted(place.path)} line={_quoted(str(place.line))}" if place else ""
    head = f"    <testcase classname={_quoted(outcome.case.topic)} name={_quoted(outcome.case.name)}{where}"
    if outcome.holds:
        return f"{head}/>"
    text = escape(_legal("\n".join(details(outcome))))
    return f"{head}>\n      <failure message={_quoted(' '.join(outcome.unmet))}>{text}</failure>\n    </testcase>"


def _counts(outcomes: Sequence[Outcome]) -> str:
    return f' tests="{len(outcomes)}" failures="{sum(not outcome.holds for outcome in outcomes)}" errors="0"'


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """Without what nobody can see, and without the characters that XML cannot hold in any way of writing."""
    return "".join(sign if _is_legal(sign) else STAND_IN for sign in safe(text))


def _is_legal(sign: str) -> bool:
    return sign in "\t\n\r" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
