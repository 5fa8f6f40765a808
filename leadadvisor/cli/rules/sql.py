"""The command `rules sql`: a rulebook as one SELECT, for rows that stay in their database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import (
    OUTPUT,
    DebugOption,
    ForceOption,
    OutputOption,
    RulebookOption,
    Values,
    choice,
    prefix_of,
    single,
)
from leadadvisor.cli.output import deliver
from leadadvisor.cli.rules.directory import DirectoryArgument, directory_of
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.sql import DIALECTS, TABLE, rulebook_sql

_TABLE = "Table"


def _dialects(incomplete: str) -> list[str]:
    return [name for name in DIALECTS if name.startswith(incomplete)]


DialectOption = Annotated[
    Values,
    typer.Option(
        "--dialect", metavar="DIALECT", help=f"{', '.join(DIALECTS[:-1])} or {DIALECTS[-1]}.",
        rich_help_panel=OUTPUT, autocompletion=_dialects,
    ),
]  # fmt: skip
TableOption = Annotated[
    Values, typer.Option("--table", metavar="TABLE", help=f"The table to read ({TABLE}).", rich_help_panel=_TABLE)
]
ColumnsOption = Annotated[
    Values,
    typer.Option(
        "--columns", metavar="QUESTION,...", help="The questions it has; the others are open.",
        rich_help_panel=_TABLE,
    ),
]  # fmt: skip
UnderscoresOption = Annotated[
    bool, typer.Option("--underscores", help="Names with _ in place of -.", rich_help_panel=_TABLE)
]
PrefixOption = Annotated[
    Values, typer.Option("--prefix", metavar="TEXT", help="Begins the added names.", rich_help_panel=_TABLE)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; the rulebook is read when it runs."""

    def sql(
        *,
        directory: DirectoryArgument = None,
        dialect: DialectOption = None,
        table: TableOption = None,
        columns: ColumnsOption = None,
        underscores: UnderscoresOption = False,
        prefix: PrefixOption = None,
        output: OutputOption = None,
        force: ForceOption = False,
        rulebook_: RulebookOption = None,  # noqa: ARG001 - read from the line before there is a parser
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        word, source = single("--dialect", dialect), single("--table", table)
        path, listed = single("--output", output), single("--columns", columns)
        name = DIALECTS[0] if word is None else choice("--dialect", word, DIALECTS)
        rulebook = load_rulebook(directory_of(line, directory), cases=False)
        text = rulebook_sql(
            rulebook,
            name,
            TABLE if source is None else source,
            columns=None if listed is None else [each for each in listed.split(",") if each.strip()],
            underscores=underscores,
            prefix=prefix_of(single("--prefix", prefix)),
        )
        deliver(text, path, force=force)
        return ExitCode.FINE

    return sql
