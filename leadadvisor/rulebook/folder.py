"""The files of a rulebook directory: which there are, which have no business there, and the digest of all of them."""

import os
import stat
from collections.abc import Iterator, Mapping

from leadadvisor.errors import CannotRead
from leadadvisor.model.finding import Place
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.files import reason_in_words, require_directory, try_file
from leadadvisor.rulebook.problems import Code, Trouble
from leadadvisor.text import nearest

TOP_FILE = "rulebook.yaml"
FILES = (TOP_FILE, "conditions.yaml", "blockers.yaml", "contradictions.yaml", "properties.yaml")
"""The files that stand in the directory itself; all but the first may be left out."""

FOLDERS = ("sources", "questions", "approaches", "evidence", "tensions", "plan", "cases")
"""The folders of a rulebook; each holds YAML files of one kind."""

CASES = "cases/"

_SUFFIX = ".yaml"


class Folder(NamedTuple):
    """The bytes of every file of a rulebook, by name in order (`evidence/timeline.yaml`), and what is amiss there."""

    path: str
    files: Mapping[str, bytes]
    troubles: tuple[Trouble, ...]

    def digest(self) -> str:
        """Give the digest of all names and all bytes."""
        from leadadvisor.rulebook.digest import sha256

        digest = sha256()
        for name, content in self.files.items():
            encoded = os.fsencode(name)
            digest.update(b"%d:%b%d:" % (len(encoded), encoded, len(content)))
            digest.update(content)
        return f"sha256:{digest.hexdigest()}"


def read_folder(path: str) -> Folder:
    """Read all files of the rulebook in a directory. Raise CannotRead if the directory holds no rulebook at all."""
    path = path.rstrip("/") or "/"
    require_directory(path)
    files: dict[str, bytes] = {}
    troubles: list[Trouble] = []
    names = _names(path, path, troubles)
    if TOP_FILE not in names:
        if troubles:
            raise CannotRead(f"cannot read {path}: {troubles[0].message}")
        raise CannotRead(_no_rulebook(path, names))
    for name in names:
        whole = os.path.join(path, name)
        if name in FILES:
            _read_into(files, troubles, whole, name)
        elif name in FOLDERS:
            for inner in _names(whole, f"{path}/{name}", troubles):
                _read_inner(files, troubles, os.path.join(whole, inner), f"{name}/{inner}")
        else:
            troubles.extend(_unknown(whole, name))
    return Folder(path, dict(sorted(files.items())), tuple(troubles))


def _names(directory: str, shown_as: str, troubles: list[Trouble]) -> list[str]:
    """List the names in a directory, the hidden ones left out."""
    try:
        return sorted(name for name in os.listdir(directory) if not name.startswith("."))
    except OSError as error:
        troubles.append(_trouble("unreadable-file", shown_as, f"cannot be read: {reason_in_words(error)}"))
        return []


def _read_into(files: dict[str, bytes], troubles: list[Trouble], path: str, name: str) -> None:
    attempt = try_file(path)
    if attempt.reason:
        troubles.append(_trouble("unreadable-file", path, f"cannot be read: {attempt.reason}"))
    else:
        files[name] = attempt.content


def _read_inner(files: dict[str, bytes], troubles: list[Trouble], path: str, name: str) -> None:
    """Read a file of one of the folders; a folder in a folder, or another way to write `.yaml`, is a problem."""
    if name.endswith(_SUFFIX):
        _read_into(files, troubles, path, name)
    elif _is_yaml_by_another_name(name):
        troubles.append(_other_suffix(path, name))
    elif _is_directory(path):
        troubles.append(_trouble("unknown-file", path, "a folder here is not read", "put its files one level up"))


def _unknown(path: str, name: str) -> Iterator[Trouble]:
    """Complain of a folder or YAML file that a rulebook does not have; other files may stand there."""
    if _is_directory(path):
        close = nearest(name, FOLDERS)
        hint = f"did you mean {close}/?" if close else f"folders of a rulebook: {', '.join(FOLDERS)}"
        yield _trouble("unknown-file", path, f"a rulebook has no folder '{name}'", hint)
    elif _is_yaml_by_another_name(name):
        yield _other_suffix(path, name)
    elif name.endswith(_SUFFIX):
        stem = name.removesuffix(_SUFFIX)
        close, folder = nearest(stem, [known.removesuffix(_SUFFIX) for known in FILES]), nearest(stem, FOLDERS)
        known = f"files beside {TOP_FILE}: {', '.join(FILES[1:])}; all others stand in a folder"
        hint = f"did you mean {close}{_SUFFIX}?" if close else f"does it belong into {folder}/?" if folder else known
        yield _trouble("unknown-file", path, f"a rulebook has no file '{name}'", hint)


def _is_yaml_by_another_name(name: str) -> bool:
    return name.lower().endswith((".yml", _SUFFIX)) and not name.endswith(_SUFFIX)


def _other_suffix(path: str, name: str) -> Trouble:
    base = os.path.basename(name).rpartition(".")[0]
    return _trouble("unknown-file", path, f"files of a rulebook end in {_SUFFIX}", f"rename it to {base}{_SUFFIX}")


def _is_directory(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _no_rulebook(path: str, names: list[str]) -> str:
    close = nearest(TOP_FILE, names)
    hint = f"; rename {close} to {TOP_FILE}" if close else ""
    return f"there is no rulebook in {path}: it holds no {TOP_FILE}{hint}"


def _trouble(code: Code, path: str, message: str, hint: str = "") -> Trouble:
    return Trouble(code, Place(path, 1, 1), message, hint)
