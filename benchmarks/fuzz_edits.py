"""Edits as a hand makes them: words swapped for others, lines dropped, doubled, indented; and bytes hit at random.

A fuzzer that only turns bytes over seldom gets past the grammar of YAML; these get to what stands behind it.
"""

from __future__ import annotations

from random import Random

ODD_WORDS = (
    b"[]", b"{}", b"null", b"1", b"-1", b"0.5", b"1e999", b"true", b"yes", b"always", b"unsure", b"~", b"''", b"- x",
    b"[[a]]", b"{not: {}}", b"{all: []}", b"{use: x}", b"&a", b"*a", b"!!python/name:os.system", b"<<:", b"? [a]",
    b"|", b">-", b"---", b"\xe2\x80\xae", b"\xff", b"\t", b'"\\ud800"', b'"\\U00110000"', b"9" * 5000, b"[" * 40,
    b"2026-02-30", b"0x1f", b"12:30:45", "\u200e\u00ad\u2060".encode(), "\U000e0041".encode(), "\ufe0f\ufe0f".encode(),
    rb"\$(touch x)", b"`touch x`", b"=1+1", b"\x1b]52;c;x\x07", b"- " * 40, b"{a: " * 40, b"? " * 40, b"[[a], " * 40,
)  # fmt: skip
"""Words that mean something to YAML, to a rulebook or to nobody."""

_MOST_EDITS = 4


def edited(content: bytes, rng: Random, words: tuple[bytes, ...] = ()) -> bytes:
    """The content with one to four edits; `words` are some that stand in files of this kind."""
    for _ in range(rng.randint(1, _MOST_EDITS)):
        content = _by_byte(content, rng) if rng.random() < 1 / 5 else _by_line(content, rng, (*words, *ODD_WORDS))
    return content


def _by_line(content: bytes, rng: Random, words: tuple[bytes, ...]) -> bytes:
    lines = content.split(b"\n")
    place = rng.randrange(len(lines))
    line = lines[place]
    lines[place : place + 1] = rng.choice(
        ([_with_word(line, rng, words)],) * 4
        + ([], [line, line], [b"  " + line], [line[2:]], [line, rng.choice(lines)])
    )
    return b"\n".join(lines)


def _with_word(line: bytes, rng: Random, words: tuple[bytes, ...]) -> bytes:
    parts = line.split(b" ")
    parts[rng.randrange(len(parts))] = rng.choice(words)
    return b" ".join(parts)


def _by_byte(content: bytes, rng: Random) -> bytes:
    place = rng.randint(0, len(content))
    return (
        content[:place] + rng.choice((b"", rng.randbytes(1), rng.randbytes(4))) + content[place + rng.randint(0, 2) :]
    )
