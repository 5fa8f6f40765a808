"""Peak memory of a whole run, as the operating system counts it for the process."""

from __future__ import annotations

import subprocess
import sys

from programs import hello_typer, one_shots
from table import table

MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process of its own starts the program: a child counts the memory of its parent at the start as its own."""

KIBIBYTES_EACH = 1 if sys.platform != "darwin" else 1 / 1024


def measured(*, quick: bool) -> str:
    """The table: peak resident memory, the cache warm."""
    programs = [hello_typer(), *one_shots()]
    runs = 1 if quick else 3
    peaks = [max(_kibibytes(program.command) for _ in range(runs)) for program in programs]
    rows = [
        [program.name, f"{peak / peaks[0]:.2f}", f"{peak / 1024:.1f} MiB"]
        for program, peak in zip(programs, peaks, strict=True)
    ]
    return table("Peak memory of a run", ["program", "x Typer hello world", "memory"], rows)


def _kibibytes(command: tuple[str, ...]) -> float:
    launcher = [sys.executable, "-c", MEASURE, *command]
    printed = subprocess.run(launcher, check=True, capture_output=True, text=True).stdout
    return int(printed) * KIBIBYTES_EACH
