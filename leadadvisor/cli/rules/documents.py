"""The commands that hand out a rulebook: one thing of it, a page to read, SQL, schemas, its path, a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.explain import complete_id, look_up_all
from leadadvisor.cli.line import CommandLine, rulebook_directory
from leadadvisor.cli.options import (
    OUTPUT,
    DirectoryArgument,
    Values,
    beginning,
    choice,
    directory_of,
    prefix_of,
    single,
)
from leadadvisor.cli.output import STDOUT, print_out
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.errors import WrongUsage
from leadadvisor.reports import SCHEMAS as REPORTS
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.rulebook.shape import KINDS, modeline, schema_of
from leadadvisor.sql import DIALECTS, TABLE

SCHEMAS = (*REPORTS, *KINDS)
"""Every format that has a schema; the kinds of rulebook files are named as their folders are."""
_TABLE = "Table"

ThingsArgument = Annotated[
    Values,
    typer.Argument(
        metavar="ID...", help="A rule, a claim, a question or anything else.", show_default=False,
        autocompletion=complete_id,
    ),
]  # fmt: skip
OfOption = Annotated[
    Values,
    typer.Option(
        "--of", metavar="FORMAT", help="recommendation, or a kind of rulebook file.",
        rich_help_panel=OUTPUT, autocompletion=beginning(SCHEMAS),
    ),
]  # fmt: skip
DialectOption = Annotated[
    Values,
    typer.Option(
        "--dialect", metavar="DIALECT", help=f"{', '.join(DIALECTS[:-1])} or {DIALECTS[-1]}.",
        rich_help_panel=OUTPUT, autocompletion=beginning(DIALECTS),
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
NameArgument = Annotated[
    Values, typer.Argument(metavar="NAME", help="Its name, and that of its directory.", show_default=False)
]


def show(line: CommandLine) -> Callable[..., int]:
    """The command `rules show`: what one thing says, where it comes from and where it counts."""

    @reporting(pages=True)
    def command(*, told: OutputOptions, things: ThingsArgument = None) -> int:
        from leadadvisor.engine.explain import explain
        from leadadvisor.reports import render

        if not things:
            raise WrongUsage("say what to show: the id of a rule, a claim, a question or anything else.")
        rulebook = load_rulebook(rulebook_directory(line))
        explanation = explain(rulebook, None, look_up_all(rulebook, things))
        write(render(explanation, told.format, told.layout, told.byline), told)
        return ExitCode.FINE

    return command


def docs(line: CommandLine) -> Callable[..., int]:
    """The command `rules docs`: a rulebook as one page to read."""
    from leadadvisor.reports.handbook import FORMATS, handbook

    @reporting(tuple(FORMATS), looks=())
    def command(*, told: OutputOptions, directory: DirectoryArgument = None) -> int:
        from leadadvisor.toolchain.coverage import cases_by_rule

        rulebook = load_rulebook(directory_of(line, directory))
        write(handbook(rulebook, cases_by_rule(rulebook), told.format), told)
        return ExitCode.FINE

    return command


def sql(line: CommandLine) -> Callable[..., int]:
    """The command `rules sql`: a rulebook as one SELECT, for rows that stay in their database."""

    @reporting((), looks=())
    def command(
        *,
        told: OutputOptions,
        directory: DirectoryArgument = None,
        dialect: DialectOption = None,
        table: TableOption = None,
        columns: ColumnsOption = None,
        underscores: UnderscoresOption = False,
        prefix: PrefixOption = None,
    ) -> int:
        from leadadvisor.sql import rulebook_sql

        word, source, listed = single("--dialect", dialect), single("--table", table), single("--columns", columns)
        name = DIALECTS[0] if word is None else choice("--dialect", word, DIALECTS)
        text = rulebook_sql(
            load_rulebook(directory_of(line, directory), cases=False),
            name,
            TABLE if source is None else source,
            columns=None if listed is None else [each for each in listed.split(",") if each.strip()],
            underscores=underscores,
            prefix=prefix_of(single("--prefix", prefix)),
        )
        write(text, told)
        return ExitCode.FINE

    return command


def schema(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command `rules schema`: the JSON Schema of a format, or of a kind of rulebook file for editors."""

    @reporting((), looks=())
    def command(*, told: OutputOptions, of: OfOption = None) -> int:
        from leadadvisor.reports import schema as schema_of_report

        word = single("--of", of)
        if word is None:
            raise WrongUsage(f"say of which format: --of {'|'.join(SCHEMAS)}")
        name = choice("--of", word, SCHEMAS)
        kind = next((kind for kind in KINDS if kind == name), None)
        write(schema_of_report(name) if kind is None else schema_of(kind), told)
        if kind and told.path not in {None, STDOUT}:
            print_out(f"{modeline(str(told.path))}\n")
        return ExitCode.FINE

    return command


def path(line: CommandLine) -> Callable[..., int]:
    """The command `rules path`: where the rulebook is; it is not read."""

    def command() -> int:
        print_out(f"{rulebook_directory(line)}\n")
        return ExitCode.FINE

    return command


def new(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command `rules new`: a small rulebook to begin with."""

    def command(*, name: NameArgument = None) -> int:
        from leadadvisor.toolchain.new import write_new_rulebook

        if not name or len(name) > 1:
            raise WrongUsage("give the new rulebook one name, as in: leadadvisor rules new my-rules")
        files = write_new_rulebook(name[0])
        lines = [f"A rulebook to begin with is in {name[0]}:", *(f"  {file}" for file in files)]
        lines += ["Rewrite it file by file, and see how it stands:"]
        lines += [f"  leadadvisor rules {word} {name[0]}" for word in ("check", "test", "coverage")]
        print_out("\n".join([*lines, ""]))
        return ExitCode.FINE

    return command
