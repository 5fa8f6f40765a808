"""The command `cases`: the interviews that are kept, the last one first."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    DebugOption,
    ForceOption,
    JsonOption,
    OutputOption,
    RulebookOption,
    Values,
    output_options,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.errors import LeadAdvisorError
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.cases import Case, all_cases
from leadadvisor.text import safe

FORMATS = ("terminal", "plain", "json")
UNNAMED = "(no name)"


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


CasesFormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain or json.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip


class Row(NamedTuple):
    """A case and what is in it; `answers` is None where its file cannot be read, and `mix` then empty."""

    case: Case
    answers: int | None
    mix: str


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""
    rulebook = load(line)

    def cases(
        *,
        format_: CasesFormatOption = None,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(formats=FORMATS, format_=format_, json=json, output=output, force=force)
        rows = [_row(rulebook, case) for case in all_cases(rulebook)]
        render = {"terminal": _as_table, "plain": _as_lines, "json": _as_json}[told.format]
        deliver(render(rows), told.path, force=told.force)
        return ExitCode.FINE

    return cases


def _row(rulebook: Rulebook, case: Case) -> Row:
    from leadadvisor.questionnaire.saved_interview import resume
    from leadadvisor.questionnaire.summary import mix_now

    try:
        interview = resume(rulebook, case.path).interview
    except LeadAdvisorError:
        return Row(case, None, "")
    return Row(case, len(interview.answers), mix_now(rulebook, interview).text() if interview.answers else "")


def _as_table(rows: list[Row]) -> str:
    if not rows:
        return "No interview is kept yet. Begin one: leadadvisor ask --case NAME\n"
    cells = [(safe(row.case.name or UNNAMED), row.case.day(), _counted(row), row.mix) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(3)]
    lines = [
        "  ".join([*(each.ljust(width) for each, width in zip(line, widths, strict=False)), line[3]]) for line in cells
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _as_lines(rows: list[Row]) -> str:
    """Name, day, number of answers and file with tabs between, for cut."""
    return "".join(
        "\t".join(
            [safe(row.case.name), _iso(row.case), str("" if row.answers is None else row.answers), safe(row.case.path)]
        )
        + "\n"
        for row in rows
    )


def _as_json(rows: list[Row]) -> str:
    listed = [
        {"case": row.case.name, "changed": _iso(row.case), "answers": row.answers, "file": row.case.path}
        for row in rows
    ]
    return json_text.dumps({"cases": listed}, ensure_ascii=False, indent=2) + "\n"


def _iso(case: Case) -> str:
    import time

    return time.strftime("%Y-%m-%d", time.localtime(case.changed))


def _counted(row: Row) -> str:
    if row.answers is None:
        return "cannot be read"
    from leadadvisor.text import counted

    return counted(row.answers, "answer")
