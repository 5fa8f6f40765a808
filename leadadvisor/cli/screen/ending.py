"""The ending: the card on one screen with a menu: why, plan, what if, change, browser, save, quit."""

from __future__ import annotations

import os
from collections.abc import Callable

from leadadvisor.cli.screen.choice import Choice, Item, Painter, Screen
from leadadvisor.errors import CannotWrite
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import ENDINGS, Layout, render
from leadadvisor.reports.document import Document, Paragraph
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.page import Page
from leadadvisor.reports.terminal import written
from leadadvisor.saving import write_file
from leadadvisor.text import sentence

QUIT, CHANGE = "quit", "change"
_REPORT, _ANSWERS = "report", "answers"
_OVER, _OTHER = "over", "other"
_REPORT_NAME, _ANSWERS_NAME = "leadadvisor-report.html", "leadadvisor-answers.yaml"


class Results(NamedTuple):
    """The result now, the one before the last change (None: there was none), and the answers as a file."""

    now: Recommendation
    before: Recommendation | None
    answers: str


def what_next(screen: Screen, results: Results) -> str:
    """Show the card and offer what can be done with it, until the person quits or changes an answer: QUIT or CHANGE."""
    note, pointer = "", ""
    while True:
        reply = screen.choose(_choice(screen, results, note)._replace(pointer=pointer))
        note, pointer = "", reply.item
        match reply.item:
            case "why":
                screen.read("Why", _written(_why(results.now)))
            case "plan":
                screen.read("Plan", _written(_plan(results.now)))
            case "what-if":
                screen.read("What if", _written(_what_if(results.now)))
            case "browser":
                screen.rest()
                note = _in_browser(results.now)
            case "compare" if results.before:
                screen.read("Compared with the result before", _written(_compared(results.before, results.now)))
            case "save":
                note = _save(screen, results)
            case "change":
                return CHANGE
            case _:
                return QUIT


def _written(document: Document) -> Painter:
    """The pages behind the card, laid out for the window as it is."""

    def paint(page: Page) -> None:
        from rich.text import Text

        layout = page.layout._replace(width=page.width - 1)
        for line in written(document, layout).split("\n")[:-1]:
            page.line(Text.from_ansi(f" {line}" if line else ""))

    return paint


def _why(now: Recommendation) -> Document:
    from leadadvisor.model.explanation import Explanation
    from leadadvisor.reports.explain import document

    return document(Explanation(now.rulebook, now, ()), 0)


def _plan(now: Recommendation) -> Document:
    from leadadvisor.reports.plan import means_blocks, plan_blocks

    labels = Labels(now.rulebook)
    blocks = (*plan_blocks(now, labels, everything=False), *means_blocks(now, labels))[1:]  # the page has the title
    return Document("Plan", blocks or (Paragraph("There is no plan yet: answer a few more questions first."),))


def _what_if(now: Recommendation) -> Document:
    from leadadvisor.engine.what_if import what_if
    from leadadvisor.model.profile import Profile
    from leadadvisor.reports.whatif import document

    return document(what_if(now.rulebook, Profile(now.answers)), 0)


def _compared(before: Recommendation, now: Recommendation) -> Document:
    from leadadvisor.engine.compare import compare_profiles
    from leadadvisor.model.profile import Profile
    from leadadvisor.reports.compare import document

    named = [("before", Profile(before.answers)), ("now", Profile(now.answers))]
    return document(compare_profiles(now.rulebook, named), 0)


def _in_browser(now: Recommendation) -> str:
    """Show the report in the user's browser; returns what happened."""
    import tempfile
    import webbrowser
    from pathlib import Path

    try:
        directory = tempfile.mkdtemp(prefix="leadadvisor-")
        path = Path(directory, "report.html")
        write_file(str(path), render(now, "html"), force=False, private=True)
        shown = webbrowser.open(path.as_uri())
    except (CannotWrite, OSError, webbrowser.Error):
        shown = False
    return f"The report is in your browser, and in {path}." if shown else "No browser could be started; s saves a page."


def report_for(recommendation: Recommendation, path: str) -> str:
    """The report in the format the ending of the file name asks for, else as on the screen, without colour."""
    format_ = ENDINGS.get(os.path.splitext(path)[1].lower(), "terminal")
    return render(recommendation, "terminal" if format_ == "plain" else format_, Layout(verbosity=1))


def _choice(screen: Screen, results: Results, note: str) -> Choice:
    items = [
        Item("why", "why", letter="w"),
        Item("plan", "plan", letter="p"),
        Item("what-if", "what if", letter="i"),
        Item(CHANGE, "change an answer", letter="c"),
        *([Item("compare", "compare with before", letter="d")] if results.before else []),
        Item("browser", "browser", letter="b"),
        Item("save", "save", letter="s"),
        Item(QUIT, "quit", letter="q"),
    ]
    return Choice(
        title="What next?",
        text="",
        items=tuple(items),
        start=QUIT,
        kept=True,
        can_go_back=False,
        notes=(note,) if note else (),
        card=None if screen.scrolls else lambda width: render(results.now, "terminal", Layout(width=width)),
    )


def _save(screen: Screen, results: Results) -> str:
    """Ask what to save and where, and write the file; returns what happened."""
    match screen.choose(_WHAT_TO_SAVE).item:
        case "report":
            return _save_in(screen, "Save the report in", _REPORT_NAME, lambda path: report_for(results.now, path))
        case "answers":
            return _save_in(screen, "Save the answers in", _ANSWERS_NAME, lambda _: results.answers, private=True)
        case _:
            return "Not saved."


_WHAT_TO_SAVE = Choice(
    title="Save what?",
    text="",
    items=(Item(_REPORT, "The report (.html, .md, .txt, .json)"), Item(_ANSWERS, "The answers (.yaml)")),
    start=_REPORT,
    inline=True,
)


def _save_in(
    screen: Screen, prompt: str, proposal: str, content: Callable[[str], str], *, private: bool = False
) -> str:
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
        write_file(path, content(path), force=force, private=private)
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
