import datetime as dt
import json
import math
from collections.abc import Iterator
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.rulebook import yaml_source
from leadadvisor.rulebook.files import MAX_BYTES
from leadadvisor.rulebook.problems import Plain, Sheet, render, settle
from leadadvisor.rulebook.yaml_source import read_sheet

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]

DOCUMENT = b"""\
# A rule with all there is.
topic: "Co\\u006dfort"
rules:
- id: heavy-bag          # a comment
  when: {any: [{luggage: [heavy, 'no']}, {not: {distance: [far]}}]}
  goal: true
  because: >-
    Folded
    text.
  points: [3, -2, 1.5, ~, null]
"""
FRAGMENTS = [
    *(
        b": ",
        b"- ",
        b"\n",
        b"\n  ",
        b"\t",
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"|\n",
        b">-\n",
        b"#",
        b"&a ",
        b"*a",
        b"!!int ",
    ),
    *(
        b"<<: ",
        b"? ",
        b"---\n",
        b"...\n",
        b"%YAML 1.1\n",
        b"\\x",
        b'"\\ud800"',
        b'"\\UFFFFFFFF"',
        b"\r",
        b"\x85",
        b"\xc2\x85",
    ),
    *(
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x00",
        b"\x1b[",
        b"0o7",
        b"1:30",
        b"2024-99-99",
        b".nan",
        b"key: 1\n",
    ),
    "漢字😀\u200d\u0301".encode(),
]


@pytest.fixture(params=PARSERS, ids=["with libyaml", "without libyaml"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_source, "LOADER", request.param)


def read(text: str | bytes) -> Plain:
    sheet = read_sheet("a.yaml", text.encode() if isinstance(text, str) else text)
    assert sheet.troubles == []
    return sheet.data


def told(text: str | bytes) -> list[tuple[str, int, int]]:
    sheet = read_sheet("a.yaml", text.encode() if isinstance(text, str) else text)
    return [(t.code, t.place.line, t.place.column) for t in sheet.troubles]


@pytest.mark.usefixtures("parser")
class TestReading:
    def test_a_document_becomes_plain_data(self) -> None:
        assert read(DOCUMENT) == {
            "topic": "Comfort",
            "rules": [
                {
                    "id": "heavy-bag",
                    "when": {"any": [{"luggage": ["heavy", "no"]}, {"not": {"distance": ["far"]}}]},
                    "goal": True,
                    "because": "Folded text.",
                    "points": [3, -2, 1.5, None, None],
                }
            ],
        }

    def test_every_value_and_every_key_has_its_place(self) -> None:
        sheet = read_sheet("a.yaml", DOCUMENT)
        assert sheet.values["rules", 0, "when", "any", 0, "luggage", 1] == (5, 34, 4)
        assert sheet.keys["rules", 0, "when", "any", 1, "not"] == (5, 43, 3)
        assert sheet.values["rules", 0, "because"] == (7, 12, 2)

    @pytest.mark.parametrize("word", ["no", "No", "NO", "yes", "on", "Off", "y", "n", "5-15", "under-5", "1.2.3", "5k"])
    def test_what_only_looks_like_something_else_is_text(self, word: str) -> None:
        assert read(f"{word}: [{word}]") == {word: [word]}

    def test_keys_are_text_and_are_compared_as_text(self) -> None:
        assert read("1: a\n1.0: b\ntrue: c\n~: d\n010: e") == {"1": "a", "1.0": "b", "true": "c", "~": "d", "010": "e"}

    def test_a_byte_order_mark_and_any_line_break_are_fine(self) -> None:
        assert read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\rd: 3") == {"a": 1, "b": "x\ny\n", "c": 2, "d": 3}

    def test_lines_are_counted_as_editors_count_them(self) -> None:
        assert told("a: x\u2028y\r\nb: 1\rb: 2\n") == [("control-character", 1, 5), ("duplicate-key", 3, 1)]

    def test_quoted_and_folded_text_is_never_anything_else(self) -> None:
        assert read("a: '010'\nb: \"2024-01-02\"\nc: >-\n  1:30\nd: 'true'") == {
            "a": "010",
            "b": "2024-01-02",
            "c": "1:30",
            "d": "true",
        }

    def test_a_repeated_key_names_the_line_of_the_first_and_the_first_stays(self) -> None:
        sheet = read_sheet("a.yaml", b'a: 1\nb: 2\n"a": {c: [3, 4]}\nd: 5\n')
        assert [(t.code, t.place.line, t.hint) for t in sheet.troubles] == [("duplicate-key", 3, "first on line 1")]
        assert sheet.data == {"a": 1, "b": 2, "d": 5}

    def test_reading_goes_on_behind_what_can_be_passed_over(self) -> None:
        text = 'a: *x\nb: &x 1\nc: !t d\n<<: [*x, {e: *x}]\n? [f]\n: {g: 1}\nh: 010\na: 2\ni: "\\e"\nj: fine\n'
        assert [code for code, _, _ in told(text)] == [
            "anchor",
            "anchor",
            "tag",
            "merge-key",
            "bad-key",
            "yaml-trap",
            "duplicate-key",
            "control-character",
        ]

    @pytest.mark.parametrize(
        ("bomb", "levels"), [("[", 1), ("- ", 1), ("{a: ", 1), ("[{a: ", 2), ("? [", 2), ("? - ", 2)]
    )
    def test_depth_is_refused_at_the_thirty_third_level(self, bomb: str, levels: int) -> None:
        assert "too-deep" not in [code for code, _, _ in told(bomb * (32 // levels))]
        assert "too-deep" in [code for code, _, _ in told(bomb * (32 // levels) + "[")]
        assert "too-deep" in [code for code, _, _ in told(bomb * 20_000)]

    @pytest.mark.parametrize(
        ("bomb", "column"),
        [("[" * 60_000, 33), ("{" * 60_000, 33), ("- " * 60_000, 65), ("? " * 60_000, 65), ("[[a, b], " * 9_000, 281)],
    )
    def test_depth_is_told_at_its_place_whatever_the_parser_says_first(self, bomb: str, column: int) -> None:
        assert told(bomb)[-1] == ("too-deep", 1, column)

    def test_a_parser_that_stops_by_itself_has_no_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def parse(text: str, **_: object) -> Iterator[yaml.Event]:
            yield yaml.StreamStartEvent()
            raise yaml.scanner.ScannerError(None, None, "my own words", yaml.Mark("", 40, 0, 40, text, 40))

        monkeypatch.setattr(yaml, "parse", parse)
        assert told("[" * 60) == [("too-deep", 1, 33)]
        assert told("[" * 20 + "]" * 40) == [("yaml-syntax", 1, 41)]
        assert told("a: " + "x[" * 40) == [("yaml-syntax", 1, 41)]

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "~", "null\n"])
    def test_a_file_with_nothing_in_it_is_empty(self, text: str | bytes) -> None:
        assert [code for code, _, _ in told(text)] == ["empty-file"]

    def test_a_place_is_never_outside_the_file(self) -> None:
        for text in ["a: [b, c\n", "a: {b: 1\n\n\n", "a: 'b\n\n", "a: b\nc\n"]:
            assert told(text)[0][1] <= text.count("\n")

    @settings(max_examples=400, deadline=None)
    @given(st.binary(max_size=200))
    def test_random_bytes_never_raise(self, content: bytes) -> None:
        assert_sound(read_sheet("a.yaml", content))

    @settings(max_examples=600, deadline=None)
    @given(st.integers(0, 2**64))
    def test_mutated_documents_never_raise(self, seed: int) -> None:
        content, rng = bytearray(DOCUMENT), Random(seed)
        for _ in range(rng.randint(1, 4)):
            start = rng.randint(0, len(content))
            end = rng.randint(start, min(len(content), start + 12))
            content[start:end] = rng.choice(FRAGMENTS) if rng.random() < 1 / 2 else rng.randbytes(rng.randint(0, 3))
        assert_sound(read_sheet("a.yaml", bytes(content)))

    @settings(max_examples=400, deadline=None)
    @given(st.text(st.sampled_from("0123456789abcdefxoEn_+-.:~=<> TZyYtrueNULL"), min_size=1, max_size=12))
    def test_a_word_is_read_as_every_yaml_reads_it_or_is_refused(self, word: str) -> None:
        sheet = read_sheet("a.yaml", f"- {word}".encode())
        if sheet.troubles or not isinstance(sheet.data, list):
            return
        assert_same(sheet.data[0], yaml.safe_load(f"- {word}")[0], word)


def assert_sound(sheet: Sheet) -> None:
    """There is data or trouble, all places are in the file, and all can be told."""
    assert sheet.data is not None or sheet.troubles
    for line, column, width in [*sheet.values.values(), *sheet.keys.values(), *(t.place[1:] for t in sheet.troubles)]:
        assert 1 <= line <= max(1, len(sheet.lines))
        assert column >= 1
        assert width >= 1
        assert not sheet.lines or column <= len(sheet.lines[line - 1]) + 1
    text = render(*settle(sheet.troubles))
    assert "\x1b" not in text
    assert "Traceback" not in text
    json.dumps(sheet.data)


def assert_same(ours: object, theirs: object, word: str) -> None:
    """PyYAML reads yes, no, on and off as truth; apart from that all that is not refused is read alike."""
    if isinstance(ours, str) and ours.lower() in {"yes", "no", "on", "off"}:
        return
    if isinstance(ours, dict):
        return  # a colon made a mapping of it; keys are text here
    assert not isinstance(theirs, dt.date)
    assert not (isinstance(ours, float) and not math.isfinite(ours))
    assert (ours, type(ours)) == (theirs, type(theirs)), word


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    assert told(b"#" * (MAX_BYTES - 2) + b"\na") == []
    assert told(b"#" * (MAX_BYTES - 1) + b"\na") == [("too-large", 1, 1)]


@pytest.mark.parametrize(
    ("content", "place"), [(b"a: caf\xe9\n", (1, 7)), (b"\xef\xbb\xbfa: 1\r\nb: \xff", (2, 4)), (b"\xc3", (1, 1))]
)
def test_a_byte_that_is_not_utf8_has_line_and_column(content: bytes, place: tuple[int, int]) -> None:
    assert told(content) == [("not-utf8", *place)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wider_encodings_are_named(encoding: str) -> None:
    assert told("a: 1\n".encode(encoding)) == [("not-utf8", 1, 1)]


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\ufeff", "\uffff"])
@pytest.mark.parametrize("written", ["raw", "escaped"])
def test_characters_that_hide_or_command_are_refused_in_either_form(character: str, written: str) -> None:
    value = character if written == "raw" else f"\\u{ord(character):04x}"
    assert [code for code, _, _ in told(f'a: "x{value}y"')] == ["control-character"]
