"""Fuzz the loader of rulebooks: `python benchmarks/fuzz.py [--seconds 30] [--keep DIR]`; a crash is exit code 1.

With atheris the runs are guided by coverage (`pip install atheris`); without it hypothesis makes the inputs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from fuzz_one import RUNS
from fuzz_targets import TARGETS
from table import table

_LINES_OF_A_CRASH = 30
_GRACE_SECONDS = 120


class Fuzzed(NamedTuple):
    """What came of one target; `said` is the end of what a crash printed."""

    target: str
    runs: int
    seconds: float
    crashes: tuple[Path, ...]
    said: str


def main() -> int:
    """Fuzz every target for its part of the time, and tell runs, seconds and crashes."""
    arguments = _arguments()
    engine = "atheris" if find_spec("atheris") else "hypothesis"
    if engine == "hypothesis":
        print("atheris is not installed (`pip install atheris`): hypothesis makes the inputs, and nothing guides it.\n")
    each = max(1, arguments.seconds // len(TARGETS))
    arguments.keep.mkdir(parents=True, exist_ok=True)
    found = [_fuzzed(target.name, each, arguments.keep, engine) for target in TARGETS]
    rows = [[one.target, f"{one.runs:,}", f"{one.seconds:.0f} s", str(len(one.crashes))] for one in found]
    print(table(f"Fuzzing the loader, by {engine}", ["target", "runs", "time", "crashes"], rows))
    failed = [one for one in found if one.said]
    for one in failed:
        print(f"\n{one.target}: {', '.join(map(str, one.crashes)) or 'ended without saving its input'}\n{one.said}")
    return 1 if failed else 0


def _fuzzed(target: str, seconds: int, keep: Path, engine: str) -> Fuzzed:
    """Fuzz in a process of its own: one that crashes takes nothing with it."""
    before = _saved(keep)
    command = [sys.executable, str(Path(__file__).with_name("fuzz_one.py"))]
    began = perf_counter()
    try:
        run = subprocess.run(
            [*command, target, str(seconds), str(keep / f"fuzz-{target}-"), engine],
            capture_output=True, text=True, errors="replace", check=False, timeout=seconds + _GRACE_SECONDS,
        )  # fmt: skip
        code, said = run.returncode, run.stderr + run.stdout  # where atheris tells the traceback
    except subprocess.TimeoutExpired:
        code, said = 1, f"no end in sight {_GRACE_SECONDS} s after its time"
    runs = re.search(rf"{RUNS} *(\d+)", said)
    tail = "\n".join(said.splitlines()[-_LINES_OF_A_CRASH:]) or f"exit code {code}"
    crashes = tuple(sorted(path for path, _ in _saved(keep) - before))
    return Fuzzed(target, int(runs[1]) if runs else 0, perf_counter() - began, crashes, tail if code else "")


def _saved(keep: Path) -> set[tuple[Path, int]]:
    """The files there and when each was written."""
    return {(path, path.stat().st_mtime_ns) for path in keep.iterdir()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=30, help="for all targets together (30)")
    parser.add_argument("--keep", type=Path, default=Path(), help="where inputs that crash are saved (here)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
