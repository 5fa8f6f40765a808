"""A handbook as one html file that needs no other: every sign of the rulebook's own text is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.handbook.parts import Entry, Link, Section, Text
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty

_STYLE = Html("""
:root { color-scheme: light dark; --quiet: #5b6470; --line: #d5dae0; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --quiet: #a3adb8; --line: #3a424c; --link: #8cbcf2; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { margin: 2rem 0 .3rem; }
section section:target { outline: 2px solid var(--link); outline-offset: .5rem; }
a { color: var(--link); }
p { margin: .3rem 0; }
dl { margin: .5rem 0; }
dt { color: var(--quiet); font-size: .9rem; margin-top: .5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
@media print { a { color: inherit; text-decoration: none; } section section { break-inside: avoid; } }
""")


def page(rulebook: Rulebook, parts: Sequence[Section]) -> str:
    """The whole document."""
    contents = element("nav", element("ul", *(_line(section) for section in parts)), aria_label="Contents")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", rulebook.title),
        element("style", _STYLE),
    )
    about = f"Rulebook {rulebook.name}, version {rulebook.version}. What is shared out is {rulebook.mix_of}."
    body = element(
        "body",
        element("h1", rulebook.title),
        element("p", about),
        element("p", rulebook.basis),
        contents,
        _not_considered(rulebook),
        element("main", *map(_section, parts)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}"


def _not_considered(rulebook: Rulebook) -> Html:
    items = unless_empty("ul", *(element("li", each) for each in rulebook.not_considered))
    return element("section", element("h2", "Not covered"), items) if items else Html()


def _line(section: Section) -> Html:
    return element("li", _link(Link(section.anchor, section.title)))


def _section(section: Section) -> Html:
    text = unless_empty("p", _text(section.text))
    return element("section", element("h2", section.title), text, *map(_entry, section.entries), id=section.anchor)


def _entry(entry: Entry) -> Html:
    told = [joined(element("dt", label), element("dd", _text(text))) for label, text in entry.facts]
    text = unless_empty("p", _text(entry.text))
    return element("section", element("h3", entry.title), text, unless_empty("dl", *told), id=entry.anchor)


def _text(text: Text) -> Html:
    return joined(*(_link(part) if isinstance(part, Link) else part for part in text))


def _link(link: Link) -> Html:
    return element("a", link.text, href=f"#{link.anchor}")
