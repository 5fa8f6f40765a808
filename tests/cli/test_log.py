"""The command `log`: one row, or the rows of a file, and one line that says what they changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from results_rows import week

from leadadvisor.results.results_file import parse_results
from leadadvisor.rulebook.loader import load_rulebook

Program = Callable[..., Any]


@pytest.fixture
def firm(tmp_path: Path) -> str:
    path = tmp_path / "firm.yaml"
    path.write_text("goal: few-deals\npeople: sellers\n")
    return str(path)


def rows(firm: str, tiny: Path) -> list[tuple[object, ...]]:
    path = Path(firm).with_name("firm.results.csv")
    return [tuple(row) for row in parse_results(str(path), path.read_bytes(), load_rulebook(tiny)).rows]


def log(program: Program, firm: str, *words: str) -> str:
    code, out, err = program("log", *words, "--answers", firm)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    return str(out)


def test_a_row_is_added_beside_the_answers_and_one_line_says_so(program: Program, firm: str, tiny: Path) -> None:
    told = log(
        program, firm, "outbound", "--hours", "6.5", "--contacts", "30", "--conversations", "2", "--won", "1",
        "--lost", "0", "--money", "12.50", "--channel", "cold-email", "--date", "2026-01-05", "--note", "slow week",
    )  # fmt: skip
    assert told.startswith("Logged outbound on 2026-01-05: 6.5 h, 12.5 spent, 30 contacts, 2 conversations, 1 won and")
    assert "Nothing to compare it with yet" in told
    assert rows(firm, tiny) == [
        (week(0), "outbound", "cold-email", 650, 1250, 30, 2, 1, 0, "slow week", "logged"),
    ]


def test_the_line_says_when_the_log_begins_to_point_and_when_it_decides(program: Program, firm: str) -> None:
    told = []
    for number in range(14):
        day = week(number).isoformat()
        told += [
            log(program, firm, "outbound", "--hours", "5", "--conversations", "4", "--date", day),
            log(program, firm, "referral", "--hours", "5", "--conversations", "1", "--date", day),
        ]
    said = " ".join(told)
    assert said.index("Too early to tell") < said.index("now points to outbound over referral")
    assert said.index("now points to outbound over referral") < said.index("now decides for outbound over referral")
    assert "Mix: " in said


def test_everything_that_is_wrong_is_told_at_once(program: Program, firm: str) -> None:
    code, out, err = program("log", "outbond", "--hours", "six", "--won", "1.5", "--answers", firm)
    assert (code, out) == (2, "")
    assert "Did you mean 'outbound'?" in err
    assert "--hours: 'six'" in err
    assert "--won: '1.5'" in err
    assert not Path(firm).with_name("firm.results.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "log takes one approach: referral or outbound"),
        (("outbound",), "there is nothing to log"),
        (("outbound", "referral", "--hours", "1"), "log takes one approach"),
        (("outbound", "--hours", "1", "--date", "03/04/2026"), "can be read as 2026-04-03 or as 2026-03-04"),
        (("outbound", "--hours", "1", "--hours", "2"), "--hours is given 2 times"),
        (("outbound", "--hours", "1", "--map", "hours=x"), "belong to: leadadvisor log import"),
        (("import",), "log import takes one file"),
        (("import", "x.csv", "--hours", "2"), "leave out --hours"),
        (("import", "x.csv", "--map", "hours"), "write a word, = and another"),
        (("outbound", "--hours", "1", "--note", "x" * 501), "takes up to 500 characters"),
    ],
)
def test_what_cannot_be_logged_is_said(words: tuple[str, ...], said: str, program: Program, firm: str) -> None:
    code, out, err = program("log", *words, "--answers", firm)
    assert (code, out) == (2, "")
    assert said in err


def test_a_stop_rule_that_begins_to_speak_is_told_once(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")  # the one that comes along has a plan
    path = tmp_path / "own.yaml"
    path.write_text(
        "answers:\n  goal: near-term-target\n  outreach: running\nplan:\n  begun: '2026-01-05'\n"
        "  review-day: '2026-03-30'\n  contacts-a-week: 15\n  conversations-hoped: 12\n"
    )
    told = [
        program("log", "outbound", "--date", week(n).isoformat(), "--contacts", "15", "--answers", str(path))[1]
        for n in range(4)
    ]
    assert [("Your stop rule for outbound speaks: " in each) for each in told] == [False, False, True, False]


def test_what_looks_like_a_slip_is_said_and_logged(program: Program, firm: str, tiny: Path) -> None:
    words = ("log", "outbound", "--date", "2999-01-05", "--hours", "2", "--answers", firm)
    assert program(*words)[2] == "2999-01-05 lies ahead: a review counts it from then on.\n"
    assert "The same row was there already." in program(*words)[2]
    assert len(rows(firm, tiny)) == 2


def test_without_a_firm_nothing_is_logged(program: Program) -> None:
    code, _, err = program("log", "outbound", "--hours", "2")
    assert code == 2
    assert "no firm is named" in err


def test_a_log_may_be_named_without_answers(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    code, out, _ = program("log", "outbound", "--hours", "2", "--results", str(path))
    assert code == 0
    assert path.exists()
    assert "Logged outbound" in out


def test_a_case_has_its_log_beside_its_answers(
    program: Program, tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    from leadadvisor.questionnaire.cases import case_path, make_directory

    path = Path(case_path(load_rulebook(tiny), "bakery"))
    make_directory(str(path))
    path.write_text("goal: few-deals\n")
    assert program("log", "outbound", "--hours", "2", "--case", "bakery")[0] == 0
    assert path.with_name("bakery.results.csv").exists()


def test_a_faulty_log_is_not_added_to(program: Program, firm: str) -> None:
    path = Path(firm).with_name("firm.results.csv")
    path.write_text("date,approach\n2026-01-05,outbond\n")
    code, out, err = program("log", "outbound", "--hours", "2", "--answers", firm)
    assert (code, out) == (1, "")
    assert err.startswith(f"{path}:2:12: error[unknown-word]: there is no approach 'outbond'")


CRM = "Day;Source;Time;Talks;Owner\n2026-01-05;Ads;6,5;2;Ann\n2026-01-12;outbound;4;1;Bob\n"
MAPPED = ("--map", "date=Day", "--map", "approach=Source", "--map", "hours=Time", "--map", "conversations=Talks",
          "--means", "Ads=outbound")  # fmt: skip


def test_the_columns_of_another_file_are_mapped(program: Program, firm: str, tmp_path: Path, tiny: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(CRM)
    code, out, err = program("log", "import", str(path), *MAPPED, "--answers", firm)
    assert code == 0
    assert err == "Not used: 1 column: 'Owner'.\n"
    assert out.startswith("Imported 2 rows.")
    assert [row[:4] for row in rows(firm, tiny)] == [
        (week(0), "outbound", "", 650), (week(1), "outbound", "", 400),
    ]  # fmt: skip


def test_importing_a_file_again_doubles_nothing(program: Program, firm: str, tmp_path: Path, tiny: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(CRM + "2026-01-12;outbound;4;1;Bob\n")  # two alike are two
    program("log", "import", str(path), *MAPPED, "--answers", firm)
    path.write_text(path.read_text() + "2026-01-19;referral;1;0;Ann\n")
    code, out, _ = program("log", "import", str(path), *MAPPED, "--answers", firm)
    assert code == 0
    assert out.startswith("Imported 1 row, 3 more were there already.")
    assert len(rows(firm, tiny)) == 4
    assert program("log", "import", str(path), *MAPPED, "--answers", firm)[1] == (
        "Imported 0 rows, 4 more were there already.\n"
    )


def test_bad_rows_of_another_file_are_refused_by_line_and_column(program: Program, firm: str, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("date,approach,hours\n2026-01-05,adverts,2\n5/1/2026,outbound,x\n")
    code, out, err = program("log", "import", str(path), "--answers", firm)
    assert (code, out) == (1, "")
    places = [line.split(": ")[0].rsplit("crm.csv", 1)[1] for line in err.splitlines() if line.startswith(str(path))]
    assert places == [":2:12", ":3:1", ":3:19"]
    assert not Path(firm).with_name("firm.results.csv").exists()


def test_a_column_that_is_needed_and_not_there_is_asked_for(program: Program, firm: str, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("day,approach\n2026-01-05,outbound\n")
    code, _, err = program("log", "import", str(path), "--answers", firm)
    assert code == 1
    assert "no column is the date" in err
    assert "--map date=COLUMN" in err
    assert (
        "the file has no column 'Dai'" in program("log", "import", str(path), "--map", "date=Dai", "--answers", firm)[2]
    )
