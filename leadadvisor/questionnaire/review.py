"""The page before the end: every question with its answer, and the command that gives the same result in a script."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias

from leadadvisor.model.profile import Origin
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.interview import Interview, irrelevant, kept_clashes, profile
from leadadvisor.questionnaire.words import option_label

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
