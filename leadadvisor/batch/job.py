"""What a batch run needs to know, what it says on the way, and what it comes to."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias, get_args

from leadadvisor.errors import LeadAdvisorError
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

FileFormat: TypeAlias = Literal["csv", "jsonl", "parquet"]
FILE_FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
EngineName: TypeAlias = Literal["python", "duckdb"]
WantedEngine: TypeAlias = Literal["auto", "python", "duckdb"]
WANTED_ENGINES: tuple[WantedEngine, ...] = get_args(WantedEngine)

STANDARD_STREAM = "-"
"""The file name that means standard input or standard output."""


class Job(NamedTuple):
    """Everything a run needs. `target` None is standard output; `delimiter` None is found out from the header."""

    rulebook: Rulebook
    source: str
    target: str | None
    read_as: FileFormat
    write_as: FileFormat
    rejects: str | None = None
    delimiter: str | None = None
    ranges: bool = False
    strict: bool = False
    raw_cells: bool = False
    force: bool = False
    resume: bool = False

    @property
    def label(self) -> str:
        """What messages call the input."""
        return "<stdin>" if self.source == STANDARD_STREAM else self.source


class Tally(NamedTuple):
    """How many rows a run scored, and how many it could not read."""

    scored: int = 0
    rejected: int = 0


class Listener(Protocol):
    """Whoever is told what happens during a run."""

    def note(self, sentence: str) -> None:
        """Something worth knowing that is no fault of a row."""

    def bad_row(self, sentence: str) -> None:
        """A row that was not scored: file:line: problem."""

    def progress(self, done: int, total: int, rows: int, *, about: bool = False) -> None:
        """Bytes read so far, bytes in all (0 where nobody knows) and rows dealt with, which may be an estimate."""


class BadRow(NamedTuple):
    """A row that cannot be scored: its first physical line, what is wrong, and its cells, or its text as it stood."""

    line: int
    problem: str
    row: list[str] | str


class StoppedAtBadRow(LeadAdvisorError):
    """The run was to be strict, and a row could not be scored."""
