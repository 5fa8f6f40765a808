"""The command `rules show`."""

from __future__ import annotations

from collections.abc import Callable

from faults import PETS

Program = Callable[..., tuple[int, str, str]]


def test_one_thing_is_told_with_what_rests_on_it(program: Program) -> None:
    code, out, err = program("rules", "show", "L02", "--rulebook", str(PETS), "-f", "markdown")
    assert (code, err) == (0, "")
    assert "A dog suffers when it is left alone for long." in out
    assert "suffers-alone" in out
    assert "Away all day, and company wanted in the evening" in out


def test_an_id_there_is_not_is_wrong_usage_with_the_nearest(program: Program) -> None:
    code, _, err = program("rules", "show", "little-rom", "--rulebook", str(PETS))
    assert code == 2
    assert "little-room" in err


def test_nothing_to_show_is_wrong_usage(program: Program) -> None:
    code, _, err = program("rules", "show")
    assert code == 2
    assert "say what to show" in err
