"""The command `rules coverage`."""

from __future__ import annotations

import json
from collections.abc import Callable

from faults import PETS

Program = Callable[..., tuple[int, str, str]]


def test_all_of_it_is_exercised(program: Program) -> None:
    code, out, err = program("rules", "coverage", "--fail-under", "100", str(PETS))
    assert (code, err) == (0, "")
    assert out.startswith("pets 1.0.0: 5 cases exercise 100 %\n")


def test_too_little_fails_when_asked_to(program: Program, tiny: object) -> None:
    assert program("rules", "coverage", str(tiny))[0] == 0
    code, out, err = program("rules", "coverage", "--fail-under", "1", str(tiny))
    assert (code, err) == (1, "The cases exercise 0 %, less than 1 %.\n")
    assert "  never  goal few-deals\n" in out


def test_a_percentage_that_is_none_is_wrong_usage(program: Program) -> None:
    code, _, err = program("rules", "coverage", "--fail-under", "101")
    assert code == 2
    assert "from 0 to 100" in err


def test_json_names_the_cases(program: Program) -> None:
    tree = json.loads(program("rules", "coverage", "--json", str(PETS))[1])
    assert tree["schema"] == "leadadvisor/coverage/1"
    blocker = tree["groups"]["blockers"]["parts"][0]
    assert blocker["name"] == "nobody-walks"
    assert "One room and a wish for quiet" in blocker["cases"]
