"""Which rulebook a word means: a directory with one, a directory that holds `rules/`, or a git revision of either.

A repository is not trusted. Git lists and prints objects, and does nothing else: no filters, no attributes, no hooks,
no fetching, no replaced objects. Only the repository of the current directory is asked, and sizes before contents.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Self

from leadadvisor.errors import CannotRead, reason
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.files import MAX_BYTES, Attempt
from leadadvisor.rulebook.folder import MAX_FILES, TOP_FILE, Kind, gather
from leadadvisor.text import one_line, shown

_USUAL_FOLDER = "rules"
_PATIENCE = 60
_MOST_SAID = 2_000_000
_SETTINGS = ("safe.bareRepository=explicit", "core.fsmonitor=false", "core.commitGraph=false", "protocol.allow=never")
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",  # git 2.45 or newer; for older ones the next line does
    "GIT_ALLOW_PROTOCOL": "none",  # beats whatever a repository allows
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_NO_FILES = {
    "120000": "it is a link, which is not followed in a revision",
    "040000": "it is a directory, not a file",
    "160000": "it is a repository of its own, not a file",
}
_ENTRY = re.compile(r"(\d{6}) \w+ ([0-9a-f]+) +(\S+)\t(.*)", re.DOTALL)


def load_either(word: str, other: str) -> Rulebook:
    """The rulebook a word means, with its cases.

    A directory comes before a revision of the same name. A revision is that of the rulebook which the other word
    names, if it lies in the repository of the current directory, and else of `rules/`; `REVISION:DIR` names another
    directory. Raises `InvalidFile` or `CannotRead`.
    """
    from leadadvisor.rulebook.loader import load_folder, load_rulebook

    directory = _rulebook_directory(word)
    if directory is not None:
        return load_rulebook(directory)
    revision, _, folder = word.partition(":")
    name = one_line(revision)
    no_repository = f"there is no directory {shown(revision)}; for a revision, run this in its git repository"
    top = Path(os.fsdecode(_git(name, ["rev-parse", "--show-toplevel"], no_repository)).removesuffix("\n"))
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    neither = f"there is neither a directory nor a git revision {shown(revision)}"
    commit = _git(name, asked, neither).decode().strip()
    folder = folder.strip("/") or _folder_in(top, other)
    label = one_line(f"{revision}:{folder}")
    with _Git(label, ["cat-file", "--batch"], DEVNULL) as objects:
        return load_folder(gather(label, _Revision(label, commit, folder, objects)))


def _rulebook_directory(word: str) -> Path | None:
    """The directory itself, or the `rules/` in it; None where the word is no directory."""
    path = Path(word)
    try:
        if not path.is_dir():
            return None
        inner = path / _USUAL_FOLDER
        return inner if not (path / TOP_FILE).exists() and (inner / TOP_FILE).exists() else path
    except (OSError, ValueError):
        return None


def _folder_in(top: Path, other: str) -> str:
    """Where the rulebook of the other word lies in the repository; the usual folder where it lies elsewhere."""
    directory = _rulebook_directory(other)
    if directory is not None:
        resolved = directory.resolve()
        if resolved.is_relative_to(top.resolve()) and resolved != top.resolve():
            return resolved.relative_to(top.resolve()).as_posix()
    return _USUAL_FOLDER


class _Entry(NamedTuple):
    """A line of a git tree: its mode, the object, and the size of a file in bytes where git has the file."""

    mode: str
    object: str
    size: int | None


class _Revision:
    """A shelf that is a folder of a git revision."""

    def __init__(self, label: str, commit: str, folder: str, objects: _Git) -> None:
        self._label = label
        self._commit = commit
        self._folder = folder
        self._objects = objects
        self._entries: dict[str, _Entry] = {}

    def names(self, folder: str) -> list[str] | str:
        """The names in that folder of the revision, the hidden ones left out."""
        path = f"{self._folder}/{folder}" if folder else self._folder
        missing = f"that revision has no {path}/"
        tree = _git(self._label, ["ls-tree", "-z", "-l", "--end-of-options", f"{self._commit}:{path}"], missing)
        names = []
        for line in os.fsdecode(tree).split("\0")[:-1]:
            found = _ENTRY.fullmatch(line)
            if found is None:
                raise CannotRead(f"cannot read {self._label}: git lists its files in a way that is not known")
            mode, object_name, size, name = found.groups()
            if not name.startswith("."):
                names.append(name)
                entry = _Entry(mode, object_name, int(size) if size.isdecimal() else None)
                self._entries[f"{folder}/{name}" if folder else name] = entry
        if not folder and TOP_FILE not in names:
            raise CannotRead(f"cannot read {self._label}: that revision has no {path}/{TOP_FILE}")
        return sorted(names)[: MAX_FILES + 1]

    def kind(self, name: str) -> Kind:
        """What the name was."""
        mode = self._entries[name].mode
        return "folder" if mode == "040000" else "file" if mode.startswith("100") else "other"

    def read(self, name: str) -> Attempt:
        """What the file held."""
        entry = self._entries[name]
        if entry.mode in _NO_FILES:
            return Attempt(b"", _NO_FILES[entry.mode])
        if entry.size is None:
            return Attempt(b"", "the repository does not hold it")
        if entry.size > MAX_BYTES:
            return Attempt(b"", f"it is larger than {MAX_BYTES:,} bytes")
        try:
            self._objects.write(entry.object.encode() + b"\n")
            promised = self._objects.line()
            content = self._objects.read(entry.size + 1)  # a line break follows
        except OSError as error:
            return Attempt(b"", reason(error))
        if promised != f"{entry.object} blob {entry.size}\n".encode() or len(content) != entry.size + 1:
            return Attempt(b"", "the repository does not hold it whole")
        return Attempt(content[:-1])


def _git(subject: str, words: Sequence[str], trouble: str) -> bytes:
    """What git prints, which must not be more than lists of names are. Raises `CannotRead`."""
    with TemporaryFile() as complaints, _Git(subject, words, complaints) as git:
        said = git.read(_MOST_SAID + 1)
        if len(said) > _MOST_SAID:
            raise CannotRead(f"cannot read {subject}: it holds more than a rulebook does")
        if git.code():
            complaints.seek(0)
            why = _reason(complaints.read(_MOST_SAID).decode(errors="replace"))
            raise CannotRead(f"cannot read {subject}: {why or trouble}")
    return said


class _Git:
    """A git process in the current directory, under settings of ours; it is gone when the block ends.

    Raises `CannotRead` where git is not there.
    """

    def __init__(self, subject: str, words: Sequence[str], complaints: IO[bytes] | int) -> None:
        settings = (word for setting in _SETTINGS for word in ("-c", setting))
        # Fixed words to whichever git is theirs; what the user names stands behind --end-of-options.
        command = ["git", "--no-replace-objects", "--no-pager", *settings, *words]
        environment = os.environ | _ENVIRONMENT
        try:
            self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=complaints, env=environment)  # noqa: S603
        except FileNotFoundError:
            why = "it is no directory, and git is not there to look for a revision"
            raise CannotRead(f"cannot read {subject}: {why}") from None
        except (OSError, ValueError) as error:
            raise CannotRead(f"cannot read {subject}: git cannot be started ({reason(error)})") from None
        assert self._process.stdin is not None  # noqa: S101 - opened as pipes
        assert self._process.stdout is not None  # noqa: S101
        self._in, self._out = self._process.stdin, self._process.stdout
        self._end = Timer(_PATIENCE, self._process.kill)
        self._end.daemon = True
        self._end.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.cancel()
        self._process.kill()
        self._process.wait()
        self._out.close()
        with suppress(OSError):  # what was not written cannot be any more
            self._in.close()

    def write(self, line: bytes) -> None:
        """Ask for something. Raises `OSError` where git has ended."""
        self._in.write(line)
        self._in.flush()

    def line(self) -> bytes:
        """One line of what it prints."""
        return self._out.readline(_MOST_SAID)

    def read(self, most: int) -> bytes:
        """So many bytes of what it prints, or all there are."""
        return self._out.read(most)

    def code(self) -> int:
        """The exit code, waited for."""
        self._in.close()
        return self._process.wait()


def _reason(said: str) -> str:
    """What git says where it refuses to work for a reason of its own; its other words are for people who use git."""
    first = one_line(said.strip().partition("\n")[0]).removeprefix("fatal: ")
    return first if "dubious ownership" in first else ""
