"""Rows of CSV pass through untouched, in blocks of any size; what cannot be read costs one row and no other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from batches import OPTIONS, QUESTIONS, RESULTS, carry_out, cells_of, csv_of, in_pieces, job_on
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small import SMALL

from leadadvisor.batch import files
from leadadvisor.batch.csv_rows import LONGEST_CELL, MOST_LINES, UNCLOSED, read_row
from leadadvisor.batch.job import Tally
from leadadvisor.batch.lines import LONGEST_LINE
from leadadvisor.engine.rows import RowScorer
from leadadvisor.errors import CannotRead
from leadadvisor.text import BLANKS

CELL = st.text(st.sampled_from('a1,;"\n\r\té =+-@'), max_size=6) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=4
)
ANSWERS = st.tuples(*(st.sampled_from([*OPTIONS[question], "unsure", ""]) for question in QUESTIONS))
TABLES = st.lists(st.tuples(CELL.filter(lambda cell: "\0" not in cell), ANSWERS), max_size=8)


@settings(deadline=None)
@given(TABLES, st.integers(1, 40), st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t|"))
@example([('"', ("", "", "", ""))], 3, "\n", ",")
@example([("a\r", ("", "", "", ""))], 3, "\n", ",")
def test_every_cell_passes_through_and_every_row_is_scored(
    table: list[tuple[str, tuple[str, ...]]], size: int, end: str, delimiter: str
) -> None:
    rows = [(text, *answers) for text, answers in table]
    content = csv_of(("note", *QUESTIONS), *rows, delimiter=delimiter, end=end)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_CHUNK", size)
        ended = carry_out(job_on(Path(folder), content)._replace(raw_cells=True, delimiter=delimiter))
    header, *scored = cells_of(ended.output, delimiter)
    assert header == ["note", *QUESTIONS, *RESULTS]
    filled = [row for row in rows if any(cell.strip(BLANKS) for cell in row)]
    assert [tuple(row[: len(rows[0])]) for row in scored] == filled
    assert (ended.tally[:2], ended.bad) == ((len(filled), 0), [])
    scorer = RowScorer(SMALL)
    for row, (_, *answers) in zip(scored, filled, strict=True):
        outcome = scorer.outcome(dict(zip(QUESTIONS, answers, strict=True)))
        assert row[len(rows[0]) :] == [
            outcome.status,
            outcome.leader or "",
            outcome.firmness,
            *map(str, outcome.shares),
            " ".join(outcome.rules),
            " ".join(outcome.cautions),
            outcome.state or "",
        ]


LINES = st.lists(st.text(st.sampled_from('a,"é \r\0'), max_size=9) | st.sampled_from(["x,few-deals", '"x",few-deals']))


@settings(deadline=None)
@given(LINES.map("\n".join), st.integers(1, 30))
def test_how_a_broken_file_is_read_does_not_depend_on_how_it_is_cut_into_blocks(text: str, size: int) -> None:
    content = b"id,goal\n" + text.encode()
    read = []
    for chunk in (size, 1_000_000):
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "_CHUNK", chunk)
            ended = carry_out(job_on(Path(folder), content))
        read.append(ended)
    assert read[0] == read[1]
    assert sum(read[0].tally) <= text.count("\n") + 1


def bad_rows(tmp_path: Path, *lines: str) -> list[str]:
    """What is said of these lines, which stand between two good rows that are scored whatever happens."""
    content = "\n".join(["id,goal", "before,few-deals", *lines, "after,new-product"]) + "\n"
    ended = carry_out(job_on(tmp_path, content.encode("utf-8", "surrogateescape")))
    scored = cells_of(ended.output)[1:]
    assert scored[0][:2] == ["before", "few-deals"]
    assert scored[-1][:2] == ["after", "new-product"]
    return ended.bad


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1", "the row has 1 cell where the header has 2"),
        ("1,few-deals,x", "the row has 3 cells where the header has 2"),
        ('"1\n2",few-deals,x', "the row has 3 cells where the header has 2, and its quotes make 2 lines one row"),
        ("1,few-deal", "column 'goal': goal has no option 'few-deal'; nearest: few-deals"),
        ('"1,few-deals', UNCLOSED),
        ('1,"few-deals', UNCLOSED),
        (
            '1"x,few-deals',
            "a quote stands inside a cell that does not begin with one; write the cell in quotes, and the quote twice",
        ),
        (
            '1, "few-deals"',
            "a quote stands inside a cell that does not begin with one; write the cell in quotes, and the quote twice",
        ),
        ('"1"x,few-deals', "text stands behind the quote that closes a cell; write quotes inside a cell twice"),
        ("a\rb,few-deals", "a carriage return stands inside a cell that is not in quotes"),
        (
            "1\udce9,few-deals",
            "character 2 is the byte 0xe9, which is not UTF-8; save the file as UTF-8, or give --encoding cp1252",
        ),
        (
            '"1\n\udce9",few-deals',
            "character 4 is the byte 0xe9, which is not UTF-8; save the file as UTF-8, or give --encoding cp1252",
        ),
        ("1\0,few-deals", "character 2 is a zero byte"),
        ("x" * (LONGEST_CELL + 1) + ",few-deals", "a cell is longer than 131,072 characters"),
        ("x" * (LONGEST_LINE + 1) + ",few-deals", "the line is longer than 1,048,576 bytes"),
    ],
    ids=lambda value: value[:20],
)
def test_a_bad_row_is_told_and_those_around_it_are_scored(line: str, problem: str, tmp_path: Path) -> None:
    assert bad_rows(tmp_path, line) == [f"in:3: {problem}"]


def test_a_quote_that_nothing_closes_costs_its_own_row_alone(tmp_path: Path) -> None:
    many = [f"{number},few-deals" for number in range(2 * MOST_LINES)]
    assert bad_rows(tmp_path, '"open,few-deals', *many) == [f"in:3: {UNCLOSED}"]


def test_a_quote_that_closes_far_away_is_not_believed(tmp_path: Path) -> None:
    many = [f"{number},few-deals" for number in range(MOST_LINES)]
    assert bad_rows(tmp_path, '"open,few-deals', *many, 'x",few-deals')[0] == f"in:3: {UNCLOSED}"


def test_a_cell_may_have_many_lines(tmp_path: Path) -> None:
    text = "\r\n".join(["line"] * (MOST_LINES - 1))
    ended = carry_out(job_on(tmp_path, csv_of(("note", "goal"), (text, "few-deals"))))
    assert cells_of(ended.output)[1][0] == text


def test_lines_with_nothing_on_them_are_passed_over_and_counted(tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, b"\n\nid,goal\n\n  \n1,few-deal\n"))
    assert (ended.tally, ended.bad[0].partition(": ")[0]) == (Tally(0, 1), "in:6")


@pytest.mark.parametrize("row", [b"\t", b" \t", b'""\t" "', b"\xc2\xa0\t", b'"\n"\t'])
def test_a_row_with_nothing_in_any_cell_is_left_out_and_counted(row: bytes, tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, b"id\tgoal\n1\t\n" + row + b"\n"))
    assert ended.tally == Tally(scored=1, empty=1)
    assert ended.output.count("\n") == 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("above", ["", "sep=;"])
def test_line_ends_marks_and_what_excel_reads_above_the_header_stay(
    tmp_path: Path, end: str, mark: str, above: str
) -> None:
    lines = [*([above] if above else []), "id;goal", "1;few-deals", "2;few"]
    job = job_on(tmp_path, (mark + "".join(line + end for line in lines)).encode())
    output = carry_out(job._replace(rejects=str(tmp_path / "bad"))).output
    assert output.startswith(f"{mark}{above + end if above else ''}id;goal;status;")
    assert output.count("\n") == output.count(end) == len(lines) - 1
    assert output.count("\r") == (output.count(end) if end == "\r\n" else 0)
    rejects = (tmp_path / "bad").read_bytes().decode()
    assert rejects.startswith(f"{mark}line;problem;id;goal{end}")
    assert rejects.count(end) == rejects.count("\n") == 2


def test_lines_above_the_header_are_skipped_and_counted(tmp_path: Path) -> None:
    job = job_on(tmp_path, b"Export of today\n\ngoal,;\nid,goal\n1,few\n2,few-deals\n")
    ended = carry_out(job._replace(skip_lines=3))
    assert (ended.tally, ended.bad[0].partition(": ")[0]) == (Tally(1, 1), "in:5")
    with pytest.raises(CannotRead, match="the file has 6 lines, so --skip-lines leaves no header"):
        carry_out(job._replace(skip_lines=7))


def test_words_for_nothing_are_open_answers_and_stay_as_they_are(tmp_path: Path) -> None:
    content = b"id,goal,people\nNA,NA,n/a\n1, NA ,sellers\n2,na,\n"
    ended = carry_out(job_on(tmp_path, content)._replace(nulls=("NA", "n/a")))
    assert (ended.tally, [each.partition(": ")[0] for each in ended.bad]) == (Tally(2, 1), ["in:4"])
    assert [line.split(",")[:3] for line in ended.output.splitlines()[1:]] == [
        ["NA", "NA", "n/a"],
        ["1", " NA ", "sellers"],
    ]


def test_short_rows_are_filled_where_that_is_wished(tmp_path: Path) -> None:
    job = job_on(tmp_path, b"id,goal,people,note\n1,few-deals\n2,few-deals,sellers,x\n3,few-deals,sellers,x,y\n")
    assert carry_out(job).tally == Tally(1, 2)
    ended = carry_out(job._replace(fill=True))
    assert ended.tally == Tally(2, 1)
    assert ended.output.splitlines()[1].startswith("1,few-deals,,,recommended,")


def test_two_columns_of_one_name_pass_through(tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, b"tag,goal,tag,,\na,few-deals,b,c,d\n"))
    assert ended.output.splitlines()[1].startswith("a,few-deals,b,c,d,recommended,")
    with pytest.raises(CannotRead, match="both called 'tag'"):
        carry_out(job_on(tmp_path, b"tag,goal,tag\n", write_as="jsonl"))


def test_the_last_line_may_do_without_its_end(tmp_path: Path) -> None:
    assert carry_out(job_on(tmp_path, b"id,goal\n1,few-deals")).tally == Tally(1, 0)


def test_a_row_that_may_go_on_behind_the_block_waits_for_more() -> None:
    lines = in_pieces(b'1,"a\nb",c\n', 5)
    block = lines.next()
    assert block is not None
    assert read_row(block, 0, ",") is None


def test_a_formula_is_made_harmless_wherever_it_stands(tmp_path: Path) -> None:
    content = b'=id,goal,n\n=1+1,few-deals,-5\nx,"\tfew-deals",@y\n'
    scored = cells_of(carry_out(job_on(tmp_path, content)).output)
    assert [row[:3] for row in scored] == [
        ["'=id", "goal", "n"],
        ["'=1+1", "few-deals", "-5"],
        ["x", "'\tfew-deals", "'@y"],
    ]


def test_raw_cells_are_left_as_they_are(tmp_path: Path) -> None:
    content = b"=id,goal\n=1+1,few-deals\n"
    output = carry_out(job_on(tmp_path, content)._replace(raw_cells=True)).output
    assert [row[0] for row in cells_of(output)] == ["=id", "=1+1"]
