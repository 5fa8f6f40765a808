"""What a batch run needs to know, what it says on the way, what it comes to; and which format a file has."""

from __future__ import annotations

import os
from typing import Literal, Protocol, TypeAlias, get_args

from leadadvisor.errors import CannotRead, LeadAdvisorError
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


_BY_ENDING: dict[str, FileFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_BLANKS = b" \t\r\n"
_MARK_OF_UTF8 = b"\xef\xbb\xbf"
_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_ZIPPED = b"PK\x03\x04"
_PARQUET = b"PAR1"


def format_of_name(path: str | None) -> FileFormat | None:
    """The format the ending of a file name stands for, or None."""
    return None if path in {None, STANDARD_STREAM} else _BY_ENDING.get(os.path.splitext(path or "")[1].lower())


def is_tab_separated(path: str | None) -> bool:
    """The name says that tabs stand between the cells."""
    return path is not None and path.lower().endswith(".tsv")


def format_of_content(head: bytes) -> FileFormat:
    """The format a file without a telling name most likely has."""
    if head.startswith(_PARQUET):
        return "parquet"
    return "jsonl" if head.removeprefix(_MARK_OF_UTF8).lstrip(_BLANKS).startswith(b"{") else "csv"


def refuse_what_is_no_text(label: str, head: bytes) -> None:
    """Raises `CannotRead`, with what to do, for content that is neither CSV nor JSON lines in UTF-8."""
    if head.startswith(_COMPRESSED):
        raise CannotRead(f"cannot read {label}: it is compressed. Decompress it into: leadadvisor batch -")
    if head.startswith(_ZIPPED):
        raise CannotRead(
            f"cannot read {label}: it is a spreadsheet or another zip file. Save the sheet as CSV in UTF-8."
        )
    if head.startswith(_PARQUET):
        raise CannotRead(f"cannot read {label}: it is Parquet. Say so: --input-format parquet")
    if head.startswith(_MARKS_OF_UTF16) or b"\0" in head[:4]:
        raise CannotRead(
            f"cannot read {label}: it is UTF-16, not UTF-8. Save it as UTF-8, or convert it: {_iconv(label)}"
        )
    if head.removeprefix(_MARK_OF_UTF8).lstrip(_BLANKS).startswith((b"[{", b"[\n", b"[\r")):
        raise CannotRead(f"cannot read {label}: it is one JSON list. Write one object a line: jq -c '.[]'")


def _iconv(label: str) -> str:
    return f"iconv -f UTF-16 -t UTF-8 {'' if label.startswith('<') else label}".rstrip()
