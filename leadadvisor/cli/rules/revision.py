"""Which rulebook a word means: a directory with one, a directory that holds `rules/`, or a git revision of either."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from leadadvisor.errors import CannotRead, InvalidFile
from leadadvisor.model.finding import Finding
from leadadvisor.model.rulebook import Rulebook

_TOP_FILE = "rulebook.yaml"
_USUAL_FOLDER = "rules"
_PATIENCE = 60


def load_either(word: str, other: str) -> Rulebook:
    """The rulebook a word means, with its cases.

    A directory comes before a revision of the same name. A revision is that of the rulebook which the other word
    names, if it lies in the same repository, and else of `rules/`; `REVISION:DIR` names another directory. Raises
    `InvalidFile` or `CannotRead`.
    """
    directory = _rulebook_directory(word)
    if directory is not None:
        return _load(str(directory))
    revision, _, folder = word.partition(":")
    return _load_revision(revision, folder, other)


def _load(directory: str) -> Rulebook:
    from leadadvisor.rulebook.loader import load_rulebook

    return load_rulebook(directory)


def _rulebook_directory(word: str) -> Path | None:
    """The directory itself, or the `rules/` in it; None where the word is no directory."""
    path = Path(word)
    try:
        if not path.is_dir():
            return None
        inner = path / _USUAL_FOLDER
        return inner if not (path / _TOP_FILE).exists() and (inner / _TOP_FILE).exists() else path
    except (OSError, ValueError):
        return None


def _load_revision(revision: str, folder: str, other: str) -> Rulebook:
    """Read the files of a revision into a directory of their own, and load the rulebook from there."""
    beside = _rulebook_directory(other) or Path()
    no_repository = f"there is no directory {revision!r}, nor a git repository to look for a revision in"
    top = Path(_git(revision, ["rev-parse", "--show-toplevel"], no_repository, beside).decode().rstrip("\n"))
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    neither = f"there is neither a directory nor a git revision {revision!r}"
    commit = _git(revision, asked, neither, top).decode().strip()
    folder = folder.strip("/") or _folder_in(top, other)
    label = f"{revision}:{folder}"
    archive = _git(label, ["archive", "--format=tar", commit, "--", folder], f"that revision has no {folder}/", top)
    with TemporaryDirectory(prefix="leadadvisor-") as scratch:
        _unpack(archive, Path(scratch))
        directory = str(Path(scratch, folder))
        if not Path(directory, _TOP_FILE).is_file():
            raise CannotRead(f"cannot read {label}: that revision has no {folder}/{_TOP_FILE}")
        try:
            return _load(directory)
        except InvalidFile as trouble:
            raise _renamed(trouble, directory, label) from None


def _folder_in(top: Path, other: str) -> str:
    """Where the rulebook of the other word lies in the repository; the usual folder where it lies elsewhere."""
    directory = _rulebook_directory(other)
    if directory is not None:
        resolved = directory.resolve()
        if resolved.is_relative_to(top.resolve()) and resolved != top.resolve():
            return resolved.relative_to(top.resolve()).as_posix()
    return _USUAL_FOLDER


def _git(subject: str, words: Sequence[str], trouble: str, where: Path) -> bytes:
    """What git prints. Raises `CannotRead`."""
    try:
        # Fixed words to whichever git is theirs; what the user names stands behind --end-of-options.
        command = ["git", *words]
        finished = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False, cwd=where)  # noqa: S603
    except FileNotFoundError:
        raise CannotRead(
            f"cannot read {subject}: it is no directory, and git is not there to look for a revision"
        ) from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise CannotRead(f"cannot read {subject}: git gave no answer ({type(error).__name__})") from None
    if finished.returncode:
        raise CannotRead(f"cannot read {subject}: {_reason(finished.stderr.decode(errors='replace')) or trouble}")
    return finished.stdout


def _reason(said: str) -> str:
    """What git says where it refuses to work for a reason of its own; its other words are for people who use git."""
    first = said.strip().partition("\n")[0].removeprefix("fatal: ")
    return first if "dubious ownership" in first else ""


def _unpack(archive: bytes, target: Path) -> None:
    """Write the plain files of an archive; whatever else it holds is none of a rulebook's."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            name = PurePosixPath(member.name)
            content = tar.extractfile(member) if member.isfile() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                continue
            path = target.joinpath(*name.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _renamed(trouble: InvalidFile, directory: str, label: str) -> InvalidFile:
    """The same problems, at places the user knows."""

    def renamed(finding: Finding) -> Finding:
        place = finding.place._replace(path=finding.place.path.replace(directory, label))
        hint, message = finding.hint.replace(directory, label), finding.message.replace(directory, label)
        return finding._replace(place=place, hint=hint, message=message)

    return InvalidFile(label, tuple(map(renamed, trouble.findings)), trouble.more)
