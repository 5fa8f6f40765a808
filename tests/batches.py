"""Batch runs inside a test: on files or bytes, with everything that was said."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from small import SMALL

from leadadvisor.batch.cells import csv_row
from leadadvisor.batch.files import Source
from leadadvisor.batch.job import FileFormat, Job, Tally
from leadadvisor.batch.lines import LineReader
from leadadvisor.batch.run import run

QUESTIONS = tuple(question.id for question in SMALL.questions)
OPTIONS = {question.id: tuple(option.id for option in question.options) for question in SMALL.questions}
RESULTS = (
    "status",
    "leader",
    "firmness",
    *(f"share_{approach.id}" for approach in SMALL.approaches),
    "rules",
    "cautions",
    "state",
)


class Heard:
    """A listener that keeps what it hears."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.bad: list[str] = []
        self.moments: list[tuple[int, int, int]] = []
        self.estimated = False

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def bad_row(self, sentence: str) -> None:
        self.bad.append(sentence)

    def progress(self, done: int, total: int, rows: int, *, about: bool = False) -> None:
        self.moments.append((done, total, rows))
        self.estimated = self.estimated or about


class Ended(NamedTuple):
    """What a run left behind."""

    output: str
    tally: Tally
    notes: list[str]
    bad: list[str]


def job_on(folder: Path, content: bytes, read_as: FileFormat = "csv", write_as: FileFormat | None = None) -> Job:
    """A job that reads `in` and writes `out` in the folder."""
    (folder / "in").write_bytes(content)
    return Job(SMALL, str(folder / "in"), str(folder / "out"), read_as, write_as or read_as, force=True)


def carry_out(job: Job) -> Ended:
    """Run a job in Python; places are told without the folder."""
    heard = Heard()
    with Source(job.source, encoding=job.encoding) as source:
        tally = run(job, "python", source, heard)
    folder = str(Path(job.source).parent) + "/"
    written = Path(job.target or "").read_bytes().decode()
    return Ended(
        written,
        tally,
        [each.replace(folder, "") for each in heard.notes],
        [each.replace(folder, "") for each in heard.bad],
    )


def in_pieces(content: bytes, size: int) -> LineReader:
    """The lines of this content, read so many bytes at a time."""
    stream = io.BytesIO(content)
    return LineReader(lambda: stream.read(size))


def cells_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def csv_of(*rows: list[str] | tuple[str, ...], delimiter: str = ",", end: str = "\n") -> bytes:
    return "".join(csv_row(row, delimiter, raw=True) + end for row in rows).encode()
