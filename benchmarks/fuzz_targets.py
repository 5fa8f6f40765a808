"""What is fuzzed: bytes that become a sheet, a rulebook, a cache entry, answers or words, and what must hold for all.

Each target returns for any bytes, sound or not; it raises only where the program is at fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock, patch

import yaml

from leadadvisor.errors import InvalidFile
from leadadvisor.model.finding import Finding
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers_file import parse_answers_file
from leadadvisor.questionnaire.saved_interview import parse_interview
from leadadvisor.rulebook import loader, yaml_source
from leadadvisor.rulebook.build import build_cases, build_rulebook
from leadadvisor.rulebook.check import Places, check_folder, check_sheets
from leadadvisor.rulebook.folder import CASES, Folder, read_folder
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.rulebook.problems import Plain, render, settle
from leadadvisor.text import for_a_shell, one_line, printable, safe
from leadadvisor.toolchain.checks import run_checks
from leadadvisor.toolchain.checks.base import Subject

ROOT = Path(__file__).parents[1]
BUNDLED, SMALL, TINY = ROOT / "rules", ROOT / "tests" / "bad" / "base", ROOT / "tests" / "rulebooks" / "tiny"
FAULTS = [ROOT / "tests" / "bad" / f"{table}.yaml" for table in ("text", "shape", "coherence", "structure")]

_DIGEST = f"sha256:{0:064}"
_PARSERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]


class Target(NamedTuple):
    """A part of the loader: its name, what it does with bytes, and the bytes to begin with."""

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def sheet(content: bytes) -> None:
    """Read one file by both parsers: there is data, or a trouble that can be told at a place in the file."""
    for parser in _PARSERS:
        with patch.object(yaml_source, "LOADER", parser):
            read = yaml_source.read_sheet("fuzzed.yaml", content)
        if read.data is None and not read.troubles:
            raise AssertionError("neither data nor a trouble")
        _tell(*settle(read.troubles))


def changed_file(directory: Path) -> Callable[[bytes], None]:
    """Check, build and look through a rulebook with one file changed; the bytes: its name, a line end, its content."""
    sound = read_folder(str(directory))

    def run(content: bytes) -> None:
        name, _, changed = content.partition(b"\n")
        file = name.decode("utf-8", "replace")
        if file in sound.files:
            _whole(sound._replace(files={**sound.files, file: changed}))

    return run


def cache_entry(content: bytes) -> None:
    """Open an entry as it is, and one with the right checksum over the same bytes; build what that one holds."""
    loader.unpack("rulebook", _DIGEST, content)
    files = loader.unpack("rulebook", _DIGEST, _sealed(content))
    if files is not None:
        with patch.object(loader, "read_entry", return_value=files):
            load_rulebook(TINY)


def answers(content: bytes) -> None:
    """Read a file of answers, and one that an interview has saved: there are answers, or troubles that can be told."""
    for read in (parse_answers_file, parse_interview):
        try:
            read("fuzzed.yaml", content, _rulebook())
        except InvalidFile as error:
            _tell(error.findings, error.more)


def words(content: bytes) -> None:
    """Make text safe for screens, files and shells, whatever it is."""
    text = content.decode("utf-8", "surrogateescape")
    told = safe(text)
    told.encode("utf-8")
    if safe(told) != told or len(told) != len(text) or len(printable(text)) != len(text):
        raise AssertionError(f"not safe, or not one sign for one: {text!r}")
    if "\n" in one_line(text) or not re.fullmatch(r"[\w ,.()-]*", for_a_shell(text)):
        raise AssertionError(f"not one line, or code to a shell: {text!r}")


def _whole(folder: Folder) -> None:
    try:
        sheets = check_sheets(folder)
    except InvalidFile as error:
        _tell(error.findings, error.more)
        return
    files = {name: read.data for name, read in sheets.items()}
    cases = build_cases(_of(files, cases=True))
    rulebook = build_rulebook(_of(files, cases=False), cases, digest=folder.digest(), path=folder.path)
    _tell(run_checks(Subject(rulebook, Places(sheets))), 0)


def _of(files: Mapping[str, Plain], *, cases: bool) -> dict[str, Plain]:
    return {name: plain for name, plain in files.items() if name.startswith(CASES) is cases}


def _tell(findings: tuple[Finding, ...], more: int) -> None:
    text = render(findings, more)
    if safe(text) != text or "\t" in text:
        raise AssertionError(f"what is told has characters a terminal would obey: {text!r}")


def _sealed(payload: bytes) -> bytes:
    """An entry of the cache with these bytes for its data, whether they are data or not, and their checksum."""
    with patch.object(json, "dumps", return_value=Mock(encode=lambda: payload)):
        return loader.pack("rulebook", _DIGEST, {})


def _files() -> Iterator[bytes]:
    for directory in (BUNDLED, SMALL):
        yield from (path.read_bytes() for path in sorted(directory.rglob("*.yaml")) if path.is_file())
    yield from (content for _, content in _changes())


def _changes() -> Iterator[tuple[str, bytes]]:
    """The files of the small rulebook that a fault known to the tests changes, with their content."""
    sound = read_folder(str(SMALL)).files
    for table in FAULTS:
        for case in yaml.safe_load(table.read_text(encoding="utf-8")).values():
            for name, content in case.get("files", {}).items():
                yield name, content.encode()
            for name, (before, after) in case.get("edits", {}).items():
                yield name, sound[name].replace(before.encode(), after.encode())


def _files_of(directory: Path) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        for name, content in read_folder(str(directory)).files.items():
            yield name.encode() + b"\n" + content

    return seeds


def _faults() -> Iterator[bytes]:
    """Files of the small rulebook with a fault that a test already knows."""
    yield from _files_of(SMALL)()
    yield from (name.encode() + b"\n" + content for name, content in _changes())


def _entries() -> Iterator[bytes]:
    for directory in (TINY, SMALL):
        files = check_folder(read_folder(str(directory)))
        entry = loader.pack("rulebook", _DIGEST, files)
        yield from (entry, entry.partition(b"\n")[2].partition(b"\n")[2])


def _answers() -> Iterator[bytes]:
    for case in _rulebook().cases:
        listed = "".join(f"  {question}: {option}\n" for question, option in case.answers)
        yield from (listed.replace("  ", "").encode(), f"format: 2\nanswers:\n{listed}skipped: []\n".encode())


@lru_cache
def _rulebook() -> Rulebook:
    return load_rulebook(BUNDLED)


TARGETS = (
    Target("sheet", sheet, _files),
    Target("small-rulebook", changed_file(SMALL), _faults),
    Target("bundled-rulebook", changed_file(BUNDLED), _files_of(BUNDLED)),
    Target("cache-entry", cache_entry, _entries),
    Target("answers", answers, _answers),
    Target("words", words, _files),
)
