"""The command `batch`: scores every row of a file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar, cast

import typer

from leadadvisor.batch.files import Source
from leadadvisor.batch.job import (
    FILE_FORMATS,
    STANDARD_STREAM,
    WANTED_ENGINES,
    EngineName,
    Job,
    format_of_content,
    format_of_name,
)
from leadadvisor.batch.python_run import is_resumable
from leadadvisor.batch.run import engine_for, run
from leadadvisor.cli.batch_screen import BatchScreen
from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    DebugOption,
    ForceOption,
    OutputOption,
    QuietOption,
    RulebookOption,
    Values,
    choice,
    single,
)
from leadadvisor.cli.rulebook_in_use import load
from leadadvisor.cli.screen.signals import Stopped, stopping_politely
from leadadvisor.errors import WrongUsage
from leadadvisor.questionnaire.answers import quoted

ROWS = "Rows"
RESULT = "Result"

_NO_DELIMITERS = frozenset("\"'-_:.=+@ ")
_TAB_IN_WORDS = ("tab", "\\t", "\t")
_SIGNAL_CODES = {15: ExitCode.TERMINATED, 1: ExitCode.HUNG_UP}
_Word = TypeVar("_Word", bound=str)


def _formats(incomplete: str) -> list[str]:
    return [name for name in FILE_FORMATS if name.startswith(incomplete)]


def _engines(incomplete: str) -> list[str]:
    return [name for name in WANTED_ENGINES if name.startswith(incomplete)]


FileArgument = Annotated[
    Values,
    typer.Argument(metavar="IN", help="A file with a row for each profile, or - for stdin.", rich_help_panel=ROWS),
]
InputFormatOption = Annotated[
    Values,
    typer.Option(
        "--input-format", metavar="FORMAT", help="csv, jsonl or parquet; else by name or content.",
        rich_help_panel=ROWS, autocompletion=_formats,
    ),
]  # fmt: skip
DelimiterOption = Annotated[
    Values, typer.Option("--delimiter", metavar="C", help="What separates cells; else found out.", rich_help_panel=ROWS)
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Stop at the first bad row; write nothing.", rich_help_panel=ROWS)
]
RejectsOption = Annotated[
    Values, typer.Option("--rejects", metavar="FILE", help="Keep bad rows here, with reasons.", rich_help_panel=ROWS)
]
RangesOption = Annotated[
    bool, typer.Option("--ranges", help="Add how far open answers move it.", rich_help_panel=RESULT)
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Go on where a run was interrupted.", rich_help_panel=RESULT)
]
EngineOption = Annotated[
    Values,
    typer.Option(
        "--engine", metavar="NAME", help="auto, python or duckdb.", rich_help_panel=RESULT, autocompletion=_engines
    ),
]
BatchFormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="csv, jsonl or parquet; else by name, or as IN.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
RawCellsOption = Annotated[
    bool, typer.Option("--raw-cells", help="Leave cells that look like formulas.", rich_help_panel=OUTPUT)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def batch(
        *,
        files: FileArgument = None,
        input_format: InputFormatOption = None,
        delimiter: DelimiterOption = None,
        strict: StrictOption = False,
        rejects: RejectsOption = None,
        ranges: RangesOption = False,
        resume: ResumeOption = False,
        engine: EngineOption = None,
        format_: BatchFormatOption = None,
        output: OutputOption = None,
        force: ForceOption = False,
        raw_cells: RawCellsOption = False,
        quiet: QuietOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        file = _one_input(files)
        wanted = _chosen("--engine", engine, WANTED_ENGINES) or "auto"
        told_in = _chosen("--input-format", input_format, FILE_FORMATS)
        told_out = _chosen("--format", format_, FILE_FORMATS)
        separator = _separator(single("--delimiter", delimiter))
        target, kept = _file("--output", output), _file("--rejects", rejects)
        _refuse_contradictions(file, target, rejects, strict=strict, resume=resume)
        rulebook = load(line)
        with Source(file) as source:
            read_as = told_in or format_of_name(file) or format_of_content(source.head)
            job = Job(
                rulebook, file, target, read_as, told_out or format_of_name(target) or read_as, kept, separator,
                ranges=ranges, strict=strict, raw_cells=raw_cells, force=force, resume=resume,
            )  # fmt: skip
            return _score(job, source, engine_for(job, wanted), quiet=quiet)

    return batch


def _score(job: Job, source: Source, engine: EngineName, *, quiet: bool) -> int:
    """Run the job, telling of it on stderr; returns the exit code."""
    screen = BatchScreen(job, quiet=quiet)
    gc.disable()  # rows leave no cycles behind: looking for some would cost a tenth of the time
    try:
        with stopping_politely():
            tally = run(job, engine, source, screen)
    except (KeyboardInterrupt, Stopped) as stop:
        screen.wipe()
        if job.target is not None:
            screen.interrupted(resumable=is_resumable(job, source) and engine == "python")
        return ExitCode.INTERRUPTED if isinstance(stop, KeyboardInterrupt) else _SIGNAL_CODES.get(stop.number, 1)
    except BaseException:
        screen.wipe()
        raise
    finally:
        gc.enable()
    screen.finish(tally)
    return ExitCode.FAULT if tally.rejected else ExitCode.FINE


def _one_input(files: Values) -> str:
    """The file to read. Raises `WrongUsage` unless there is one."""
    if not files:
        raise WrongUsage("batch needs a file to read, or - for standard input.")
    if len(files) > 1:
        raise WrongUsage(f"batch reads one file, got {len(files)}. Name the output with -o.")
    return files[0]


def _chosen(flag: str, values: Values, known: Sequence[_Word]) -> _Word | None:
    """The known word that was given, or None. Raises `WrongUsage`."""
    word = single(flag, values)
    return None if word is None else cast("_Word", choice(flag, word, known))


def _file(flag: str, values: Values) -> str | None:
    """The name of a file, None for standard output. Raises `WrongUsage` for an empty one."""
    path = single(flag, values)
    if path == "":
        raise WrongUsage(f"{flag} needs the name of a file.")
    return None if path == STANDARD_STREAM else path


def _separator(word: str | None) -> str | None:
    """The delimiter that was given; a tab may be written in words. Raises `WrongUsage`."""
    if word is None:
        return None
    if word.lower() in _TAB_IN_WORDS:
        return "\t"
    if len(word) != 1 or not word.isascii() or not word.isprintable() or word.isalnum() or word in _NO_DELIMITERS:
        raise WrongUsage(f"--delimiter cannot be {quoted(word)}. Give one sign such as , ; or |, or the word tab.")
    return word


def _refuse_contradictions(source: str, target: str | None, rejects: Values, *, strict: bool, resume: bool) -> None:
    if strict and rejects:
        raise WrongUsage("--strict stops at the first bad row, so there is nothing for --rejects. Give one of them.")
    if rejects and rejects[-1] == STANDARD_STREAM:
        raise WrongUsage("--rejects needs the name of a file: the scored rows go to standard output.")
    if resume and (source == STANDARD_STREAM or target is None):
        raise WrongUsage("--resume goes on with a file that is made from a file: name both, IN and -o OUT.")
