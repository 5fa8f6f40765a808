"""The results file: read strictly with the place of every mistake, in any spreadsheet's form, and added to safely."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from builders import APPROACHES, make_rulebook
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.errors import CannotWrite, InvalidFile
from leadadvisor.model.results import ResultRow
from leadadvisor.results.results_file import add_rows, load_results, parse_results
from leadadvisor.results.rows import COLUMNS
from leadadvisor.rulebook.problems import render

RULEBOOK = make_rulebook()
HEADER = ",".join(COLUMNS[:-1])
ROW = ResultRow(date(2026, 1, 5), "outbound", "cold-email", 600, 2_050, 30, 2, 1, 0, "first week")


def parse(text: str | bytes) -> tuple[ResultRow, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    return parse_results("firm.results.csv", content, RULEBOOK).rows


def problems(text: str | bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(InvalidFile) as trouble:
        parse(text)
    assert "Traceback" not in render(trouble.value.findings)
    return [(each.place.line, each.place.column, each.message) for each in trouble.value.findings]


def hints(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as trouble:
        parse(text)
    return [each.hint for each in trouble.value.findings]


# Reading


def test_a_row_is_read_as_it_stands() -> None:
    (row,) = parse(f"{HEADER}\n2026-01-05,outbound,cold-email,6,20.50,30,2,1,0,first week\n")
    assert row == ROW._replace(hand="added")


@pytest.mark.parametrize("text", ["", "\n\n", f"{HEADER}\n", f"{HEADER}\r\n,,,,,,,,,\r\n"])
def test_a_file_without_rows_holds_none(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize(
    "content",
    [
        "date;approach;hours;conversations\r\n2026-01-05;outbound;6,5;2\r\n",
        "\ufeffdate;approach;hours;conversations\r\n2026-01-05;outbound;6,5;2\r\n",
        "date\tapproach\thours\tconversations\n2026-01-05\toutbound\t6.5\t2\n",
        "Date,Approach,Hours,Conversations\r2026-01-05,Outbound,6.5,2\r",
        'date,approach,hours,conversations\n"2026-01-05","outbound","6.5","2"',
        "conversations,hours,approach,date\n2,6.50,outbound,2026-01-05\n\n",
        "date;approach;hours;conversations;;\n2026-01-05;outbound;6,50;2,0;;\n",
        "sep=;\r\ndate;approach;hours;conversations\r\n05.01.2026;outbound;6,5;2\r\n;;;\r\n",
        "# ours\ndate,approach,hours,conversations\n# January; all of it\n2026-01-05 00:00:00,outbound,6.5,2\n",
    ],
)
def test_the_version_of_any_spreadsheet_is_the_same_row(content: str) -> None:
    (row,) = parse(content)
    assert (row.day, row.approach, row.hours, row.conversations) == (date(2026, 1, 5), "outbound", 650, 2)


def test_a_decimal_comma_among_commas_is_refused_with_both_readings() -> None:
    ((line, column, message),) = problems('date,approach,hours\n2026-01-05,outbound,"6,5"\n')
    assert (line, column) == (2, 21)
    assert message == "hours: '6,5' can be read as 6.5 or as 65"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("03/04/2026", "'03/04/2026' can be read as 2026-04-03 or as 2026-03-04", "write 2026-04-03 or 2026-03-04"),
        ("26.11.26", "'26.11.26' is not a date as 2026-11-26", "write 2026-11-26"),
        ("31.2.2026", "there is no day '31.2.2026'", "look at a calendar"),
        ("11/26/26", "'11/26/26' is not a date as 2026-11-26", "write 2026-11-26"),
        ("2026/1/5", "'2026/1/5' is not a date as 2026-11-26", "write 2026-01-05"),
        ("2026-02-30", "there is no day '2026-02-30'", "look at a calendar"),
        ("Monday", "'Monday' is not a date as 2026-11-26", "write year, month and day, as 2026-11-26"),
        ("46031", "'46031' is not a date as 2026-11-26", "write year, month and day, as 2026-11-26"),
    ],
)
def test_a_date_in_another_form_is_refused_with_what_it_can_be_read_as(text: str, message: str, hint: str) -> None:
    written = f"date,approach\n{text},outbound\n"
    assert problems(written) == [(2, 1, message)]
    assert hints(written) == [hint]


def test_every_bad_cell_of_every_row_is_told_at_once_by_line_and_column() -> None:
    text = (
        "date,approach,hours,conversations,won\n"
        "2026-01-05,outbond,-6,2,1\n"
        "2026-01-12,referral,4,1,0\n"
        ",referral,x,1.5,0,7\n"
        "2026-01-19\n"
    )
    assert [(line, column) for line, column, _ in problems(text)] == [
        (2, 12), (2, 20), (4, 1), (4, 11), (4, 13), (4, 19), (5, 1),
    ]  # fmt: skip
    assert "did you mean 'outbound'?" in hints(text)[0]


@pytest.mark.parametrize(
    ("header", "column", "message"),
    [
        ("date,aproach", 6, "there is no column 'aproach'"),
        ("date,approach,date", 15, "the column date stands here twice"),
        ("date,hours", 1, "the column approach is missing"),
    ],
)
def test_a_header_that_is_wrong_is_told(header: str, column: int, message: str) -> None:
    assert (1, column, message) in problems(f"{header}\n2026-01-05,outbound\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("date,approach\n".encode("utf-16"), "the file is UTF-16"),
        (b"date,approach,note\n2026-01-05,outbound,caf\xe9\n", "the byte 0xe9 is not UTF-8"),
        (b"date,approach\n2026-01-05,outbound\0\n", "a zero byte stands here"),
        (b'date,approach,note\n2026-01-05,outbound,"open\n', "a quote opens a cell and nothing closes it"),
        (b'date,approach,note\n2026-01-05,outbound,a "word"\n', "a quote stands inside a cell"),
        (b'date,approach,note\n2026-01-05,outbound,"a" b\n', "text stands behind the quote that closes a cell"),
        (b"date,approach\n" + b" " * 1_000_000, "the file is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_csv_is_told(content: bytes, message: str) -> None:
    assert message in [each for _, _, each in problems(content)]


def test_a_note_in_quotes_may_hold_anything() -> None:
    (row,) = parse('date,approach,note\n2026-01-05,outbound,"a, ""b""\nand c"\n')
    assert row.note == 'a, "b" and c'


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_rows_or_findings_come_of_them(content: bytes) -> None:
    with suppress(InvalidFile):
        assert all(row.approach in APPROACHES for row in parse(b"date,approach,hours,note\n" + content))


@pytest.mark.parametrize("text", ["1.200", "1,200"])
def test_thousands_of_a_count_are_no_fraction_and_those_of_hours_may_be(text: str) -> None:
    (row,) = parse(f"date;approach;contacts\n2026-01-05;outbound;{text}\n")
    assert row.contacts == 1_200
    ((_, _, message),) = problems("date;approach;hours\n2026-01-05;outbound;1.200\n")
    assert message == "hours: '1.200' can be read as 1200 or as 1.2"


# Writing


def test_the_first_row_begins_the_file(tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    add_rows(str(path), RULEBOOK, [ROW])
    head, line = path.read_text().splitlines()
    assert head == "date,approach,channel,hours,money,contacts,conversations,won,lost,note,logged"
    assert line.startswith("2026-01-05,outbound,cold-email,6,20.5,30,2,1,0,first week,")
    assert load_results(str(path), RULEBOOK).rows == (ROW,)
    assert os.listdir(tmp_path) == ["firm.results.csv"]


@given(
    note=st.text(max_size=60),
    hours=st.none() | st.integers(0, 1_000_000),
    counts=st.tuples(*[st.none() | st.integers(0, 1_000_000)] * 4),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, note: str, hours: int | None, counts: tuple[int | None, ...]
) -> None:
    from leadadvisor.text import one_line

    path = tmp_path_factory.mktemp("results") / "firm.results.csv"
    contacts, conversations, won, lost = counts
    row = ResultRow(date(2026, 1, 5), "inbound", "", hours, None, contacts, conversations, won, lost, one_line(note))
    add_rows(str(path), RULEBOOK, [row, ROW])
    assert load_results(str(path), RULEBOOK).rows == (row, ROW)


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@x", "＝1"])  # noqa: RUF001 - a spreadsheet takes them alike
def test_no_note_is_a_formula_to_a_spreadsheet(note: str, tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    add_rows(str(path), RULEBOOK, [ROW._replace(note=note)])
    assert f",'{note}," in path.read_text()
    assert load_results(str(path), RULEBOOK).rows[0].note == note


@pytest.mark.parametrize(
    "before",
    [
        "date;approach;hours;note\r\n2026-01-05;outbound;6,5;mine\r\n",
        "\ufeffdate;approach;hours;note\r\n2026-01-05;outbound;6,5;mine",
        "note\thours\tapproach\tdate\nmine\t6.50\toutbound\t2026-01-05",
    ],
)
def test_a_row_is_added_in_the_manner_of_the_file_and_every_line_stays(before: str, tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    path.write_bytes(before.encode())
    row = ResultRow(date(2026, 1, 12), "referral", hours=250, note="ours")
    add_rows(str(path), RULEBOOK, [row])
    assert path.read_bytes().startswith(before.encode())
    old, new = load_results(str(path), RULEBOOK).rows
    assert (old.hours, old.note) == (650, "mine")
    assert new._replace(hand="logged") == row


def test_a_row_changed_by_hand_is_told_from_one_as_logged_and_one_added(tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    add_rows(str(path), RULEBOOK, [ROW, ROW])
    lines = path.read_text().splitlines()
    lines[2] = lines[2].replace(",30,2,", ",30,4,")
    path.write_text("\n".join([*lines, "2026-01-19,referral"]) + "\n")
    assert [row.hand for row in load_results(str(path), RULEBOOK).rows] == ["logged", "edited", "added"]


@pytest.mark.parametrize(
    ("before", "heading", "line"),
    [
        ("date,approach\n2026-01-05,outbound\n", "date,approach,hours,note", '2026-01-12,referral,2.5,"a, b"'),
        (
            "\ufeff# ours\r\napproach;date\r\noutbound;5.1.2026",
            "approach;date;hours;note",
            "referral;2026-01-12;2,5;a, b",
        ),
        (
            "sep=;\nnote;date;approach;;\nx;2026-01-05;outbound;;\n",
            "note;date;approach;hours",
            "a, b;2026-01-12;referral;2,5",
        ),
    ],
)  # fmt: skip
def test_a_row_that_needs_another_column_gets_it_and_loses_nothing(
    before: str, heading: str, line: str, tmp_path: Path
) -> None:
    path = tmp_path / "firm.results.csv"
    path.write_bytes(before.encode())
    row = ResultRow(date(2026, 1, 12), "referral", hours=250, note="a, b")
    add_rows(str(path), RULEBOOK, [row])
    old, new = load_results(str(path), RULEBOOK).rows
    assert (old.day, old.approach) == (date(2026, 1, 5), "outbound")
    assert new._replace(hand="logged") == row
    lines = path.read_bytes().decode().splitlines()
    assert heading in lines
    assert lines[-1] == line
    assert set(before.splitlines()) - set(lines) == {each for each in before.splitlines() if "approach" in each}


def test_a_note_that_begins_like_a_comment_stays_a_row(tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    path.write_text("note,date,approach\n")
    add_rows(str(path), RULEBOOK, [ResultRow(date(2026, 1, 12), "referral", note="#1")])
    assert [row.note for row in load_results(str(path), RULEBOOK).rows] == ["#1"]


def test_nothing_is_added_to_a_file_with_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    path.write_text("date,approach\n2026-01-05,outbond\n")
    with pytest.raises(InvalidFile):
        add_rows(str(path), RULEBOOK, [ROW])
    assert path.read_text() == "date,approach\n2026-01-05,outbond\n"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "firm.results.csv"
    add_rows(str(path), RULEBOOK, [ROW])
    before = path.read_bytes()

    def no_space(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", no_space)
    with pytest.raises(CannotWrite, match="No space left on device"):
        add_rows(str(path), RULEBOOK, [ROW])
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["firm.results.csv"]


LOGGING = """
import sys
sys.path.insert(0, {tests!r})
from datetime import date
from builders import make_rulebook
from leadadvisor.model.results import ResultRow
from leadadvisor.results.results_file import add_rows
rulebook = make_rulebook()
for number in range({start}, {start} + {count}):
    add_rows({path!r}, rulebook, [ResultRow(date(2026, 1, 5), "outbound", hours=100, note=f"row {{number}}")])
    print(number, flush=True)
"""


def logging(path: Path, start: int, count: int) -> subprocess.Popen[str]:
    code = LOGGING.format(tests=str(Path(__file__).parent.parent), path=str(path), start=start, count=count)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def notes(path: Path) -> list[str]:
    return [row.note for row in load_results(str(path), RULEBOOK).rows]


def test_two_who_log_at_once_lose_and_double_no_row(tmp_path: Path) -> None:
    path = tmp_path / "firm.results.csv"
    with logging(path, 0, 40) as one, logging(path, 100, 40) as other:
        assert one.wait() == other.wait() == 0
    assert sorted(notes(path)) == sorted(f"row {number}" for number in [*range(40), *range(100, 140)])
    assert os.listdir(tmp_path) == ["firm.results.csv"]


@pytest.mark.slow
def test_a_process_killed_at_any_moment_loses_and_doubles_no_row(tmp_path: Path) -> None:
    """200 times: what was said to be logged is there once, and at most the row being written besides."""
    path = tmp_path / "firm.results.csv"
    path.touch()
    expected: list[str] = []
    for attempt in range(200):
        start = attempt * 1_000
        with logging(path, start, 1_000) as writer:
            assert writer.stdout is not None
            for _ in range(attempt % 3 + 1):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
        now = notes(path)
        new = now[len(expected) :]
        assert now[: len(expected)] == expected
        assert new == [f"row {number}" for number in range(start, start + len(new))]
        assert len(new) >= attempt % 3 + 1
        expected = now
        if attempt % 20 == 19:  # keep the file short, so that the time goes into writing
            path.write_text("")
            expected = []
