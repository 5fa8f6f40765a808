"""The pictures in the documents show what the program prints today. With UPDATE_GOLDEN they are drawn anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "benchmarks"))

import pictures  # noqa: E402 - it stands among the benchmarks

MOST_BYTES = 10_000


@pytest.mark.parametrize("name", pictures.PICTURE)
def test_a_picture_shows_what_the_program_prints(name: str) -> None:
    path = pictures.PICTURES / f"{name}.svg"
    drawn = pictures.drawing(pictures.PICTURE[name]())
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_every_picture_is_shown_in_a_document_and_light() -> None:
    documents = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")])
    there = sorted(pictures.PICTURES.iterdir())
    assert [path.name for path in there] == sorted(f"{name}.svg" for name in pictures.PICTURE)
    assert [path.name for path in there if f"/{path.name})" not in documents] == []
    assert [path.name for path in there if path.stat().st_size > MOST_BYTES] == []
