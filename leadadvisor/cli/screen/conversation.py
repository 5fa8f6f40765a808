"""The conversation: asks what comes next until the person finishes, and saves after every answer."""

from __future__ import annotations

import os
from collections.abc import Callable

from leadadvisor.cli.screen.choice import Choice, Item, Reply, Screen
from leadadvisor.cli.screen.pages import (
    FINISH,
    GO_ON,
    KEEP,
    STOP,
    clash_choice,
    decided_choice,
    question_choice,
    review_choice,
    why_asked,
    why_contradictory,
)
from leadadvisor.cli.screen.request import Manner
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.questionnaire.flow import Decision, decision, next_question, progress, to_ask
from leadadvisor.questionnaire.interview import (
    Clash,
    Interview,
    answer,
    back,
    clashes,
    forward,
    jump,
    keep_both,
    onward,
    skip,
)
from leadadvisor.questionnaire.saved_interview import NotSaved, SessionFile, new_session, save, take_over
from leadadvisor.questionnaire.summary import hint, mix_change, mix_now, movement

_FIRST_HINT = 5
"""The number of answers from which on every question has a hint: before, it would say what the next one undoes."""

_OTHER, _OVER, _AGAIN, _WITHOUT = "other", "over", "again", "without"
_PROPOSAL = "leadadvisor-answers.yaml"


class Keeper:
    """Saves an interview whenever it changed. `file` is where, `trouble` why the last attempt failed, if it did."""

    def __init__(self, rulebook: Rulebook, screen: Screen, file: SessionFile) -> None:
        self.file = file
        self.trouble = ""
        self._rulebook = rulebook
        self._screen = screen
        self._saved = Interview()
        self._off = False

    def keep(self, interview: Interview) -> None:
        """Save, and where that fails ask what to do until it is saved or the person goes on without."""
        while not self._off and not self.try_to_keep(interview):
            self._ask_what_to_do()

    def try_to_keep(self, interview: Interview) -> bool:
        """Save without asking anything, where there is something new; whether all that was said is safe."""
        if _content(interview) == _content(self._saved):
            return True
        outcome = save(self._rulebook, interview, self.file)
        if isinstance(outcome, NotSaved):
            self.trouble, self._reason = outcome.message, outcome.reason
            return False
        self.file, self.trouble, self._saved = outcome, "", interview
        return True

    def _ask_what_to_do(self) -> None:
        reply = self._screen.choose(_trouble_choice(self.trouble, self._reason))
        match reply.item:
            case "other":
                path = self._screen.write("Save the answers in", _PROPOSAL)
                if path:
                    self.file = new_session(os.path.expanduser(path))
            case "over":
                self.file = take_over(self.file)
            case "without":
                self._off = True
            case _:  # try again
                return


def _trouble_choice(trouble: str, reason: str) -> Choice:
    items = [
        Item(_OTHER, "Save in another file"),
        *([Item(_OVER, "Write there all the same")] if reason != "unwritable" else []),
        Item(_AGAIN, "Try again"),
        Item(_WITHOUT, "Go on without saving", "Your answers stay only as long as the program runs."),
    ]
    return Choice(
        title="Your answers are not saved",
        text=trouble,
        help="Nothing is lost: all your answers are still here.",
        items=tuple(items),
        can_go_back=False,
    )


def _skipped(interview: Interview, question: Question) -> str:
    """What becomes of a question that was skipped."""
    if question.id in interview.skipped:
        return "Put off. It comes again at the end, unless it no longer matters."
    if question.id in interview.left_open:
        return "Left open. It does not come again; r shows it among your answers."
    return "Your answer stays as it was."


def _content(interview: Interview) -> Interview:
    """What is worth saving: where the person stands among the questions is not."""
    return interview._replace(at=None, trail=())


class Conversation:
    """One person's way through the questions. `interview` holds all that was said, at any moment.

    `save` is called after every change with the interview as it is then.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        interview: Interview,
        screen: Screen,
        manner: Manner,
        save: Callable[[Interview], None],
    ) -> None:
        self.interview = interview
        self._rulebook = rulebook
        self._screen = screen
        self._manner = manner
        self._save = save
        self._notes: tuple[str, ...] = ()
        self._pointed = ""
        self._changing = ""
        self._reviewing = False
        self._going_on = False
        self._before = interview

    def run(self, notes: tuple[str, ...] = (), *, review: bool = False) -> None:
        """Ask until the person finishes; `notes` are told on the first page, and with `review` it is the review.

        Raises what the screen raises: `EndOfInput` or `KeyboardInterrupt`.
        """
        self._notes = notes
        self._reviewing = review
        while not self._step():
            pass

    def _step(self) -> bool:
        """Show one page; True when the person finished."""
        rulebook, manner = self._rulebook, self._manner
        if self.interview.at is None:
            clash = next(iter(clashes(rulebook, self.interview)), None)
            if clash:
                self._ask_about(clash)
                return False
            if self._reviewing:
                return self._review()
            decided = None if manner.ask_all or self._going_on else decision(rulebook, self.interview)
            if decided:
                return manner.quick or self._tell_decided(decided)
        question = next_question(rulebook, self.interview, ask_all=manner.ask_all)
        if question is None:
            return self._review()
        self._ask(question)
        return False

    def _ask(self, question: Question) -> None:
        choice = self._page_of(question)
        reply = self._show(choice)
        match reply.command:
            case "choose":
                self._answered(question, reply.item)
            case "back" if self._reviewing:
                self.interview = onward(self.interview)
            case "back":
                self.interview = back(self._rulebook, self.interview, question.id)
            case "forward":
                self.interview = forward(self._rulebook, self.interview, question.id)
            case "skip":
                self._change(skip(self._rulebook, self.interview, question.id))
                self._notes = (_skipped(self.interview, question),)
            case "why":
                self._screen.read("Why we ask", why_asked(self._rulebook, question))
            case "hints":
                self._switch_hints()
            case "review":
                self._reviewing, self.interview = True, onward(self.interview)

    def _page_of(self, question: Question) -> Choice:
        manner, inside = self._manner, not self._reviewing
        where = progress(
            self._rulebook, self.interview, question, ask_all=manner.ask_all
        )  # fmt: skip
        page = question_choice(
            self._rulebook,
            self.interview,
            question,
            where if inside else None,
            hints=manner.hints,
            reviewing=self._reviewing,
        )
        return self._with_hint(page) if inside and manner.hints and self.interview.answers else page

    def _with_hint(self, page: Choice) -> Choice:
        """The page with what the answers come to so far: a hint only late, or where another approach is first now."""
        moved = movement(self._rulebook, self._before, self.interview)
        said = len(self.interview.answers) >= _FIRST_HINT or moved.before.leader not in {"", moved.now.leader}
        return page._replace(moved=moved, hint=hint(self._rulebook, self.interview) if said else "")

    def _answered(self, question: Question, option: str) -> None:
        before = mix_now(self._rulebook, self.interview) if self._reviewing else None
        self._change(answer(self._rulebook, self.interview, question.id, option))
        if before:
            self._notes = (mix_change(before, mix_now(self._rulebook, self.interview)),)

    def _switch_hints(self) -> None:
        self._manner = self._manner._replace(hints=not self._manner.hints)
        self._notes = () if self._manner.hints else ("No more hints; h brings them back.",)

    def _ask_about(self, clash: Clash) -> None:
        reply = self._show(clash_choice(self._rulebook, self.interview, clash))
        if reply.command == "why":
            self._screen.read("Why these do not go together", why_contradictory(self._rulebook, clash.contradiction))
        elif reply.command == "back":
            self.interview = back(self._rulebook, self.interview, None)
        elif reply.item == KEEP:
            self._change(keep_both(self.interview, clash.contradiction.id))
            self._notes = ("Kept. The report will point it out.",)
        else:
            self.interview = jump(self._rulebook, self.interview, reply.item)

    def _tell_decided(self, decided: Decision) -> bool:
        """Say who comes first whatever is still asked; True when the person wants to see it now."""
        reply = self._show(decided_choice(self._rulebook, self.interview, decided))
        if reply.command == "back":
            self.interview = back(self._rulebook, self.interview, None)
        elif reply.command == "review":
            self._reviewing = True
        elif reply.item == GO_ON:
            self._going_on = True
        return reply.item == STOP

    def _review(self) -> bool:
        """Show the review; True when the person finished."""
        self._reviewing = True
        left = to_ask(self._rulebook, self.interview, ask_all=self._manner.ask_all)
        self._pointed, self._changing = self._changing, ""
        reply = self._show(review_choice(self._rulebook, self.interview, left))
        if reply.item == FINISH:
            return True
        if reply.command == "back":
            self._reviewing = False
            self.interview = back(self._rulebook, self.interview, None)
        elif reply.item == GO_ON:
            self._go_on()
        elif reply.item:
            self._changing = reply.item
            self.interview = jump(self._rulebook, self.interview, reply.item)
        return False

    def _go_on(self) -> None:
        """Leave the review for the questions left; where it is decided already, for those that only move shares."""
        self._reviewing, self._going_on = False, decision(self._rulebook, self.interview) is not None

    def _show(self, choice: Choice) -> Reply:
        """Ask, with the notes that wait; they and the pointer stay as long as the page only changes its look."""
        reply = self._screen.choose(choice._replace(notes=self._notes, pointer=self._pointed))
        self._pointed = reply.pointed if reply.command in {"why", "hints"} else ""
        if reply.command not in {"why", "hints"}:
            self._notes = ()
        return reply

    def _change(self, interview: Interview) -> None:
        self._before, self.interview = self.interview, interview
        self._save(interview)
