"""Help that fits the window: options grouped by topic, what each may be, texts wrapped and never cut, and no rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:  # Typer publishes no names for these types; nothing of this is imported when the program runs
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

PROGRAM = "Program"
"""The topic of options that are about the program itself, and of those that name no topic."""

_INDENT = 6
"""Where an option goes on that is longer than a line, and its text below it, in columns from the edge."""
_BESIDE = 30
"""An option of more columns has its text below it, and so have the others of its topic."""


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
