"""What the command line asks of the questionnaire, how this terminal can be asked, and the lines that go on with it."""

from __future__ import annotations

import locale
import os
import shlex
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TextIO

from leadadvisor.cli.reporting import OutputOptions
from leadadvisor.model.figure import FIGURE_KEYS, Figure
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple

if TYPE_CHECKING:
    from leadadvisor.questionnaire.interview import Interview

_NO = {"", "0", "false", "no", "off"}
_SIMPLE = {"", "dumb", "unknown"}
_FULL_SCREEN = ("cup", "el", "ed", "civis", "cnorm")


def why_not_to_ask(environment: Mapping[str, str] = os.environ) -> str:
    """Why nobody can be asked; empty where somebody can."""
    if not _is_terminal(sys.stdin):
        return "standard input is not a terminal"
    if environment.get("CI", "").lower() not in _NO:
        return "this is a run of a CI (the variable CI is set)"
    return ""


def asking_mode(console: TextIO, environment: Mapping[str, str] = os.environ) -> Literal["keys", "lines"]:
    """Keys on a capable terminal, lines on any other."""
    if environment.get("ACCESSIBLE", "").lower() not in _NO or not _is_terminal(console):
        return "lines"
    return "keys" if _is_capable(environment, console) else "lines"


def find_console() -> TextIO:
    """Where questions are shown: standard error, or the terminal itself where that goes elsewhere, as by 2>FILE."""
    if not _is_terminal(sys.stderr):
        with suppress(OSError):
            return open("/dev/tty", "w", encoding=locale.getencoding(), errors="replace")
    return sys.stderr if sys.stderr is not None else open(os.devnull, "w", encoding="utf-8")


def wants_colour(when: str | None, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the questions are coloured; `when` is the word given to --color."""
    from leadadvisor.cli import settings

    return settings.wants_colour((when or settings.setting("color")).lower(), environment, terminal=True)


def shows_signs(console: TextIO) -> bool:
    """Whether the console can show arrows and lines."""
    try:
        "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}━↑".encode(getattr(console, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _is_terminal(stream: object) -> bool:
    """A stream that was closed before the program began is None."""
    isatty = getattr(stream, "isatty", None)
    try:
        return isatty is not None and bool(isatty())
    except ValueError:  # closed since
        return False


def _is_capable(environment: Mapping[str, str], console: TextIO) -> bool:
    """The terminal can move its cursor and show colours, and single keys can be read from it."""
    name = environment.get("TERM", "")
    if name in _SIMPLE:
        return False
    try:
        import curses
        import termios
    except ImportError:  # Windows
        return False
    del termios
    try:
        curses.setupterm(name, console.fileno())
    except curses.error:  # a terminal newer than what is installed here: a colour terminal says so by itself
        return bool(environment.get("COLORTERM")) or name.startswith("xterm")
    return curses.tigetnum("colors") >= len("rgbcmykw") and all(map(curses.tigetstr, _FULL_SCREEN))


def quoted_path(path: str) -> str:
    """The path for a shell; below the user's home it begins with ~, which a shell reads outside quotes only."""
    home = os.path.expanduser("~")
    below = path.removeprefix(f"{home}/")
    return f"~/{shlex.quote(below)}" if os.path.isabs(home) and below != path else shlex.quote(path)


_NOT_FLAGS_OF_RECOMMEND = {"no-ranges", "fail-on", *FIGURE_KEYS}
"""Ids of questions that a flag answers here, but not there."""


class Look(NamedTuple):
    """Whether there are colours, and signs beyond ASCII."""

    colour: bool
    unicode: bool


class Manner(NamedTuple):
    """How to ask: everything, or what tells most first; with hints or without."""

    ask_all: bool = False
    quick: bool = False
    hints: bool = True


class Request(NamedTuple):
    """What the command line asks for.

    `console` is where questions are shown. `given` are answers known already. `save` names the file for the answers,
    `directory` the rulebook (None: the usual one), and `flagged` are the ids of the questions a flag can answer.
    `figures` are the user's own.
    """

    rulebook: Rulebook
    console: TextIO
    given: Profile
    told: OutputOptions
    look: Look
    manner: Manner
    resuming: bool
    save: str | None
    directory: str | None
    flagged: frozenset[str]
    figures: tuple[Figure, ...] = ()

    def path(self) -> str:
        """The file the answers are saved in."""
        from leadadvisor.questionnaire.cases import default_path

        return self.save or default_path(self.rulebook)

    def resume_command(self, path: str) -> str:
        """The line that goes on with what is saved in the file."""
        from leadadvisor.questionnaire.cases import case_of

        manner = self.manner
        words = ["leadadvisor", "ask", "--resume"]
        case = case_of(self.rulebook, path)
        words += ["--save", path] if case is None else ["--case", case] if case else []
        words += ["--rulebook", self.directory] if self.directory else []
        chosen = (("--all", manner.ask_all), ("--quick", manner.quick), ("--no-hints", not manner.hints))
        return shlex.join([*words, *(flag for flag, given in chosen if given)])

    def report_command(self, path: str) -> str:
        """The line that gets the report for what is saved in the file, on a terminal and in a script."""
        from leadadvisor.questionnaire.cases import case_of

        case = case_of(self.rulebook, path)
        words = ["--case", shlex.quote(case)] if case else ["--answers", quoted_path(path)]
        words += ["--rulebook", quoted_path(self.directory)] if self.directory else []
        return " ".join(["leadadvisor", "recommend", *words])

    def same_result(self, interview: Interview) -> str:
        """The line that gets the report for these answers again."""
        from leadadvisor.questionnaire.summary import command_line

        ids = {question.id for question in self.rulebook.questions}
        without_flag = (ids - self.flagged) | _NOT_FLAGS_OF_RECOMMEND
        directory = self.directory or ""
        return command_line(self.rulebook, interview, rulebook_directory=directory, without_flag=without_flag)
