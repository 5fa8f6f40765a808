"""One answer at a time: what it may be, and what is said where it is not."""

from __future__ import annotations

import pytest
from builders import make_question, make_rulebook

from leadadvisor.errors import WrongUsage
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import (
    Misread,
    merge,
    option_words,
    profile_from_mapping,
    read_answer,
    read_option,
    read_question,
)

SIZE = make_question("size", ("small", "large"))
GOAL = make_question("goal", ("few-deals", "new-product", "new-segment"))


@pytest.fixture
def rulebook() -> Rulebook:
    return make_rulebook(questions=(SIZE, GOAL))


@pytest.mark.parametrize(("word", "option"), [("small", "small"), (" Large ", "large"), ("UNSURE", "unsure")])
def test_an_option_is_understood_in_any_case_of_letters(word: str, option: str) -> None:
    assert read_option(SIZE, word) == option
    assert read_answer(SIZE, word, "file") == Answer("size", option, "file")


def test_a_question_is_understood_in_any_case_of_letters(rulebook: Rulebook) -> None:
    assert read_question(rulebook, " Goal") == GOAL


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("smal", "small"),
        ("LARG", "large"),
        ("l", "large"),
        ("unsur", "unsure"),
        ("medium", None),
        ("", None),
        ("s" * 5000, None),
    ],
)
def test_for_a_wrong_option_the_nearest_one_is_named_if_there_is_one(word: str, near: str | None) -> None:
    misread = read_option(SIZE, word)
    assert isinstance(misread, Misread)
    assert misread.near == near
    assert misread.rest == "options: small, large, unsure"
    assert len(misread.message) < 100


def test_a_beginning_that_fits_two_options_names_neither() -> None:
    misread = read_option(GOAL, "n")
    assert isinstance(misread, Misread)
    assert misread.near is None


def test_a_wrong_word_is_told_as_sentences_and_as_a_hint(rulebook: Rulebook) -> None:
    misread = read_question(rulebook, "sise")
    assert isinstance(misread, Misread)
    assert misread.sentence() == "this rulebook has no question 'sise'. Did you mean 'size'? Questions: size, goal."
    assert misread.hint() == "did you mean 'size'? questions: size, goal"


def test_every_question_accepts_unsure_last() -> None:
    assert option_words(SIZE) == ("small", "large", "unsure")


def test_the_first_group_of_answers_wins_and_the_order_is_that_of_the_questions(rulebook: Rulebook) -> None:
    flags = (Answer("goal", "few-deals", "flag"),)
    file = (Answer("goal", "new-product", "file"), Answer("size", "small", "file"))
    assert merge(rulebook, flags, file).answers == (
        Answer("size", "small", "file"),
        Answer("goal", "few-deals", "flag"),
    )


def test_a_mapping_becomes_a_profile(rulebook: Rulebook) -> None:
    assert profile_from_mapping(rulebook, {"goal": "unsure"}).answers == (Answer("goal", "unsure", "set"),)


def test_every_wrong_word_of_a_mapping_is_told(rulebook: Rulebook) -> None:
    with pytest.raises(WrongUsage) as trouble:
        profile_from_mapping(rulebook, {"goals": "few-deals", "size": "huge"})
    assert str(trouble.value) == (
        "this rulebook has no question 'goals'. Did you mean 'goal'? Questions: size, goal.\n"
        "size has no option 'huge'. Options: small, large, unsure."
    )
