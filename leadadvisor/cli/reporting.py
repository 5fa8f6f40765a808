"""One decorator gives a command its output options; what they come to is written to the screen, a pager or files."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

import typer

from leadadvisor.cli.options import (
    OUTPUT,
    ColorOption,
    DateOption,
    DebugOption,
    ForceOption,
    ForOption,
    FullOption,
    JsonOption,
    NoPagerOption,
    OutputOption,
    OutputOptions,
    QuietOption,
    RulebookOption,
    TitleOption,
    Values,
    VerboseOption,
    line_above,
    output_options,
)
from leadadvisor.cli.output import STDOUT, deliver, print_out
from leadadvisor.reports import FORMATS

Command: TypeAlias = Callable[..., int]

_PLAIN_OPTIONS = {"json": JsonOption, "output": OutputOption, "force": ForceOption}
_FULL = {"full": FullOption}
_LOOKS = {"quiet": QuietOption, "verbose": VerboseOption, "color": ColorOption}
_PAGER = {"no_pager": NoPagerOption}
_BYLINE = {"title": TitleOption, "for_": ForOption, "date": DateOption}
_FLAGS = frozenset({"json", "force", "quiet", "verbose", "full", "no_pager", "debug"})


def reporting(
    formats: Sequence[str] = FORMATS,
    *,
    looks: bool = True,
    pages: bool = False,
    full: bool = False,
    rulebook: bool = True,
) -> Callable[[Command], Command]:
    """Give a command --format, --json, --output and --force, and hand it what they come to as `told`.

    With `looks` it has --color, -q and -v as well; with `pages` also a pager, and --title, --for and --date above the
    report; with `full` --full. --debug, and --rulebook where a rulebook is used, are read elsewhere and only declared.
    """
    parts = ((True, _PLAIN_OPTIONS), (full, _FULL), (looks, _LOOKS), (pages, _PAGER), (pages, _BYLINE))
    given = {"format_": _format_option(formats)}
    for wanted, options in parts:
        given |= options if wanted else {}
    program = {**({"rulebook_": RulebookOption} if rulebook else {}), "debug": DebugOption}

    def decorate(command: Command) -> Command:
        def reported(**values: Any) -> int:
            chosen = {name: values.pop(name) for name in given}
            for name in program:
                values.pop(name, None)
            byline = line_above(*(chosen.pop(name) for name in _BYLINE)) if pages else ""
            return command(told=output_options(formats=formats, byline=byline, **chosen), **values)

        _declare(reported, command, {**given, **program})
        return reported

    return decorate


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


def _format_option(formats: Sequence[str]) -> object:
    def complete(incomplete: str) -> list[str]:
        return [name for name in formats if name.startswith(incomplete)]

    told = f"{', '.join(formats[:-1])} or {formats[-1]}."
    return Annotated[
        Values,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help=told, rich_help_panel=OUTPUT, autocompletion=complete
        ),
    ]  # fmt: skip


def _declare(reported: Command, command: Command, options: dict[str, object]) -> None:
    """Give the wrapper the command's own parameters and those of the options, for Typer to read."""
    own = [each for each in inspect.signature(command, eval_str=True).parameters.values() if each.name != "told"]
    flags = [each for each in own if each.kind is each.VAR_KEYWORD]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_default(name), annotation=option)
        for name, option in options.items()
    ]
    named = [each for each in own if each.kind is not each.VAR_KEYWORD]
    rest = [each for each in named if _panel(each) == OUTPUT]
    parameters = [*(each for each in named if each not in rest), *added, *rest, *flags]
    reported.__name__, reported.__doc__ = command.__name__, command.__doc__
    reported.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    reported.__annotations__ = {each.name: each.annotation for each in parameters}


def _panel(parameter: inspect.Parameter) -> str | None:
    """The topic of the help under which an option stands."""
    notes = getattr(parameter.annotation, "__metadata__", ())
    return next((panel for note in notes if (panel := getattr(note, "rich_help_panel", None))), None)


def _default(name: str) -> bool | None:
    """What an option is where it was not given."""
    return False if name in _FLAGS else None


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
