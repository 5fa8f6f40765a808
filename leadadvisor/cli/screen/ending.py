"""After the report: change an answer, compare, save the report or the answers, or quit."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from leadadvisor.cli.screen.choice import Choice, Item, Painter, Screen
from leadadvisor.errors import CannotWrite
from leadadvisor.model.profile import Answer
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import ENDINGS, Layout, render, verdict, words
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.page import Page
from leadadvisor.saving import write_file
from leadadvisor.text import sentence

QUIT, CHANGE = "quit", "change"
_COMPARE, _SAVE_REPORT, _SAVE_ANSWERS = "compare", "save-report", "save-answers"
_OVER, _OTHER = "over", "other"
_REPORT_NAME, _ANSWERS_NAME = "leadadvisor-report.txt", "leadadvisor-answers.yaml"


class Results(NamedTuple):
    """The result now, the one before the last change (None: there was none), and the answers as a file."""

    now: Recommendation
    before: Recommendation | None
    answers: str


def what_next(screen: Screen, results: Results) -> str:
    """Offer what can be done with a result until the person quits or wants to change an answer: QUIT or CHANGE."""
    note = ""
    while True:
        reply = screen.choose(_choice(results, note))
        note = ""
        match reply.item:
            case "compare" if results.before:
                title = "Compared with the result before"
                screen.read(title, comparison(results.before, results.now))
            case "save-report":
                note = _save(screen, "Save the report in", _REPORT_NAME, lambda path: report_for(results.now, path))
            case "save-answers":
                note = _save(screen, "Save the answers in", _ANSWERS_NAME, lambda _: results.answers)
            case "change":
                return CHANGE
            case _:
                return QUIT


def report_for(recommendation: Recommendation, path: str) -> str:
    """The report in the format the ending of the file name asks for, else as on the screen, without colour."""
    format_ = ENDINGS.get(os.path.splitext(path)[1].lower(), "terminal")
    return render(recommendation, "terminal" if format_ == "plain" else format_, Layout(verbosity=1))


def comparison(before: Recommendation, now: Recommendation) -> Painter:
    """The answers that differ and what became of each share."""
    labels = Labels(now.rulebook)

    def paint(page: Page) -> None:
        page.paragraph(("Answers that changed", "bold"), indent=1)
        for line in _changed_answers(before, now, labels) or ["none"]:
            page.entry("-", line, indent=1, room=2)
        page.blank()
        page.paragraph(("The mix", "bold"), indent=1)
        for line in _changed_shares(before, now, labels):
            page.entry("-", line, indent=1, room=2)
        page.blank()
        page.paragraph(("Before: ", "dim"), verdict.headline(before, labels), indent=1)
        page.blank()
        page.paragraph(("Now: ", "dim"), verdict.headline(now, labels), indent=1)

    return paint


def _choice(results: Results, note: str) -> Choice:
    compare = [Item(_COMPARE, "Compare with the result before")] if results.before else []
    return Choice(
        title="What next?",
        text="",
        items=(
            Item(CHANGE, "Change an answer"),
            *compare,
            Item(_SAVE_REPORT, "Save the report"),
            Item(_SAVE_ANSWERS, "Save the answers"),
            Item(QUIT, "Quit", letter="q"),
        ),
        start=QUIT,
        kept=True,
        can_go_back=False,
        notes=(note,) if note else (),
        inline=True,
    )


def _save(screen: Screen, prompt: str, proposal: str, content: Callable[[str], str]) -> str:
    """Ask for a file name and write the file; returns what happened."""
    path = screen.write(prompt, proposal)
    if path is None:
        return "Not saved."
    path = os.path.expanduser(path)
    force = False
    if os.path.isfile(path):
        if screen.choose(_overwriting(path)).item != _OVER:
            return "Not saved."
        force = True
    try:
        write_file(path, content(path), force=force)
    except CannotWrite as trouble:
        return f"{sentence(str(trouble))} Try another file."
    return f"Saved in {path}."


def _overwriting(path: str) -> Choice:
    return Choice(
        title=f"There is a file {path} already.",
        text="",
        items=(Item(_OVER, "Write over it"), Item(_OTHER, "Leave it as it is")),
        start=_OTHER,
        inline=True,
    )


def _changed_answers(before: Recommendation, now: Recommendation, labels: Labels) -> list[str]:
    was, is_ = _options(before.answers), _options(now.answers)
    return [
        f"{question.id}: {_named(labels, question.id, was)} → {_named(labels, question.id, is_)}"
        for question in now.rulebook.questions
        if was.get(question.id) != is_.get(question.id)
    ]


def _named(labels: Labels, question: str, options: Mapping[str, str]) -> str:
    return f"“{labels.option(question, options[question])}”" if question in options else "no answer"


def _options(answers: tuple[Answer, ...]) -> dict[str, str]:
    return {answer.question: answer.option for answer in answers}


def _changed_shares(before: Recommendation, now: Recommendation, labels: Labels) -> list[str]:
    was = {portion.approach: portion.share for portion in before.mix}
    is_ = {portion.approach: portion.share for portion in now.mix}
    return [
        f"{labels.approach(approach.id)}: {_move(was.get(approach.id), is_.get(approach.id))}"
        for approach in now.rulebook.approaches
        if approach.id in was or approach.id in is_
    ]


def _move(was: int | None, is_: int | None) -> str:
    if was == is_:
        return f"{words.percent(was or 0)}, as before"
    return f"{_share(was)} → {_share(is_)}"


def _share(share: int | None) -> str:
    return "nothing" if share is None else words.percent(share)
