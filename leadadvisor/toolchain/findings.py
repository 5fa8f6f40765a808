"""Findings told for people, for scripts, for GitHub and for code scanners (SARIF); and what every code means."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from leadadvisor.model.finding import Finding
from leadadvisor.model.recommendation import CautionCode
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook import problems
from leadadvisor.rulebook.problems import render
from leadadvisor.text import counted, near, printable, safe


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


Kind: TypeAlias = Literal["check", "problem", "caution"]

_MOST_NEAR = 3

PROBLEMS: Mapping[problems.Code, str] = {
    "too-large": "A file or a rulebook is larger than is read: 1 MB a file, 5 MB and 1,000 files a folder together.",
    "not-utf8": "The file is not UTF-8. Save it as UTF-8 in your editor.",
    "control-character": "A sign stands there that nobody can see or that a terminal obeys. Delete it.",
    "yaml-syntax": "The text is not YAML. The message says what the reader stumbled over, and the hint what to write.",
    "yaml-trap": "Versions of YAML read such a word differently: 010, 1:30, 2024-01-02. Quote it or write it plainly.",
    "empty-file": "There is nothing in the file but comments.",
    "several-documents": "A line of three hyphens begins a second document. Make two files of it.",
    "too-deep": "Lists and mappings stand more than 32 deep in each other.",
    "duplicate-key": "A key stands twice in one mapping; most programs would silently take the last.",
    "bad-key": "A key of a mapping must be text, not a list or a mapping.",
    "anchor": "Anchors and aliases (&name, *name) are refused: they make small files endless. Write the value out.",
    "tag": "Tags (!name) are refused: they can ask a program to run code. Leave the tag out.",
    "merge-key": "The merge key << is refused. Write the keys out.",
    "unknown-file": "A rulebook has no file or folder of this name, so nothing in it would be read.",
    "unreadable-file": "The file cannot be read, is none, or is a link that leads out of the rulebook.",
    "unknown-key": "No key of this name belongs here. A misspelt key would silently do nothing.",
    "missing-key": "A key that must be here is not.",
    "wrong-type": "The value is of another kind: text, number, list or mapping. `yes` and `no` are text here.",
    "wrong-number": "The number is smaller or larger than it may be.",
    "wrong-length": "The list has too few or too many items.",
    "unknown-word": "Only certain words may stand here; the hint names them.",
    "bad-id": "Ids have small letters, digits and single hyphens; ids of claims and tensions capitals and digits.",
    "bad-text": "The text is empty, or longer than one paragraph.",
    "bad-condition": "A condition is `always`, `question: [option, ...]`, or others under all, any, not or use.",
    "clashing-keys": "Two keys say different things of the same; only one of them may stand.",
    "reserved-id": "The word has a meaning of its own in conditions or answers.",
    "bad-setting": "With this number no mix can be made: shares are multiples of the step, and sum up to 100.",
    "unfinished-list": "The last entry of a list of which one must hold has a condition. Give it `when: always`.",
    "duplicate-id": "Two things have the same id.",
    "dangling-reference": "Nothing has this name. The hint names the nearest.",
    "incomplete-list": "A list in rulebook.yaml that names everything once leaves something out, or names it twice.",
    "asked-too-early": "Whether a question is asked rests on one that is asked later. Change `ask-order`.",
    "cycle": "Names rest on each other in a circle, so none of them has a meaning.",
}
"""Each code of a problem in the files of a rulebook, or in a file of answers."""

CAUTIONS: Mapping[CautionCode, str] = {
    "contradiction": "Two answers do not go together. Both still count; change the one that is wrong.",
    "missing-answers": "Some questions are open. The shares may move within the ranges that are told.",
    "open-result": "The open answers could still change who leads.",
    "nothing-feasible": "Every approach is ruled out by an answer. What would lift each of them is told.",
    "undecided": "No approach is ahead of the others, so none is called the leader.",
    "infeasible-approach": "An answer rules this approach out, whatever its points. What would lift that is told.",
    "may-not-lead": "This approach would be ahead, and an answer keeps it from leading.",
    "out-of-scope": "What the documents do not speak of: decide it by other means.",
    "unused-answer": "An answer was given to a question that is not asked with the others; it does not count.",
    "ranges-skipped": "Low and high shares were not worked out, as asked.",
    "figures-against-answers": "Hours or money you named do not fit the answer on hours or money.",
    "too-entangled": "Too many combinations are open to look at all of them. Answer more to get exact ranges.",
    "own-results-win": "Your own results count more than the documents for these approaches.",
    "log-against-answers": "Your log says otherwise than an answer, which the advice goes by until you change it.",
}
"""Each code of a caution in a recommendation."""


class Code(NamedTuple):
    """A code: whether a check, a problem or a caution has it, what it means, and more about it where there is more."""

    id: str
    kind: Kind
    meaning: str
    about: str = ""
    severity: str = ""


def codes() -> Iterator[Code]:
    """Every code there is, checks first."""
    from leadadvisor.toolchain.checks import CHECKS

    for check in CHECKS:
        yield Code(check.name, "check", f"{check.summary[:1].upper()}{check.summary[1:]}.", check.about, check.severity)
    yield from (Code(code, "problem", meaning, "", "error") for code, meaning in PROBLEMS.items())
    yield from (Code(code, "caution", meaning) for code, meaning in CAUTIONS.items())


def look_up_code(word: str) -> Code | None:
    """The code of this name, in any case of letters, or None."""
    plain = word.strip().lower()
    return next((code for code in codes() if code.id == plain), None)


def nearest_codes(word: str) -> list[str]:
    """Up to three codes that are like the word."""
    return near(word, [code.id for code in codes()], _MOST_NEAR)


def code_text(found: Sequence[Code]) -> str:
    """The meaning of each code as plain text."""
    return "\n".join(_block(code) for code in found)


def code_json(found: Sequence[Code]) -> str:
    """The same as JSON; it may grow, and keeps what it has."""
    tree = {"schema": "leadadvisor/codes/1", "codes": [{k: v for k, v in c._asdict().items() if v} for c in found]}
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _block(code: Code) -> str:
    head = f"{code.id} ({code.kind}{f', {code.severity}' if code.severity else ''})"
    return "\n".join([head, *(f"  {line}" if line else "" for line in (code.meaning, *code.about.splitlines())), ""])
