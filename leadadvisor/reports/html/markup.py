"""Markup made so that no text can become any: whatever is put into an element is escaped unless it is markup itself."""

from __future__ import annotations

import re
from html import escape

from leadadvisor.text import safe

_VOID = frozenset({"link", "meta"})
_INLINE = frozenset({"a", "b", "cite", "em", "small", "span", "strong"})
"""Elements that stand within a line; after all others the source goes on in the next line."""


_PERCENT = re.compile(r"(?<=\d) %")


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | int | bool) -> Html:
    """An element. Attribute names lose a trailing underscore and have hyphens for the others; False leaves one out."""
    start = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    end = "" if tag in _INLINE else "\n"
    if tag in _VOID:
        return Html(f"{start}{end}")
    return Html(f"{start}{joined(*children)}</{tag}>{end}")


def joined(*children: str) -> Html:
    """The children one after the other; text among them is escaped."""
    return Html("".join(child if isinstance(child, Html) else _escaped(child) for child in children))


def unless_empty(tag: str, *children: str, **attributes: str | int | bool) -> Html:
    """An element, or nothing where it would hold nothing."""
    return element(tag, *children, **attributes) if any(children) else Html()


def _escaped(text: str) -> str:
    """Text that shows as it is; a number and its percent sign stay on one line."""
    return _PERCENT.sub("\u00a0%", escape(safe(text), quote=True))


def _attribute(name: str, value: str | int | bool) -> str:
    if value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    return f" {plain}" if value is True else f' {plain}="{escape(safe(str(value)), quote=True)}"'
