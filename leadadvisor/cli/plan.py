"""The command `plan`: what to do this fortnight or in twelve weeks, with hours, days and stop rules of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.firm import AsOfOption, Firm, day_of, numbers_of, rows_of
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.options import Values, beginning, single
from leadadvisor.cli.output import print_note, print_out
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    ResultsOption,
    SetOption,
    answers_from_flags,
    answers_from_settings,
    kept_answers,
    nothing_answered,
    with_question_flags,
)
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.engine.firm_plan import firm_plan
from leadadvisor.engine.recommend import recommend
from leadadvisor.errors import WrongUsage
from leadadvisor.model.firm_plan import NUMBER_KEYS, Checks, FirmPlan, NumberKey, PlanNumbers, Weeks
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.results import ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import Misread, merge, quoted
from leadadvisor.reports import FORMATS, render
from leadadvisor.results.plan_numbers import Number, field_of, read_number, save_numbers, together

CHECK = "check"
PLAN = "Plan"
NUMBERS = "Your numbers"
PLAN_FORMATS = (*FORMATS, "csv", "ics")
_WEEKS: dict[str, Weeks] = {"2": 2, "12": 12}

WordArgument = Annotated[
    Values,
    typer.Argument(
        metavar="[check]", help="`check` tries the stop rules out.", rich_help_panel=PLAN,
        autocompletion=beginning((CHECK,)),
    ),
]  # fmt: skip
WeeksOption = Annotated[
    Values,
    typer.Option(
        "--weeks", metavar="WEEKS", help="2 or 12; 2 unless given.", rich_help_panel=PLAN,
        autocompletion=beginning(tuple(_WEEKS)),
    ),
]  # fmt: skip
StartOption = Annotated[
    Values, typer.Option("--start", metavar="DATE", help="The first day: 2026-11-26.", rich_help_panel=PLAN)
]
SetNumbersOption = Annotated[
    bool, typer.Option("--set-numbers", help="Keep your numbers; asks where none is given.", rich_help_panel=NUMBERS)
]


def _number(key: NumberKey, metavar: str, help_: str) -> Any:
    return typer.Option(f"--{key}", metavar=metavar, help=help_, rich_help_panel=NUMBERS)


HoursOption = Annotated[Values, _number("hours-a-week", "HOURS", "Hours a week you put in.")]
ReviewOption = Annotated[Values, _number("review-day", "DATE", "The day you look at it all.")]
ContactsOption = Annotated[Values, _number("contacts-a-week", "NUMBER", "People you ask or contact a week.")]
HopedOption = Annotated[Values, _number("conversations-hoped", "NUMBER", "Conversations hoped for by then.")]
SpendOption = Annotated[Values, _number("most-to-spend", "MONEY", "The most you spend until then.")]
JudgeOption = Annotated[Values, _number("days-to-judge", "DAYS", "Age from which not won is not won.")]

_QUESTIONS: dict[NumberKey, str] = {
    "hours-a-week": "How many hours a week do you put into winning customers?",
    "review-day": "On which day will you look at it all (as 2026-11-26)?",
    "contacts-a-week": "How many people will you ask or contact a week?",
    "conversations-hoped": "How many conversations do you hope for by that day?",
    "most-to-spend": "How much money will you spend until then, at most?",
    "days-to-judge": "After how many days does a conversation that is not won count as not won?",
}


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(PLAN_FORMATS, pages=True)
    def plan(
        *,
        told: OutputOptions,
        words: WordArgument = None,
        weeks: WeeksOption = None,
        start: StartOption = None,
        set_numbers: SetNumbersOption = False,
        hours_a_week: HoursOption = None,
        review_day: ReviewOption = None,
        contacts_a_week: ContactsOption = None,
        conversations_hoped: HopedOption = None,
        most_to_spend: SpendOption = None,
        days_to_judge: JudgeOption = None,
        answers: AnswersOption = None,
        case: CaseOption = None,
        results: ResultsOption = None,
        as_of: AsOfOption = None,
        set_: SetOption = None,
        **flags: Values,
    ) -> int:
        checking = _checks(words)
        given = _read(dict(zip(NUMBER_KEYS, (
            hours_a_week, review_day, contacts_a_week, conversations_hoped, most_to_spend, days_to_judge,
        ), strict=True)))  # fmt: skip
        first = None if not start else day_of("--start", start)
        asked = answers_from_flags(questions, flags)
        path = _firm_file(rulebook, answers, case, asking_nothing=not asked and not set_)
        numbers = PlanNumbers() if path is None else numbers_of(Firm(path, ""))
        if set_numbers:
            numbers = _set_numbers(path, given, numbers, first)
        elif given:
            numbers = together(given, numbers, first or numbers.begun or date.today())  # noqa: DTZ011 - the user's day
        profile = _profile(rulebook, path, (*asked, *answers_from_settings(rulebook, set_ or ())))
        if not profile.answers:
            raise nothing_answered(rulebook, questions)
        today = first if first and not as_of else day_of("--as-of", as_of)
        rows = [row for row in _rows(rulebook, path, results) if not as_of or row.day <= today]
        begun = first or numbers.begun
        made = firm_plan(_advice(rulebook, profile, rows), numbers, _weeks(weeks), begun, rows, today=today)
        if set_numbers:
            return _confirm(made)
        write(_text(made, told, checking=checking), told)
        idle = any(each.line.can_fire is False for each in made.checks)
        return ExitCode.FAULT if checking and idle else ExitCode.FINE

    command, questions = with_question_flags(plan, rulebook, completing=line.completing)
    return command


def _advice(rulebook: Rulebook, profile: Profile, rows: Sequence[ResultRow]) -> Recommendation:
    """The advice, with the log in it where there is one."""
    if not rows:
        return recommend(rulebook, profile, ranges=False)
    from leadadvisor.engine.results_in_mix import recommend_with_results

    return recommend_with_results(rulebook, profile, rows, max(row.day for row in rows), ranges=False)


def _text(made: FirmPlan, told: OutputOptions, *, checking: bool) -> str:
    if checking:
        return _check_text(made, told)
    if told.format == "csv":
        from leadadvisor.reports.firm_plan import as_csv

        return as_csv(made)
    if told.format == "ics":
        from leadadvisor.reports.firm_plan import calendar, stop_text

        first = made.start or date.today()  # noqa: DTZ011 - the user's own day
        return calendar(made, first, {each.step.id: f"Stop or change: {stop_text(each)}" for each in made.steps})
    return render(made, told.format, told.layout, told.byline)


def _check_text(made: FirmPlan, told: OutputOptions) -> str:
    """What the stop rules do, in every format but those of a calendar or a table."""
    if told.format in {"csv", "ics"}:
        raise WrongUsage(f"plan check writes no {told.format}, only {', '.join(FORMATS)}.")
    return render(Checks(made), told.format, told.layout, told.byline)


def _checks(words: Values) -> bool:
    if words and words != [CHECK]:
        raise WrongUsage(f"plan takes no {quoted(words[0])}. `leadadvisor plan check` tries the stop rules out.")
    return bool(words)


def _weeks(values: Values) -> Weeks:
    word = single("--weeks", values) or "2"
    if word not in _WEEKS:
        raise WrongUsage(f"--weeks can be 2 or 12, and not {quoted(word)}.")
    return _WEEKS[word]


def _read(flags: Mapping[NumberKey, Values]) -> dict[NumberKey, Number]:
    """The numbers given by flags. Raises `WrongUsage` with one sentence for each flag that is wrong."""
    read: dict[NumberKey, Number] = {}
    wrong = []
    for key, values in flags.items():
        word = single(f"--{key}", values)
        found = None if word is None else read_number(key, word)
        if isinstance(found, Misread):
            wrong.append(f"--{key}: {found.sentence()}")
        elif found is not None:
            read[key] = found
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return read


def _firm_file(rulebook: Rulebook, answers: Values, case: Values, *, asking_nothing: bool) -> str | None:
    """The file of the firm; None where answers come by flags alone."""
    path, name = single("--answers", answers), single("--case", case)
    if path is not None and name is not None:
        raise WrongUsage("--answers and --case contradict each other. Give one of them.")
    if path is None and (name is not None or asking_nothing):
        path = kept_answers(rulebook, name)
    return path


def _profile(rulebook: Rulebook, path: str | None, given: tuple[Any, ...]) -> Profile:
    if path is None:
        return merge(rulebook, given)
    from leadadvisor.questionnaire.answers_file import load_answers

    return merge(rulebook, given, load_answers(path, rulebook))


def _rows(rulebook: Rulebook, path: str | None, results: Values) -> list[ResultRow]:
    named = single("--results", results)
    if named is None and (path is None or path == "-"):
        return []
    from leadadvisor.questionnaire.cases import results_path

    return list(rows_of(rulebook, Firm(path, named or results_path(path or "")), named=named is not None))


def _set_numbers(
    path: str | None, given: Mapping[NumberKey, Number], before: PlanNumbers, first: date | None
) -> PlanNumbers:
    """Keep the numbers in the firm's file: those given by flags, else those a person types."""
    if path is None or path == "-":
        raise WrongUsage("--set-numbers keeps them in a firm's file. Name it with --answers FILE or --case NAME.")
    begun = first or before.begun or date.today()  # noqa: DTZ011 - the user's own day
    numbers = together(given or _asked(before), before._replace(begun=first or before.begun), begun)
    save_numbers(path, numbers)
    return numbers


def _asked(before: PlanNumbers) -> dict[NumberKey, Number]:
    """The numbers a person types, one line each; an empty line leaves one as it is. Raises `WrongUsage` in a script."""
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        flags = ", ".join(f"--{key}" for key in NUMBER_KEYS)
        raise WrongUsage(f"nobody can be asked here. Give your numbers by flags: {flags}.")
    from leadadvisor.results.plan_numbers import number_text

    print_note("Six numbers of your own; none is filled in for you.\nAn empty line leaves one open.\n\n")
    found: dict[NumberKey, Number] = {}
    for key, question in _QUESTIONS.items():
        now = getattr(before, field_of(key))
        known = "" if now is None else f" [{number_text(key, now)}]"
        while True:
            print_note(f"{question}{known} ")
            line = _line_typed()
            if not line.strip():
                break
            number = read_number(key, line.strip())
            if not isinstance(number, Misread):
                found[key] = number
                break
            print_note(f"{number.sentence()}\n")
    return found


def _line_typed() -> str:
    """The line a person types. Raises `KeyboardInterrupt` where there is none, and says that nothing was kept."""
    import sys

    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        print_note("\nNothing was set.\n")
        raise KeyboardInterrupt
    return line


def _confirm(made: FirmPlan) -> int:
    from leadadvisor.reports.firm_plan import summary

    print_out(f"{summary(made)}\n")
    return ExitCode.FINE
