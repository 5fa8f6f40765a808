"""The tools about one firm: a plan for answers or a case, a review, and a row for the log of a named case alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import leadadvisor
from leadadvisor.assistants.firm_tools import FIRM_TOOLS
from leadadvisor.assistants.tools import checked
from leadadvisor.errors import CannotRead, WrongUsage
from leadadvisor.questionnaire.cases import case_path, results_path
from leadadvisor.reports.brief import MOST_BYTES

RULEBOOK = leadadvisor.load_rulebook()
BY_NAME = {tool.name: tool for tool in FIRM_TOOLS}
ANSWERS = {"goal": "feed-closers", "people": "closers-only", "icp-clarity": "precise", "named-accounts": "over-50"}


def call(name: str, **arguments: Any) -> dict[str, Any]:
    tool = BY_NAME[name]
    return dict(tool.call(RULEBOOK, checked(tool, arguments)))


@pytest.fixture(autouse=True)
def alder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of that name."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = Path(case_path(RULEBOOK, "Alder"))
    path.parent.mkdir(parents=True)
    path.write_text("answers:\n" + "".join(f"  {key}: {value}\n" for key, value in ANSWERS.items()), encoding="utf-8")
    return path


def test_a_plan_is_made_for_answers_and_for_a_case_alike() -> None:
    for_answers, for_case = call("plan", answers=ANSWERS), call("plan", case="Alder")
    assert for_answers == for_case
    assert for_answers["steps"]
    assert len(json.dumps(for_answers, ensure_ascii=False).encode()) <= MOST_BYTES


def test_a_logged_row_is_told_and_reviewed(alder: Path) -> None:
    told = call("log", case="Alder", approach="outbound", hours=6, contacts=30, conversations=2, date="2026-11-20")
    assert told["rows"] == 1
    assert Path(results_path(str(alder))).read_text(encoding="utf-8").count("2026-11-20") == 1
    found = call("review", case="Alder", as_of="2026-11-26")
    outbound = next(one for one in found["approaches"] if one["approach"] == "outbound")
    assert (outbound["hours"], outbound["conversations"]) == (6, 2)


def test_nothing_but_log_writes(alder: Path) -> None:
    before = sorted(path.name for path in alder.parent.iterdir())
    call("plan", case="Alder")
    call("review", case="Alder")
    assert sorted(path.name for path in alder.parent.iterdir()) == before
    assert [tool.name for tool in FIRM_TOOLS if tool.writes] == ["log"]


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("plan", {}, "name the firm"),
        ("plan", {"answers": ANSWERS, "case": "Alder"}, "contradict each other"),
        ("plan", {"answers": ANSWERS, "weeks": 3}, "weeks must be 2 or 12"),
        ("review", {}, "case is missing"),
        ("review", {"case": "Alder", "as_of": "26.11."}, "26.11."),
        ("log", {"approach": "outbound", "hours": 1}, "case is missing"),
        ("log", {"case": "Alder", "approach": "outbond", "hours": 1}, "outbound"),
        ("log", {"case": "Alder", "approach": "outbound"}, "nothing to log"),
        ("log", {"case": "Alder", "approach": "outbound", "conversations": 1.5}, "not a whole number"),
        ("log", {"case": "Alder", "approach": "outbound", "hours": -1}, "hours"),
        ("log", {"case": "../Alder", "approach": "outbound", "hours": 1}, "cannot be called"),
    ],
)
def test_a_wrong_call_is_told_in_words_and_writes_nothing(
    name: str, arguments: dict[str, Any], sentence: str, alder: Path
) -> None:
    with pytest.raises(WrongUsage, match=sentence):
        call(name, **arguments)
    assert not Path(results_path(str(alder))).exists()


def test_a_case_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(CannotRead, match="Alder"):
        call("review", case="Adler")
