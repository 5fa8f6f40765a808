"""Where interviews are kept: the one without a name, and one file for each case, so that firms stay apart."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress

from leadadvisor.errors import CannotRead, WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

_ENDING = ".yaml"
_RESULTS_ENDING = ".results.csv"
_OURS_ALONE = 0o700
_NAME = re.compile(r"\w[\w .&+-]{0,59}")
_EARLIER = "earlier"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Case(NamedTuple):
    """An interview that is kept: its name (empty for the one without), its file, and when that was last written.

    `changed` is in seconds since the epoch, as the file system has it.
    """

    name: str
    path: str
    changed: float

    def day(self) -> str:
        """The day it was last written, in words: 26 November 2026."""
        local = time.localtime(self.changed)
        return f"{local.tm_mday} {_MONTHS[local.tm_mon - 1]} {local.tm_year}"

    def in_words(self) -> str:
        """What it is called in a sentence: "your last interview (26 November 2026)"."""
        return f"case {self.name} ({self.day()})" if self.name else f"your last interview ({self.day()})"


def default_path(rulebook: Rulebook) -> str:
    """Where the interview over this rulebook is kept unless the user names a case or a file."""
    return _directory(rulebook) + _ENDING


def case_path(rulebook: Rulebook, name: str) -> str:
    """The file of a case. Raises `WrongUsage` for a name that cannot be one of a file everywhere."""
    plain = name.strip()
    if not _NAME.fullmatch(plain) or plain.endswith("."):
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(
            f"a case cannot be called {quoted(name)}. Use letters, digits, blanks and - _ . & +, up to 60 of them."
        )
    return os.path.join(_directory(rulebook), f"{plain}{_ENDING}")


def results_path(path: str) -> str:
    """The file of a firm's own results, beside the file of its answers."""
    root, ending = os.path.splitext(path)
    return f"{root if ending.lower() in {'.yaml', '.yml', '.json'} else path}{_RESULTS_ENDING}"


def all_cases(rulebook: Rulebook) -> tuple[Case, ...]:
    """Every interview over this rulebook that is kept, the one written last first."""
    return tuple(sorted(_kept(rulebook), key=lambda case: (-case.changed, case.name)))


def last_case(rulebook: Rulebook) -> Case | None:
    """The interview that was written last."""
    return next(iter(all_cases(rulebook)), None)


def existing_case(rulebook: Rulebook, name: str) -> Case:
    """The case of this name. Raises `CannotRead`, with the nearest name, where there is none, and `WrongUsage`."""
    path = case_path(rulebook, name)
    with suppress(OSError):
        return Case(name.strip(), path, os.stat(path).st_mtime)
    from leadadvisor.questionnaire.answers import misread, quoted

    known = [case.name for case in all_cases(rulebook) if case.name]
    if not known:
        raise CannotRead(
            f"there is no case {quoted(name)}: none is kept yet. `leadadvisor ask --case NAME` begins one."
        )
    raise CannotRead(misread(f"there is no case {quoted(name)}", name, known, "cases").sentence())


def path_for_earlier(rulebook: Rulebook, path: str, changed: float) -> str:
    """Where the interview in the file goes when another begins in its place; named by the day it was written.

    That of the one without a name becomes a case; any other stays beside its file. Nothing stands there yet.
    """
    day = time.strftime("%Y-%m-%d", time.localtime(changed))
    if path == default_path(rulebook):
        start, ending = os.path.join(_directory(rulebook), f"{_EARLIER}-{day}"), _ENDING
    else:
        root, ending = os.path.splitext(path)
        start = f"{root}-{day}"
    number = 1
    while os.path.lexists(free := f"{start}{'' if number == 1 else f'-{number}'}{ending}"):
        number += 1
    return free


def case_of(rulebook: Rulebook, path: str) -> str | None:
    """The name of the case kept in the file, empty for the one without; None for a file of the user's own."""
    if path == default_path(rulebook):
        return ""
    directory, name = os.path.split(path)
    return name.removesuffix(_ENDING) if directory == _directory(rulebook) else None


def make_directory(path: str) -> None:
    """Make the directory a kept interview stands in, for its owner alone; any other directory is the user's."""
    state = state_directory()
    parent = os.path.dirname(path)
    if parent != state and os.path.dirname(parent) != state:
        return
    with suppress(FileExistsError):  # if what exists is no directory, writing will say so
        os.makedirs(os.path.dirname(state), exist_ok=True)
    for directory in (state, parent):
        with suppress(FileExistsError):
            os.mkdir(directory, _OURS_ALONE)


def state_directory() -> str:
    """Where leadadvisor keeps what it remembers: below the XDG state directory, never below the current one."""
    base = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):  # the standard says to ignore a relative one
        base = os.path.join(_home(), ".local", "state")
    return os.path.join(base, "leadadvisor")


def _home() -> str:
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        return home
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_dir
    except (ImportError, KeyError):
        return os.path.abspath(home)


def _kept(rulebook: Rulebook) -> Iterator[Case]:
    with suppress(OSError):
        yield Case("", default_path(rulebook), os.stat(default_path(rulebook)).st_mtime)
    with suppress(OSError), os.scandir(_directory(rulebook)) as entries:
        for entry in entries:
            if entry.name.endswith(_ENDING) and not entry.name.startswith(".") and entry.is_file():
                yield Case(entry.name.removesuffix(_ENDING), entry.path, entry.stat().st_mtime)


def _directory(rulebook: Rulebook) -> str:
    """The directory of the cases of a rulebook; the file of the interview without a name stands beside it."""
    return os.path.join(state_directory(), _file_name(rulebook.name))


def _file_name(name: str) -> str:
    """The rulebook's name as a file name, whatever signs it holds."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in name)[:100] or "session"
