"""The command `config`: every setting with what counts for it, and where that comes from."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable, Sequence

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import DebugOption, ForceOption, JsonOption, OutputOption, output_options
from leadadvisor.cli.output import deliver
from leadadvisor.cli.settings import ABOUT, PROJECT_FILE, Setting, settings, user_file

FORMATS = ("terminal", "plain", "json")


def build(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command; it reads no rulebook."""

    def config(
        *,
        json: JsonOption = False,
        output: OutputOption = None,
        force: ForceOption = False,
        debug: DebugOption = False,  # noqa: ARG001 - read by the boundary
    ) -> int:
        told = output_options(formats=FORMATS, format_=None, json=json, output=output, force=force)
        found = tuple(settings().values())
        render = {"terminal": _as_table, "plain": _as_lines, "json": _as_json}[told.format]
        deliver(render(found), told.path, force=told.force)
        return ExitCode.FINE

    return config


def _as_table(found: Sequence[Setting]) -> str:
    rows = [(one.key, one.value or "-", one.origin or "not set", ABOUT[one.key]) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    told = ["  ".join([*(cell.ljust(widths[at]) for at, cell in enumerate(row[:3])), row[3]]) for row in rows]
    files = f"Read from {PROJECT_FILE} here, then {user_file()}; flags and LEADADVISOR_KEY variables beat both."
    return "".join(f"{line}\n" for line in (*told, "", files))


def _as_lines(found: Sequence[Setting]) -> str:
    """Key, value and origin with tabs between, for cut."""
    return "".join(f"{one.key}\t{one.value}\t{one.origin}\n" for one in found)


def _as_json(found: Sequence[Setting]) -> str:
    listed = [{"key": one.key, "value": one.value or None, "origin": one.origin or None} for one in found]
    return json_text.dumps({"settings": listed}, ensure_ascii=False, indent=2) + "\n"
