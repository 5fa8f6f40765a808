"""One flag for each question of the rulebook, and the answers given by flags, by --set and in a file."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from leadadvisor.cli.line import read_line, rulebook_of
from leadadvisor.cli.options import Values, beginning, flags_of, single
from leadadvisor.cli.output import print_note, somebody_is_here
from leadadvisor.cli.settings import setting
from leadadvisor.errors import WrongUsage
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import UNSURE, Option, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import Misread, merge, option_words, quoted, read_answer, read_question
from leadadvisor.text import for_a_shell

if TYPE_CHECKING:
    from leadadvisor.model.figure import Figure

ANSWERS = "Answers"


def _cases(incomplete: str) -> list[str]:
    """The names that begin as the word does."""
    from leadadvisor.questionnaire.cases import all_cases

    names = [case.name for case in all_cases(rulebook_of(read_line(())))]
    return beginning(names)(incomplete)


AnswersOption = Annotated[
    Values,
    typer.Option("--answers", metavar="FILE", help="Answers from a file, or - for stdin.", rich_help_panel=ANSWERS),
]
CaseOption = Annotated[
    Values,
    typer.Option(
        "--case", metavar="NAME", help="The answers kept under this name.", rich_help_panel=ANSWERS,
        autocompletion=_cases,
    ),
]  # fmt: skip
ResultsOption = Annotated[
    Values,
    typer.Option("--results", metavar="FILE", help="Your own results: the log.", rich_help_panel=ANSWERS),
]


def complete_setting(incomplete: str) -> list[str]:
    """The questions that begin as the word does, each with its =; behind the = of a question, its options."""
    word, equals, start = incomplete.partition("=")
    rulebook = rulebook_of(read_line(()))
    meant = word.replace("_", "-")
    if not equals:
        ids = [question.id for question in rulebook.questions if question.id.startswith(meant)]
        return [f"{word}{each.removeprefix(meant)}=" for each in ids]
    question = rulebook.question(word) or rulebook.question(meant)
    options = option_words(question) if question else ()
    return [f"{word}={option}" for option in options if option.startswith(start)]


SetOption = Annotated[
    Values,
    typer.Option(
        "--set", metavar="QUESTION=OPTION", help="Answer one question; may repeat.", rich_help_panel=ANSWERS,
        autocompletion=complete_setting,
    ),
]  # fmt: skip
Completion: TypeAlias = Callable[[str], list[tuple[str, str]]]


class Given(NamedTuple):
    """The answers from all places, and the user's own figures from the answers file."""

    profile: Profile
    figures: tuple[Figure, ...]


def with_question_flags(
    command: Callable[..., int],
    rulebook: Rulebook,
    *,
    completing: bool,
    also: Sequence[inspect.Parameter] = (),
) -> tuple[Callable[..., int], Mapping[str, Question]]:
    """Give the command a flag for each question, in place of its `**flags`, and those of the parameters in `also`.

    Returns it with the question of each parameter. A question whose flag the command itself uses gets none; it is
    answered by --set or in a file.
    """
    own = [
        each
        for each in inspect.signature(command, eval_str=True).parameters.values()
        if each.kind is not each.VAR_KEYWORD
    ]
    own[2:2] = also
    taken = {flag for parameter in own for flag in flags_of(parameter)} | {"--help", "--version"}
    questions = {
        f"question_{number}": question
        for number, question in enumerate(rulebook.questions)
        if flag_of(question) not in taken
    }
    added = [_parameter(name, question, completing=completing) for name, question in questions.items()]
    parameters = [*added, *own]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command, questions


def flag_of(question: Question) -> str:
    """The flag that answers the question."""
    return f"--{question.id}"


def answers_from_flags(questions: Mapping[str, Question], flags: Mapping[str, Values]) -> tuple[Answer, ...]:
    """The answers given by flags. Raises `WrongUsage` with one sentence for each flag that is wrong."""
    given = [
        (questions[name], single(flag_of(questions[name]), values))
        for name, values in flags.items()
        if name in questions
    ]
    read = [(question, read_answer(question, word, "flag")) for question, word in given if word is not None]
    _raise_if_any(f"{flag_of(question)}: {each.sentence()}" for question, each in read if isinstance(each, Misread))
    return tuple(each for _, each in read if isinstance(each, Answer))


def answers_from_settings(rulebook: Rulebook, settings: Sequence[str], flag: str = "--set") -> tuple[Answer, ...]:
    """The answers given by --set, or by another `flag` of its kind.

    Raises `WrongUsage` with one sentence for each that is wrong or repeated.
    """
    read = [(setting, _read_setting(rulebook, setting)) for setting in settings]
    _raise_if_any(f"{flag} {quoted(setting)}: {each.sentence()}" for setting, each in read if isinstance(each, Misread))
    answers = [each for _, each in read if isinstance(each, Answer)]
    asked = [answer.question for answer in answers]
    repeated = sorted({question for question in asked if asked.count(question) > 1}, key=asked.index)
    _raise_if_any(f"{flag} answers {question} {asked.count(question)} times. Answer it once." for question in repeated)
    return tuple(answers)


def gather_profile(
    rulebook: Rulebook,
    flags: Sequence[Answer],
    settings: Sequence[str] | None,
    answers_file: str | None,
    case: Values = None,
) -> Profile:
    """All answers: a flag beats --set, and --set beats the file or the case. There may be none.

    Raises `WrongUsage` for wrong settings, `InvalidFile` or `CannotRead` for the file.
    """
    return gather_given(rulebook, flags, settings, answers_file, case).profile


def gather_given(
    rulebook: Rulebook,
    flags: Sequence[Answer],
    settings: Sequence[str] | None,
    answers_file: str | None,
    case: Values = None,
    *,
    asking: bool = False,
) -> Given:
    """All answers, as `gather_profile` has them, and the figures that stand beside them in the file.

    Where nothing at all is given and a person sits at the terminal, the last interview counts, and a note says so;
    not so where the person is asked anyway (`asking`).
    """
    from_settings = answers_from_settings(rulebook, settings or ())
    name = single("--case", case)
    if answers_file is not None and name is not None:
        raise WrongUsage("--answers and --case contradict each other. Give one of them.")
    if answers_file is None and name is None and not asking and not (flags or from_settings):
        name = setting("case") or None
    if answers_file is None and not asking and (name is not None or not (flags or from_settings)):
        answers_file = kept_answers(rulebook, name)
    if answers_file is None:
        return Given(merge(rulebook, flags, from_settings), ())
    from leadadvisor.questionnaire.answers_file import load_answers_file

    held = load_answers_file(answers_file, rulebook)
    return Given(merge(rulebook, flags, from_settings, held.answers), held.figures)


def kept_answers(rulebook: Rulebook, name: str | None) -> str | None:
    """The file of the case; without a name that of the last interview, told in a note, where a person sits here.

    None where there is none, or where this may be a script: those never get what they did not ask for. Raises
    `WrongUsage` or `CannotRead` for a case there is not.
    """
    if name is not None:
        from leadadvisor.questionnaire.cases import existing_case

        return existing_case(rulebook, name).path
    if not somebody_is_here():
        return None
    from leadadvisor.questionnaire.cases import last_case

    case = last_case(rulebook)
    if case is None:
        return None
    print_note(f"From {case.in_words()}. For others: --case, --answers\n")
    return case.path


def nothing_answered(rulebook: Rulebook, flagged: Mapping[str, Question]) -> WrongUsage:
    """The complaint that lists how to answer every question with all its options, for there is nobody to ask."""
    ways = [
        f"{flag_of(question)} " if question in flagged.values() else f"--set {question.id}="
        for question in rulebook.questions
    ]
    options = ["|".join(option_words(question)) for question in rulebook.questions]
    return WrongUsage(
        "no question is answered, so there is nothing to recommend. Answer as many as you can:\n"
        + "".join(f"  {way}{words}\n" for way, words in zip(ways, options, strict=True))
        + "Or fill in a file: leadadvisor questions --template -o answers.yaml, then --answers answers.yaml"
    )


def _parameter(name: str, question: Question, *, completing: bool) -> inspect.Parameter:
    option = typer.Option(
        flag_of(question),
        metavar="|".join(option.id for option in question.options),
        help=for_a_shell(question.text) if completing else question.text,
        rich_help_panel=question.topic,
        autocompletion=_completion(question) if completing else None,
    )
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[Values, option])


def _completion(question: Question) -> Completion:
    """The options that begin as the word does, with their labels in letters no shell takes for code."""
    options = (*question.options, Option(UNSURE, "I do not know", ""))

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return [(option.id, for_a_shell(option.label)) for option in options if option.id.startswith(incomplete)]

    return complete


def _read_setting(rulebook: Rulebook, setting: str) -> Answer | Misread:
    question_word, equals, option_word = setting.partition("=")
    if not equals:
        return Misread("this is not an answer", None, _how_to_set(rulebook))
    question = read_question(rulebook, question_word)
    return question if isinstance(question, Misread) else read_answer(question, option_word, "set")


def _how_to_set(rulebook: Rulebook) -> str:
    return f"write a question, = and an option, such as {rulebook.questions[0].id}={UNSURE}"


def _raise_if_any(sentences: Iterator[str]) -> None:
    wrong = list(sentences)
    if wrong:
        raise WrongUsage("\n".join(wrong))
