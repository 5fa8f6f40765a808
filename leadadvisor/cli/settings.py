"""Settings from outside the command line, each with where it comes from: the environment, then two files.

A flag beats them all. Then come the environment, `leadadvisor.yaml` in the current directory, and the user's own file
(`config.yaml` below the XDG directory for configuration, or the platform's own place for it).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:
    from leadadvisor.rulebook.problems import Sheet

Key: TypeAlias = Literal["rulebook", "format", "color", "pager", "case", "currency"]
KEYS: tuple[Key, ...] = get_args(Key)
COLOURS = ("auto", "always", "never")
"""When something is coloured."""
PAGER_WHEN = ("auto", "never")
"""When a long report goes through the pager. Which program that is, PAGER says: a file never names a program."""
PROJECT_FILE = "leadadvisor.yaml"
DEFAULTS: Mapping[Key, str] = {"color": "auto", "pager": "auto"}
ABOUT: Mapping[Key, str] = {
    "rulebook": "the directory of a rulebook",
    "format": "the format of reports",
    "color": "auto, always or never",
    "pager": "auto or never",
    "case": "the case whose answers count without others",
    "currency": "what amounts of money are in",
}


class Setting(NamedTuple):
    """What a key is set to, and where: a variable of the environment, a file, or "default"; not set: both empty."""

    key: Key
    value: str
    origin: str


def settings() -> Mapping[Key, Setting]:
    """Every key with what counts for it. Raises `InvalidFile`, `CannotRead` or `WrongUsage` for what cannot be."""
    from leadadvisor.rulebook.files import absolute

    return _settings(user_file(), absolute(PROJECT_FILE), tuple(os.environ.get(_variable(key), "") for key in KEYS))


@lru_cache(maxsize=1)
def _settings(own: str, project: str, variables: tuple[str, ...]) -> Mapping[Key, Setting]:
    """They are looked up several times in a run; files are read, and notes said, once."""
    found = {key: Setting(key, DEFAULTS.get(key, ""), "default" if key in DEFAULTS else "") for key in KEYS}
    _refuse_link_out(project)
    for path, name in ((own, own), (project, PROJECT_FILE)):
        if os.path.lexists(path) and _is_ours(path):
            found.update(_read(path, name))
    found.update(_from_environment(variables))
    return found


def setting(key: Key) -> str:
    """What counts for the key where no flag says otherwise; empty where nothing does."""
    return settings()[key].value


def user_file() -> str:
    """Where the user's own settings stand."""
    if sys.platform.startswith("linux") or os.environ.get("XDG_CONFIG_HOME"):
        base = os.environ.get("XDG_CONFIG_HOME", "")
        if not os.path.isabs(base):  # the standard says to ignore a relative one
            base = os.path.join(os.path.expanduser("~"), ".config")
        return os.path.join(base, "leadadvisor", "config.yaml")
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("leadadvisor", appauthor=False), "config.yaml")


def wants_colour(flag: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to use colour: --color, then NO_COLOR, then what forces or forbids it, then a terminal that can.

    `flag` is the word given to --color, or empty. FORCE_COLOR and CLICOLOR_FORCE force colour, CLICOLOR=0 forbids it.
    """
    if flag in {"always", "never"}:
        return flag == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "") not in {"", "0", "false"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return terminal


def _variable(key: Key) -> str:
    return f"LEADADVISOR_{key.upper()}"


def _from_environment(variables: Sequence[str]) -> dict[Key, Setting]:
    """Variables such as LEADADVISOR_FORMAT; what an empty one says is nothing. Raises `WrongUsage`."""
    from leadadvisor.errors import WrongUsage

    found: dict[Key, Setting] = {}
    for key, value in zip(KEYS, variables, strict=True):
        if value:
            if wrong := _complaint(key, value):
                raise WrongUsage(f"{_variable(key)}: {wrong}")
            found[key] = Setting(key, value, _variable(key))
    return found


def _read(path: str, name: str) -> dict[Key, Setting]:
    """The settings of a file. Raises `InvalidFile` with every problem of it, or `CannotRead`."""
    from leadadvisor.rulebook.files import read_file
    from leadadvisor.rulebook.problems import raise_if_any
    from leadadvisor.rulebook.yaml_source import read_sheet

    sheet = read_sheet(name, read_file(path))
    if isinstance(sheet.data, dict):
        for word in sheet.data:
            _check(sheet, word)
    elif sheet.data is not None:
        sheet.complain("wrong-type", (), "settings must be written as key: value", f"keys: {', '.join(KEYS)}")
    raise_if_any(name, sheet.troubles)
    values = sheet.data if isinstance(sheet.data, dict) else {}
    return {key: Setting(key, _in_place(key, str(values[key]), path), name) for key in KEYS if key in values}


def _check(sheet: Sheet, word: str) -> None:
    from leadadvisor.text import nearest

    key = next((key for key in KEYS if key == word), None)
    if key is None:
        near = nearest(word, KEYS)
        hint = f"did you mean '{near}'?" if near else f"this file holds settings of leadadvisor: {', '.join(KEYS)}"
        sheet.complain_of_key("unknown-key", (word,), f"there is no setting '{word}'", hint)
        return
    value = sheet.data[word] if isinstance(sheet.data, dict) else None
    if not isinstance(value, str) or not value:
        sheet.complain("wrong-type", (word,), f"'{word}' must be text: {ABOUT[key]}")
    elif wrong := _complaint(key, value):
        sheet.complain("unknown-word", (word,), wrong)


def _complaint(key: Key, value: str) -> str:
    """What is wrong with the value of this key; empty where nothing is."""
    from leadadvisor.reports import FORMATS
    from leadadvisor.text import listed, nearest, shown

    known: Mapping[str, Callable[[], tuple[str, ...]]] = {
        "format": lambda: FORMATS,
        "color": lambda: COLOURS,
        "pager": lambda: PAGER_WHEN,
    }
    words = known[key]() if key in known else (value,)
    if value in words:
        return ""
    near = nearest(value, words)
    how = f"did you mean {near}?" if near else f"choose from {listed(words, 'or')}"
    return f"{key} cannot be {shown(value)}; {how}"


def _refuse_link_out(project: str) -> None:
    """What came with somebody's folder may be a link to a secret, which a complaint would show. Raises `CannotRead`."""
    if os.path.islink(project):
        from leadadvisor.errors import CannotRead
        from leadadvisor.rulebook.files import leads_out

        if leads_out(project, os.path.dirname(project)):
            why = "it is a link that leads out of its directory; put the file itself there"
            raise CannotRead(f"cannot read {PROJECT_FILE}: {why}")


def _in_place(key: Key, value: str, path: str) -> str:
    """A rulebook is named from the directory of the file that names it."""
    if key != "rulebook":
        return value
    return os.path.normpath(os.path.join(os.path.dirname(path), os.path.expanduser(value)))


def _is_ours(path: str) -> bool:
    """Settings of another user's are left alone, and that is said: they could name another rulebook."""
    if not hasattr(os, "getuid"):
        return True
    if not os.path.exists(path):  # a link that leads nowhere: reading it says so
        return True
    status = os.stat(path)
    if status.st_uid in {os.getuid(), 0} and not status.st_mode & 0o002:
        return True
    from leadadvisor.cli.output import print_note
    from leadadvisor.text import printable

    print_note(f"{printable(path)} is not read: other people may write it.\n")
    return False
