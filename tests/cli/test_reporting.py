"""The output options of a command: format by file name, parts of a result, a line above, and the pager."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pytest
import yaml

from leadadvisor.cli.exit_codes import ExitCode

Program = Callable[..., tuple[int, str, str]]
ANSWERED = ("recommend", "--goal", "few-deals")
TELLING = (ANSWERED, ("explain", "--goal", "few-deals"), ("whatif", "--goal", "few-deals"),
           ("compare", "goal=few-deals", "goal=new-product"))  # fmt: skip


# Format by file name


@pytest.mark.parametrize("words", TELLING, ids=[words[0] for words in TELLING])
@pytest.mark.parametrize(
    ("name", "form"),
    [("r.html", "html"), ("r.HTM", "html"), ("r.md", "markdown"), ("r.json", "json"), ("r.yaml", "yaml"),
     ("r.yml", "yaml"), ("r.txt", "plain"), ("r.log", "plain"), ("r", "plain")],
)  # fmt: skip
def test_the_ending_of_the_file_names_the_format(
    words: tuple[str, ...], name: str, form: str, program: Program, tmp_path: Path
) -> None:
    assert program(*words, "-o", str(tmp_path / name)) == (ExitCode.FINE, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8") == program(*words, "--format", form)[1]


@pytest.mark.parametrize(
    ("name", "flags", "message"),
    [
        ("r.html", ("--format", "json"), "asks for html and --format json for json"),
        ("r.md", ("--json",), "asks for markdown and --json for json"),
        ("r.json", ("-f", "yaml"), "asks for json and --format yaml for yaml"),
        ("r.txt", ("--json",), "asks for plain and --json for json"),
    ],
)
def test_a_format_that_says_otherwise_is_refused_and_nothing_is_written(
    name: str, flags: tuple[str, ...], message: str, program: Program, tmp_path: Path
) -> None:
    code, out, err = program(*ANSWERED, "-o", str(tmp_path / name), *flags)
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_says_the_same_is_fine(program: Program, tmp_path: Path) -> None:
    assert program(*ANSWERED, "-o", str(tmp_path / "r.json"), "--json")[0] == ExitCode.FINE
    assert program(*ANSWERED, "-o", str(tmp_path / "r.txt"), "-f", "terminal")[0] == ExitCode.FINE


def test_an_ending_the_command_cannot_write_is_refused(program: Program, tmp_path: Path) -> None:
    code, _, err = program("questions", "-o", str(tmp_path / "q.html"))
    assert code == ExitCode.USAGE
    assert "this command writes no html" in err


def test_the_same_answers_give_the_same_page_wherever_they_come_from(
    program: Program, tmp_path: Path, tiny: Path
) -> None:
    import shutil

    answers, copied = tmp_path / "answers.yaml", tmp_path / "copied"
    answers.write_text("goal: few-deals\n")
    shutil.copytree(tiny, copied)
    by_flag = program("recommend", "--goal", "few-deals", "-f", "html")[1]
    assert program("recommend", "--set", "goal=few-deals", "-f", "html")[1] == by_flag
    assert program("recommend", "--answers", str(answers), "-f", "html")[1] == by_flag
    assert program("recommend", "--goal", "few-deals", "-f", "html", "--rulebook", str(copied))[1] == by_flag


# Parts of a result


def test_one_value_is_printed_alone(program: Program) -> None:
    assert program(*ANSWERED, "--get", "leader") == (ExitCode.FINE, "referral\n", "")
    share = json.loads(program(*ANSWERED, "--json")[1])["mix"][0]["share"]
    assert program(*ANSWERED, "--get", "share.referral")[1] == f"{share}\n"


def test_a_wrong_key_is_answered_with_the_nearest(program: Program) -> None:
    code, out, err = program(*ANSWERED, "--get", "leadr")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "Did you mean 'leader'?" in err


def test_brief_and_fields_are_json_or_yaml(program: Program, tmp_path: Path) -> None:
    assert json.loads(program(*ANSWERED, "--brief")[1])["leader"] == "referral"
    assert yaml.safe_load(program(*ANSWERED, "--brief", "-f", "yaml")[1])["leader"] == "referral"
    assert json.loads(program(*ANSWERED, "--fields", "leader,status")[1]) == {
        "leader": "referral", "status": "recommended",
    }  # fmt: skip
    assert program(*ANSWERED, "--brief", "-o", str(tmp_path / "b.json"))[0] == ExitCode.FINE
    assert json.loads((tmp_path / "b.json").read_text())["leader"] == "referral"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--brief", "--get", "leader"), "ask for different things"),
        (("--fields", "leader", "--brief"), "ask for different things"),
        (("--get", "leader", "--json"), "do not go together"),
        (("--brief", "-f", "html"), "do not go together"),
        (("--fields", "leder"), "Did you mean 'leader'?"),
        (("--full", "-q"), "contradict each other"),
        (("--title", " "), "--title is empty"),
        (("--for", "a", "--for", "b"), "--for is given 2 times"),
    ],
)
def test_what_does_not_go_together_is_refused(flags: tuple[str, ...], message: str, program: Program) -> None:
    code, out, err = program(*ANSWERED, *flags)
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in err


# A line above


@pytest.mark.parametrize("words", TELLING, ids=[words[0] for words in TELLING])
def test_title_name_and_date_stand_above_the_report(words: tuple[str, ...], program: Program) -> None:
    flags = ("--title", "Plan", "--for", "Ms Fox", "--date", "2026-09-01")
    for form in ("terminal", "markdown", "html"):
        assert "Plan · for Ms Fox · 2026-09-01" in program(*words, *flags, "-f", form)[1]
        assert "2026" not in program(*words, "-f", form)[1]
    for form in ("json", "yaml", "plain"):
        assert program(*words, *flags, "-f", form) == program(*words, "-f", form)


# The pager


def run_on_terminal(words: tuple[str, ...], tiny: Path, environment: Mapping[str, str]) -> str:
    """What a terminal of 80 by 24 shows."""
    variables = {**os.environ, "LEADADVISOR_RULEBOOK": str(tiny), "TERM": "xterm", "NO_COLOR": "1", **environment}
    started = pexpect.spawn(
        sys.executable, ["-m", "leadadvisor", *words], env=variables, dimensions=(24, 80), encoding="utf-8", timeout=60
    )
    shown: str = started.read()
    started.close()
    return shown


PAGER = f"{sys.executable} -c \"import sys; print('PAGED', len(sys.stdin.read().splitlines()))\""


def test_the_whole_report_goes_through_the_pager_on_a_terminal(tiny: Path) -> None:
    assert "PAGED" in run_on_terminal((*ANSWERED, "--full"), tiny, {"PAGER": PAGER})
    assert "PAGED" in run_on_terminal((*ANSWERED, "-v"), tiny, {"PAGER": PAGER})


@pytest.mark.parametrize(
    ("flags", "environment"),
    [
        ((), {"PAGER": PAGER}),
        (("--full", "--no-pager"), {"PAGER": PAGER}),
        (("--full",), {"PAGER": ""}),
        (("--full",), {"PAGER": PAGER, "TERM": "dumb"}),
        (("--full",), {"PAGER": "no-such-program-anywhere"}),
        (("--full",), {"PAGER": f"{sys.executable} -c 'raise SystemExit(3)'"}),
    ],
)
def test_without_a_pager_the_report_is_printed(flags: tuple[str, ...], environment: dict[str, str], tiny: Path) -> None:
    shown = run_on_terminal((*ANSWERED, *flags), tiny, environment)
    assert "PAGED" not in shown
    assert "referral 60 %" in " ".join(shown.split())


def test_the_pager_is_not_for_files_and_pipes(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", PAGER)
    assert "PAGED" not in program(*ANSWERED, "--full")[1]
