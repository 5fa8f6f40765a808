"""The whole questionnaire on a terminal: begin or resume, ask, report, and what to do after the report."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Literal

from leadadvisor.cli.exit_codes import ExitCode, Stopped, code_of, stopping_politely
from leadadvisor.cli.figures import add_means, together
from leadadvisor.cli.output import STDOUT, deliver
from leadadvisor.cli.recommend import exit_code
from leadadvisor.cli.reporting import OutputOptions
from leadadvisor.cli.screen.choice import Choice, EndOfInput, Item, Screen
from leadadvisor.cli.screen.conversation import Conversation, Keeper
from leadadvisor.cli.screen.ending import QUIT, Results, what_next
from leadadvisor.cli.screen.lines import LinesScreen
from leadadvisor.cli.screen.pages import opening_choice
from leadadvisor.cli.screen.request import Request
from leadadvisor.engine.recommend import recommend
from leadadvisor.errors import CannotRead, LeadAdvisorError
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.interview import Interview, answer, begin, profile
from leadadvisor.questionnaire.saved_interview import (
    Resumed,
    begin_anew,
    exists,
    interview_text,
    is_kept,
    new_session,
    resume,
)
from leadadvisor.reports import render
from leadadvisor.text import counted, safe

_RESUME, _ANEW = "resume", "anew"


class Course(NamedTuple):
    """One run of the questionnaire, once its first page is shown."""

    conversation: Conversation
    keeper: Keeper


def hold(request: Request, mode: Literal["keys", "lines"]) -> ExitCode:
    """Hold the questionnaire; returns the exit code. Trouble with files the user named is raised."""
    courses: list[Course] = []
    with stopping_politely():
        try:
            try:
                return _on_a_screen(request, mode, courses)
            except KeyboardInterrupt:
                code = ExitCode.INTERRUPTED
            except EndOfInput:
                code = ExitCode.FAULT if os.isatty(sys.stdin.fileno()) else ExitCode.HUNG_UP
            _say_farewell(request, courses)
        except Stopped as stopped:
            code = code_of(stopped)
            _say_farewell(request, courses)
    return code


def _say_farewell(request: Request, courses: list[Course]) -> None:
    with suppress(OSError):  # there may be no terminal left
        request.console.write(_farewell(request, courses))
        request.console.flush()


def started(request: Request) -> Interview:
    """The interview to begin with where nobody can be asked: what was saved, if that is wanted, and what is given."""
    if request.resuming:
        return _joined(request, _resumed(request).interview)
    return _begun(request)


def tell(recommendation: Recommendation, told: OutputOptions) -> None:
    """Write the report where it is wanted, as wide as the window is now. Raises `CannotWrite`."""
    layout = told.layout
    if to_terminal(told):
        with suppress(OSError):
            layout = layout._replace(width=os.get_terminal_size(sys.stdout.fileno()).columns or layout.width)
    deliver(render(recommendation, told.format, layout), told.path, force=told.force)


def to_terminal(told: OutputOptions) -> bool:
    """The report appears on the terminal."""
    return told.path in {None, STDOUT} and sys.stdout is not None and sys.stdout.isatty()


def _on_a_screen(request: Request, mode: Literal["keys", "lines"], courses: list[Course]) -> ExitCode:
    if mode == "lines":
        with LinesScreen(request.look, request.console) as lines:
            return _hold(request, lines, courses)
    from leadadvisor.cli.screen.keys import KeysScreen

    with KeysScreen(request.look, request.console) as keys:
        return _hold(request, keys, courses)


def _hold(request: Request, screen: Screen, courses: list[Course]) -> ExitCode:
    beginning = _beginning(request, screen)
    keeper = Keeper(request.rulebook, screen, beginning.file)
    conversation = Conversation(request.rulebook, beginning.interview, screen, request.manner, keeper.keep)
    courses.append(Course(conversation, keeper))
    if not beginning.interview.answers:
        screen.choose(opening_choice(request.rulebook))
    conversation.run(beginning.notes)
    before: Recommendation | None = None
    while True:
        keeper.keep(conversation.interview)
        now = recommend(request.rulebook, profile(request.rulebook, conversation.interview))
        now = add_means(now, conversation.interview.figures)
        screen.rest()
        if screen.scrolls or not to_terminal(request.told):
            _report(request, screen, now, courses[0])
        if not to_terminal(request.told):
            return exit_code(now, ())
        results = Results(now, before, interview_text(request.rulebook, conversation.interview))
        if what_next(screen, results) == QUIT:
            screen.rest()
            if not screen.scrolls:
                _report(request, screen, now, courses[0])
            return exit_code(now, ())
        before = now
        conversation.run(review=True)


def _report(request: Request, screen: Screen, recommendation: Recommendation, course: Course) -> None:
    """How to get the report again, and then the report: it is what stays on the screen."""
    screen.say(f"{_afterwards(request, course)}\n")
    tell(recommendation, request.told)


def _beginning(request: Request, screen: Screen) -> Resumed:
    """Where to begin: with what was saved, if the person wants that, else anew."""
    if request.resuming:
        resumed = _resumed(request)
        return resumed._replace(interview=_joined(request, resumed.interview))
    anew = Resumed(_begun(request), new_session(request.path()), ())
    if not exists(request.path()):
        return anew
    try:
        resumed = resume(request.rulebook, request.path())
        choice = _offer_to_resume(request, resumed)
    except LeadAdvisorError as trouble:
        resumed, choice = anew, _offer_to_begin_anew(request, str(trouble))
    if screen.choose(choice).item == _ANEW:
        return anew._replace(file=begin_anew(request.rulebook, request.path()))
    return resumed._replace(interview=_joined(request, resumed.interview))


def _resumed(request: Request) -> Resumed:
    """Raises `CannotRead` or `InvalidFile`."""
    if not exists(request.path()):
        raise CannotRead(f"there is nothing to go on with: no answers are saved in {request.path()}")
    return resume(request.rulebook, request.path())


def _joined(request: Request, interview: Interview) -> Interview:
    """What was saved, with what is given now in its place."""
    for each in request.given.answers:
        interview = answer(request.rulebook, interview, each.question, each.option, each.origin)
    return interview._replace(trail=(), at=None, figures=together(request.figures, interview.figures))


def _begun(request: Request) -> Interview:
    """An interview with nothing but what is given."""
    return begin(request.rulebook, request.given)._replace(figures=request.figures)


def _offer_to_resume(request: Request, resumed: Resumed) -> Choice:
    number = len(resumed.interview.answers)
    return Choice(
        title="Welcome back",
        text=f"There {'is' if number == 1 else 'are'} {counted(number, 'answer')} from before.",
        items=(
            Item(_RESUME, "Go on with them"),
            Item(_ANEW, "Start anew", _kept_as(request)),
        ),
        start=_RESUME,
        kept=True,
        can_go_back=False,
    )


def _kept_as(request: Request) -> str:
    """Where the answers from before are to be found when others begin in their place."""
    from leadadvisor.questionnaire.cases import case_of

    aside = begin_anew(request.rulebook, request.path()).aside
    case = case_of(request.rulebook, aside)
    return f"What was answered before is kept as {f'case {case}' if case else aside}."


def _offer_to_begin_anew(request: Request, trouble: str) -> Choice:
    return Choice(
        title="The answers from before cannot be read",
        text=trouble,
        items=(Item(_ANEW, "Start anew", f"{_kept_as(request)} Ctrl-C changes nothing."),),
        can_go_back=False,
    )


def _farewell(request: Request, courses: list[Course]) -> str:
    """What is said after a stop: where the answers are, and how to go on."""
    if not courses:
        return "Stopped. Nothing has changed.\n"
    course = courses[0]
    interview = course.conversation.interview
    if not interview.answers:
        return "Stopped. There was no answer to save yet.\n"
    if course.keeper.try_to_keep(interview) and is_kept(course.keeper.file.path):
        return (
            f"Stopped. Your answers are saved. Go on with:\n{safe(request.resume_command(course.keeper.file.path))}\n"
        )
    return f"Stopped. {_whereabouts(course.keeper)}\nThis line holds them:\n{request.same_result(interview)}\n"


def _afterwards(request: Request, course: Course) -> str:
    """Where the answers are, and the lines that go on from here."""
    path = course.keeper.file.path
    if course.keeper.trouble or not is_kept(path):
        command = request.same_result(course.conversation.interview)
        return f"{_whereabouts(course.keeper)}\nThis line holds them and gives the same report:\n{command}"
    return (
        f"Your answers are saved. To change one:\n{safe(request.resume_command(path))}\n"
        f"The same report, also in a script:\n{safe(request.report_command(path))}"
    )


def _whereabouts(keeper: Keeper) -> str:
    if keeper.trouble:
        return safe(f"Your answers are not saved: {keeper.trouble}.")
    return safe(f"Your answers are not kept: {keeper.file.path} is no file that could hold them.")
