"""Answers files: YAML or JSON, read strictly, every mistake with its place."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from builders import make_option, make_question, make_rulebook
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.errors import InvalidFile
from leadadvisor.model.profile import Answer
from leadadvisor.questionnaire.answers_file import parse_answers, template
from leadadvisor.rulebook.problems import MAX_SHOWN

RULEBOOK = make_rulebook(
    questions=(make_question("size", ("small", "large")), make_question("goal", ("few-deals", "new-product")))
)


def read(text: str | bytes) -> dict[str, str]:
    content = text.encode() if isinstance(text, str) else text
    answers = parse_answers("answers.yaml", content, RULEBOOK)
    assert all(answer.origin == "file" for answer in answers)
    return {answer.question: answer.option for answer in answers}


def findings(text: str | bytes) -> list[str]:
    """What is wrong, each as line:column code: message (hint)."""
    with pytest.raises(InvalidFile) as trouble:
        read(text)
    return [
        f"{each.place.line}:{each.place.column} {each.code}: {each.message}" + (f" ({each.hint})" if each.hint else "")
        for each in trouble.value.findings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "size: small\ngoal: unsure\n",
        "answers:\n  size: small\n  goal: unsure\n",
        "format: 1\nrulebook: {name: tiny, version: '1.0.0', digest: abc}\nanswers: {size: Small, goal: UNSURE}\n",
        "\ufeffsize: small\r\ngoal: unsure\r\n",
        '{"answers": {"size": "small", "goal": "unsure"}}',
        '{"size":"small","goal":"unsure"}',
        '{\n\t"size": "small",\n\t"goal": "unsu\\u0072e"\n}\n',
    ],
)
def test_yaml_and_json_are_read_with_or_without_a_heading(text: str) -> None:
    assert read(text) == {"size": "small", "goal": "unsure"}


@pytest.mark.parametrize("text", ["answers:\n", "answers: {}\n", "{}\n", "size:\ngoal: null\n", "answers: {size: ~}\n"])
def test_a_question_with_nothing_after_it_is_unanswered(text: str) -> None:
    assert read(text) == {}


def test_words_that_old_yaml_takes_for_truth_stay_words() -> None:
    rulebook = make_rulebook(questions=(make_question("sure", ("yes", "no", "on")),))
    assert parse_answers("a", b"sure: no\n", rulebook) == (Answer("sure", "no", "file"),)


LINES = "write one line for each answer, such as: goal: unsure"
SIZES = "options: small, large, unsure"
ASKED = "questions: size, goal"
WRONG = {
    "": "1:1 empty-file: the file is empty",
    "# size: small\n": "1:1 empty-file: the file is empty",
    "size\n": f"1:1 wrong-type: answers must be question: option, got 'size' ({LINES})",
    "- size: small\n": f"1:1 wrong-type: answers must be question: option, got a list ({LINES})",
    "answers: small\n": f"1:10 wrong-type: answers must be question: option, got 'small' ({LINES})",
    "sise: small\n": f"1:1 unknown-key: this rulebook has no question 'sise' (did you mean 'size'? {ASKED})",
    "turnover: 50\n": f"1:1 unknown-key: this rulebook has no question 'turnover' ({ASKED})",
    "size: smal\n": f"1:7 unknown-word: size has no option 'smal' (did you mean 'small'? {SIZES})",
    "size: 5\n": f"1:7 wrong-type: size takes one option, got the number 5 ({SIZES})",
    "size: true\n": f"1:7 wrong-type: size takes one option, got true ({SIZES})",
    "size: [small, large]\n": f"1:7 wrong-type: size takes one option, got a list ({SIZES})",
    "size: {is: small}\n": f"1:7 wrong-type: size takes one option, got a mapping (key: value) ({SIZES})",
    "size: small\nsize: large\n": "2:1 duplicate-key: the key 'size' is given twice (first on line 1)",
    "size: small\nSize: large\n": "2:1 duplicate-key: size is answered twice (keep one answer)",
    "answers: {size: small}\nanswer: {}\n": (
        "2:1 unknown-key: there is no key 'answer' beside answers "
        "(did you mean 'answers'? keys: format, rulebook, answers)"
    ),
    "format: 2\nanswers: {size: small}\n": (
        "1:9 wrong-number: the file has format 2, and this version of leadadvisor reads up to format 1 "
        "(use a newer leadadvisor)"
    ),
    "format: one\nanswers: {size: small}\n": "1:9 wrong-number: format must be the number 1, got 'one'",
    "rulebook: tiny\nanswers: {size: small}\n": (
        "1:11 wrong-type: rulebook says for which rulebook the answers were given "
        "(write name, version and digest under it, or leave it out; got 'tiny')"
    ),
    "rulebook: {nam: tiny}\nanswers: {size: small}\n": (
        "1:12 unknown-key: there is no key 'nam' in rulebook (did you mean 'name'? keys: name, version, digest)"
    ),
    '{"size": NaN}': f"1:10 unknown-word: size has no option 'NaN' ({SIZES})",
    '{"size": "small", "size": "large"}': "1:19 duplicate-key: the key 'size' is given twice (first on line 1)",
}


@pytest.mark.parametrize(("text", "problem"), WRONG.items(), ids=map(repr, WRONG))
def test_every_mistake_is_told_with_its_place_and_what_to_do(text: str, problem: str) -> None:
    assert findings(text) == [problem]


def test_the_nearest_name_is_looked_for_only_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    def near(word: str, _known: object, _most: int) -> list[str]:
        looked_for.append(word)
        return []

    monkeypatch.setattr("leadadvisor.text.near", near)
    assert len(findings("".join(f"k{number}: a\n" for number in range(400)))) == MAX_SHOWN
    assert len(looked_for) == MAX_SHOWN


def test_all_mistakes_are_told_at_once_in_order_of_place() -> None:
    found = findings("goal: few\nsise: small\nsize: [small]\n")
    assert [problem.split()[0] for problem in found] == ["1:7", "2:1", "3:7"]


def test_a_file_for_another_version_says_so_where_it_no_longer_fits() -> None:
    text = "rulebook: {name: tiny, version: 0.9.0}\nanswers: {size: huge, colour: red}\n"
    written = "; the file was written for tiny 0.9.0, and this is tiny 1.0.0"
    assert findings(text) == [
        f"2:17 unknown-word: size has no option 'huge' (options: small, large, unsure{written})",
        f"2:23 unknown-key: this rulebook has no question 'colour' (questions: size, goal{written})",
    ]


def test_a_file_for_another_version_that_still_fits_is_simply_read() -> None:
    assert read("rulebook: {name: tiny, version: 0.9.0}\nanswers: {size: small}\n") == {"size": "small"}


@pytest.mark.parametrize(
    "text",
    [
        '{"size": "\\ud800"}',
        '{"answers": ' + "[" * 5000,
        "[" * 100_000,
        '{"size": Infinity, "goal": 1e999}',
        "a: &a [*a]\n",
        "size: !!python/object:os.system x\n",
        "<<: {size: small}\n",
        "size: \x1b[2J\n",
        'size: "\\e]52;c;x"\n',
        "size: small\n---\nsize: large\n",
        "\tsize: small\n",
        "size: 'small\n",
        "x" * 1_000_002,
        b"size: \xff\n",
        "size: small\n".encode("utf-16"),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_what_is_no_answers_file_is_refused_in_words(text: str | bytes) -> None:
    assert findings(text)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_a_file_can_hold_raises_anything_but_an_invalid_file(content: bytes) -> None:
    with suppress(InvalidFile):
        parse_answers("answers.yaml", content, RULEBOOK)


def test_the_template_of_any_rulebook_loads_back_as_no_answer() -> None:
    hostile = make_option("yes", label="# a: [b] {c} 'd' \"e\" & * ! % @ ` | >  f")
    rulebook = make_rulebook(questions=(make_question("no", (hostile, "null")), make_question("true", ("no", "5"))))
    assert parse_answers("template", template(rulebook).encode(), rulebook) == ()


def test_a_json_report_is_not_taken_for_an_answers_file() -> None:
    report = json.dumps({"schema": "x", "answers": [{"question": "size", "option": "small"}]})
    assert any("answers must be question: option, got a list" in problem for problem in findings(report))
