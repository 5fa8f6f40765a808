"""The command `rules path`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def test_the_directory_of_the_rulebook_in_use_is_printed(
    program: Callable[..., tuple[int, str, str]], tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program("rules", "path") == (0, f"{tiny}\n", "")
    assert program("rules", "path", "--rulebook", str(tmp_path)) == (0, f"{tmp_path}\n", "")
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    code, out, _ = program("rules", "path")
    assert code == 0
    assert (Path(out.rstrip("\n")) / "rulebook.yaml").is_file()
