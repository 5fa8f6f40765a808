"""The command `batch`: scores every row of a file."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, TypeVar, cast

import typer

from leadadvisor.batch.files import Source
from leadadvisor.batch.job import (
    FILE_FORMATS,
    STANDARD_STREAM,
    WANTED_ENGINES,
    EngineName,
    FileFormat,
    Job,
    WantedEngine,
    format_of_content,
    format_of_name,
    is_gzipped,
)
from leadadvisor.batch.python_run import is_resumable
from leadadvisor.batch.run import engine_for, run
from leadadvisor.cli.exit_codes import ExitCode, Stopped, code_of, stopping_politely
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.options import OUTPUT, Values, beginning, choice, prefix_of, single
from leadadvisor.cli.progress import BatchScreen
from leadadvisor.cli.reporting import OutputOptions, reporting
from leadadvisor.errors import WrongUsage
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import quoted
from leadadvisor.text import BLANKS

ROWS = "Rows"
RESULT = "Result"

_MOST_DIGITS = 9
_NO_DELIMITERS = frozenset("\"'-_:.=+@ ")
_TAB_IN_WORDS = ("tab", "\\t", "\t")
_Word = TypeVar("_Word", bound=str)


FileArgument = Annotated[
    Values,
    typer.Argument(metavar="IN", help="A file with a row for each profile, or - for stdin.", rich_help_panel=ROWS),
]
InputFormatOption = Annotated[
    Values,
    typer.Option(
        "--input-format", metavar="FORMAT", help="csv, jsonl or parquet; else by name or content.",
        rich_help_panel=ROWS, autocompletion=beginning(FILE_FORMATS),
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
PrefixOption = Annotated[
    Values, typer.Option("--prefix", metavar="TEXT", help="Begins the added names.", rich_help_panel=RESULT)
]
NullOption = Annotated[
    Values, typer.Option("--null", metavar="WORD", help="A cell that says: no answer. Repeat it.", rich_help_panel=ROWS)
]
SkipOption = Annotated[
    Values, typer.Option("--skip-lines", metavar="N", help="Lines above the header.", rich_help_panel=ROWS)
]
EncodingOption = Annotated[
    Values,
    typer.Option("--encoding", metavar="NAME", help="As cp1252; else UTF-8.", rich_help_panel=ROWS),
]
FillOption = Annotated[
    bool, typer.Option("--fill-short-rows", help="Put empty cells at their end.", rich_help_panel=ROWS)
]
EngineOption = Annotated[
    Values,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="auto, python or duckdb.",
        rich_help_panel=RESULT,
        autocompletion=beginning(WANTED_ENGINES),
    ),
]
BatchFormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="csv, jsonl or parquet; else by name, or as IN.",
        rich_help_panel=OUTPUT, autocompletion=beginning(FILE_FORMATS),
    ),
]  # fmt: skip
RawCellsOption = Annotated[
    bool, typer.Option("--raw-cells", help="Leave cells that look like formulas.", rich_help_panel=OUTPUT)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    @reporting((), looks=("quiet",))
    def batch(
        *,
        told: OutputOptions,
        files: FileArgument = None,
        input_format: InputFormatOption = None,
        delimiter: DelimiterOption = None,
        encoding: EncodingOption = None,
        skip_lines: SkipOption = None,
        null: NullOption = None,
        fill_short_rows: FillOption = False,
        strict: StrictOption = False,
        rejects: RejectsOption = None,
        prefix: PrefixOption = None,
        ranges: RangesOption = False,
        resume: ResumeOption = False,
        engine: EngineOption = None,
        format_: BatchFormatOption = None,
        raw_cells: RawCellsOption = False,
    ) -> int:
        file, target = _one_input(files), None if told.path == STANDARD_STREAM else told.path
        kept = _rejects(single("--rejects", rejects))
        _refuse_contradictions(file, target, kept, strict=strict, resume=resume)
        wanted = Wanted(
            _chosen("--input-format", input_format, FILE_FORMATS) or format_of_name(file),
            _chosen("--format", format_, FILE_FORMATS) or format_of_name(target),
            _chosen("--engine", engine, WANTED_ENGINES) or "auto",
        )
        job_of = partial(
            Job, source=file, target=target, rejects=kept, delimiter=_separator(single("--delimiter", delimiter)),
            encoding=_encoding(single("--encoding", encoding)), skip_lines=_lines(single("--skip-lines", skip_lines)),
            nulls=tuple(word.strip(BLANKS) for word in null or ()), prefix=prefix_of(single("--prefix", prefix)),
            ranges=ranges, strict=strict, raw_cells=raw_cells, force=told.force, resume=resume, fill=fill_short_rows,
        )  # fmt: skip
        try:
            with stopping_politely():
                draft = job_of(rulebook=rulebook_of(line), read_as="csv", write_as="csv")
                return _score(draft, wanted, quiet=told.layout.verbosity < 0)
        except Stopped as stop:
            return code_of(stop)

    return batch


class Wanted(NamedTuple):
    """The formats to read and to write, None where the content of the file says it, and the engine."""

    read_as: FileFormat | None
    write_as: FileFormat | None
    engine: WantedEngine


def _score(draft: Job, wanted: Wanted, *, quiet: bool) -> int:
    """Score the file by this job, once its formats are known; returns the exit code. Raises `WrongUsage`."""
    with Source(draft.source, encoding=draft.encoding) as source:
        read_as = wanted.read_as or format_of_content(source.head)
        job = draft._replace(read_as=read_as, write_as=wanted.write_as or read_as)
        _refuse_options_as_nulls(job)
        _refuse_for_format(job)
        return _run(job, source, engine_for(job, wanted.engine), quiet=quiet)


def _run(job: Job, source: Source, engine: EngineName, *, quiet: bool) -> int:
    """Run the job, telling of it on stderr; returns the exit code."""
    screen = BatchScreen(job, quiet=quiet)
    gc.disable()  # rows leave no cycles behind: looking for some would cost a tenth of the time
    try:
        tally = run(job, engine, source, screen)
    except (KeyboardInterrupt, Stopped) as stop:
        screen.wipe()
        if job.target is not None:
            screen.interrupted(
                resumable=is_resumable(job, source) and engine == "python",
                finished=bool(getattr(stop, "__notes__", ())),
            )
        return code_of(stop)
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


def _rejects(path: str | None) -> str | None:
    """The name of the file for bad rows. Raises `WrongUsage`."""
    if path == "":
        raise WrongUsage("--rejects needs the name of a file.")
    if path == STANDARD_STREAM:
        raise WrongUsage("--rejects needs the name of a file: the scored rows go to standard output.")
    return path


def _separator(word: str | None) -> str | None:
    """The delimiter that was given; a tab may be written in words. Raises `WrongUsage`."""
    if word is None:
        return None
    if word.lower() in _TAB_IN_WORDS:
        return "\t"
    if len(word) != 1 or not word.isascii() or not word.isprintable() or word.isalnum() or word in _NO_DELIMITERS:
        raise WrongUsage(f"--delimiter cannot be {quoted(word)}. Give one sign such as , ; or |, or the word tab.")
    return word


def _refuse_options_as_nulls(job: Job) -> None:
    """A word that says that nobody answered is no answer. Raises `WrongUsage`."""
    for word in job.nulls:
        asks = next((each.id for each in job.rulebook.questions if each.option(word.lower())), None)
        if asks is not None:
            raise WrongUsage(f"--null cannot be {quoted(word)}: it is an option of {asks}.")


def _encoding(word: str | None) -> str | None:
    """The encoding as Python calls it, None for UTF-8. Raises `WrongUsage`."""
    if word is None:
        return None
    try:
        known = codecs.lookup(word)
        "".encode(known.name)
    except (LookupError, ValueError, TypeError):
        raise WrongUsage(f"there is no encoding {quoted(word)}. Usual ones: utf-8, cp1252, latin-1, utf-16.") from None
    return None if known.name in {"utf-8", "utf-8-sig", "ascii"} else known.name


def _lines(word: str | None) -> int:
    """A count of lines. Raises `WrongUsage`."""
    if word is None:
        return 0
    if not word.isascii() or not word.isdecimal() or len(word) > _MOST_DIGITS:
        raise WrongUsage(f"--skip-lines takes a count of lines, got {quoted(word)}.")
    return int(word)


def _refuse_for_format(job: Job) -> None:
    """What only some formats have. Raises `WrongUsage`."""
    if job.read_as != "csv" and (job.skip_lines or job.fill):
        flag = "--skip-lines" if job.skip_lines else "--fill-short-rows"
        raise WrongUsage(f"{flag} is for CSV. Leave it out for {job.read_as}.")
    if job.read_as == "parquet" and job.encoding:
        raise WrongUsage("--encoding is for text. Leave it out for parquet.")
    packed = [each for each in (job.target, job.rejects) if is_gzipped(each)]
    if job.resume and packed:
        raise WrongUsage(f"--resume cannot go on with {packed[0]}. Name a file without .gz.")
    if job.write_as == "parquet" and is_gzipped(job.target):
        raise WrongUsage("Parquet is compressed by itself. Name a file without .gz.")


def _refuse_contradictions(source: str, target: str | None, rejects: str | None, *, strict: bool, resume: bool) -> None:
    if strict and rejects:
        raise WrongUsage("--strict stops at the first bad row, so there is nothing for --rejects. Give one of them.")
    if resume and (source == STANDARD_STREAM or target is None):
        raise WrongUsage("--resume goes on with a file that is made from a file: name both, IN and -o OUT.")
