"""Objects keep their text to the letter; a line that is no sound object is told, and the others are scored."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from batches import RESULTS, carry_out, cells_of, job_on
from hypothesis import given, settings
from hypothesis import strategies as st
from small import SMALL

from leadadvisor.batch.job import Tally
from leadadvisor.batch.json_columns import member_texts
from leadadvisor.batch.json_rows import DEEPEST, read_object
from leadadvisor.batch.lines import LONGEST_LINE
from leadadvisor.engine.rows import RowScorer

WHOLE_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WHOLE_TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WHOLE_TEXT, inner, max_size=3)
)
KEYS = WHOLE_TEXT.filter(
    lambda key: key.strip().lower().replace("_", "-") not in {"rules", "cautions", "status", "goal"}
)
OBJECTS = st.tuples(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from(["few-deals", "", None, "Unsure "]))


class Lines(NamedTuple):
    """Objects to be scored, and how they are written."""

    objects: list[tuple[dict[str, object], str | None]]
    ascii_only: bool
    separators: tuple[str, str]


LINES = st.builds(
    Lines,
    st.lists(OBJECTS, max_size=5),
    st.booleans(),
    st.sampled_from([(", ", ": "), (",", ":"), (" ,", " : ")]),
)


@settings(max_examples=20, deadline=None)
@given(LINES)
def test_every_member_passes_through_and_every_object_is_scored(lines: Lines) -> None:
    passes_through(*lines)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(LINES)
def test_members_of_many_objects_pass_through(lines: Lines) -> None:
    passes_through(*lines)


def passes_through(
    objects: list[tuple[dict[str, object], str | None]], ascii_only: bool, separators: tuple[str, str]
) -> None:
    rows = [{**members, "goal": goal} for members, goal in objects]
    lines = [json.dumps(row, ensure_ascii=ascii_only, separators=separators) for row in rows]
    with TemporaryDirectory() as folder:
        ended = carry_out(job_on(Path(folder), "\n".join(lines).encode(), "jsonl"))
    assert (ended.tally, ended.bad) == (Tally(len(rows)), [])
    scorer = RowScorer(SMALL)
    for line, row, written in zip(
        lines, rows, ended.output.removesuffix("\n").split("\n") if rows else [], strict=True
    ):
        assert written.startswith(line[:-1])
        outcome = scorer.outcome({"goal": str(row["goal"] or "").strip().lower()})
        added = list(json.loads(written).items())[len(row) :]
        assert [name for name, _ in added] == list(RESULTS)
        assert dict(added)["status"] == outcome.status
        assert dict(added)["rules"] == list(outcome.rules)


def bad_rows(tmp_path: Path, *lines: str) -> list[str]:
    """What is said of these lines, which stand between two good ones that are scored whatever happens."""
    content = "\n".join(['{"id": 1, "goal": "few-deals"}', *lines, '{"id": 2}']) + "\n"
    ended = carry_out(job_on(tmp_path, content.encode("utf-8", "surrogateescape"), "jsonl"))
    first, *_, last = ended.output.removesuffix("\n").split("\n")
    assert (json.loads(first)["id"], json.loads(last)["id"]) == (1, 2)
    return ended.bad


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "a row is an object in braces, got a list"),
        ("5", "a row is an object in braces, got the number 5"),
        ('"goal"', "a row is an object in braces, got 'goal'"),
        ("null", "a row is an object in braces, got nothing"),
        ('[["goal", "few-deals"]]', "a row is an object in braces, got a list"),
        ('{"a": 1, "a": 2}', "key 'a' stands there twice; keep one of them"),
        ('{"goal": null, "goal": null}', "key 'goal' stands there twice; keep one of them"),
        ('{"goal": null, "Goal": null}', "keys 'goal' and 'Goal' are one question; keep one of them"),
        ('{"status": 1}', "key 'status' would be added, but is there already; remove or rename it, or give --prefix"),
        ('{"n": NaN}', "NaN is no number in JSON; write null or a number"),
        ('{"n": [-Infinity]}', "-Infinity is no number in JSON; write null or a number"),
        ('{"n": 1e999}', "1e999 is larger than any number a reader of JSON must know"),
        ('{"goal": "few-deal"}', "key 'goal': goal has no option 'few-deal'; nearest: few-deals"),
        (
            '{"goal": 1.50}',
            "key 'goal': goal takes one option as text, got the number 1.50; options: few-deals, new-product, unsure",
        ),
        (
            '{"goal": ["few-deals"]}',
            "key 'goal': goal takes one option as text, got a list; options: few-deals, new-product, unsure",
        ),
        (
            '{"goal": {"few-deals": true}}',
            "key 'goal': goal takes one option as text, got an object; options: few-deals, new-product, unsure",
        ),
        ('{"goal" "x"}', "this is not JSON at character 9: expecting ':' delimiter"),
        ('{"goal": "few', "this is not JSON at character 10: unterminated string starting at"),
        ("{} {}", "this is not JSON at character 4: extra data"),
        ("\ufeff{}", "a byte order mark stands before the object; remove it"),
        ('{"n": "\\ud800"}', "an escape stands for half a character (a lone surrogate)"),
        ('{"\\udfff": 1}', "an escape stands for half a character (a lone surrogate)"),
        (
            '{"n": "\udce9"}',
            "character 8 is the byte 0xe9, which is not UTF-8; save the file as UTF-8, or give --encoding cp1252",
        ),
        ('{"n": "\0"}', "character 8 is a zero byte"),
        (
            '{"n": ' + "[" * 100_000 + "]" * 100_000 + "}",
            "objects and lists stand inside each other more than 100 deep",
        ),
        ('{"n": ' + "[" * 100_000, "objects and lists stand inside each other more than 100 deep"),
        ('{"n": "' + "x" * LONGEST_LINE + '"}', "the line is longer than 1,048,576 bytes"),
    ],
    ids=lambda value: value[:20].encode("unicode_escape").decode(),
)
def test_a_bad_row_is_told_and_those_around_it_are_scored(line: str, problem: str, tmp_path: Path) -> None:
    assert bad_rows(tmp_path, line) == [f"in:2: {problem}"]


@pytest.mark.parametrize(
    "line",
    [
        '{"n": "a\u2028b\u2029c\u0085d"}',
        '{"n": "\\ud83d\\ude00"}',
        '{"n": 123456789012345678901234567890.000, "m": -0, "o": 1E5}',
        '{"n": ' + "9" * 5_000 + "}",
        '  {"n": 1}\t\r',
        "{}",
        "{ }",
        '{"n": ' + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1) + "}",
        '{"n": "' + "[{" * 500 + '"}',
        "",
        " ",
    ],
    ids=lambda value: value[:20].encode("unicode_escape").decode(),
)
def test_what_is_unusual_but_sound_is_scored(line: str, tmp_path: Path) -> None:
    assert bad_rows(tmp_path, line) == []


def test_digits_stay_as_they_were_written(tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, b'{"n": 1.50, "m": -0 }', "jsonl"))
    assert ended.output.startswith('{"n": 1.50, "m": -0, "status": ')


def test_an_object_without_members_gets_those_of_the_result(tmp_path: Path) -> None:
    assert carry_out(job_on(tmp_path, b"{ }", "jsonl")).output.startswith('{"status": ')


def test_keys_that_are_no_questions_are_named_once_and_doubted_where_they_look_like_one(tmp_path: Path) -> None:
    content = b'{"id": 1, "gaol": "x"}\n{"id": 2, "gaol": "y", "zip": 3}\n'
    ended = carry_out(job_on(tmp_path, content, "jsonl"))
    assert ended.notes == [
        "in:1: key 'gaol' is not a question and is passed through; did you mean 'goal'?",
        "passed through: id, gaol, zip",
    ]


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_values_as_text_are_those_that_were_written(row: dict[str, object]) -> None:
    text = json.dumps(row)
    for (_, value), cell in zip(row.items(), member_texts(text, read_object(text)), strict=True):
        assert cell == ("" if value is None else value if isinstance(value, str) else json.dumps(value))


def test_objects_become_rows_with_a_column_for_every_key(tmp_path: Path) -> None:
    content = b'{"id": 1.50, "Goal": "few-deals"}\n[]\n{"x": {"a": [1, 2]}, "goal": null, "id": "=1"}\n{"id": true}\n'
    ended = carry_out(job_on(tmp_path, content, "jsonl", "csv"))
    assert [row[:3] for row in cells_of(ended.output)] == [
        ["id", "Goal", "x"],
        ["1.50", "few-deals", ""],
        ["'=1", "", '{"a": [1, 2]}'],
        ["true", "", ""],
    ]
    assert ended.tally == Tally(3, 1)


def test_rows_become_objects_with_a_string_for_every_cell(tmp_path: Path) -> None:
    ended = carry_out(job_on(tmp_path, b'id,goal,"a ""b"""\n1,Few-Deals,=1\n', "csv", "jsonl"))
    assert list(json.loads(ended.output).items())[:3] == [("id", "1"), ("goal", "Few-Deals"), ('a "b"', "=1")]


def test_from_rows_to_objects_and_back_nothing_changes(tmp_path: Path) -> None:
    rows = b'id,goal,note\n1,few-deals,"a,b"\n2,,\n3,unsure,"x\ny"\n'
    straight = carry_out(job_on(tmp_path, rows)).output
    objects = carry_out(job_on(tmp_path, rows, "csv", "jsonl")).output
    without = "".join(
        json.dumps({key: value for key, value in json.loads(line).items() if key not in RESULTS}) + "\n"
        for line in objects.splitlines()
    )
    assert carry_out(job_on(tmp_path, without.encode(), "jsonl", "csv")).output == straight
