"""A profile: the answers of one business, each with the place it came from."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from leadadvisor.model.rulebook import UNSURE
from leadadvisor.model.value import NamedTuple

Origin: TypeAlias = Literal["flag", "set", "file", "asked", "default", "derived"]


class Answer(NamedTuple):
    """The option given to a question (or "unsure"), and where it came from."""

    question: str
    option: str
    origin: Origin


class Profile(NamedTuple):
    """All answers of one business. A question that is not listed is unanswered."""

    answers: tuple[Answer, ...] = ()

    def chosen(self) -> Mapping[str, str]:
        """Question -> option for the answers that name an option; unsure and unanswered are left out."""
        return {answer.question: answer.option for answer in self.answers if answer.option != UNSURE}
