"""The formats of explain, whatif and compare: each command says once what there is to tell, and it is told in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import Layout, UnknownFormat, Verbosity
from leadadvisor.reports.blocks import Block
from leadadvisor.reports.result import Result
from leadadvisor.reports.text import one_line

Lines: TypeAlias = Iterable[tuple[str, str]]
"""Keys and values of a plain report."""

FORMS = ("terminal", "plain", "json", "yaml", "markdown")
"""Every format these commands have."""


class Telling(NamedTuple):
    """How one kind of value is told: as blocks of a page, as plain lines, and as mappings and lists."""

    blocks: Callable[..., Iterable[Block]]
    lines: Callable[..., Lines]
    result: Callable[..., dict[str, Result]]


def told(telling: Telling, value: object, name: str, layout: Layout) -> str:
    """The value in that format; it ends with exactly one newline. Raises UnknownFormat."""
    verbosity: Verbosity = layout.verbosity
    match name:
        case "terminal":
            from leadadvisor.reports.terminal.blocks import laid_out

            text = laid_out(telling.blocks(value, verbosity), layout)
        case "markdown":
            from leadadvisor.reports.markdown_blocks import document

            text = document(telling.blocks(value, verbosity))
        case "plain":
            text = "".join(f"{key}: {one_line(content)}\n" for key, content in telling.lines(value, verbosity))
        case "json":
            import json

            text = json.dumps(telling.result(value), ensure_ascii=False, allow_nan=False, indent=2)
        case "yaml":
            from leadadvisor.reports.yaml import dumped

            text = dumped(telling.result(value))
        case _:
            raise UnknownFormat(name)
    return text.rstrip("\n") + "\n"
