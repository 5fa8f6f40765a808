"""What a whole process costs: its time from start to end, and its peak memory as the operating system counts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

_MEASURE = """
import resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_maxrss, used.ru_utime + used.ru_stime)
sys.exit(code)
"""
"""A small process of its own starts the program: a child counts the memory of its parent at the start as its own."""

_KIBIBYTES_EACH = 1 if sys.platform != "darwin" else 1 / 1024


class Cost(NamedTuple):
    """Seconds from start to end, KiB of memory at the peak, and seconds of all processors taken together."""

    seconds: float
    kibibytes: float
    processor: float


class Failed(Exception):
    """The program ended with another exit code than 0; the message is the last error that it told."""


def cost(command: Sequence[str]) -> Cost:
    """Run it to its end, its output thrown away. Raises `Failed`."""
    launcher = [sys.executable, "-c", _MEASURE, *command]
    ran = subprocess.run(launcher, check=False, capture_output=True, text=True)
    if ran.returncode:
        lines = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        raise Failed(next((line for line in reversed(lines) if "rror: " in line), lines[-1]))
    seconds, memory, processor = ran.stdout.split()
    return Cost(float(seconds), int(memory) * _KIBIBYTES_EACH, float(processor))
