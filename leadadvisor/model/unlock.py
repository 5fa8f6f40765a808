"""What brings a channel further: an action of the plan, other answers, or several of these together."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from leadadvisor.model.value import NamedTuple


class UnlockByAction(NamedTuple):
    """An action of the plan that brings a channel one state further."""

    action: str


class UnlockByAnswer(NamedTuple):
    """Options of a question with which a channel would be one state further."""

    question: str
    options: tuple[str, ...]


class UnlockByAll(NamedTuple):
    """Several of these that are needed together."""

    all: tuple[UnlockByAction | UnlockByAnswer, ...]


Unlock: TypeAlias = UnlockByAction | UnlockByAnswer | UnlockByAll


def actions_of(unlocks: Iterable[Unlock]) -> Iterator[str]:
    """The ids of the actions among them, also of those that are needed with something else."""
    for unlock in unlocks:
        match unlock:
            case UnlockByAction(action):
                yield action
            case UnlockByAll(parts):
                yield from actions_of(parts)
            case UnlockByAnswer():
                pass
