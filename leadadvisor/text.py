"""The ground floor of words, for every layer: what is safe to print, one line, lists and counts, the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

UNSAFE = (
    "(?:[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1: a terminal obeys them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: text is shown in another order than it has
    "\u2028\u2029"  # separators of lines and paragraphs: they end a line where nothing else does
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # no width
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # nor these
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\ud800-\udfff]"  # halves of surrogate pairs: they cannot be written as UTF-8
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"  # a second variant of one sign
    "|(?<=[\t\n -~])[\U000e0100-\U000e01ef]|^[\U000e0100-\U000e01ef])"  # variants of ideographs, behind none
)
"""What nobody can see or a terminal obeys, as a regular expression: the one list, for reading and for printing.

Signs without width that scripts need stay: the joiners U+200C and U+200D, and one variation selector behind a sign.
"""

STAND_IN = "\N{REPLACEMENT CHARACTER}"
"""What is shown in the place of such a sign."""

BLANKS = " \t\n\r\xa0"
"""What may stand around a word in a cell: taken away wherever answers are read, in SQL as well."""

FORMULA_STARTS = frozenset("=+-@\t\r\0\uff1d\uff0b\uff0d\uff20")
"""A spreadsheet may take a cell that begins so for a formula (CWE-1236)."""

_INVISIBLE_YET_PRINTABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Members of the list that `str.isprintable` takes for letters and marks."""

_BLANKS = r"\s+"
_CODE = r"[^\w ,.()-]+"
_TYPOGRAPHY = str.maketrans(
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
_ONE_FOR_ONE = str.maketrans({"\t": " ", "\xa0": " ", "\n": STAND_IN})

_LONGEST_WORD = 60
_LONGEST_LIST = 12
_LONGEST_VALUE = 40


def safe(text: str) -> str:
    """The same text with every sign of `UNSAFE` shown as U+FFFD; tabs and newlines stay.

    Text that can be printed as it stands has none; the expression is compiled only where one may be.
    """
    if text.isprintable() and _INVISIBLE_YET_PRINTABLE.isdisjoint(text):
        return text
    return re.sub(UNSAFE, STAND_IN, text)


def printable(text: str) -> str:
    """The same text, safe and without tabs and newlines, one sign for one: places in it stay what they are."""
    return safe(text).translate(_ONE_FOR_ONE)


def one_line(text: str) -> str:
    """The same text, safe, on a single line with single blanks."""
    return re.sub(_BLANKS, " ", safe(text)).strip()


def ascii_signs(text: str) -> str:
    """The same text with typographic signs in ASCII; letters of other scripts stay."""
    return text.translate(_TYPOGRAPHY)


def short(text: str, most: int = _LONGEST_VALUE) -> str:
    """The text, or its beginning and "..." where it is longer."""
    return text if len(text) <= most else text[:most] + "..."


def shown(value: object) -> str:
    """A value of a file or of the command line in plain words, short and safe to print."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return safe(repr(short(value)))
        case list():
            return "a list"
        case _:
            return "a mapping (key: value)"


def for_a_shell(text: str) -> str:
    """The letters, digits and plain signs of the text, for completion: a shell takes much else for code."""
    return " ".join(re.sub(_CODE, " ", safe(text)).split())


def is_for_a_shell(word: str) -> bool:
    """The word can be offered by completion as it stands."""
    return bool(word) and word == for_a_shell(word) and " " not in word and not word.startswith("-")


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def within(label: str, name: str) -> str:
    """A label inside a sentence: without its capital where the id is the same word."""
    plain = name.replace("-", " ")
    return plain if label == capital(plain) else label


def sentence(text: str) -> str:
    """The text on one line, with a capital at the start and a full stop at the end, where it has none."""
    text = one_line(text)
    end = "" if not text or text[-1] in ".!?…" or text[-2:] in {".”", "?”", "!”"} else "."
    return capital(text) + end


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    return next(_sentences(text), "")


def statements(text: str) -> str:
    """What a text says before it asks: a contradiction is stated, and then asked about."""
    told = list(takewhile(lambda each: not each.endswith("?"), _sentences(text)))
    return " ".join(told) or first_sentence(text)


def _sentences(text: str) -> Iterator[str]:
    rest = sentence(text)
    while rest:
        end = _end_of_sentence(rest)
        yield rest[:end]
        rest = rest[end:].lstrip()


def _end_of_sentence(whole: str) -> int:
    """Where the first sentence ends: at a sign that a blank and a capital or a quotation follow."""
    for place, sign in enumerate(whole[:-1]):
        after = whole[place + 1 : place + 3]
        if sign in ".!?" and after[:1] == " " and (after[1:].isupper() or after[1:] in {"“", '"'}) and place > 3:  # noqa: PLR2004
            return place + 1
    return len(whole)


def lowered(text: str) -> str:
    """A sentence inside another: without its capital, unless its first word has more of them or stands for itself."""
    text = one_line(text)
    first = text.split(" ", 1)[0]
    proper = first[1:] != first[1:].lower() or first in {"I", "I'm"}
    return text if proper else text[:1].lower() + text[1:]


def percent(share: int) -> str:
    """A share as it is written in a sentence."""
    return f"{share} %"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 question", "2 questions", "1,200 firms"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """The parts as an enumeration: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def listing(names: Sequence[str], separator: str = ", ") -> str:
    """Names in a row, a long row or a long name cut short."""
    more = len(names) - _LONGEST_LIST
    row = separator.join(map(short, names[:_LONGEST_LIST]))
    return f"{row} and {more} more" if more > 0 else row


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, or None if none is like it."""
    return next(iter(near(word, known, 1)), None)


def near(word: str, known: Iterable[str], most: int) -> list[str]:
    """Up to so many known words that are like this one, the nearest first."""
    import difflib

    if len(word) > _LONGEST_WORD:
        return []
    by_small_letters = {name.lower(): name for name in known}
    return [
        by_small_letters[match] for match in difflib.get_close_matches(word.lower(), list(by_small_letters), n=most)
    ]


def no_formula(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: an apostrophe before it keeps it text."""
    return f"'{text}" if text[:1] in FORMULA_STARTS else text
