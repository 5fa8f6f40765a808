"""Help that fits the window: options grouped by topic, what each may be, texts wrapped and never cut, and no rich.

The man page is made here as well: the wheel brings it along, and the command `man` prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

from leadadvisor.cli.commands import COMMANDS, Entry
from leadadvisor.cli.exit_codes import ABOUT_CODES, ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.output import print_out
from leadadvisor.version import __version__

if TYPE_CHECKING:  # Typer publishes no names for these types; nothing of this is imported when the program runs
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

PROGRAM = "Program"
"""The topic of options that are about the program itself, and of those that name no topic."""

_INDENT = 6
"""Where an option goes on that is longer than a line, and its text below it, in columns from the edge."""
_BESIDE = 30
"""An option of more columns has its text below it, and so have the others of its topic."""

SUMMARY = "where should your next leads come from?"
_ABOUT = (
    "leadadvisor asks a few questions about a business and suggests a mix of referral, inbound and outbound lead "
    "generation: shares of effort, with channels, a plan, and every reason traced to a claim of a named source. It "
    "suggests; a share is no chance of success. On a terminal, leadadvisor alone asks; every command has --help."
)
_ENVIRONMENT = (
    ("LEADADVISOR_RULEBOOK", "The directory of a rulebook; --rulebook beats it."),
    ("LEADADVISOR_FORMAT, _COLOR, _PAGER, _CASE, _CURRENCY", "As the keys of a file with settings; flags beat them."),
    ("LEADADVISOR_NO_CACHE", "Keep no checked rulebook."),
    ("NO_COLOR", "No colour, whatever else says so; only --color always beats it."),
    ("FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR", "Force colour, or forbid it with CLICOLOR=0."),
    ("PAGER", "The program that shows long reports on a terminal."),
    ("ACCESSIBLE", "Ask in numbered lines."),
    ("CI", "Never ask."),
)
_FILES = (
    ("leadadvisor.yaml", "Settings of this directory: rulebook, format, color, pager, case, currency."),
    ("$XDG_CONFIG_HOME/leadadvisor/config.yaml", "Your own settings, below those."),
    ("$XDG_STATE_HOME/leadadvisor", "Interviews that are kept."),
    ("$XDG_CACHE_HOME/leadadvisor", "Rulebooks that were checked."),
)


class TopicCommand(TyperCommand):
    """A command whose options are listed under the topic each of them names as its help panel."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write one section for each topic, in the order in which the topics first appear."""
        _write_topics(self, ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - as Typer calls it
        """Write the example, broken between words only, so that it can be copied."""
        import textwrap

        if self.epilog:
            indent = " " * 2
            lines = textwrap.wrap(
                self.epilog, formatter.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            )
            formatter.write("\n" + "\n".join(lines) + "\n")


class TopicGroup(TyperGroup):
    """A group of commands, with its own options told in the same way, below the commands."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands with their summaries in full, then the options."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in commands if command])
        _write_topics(self, ctx, formatter)


def _write_topics(command: Command, context: Context, formatter: HelpFormatter) -> None:
    topics: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(context):
        line = parameter.get_help_record(context)
        if line is not None:
            topics.setdefault(getattr(parameter, "rich_help_panel", None) or PROGRAM, []).append(line)
    for topic, lines in topics.items():
        with formatter.section(topic):
            if max(len(option) for option, _ in lines) <= min(_BESIDE, formatter.width // 2):
                formatter.write_dl(lines)
            else:
                _write_below(lines, formatter)


def _write_below(lines: list[tuple[str, str]], formatter: HelpFormatter) -> None:
    """Each option with all it may be, and its text below it."""
    import textwrap

    indent, room = " " * _INDENT, max(formatter.width - _INDENT, _INDENT)
    for option, text in lines:
        formatter.write(f"{' ' * formatter.current_indent}{_folded(option, formatter.width)}\n")
        for line in textwrap.wrap(text, room):
            formatter.write(f"{indent}{line}\n")


def _folded(option: str, width: int) -> str:
    """The option in lines that end between two of its values, as in `--budget none|small-tests|`."""
    lines = [""]
    for part in option.replace("|", "|\0").split("\0"):
        if lines[-1].strip() and len(lines[-1]) + len(part) > width - 2:
            lines.append(" " * _INDENT)
        lines[-1] += part
    return "\n".join(lines)


def man(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command; it reads no rulebook."""

    def command() -> int:
        print_out(man_page())
        return ExitCode.FINE

    return command


def man_page() -> str:
    """The page in the language of man(7); the same version gives the same bytes."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f'.TH LEADADVISOR 1 "" "leadadvisor {_escaped(__version__)}" "User Commands"'
    yield from (".SH NAME", f"leadadvisor \\- {_escaped(SUMMARY)}")
    yield from (".SH SYNOPSIS", ".B leadadvisor", ".RI [ command ]\\ [ options ]")
    yield from (".SH DESCRIPTION", _escaped(_ABOUT))
    yield ".SH COMMANDS"
    for entry in COMMANDS:
        yield from _command(entry)
    yield from _listed("ENVIRONMENT", _ENVIRONMENT)
    yield from _listed("FILES", _FILES)
    yield from _listed("EXIT STATUS", tuple((str(int(code)), about) for code, about in ABOUT_CODES.items()))


def _command(entry: Entry) -> Iterator[str]:
    words = " ".join(entry.words)
    yield from (".TP", f".B leadadvisor {_escaped(words)}", _escaped(f"{entry.summary} {entry.note}".strip()))
    yield from (".br", f"Example: \\fI{_escaped(entry.example)}\\fR")


def _listed(title: str, entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {title}"
    for name, about in entries:
        yield from (".TP", f".B {_escaped(name)}", _escaped(about))


def _escaped(text: str) -> str:
    """Text as it stands: a backslash, a hyphen to be copied, and a dot or quote at the start mean nothing else."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain
