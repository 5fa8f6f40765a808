"""The options several commands share, and how the values they were given are read.

Every option with a value is declared as one that may repeat, because Typer silently keeps the last value of the
others; `single` then refuses the second.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, TypeAlias, cast

import typer

from leadadvisor.cli.help import PROGRAM
from leadadvisor.cli.output import STDOUT
from leadadvisor.cli.settings import COLOURS, setting, wants_colour
from leadadvisor.errors import WrongUsage
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import ENDINGS, Layout, Verbosity
from leadadvisor.reports import FORMATS as FORMATS  # noqa: PLC0414 - other commands take it from here

OUTPUT = "Output"
FOR_FILES = ("json", "yaml", "markdown", "html", "csv", "ics")
"""Formats that are UTF-8 whatever the locale says, so that the same input gives the same bytes."""

_NARROWEST = 10
_LONGEST_PREFIX = 30
_FALLBACK_SIZE = (80, 24)

Values: TypeAlias = list[str] | None
"""What an option was given, in order; None or empty where it was not given."""


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def _colours(incomplete: str) -> list[str]:
    return [name for name in COLOURS if name.startswith(incomplete)]


FormatOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain, json, yaml, markdown or html.",
        rich_help_panel=OUTPUT, autocompletion=_formats,
    ),
]  # fmt: skip
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=OUTPUT)]
OutputOption = Annotated[
    Values,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; its ending names the format.",
        rich_help_panel=OUTPUT,
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over an existing file.", rich_help_panel=OUTPUT)]
ColorOption = Annotated[
    Values,
    typer.Option(
        "--color", metavar="WHEN", help="auto, always or never.", rich_help_panel=OUTPUT, autocompletion=_colours
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only the essentials.", rich_help_panel=OUTPUT)]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say everything.", rich_help_panel=OUTPUT)]
FullOption = Annotated[
    bool, typer.Option("--full", help="The whole report, through your pager on a terminal.", rich_help_panel=OUTPUT)
]
NoPagerOption = Annotated[bool, typer.Option("--no-pager", help="Print it all at once.", rich_help_panel=OUTPUT)]
TitleOption = Annotated[
    Values, typer.Option("--title", metavar="TEXT", help="A title above the report.", rich_help_panel=OUTPUT)
]
ForOption = Annotated[Values, typer.Option("--for", metavar="NAME", help="Who it is for.", rich_help_panel=OUTPUT)]
DateOption = Annotated[
    Values, typer.Option("--date", metavar="DATE", help="A date above the report.", rich_help_panel=OUTPUT)
]
RulebookOption = Annotated[
    Values,
    typer.Option("--rulebook", metavar="DIR", help="Use the rulebook in this directory.", rich_help_panel=PROGRAM),
]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of an unexpected error.", rich_help_panel=PROGRAM)
]


class OutputOptions(NamedTuple):
    """In which format to write, and where: None is stdout. `byline` is a line above it, `paged` is for a pager."""

    format: str
    path: str | None
    force: bool
    layout: Layout
    byline: str = ""
    paged: bool = False


def single(flag: str, values: Values) -> str | None:
    """The value of an option that may stand once. Raises `WrongUsage` where it was repeated."""
    if not values:
        return None
    if len(values) > 1:
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"{flag} is given {len(values)} times: {', '.join(map(quoted, values))}. Give it once.")
    return values[0]


def choice(flag: str, word: str, known: Sequence[str]) -> str:
    """The known word that was given, in any case of letters. Raises `WrongUsage` with the nearest one."""
    plain = word.lower()
    if plain in known:
        return plain
    from leadadvisor.questionnaire.answers import misread, quoted

    raise WrongUsage(misread(f"{flag} cannot be {quoted(word)}", word, known, "choose from").sentence())


def output_options(
    *,
    formats: Sequence[str],
    format_: Values,
    json: bool,
    output: Values,
    force: bool,
    color: Values = None,
    quiet: bool = False,
    verbose: bool = False,
    full: bool = False,
    no_pager: bool = False,
    byline: str = "",
) -> OutputOptions:
    """The options that decide how and where a report is written. Raises `WrongUsage`."""
    if quiet and (verbose or full):
        raise WrongUsage(f"--quiet and {'--full' if full else '--verbose'} contradict each other. Give one of them.")
    path = single("--output", output)
    if path == "":
        raise WrongUsage("--output needs the name of a file, or - for standard output.")
    to_screen = path in {None, STDOUT}
    name = _format(formats, single("--format", format_), path, json=json)
    colour = choice("--color", single("--color", color) or setting("color"), COLOURS)
    if to_screen and name in FOR_FILES:
        _speak_utf8()
    layout = Layout(
        width=_width(),
        colour=colour == "always" or (to_screen and wants_colour(colour, os.environ, terminal=_is_terminal())),
        unicode=not to_screen or _shows_blocks(),
        verbosity=cast("Verbosity", -1 if quiet else 2 if verbose else int(full)),
    )
    long = name == "terminal" and layout.verbosity > 0 and not no_pager and setting("pager") != "never"
    paged = long and path is None and _is_terminal() and os.environ.get("TERM") != "dumb"
    return OutputOptions(name, path, force, layout, byline, paged)


def line_above(title: Values, for_: Values, date: Values) -> str:
    """The line above a report, from those of its parts that were given. Raises `WrongUsage`."""
    given = {"--title": title, "--for": for_, "--date": date}
    told = {flag: word.strip() for flag, values in given.items() if (word := single(flag, values)) is not None}
    empty = [flag for flag, word in told.items() if not word]
    if empty:
        raise WrongUsage(f"{empty[0]} is empty. Give it a text, or leave it out.")
    return " \N{MIDDLE DOT} ".join(f"for {word}" if flag == "--for" else word for flag, word in told.items())


def _format(formats: Sequence[str], word: str | None, path: str | None, *, json: bool) -> str:
    """The format that was asked for by flag or by the ending of the file's name, else what suits the screen."""
    name = None if word is None else choice("--format", word, formats)
    if json:
        if name not in {None, "json"}:
            raise WrongUsage(f"--json and --format {name} contradict each other. Give one of them.")
        name = "json"
    to_screen = path in {None, STDOUT}
    by_ending = None if to_screen else ENDINGS.get(os.path.splitext(path or "")[1].lower())
    if by_ending is None:
        configured = setting("format") if setting("format") in formats else ""
        return name or configured or ("terminal" if to_screen and _is_terminal() else "plain")
    if by_ending not in formats:
        raise WrongUsage(f"--output {path}: this command writes no {by_ending}, only {', '.join(formats)}.")
    if name not in {None, by_ending} and (name, by_ending) != ("terminal", "plain"):
        flag = "--json" if json and word is None else f"--format {name}"
        raise WrongUsage(f"--output {path} asks for {by_ending} and {flag} for {name}. Give one of them.")
    return name or by_ending


def _speak_utf8() -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:  # a test or an embedding program may have put something else there
        reconfigure(encoding="utf-8")


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _shows_blocks() -> bool:
    """The screen can show the block that bars are made of."""
    try:
        "\N{FULL BLOCK}".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _width() -> int:
    width = typer.get_terminal_size(_FALLBACK_SIZE).columns
    return width if width >= _NARROWEST else _FALLBACK_SIZE[0]


def prefix_of(word: str | None) -> str:
    """What begins the names of added columns. Raises `WrongUsage`."""
    if word is None:
        return ""
    if not _plain_name(word):
        from leadadvisor.questionnaire.answers import quoted

        raise WrongUsage(f"--prefix cannot be {quoted(word)}. Give letters, digits, _ or -, such as advice_.")
    return word


def _plain_name(word: str) -> bool:
    """Letters, digits, _ and -, of which the first is no digit, and not so many that a name gets too long."""
    return len(word) <= _LONGEST_PREFIX and word.replace("-", "_").isidentifier() and not word.startswith("-")
