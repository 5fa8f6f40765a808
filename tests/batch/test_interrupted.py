"""A run with DuckDB that is interrupted at any moment says so by its exit code, and leaves all its output or none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from generators import bundled_rulebook

pytestmark = pytest.mark.slow
TRIES = int(os.environ.get("INTERRUPTIONS", "40"))
BLOCKS = 4
ROWS = 20_000
WORDS = [sys.executable, "-m", "leadadvisor", "batch", "in.csv", "-o", "out.csv", "--engine", "duckdb", "--force", "-q"]


class Whole(NamedTuple):
    """What an unbroken run writes, and the seconds it takes."""

    content: bytes
    seconds: float


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, rng = tmp_path_factory.mktemp("interrupted"), Random(11)
    questions = bundled_rulebook().questions
    lines = [",".join(["id", *(question.id for question in questions)])]
    for number in range(ROWS):
        cells = [rng.choice(question.options).id for question in questions]
        if number % 10 == 0:
            cells[rng.randrange(len(cells))] = ""
        lines.append(",".join([str(number), *cells]))
    (made / "in.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> Whole:
    took = []
    for _ in range(2):  # the first start makes a cache of the rulebook
        began = time.monotonic()
        subprocess.run(WORDS, cwd=folder, check=True)
        took.append(time.monotonic() - began)
    content = (folder / "out.csv").read_bytes()
    (folder / "out.csv").unlink()
    return Whole(content, min(took))


@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])
def test_whenever_the_signal_comes_the_code_tells_it(
    number: signal.Signals, code: int, block: int, folder: Path, whole: Whole
) -> None:
    """The tries lie one after the other along the whole run; each block has those of every fourth place."""
    rng = Random(number)
    told: list[int] = []
    for place in range(block, TRIES, BLOCKS):
        with subprocess.Popen(WORDS, cwd=folder, stderr=subprocess.PIPE, text=True) as running:
            time.sleep(whole.seconds * rng.uniform(place, place + 1) / TRIES)
            running.send_signal(number)
            _, said = running.communicate(timeout=60)
        written = folder / "out.csv"
        if written.exists():
            assert written.read_bytes() == whole.content
            written.unlink()
        assert sorted(os.listdir(folder)) == ["in.csv"]
        if running.returncode not in {0, -number}:  # it had ended, or Python had not come to our code
            assert "Traceback" not in said
            told.append(running.returncode)
    assert set(told) == {code}  # and so at least one of them came while it ran
