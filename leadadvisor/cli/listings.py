"""The commands that list what is kept and set: `cases`, the last interview first, and `config`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.reporting import FEW_FORMATS, OutputOptions, reporting, write
from leadadvisor.cli.settings import ABOUT, PROJECT_FILE, settings, user_file
from leadadvisor.errors import LeadAdvisorError
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.cases import Case, all_cases
from leadadvisor.text import counted, safe

UNNAMED = "(no name)"


class Row(NamedTuple):
    """A case and what is in it; `answers` is None where its file cannot be read, and `mix` then empty."""

    case: Case
    answers: int | None
    mix: str


def cases(line: CommandLine) -> Callable[..., int]:
    """The command `cases`, for the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(FEW_FORMATS, looks=())
    def command(*, told: OutputOptions) -> int:
        rows = [_row(rulebook, case) for case in all_cases(rulebook)]
        match told.format:
            case "json":
                text = _as_json("cases", [_case_tree(row) for row in rows])
            case "plain":
                text = _as_lines([_case_cells(row) for row in rows])
            case _:
                text = _as_table([_case_words(row) for row in rows]) or (
                    "No interview is kept yet. Begin one: leadadvisor ask --case NAME\n"
                )
        write(text, told)
        return ExitCode.FINE

    return command


def config(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command `config`: every setting with what counts for it, and where that comes from; it reads no rulebook."""

    @reporting(FEW_FORMATS, looks=())
    def command(*, told: OutputOptions) -> int:
        found = tuple(settings().values())
        match told.format:
            case "json":
                listed = [{"key": one.key, "value": one.value or None, "origin": one.origin or None} for one in found]
                text = _as_json("settings", listed)
            case "plain":
                text = _as_lines([(one.key, one.value, one.origin) for one in found])
            case _:
                table = _as_table(
                    [(one.key, one.value or "-", one.origin or "not set", ABOUT[one.key]) for one in found]
                )
                files = f"Read from {PROJECT_FILE} here, then {user_file()}"
                text = f"{table}\n{files}; flags and LEADADVISOR_KEY variables beat both.\n"
        write(text, told)
        return ExitCode.FINE

    return command


def _row(rulebook: Rulebook, case: Case) -> Row:
    from leadadvisor.questionnaire.saved_interview import resume
    from leadadvisor.questionnaire.summary import mix_now

    try:
        interview = resume(rulebook, case.path).interview
    except LeadAdvisorError:
        return Row(case, None, "")
    return Row(case, len(interview.answers), mix_now(rulebook, interview).text() if interview.answers else "")


def _case_words(row: Row) -> tuple[str, ...]:
    answers = "cannot be read" if row.answers is None else counted(row.answers, "answer")
    return safe(row.case.name or UNNAMED), row.case.day(), answers, row.mix


def _case_cells(row: Row) -> tuple[str, ...]:
    answers = "" if row.answers is None else str(row.answers)
    return safe(row.case.name), _iso(row.case), answers, safe(row.case.path)


def _case_tree(row: Row) -> Mapping[str, object]:
    return {"case": row.case.name, "changed": _iso(row.case), "answers": row.answers, "file": row.case.path}


def _iso(case: Case) -> str:
    import time

    return time.strftime("%Y-%m-%d", time.localtime(case.changed))


def _as_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, but for the last, which ends each line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = ["  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _as_lines(rows: Sequence[Sequence[str]]) -> str:
    """Cells with tabs between, for cut."""
    return "".join("\t".join(row) + "\n" for row in rows)


def _as_json(name: str, trees: Sequence[Mapping[str, object]]) -> str:
    import json

    return json.dumps({name: trees}, ensure_ascii=False, indent=2) + "\n"
