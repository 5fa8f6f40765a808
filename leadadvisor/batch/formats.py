"""Which format a file has: by its name, else by its first bytes; and what its first bytes say against reading it."""

from __future__ import annotations

import os

from leadadvisor.batch.job import STANDARD_STREAM, FileFormat
from leadadvisor.errors import CannotRead

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
