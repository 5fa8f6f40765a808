"""How a rulebook's ids are called in a report; an id the rulebook does not know stands for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from leadadvisor.model.recommendation import Given
from leadadvisor.model.rulebook import UNSURE, Claim, Document, Question, Rulebook, Tension
from leadadvisor.text import one_line, within

_TELLING = 3
"""From so many words on, an answer tells which question it answers."""


class Labels:
    """The names of everything in one rulebook, safe to print and each on one line."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._approaches = {approach.id: approach.label for approach in rulebook.approaches}
        self._channels = {channel.id: channel.label for way in rulebook.approaches for channel in way.channels}
        self._questions = {question.id: question for question in rulebook.questions}
        self._documents = {document.id: document for document in rulebook.documents}
        self._tensions = {tension.id: tension for tension in rulebook.tensions}
        self._claims = rulebook.claims_by_id()

    @cached_property
    def _options(self) -> Counter[str]:
        """How many questions have an option with that label."""
        return Counter(one_line(option.label) for question in self.rulebook.questions for option in question.options)

    def approach(self, approach: str) -> str:
        """The label of an approach, as it stands at the start of a line."""
        return one_line(self._approaches.get(approach, approach))

    def within(self, approach: str) -> str:
        """The label of an approach inside a sentence: without its capital where the id is the same word."""
        return within(self.approach(approach), approach)

    def channel(self, channel: str) -> str:
        """The label of a channel."""
        return one_line(self._channels.get(channel, channel))

    def question(self, question: str) -> str:
        """The wording of a question."""
        found = self._questions.get(question)
        return one_line(found.text if found else question)

    def option(self, question: str, option: str) -> str:
        """The label of an option."""
        if option == UNSURE:
            return "not sure"
        found = self._questions.get(question)
        chosen = found.option(option) if found else None
        return one_line(chosen.label if chosen else option)

    def given(self, given: Given) -> str:
        """An answer in quotes, with its question where the answer alone does not tell it."""
        return f"“{self.option(given.question, given.option)}”{self.asked_by(given.question, (given.option,))}"

    def asked_by(self, question: str, options: Sequence[str]) -> str:
        """After these answers to a question, the question itself; empty where one of them tells which it is."""
        told = [self.option(question, option) for option in options]
        if any(len(label.split()) >= _TELLING and self._options[label] == 1 for label in told):
            return ""
        return f" to “{self.question(question)}”"

    def disagreement(self, tension: str) -> str:
        """The title of a tension."""
        found = self._tensions.get(tension)
        return one_line(found.title if found else tension)

    def claim(self, claim: str) -> Claim | None:
        """The claim of that id."""
        return self._claims.get(claim)

    def document(self, document: str) -> Document | None:
        """The document of that id."""
        return self._documents.get(document)

    def asked(self, question: str) -> Question | None:
        """The question of that id."""
        return self._questions.get(question)

    def tension(self, tension: str) -> Tension | None:
        """The tension of that id."""
        return self._tensions.get(tension)
