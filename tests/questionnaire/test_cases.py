"""Interviews are kept apart by name, and the one that was there before stays when another begins."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from builders import make_profile, make_question, make_rulebook

from leadadvisor.errors import CannotRead, WrongUsage
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.cases import (
    all_cases,
    case_of,
    case_path,
    default_path,
    existing_case,
    last_case,
    results_path,
    state_directory,
)
from leadadvisor.questionnaire.saved_interview import SessionFile, begin_anew, new_session, resume, save

RULEBOOK = make_rulebook(questions=[make_question("goal", ("grow", "test"))])


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "leadadvisor"


def keep(path: str, when: int, goal: str = "grow") -> SessionFile:
    file = save(RULEBOOK, moves.begin(RULEBOOK, make_profile(goal=goal)), new_session(path))
    assert isinstance(file, SessionFile)
    os.utime(path, (when, when))
    return file


def test_cases_are_listed_the_last_one_first() -> None:
    assert all_cases(RULEBOOK) == ()
    assert last_case(RULEBOOK) is None
    keep(default_path(RULEBOOK), 2_000_000)
    keep(case_path(RULEBOOK, "acme"), 1_000_000)
    keep(case_path(RULEBOOK, "Größe & Söhne"), 3_000_000)
    assert [case.name for case in all_cases(RULEBOOK)] == ["Größe & Söhne", "", "acme"]
    last = last_case(RULEBOOK)
    assert last is not None
    assert last.in_words() == "case Größe & Söhne (4 February 1970)"


def test_a_case_is_for_its_owner_alone(state: Path) -> None:
    keep(case_path(RULEBOOK, "acme"), 1)
    for path in (state, *state.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert [path.name for path in state.rglob("*.yaml")] == ["acme.yaml"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "../x", ".hidden", "a\0b", "x" * 61, "-flag", "a\nb"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(WrongUsage, match="a case cannot be called"):
        case_path(RULEBOOK, name)


def test_a_case_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(CannotRead, match="none is kept yet"):
        existing_case(RULEBOOK, "acme")
    keep(case_path(RULEBOOK, "acme"), 1)
    with pytest.raises(CannotRead, match=r"there is no case 'akme'\. Did you mean 'acme'\?"):
        existing_case(RULEBOOK, "akme")
    assert existing_case(RULEBOOK, " acme ").path == case_path(RULEBOOK, "acme")


def test_a_case_is_known_by_its_file() -> None:
    assert case_of(RULEBOOK, default_path(RULEBOOK)) == ""
    assert case_of(RULEBOOK, case_path(RULEBOOK, "acme")) == "acme"
    assert case_of(RULEBOOK, "acme.yaml") is None


def test_results_stand_beside_the_answers() -> None:
    assert results_path("firm.yaml") == "firm.results.csv"
    assert results_path("firm.v2") == "firm.v2.results.csv"


def test_beginning_anew_keeps_the_old_interview_and_its_results_under_the_day_it_was_written() -> None:
    for number, goal in ((1, "grow"), (2, "test")):
        path = default_path(RULEBOOK)
        file = new_session(path) if number == 1 else begin_anew(RULEBOOK, path)
        assert isinstance(save(RULEBOOK, moves.begin(RULEBOOK, make_profile(goal=goal)), file), SessionFile)
        Path(results_path(path)).write_text(goal)
        os.utime(path, (90_000, 90_000))
    assert isinstance(save(RULEBOOK, moves.begin(RULEBOOK), begin_anew(RULEBOOK, path)), SessionFile)
    kept = {case.name: resume(RULEBOOK, case.path).interview.answers for case in all_cases(RULEBOOK)}
    assert {name: [each.option for each in answers] for name, answers in kept.items()} == {
        "earlier-1970-01-02": ["grow"],
        "earlier-1970-01-02-2": ["test"],
        "": [],
    }
    assert Path(results_path(case_path(RULEBOOK, "earlier-1970-01-02-2"))).read_text() == "test"


def test_a_file_of_ones_own_is_kept_beside_itself(tmp_path: Path) -> None:
    path = str(tmp_path / "firm.yaml")
    keep(path, 90_000)
    save(RULEBOOK, moves.begin(RULEBOOK, make_profile(goal="test")), begin_anew(RULEBOOK, path))
    assert sorted(os.listdir(tmp_path)) == ["firm-1970-01-02.yaml", "firm.yaml"]


def test_what_else_stands_in_the_file_outlives_the_interview(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("# ours\nplan:\n  hours: 6  # a week\nanswers:\n  goal: grow\n", encoding="utf-8")
    resumed = resume(RULEBOOK, str(path))
    after = moves.answer(RULEBOOK, resumed.interview, "goal", "test")
    file = save(RULEBOOK, after, resumed.file)
    assert isinstance(file, SessionFile)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\nplan:\n  hours: 6  # a week\nanswers:\n  goal: test\n")
    assert isinstance(save(RULEBOOK, moves.answer(RULEBOOK, after, "goal", "grow"), file), SessionFile)
    assert "a week" in path.read_text(encoding="utf-8")


def test_a_relative_home_is_not_followed_below_the_current_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "rel")
    assert os.path.isabs(state_directory())
    assert not state_directory().startswith(os.getcwd() + "/rel")


def test_a_device_is_never_moved_aside() -> None:
    assert begin_anew(RULEBOOK, "/dev/null") == SessionFile("/dev/null")
    save(RULEBOOK, moves.begin(RULEBOOK), SessionFile("/dev/null", b"", aside="/dev/null-moved"))
    assert not os.path.lexists("/dev/null-moved")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
