"""Keeps the answers in a file while they are given; where that fails, it says so in one line and offers a way on."""

from __future__ import annotations

import os

from leadadvisor.cli.screen.choice import Choice, Item, Screen
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.session import NotSaved, SessionFile, new_session, save, take_over

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


def _content(interview: Interview) -> Interview:
    """What is worth saving: where the person stands among the questions is not."""
    return interview._replace(at=None, trail=())
