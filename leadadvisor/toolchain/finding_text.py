"""Findings told in one of FORMATS: for people, for scripts, for GitHub's annotations, for code scanners (SARIF)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence

from leadadvisor.model.finding import Finding
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.problems import render
from leadadvisor.text import counted, printable, safe


class Report(NamedTuple):
    """What is told: the findings, how many more there are, what was checked, and the summary of each code.

    `version` is that of the program.
    """

    findings: Sequence[Finding]
    more: int
    subject: str
    summaries: Mapping[str, str]
    version: str

    def count(self, severity: str) -> int:
        """How many findings have this severity; those that are only counted are errors."""
        return sum(finding.severity == severity for finding in self.findings) + (self.more * (severity == "error"))


def counts(report: Report) -> str:
    """The last line for people."""
    parts = [counted(number, word) for word in ("error", "warning") if (number := report.count(word))]
    return f"{printable(report.subject)}: {' and '.join(parts) or 'no problems found'}"


def terminal(report: Report) -> str:
    """Each finding with the line, a caret and a hint."""
    told = render(report.findings, report.more)
    return f"{told}{chr(10) if told else ''}{counts(report)}\n"


def coloured(report: Report) -> str:
    """The same in colour."""
    text = terminal(report)
    for severity, sign in (("error", "\x1b[1;31m"), ("warning", "\x1b[1;33m")):
        text = text.replace(f": {severity}[", f": {sign}{severity}\x1b[0m[")
    return text


def plain(report: Report) -> str:
    """One line for each finding."""
    lines = [
        printable(f"{path}:{line}:{column}: {severity}[{code}]: {_with_hint(message, hint)}")
        for code, severity, (path, line, column, _), message, hint, _ in report.findings
    ]
    lines += [f"... and {report.more:,} more"] if report.more else []
    return "\n".join([*lines, counts(report), ""])


def as_json(report: Report) -> str:
    """JSON; it may grow, and keeps what it has."""
    findings = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "path": safe(finding.place.path),
            "line": finding.place.line,
            "column": finding.place.column,
            "width": finding.place.width,
            "message": safe(finding.message),
            "hint": safe(finding.hint),
            "excerpt": safe(finding.excerpt),
        }
        for finding in report.findings
    ]
    tree = {
        "schema": "leadadvisor/findings/1",
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "findings": findings,
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def github(report: Report) -> str:
    """Commands of GitHub's workflows, which show each finding beside its line."""
    lines = []
    for code, severity, (path, line, column, width), message, hint, _ in report.findings:
        about = {"file": path, "line": line, "col": column, "endColumn": column + width, "title": code}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in about.items())
        lines.append(f"::{severity} {properties}::{_command_text(_with_hint(message, hint))}")
    if report.more:
        lines.append(f"::error::{report.more:,} more problems")
    return "".join(f"{line}\n" for line in lines)


def sarif(report: Report) -> str:
    """SARIF 2.1.0, which code scanners read."""
    codes = sorted({finding.code for finding in report.findings} | set(report.summaries))
    rules = [{"id": code, "shortDescription": {"text": report.summaries.get(code, code)}} for code in codes]
    driver = {"name": "leadadvisor", "version": report.version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding) for finding in report.findings],
    }
    tree = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "terminal": terminal,
    "plain": plain,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
"""Every format findings can be told in."""


def _sarif_result(finding: Finding) -> dict[str, object]:
    from urllib.parse import quote

    path, line, column, width = finding.place
    region = {"startLine": line, "startColumn": column, "endColumn": column + width}
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": safe(_with_hint(finding.message, finding.hint))},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(os.fsencode(path))}, "region": region}}],
    }


def _with_hint(message: str, hint: str) -> str:
    return f"{message} ({hint})" if hint else message


def _command_text(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command_text(text).replace(":", "%3A").replace(",", "%2C")
