"""An interview as a file: it comes back as it was, `--answers` takes it, and an older rulebook's is told apart."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from builders import chosen, make_contradiction, make_profile, make_question, make_rulebook
from generators import SAME_EVERY_RUN, rulebooks
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import safe_load

from leadadvisor.errors import InvalidFile
from leadadvisor.model.condition import Not
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.answers_file import parse_answers
from leadadvisor.questionnaire.flow import next_question
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.saved_interview import Restored, interview_text, parse_interview

RULEBOOK = make_rulebook(
    questions=[
        make_question("goal", ("grow", "test")),
        make_question("people", ("sellers", "nobody")),
        make_question("outreach", ("running",), asked_when=Not(chosen("people", "nobody")), otherwise="running"),
        make_question("budget", ("small", "large")),
    ],
    contradictions=[make_contradiction("clash", chosen("goal", "grow"))],
)
FULL = """\
# An interview by leadadvisor: --resume goes on from here, and recommend --answers takes the answers.
format: 1
rulebook:
  name: tiny
  version: "1.0.0"
  digest: "0000000000000000000000000000000000000000000000000000000000000000"
answers:
  goal: grow
  people: nobody
set-aside:
  outreach: running
origins:
  flag: [goal]
  asked: [people]
skipped: [budget]
kept: [clash]
"""


def full() -> Interview:
    interview = moves.begin(RULEBOOK, make_profile(goal="grow", origin="flag"))
    interview = moves.answer(RULEBOOK, interview, "outreach", "running", "file")
    interview = moves.answer(RULEBOOK, interview, "people", "nobody")
    return moves.keep_both(moves.skip(RULEBOOK, interview, "budget"), "clash")


def read(text: str, rulebook: Rulebook = RULEBOOK) -> Restored:
    return parse_interview("saved.yaml", text.encode(), rulebook)


def findings(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as trouble:
        read(text)
    return [f"{each.place.line}:{each.place.column} {each.code}: {each.message}" for each in trouble.value.findings]


# There and back


def test_the_file_says_everything_that_is_needed_to_go_on() -> None:
    assert interview_text(RULEBOOK, full()) == FULL


def test_an_interview_comes_back_with_its_origins_what_was_skipped_set_aside_and_kept() -> None:
    restored = read(FULL)
    assert restored.notes == ()
    assert restored.interview == full()._replace(trail=("people", "budget"))
    assert moves.set_aside(RULEBOOK, restored.interview) == (Answer("outreach", "running", "file"),)
    assert moves.clashes(RULEBOOK, restored.interview) == ()


def test_it_goes_on_at_the_first_open_question_and_can_go_back_from_there() -> None:
    interview = read("answers: {goal: test}\norigins: {asked: [goal]}\n").interview
    question = next_question(RULEBOOK, interview)
    assert question is not None
    assert question.id == "people"
    assert moves.back(RULEBOOK, interview, "people").at == "goal"


def test_what_was_skipped_for_good_comes_again_at_the_end() -> None:
    interview = moves.skip(RULEBOOK, moves.skip(RULEBOOK, moves.begin(RULEBOOK), "goal"), "goal")
    assert interview.left_open == ("goal",)
    assert read(interview_text(RULEBOOK, interview)).interview.skipped == ("goal",)


def test_answers_takes_the_file_and_reads_the_answers_that_count() -> None:
    answers = parse_answers("saved.yaml", FULL.encode(), RULEBOOK)
    assert answers == (Answer("goal", "grow", "file"), Answer("people", "nobody", "file"))


def test_a_plain_answers_file_can_be_gone_on_with_as_well() -> None:
    assert read("goal: grow\nbudget: unsure\n").interview == moves.begin(
        RULEBOOK, make_profile(goal="grow", budget=UNSURE, origin="file")
    )


def test_words_that_yaml_takes_for_something_else_are_quoted() -> None:
    options = ("yes", "no", "null", "5", "2024-01-02", "true", "1e3", "plain")
    rulebook = make_rulebook(questions=[make_question(name, options) for name in ("on", "5")])
    for option in options:
        interview = moves.answer(rulebook, moves.begin(rulebook), "on", option)
        text = interview_text(rulebook, interview)
        assert read(text, rulebook).interview == interview
        assert safe_load(text)["answers"] == {"on": option}  # any other reader sees the same


@settings(SAME_EVERY_RUN, max_examples=40)
@given(rulebooks(), st.randoms(use_true_random=False))
def test_every_interview_comes_back_as_it_was(rulebook: Rulebook, rng: Random) -> None:
    interview = moves.begin(rulebook)
    for question in rulebook.questions:
        move = rng.random()
        if move < 0.2:
            interview = moves.skip(rulebook, interview, question.id)
        elif move < 0.8:
            option = rng.choice([UNSURE, *(option.id for option in question.options)])
            interview = moves.answer(rulebook, interview, question.id, option, rng.choice(("asked", "flag", "file")))
    text = interview_text(rulebook, interview)
    back = parse_interview("saved.yaml", text.encode(), rulebook).interview
    assert back.answers == interview.answers
    assert {*back.skipped} == {*interview.skipped, *interview.left_open}
    assert moves.profile(rulebook, back) == moves.profile(rulebook, interview)
    assert {answer.question for answer in parse_answers("saved.yaml", text.encode(), rulebook)} == {
        answer.question for answer in moves.profile(rulebook, interview).answers
    }
    again = parse_interview("saved.yaml", interview_text(rulebook, back).encode(), rulebook).interview
    assert again == back


# Other rulebooks and formats


def test_an_older_rulebooks_file_goes_on_at_the_first_difference_and_says_what_it_dropped() -> None:
    text = FULL.replace('"1.0.0"', '"0.9.0"').replace("people: nobody", "people: somebody\n  colour: red")
    restored = read(text)
    assert restored.notes == (
        "These answers were given for tiny 0.9.0; this is tiny 1.0.0. 2 answers still fit, 2 had to be dropped:",
        "Dropped people: 'somebody', for there is no such option any more. It is asked again.",
        "Dropped colour: 'red', for there is no such question any more.",
    )
    assert moves.profile(RULEBOOK, restored.interview).chosen() == {"goal": "grow", "outreach": "running"}
    question = next_question(RULEBOOK, restored.interview)
    assert question is not None
    assert question.id == "people"


def test_a_rulebook_that_changed_without_a_new_version_is_told_by_its_digest() -> None:
    restored = read(FULL.replace('digest: "0', 'digest: "1'))
    assert restored.notes == (
        "The rulebook has changed since these answers were given. 3 answers still fit, none had to be dropped.",
    )
    assert restored.interview.answers == full().answers


def test_what_the_same_rulebook_does_not_have_is_a_mistake_in_the_file() -> None:
    text = FULL.replace("people: nobody", "people: somebody\n  colour: red")
    assert findings(text) == [
        "9:11 unknown-word: people has no option 'somebody'",
        "10:3 unknown-key: this rulebook has no question 'colour'",
    ]


def test_a_newer_format_is_refused_with_its_number_and_nothing_else_is_complained_of() -> None:
    text = FULL.replace("format: 1", "format: 7") + "moods: [good]\n"
    message = "the file has format 7, and this version of leadadvisor reads up to format 1"
    assert findings(text) == [f"2:9 wrong-number: {message}"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("skipped: goal", "2:10 wrong-type: skipped must be a list of ids, got 'goal'"),
        ("kept: {clash: true}", "2:7 wrong-type: kept must be a list of ids, got a mapping (key: value)"),
        ("kept: [5]", "2:7 wrong-type: kept must be a list of ids, got a list"),
        ("origins: [goal]", "2:10 wrong-type: origins must be a mapping (key: value), got a list"),
        ("origins: {aksed: [goal]}", "2:11 unknown-key: there is no origin 'aksed'"),
        ("origins: {asked: goal}", "2:18 wrong-type: asked must be a list of ids, got 'goal'"),
        ("set-aside: {budget: huge}", "2:21 unknown-word: budget has no option 'huge'"),
        ("skiped: [goal]", "2:1 unknown-key: there is no key 'skiped' beside answers"),
    ],
)
def test_mistakes_beside_the_answers_are_told_with_their_place(lines: str, problem: str) -> None:
    assert findings(f"answers: {{goal: grow}}\n{lines}\n") == [problem]


def test_ids_the_rulebook_does_not_have_do_no_harm_in_lists() -> None:
    interview = read("answers: {goal: grow}\nskipped: [colour]\nkept: [gone]\norigins: {asked: [colour]}\n").interview
    assert (interview.skipped, interview.kept) == ((), ())


@given(
    st.text(st.characters(codec="utf-8"), max_size=100), st.sampled_from(["skipped", "kept", "origins", "set-aside"])
)
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(text: str, key: str) -> None:
    for content in (text, f"answers: {{}}\n{key}: {text}"):
        with suppress(InvalidFile):
            read(content)
