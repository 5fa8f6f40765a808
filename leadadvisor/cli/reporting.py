"""One decorator gives a command its output options; what they come to is written to the screen, a pager or files."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias, cast

import typer

from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import OUTPUT, DebugOption, RulebookOption, Values, beginning, choice, flags_of, single
from leadadvisor.cli.output import STDOUT, deliver, print_note, print_out
from leadadvisor.cli.settings import COLOURS, setting, wants_colour
from leadadvisor.errors import WrongUsage
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import ENDINGS, FORMATS, Layout, Verbosity

Command: TypeAlias = Callable[..., int]
Look: TypeAlias = Literal["quiet", "verbose", "color"]

FEW_FORMATS = ("terminal", "plain", "json")
"""What the commands write whose result is no report."""
LOOKS: tuple[Look, ...] = ("quiet", "verbose", "color")
FOR_FILES = ("json", "yaml", "markdown", "html", "csv", "ics")
"""Formats that are UTF-8 whatever the locale says, so that the same input gives the same bytes."""

_NARROWEST = 10
_FALLBACK_SIZE = (80, 24)


class OutputOptions(NamedTuple):
    """In which format to write, and where: None is stdout. `byline` is a line above it, `paged` is for a pager.

    `colour` is the word that counts for --color; what it comes to here stands in the layout.
    """

    format: str
    path: str | None
    force: bool
    layout: Layout
    byline: str = ""
    paged: bool = False
    colour: str = "auto"


def _switch(*flags: str, told: str) -> object:
    return Annotated[bool, typer.Option(*flags, help=told, rich_help_panel=OUTPUT)]


def _valued(*flags: str, metavar: str, told: str, known: Sequence[str] = ()) -> object:
    complete = beginning(known) if known else None
    option = typer.Option(*flags, metavar=metavar, help=told, rich_help_panel=OUTPUT, autocompletion=complete)
    return Annotated[Values, option]


_FORCE = {"force": _switch("--force", told="Write over an existing file.")}
_LOOKS: Mapping[Look, object] = {
    "quiet": _switch("--quiet", "-q", told="Say only the essentials."),
    "verbose": _switch("--verbose", "-v", told="Say everything."),
    "color": _valued("--color", metavar="WHEN", told="auto, always or never.", known=COLOURS),
}
_FULL = {"full": _switch("--full", told="The whole report, through your pager on a terminal.")}
_PAGER = {"no_pager": _switch("--no-pager", told="Print it all at once.")}
_BYLINE = {
    "title": _valued("--title", metavar="TEXT", told="A title above the report."),
    "for_": _valued("--for", metavar="NAME", told="Who it is for."),
    "date": _valued("--date", metavar="DATE", told="A date above the report."),
}
ExportOption = Annotated[
    Values,
    typer.Option(
        "--export", metavar="FORMAT=FILE", help="Write this format too; may repeat.", rich_help_panel=OUTPUT,
        autocompletion=beginning(FORMATS, "="),
    ),
]  # fmt: skip
OpenOption = Annotated[bool, typer.Option("--open", help="Show the html report.", rich_help_panel=OUTPUT)]


def reporting(
    formats: Sequence[str] = FORMATS,
    *,
    looks: Sequence[Look] = LOOKS,
    pages: bool = False,
    full: bool = False,
    long: bool = False,
) -> Callable[[Command], Command]:
    """Give a command --output and --force, and hand it what they come to as `told`.

    It has --format where there are `formats`, --json where that is one of them, and of --color, -q and -v those in
    `looks`; with `pages` also a pager, and --title, --for and --date above the report; with `full` --full.
    A `long` report goes through the pager whenever it is not quiet.
    """
    named = "; its ending names the format" if formats else ""
    output = _valued("--output", "-o", metavar="FILE", told=f"Write to this file{named}.")
    given: dict[str, object] = {**_format_options(formats), "output": output, **_FORCE}
    given |= _FULL if full else {}
    given |= {look: option for look, option in _LOOKS.items() if look in looks}
    given |= {**_PAGER, **_BYLINE} if pages else {}

    def decorate(command: Command) -> Command:
        def reported(**values: Any) -> int:
            chosen = {name: values.pop(name, _default(option)) for name, option in given.items()}
            byline = _line_above(*(chosen.pop(name) for name in _BYLINE)) if pages else ""
            return command(told=output_options(formats=formats, byline=byline, long=long, **chosen), **values)

        own = [each for each in _parameters(command) if each.name != "told"]
        before = [each for each in own if each.kind is not each.VAR_KEYWORD and _panel(each) != OUTPUT]
        behind = [each for each in own if each not in before]
        return _declared(reported, command, [*before, *(_parameter(*each) for each in given.items()), *behind])

    return decorate


def with_program_options(command: Command, line: CommandLine, *, rulebook: bool) -> Command:
    """The command with --debug, and --rulebook where it uses one: both are read from the line, and only declared.

    Of all its options it has those that stand on the line, where that has no other: Typer takes a while for each.
    """
    options: dict[str, object] = {**({"rulebook_": RulebookOption} if rulebook else {}), "debug": DebugOption}

    def called(**values: Any) -> int:
        return command(**{name: value for name, value in values.items() if name not in options})

    parameters = [*_parameters(command), *(_parameter(*each) for each in options.items())]
    return _declared(called, command, _needed(parameters, line))


def _needed(parameters: Sequence[inspect.Parameter], line: CommandLine) -> Sequence[inspect.Parameter]:
    """What Typer must know for this line: everything for help, for a completion, and to say what a misspelt flag is."""
    given = {word.partition("=")[0] for word in line.words if word.startswith("-")}
    flags = [(parameter, flags_of(parameter)) for parameter in parameters]
    if line.completing or not given.issubset(flag for _, names in flags for flag in names):
        return parameters
    return [parameter for parameter, names in flags if not names or given.intersection(names)]


def _format_options(formats: Sequence[str]) -> dict[str, object]:
    if not formats:
        return {}
    told = f"{', '.join(formats[:-1])} or {formats[-1]}."
    format_ = _valued("--format", "-f", metavar="FORMAT", told=told, known=formats)
    json = {"json": _switch("--json", told="Short for --format json.")} if "json" in formats else {}
    return {"format_": format_, **json}


def output_options(
    *,
    formats: Sequence[str],
    output: Values,
    force: bool,
    format_: Values = None,
    json: bool = False,
    color: Values = None,
    quiet: bool = False,
    verbose: bool = False,
    full: bool = False,
    no_pager: bool = False,
    byline: str = "",
    long: bool = False,
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
    fills = layout.verbosity > 0 or (long and not quiet)
    may_page = name == "terminal" and fills and not no_pager and setting("pager") != "never"
    paged = may_page and path is None and _is_terminal() and os.environ.get("TERM") != "dumb"
    return OutputOptions(name, path, force, layout, byline, paged, colour)


def read_exports(words: Values, told: OutputOptions) -> list[OutputOptions]:
    """How and where each export is written. Raises `WrongUsage`, also where two reports would go to one file."""
    if not words:
        return []
    from leadadvisor.questionnaire.answers import quoted
    from leadadvisor.rulebook.files import absolute

    exports: list[OutputOptions] = []
    taken = {absolute(told.path or STDOUT)}
    layout = told.layout._replace(colour=False, unicode=True)
    for word in words:
        name, equals, path = word.partition("=")
        if not equals or not path:
            raise WrongUsage(f"--export {quoted(word)}: write a format, = and a file, such as html=report.html.")
        if path == STDOUT:
            raise WrongUsage(f"--export {quoted(word)}: exports go to files; --format prints a report.")
        if absolute(path) in taken:
            raise WrongUsage(f"--export {quoted(word)}: another report goes to that file already.")
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


def write(text: str, told: OutputOptions) -> None:
    """Write a report where it belongs; a long one on a terminal goes through the user's pager."""
    if not (told.paged and _show_in_pager(text, told.layout.colour)):
        deliver(text, told.path, force=told.force)


def write_all(reports: Sequence[tuple[str, OutputOptions]]) -> None:
    """Write every report to its file or to stdout; none of them where one may not be written. Raises `CannotWrite`."""
    for _, told in reports:
        if told.path is not None and told.path != STDOUT:
            from leadadvisor.saving import check_target

            check_target(told.path, force=told.force)
    for text, told in reports:
        write(text, told)


def _declared(wrapper: Command, command: Command, parameters: Sequence[inspect.Parameter]) -> Command:
    """The wrapper as a command with these parameters, for Typer to read."""
    wrapper.__name__, wrapper.__doc__ = command.__name__, command.__doc__
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {each.name: each.annotation for each in parameters}
    return wrapper


def _parameters(command: Command) -> list[inspect.Parameter]:
    return list(inspect.signature(command, eval_str=True).parameters.values())


def _parameter(name: str, option: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_default(option), annotation=option)


def _default(option: Any) -> bool | None:
    """What an option is where it was not given."""
    return False if option.__origin__ is bool else None


def _panel(parameter: inspect.Parameter) -> str | None:
    """The topic of the help under which an option stands."""
    notes = getattr(parameter.annotation, "__metadata__", ())
    return next((panel for note in notes if (panel := getattr(note, "rich_help_panel", None))), None)


def _line_above(title: Values, for_: Values, date: Values) -> str:
    """The line above a report, from those of its parts that were given. Raises `WrongUsage`."""
    given = {"--title": title, "--for": for_, "--date": date}
    told = {flag: word.strip() for flag, values in given.items() if (word := single(flag, values)) is not None}
    empty = [flag for flag, word in told.items() if not word]
    if empty:
        raise WrongUsage(f"{empty[0]} is empty. Give it a text, or leave it out.")
    return " \N{MIDDLE DOT} ".join(f"for {word}" if flag == "--for" else word for flag, word in told.items())


def _format(formats: Sequence[str], word: str | None, path: str | None, *, json: bool) -> str:
    """The format that was asked for by flag or by the ending of the file's name, else what suits the screen.

    Without a terminal that is plain, or the first of the formats where plain is none of them.
    """
    if not formats:
        return ""
    name = None if word is None else choice("--format", word, formats)
    if json:
        if name not in {None, "json"}:
            raise WrongUsage(f"--json and --format {name} contradict each other. Give one of them.")
        name = "json"
    to_screen = path in {None, STDOUT}
    by_ending = None if to_screen else ENDINGS.get(os.path.splitext(path or "")[1].lower())
    if by_ending is None:
        configured = setting("format") if setting("format") in formats else ""
        usual = "terminal" if to_screen and _is_terminal() else "plain"
        return name or configured or (usual if usual in formats else formats[0])
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


def _show_in_pager(text: str, colour: bool) -> bool:
    """Whether the user's pager showed the text; where it cannot be started, the text is printed as it is."""
    import shlex
    import signal
    import subprocess

    words = shlex.split(os.environ.get("PAGER", "less"))
    if not words or words == ["cat"]:
        return False
    environment = {"LESS": "FRX" if colour else "FX", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it runs
    try:
        with subprocess.Popen(words, stdin=subprocess.PIPE, env=environment) as pager:  # noqa: S603 - the user's own
            pager.communicate(text.encode("utf-8", "replace"))
            shown = pager.returncode == 0
    except BrokenPipeError:  # left before the end
        return True
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    if not shown:
        print_out(text)
    return True
