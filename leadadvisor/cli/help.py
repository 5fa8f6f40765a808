"""Help that fits 80 columns: options grouped by topic, one short line for each, and no rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:  # Typer publishes no names for these types; nothing of this is imported when the program runs
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

PROGRAM = "Program"
"""The topic of options that are about the program itself, and of those that name no topic."""

_MARGINS = 6


class TopicCommand(TyperCommand):
    """A command whose options are listed under the topic each of them names as its help panel."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write one section for each topic, in the order in which the topics first appear."""
        _write_topics(self, ctx, formatter)


class TopicGroup(TyperGroup):
    """A group of commands, with its own options told in the same way, below the commands."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        _write_topics(self, ctx, formatter)


def _write_topics(command: Command, context: Context, formatter: HelpFormatter) -> None:
    topics: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(context):
        line = parameter.get_help_record(context)
        if line is not None:
            topics.setdefault(getattr(parameter, "rich_help_panel", None) or PROGRAM, []).append(line)
    for topic, lines in topics.items():
        room = formatter.width - max(len(option) for option, _ in lines) - _MARGINS
        with formatter.section(topic):
            formatter.write_dl([(option, _shortened(text, room)) for option, text in lines])


def _shortened(text: str, room: int) -> str:
    import textwrap

    return textwrap.shorten(text, max(room, len("...")), placeholder="...")
