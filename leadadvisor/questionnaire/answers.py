"""Reads one answer at a time, names the nearest word for a wrong one, and joins answers by where they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from leadadvisor.errors import WrongUsage
from leadadvisor.model.figure import is_range, range_holds
from leadadvisor.model.profile import Answer, Origin, Profile
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import BLANKS


def option_label(question: Question, option: str) -> str:
    """How an answer is called: the label of its option, or "Not sure"."""
    if option == UNSURE:
        return "Not sure"
    found = question.option(option)
    return found.label if found else option


_NUMBER = re.compile(r"[0-9][0-9., ']*(?: ?(?:h|hours?))?", re.IGNORECASE)


class Misread(NamedTuple):
    """What is wrong with a word the user gave, and what could stand there.

    `among` is the word with those that are known there; the nearest is looked for only where it is told.
    """

    message: str
    among: tuple[str, Sequence[str]] | None
    rest: str

    @property
    def near(self) -> str | None:
        """The known word that is nearest to it, if any is near."""
        return _nearest(*self.among) if self.among else None

    def hint(self) -> str:
        """What to do next, as it stands under the excerpt of a file."""
        near = self.near
        return f"did you mean '{near}'? {self.rest}" if near else self.rest

    def sentence(self) -> str:
        """All of it as sentences. The message keeps its first letter: it may be that of an id."""
        near = self.near
        question = f"Did you mean '{near}'? " if near else ""
        return f"{self.message}. {question}{self.rest[:1].upper()}{self.rest[1:]}."


def read_question(rulebook: Rulebook, word: str) -> Question | Misread:
    """The question of that id, in any case of letters and with _ for - too, or what is wrong with the word."""
    question = rulebook.question(plain_id(word))
    if question is not None:
        return question
    known = [each.id for each in rulebook.questions]
    return misread(f"this rulebook has no question {quoted(word)}", word, known, "questions")


def read_option(question: Question, word: str) -> str | Misread:
    """The option id the word stands for ("unsure" included), in any case of letters, or what is wrong with it."""
    plain = _plain(word)
    if plain == UNSURE or question.option(plain) is not None:
        return plain
    return misread(f"{question.id} has no option {quoted(word)}", word, option_words(question), "options")


def read_answer(question: Question, word: str, origin: Origin) -> Answer | Misread:
    """The answer the word gives to the question, or what is wrong with the word.

    Where the options of the question are ranges of a number, such as `under-5`, `5-15` and `over-15`, a number
    stands for the range that holds it.
    """
    option = read_option(question, word)
    if isinstance(option, Misread):
        option = _option_holding(question, word) or option
    return option if isinstance(option, Misread) else Answer(question.id, option, origin)


def takes_number(question: Question) -> bool:
    """The options of the question are ranges of a number, so that a number answers it."""
    return bool(question.options) and all(is_range(option.id) for option in question.options)


def option_words(question: Question) -> tuple[str, ...]:
    """Every word the question accepts as its answer: its options in order, then "unsure"."""
    return (*(option.id for option in question.options), UNSURE)


def merge(rulebook: Rulebook, *answers: Iterable[Answer]) -> Profile:
    """One profile from several groups of answers; a group beats those after it. In the order of the questions."""
    kept: dict[str, Answer] = {}
    for group in answers:
        for answer in group:
            kept.setdefault(answer.question, answer)
    return Profile(tuple(kept[question.id] for question in rulebook.questions if question.id in kept))


def profile_from_mapping(rulebook: Rulebook, answers: Mapping[str, str]) -> Profile:
    """The profile of question -> option.

    Raises `WrongUsage` with one line for each question or option the rulebook does not have.
    """
    read = [_read_pair(rulebook, question, option) for question, option in answers.items()]
    wrong = [each.sentence() for each in read if isinstance(each, Misread)]
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return merge(rulebook, [answer for answer in read if isinstance(answer, Answer)])


def misread(message: str, word: str, known: Sequence[str], title: str) -> Misread:
    """The message, with the nearest known word and all of them under their title."""
    return Misread(message, (word, known), f"{title}: {', '.join(known)}")


def quoted(word: str) -> str:
    """The word as the user gave it, safe to print: shortened, and without control characters."""
    from leadadvisor.text import shown

    return shown(word)


def _read_pair(rulebook: Rulebook, question_word: str, option_word: object) -> Answer | Misread:
    question = read_question(rulebook, str(question_word))
    if isinstance(question, Misread):
        return question
    return read_answer(question, str(option_word), "set")


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that is most likely meant: one much like it, else the only one that begins with it."""
    from leadadvisor.text import nearest

    close = nearest(word, known)
    if close is not None:
        return close
    plain = _plain(word)
    beginning = [each for each in known if plain and each.startswith(plain)]
    return beginning[0] if len(beginning) == 1 else None


def plain_id(word: str) -> str:
    """The id a word stands for: in small letters, with hyphens."""
    return _plain(word).replace("_", "-")


def _option_holding(question: Question, word: str) -> str | Misread | None:
    """The first option whose range holds the number; None where the word is no number or the options are no ranges."""
    if not takes_number(question) or not _NUMBER.fullmatch(word.strip()):
        return None
    from leadadvisor.questionnaire.figures import read_amount

    amount = read_amount(word, "hours")
    if isinstance(amount, Misread):
        return amount
    found = (option.id for option in question.options if range_holds(option.id, amount.hundredths))
    return next(found, None)


def _plain(word: str) -> str:
    return word.strip(BLANKS).lower()
