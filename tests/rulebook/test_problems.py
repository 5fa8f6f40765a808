import pytest
from rich.cells import cell_len

from leadadvisor.errors import InvalidFile
from leadadvisor.model.finding import Finding, Place
from leadadvisor.rulebook.problems import MAX_SHOWN, Trouble, raise_if_any, render, settle, suggestion
from leadadvisor.text import nearest, shown


def told(excerpt: str, column: int, width: int = 1) -> list[str]:
    return render([Finding("bad-id", "error", Place("a.yaml", 7, column, width), "wrong", "", excerpt)]).split("\n")


def test_a_finding_is_told_with_place_excerpt_caret_and_hint() -> None:
    place = Place("rules/evidence/timeline.yaml", 12, 5, 7)
    finding = Finding(
        "unknown-key", "error", place, "unknown key 'becuase'", "did you mean 'because'?", "    becuase: x"
    )
    assert render([finding]) == (
        "rules/evidence/timeline.yaml:12:5: error[unknown-key]: unknown key 'becuase'\n"
        "   |\n"
        "12 |     becuase: x\n"
        "   |     ^^^^^^^\n"
        "   = did you mean 'because'?\n"
    )


def test_without_an_excerpt_and_a_hint_it_is_one_line() -> None:
    finding = Finding("empty-file", "error", Place("a.yaml", 1, 1), "the file is empty")
    assert render([finding]) == "a.yaml:1:1: error[empty-file]: the file is empty\n"


@pytest.mark.parametrize("before", ["abc", "漢字", "😀😀", "e\u0301e\u0301", "ก็", "🇩🇪x", "ﾊﾝｶｸ"])
def test_the_caret_stands_under_its_character_whatever_stands_before_it(before: str) -> None:
    _, _, line, caret, _ = told(f"{before}漢字: x", len(before) + 1, 2)
    shown_before = line.removeprefix("7 | ").rpartition("漢字")[0]
    assert caret.removeprefix("  | ") == " " * cell_len(shown_before) + "^" * cell_len("漢字")


def test_a_long_line_is_cut_around_the_place() -> None:
    _, _, line, caret, _ = told("a" * 300 + "HERE" + "b" * 300, 301, 4)
    assert len(line) < 120
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"
    assert (line[4:7], line[-3:]) == ("...", "...")


def test_an_excerpt_cannot_command_the_terminal() -> None:
    _, _, line, caret, _ = told("a: \x1b]52;c;\x07\u202e\tb", 4)
    assert line == "7 | a: \ufffd]52;c;\ufffd\ufffd b"
    assert caret == "  |    ^"


def test_neither_path_nor_message_nor_hint_can_command_the_terminal() -> None:
    place = Place("a\x1b[31m\n.yaml", 1, 1)
    text = render([Finding("empty-file", "error", place, "the file is\n\x07empty", "not\u202e so")])
    assert text == ("a\ufffd[31m\ufffd.yaml:1:1: error[empty-file]: the file is\ufffd\ufffdempty\n  = not\ufffd so\n")


def test_problems_are_settled_in_order_of_place_each_once_and_the_rest_counted() -> None:
    troubles = [Trouble("bad-id", Place("b.yaml", line, 1), "wrong") for line in range(MAX_SHOWN + 5, 0, -1)]
    findings, more = settle([*troubles, *troubles, Trouble("bad-id", Place("a.yaml", 99, 1), "wrong")])
    assert [finding.place[:2] for finding in findings[:3]] == [("a.yaml", 99), ("b.yaml", 1), ("b.yaml", 2)]
    assert (len(findings), more) == (MAX_SHOWN, 6)


def test_costly_hints_are_worded_only_for_what_is_shown() -> None:
    worded = []

    def hint() -> str:
        worded.append(1)
        return "a hint"

    settle(Trouble("bad-id", Place("a.yaml", line, 1), "wrong", hint) for line in range(1, 1_000))
    assert len(worded) == MAX_SHOWN


def test_no_problem_raises_nothing_and_one_raises_all() -> None:
    raise_if_any("rules", [])
    with pytest.raises(InvalidFile, match=r"^rules: 1 problem$") as caught:
        raise_if_any("rules", [Trouble("bad-id", Place("a.yaml", 1, 1), "wrong")])
    assert caught.value.more == 0


def test_the_number_of_problems_left_out_stands_at_the_end() -> None:
    findings, more = settle(Trouble("bad-id", Place("a.yaml", line, 1), "wrong") for line in range(1, MAX_SHOWN + 2))
    assert render(findings, more).endswith("\n... and 1 more problem\n")


@pytest.mark.parametrize(
    ("word", "close"), [("budgett", "budget"), ("BUDGET", "budget"), ("xyz", None), ("b" * 10_000, None), ("", None)]
)
def test_the_nearest_word_is_one_that_is_like_it(word: str, close: str | None) -> None:
    assert nearest(word, ["goal", "budget"]) == close


def test_a_suggestion_is_the_nearest_word_or_a_short_list() -> None:
    assert suggestion("golf", ["goal", "budget"]) == "did you mean 'goal'?"
    assert suggestion("x", ["goal", "budget"]) == "known: goal, budget"
    assert suggestion("x", [f"q{number}" for number in range(14)]).endswith("q11 and 2 more")
    assert suggestion("x", []) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (3, "the number 3"),
        (1.5, "the number 1.5"),
        ("no", "'no'"),
        ("a\x1b", "'a\\x1b'"),
        ("x" * 50, f"'{'x' * 40}...'"),
        ([], "a list"),
        ({}, "a mapping (key: value)"),
    ],
)
def test_a_value_is_said_in_plain_words(value: object, words: str) -> None:
    assert shown(value) == words
