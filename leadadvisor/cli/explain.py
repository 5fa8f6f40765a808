"""The command `explain`: how each share comes about, or what one thing of the rulebook says and decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.firm import rulebook_with_log
from leadadvisor.cli.line import CommandLine, read_line, rulebook_directory, rulebook_of
from leadadvisor.cli.options import Values, single
from leadadvisor.cli.output import deliver
from leadadvisor.cli.question_flags import (
    AnswersOption,
    CaseOption,
    ResultsOption,
    SetOption,
    answers_from_flags,
    gather_profile,
    nothing_answered,
    with_question_flags,
)
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.engine.explain import explain as explain_things
from leadadvisor.engine.lookup import Named, everything, look_up, nearest
from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports import render
from leadadvisor.text import is_for_a_shell
from leadadvisor.toolchain.findings import Code, code_json, code_text, look_up_code, nearest_codes

WHAT = "What"


def complete_id(incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin as the word does, each with its kind."""
    start = incomplete.lower()
    rulebook = rulebook_of(read_line(()))
    fitting = (named for named in everything(rulebook) if named.id.lower().startswith(start))
    return [(named.id, named.kind) for named in fitting if is_for_a_shell(named.id)]


ThingsArgument = Annotated[
    Values,
    typer.Argument(
        metavar="[ID]...",
        help="What to explain; without any, every share.",
        rich_help_panel=WHAT,
        autocompletion=complete_id,
    ),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command, with a flag for each question of the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(pages=True)
    def explain(
        *,
        told: OutputOptions,
        things: ThingsArgument = None,
        answers: AnswersOption = None,
        case: CaseOption = None,
        results: ResultsOption = None,
        set_: SetOption = None,
        **flags: Values,
    ) -> int:
        if things and (meanings := _codes(rulebook, things)):
            deliver(code_json(meanings) if told.format == "json" else code_text(meanings), told.path, force=told.force)
            return ExitCode.FINE
        named = look_up_all(rulebook_with_log(rulebook, results), things or ())
        profile = gather_profile(
            rulebook, answers_from_flags(questions, flags), set_, single("--answers", answers), case
        )
        if not profile.answers and not named:
            raise nothing_answered(rulebook, questions)
        book = rulebook_with_log(_with_cases(line) if named else rulebook, results)
        explanation = explain_things(book, profile if profile.answers else None, named)
        write(render(explanation, told.format, told.layout, told.byline), told)
        return ExitCode.FINE

    command, questions = with_question_flags(explain, rulebook, completing=line.completing)
    return command


def _codes(rulebook: Rulebook, words: Sequence[str]) -> list[Code]:
    """The codes of checks, problems and cautions, where the words name nothing else."""
    found = [look_up_code(word) for word in words if not look_up(rulebook, word)]
    return [code for code in found if code] if len(found) == len(words) and all(found) else []


def look_up_all(rulebook: Rulebook, words: Sequence[str]) -> tuple[Named, ...]:
    """Everything the words name, each once. Raises `WrongUsage` with one sentence for each word that names nothing."""
    found = {word: look_up(rulebook, word) for word in words}
    unknown = [word for word, named in found.items() if not named]
    if unknown:
        raise WrongUsage("\n".join(_unknown(rulebook, word) for word in unknown))
    return tuple(dict.fromkeys(named for group in found.values() for named in group))


def _unknown(rulebook: Rulebook, word: str) -> str:
    """What is wrong with the word, what it may have been meant for, or what there is."""
    from leadadvisor.questionnaire.answers import quoted

    message = f"nothing in this rulebook is called {quoted(word)}."
    near = [f"'{named.id}' ({named.kind})" for named in nearest(rulebook, word)]
    near = near or [f"'{code}'" for code in nearest_codes(word)]
    if near:
        return f"{message} Did you mean {' or '.join([', '.join(near[:-1]), near[-1]] if near[1:] else near)}?"
    approaches = ", ".join(approach.id for approach in rulebook.approaches)
    return (
        f"{message} Give the id of an approach ({approaches}), a question, a channel, a rule, a blocker, a tension, "
        "a contradiction, a claim, a source or a setting."
    )


def _with_cases(line: CommandLine) -> Rulebook:
    from leadadvisor.rulebook.loader import load_rulebook

    return load_rulebook(rulebook_directory(line), cases=True)
