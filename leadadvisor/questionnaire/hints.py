"""What is said beside the questions: who leads so far, what is still open, and what a changed answer did to the mix."""

from __future__ import annotations

from leadadvisor.engine.outlook import Outlook
from leadadvisor.engine.settling import is_unchanging, keeps_leader
from leadadvisor.model.rulebook import Rulebook, Status
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.flow import Bearings, bearings, to_ask
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.words import capital, counted, listed, within


class MixNow(NamedTuple):
    """The mix for the answers so far, in the words of the rulebook.

    `leader` is empty where none leads; `shares` are (label, percent), largest first, and empty without a mix.
    """

    status: Status
    leader: str
    shares: tuple[tuple[str, int], ...]

    def text(self) -> str:
        """On one line: "Outbound 55 %, inbound 30 %, referral 15 %"."""
        if not self.shares:
            return "Nothing can be carried out as things stand"
        return capital(", ".join(f"{label} {share} %" for label, share in self.shares))


def hint(rulebook: Rulebook, interview: Interview) -> str:
    """One line after an answer: who leads so far, and what is still open. Empty before the first answer."""
    if not interview.answers:
        return ""
    left = counted(len(to_ask(rulebook, interview)), "question")
    return f"{_so_far(bearings(rulebook, interview))} {capital(left)} left."


def mix_now(rulebook: Rulebook, interview: Interview) -> MixNow:
    """The mix for the answers so far; what is open adds nothing to it."""
    standing = bearings(rulebook, interview).position.standing
    labels = [within(approach) for approach in rulebook.approaches]
    shares = sorted(zip(labels, standing.shares, strict=False), key=lambda each: -each[1])
    return MixNow(standing.status, labels[standing.leader] if standing.leader is not None else "", tuple(shares))


def mix_change(before: MixNow, after: MixNow) -> str:
    """What a changed answer did to the mix, in one line."""
    if before == after:
        return "The mix stays as it is."
    if not after.shares:
        return "With this, nothing can be carried out any more."
    was = dict(before.shares)
    moved = [
        f"{label} {_move(was.get(label, 0), share)}" for label, share in after.shares if was.get(label, 0) != share
    ]
    parts = [_new_leader(before, after), listed(moved)]
    return f"{capital('; '.join(part for part in parts if part))}."


def _so_far(now: Bearings) -> str:
    standing = now.position.standing
    names = [within(approach) for approach in now.reasoner.rulebook.approaches]
    if standing.status == "nothing-feasible":
        return _nothing_feasible(now.outlook, names)
    if standing.leader is None:
        return _nobody_leads(now.outlook, names)
    leader = capital(names[standing.leader])
    ahead = f"{leader} leads so far with {standing.shares[standing.leader]} %"
    if now.outlook is None:
        return f"{ahead}."
    if is_unchanging(now.outlook, standing):
        return f"{leader} leads with {standing.shares[standing.leader]} %, and nothing left to ask can change that."
    if keeps_leader(now.outlook, standing):
        return f"{leader} leads for certain; its share is {standing.shares[standing.leader]} % so far."
    rivals = [names[index] for index in sorted(now.outlook.leaders - {standing.leader})]
    return f"{ahead}; {listed(rivals, 'or')} could still lead." if rivals else f"{ahead}; it could still lose the lead."


def _nobody_leads(outlook: Outlook | None, names: list[str]) -> str:
    if outlook is None:
        return "No approach leads so far."
    can = listed([names[index] for index in sorted(outlook.leaders)], "or")
    return f"No approach leads so far; {can} still could." if can else "No approach leads, and none can any more."


def _nothing_feasible(outlook: Outlook | None, names: list[str]) -> str:
    said = "As things stand nothing can be carried out"
    can = listed([names[index] for index in sorted(outlook.leaders)], "or") if outlook else ""
    return f"{said}; {can} could lead with the answers left." if can else f"{said}."


def _move(before: int, after: int) -> str:
    return f"from {before} to {after} %"


def _new_leader(before: MixNow, after: MixNow) -> str:
    if before.leader == after.leader:
        return ""
    if not after.leader:
        return "no approach leads any more"
    return f"now {after.leader} leads" + (f" instead of {before.leader}" if before.leader else "")
