"""Several reports from one run: --export names a format and a file, and --open shows the html report to the user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from leadadvisor.cli.options import OUTPUT, OutputOptions, Values, choice
from leadadvisor.cli.output import STDOUT, print_note
from leadadvisor.errors import WrongUsage
from leadadvisor.reports import FORMATS
from leadadvisor.rulebook.files import absolute


def _exports(incomplete: str) -> list[str]:
    return [f"{name}=" for name in FORMATS if name.startswith(incomplete)]


ExportOption = Annotated[
    Values,
    typer.Option(
        "--export", metavar="FORMAT=FILE", help="Write this format too; may repeat.", rich_help_panel=OUTPUT,
        autocompletion=_exports,
    ),
]  # fmt: skip
OpenOption = Annotated[bool, typer.Option("--open", help="Show the html report.", rich_help_panel=OUTPUT)]


def read_exports(words: Values, told: OutputOptions) -> list[OutputOptions]:
    """How and where each export is written. Raises `WrongUsage`, also where two reports would go to one file."""
    exports: list[OutputOptions] = []
    taken = {absolute(told.path or STDOUT)}
    layout = told.layout._replace(colour=False, unicode=True)
    for word in words or ():
        name, equals, path = word.partition("=")
        if not equals or not path:
            raise WrongUsage(f"--export {_quoted(word)}: write a format, = and a file, such as html=report.html.")
        if path == STDOUT:
            raise WrongUsage(f"--export {_quoted(word)}: exports go to files; --format prints a report.")
        if absolute(path) in taken:
            raise WrongUsage(f"--export {_quoted(word)}: another report goes to that file already.")
        taken.add(absolute(path))
        name = choice("--export", name.strip(), FORMATS)
        exports.append(told._replace(format=name, path=path, layout=layout, paged=False))
    return exports


def page_to_open(told: OutputOptions, exports: Sequence[OutputOptions]) -> str:
    """The file with the html report. Raises `WrongUsage` where none is written."""
    for each in (told, *exports):
        if each.format == "html" and each.path not in {None, STDOUT}:
            return each.path or ""
    raise WrongUsage("--open needs an html report in a file. Add --export html=report.html.")


def open_page(path: str) -> None:
    """Show the file in the user's browser; where that is not to be had, say so."""
    import webbrowser
    from pathlib import Path

    try:
        shown = webbrowser.open(Path(path).resolve().as_uri())
    except (webbrowser.Error, OSError):
        shown = False
    if not shown:
        print_note(f"No browser could be started. The report is in {path}\n")


def _quoted(word: str) -> str:
    from leadadvisor.questionnaire.answers import quoted

    return quoted(word)
