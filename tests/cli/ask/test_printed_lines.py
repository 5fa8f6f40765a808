"""The command lines that the questionnaire prints do what is said of them, exactly as they are printed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from asked import RULES

import leadadvisor
from leadadvisor.cli.boundary import run
from leadadvisor.cli.reporting import OutputOptions
from leadadvisor.cli.screen.request import Look, Manner, Request
from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import Figure
from leadadvisor.model.profile import Profile
from leadadvisor.questionnaire.answers import profile_from_mapping
from leadadvisor.questionnaire.cases import case_path, default_path, existing_case
from leadadvisor.questionnaire.figures import read_figure
from leadadvisor.questionnaire.interview import Interview, begin, profile
from leadadvisor.questionnaire.saved_interview import NotSaved, new_session, save
from leadadvisor.reports import Layout
from leadadvisor.text import safe

RULEBOOK = leadadvisor.load_rulebook(RULES)
ANSWERS = {"goal": "feed-closers", "people": "closers-only", "buyers": "unsure", "icp-clarity": "rough"}
FILES = ["mine.yaml", "my answers.yaml", "it's mine.yaml", "sub dir/$HOME `x`.yaml", "-r.yaml", "Größe.yaml", "~.yaml"]
CASES = ["acme", "Größe & Söhne", "a b"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a line as a shell reads it, with more words after it."""

    def run_line(line: str, *more: str) -> tuple[int, str, str]:
        read = subprocess.run(["bash", "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True)
        program, *words = read.stdout.decode().split("\0")[:-1]
        assert program == "leadadvisor"
        code = run([*words, *more])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_line


def asked(*, figures: bool = False) -> Interview:
    interview = begin(RULEBOOK, profile_from_mapping(RULEBOOK, ANSWERS))
    read = [read_figure("monthly-budget", "5 000 EUR"), read_figure("weekly-hours", "7.5")] if figures else []
    return interview._replace(figures=tuple(each for each in read if isinstance(each, Figure)))


def requested(*, save_in: str | None = None, rules: str | None = None, manner: Manner | None = None) -> Request:
    return Request(
        rulebook=RULEBOOK,
        console=sys.stderr,
        given=Profile(),
        told=OutputOptions("terminal", None, force=False, layout=Layout()),
        look=Look(colour=False, unicode=True),
        manner=manner or Manner(),
        resuming=False,
        save=save_in,
        directory=rules,
        flagged=frozenset(question.id for question in RULEBOOK.questions),
    )


def saved(path: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    written = save(RULEBOOK, asked(figures=True), new_session(path))
    assert not isinstance(written, NotSaved), written.message
    return path


def places() -> list[str]:
    """The usual file, cases, and files of one's own."""
    return [default_path(RULEBOOK), *(case_path(RULEBOOK, name) for name in CASES), *FILES]


def test_the_line_below_the_report_gives_the_same_report(shell: Callable[..., tuple[int, str, str]]) -> None:
    expected = leadadvisor.recommend(RULEBOOK, ANSWERS)
    for path in places():
        line = requested().report_command(saved(path))
        code, out, err = shell(safe(line), "--json", "--no-ranges")
        assert (code, err) == (0, ""), line
        told = json.loads(out)
        assert {each["question"]: each["option"] for each in told["answers"]} == ANSWERS, line
        assert told["leader"] == expected.leader
        assert told["means"]["weekly_hours"], line


def test_the_line_below_the_report_names_the_home_by_its_sign() -> None:
    assert "--answers ~/state/leadadvisor/leadadvisor.yaml" in requested().report_command(default_path(RULEBOOK))


def test_the_line_that_goes_on_finds_what_was_answered(shell: Callable[..., tuple[int, str, str]]) -> None:
    manner = Manner(ask_all=True, quick=True, hints=False)
    for path in places():
        line = requested(manner=manner).resume_command(saved(path))
        code, _, err = shell(safe(line), "--no-input")
        assert code == 2, line
        missing = [flag for flag in err.split() if flag.startswith("--")]
        assert "--timeline" in missing, line
        assert not {f"--{question}" for question in ANSWERS}.intersection(missing), line


def test_a_rulebook_of_ones_own_is_named_in_every_line(
    shell: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    rules = tmp_path / "their own 'rules'"
    rules.symlink_to(RULES)
    request = requested(rules=str(rules))
    path = saved(default_path(RULEBOOK))
    for line, more in (
        (request.report_command(path), ["--json"]),
        (request.same_result(asked()), ["--json"]),
        (request.resume_command(path), ["--no-input"]),
    ):
        assert "their own" in line
        code, _, err = shell(safe(line), *more)
        assert code == (2 if "--resume" in line else 0), err


def test_the_line_that_holds_the_answers_gives_the_same_report(shell: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = shell(requested().same_result(asked(figures=True)), "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert {each["question"]: each["option"] for each in told["answers"]} == ANSWERS
    assert told["means"]["monthly_budget"]["currency"] == "EUR"
    assert len(profile(RULEBOOK, asked()).answers) == len(ANSWERS)


def test_the_template_that_is_offered_where_nobody_can_be_asked_can_be_used(
    shell: Callable[..., tuple[int, str, str]],
) -> None:
    code, _, err = shell("leadadvisor ask --no-input")
    assert code == 2
    line, _, then = err.partition("Or fill in a file: ")[2].partition("\n")[0].partition(", then ")
    assert shell(line)[0] == 0
    code, out, _ = shell(f"leadadvisor recommend --goal feed-closers --json {then}")
    assert code == 0
    assert json.loads(out)["leader"] == "outbound"


def test_the_line_that_begins_the_first_case_takes_a_name() -> None:
    with pytest.raises(Exception, match="leadadvisor ask --case NAME"):
        existing_case(RULEBOOK, "acme")
    with pytest.raises(WrongUsage, match="cannot be called"):
        case_path(RULEBOOK, "../acme")
