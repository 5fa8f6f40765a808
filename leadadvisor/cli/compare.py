"""The command `compare`: scenarios side by side, and what causes every difference between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.options import Values, beginning, choice
from leadadvisor.cli.output import STDOUT
from leadadvisor.cli.question_flags import ResultsOption, SetOption, answers_from_settings, complete_setting
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.errors import WrongUsage
from leadadvisor.model.comparison import Comparison
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import merge
from leadadvisor.reports import render

SCENARIOS = "Scenarios"
_MOST_FOLDERS = 5
FAILURES = ("leader-change",)
"""What --fail-on may name."""


def _scenarios(incomplete: str) -> list[str]:
    """The last answer of a scenario that is written out; a file is for the shell to find."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{setting}" for setting in complete_setting(last)] if comma or "=" in last else []


FilesArgument = Annotated[
    Values,
    typer.Argument(
        metavar="SCENARIO...", help="FILE, QUESTION=OPTION,... or both.", rich_help_panel=SCENARIOS,
        autocompletion=_scenarios,
    ),
]  # fmt: skip
RulebooksOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--rulebooks", metavar="DIR DIR", help="Compare two rulebooks by the same answers.", rich_help_panel=SCENARIOS
    ),
]
BetweenOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--between", metavar="DATE DATE", help="Compare two days of one firm's log.", rich_help_panel=SCENARIOS
    ),
]
FailOnOption = Annotated[
    Values,
    typer.Option(
        "--fail-on", metavar="RESULT", help="Exit 1 on leader-change.", rich_help_panel=SCENARIOS,
        autocompletion=beginning(FAILURES),
    ),
]  # fmt: skip


def build(line: CommandLine) -> Callable[..., int]:
    """The command; its answers come from files, so it needs no flag for any question."""

    @reporting(pages=True)
    def compare(
        *,
        told: OutputOptions,
        files: FilesArgument = None,
        rulebooks: RulebooksOption = None,
        between: BetweenOption = None,
        results: ResultsOption = None,
        set_: SetOption = None,
        fail_on: FailOnOption = None,
    ) -> int:
        failures = [choice("--fail-on", word, FAILURES) for word in fail_on or ()]
        if between is not None:
            comparison = _of_dates(line, between, files or [], results)
        elif results:
            raise WrongUsage("--results belongs to --between DATE DATE, which compares two days of a log.")
        elif rulebooks is None:
            comparison = _of_files(line, files or [], set_ or ())
        else:
            comparison = _of_rulebooks(line, rulebooks, files or [], set_ or ())
        write(render(comparison, told.format, told.layout, told.byline), told)
        return ExitCode.FAULT if failures and comparison.leader_changes else ExitCode.FINE

    return compare


def _of_files(line: CommandLine, words: Sequence[str], settings: Sequence[str]) -> Comparison:
    """Several scenarios by one rulebook; --set counts for all of them."""
    from leadadvisor.cli.line import rulebook_of
    from leadadvisor.engine.compare import compare_profiles

    if len(words) < 2:  # noqa: PLR2004 - a pair
        raise WrongUsage("compare needs two scenarios or more, as in: leadadvisor compare now.yaml then.yaml")
    if sum(word.split(",")[0] == STDOUT for word in words) > 1:
        raise WrongUsage("standard input can be read only once: - may stand for one scenario.")
    rulebook = rulebook_of(line)
    common = answers_from_settings(rulebook, settings)
    profiles = [_profile(rulebook, common, word, _written(word)) for word in words]
    return compare_profiles(rulebook, list(zip(_names(words), profiles, strict=True)))


def _of_dates(line: CommandLine, days: tuple[str, str], words: Sequence[str], results: Values) -> Comparison:
    """One firm on two days: the same answers, and what its log came to on each."""
    from leadadvisor.cli.firm import day_of, firm_named, numbers_of, profile_of, rows_of
    from leadadvisor.cli.line import rulebook_of
    from leadadvisor.engine.results_in_mix import compare_days

    if len(words) != 1:
        raise WrongUsage("--between compares two days of one firm: give its answers file.")
    rulebook = rulebook_of(line)
    firm = firm_named(rulebook, [words[0]], None, results)
    first, last = sorted(day_of("--between", [word]) for word in days)
    rows = rows_of(rulebook, firm, named=bool(results))
    return compare_days(rulebook, profile_of(rulebook, firm), rows, (first, last), numbers_of(firm).days_to_judge)


def _of_rulebooks(
    line: CommandLine, directories: tuple[str, str], words: Sequence[str], settings: Sequence[str]
) -> Comparison:
    """Two rulebooks by the answers of one scenario, of --set, or of both."""
    from leadadvisor.engine.compare import compare_rulebooks
    from leadadvisor.rulebook.loader import load_rulebook

    if line.rulebooks:
        raise WrongUsage("--rulebook and --rulebooks contradict each other. Give one of them.")
    if len(words) > 1:
        raise WrongUsage("--rulebooks compares by the same answers: give one scenario.")
    if not words and not settings:
        raise WrongUsage("no question is answered: give an answers file, or --set question=option.")
    written = _written(words[0]) if words else Written("", None, ())
    named = []
    for directory in directories:
        rulebook = load_rulebook(directory, cases=False)
        common = answers_from_settings(rulebook, settings)
        profile = _profile(rulebook, common, words[0], written) if words else merge(rulebook, common)
        named.append((rulebook, profile))
    names = _names([str(Path(directory).resolve()) for directory in directories])
    return compare_rulebooks([(name, *each) for name, each in zip(names, named, strict=True)])


def _names(words: Sequence[str]) -> list[str]:
    """What the scenarios are called in a report: files without the folders that only this machine has.

    Files of one name keep as much of their path as tells them apart.
    """
    split = [word if "=" in word.split(",")[0] else "/".join(Path(word).parts[-_MOST_FOLDERS:]) for word in words]
    for kept in range(1, _MOST_FOLDERS):
        names = ["/".join(each.split("/")[-kept:]) for each in split]
        if len(set(names)) == len(set(words)):
            return names
    return split


class Written(NamedTuple):
    """A scenario as it was written: the name and content of a file, and answers that stand before those of the file."""

    file: str
    content: bytes | None
    changes: tuple[str, ...]


def _written(word: str) -> Written:
    """A file, answers, or a file and answers that are others in this scenario: firm.yaml,goal=launch-product."""
    from leadadvisor.rulebook.files import read_file

    if Path(word).exists():
        return Written(word, read_file(word), ())
    first, *others = word.split(",")
    return Written("", None, (first, *others)) if "=" in first else Written(first, read_file(first), tuple(others))


def _profile(rulebook: Rulebook, common: Sequence[Answer], word: str, written: Written) -> Profile:
    """The answers of a scenario, behind those that count for all. Raises `WrongUsage` where there are none."""
    from leadadvisor.questionnaire.answers import quoted
    from leadadvisor.questionnaire.answers_file import parse_answers

    changes = answers_from_settings(rulebook, written.changes, "scenario") if written.changes else ()
    held: tuple[Answer, ...] = ()
    if written.content is not None:
        held = parse_answers("<stdin>" if written.file == STDOUT else written.file, written.content, rulebook)
    profile = merge(rulebook, common, changes, held)
    if not profile.answers:
        raise WrongUsage(f"scenario {quoted(word)} answers no question, so there is nothing to compare.")
    return profile
