"""What text of a rulebook must go through before it reaches a screen or a file."""

from __future__ import annotations

import re

_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1: a terminal obeys them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they show text in another order than it has
    "\u2028\u2029"  # line and paragraph separators: they end a line where nothing else does
    "\ufeff\ufffe\uffff"  # byte order mark and what is no character: nobody can see them
    "\ud800-\udfff]"  # halves of surrogate pairs: they cannot be written as UTF-8
)
_BLANKS = r"\s+"
_ASCII = str.maketrans(
    {
        "\u201c": '"',  # quotation marks
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2013": "-",  # dashes and the minus
        "\u2014": "-",
        "\u2212": "-",
        "\u2026": "...",
        "\u00b7": "-",
        "\u2192": "->",
        "\u00d7": "x",
    }
)


def safe(text: str) -> str:
    """The same text with every control character, except tab and newline, shown as U+FFFD.

    Text that can be printed as it stands has none; the expression is compiled only where one may be.
    """
    return text if text.isprintable() else re.sub(_UNSAFE, "\ufffd", text)


def one_line(text: str) -> str:
    """The same text, safe, on a single line with single blanks."""
    return re.sub(_BLANKS, " ", safe(text)).strip()


def ascii_signs(text: str) -> str:
    """The same text with typographic signs in ASCII; letters of other scripts stay."""
    return text.translate(_ASCII)
