"""Turns what a terminal sends into the names of keys; keys typed ahead wait until they are asked for."""

from __future__ import annotations

import codecs
import re

from leadadvisor.model.value import NamedTuple

INCOMPLETE = ""
"""In place of a key: the bytes so far may be the beginning of one."""

_NAMES = {
    "\r": "enter",
    "\n": "enter",
    "\t": "down",
    "\x01": "home",
    "\x04": "end-of-input",
    "\x05": "end",
    "\x08": "erase",
    "\x0c": "redraw",
    "\x0e": "down",
    "\x10": "up",
    "\x15": "erase-all",
    "\x7f": "erase",
}
_SEQUENCES = {
    "A": "up", "B": "down", "C": "right", "D": "left", "F": "end", "H": "home", "Z": "up",
    "1~": "home", "7~": "home", "4~": "end", "8~": "end", "5~": "page-up", "6~": "page-down",
}  # fmt: skip
_ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\x1b(?:\[([0-?]*)[ -/]*([@-~])|O([@-~]))")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")


class Typed(NamedTuple):
    """The first key of some text, and the text after it. A key nobody asked for is "ignored"."""

    key: str
    rest: str


def first_key(text: str, *, complete: bool = False) -> Typed:
    """The first key of the text, which is not empty.

    It is INCOMPLETE where the text may be cut off in the middle of a key, unless it is known to be complete: then
    the escape character at its beginning is the key Escape.
    """
    if not text.startswith(_ESCAPE):
        return Typed(_named(text[0]), text[1:])
    found = _SEQUENCE.match(text)
    if found:
        parameters, final, short = found.groups()
        return Typed(_of_sequence(parameters or "", final or short), text[found.end() :])
    if _UNFINISHED.match(text) and not complete:
        return Typed(INCOMPLETE, text)
    return Typed("escape", text[1:])


class Typeahead:
    """All that was typed and not asked for yet."""

    def __init__(self) -> None:
        self._text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, content: bytes) -> None:
        """Add what the terminal sent."""
        self._text += self._decoder.decode(content)

    def next(self, *, complete: bool = False) -> str:
        """The next key, taken off; INCOMPLETE where there is none yet. `complete` as for `first_key`."""
        if not self._text:
            return INCOMPLETE
        key, self._text = first_key(self._text, complete=complete)
        return key

    def waiting(self) -> bool:
        """Something was typed that is no whole key yet."""
        return bool(self._text)


def _named(sign: str) -> str:
    named = _NAMES.get(sign)
    return named or (sign if sign.isprintable() else "ignored")


def _of_sequence(parameters: str, final: str) -> str:
    if final == "~":
        return _SEQUENCES.get(f"{parameters.partition(';')[0]}~", "ignored")
    return _SEQUENCES.get(final, "ignored")
