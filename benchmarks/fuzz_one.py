"""Fuzz one target for some seconds, in a process of its own: `fuzz_one.py TARGET SECONDS PREFIX ENGINE`.

A crash ends the process with an exit code that is not 0, and leaves the input in a file whose name begins with PREFIX.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuzz_targets import Target

RUNS = "stat::number_of_executed_units:"
"""What stands before the number of runs, as libFuzzer prints it at its end."""

_HANG_SECONDS = 20
_LARGEST = 50_000
_BATCH = 200


def main() -> None:
    """Fuzz as the command line says."""
    name, seconds, prefix, engine = sys.argv[1:]
    os.environ["LEADADVISOR_NO_CACHE"] = "1"
    if engine == "atheris":
        _with_atheris(name, int(seconds), prefix)
    else:
        _with_hypothesis(_target(name), int(seconds), prefix)


def _target(name: str) -> Target:
    from fuzz_targets import TARGETS

    return next(target for target in TARGETS if target.name == name)


def _with_atheris(name: str, seconds: int, prefix: str) -> None:
    """Guided by coverage: inputs that reach a branch for the first time are kept and changed further."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["leadadvisor", "yaml"]):
        target = _target(name)
    words = _words(target)

    def mutated(content: bytes, largest: int, seed: int) -> bytes:
        rng = Random(seed)
        changed: bytes = atheris.Mutate(content, largest) if rng.random() < 1 / 3 else _edited(content, rng, words)
        return changed[:largest]

    with TemporaryDirectory(prefix="fuzz-") as corpus:
        for number, seed in enumerate(target.seeds()):
            Path(corpus, f"{number:04}").write_bytes(seed)
        flags = [f"-max_total_time={seconds}", f"-timeout={_HANG_SECONDS}", f"-max_len={_LARGEST}", "-len_control=0"]
        flags += [f"-artifact_prefix={prefix}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *flags, corpus], target.run, custom_mutator=mutated)
        atheris.Fuzz()


def _with_hypothesis(target: Target, seconds: int, prefix: str) -> None:
    """Not guided by anything, but a crash is made as small as it gets."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    seeds, words = list(target.seeds()), _words(target)
    ends, runs = monotonic() + seconds, 0

    @settings(max_examples=_BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(seeds), st.integers(0, 2**64))
    def batch(seed: bytes, chance: int) -> None:
        nonlocal runs
        if monotonic() < ends:
            runs += 1
            _or_save(target.run, _edited(seed, Random(chance), words), prefix)

    while monotonic() < ends:
        batch()
    print(RUNS, runs, file=sys.stderr)


def _or_save(run: Callable[[bytes], None], content: bytes, prefix: str) -> None:
    try:
        run(content)
    except BaseException:
        Path(f"{prefix}crash").write_bytes(content)  # the last one is the smallest
        raise


def _edited(content: bytes, rng: Random, words: tuple[bytes, ...]) -> bytes:
    from fuzz_edits import edited

    return edited(content, rng, words)


def _words(target: Target) -> tuple[bytes, ...]:
    return tuple(sorted({word for seed in target.seeds() for word in seed.split()}))


if __name__ == "__main__":
    main()
