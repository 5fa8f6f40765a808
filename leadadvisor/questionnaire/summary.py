"""What is said beside the questions: the mix so far, what is still open, every answer, and the line for a script."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias

from leadadvisor.engine.outlook import Outlook
from leadadvisor.model.profile import Origin
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook, Status
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import option_label
from leadadvisor.questionnaire.flow import Bearings, all_open, bearings, to_ask
from leadadvisor.questionnaire.interview import Interview, irrelevant, kept_clashes, profile
from leadadvisor.text import capital, counted, listed, within


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


class Movement(NamedTuple):
    """What the last answer did: the mix before and now, and the one reason that moved it most, empty where none did."""

    before: MixNow
    now: MixNow
    reason: str


def hint(rulebook: Rulebook, interview: Interview) -> str:
    """One line after an answer: who comes first so far, and what is still open. Empty before the first answer."""
    if not interview.answers:
        return ""
    count = len(to_ask(rulebook, interview))
    left = f" {capital(counted(count, 'question'))} left." if count else ""
    return f"{_so_far(bearings(rulebook, interview), all_open(rulebook, interview).outlook)}{left}"


def movement(rulebook: Rulebook, before: Interview, now: Interview) -> Movement:
    """What came of the answers given between these two."""
    earlier, later = bearings(rulebook, before).evaluation, bearings(rulebook, now).evaluation
    said = {each.rule.id: each for each in earlier.evidence}
    new = [each for each in later.evidence if said.get(each.rule.id) != each]
    reason = max(new, key=lambda each: max(each.points) - min(each.points), default=None)
    blocked = next((blocker for blocker in later.blockers if blocker not in earlier.blockers), None)
    because = blocked.because if blocked else reason.level.because if reason else ""
    return Movement(mix_now(rulebook, before), mix_now(rulebook, now), because)


def mix_now(rulebook: Rulebook, interview: Interview) -> MixNow:
    """The mix for the answers so far; what is open adds nothing to it."""
    standing = bearings(rulebook, interview).evaluation.standing
    labels = [within(approach.label, approach.id) for approach in rulebook.approaches]
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


def _so_far(now: Bearings, everything: Outlook | None) -> str:
    """Who comes first; `everything` is what can still come of all that is open, also of what nobody is sure of."""
    standing = now.evaluation.standing
    names = [within(approach.label, approach.id) for approach in now.reasoner.rulebook.approaches]
    if standing.status == "nothing-feasible":
        return _nothing_feasible(everything, names)
    if standing.leader is None:
        return _nobody_first(everything, names)
    leader = capital(names[standing.leader])
    share = standing.shares[standing.leader]
    ahead = f"{leader} comes first so far with {share} %"
    if now.outlook is None:
        return f"{ahead}."
    if now.outlook.keeps_leader(standing):
        certain = f"{leader} comes first with {share} %, and nothing left to ask can change that"
        if not now.outlook.is_unchanging(standing):
            certain = f"{leader} comes first whatever is still asked, with {share} % so far"
        unsure = everything is not None and not everything.keeps_leader(standing)
        return f"{certain}.{' Only what you are not sure of could change that.' if unsure else ''}"
    rivals = [names[index] for index in sorted(now.outlook.leaders - {standing.leader})]
    return f"{ahead}; {listed(rivals, 'or')} still could." if rivals else f"{ahead}; it could still lose that place."


def _nobody_first(everything: Outlook | None, names: list[str]) -> str:
    if everything is None:
        return "No approach comes first so far."
    can = listed([names[index] for index in sorted(everything.leaders)], "or")
    return f"No approach comes first so far; {can} still could." if can else "No approach comes first, and none can."


def _nothing_feasible(everything: Outlook | None, names: list[str]) -> str:
    said = "As things stand nothing can be carried out"
    can = listed([names[index] for index in sorted(everything.leaders)], "or") if everything else ""
    return f"{said}; {can} could come first with other answers." if can else f"{said}."


def _move(before: int, after: int) -> str:
    return f"from {before} to {after} %"


def _new_leader(before: MixNow, after: MixNow) -> str:
    if before.leader == after.leader:
        return ""
    if not after.leader:
        return "no approach comes first any more"
    return f"now {after.leader} comes first" + (f" instead of {before.leader}" if before.leader else "")


State: TypeAlias = Literal["answered", "unsure", "skipped", "open", "irrelevant"]


class ReviewRow(NamedTuple):
    """One question on the review page.

    `option` is the id given, `label` what to show for it; both stay for an answer that is set aside. `origin` is None
    without an answer. A row is `flagged` where its answer takes part in a contradiction kept on purpose.
    """

    topic: str
    question: Question
    state: State
    option: str
    label: str
    origin: Origin | None
    flagged: bool


def review_rows(rulebook: Rulebook, interview: Interview) -> tuple[ReviewRow, ...]:
    """All questions in the rulebook's order, those that are not asked included."""
    given = interview.given()
    not_asked = irrelevant(rulebook, interview)
    flagged = {each.question for clash in kept_clashes(rulebook, interview) for each in clash.answers}
    rows = []
    for question in rulebook.questions:
        answer = given.get(question.id)
        option = answer.option if answer else ""
        state = _state(question.id, option, interview, not_asked)
        label = option_label(question, option) if option else _WITHOUT_ANSWER[state]
        origin = answer.origin if answer else None
        rows.append(ReviewRow(question.topic, question, state, option, label, origin, question.id in flagged))
    return tuple(rows)


def command_line(
    rulebook: Rulebook,
    interview: Interview,
    *,
    rulebook_directory: str = "",
    without_flag: Collection[str] = (),
) -> str:
    """The one line that gives the same result in a script, quoted for a shell.

    `rulebook_directory` is named where it is not empty. Questions `without_flag` (the command uses the flag itself)
    are answered by --set.
    """
    import shlex

    words = ["leadadvisor", "recommend"]
    for answer in profile(rulebook, interview).answers:
        if answer.question in without_flag:
            words += ["--set", f"{answer.question}={answer.option}"]
        else:
            words += [f"--{answer.question}", answer.option]
    if interview.figures:
        from leadadvisor.questionnaire.figures import figure_text

        words += [word for figure in interview.figures for word in (f"--{figure.key}", figure_text(figure))]
    if rulebook_directory:
        words += ["--rulebook", rulebook_directory]
    return shlex.join(words)


_WITHOUT_ANSWER: dict[State, str] = {
    "answered": "",
    "unsure": "",
    "skipped": "Skipped",
    "open": "Not answered",
    "irrelevant": "Not asked",
}


def _state(question: str, option: str, interview: Interview, not_asked: Collection[str]) -> State:
    if question in not_asked:
        return "irrelevant"
    if option:
        return "unsure" if option == UNSURE else "answered"
    return "skipped" if question in {*interview.skipped, *interview.left_open} else "open"
