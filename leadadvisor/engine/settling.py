"""What the questions still to be asked can do to the result: proved over every completion of them, not guessed."""

from __future__ import annotations

from collections.abc import Collection

from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.outlook import OpenRulebook, Outlook


def still_possible(reasoner: Reasoner, evaluation: Evaluation, to_ask: Collection[str]) -> Outlook:
    """Ranges and possible leaders over all completions of these questions; all others that are open stay open.

    Each question may get any of its options or no answer, together with any answer to the others. Raises
    TooEntangled.
    """
    rulebook = reasoner.rulebook
    left_open = [question.id for question in rulebook.questions if question.id not in to_ask]
    return OpenRulebook(rulebook, reasoner.rules, evaluation.chosen, left_open).outlook(reasoner.scale)


def is_unchanging(outlook: Outlook, standing: Standing) -> bool:
    """Whether every completion has this very status, leader and shares."""
    return outlook.low == outlook.high and keeps_leader(outlook, standing)


def keeps_leader(outlook: Outlook, standing: Standing) -> bool:
    """Whether every completion has this very leader, or as this one none; and a mix where this one has a mix."""
    if standing.status == "nothing-feasible":
        return not any(outlook.high) and not outlook.leaders
    if outlook.infeasible:
        return False
    return outlook.settles_on(standing.leader) if standing.leader is not None else not outlook.leaders
