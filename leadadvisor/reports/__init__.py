"""Telling: a recommendation becomes text, in one of the formats that stand in REPORTS."""

from importlib import import_module
from typing import Literal, Protocol, TypeAlias

from leadadvisor.errors import WrongUsage
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.value import NamedTuple

Verbosity: TypeAlias = Literal[-1, 0, 1]


class Layout(NamedTuple):
    """How a report is laid out; formats that are not for the eye use none of it.

    `width` is in columns, and below 10 means an unknown width: 80 is used. `unicode` false keeps to ASCII signs.
    `verbosity` is -1 for three lines, 0 for one page, 1 for everything.
    """

    width: int = 80
    colour: bool = False
    unicode: bool = True
    verbosity: Verbosity = 0


REPORTS: tuple[tuple[str, str], ...] = (
    ("terminal", "leadadvisor.reports.terminal"),
    ("plain", "leadadvisor.reports.plain"),
    ("json", "leadadvisor.reports.json"),
    ("yaml", "leadadvisor.reports.yaml"),
    ("markdown", "leadadvisor.reports.markdown"),
    ("html", "leadadvisor.reports.html"),
)
"""Every format and the module that renders it; a module is imported only when its format is asked for."""

DEFAULT_LAYOUT = Layout()


class UnknownFormat(WrongUsage, LookupError):
    """No report has that name; the sentence lists those there are."""

    def __init__(self, name: str) -> None:
        from difflib import get_close_matches

        known = [known for known, _ in REPORTS]
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        super().__init__(f"Unknown format {name!r}.{hint} Formats: {', '.join(known)}.")


class _Report(Protocol):
    """What a module named in REPORTS offers."""

    def __call__(self, recommendation: Recommendation, layout: Layout) -> str:
        """The report as text."""


def render(
    recommendation: Recommendation,
    format: str,  # noqa: A002 - the word users know it by
    layout: Layout = DEFAULT_LAYOUT,
) -> str:
    """The report in that format; it ends with exactly one newline. Raises UnknownFormat."""
    module = dict(REPORTS).get(format)
    if module is None:
        raise UnknownFormat(format)
    report: _Report = import_module(module).render
    return report(recommendation, layout).rstrip("\n") + "\n"


def recommendation_schema() -> str:
    """The JSON Schema of the json and yaml reports, as text."""
    from importlib.resources import files

    return files(__name__).joinpath("recommendation.schema.json").read_text(encoding="utf-8")
