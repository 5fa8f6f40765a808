"""What the command line asks of the questionnaire, and the lines that go on with it or get its report again."""

from __future__ import annotations

import shlex

from leadadvisor.cli.options import OutputOptions
from leadadvisor.cli.screen.sheet import Look
from leadadvisor.model.figure import FIGURE_KEYS, Figure
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.review import command_line
from leadadvisor.questionnaire.session import default_path

_NOT_FLAGS_OF_RECOMMEND = {"no-ranges", "fail-on", *FIGURE_KEYS}
"""Ids of questions that a flag answers here, but not there."""


class Manner(NamedTuple):
    """How to ask: everything, or what tells most first; with hints or without."""

    ask_all: bool = False
    quick: bool = False
    hints: bool = True


class Request(NamedTuple):
    """What the command line asks for.

    `given` are answers known already. `save` names the file for the answers, `directory` the rulebook (None: the usual
    one), and `flagged` are the ids of the questions a flag can answer. `figures` are the user's own.
    """

    rulebook: Rulebook
    given: Profile
    told: OutputOptions
    look: Look
    manner: Manner
    resuming: bool
    save: str | None
    directory: str | None
    flagged: frozenset[str]
    figures: tuple[Figure, ...] = ()

    def path(self) -> str:
        """The file the answers are saved in."""
        return self.save or default_path(self.rulebook)

    def resume_command(self, path: str) -> str:
        """The line that goes on with what is saved in the file."""
        manner = self.manner
        words = ["leadadvisor", "ask", "--resume"]
        words += ["--save", path] if path != default_path(self.rulebook) else []
        words += ["--rulebook", self.directory] if self.directory else []
        chosen = (("--all", manner.ask_all), ("--quick", manner.quick), ("--no-hints", not manner.hints))
        return shlex.join([*words, *(flag for flag, given in chosen if given)])

    def same_result(self, interview: Interview) -> str:
        """The line that gets the report for these answers again."""
        ids = {question.id for question in self.rulebook.questions}
        without_flag = (ids - self.flagged) | _NOT_FLAGS_OF_RECOMMEND
        directory = self.directory or ""
        return command_line(self.rulebook, interview, rulebook_directory=directory, without_flag=without_flag)
