"""Peak memory of a whole run, as the operating system counts it for the process."""

from __future__ import annotations

from process import cost
from programs import hello_typer, one_shots
from table import mebibytes, table


def measured(*, quick: bool) -> str:
    """The table: peak resident memory, the cache warm."""
    programs = [hello_typer(), *one_shots()]
    runs = 1 if quick else 3
    peaks = [max(cost(program.command).kibibytes for _ in range(runs)) for program in programs]
    rows = [
        [program.name, f"{peak / peaks[0]:.2f}", mebibytes(peak)] for program, peak in zip(programs, peaks, strict=True)
    ]
    return table("Peak memory of a run", ["program", "x Typer hello world", "memory"], rows)
