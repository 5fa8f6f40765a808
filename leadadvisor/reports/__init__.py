"""Telling: what the engine works out becomes text, in one of FORMATS.

`render` is the one way in. What is said stands once, as a document (`document.py`), as plain records and as a tree for
programs; terminal, markdown and html are writers of the document. A module is imported only when it is needed.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal, TypeAlias

from leadadvisor.errors import WrongUsage
from leadadvisor.model.value import NamedTuple

Verbosity: TypeAlias = Literal[-1, 0, 1, 2]

FORMATS = ("terminal", "plain", "json", "yaml", "markdown", "html")
"""Every format a report comes in."""

ENDINGS: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".txt": "plain",
    ".csv": "csv",
    ".ics": "ics",
}
"""The format a file name asks for by its ending."""

SCHEMAS = (
    "recommendation",
    "recommendation-brief",
    "explanation",
    "what-if",
    "weights",
    "comparison",
    "review",
    "firm-plan",
    "stop-rules",
)
"""What has a JSON Schema beside this file."""


class Layout(NamedTuple):
    """How a report is laid out; formats that are not for the eye use none of it.

    `width` is in columns, and below 10 means an unknown width: 80 is used. `unicode` false keeps to ASCII signs,
    and `bars` false leaves bars out, whose figures stand beside them, for a text that is read aloud.
    `verbosity` is -1 for one to three lines, 0 for the card, 1 for the whole report, 2 for every step and source too.
    """

    width: int = 80
    colour: bool = False
    unicode: bool = True
    verbosity: Verbosity = 0
    bars: bool = True


DEFAULT_LAYOUT = Layout()

_MODULES: Mapping[str, tuple[str, str, str]] = {
    "Recommendation": ("report", "plain", "tree"),
    "Explanation": ("explain", "explain_records", "explain_records"),
    "WhatIf": ("whatif", "whatif", "whatif"),
    "Weights": ("weights", "weights", "weights"),
    "Comparison": ("compare", "compare", "compare"),
    "Review": ("review", "review", "review"),
    "Checks": ("stop_rules", "stop_rules", "stop_rules"),
    "FirmPlan": ("firm_plan", "firm_plan", "firm_plan"),
}
"""For each kind of value, the modules whose `document`, `records` and `tree` say what there is to say."""


class UnknownFormat(WrongUsage, LookupError):
    """No report has that name; the sentence lists those there are."""

    def __init__(self, name: str) -> None:
        from leadadvisor.text import nearest

        near = nearest(name, FORMATS)
        hint = f" Did you mean {near!r}?" if near else ""
        super().__init__(f"Unknown format {name!r}.{hint} Formats: {', '.join(FORMATS)}.")


def render(
    value: object,
    format: str,  # noqa: A002 - the word users know it by
    layout: Layout = DEFAULT_LAYOUT,
    byline: str = "",
) -> str:
    """A recommendation, explanation, what-if, weights or comparison in that format; it ends with one newline.

    `byline` is a line above it, in the formats people read. Raises UnknownFormat.
    """
    if format not in FORMATS:
        raise UnknownFormat(format)
    document, records, tree = _MODULES[type(value).__name__]
    match format:
        case "json":
            text = _module("tree").as_json(_module(tree).tree(value))
        case "yaml":
            text = _module("tree").as_yaml(_module(tree).tree(value))
        case "plain":
            text = _module("plain").written(_module(records).records(value, layout.verbosity))
        case "terminal":
            text = _module("terminal").written(_module(document).document(value, layout.verbosity, byline), layout)
        case _:  # a document holds the whole report, unless quiet is asked for
            text = _module(format).written(_module(document).document(value, layout.verbosity or 1, byline))
    told: str = text
    return told.rstrip("\n") + "\n"


def schema(name: str) -> str:
    """The JSON Schema of what json and yaml hold for one of SCHEMAS, as text."""
    from importlib.resources import files

    return files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")
