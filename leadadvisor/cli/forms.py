"""The --format option of the commands that tell in every one of FORMS."""

from __future__ import annotations

from typing import Annotated

import typer

from leadadvisor.cli.options import OUTPUT, Values
from leadadvisor.reports.forms import FORMS


def _forms(incomplete: str) -> list[str]:
    return [name for name in FORMS if name.startswith(incomplete)]


FormOption = Annotated[
    Values,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="terminal, plain, json, yaml or markdown.",
        rich_help_panel=OUTPUT, autocompletion=_forms,
    ),
]  # fmt: skip
