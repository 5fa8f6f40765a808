"""The command `rules new`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_rulebook_passes_check_and_test_and_recommends_at_once(program: Program) -> None:
    code, out, err = program("rules", "new", "my-rules")
    assert (code, err) == (0, "")
    assert "leadadvisor rules check my-rules" in out
    assert program("rules", "check", "--strict", "my-rules")[0] == 0
    assert program("rules", "test", "my-rules")[:2] == (0, "my-rules 0.1.0: the one case holds\n")
    code, out, _ = program("recommend", "--rulebook", "my-rules", "--urgency", "today")
    assert code == 0
    assert "talk" in out


def test_nothing_is_written_over(program: Program) -> None:
    program("rules", "new", "my-rules")
    code, _, err = program("rules", "new", "my-rules")
    assert code == 1
    assert "is there already" in err


@pytest.mark.parametrize("words", [(), ("a", "b"), ("My Rules",)], ids=["none", "two", "no name"])
def test_anything_but_one_name_is_wrong_usage(words: tuple[str, ...], program: Program) -> None:
    code, out, err = program("rules", "new", *words)
    assert (code, out) == (2, "")
    assert "name" in err
    assert list(Path().iterdir()) == []
