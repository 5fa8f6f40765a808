"""A handbook in markdown: every sign of the rulebook's own text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.handbook.parts import Entry, Link, Section, Text
from leadadvisor.reports.markdown import escaped, heading, paragraph


def page(rulebook: Rulebook, parts: Sequence[Section]) -> str:
    """The whole document."""
    return "\n\n".join(block for block in _blocks(rulebook, parts) if block) + "\n"


def _blocks(rulebook: Rulebook, parts: Sequence[Section]) -> Iterator[str]:
    yield heading(rulebook.title, 1)
    yield paragraph(f"Rulebook {rulebook.name}, version {rulebook.version}. What is shared out is {rulebook.mix_of}.")
    yield paragraph(rulebook.basis)
    yield "\n".join(f"- {_link(Link(section.anchor, section.title))}" for section in parts)
    if rulebook.not_considered:
        yield heading("Not covered", 2)
        yield "\n".join(f"- {paragraph(each)}" for each in rulebook.not_considered)
    for section in parts:
        yield f"{heading(section.title, 2)} {_anchor(section.anchor)}"
        yield _text(section.text)
        for entry in section.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"{heading(entry.title, 3)} {_anchor(entry.anchor)}"
    yield _text(entry.text)
    yield "\n".join(f"- {escaped(label)}: {_inline(text)}" for label, text in entry.facts)


def _text(text: Text) -> str:
    """A paragraph: what begins it must not begin anything else."""
    first, rest = text[:1], text[1:]
    return "".join(paragraph(part) + _blank_after(part) for part in first if isinstance(part, str)) + _inline(
        rest if first and isinstance(first[0], str) else text
    )


def _inline(text: Text) -> str:
    return "".join(_link(part) if isinstance(part, Link) else _escaped_within(part) for part in text).strip()


def _escaped_within(part: str) -> str:
    """Escaped, with the blanks that keep it from the links on either side."""
    return f"{' ' if part[:1].isspace() else ''}{escaped(part)}{_blank_after(part)}"


def _blank_after(part: str) -> str:
    return " " if part[-1:].isspace() and part.strip() else ""


def _link(link: Link) -> str:
    return f"[{escaped(link.text)}](#{link.anchor})"


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>'
