"""The files of a rulebook: where they are, which there are, which have no business there, and the digest of them all.

Nothing follows a link out of the rulebook or reads without a limit.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from leadadvisor.errors import CannotRead
from leadadvisor.model.finding import Place
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.files import Attempt, absolute, leads_out, reason_in_words, require_directory, try_file
from leadadvisor.rulebook.problems import Code, Trouble
from leadadvisor.text import nearest

VARIABLE = "LEADADVISOR_RULEBOOK"
"""The environment variable that names a rulebook's directory."""

MAX_TOTAL_BYTES = 5_000_000
"""The size of all files of a rulebook together; twenty times that of the one that comes along."""

MAX_FILES = 1_000
"""How many names may stand in the directory of a rulebook, or in one of its folders."""

TOP_FILE = "rulebook.yaml"
FILES = (TOP_FILE, "conditions.yaml", "blockers.yaml", "contradictions.yaml", "properties.yaml")
"""The files that stand in the directory itself; all but the first may be left out."""

FOLDERS = ("sources", "questions", "approaches", "evidence", "tensions", "plan", "cases")
"""The folders of a rulebook; each holds YAML files of one kind."""

CASES = "cases/"

_SUFFIX = ".yaml"
_PACKAGE = Path(__file__).parent.parent


def locate_rulebook(named: str | os.PathLike[str] | None = None, named_by: str = "--rulebook") -> Path:
    """The directory of the rulebook to use. Raises `CannotRead`, saying who named it, if it is not one."""
    if named is not None:
        return _directory(os.fspath(named), named_by)
    from_environment = os.environ.get(VARIABLE, "")
    if from_environment:
        return _directory(from_environment, VARIABLE)
    return _bundled()


def _directory(path: str, named_by: str) -> Path:
    try:
        require_directory(path)
    except CannotRead as error:
        raise CannotRead(f"{error} (named by {named_by})") from None
    return Path(path)


def is_bundled(path: str) -> bool:
    """The path is that of the rulebook that comes along: what stands there was installed, links included."""
    return Path(absolute(path)) in (_PACKAGE / "rules", _PACKAGE.parent / "rules")


def _bundled() -> Path:
    """The rulebook installed with the package, or that of the checkout the package stands in."""
    installed, checkout = _PACKAGE / "rules", _PACKAGE.parent / "rules"
    if installed.is_dir():
        return installed
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout
    tried = f"neither {installed} nor, as in a checkout, {checkout} is there"
    raise CannotRead(f"no rulebook comes with this installation: {tried}; name one with --rulebook or {VARIABLE}")


class Folder(NamedTuple):
    """The bytes of every file of a rulebook, by name in order (`evidence/timeline.yaml`), and what is amiss there."""

    path: str
    files: Mapping[str, bytes]
    troubles: tuple[Trouble, ...]

    def digest(self) -> str:
        """The digest of all names and all bytes."""
        from hashlib import sha256

        digest = sha256()
        for name, content in self.files.items():
            encoded = os.fsencode(name)
            digest.update(b"%d:%b%d:" % (len(encoded), encoded, len(content)))
            digest.update(content)
        return f"sha256:{digest.hexdigest()}"


Kind: TypeAlias = Literal["file", "folder", "other"]


class Shelf(Protocol):
    """Where the files of a rulebook stand: a directory, or a revision of git. Names are as in `evidence/goals.yaml`."""

    def names(self, folder: str) -> list[str] | str:
        """What stands in a folder, in the directory itself for "", at most one more than `MAX_FILES`; or why not."""

    def kind(self, name: str) -> Kind:
        """What the name is."""

    def read(self, name: str) -> Attempt:
        """The content of a file, at most one byte more than `MAX_BYTES`, or why it has none."""


def read_folder(path: str) -> Folder:
    """All files of the rulebook in a directory. Raises `CannotRead` if the directory holds no rulebook at all.

    Links are followed where they stay in the directory, and in the rulebook that comes along: some installers make
    links of all files.
    """
    path = path.rstrip("/") or "/"
    require_directory(path)
    try:
        directory = _Directory(path, follow=is_bundled(path))
    except OSError as error:  # the current directory is gone, and the path leads on from it
        raise CannotRead(f"cannot read {path}: {reason_in_words(error)}") from None
    return gather(path, directory)


def gather(path: str, shelf: Shelf) -> Folder:
    """All files of the rulebook on a shelf; `path` is what it is called. Raises `CannotRead` where there is none."""
    names = shelf.names("")
    if isinstance(names, str):
        raise CannotRead(f"cannot read {path}: cannot be read: {names}")
    if TOP_FILE not in names:
        raise CannotRead(_no_rulebook(path, names))
    gathering = _Gathering(path, shelf)
    for name in _within_limits(names, path, gathering.troubles):
        if name in FILES:
            gathering.take(name)
        elif name in FOLDERS:
            gathering.take_folder(name)
        else:
            gathering.troubles.extend(_unknown(path, name, shelf.kind(name)))
    return Folder(path, dict(sorted(gathering.files.items())), tuple(gathering.troubles))


class _Gathering:
    """The files of a rulebook while they are read."""

    def __init__(self, path: str, shelf: Shelf) -> None:
        self._path = path
        self._shelf = shelf
        self._bytes = 0
        self.files: dict[str, bytes] = {}
        self.troubles: list[Trouble] = []

    def take_folder(self, folder: str) -> None:
        """Read the files of one of the folders."""
        names = self._shelf.names(folder)
        if isinstance(names, str):
            self.troubles.append(_unreadable(f"{self._path}/{folder}", names))
            return
        for inner in _within_limits(names, f"{self._path}/{folder}", self.troubles):
            name = f"{folder}/{inner}"
            if inner.endswith(_SUFFIX):
                self.take(name)
            elif _is_yaml_by_another_name(inner):
                self.troubles.append(_other_suffix(self._path, name))
            elif self._shelf.kind(name) == "folder":
                hint = "put its files one level up"
                self.troubles.append(
                    _trouble("unknown-file", f"{self._path}/{name}", "a folder here is not read", hint)
                )

    def take(self, name: str) -> None:
        """Read a file, unless too much was read already."""
        whole = f"{self._path}/{name}"
        if self._bytes > MAX_TOTAL_BYTES:
            return
        attempt = self._shelf.read(name)
        if attempt.reason:
            self.troubles.append(_unreadable(whole, attempt.reason))
            return
        self._bytes += len(attempt.content)
        if self._bytes > MAX_TOTAL_BYTES:
            message = f"with this file, those of the rulebook are larger than {MAX_TOTAL_BYTES:,} bytes"
            self.troubles.append(_trouble("too-large", whole, message, "no more of them are read"))
        else:
            self.files[name] = attempt.content


class _Directory:
    """A shelf that is a directory of the system."""

    def __init__(self, path: str, *, follow: bool) -> None:
        self._path = path
        self._follow = follow
        self._real = os.path.realpath(path)

    def names(self, folder: str) -> list[str] | str:
        if folder and (reason_not_to := self._leads_out(folder)):
            return reason_not_to
        try:
            with os.scandir(os.path.join(self._path, folder) if folder else self._path) as entries:
                seen = (entry.name for entry in entries if not entry.name.startswith("."))
                return sorted(islice(seen, MAX_FILES + 1))
        except OSError as error:
            return reason_in_words(error)

    def kind(self, name: str) -> Kind:
        try:
            mode = os.stat(os.path.join(self._path, name)).st_mode
        except (OSError, ValueError):
            return "other"
        return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"

    def read(self, name: str) -> Attempt:
        reason_not_to = self._leads_out(name)
        return Attempt(b"", reason_not_to) if reason_not_to else try_file(os.path.join(self._path, name))

    def _leads_out(self, name: str) -> str:
        """Why a link is not followed; nothing of what it points to may be told, be it there or not."""
        if self._follow or not leads_out(os.path.join(self._path, name), self._real):
            return ""
        return "it is a link that leads out of the rulebook; put the file itself here"


def _within_limits(names: list[str], where: str, troubles: list[Trouble]) -> list[str]:
    if len(names) <= MAX_FILES:
        return names
    message, hint = f"there are more than {MAX_FILES:,} files in it", "no more of them are read"
    troubles.append(_trouble("too-large", where, message, hint))
    return [name for name in names if name == TOP_FILE]


def _unknown(path: str, name: str, kind: Kind) -> Iterator[Trouble]:
    """What is amiss with a folder or YAML file that a rulebook does not have; other files may stand there."""
    whole = f"{path}/{name}"
    if kind == "folder":
        close = nearest(name, FOLDERS)
        hint = f"did you mean {close}/?" if close else f"folders of a rulebook: {', '.join(FOLDERS)}"
        yield _trouble("unknown-file", whole, f"a rulebook has no folder '{name}'", hint)
    elif _is_yaml_by_another_name(name):
        yield _other_suffix(path, name)
    elif name.endswith(_SUFFIX):
        stem = name.removesuffix(_SUFFIX)
        close, folder = nearest(stem, [known.removesuffix(_SUFFIX) for known in FILES]), nearest(stem, FOLDERS)
        known = f"files beside {TOP_FILE}: {', '.join(FILES[1:])}; all others stand in a folder"
        hint = f"did you mean {close}{_SUFFIX}?" if close else f"does it belong into {folder}/?" if folder else known
        yield _trouble("unknown-file", whole, f"a rulebook has no file '{name}'", hint)


def _is_yaml_by_another_name(name: str) -> bool:
    return name.lower().endswith((".yml", _SUFFIX)) and not name.endswith(_SUFFIX)


def _other_suffix(path: str, name: str) -> Trouble:
    base = os.path.basename(name).rpartition(".")[0]
    message, hint = f"files of a rulebook end in {_SUFFIX}", f"rename it to {base}{_SUFFIX}"
    return _trouble("unknown-file", f"{path}/{name}", message, hint)


def _no_rulebook(path: str, names: list[str]) -> str:
    close = nearest(TOP_FILE, names)
    hint = f"; rename {close} to {TOP_FILE}" if close else ""
    return f"there is no rulebook in {path}: it holds no {TOP_FILE}{hint}"


def _unreadable(path: str, why: str) -> Trouble:
    return _trouble("unreadable-file", path, f"cannot be read: {why}")


def _trouble(code: Code, path: str, message: str, hint: str = "") -> Trouble:
    return Trouble(code, Place(path, 1, 1), message, hint)
