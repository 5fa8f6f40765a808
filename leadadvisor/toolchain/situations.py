"""The cases of a rulebook as positions: where the answers of each leave the approaches, without ranges and reasons."""

from __future__ import annotations

from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Case, Rulebook
from leadadvisor.model.value import NamedTuple


class Situation(NamedTuple):
    """A case, and where its answers leave the approaches."""

    case: Case
    evaluation: Evaluation


def situations(rulebook: Rulebook) -> tuple[Situation, ...]:
    """Every case of the rulebook, in order."""
    reasoner = Reasoner(rulebook)
    return tuple(Situation(case, reasoner.evaluate(profile_of(case).chosen())) for case in rulebook.cases)


def profile_of(case: Case) -> Profile:
    """The answers of a case as a profile."""
    return Profile(tuple(Answer(question, option, "set") for question, option in case.answers))
