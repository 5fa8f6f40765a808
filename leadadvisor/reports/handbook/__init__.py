"""A rulebook as one page to read, with links both ways between what says something and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.handbook.sections import sections

FORMATS = ("markdown", "html")
"""Every format a page can be written in."""


def handbook(rulebook: Rulebook, cases_by_rule: Mapping[str, Sequence[str]], name: str) -> str:
    """The page in that format; `cases_by_rule` names the cases in which each rule speaks. Raises `WrongUsage`."""
    parts = sections(rulebook, cases_by_rule)
    match name:
        case "markdown":
            from leadadvisor.reports.handbook.markdown import page as markdown_page

            return markdown_page(rulebook, parts)
        case "html":
            from leadadvisor.reports.handbook.html import page as html_page

            return html_page(rulebook, parts)
        case _:
            raise WrongUsage(f"a rulebook cannot be written as {name!r}: choose from {', '.join(FORMATS)}")
