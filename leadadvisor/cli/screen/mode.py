"""Decides how to ask on this terminal: with keys, with lines, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["keys", "lines", "none"]

_NO = {"", "0", "false", "no", "off"}
_SIMPLE = {"", "dumb", "unknown"}
_FULL_SCREEN = ("cup", "el", "ed", "civis", "cnorm")


def asking_mode(environment: Mapping[str, str] = os.environ) -> Mode:
    """Keys on a capable terminal, lines on any other; none where standard input is not a terminal."""
    if not _is_terminal(sys.stdin):
        return "none"
    if environment.get("ACCESSIBLE", "").lower() not in _NO or not _is_terminal(sys.stderr):
        return "lines"
    return "keys" if _is_capable(environment) else "lines"


def wants_colour(when: str | None, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the questions are coloured; `when` is the word given to --color."""
    when = (when or "auto").lower()
    return when == "always" or (when != "never" and not environment.get("NO_COLOR"))


def shows_signs() -> bool:
    """Whether standard error can show arrows and lines."""
    try:
        "\N{HEAVY RIGHT-POINTING ANGLE QUOTATION MARK ORNAMENT}━↑".encode(
            getattr(sys.stderr, "encoding", None) or "ascii"
        )
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


def _is_capable(environment: Mapping[str, str]) -> bool:
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
        curses.setupterm(name, sys.stderr.fileno())
    except curses.error:  # a terminal newer than what is installed here: a colour terminal says so by itself
        return bool(environment.get("COLORTERM")) or name.startswith("xterm")
    return curses.tigetnum("colors") >= len("rgbcmykw") and all(map(curses.tigetstr, _FULL_SCREEN))
