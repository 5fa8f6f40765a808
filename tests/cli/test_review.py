"""The commands `review`, `plan` and their kin: one firm from its first numbers to its twelfth week."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped, unused-ignore]
import pytest
from results_rows import week

Program = Callable[..., Any]
NUMBERS = (
    "--hours-a-week", "10", "--review-day", "2026-03-30", "--contacts-a-week", "15", "--conversations-hoped", "12",
    "--most-to-spend", "600", "--days-to-judge", "30",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rulebook that comes along: it has a plan."""
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")


@pytest.fixture
def firm(tmp_path: Path) -> str:
    path = tmp_path / "firm.yaml"
    path.write_text(
        "# our firm\nanswers:\n  goal: near-term-target\n  people: founders-learning\n  outreach: running\n"
    )
    return str(path)


def log_of(firm: str, outbound: int, referral: int, weeks: int = 12) -> None:
    rows = [f"{week(n)},{name},5,{count}" for n in range(weeks) for name, count in
            (("outbound", outbound), ("referral", referral))]  # fmt: skip
    Path(firm).with_name("firm.results.csv").write_text("\n".join(["date,approach,hours,conversations", *rows]) + "\n")


def told(program: Program, *words: str) -> dict[str, Any]:
    code, out, err = program(*words, "--json")
    assert (code, err) == (0, "")
    loaded: dict[str, Any] = json.loads(out)
    return loaded


def test_numbers_are_kept_in_the_firms_file_and_everything_else_stays(program: Program, firm: str) -> None:
    before = Path(firm).read_text()
    code, out, err = program("plan", "--set-numbers", "--start", "2026-01-05", *NUMBERS, "--answers", firm)
    assert (code, err) == (0, "")
    assert out.startswith("6 numbers set; ")
    assert Path(firm).read_text().startswith(before)
    assert told(program, "plan", "--answers", firm)["numbers"] == {
        "hours-a-week": 10, "review-day": "2026-03-30", "contacts-a-week": 15, "conversations-hoped": 12,
        "most-to-spend": 600, "days-to-judge": 30,
    }  # fmt: skip
    assert told(program, "plan", "--answers", firm, "--as-of", "2026-01-20")["start"] == "2026-01-05"


def test_rules_that_can_never_speak_are_not_counted_among_those_that_can(program: Program, firm: str) -> None:
    few = ("--hours-a-week", "12", "--contacts-a-week", "10", "--conversations-hoped", "3")
    until = ("--start", "2026-01-05", "--review-day", "2026-02-16", "--answers", firm)
    out = program("plan", "--set-numbers", *few, *until)[1]
    checked = program("plan", "check", "--answers", firm)[1]
    can, never = (checked.count(f"; {word}; ") for word in ("can-speak", "never-speaks"))
    assert can
    assert never
    now, idle = f"{can} stop rules can speak now", f"{never} never can in the time there is"
    assert out == f"4 numbers set; {now}, {idle}: leadadvisor plan check.\n"


def test_every_wrong_number_is_told_at_once_and_nothing_is_kept(program: Program, firm: str) -> None:
    before = Path(firm).read_text()
    code, out, err = program(
        "plan", "--set-numbers", "--hours-a-week", "200", "--review-day", "03/04/2026", "--days-to-judge", "soon",
        "--answers", firm,
    )  # fmt: skip
    assert (code, out) == (2, "")
    assert all(flag in err for flag in ("--hours-a-week", "--review-day", "--days-to-judge"))
    assert Path(firm).read_text() == before


def test_a_script_is_never_asked_for_numbers(program: Program, firm: str) -> None:
    code, _, err = program("plan", "--set-numbers", "--answers", firm)
    assert code == 2
    assert "--conversations-hoped" in err


def test_a_person_is_asked_for_six_numbers_and_may_leave_each_open(firm: str) -> None:
    import sys

    with pexpect.spawn(
        sys.executable, ["-m", "leadadvisor", "plan", "--set-numbers", "--answers", firm], encoding="utf-8", timeout=30
    ) as person:
        person.expect("hours a week")
        person.sendline("lots")
        person.expect("is not a number of hours")
        person.sendline("10")
        for said in ("On which day", "How many people", "conversations do you hope", "money", "After how many days"):
            person.expect(said)
            person.sendline("")
        person.expect("1 number set")
        person.expect(pexpect.EOF)
    assert 'hours-a-week: "10"' in Path(firm).read_text()
    assert "review-day" not in Path(firm).read_text()


def test_a_plan_may_be_made_from_flags_alone(program: Program) -> None:
    tree = told(program, "plan", "--goal", "launch-product", "--weeks", "12", "--start", "2026-01-05", *NUMBERS)
    assert tree["weeks"] == 12
    assert tree["steps"][0]["from"] == "2026-01-05"


@pytest.mark.parametrize("ending", ["ics", "csv", "md", "html", "json", "yaml", "txt"])
def test_the_name_of_a_file_says_its_format(program: Program, firm: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"plan.{ending}"
    assert program("plan", "--answers", firm, "--start", "2026-01-05", "-o", str(path))[0] == 0
    starts = {"ics": "BEGIN:VCALENDAR", "csv": "number,from,to", "md": "# ", "html": "<!doctype html>", "json": "{",
              "yaml": "schema:", "txt": "title: "}  # fmt: skip
    assert path.read_bytes().decode().startswith(starts[ending])


def test_the_same_plan_and_start_give_the_same_bytes(program: Program, firm: str) -> None:
    words = ("plan", "--answers", firm, "--start", "2026-01-05", "--weeks", "12", "--format", "ics")
    assert program(*words) == program(*words)


def test_plan_check_finds_rules_that_can_never_speak(program: Program, firm: str) -> None:
    assert program("plan", "check", "--answers", firm, "--start", "2026-01-05", *NUMBERS)[0] == 0
    modest = [word if word != "12" else "1" for word in NUMBERS]
    code, out, err = program("plan", "check", "--answers", firm, "--start", "2026-01-05", *modest)
    assert (code, err) == (1, "")
    assert "can never speak in the time there is" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "chekc"), "plan takes no"),
        (("plan", "--weeks", "3"), "--weeks can be 2 or 12"),
        (("plan", "check", "--format", "ics"), "plan check writes no ics"),
        (("review", "--as-of", "1/2/2026"), "can be read as 2026-02-01 or as 2026-01-02"),
        (("review", "--case", "none"), "contradict"),
    ],
)
def test_what_cannot_be_is_said(program: Program, firm: str, words: tuple[str, ...], said: str) -> None:
    code, out, err = program(*words, "--answers", firm)
    assert (code, out) == (2, "")
    assert said in err


def test_a_review_looks_at_the_log_beside_the_answers(program: Program, firm: str) -> None:
    log_of(firm, 4, 1)
    tree = told(program, "review", "--answers", firm, "--as-of", "2026-04-01")
    assert tree["schema"] == "leadadvisor/review/1"
    assert [each["word"] for each in tree["comparisons"]] == ["decided"]
    assert tree["to_do"][0]["code"] == "more-of-it"


def test_the_same_day_gives_the_same_bytes(program: Program, firm: str) -> None:
    log_of(firm, 4, 1)
    for form in ("json", "html", "markdown"):
        words = ("review", "--answers", firm, "--as-of", "2026-04-01", "--format", form)
        assert program(*words) == program(*words)


def test_a_firm_without_a_log_is_told_how_to_begin_one(program: Program, firm: str) -> None:
    code, out, err = program("review", "--answers", firm)
    assert (code, err) == (0, "")
    assert "Nothing is logged yet." in out


def test_a_log_that_is_named_must_be_there(program: Program, firm: str) -> None:
    code, _, err = program("review", "--answers", firm, "--results", "none.csv")
    assert code == 1
    assert "cannot read none.csv" in err


def test_every_mistake_in_a_log_is_told_by_place(program: Program, firm: str) -> None:
    path = Path(firm).with_name("firm.results.csv")
    path.write_text("date,approach,hours\n2026-01-05,outbond,6\n5/1/2026,referral,x\n")
    code, out, err = program("review", "--answers", firm)
    assert (code, out) == (1, "")
    assert [line.split(": ")[0].removeprefix(str(path)) for line in err.splitlines() if line.startswith(str(path))] == [
        ":2:12", ":3:1", ":3:19",
    ]  # fmt: skip


def test_recommend_takes_the_log_in_and_shows_it_in_the_account(program: Program, firm: str) -> None:
    log_of(firm, 5, 1)
    path = str(Path(firm).with_name("firm.results.csv"))
    with_log, without = (told(program, "recommend", "--answers", firm, *words) for words in (("--results", path), ()))
    kinds = {line["kind"] for portion in with_log["mix"] for line in portion["contributions"]}
    assert "own-results" in kinds
    shares = [{each["approach"]: each["share"] for each in tree["mix"]} for tree in (with_log, without)]
    assert shares[0]["outbound"] > shares[1]["outbound"]
    assert told(program, "review", "--answers", firm, "--as-of", "2026-04-01")["recommendation"] == with_log


def test_compare_shows_what_the_rows_between_two_days_did(program: Program, firm: str) -> None:
    log_of(firm, 5, 1)
    tree = told(program, "compare", firm, "--between", "2026-01-10", "2026-04-01")
    assert tree["subject"] == "days"
    steps = [step for share in tree["differences"][0]["shares"] for step in share["steps"]]
    assert any(step.get("rule") == "own-results-outbound" or step.get("id") == "own-results-outbound" for step in steps)


def test_two_days_need_one_firm(program: Program, firm: str) -> None:
    assert "give its answers file" in program("compare", firm, firm, "--between", "2026-01-10", "2026-04-01")[2]
    assert "--results belongs to --between" in program("compare", firm, firm, "--results", "x.csv")[2]


def test_explain_and_whatif_take_the_log_in(program: Program, firm: str) -> None:
    log_of(firm, 5, 1)
    path = str(Path(firm).with_name("firm.results.csv"))
    assert "own-results-outbound" in program("explain", "outbound", "--answers", firm, "--results", path)[1]
    assert program("explain", "own-results-outbound", "--results", path)[0] == 0
    assert program("explain", "own-results-outbound")[0] == 2
    shares = [
        [
            (each["approach"], each["share"])
            for each in told(program, command, "--answers", firm, "--results", path)["mix"]
        ]
        for command in ("recommend", "whatif")
    ]
    assert shares[0] == shares[1]
