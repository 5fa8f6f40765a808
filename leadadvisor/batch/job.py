"""What a batch run needs to know, what it says on the way, what it comes to; and which format a file has."""

from __future__ import annotations

import os
import shlex
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

STDIN_LABEL = "<stdin>"
"""What messages call standard input."""


class Job(NamedTuple):
    """Everything a run needs. `target` None is standard output; `delimiter` None is found out from the header.

    `prefix` begins the names of what is added; `nulls` are words of cells that say that nobody answered; so many
    `skip_lines` stand above the header. `encoding` None is UTF-8. With `fill`, short rows get empty cells.
    """

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
    prefix: str = ""
    nulls: tuple[str, ...] = ()
    skip_lines: int = 0
    encoding: str | None = None
    fill: bool = False

    @property
    def label(self) -> str:
        """What messages call the input."""
        return STDIN_LABEL if self.source == STANDARD_STREAM else self.source


class Tally(NamedTuple):
    """How many rows a run scored, how many it could not read, and how many had nothing in any cell."""

    scored: int = 0
    rejected: int = 0
    empty: int = 0


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
MARK_OF_UTF8 = b"\xef\xbb\xbf"
GZIPPED = b"\x1f\x8b"
_BLANKS = b" \t\r\n"
_UTF16 = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_COMPRESSED = {b"BZh": "bzip2 -dc", b"\xfd7zXZ": "xz -dc", b"\x28\xb5\x2f\xfd": "zstd -dc"}
_ZIPPED = b"PK\x03\x04"
_PARQUET = b"PAR1"


def format_of_name(path: str | None) -> FileFormat | None:
    """The format the ending of a file name stands for, or None; .gz may stand behind it."""
    return None if path in {None, STANDARD_STREAM} else _BY_ENDING.get(_ending(path or ""))


def is_gzipped(path: str | None) -> bool:
    """The name says that the file is compressed."""
    return path is not None and path.lower().endswith(".gz")


def is_tab_separated(path: str | None) -> bool:
    """The name says that tabs stand between the cells."""
    return path is not None and _ending(path) == ".tsv"


def format_of_content(head: bytes) -> FileFormat:
    """The format a file without a telling name most likely has."""
    if head.startswith(_PARQUET):
        return "parquet"
    return "jsonl" if head.removeprefix(MARK_OF_UTF8).lstrip(_BLANKS).startswith(b"{") else "csv"


def refuse_what_is_no_text(label: str, head: bytes) -> None:
    """Raises `CannotRead`, with what to do, for content that is neither CSV nor JSON lines in UTF-8."""
    for mark, command in _COMPRESSED.items():
        if head.startswith(mark):
            whole = f"{command}{_named(label)} | leadadvisor batch -"
            raise CannotRead(f"cannot read {label}: it is compressed. Decompress it: {whole}")
    if head.startswith(_ZIPPED):
        raise CannotRead(
            f"cannot read {label}: it is a spreadsheet or another zip file. Save the sheet as CSV in UTF-8."
        )
    if head.startswith(_PARQUET):
        raise CannotRead(f"cannot read {label}: it is Parquet. Say so: --input-format parquet")
    if utf16 := _utf16(head):
        mend = f"Say --encoding {utf16.lower()}, or convert it: iconv -f {utf16} -t UTF-8{_named(label)}"
        raise CannotRead(f"cannot read {label}: it is UTF-16, not UTF-8. {mend}")
    if _is_json_list(head):
        split = f"jq -c '.[]'{_named(label)}"
        raise CannotRead(f"cannot read {label}: it is one JSON list. Write one object a line: {split}")


def as_argument(path: str) -> str:
    """A path as it can be copied into a command line, where nothing else may be read into it."""
    return shlex.quote(f"./{path}" if path.startswith("-") else path)


def _ending(path: str) -> str:
    return os.path.splitext(path.lower().removesuffix(".gz"))[1]


def _named(label: str) -> str:
    return "" if label == STDIN_LABEL else f" {as_argument(label)}"


def _utf16(head: bytes) -> str | None:
    """The name of the encoding, where the first bytes are those of UTF-16: a mark, or a zero beside an ASCII sign."""
    for mark, name in _UTF16.items():
        if head.startswith(mark):
            return name
    pairs = head[:2]
    if pairs[1:2] == b"\0" and pairs[:1] != b"\0":
        return "UTF-16LE"
    return "UTF-16BE" if pairs[:1] == b"\0" and pairs[1:2] not in {b"", b"\0"} else None


def _is_json_list(head: bytes) -> bool:
    """A bracket, with an object or nothing else on its line."""
    text = head.removeprefix(MARK_OF_UTF8).lstrip(_BLANKS)
    behind = text[1:].lstrip(b" \t")
    return text.startswith(b"[") and (behind[:1] in {b"{", b"\n", b"\r"})
