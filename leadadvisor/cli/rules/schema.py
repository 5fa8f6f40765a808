"""The command `rules schema`: the JSON Schema of a format, or of a kind of rulebook file for editors."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import OUTPUT, DebugOption, ForceOption, OutputOption, Values, choice, single
from leadadvisor.cli.output import STDOUT, deliver, print_out
from leadadvisor.errors import WrongUsage
from leadadvisor.reports import SCHEMAS as REPORTS
from leadadvisor.reports import schema as report_schema
from leadadvisor.rulebook.json_schema import KINDS, modeline, schema_of

_REPORTS: Mapping[str, Callable[[], str]] = {name: partial(report_schema, name) for name in REPORTS}
SCHEMAS: Mapping[str, Callable[[], str]] = {**_REPORTS, **{kind: partial(schema_of, kind) for kind in KINDS}}
"""Every format that has a schema, and what gives it; the kinds of rulebook files are named as their folders are."""


def _names(incomplete: str) -> list[str]:
    return [name for name in SCHEMAS if name.startswith(incomplete)]


OfOption = Annotated[
    Values,
    typer.Option(
        "--of", metavar="FORMAT", help="recommendation, or a kind of rulebook file.",
        rich_help_panel=OUTPUT, autocompletion=_names,
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command; it needs nothing from the line."""
    del line

    def schema(
        *,
        of: OfOption = None,
        output: OutputOption = None,
        force: ForceOption = False,
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        word = single("--of", of)
        if word is None:
            raise WrongUsage(f"say of which format: --of {'|'.join(SCHEMAS)}")
        name, path = choice("--of", word, tuple(SCHEMAS)), single("--output", output)
        deliver(SCHEMAS[name](), path, force=force)
        if name not in _REPORTS and path not in {None, STDOUT}:
            print_out(f"{modeline(str(path))}\n")
        return ExitCode.FINE

    return schema
