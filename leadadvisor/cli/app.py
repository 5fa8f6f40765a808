"""The Typer app. Only the command that is called is built; the others are names in the help."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import Annotated, TypeAlias

import typer

from leadadvisor.cli.commands import COMMANDS, GROUPS, Entry, chosen
from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.help import PROGRAM, TopicCommand, TopicGroup
from leadadvisor.cli.line import COMPLETION_REQUEST, CommandLine, read_line
from leadadvisor.cli.options import DebugOption, RulebookOption
from leadadvisor.cli.output import print_note, print_out
from leadadvisor.cli.reporting import with_program_options
from leadadvisor.version import __version__

NAME = "leadadvisor"
Command: TypeAlias = Callable[..., int]

_HELP_FLAGS = ["-h", "--help"]
_WIDEST, _NARROWEST = 80, 24
_BESIDE_A_COMMAND = ("--rulebook", "--debug")
_PROGRAM_OPTIONS = ("-h", "--help", "-V", "--version")
_ABOUT = "Where should your next leads come from? Answer a few questions; get a mix of approaches, with reasons."


VersionOption = Annotated[bool, typer.Option("--version", "-V", help="Show the version.", rich_help_panel=PROGRAM)]


def start(words: Sequence[str]) -> int:
    """Run the command line; returns the exit code. Trouble of every kind is raised, for the boundary to tell."""
    words = _in_full([_at_home(_with_hyphens(word)) for word in words])
    line = read_line(words)
    _prepare_screens()
    app = build(line)
    if not gc.isenabled():  # start-up is over: from here on there may be garbage, but not in what is there already
        gc.freeze()
        gc.enable()
    with _without_rich() if line.completing else nullcontext():
        code = app(args=list(words), prog_name=NAME, complete_var=COMPLETION_REQUEST, standalone_mode=False)
    return code if isinstance(code, int) else ExitCode.FINE


def build(line: CommandLine) -> typer.Typer:
    """The app with the command of this line in full, or with all commands as names where no command is called."""
    app = typer.Typer(
        cls=TopicGroup,
        help=_ABOUT,
        add_completion=line.completing or line.has("--install-completion", "--show-completion"),
        rich_markup_mode=None,
        context_settings=_context_settings(),
        invoke_without_command=True,
    )
    app.callback()(_root)
    called = chosen(line.command)
    groups = {"": app}
    for name, commands in _by_group(called).items():
        parent = _group(groups, name)
        for entry in commands:
            command = _load(entry, line) if entry is called else _only_a_name
            parent.command(
                entry.words[-1],
                cls=TopicCommand,
                help=entry.help() if entry is called else entry.summary,
                epilog=f"Example: {entry.example}",
                context_settings=_context_settings(),
            )(command)
    return app


def _context_settings() -> dict[str, object]:
    """Help as wide as the window; by itself it would be 50 columns wide in a narrower one."""
    width = min(typer.get_terminal_size((_WIDEST, _NARROWEST)).columns, _WIDEST) or _WIDEST
    return {"help_option_names": _HELP_FLAGS, "terminal_width": max(width, _NARROWEST) - 2}


def _by_group(called: Entry | None) -> dict[str, list[Entry]]:
    """The commands to build, under the group that holds them ("" for none)."""
    groups: dict[str, list[Entry]] = {}
    for entry in (called,) if called else COMMANDS:
        groups.setdefault(" ".join(entry.words[:-1]), []).append(entry)
    return groups


def _group(groups: dict[str, typer.Typer], name: str) -> typer.Typer:
    """The group of that name, made inside the one above it where there is none yet; "" is the app itself."""
    if name in groups:
        return groups[name]
    above, _, own = name.rpartition(" ")
    group = typer.Typer(cls=TopicGroup, help=GROUPS[name], rich_markup_mode=None, context_settings=_context_settings())
    group.callback(invoke_without_command=True)(_bare_group)
    _group(groups, above).add_typer(group, name=own)
    groups[name] = group
    return group


def _load(entry: Entry, line: CommandLine) -> Command:
    module, _, builder = entry.builder.partition(":")
    command: Command = getattr(import_module(f"leadadvisor.cli.{module}"), builder or "build")(line)
    return with_program_options(command, line, rulebook=entry.rulebook)


def _root(
    context: typer.Context,
    *,
    rulebook: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
    version: VersionOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
) -> None:
    if version:
        print_out(f"{NAME} {__version__}\n")
        raise typer.Exit
    _bare_group(context)


def _bare_group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print_note(context.get_help() + "\n")
        raise typer.Exit(ExitCode.USAGE)


def _in_full(words: Sequence[str]) -> list[str]:
    """The words as they are meant: `help` and `version` are options, and what belongs to `ask` goes to it.

    With no word at all, or none but options of `ask`, a person at the terminal is asked: `leadadvisor --resume`.
    """
    line = read_line(words)
    if line.completing:
        return list(words)
    if line.command == ("version",):
        return ["--version"]
    if _asks_for_help(line):
        return [*(word for word in words if word not in {"help", "version"}), "--help"]
    if line.command:
        return list(words)
    others = [word for word in words if word.startswith("-") and word.partition("=")[0] not in _BESIDE_A_COMMAND]
    at_terminal = sys.stdin is not None and sys.stdin.isatty() and not os.environ.get("CI")
    if others:
        return list(words) if _about_the_program(others) else ["ask", *words]
    return [*words, "ask"] if at_terminal else list(words)


def _asks_for_help(line: CommandLine) -> bool:
    """`help` stands where a command would: first, or behind a group."""
    before = line.command[: line.command.index("help")] if "help" in line.command else ("none",)
    return not before or " ".join(before) in GROUPS


def _with_hyphens(word: str) -> str:
    """A flag written with _ as the one it means, with -; what stands behind its = stays."""
    flag, equals, value = word.partition("=")
    return f"{flag.replace('_', '-')}{equals}{value}" if flag.startswith("--") and flag[2:3].isalpha() else word


def _at_home(word: str) -> str:
    """The word with ~ behind its = meant as the home directory, which a shell leaves alone there."""
    flag, equals, path = word.partition("=")
    return f"{flag}={os.path.expanduser(path)}" if equals and path.startswith("~") else word


def _about_the_program(options: Sequence[str]) -> bool:
    """One of the options is about the program itself, or is likely to be meant so."""
    from leadadvisor.text import nearest

    known = (*_PROGRAM_OPTIONS, *_BESIDE_A_COMMAND)
    return any(option in known or option.endswith("-completion") or nearest(option, known) for option in options)


@contextmanager
def _without_rich() -> Iterator[None]:
    """Without it Typer would import rich, half the time of a completion, to free of markup what has none."""
    before = sys.modules.get("rich")
    sys.modules["rich"] = None  # type: ignore[assignment]  # None there counts as not installed
    try:
        yield
    finally:
        del sys.modules["rich"]
        if before is not None:
            sys.modules["rich"] = before


def _only_a_name() -> int:
    raise AssertionError("a command that is only named in the help was called")


def _prepare_screens() -> None:
    """Print what can be printed on a screen that does not know every sign."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
