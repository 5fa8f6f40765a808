"""What each page of the conversation asks: a question, a contradiction, an early end, the review."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.cli.screen.choice import Choice, Item, Letter, Progress
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.questionnaire.flow import Progress as Position
from leadadvisor.questionnaire.flow import StopProof
from leadadvisor.questionnaire.hints import mix_change, mix_now
from leadadvisor.questionnaire.interview import Clash, Interview, answer, can_go_back
from leadadvisor.questionnaire.review import ReviewRow, review_rows
from leadadvisor.questionnaire.words import counted, option_label
from leadadvisor.reports.text import one_line
from leadadvisor.reports.wording import origin

KEEP = "keep"
STOP, GO_ON = "stop", "go-on"
FINISH = "finish"

_WHY = Letter("?", "why", "why")
_REVIEW = Letter("r", "review", "review")


def question_choice(
    rulebook: Rulebook,
    interview: Interview,
    question: Question,
    position: Position | None,
    *,
    hints: bool,
    reviewing: bool,
) -> Choice:
    """The page of a question; while reviewing it says for each answer what it would do to the mix.

    `position` is None where the question stands outside the order.
    """
    given = interview.answer_to(question.id)
    items = [Item(option.id, one_line(option.label), one_line(option.help)) for option in question.options]
    items.append(Item(UNSURE, "Not sure", "Nothing is assumed for it; what rests on it stays open.", letter="u"))
    if given:
        items = [item._replace(tail="your answer") if item.id == given.option else item for item in items]
    before = mix_now(rulebook, interview) if reviewing else None

    def preview(option: str) -> str:
        if before is None or (given and option == given.option):
            return ""
        return mix_change(before, mix_now(rulebook, answer(rulebook, interview, question.id, option)))

    return Choice(
        title=one_line(question.topic),
        text=one_line(question.text),
        help=one_line(question.help),
        items=tuple(items),
        letters=_letters(interview, hints=hints, reviewing=reviewing),
        progress=Progress(position.number - 1, position.total, _place(position)) if position else None,
        start=given.option if given else "",
        kept=given is not None,
        can_go_back=reviewing or can_go_back(rulebook, interview, question.id),
        preview=preview if reviewing else None,
    )


def clash_choice(rulebook: Rulebook, interview: Interview, clash: Clash) -> Choice:
    """The page that asks about answers which do not go together."""
    items = [
        Item(
            given.question,
            f"Change “{_label(rulebook, given.question, given.option)}”",
            _text(rulebook, given.question),
        )
        for given in clash.answers
    ]
    items.append(Item(KEEP, "Keep them all", "The report will point out that they do not go together.", letter="k"))
    if len(clash.answers) <= 2:  # noqa: PLR2004 - a pair
        items[-1] = items[-1]._replace(label="Keep both")
    return Choice(
        title="Do these answers go together?",
        text=one_line(clash.contradiction.because),
        help=one_line(clash.contradiction.ask),
        items=tuple(items),
        letters=(_WHY,),
        can_go_back=can_go_back(rulebook, interview, None),
    )


def stop_choice(rulebook: Rulebook, interview: Interview, proof: StopProof) -> Choice:
    """The offer to end early, with what was proved."""
    left = counted(len(proof.left), "question")
    return Choice(
        title="The rest cannot change the result",
        text=one_line(proof.words),
        items=(
            Item(STOP, "Stop here", "Look over your answers, then get the report."),
            Item(GO_ON, "Go on", f"Answer the {left} left; the reasons and the advice become more exact."),
        ),
        can_go_back=can_go_back(rulebook, interview, None),
        mix=mix_now(rulebook, interview),
    )


def review_choice(rulebook: Rulebook, interview: Interview, left: Sequence[Question]) -> Choice:
    """All answers, each of which can be changed; `left` are the questions that may still be asked."""
    rows = review_rows(rulebook, interview)
    items = [Item(FINISH, "Finish: show the report", letter="f")]
    if left:
        told = f"{counted(len(left), 'question')} left"
        items.append(Item(GO_ON, f"Go on asking ({told})", letter="g"))
    answered = sum(row.state in {"answered", "unsure"} for row in rows)
    return Choice(
        title="Your answers",
        text="",
        items=(*items, *map(_row, rows)),
        progress=Progress(answered, answered + len(left), counted(answered, "answer")),
        can_go_back=can_go_back(rulebook, interview, None),
        mix=mix_now(rulebook, interview),
    )


def _letters(interview: Interview, *, hints: bool, reviewing: bool) -> tuple[Letter, ...]:
    forward = [Letter("f", "forward", "forward")] if interview.at in interview.trail and not reviewing else []
    if reviewing:
        return (_WHY,)
    return (
        _WHY,
        Letter("s", "skip", "skip"),
        *forward,
        Letter("h", "hints", "no hints" if hints else "hints"),
        _REVIEW,
    )


def _place(position: Position) -> str:
    return f"{position.number} of {'about ' if position.about else ''}{position.total}"


def _row(row: ReviewRow) -> Item:
    """A line of the review."""
    came_from = origin(row.origin) if row.origin else ""
    state = "not asked now" if row.state == "irrelevant" and row.origin else came_from
    beside = ", ".join(filter(None, [one_line(row.topic), state, "flagged" if row.flagged else ""]))
    flag = "Flagged: it does not go together with another answer. " if row.flagged else ""
    return Item(
        row.question.id,
        one_line(row.label),
        flag + one_line(row.question.text),
        lead=row.question.id,
        tail=beside,
    )


def _label(rulebook: Rulebook, question_id: str, option: str) -> str:
    question = rulebook.question(question_id)
    return one_line(option_label(question, option)) if question else option


def _text(rulebook: Rulebook, question_id: str) -> str:
    question = rulebook.question(question_id)
    return one_line(question.text) if question else question_id
