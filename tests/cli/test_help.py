"""The help: 80 columns, one short line for each option, grouped by topic, every example runs."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from stages import slow_but

from leadadvisor import __version__
from leadadvisor.cli.commands import COMMANDS, GROUPS, Entry
from leadadvisor.cli.exit_codes import ExitCode

Program = Callable[..., tuple[int, str, str]]
_NEED_MORE = {("ask",), ("rules", "diff"), ("mcp",), ("batch",), ("review",), ("rules", "sources", "check")}
"""Examples that need a terminal, a git repository, a client or files."""
_EXAMPLES = [entry for entry in COMMANDS if entry.words not in _NEED_MORE]
HELP_WORDS = [(), *(tuple(group.split()) for group in GROUPS), *(entry.words for entry in COMMANDS)]


@pytest.mark.parametrize("words", HELP_WORDS, ids=" ".join)
def test_help_fits_the_window_and_is_asked_for_in_two_ways(
    words: tuple[str, ...], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    wide = program(*words, "--help")
    monkeypatch.setenv("COLUMNS", "40")
    narrow = program(*words, "-h")
    for (code, out, err), width in ((wide, 80), (narrow, 40)):
        assert (code, err) == (ExitCode.FINE, "")
        assert max(map(len, out.splitlines())) <= width
    assert "".join(narrow[1].split()) == "".join(wide[1].split())  # nothing is cut


@pytest.mark.parametrize(
    ("words", "of"),
    [("help", ""), ("help help", ""), ("help version", ""), ("help recommend", "recommend"), ("rules help", "rules"),
     ("help rules check", "rules check"), ("rules help check", "rules check"), ("rules sources help", "rules sources")],
)  # fmt: skip
def test_the_word_help_asks_for_help_where_a_command_would_stand(words: str, of: str, program: Program) -> None:
    assert program(*words.split()) == program(*of.split(), "--help")


def test_help_is_a_word_like_any_other_behind_a_command(program: Program) -> None:
    assert program("explain", "help")[0] == ExitCode.USAGE


@pytest.mark.parametrize("words", [(), ("rules",)], ids=" ".join)
def test_a_group_alone_shows_its_help_on_stderr_as_wrong_usage(words: tuple[str, ...], program: Program) -> None:
    code, out, err = program(*words)
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("Usage: leadadvisor")


def test_the_help_of_recommend_in_full(program: Program) -> None:
    assert (
        program("recommend", "--help")[1]
        == """\
Usage: leadadvisor recommend [OPTIONS]

  Recommend a mix of approaches for your answers.

  Every question may also be answered `unsure`. `leadadvisor questions` says
  what each option means.

Goals:
  --goal few-deals|new-product  What do you want?

Team:
  --people sellers|nobody  Who sells?
  --outreach running|idle  Is there outreach?

Answers:
  --answers FILE         Answers from a file, or - for stdin.
  --case NAME            The answers kept under this name.
  --set QUESTION=OPTION  Answer one question; may repeat.
  --results FILE         Your own results: the log.

Your own figures:
  --weekly-hours HOURS       Hours a week, to share out by the mix.
  --monthly-budget AMOUNT    Money a month, such as 2.5k or 5 000 EUR.
  --currency CODE            What the money is in.
  --target-customers NUMBER  Customers to win; needs the next two.
  --close-rate PERCENT       Part of qualified conversations you win.
  --months NUMBER            Time for the target.

Result:
  --no-ranges       Skip how far open answers move it.
  --no-input        Never ask anything.
  --fail-on RESULT  Exit 3 if undecided, open or leaning; may repeat.

Output:
  -f, --format FORMAT   terminal, plain, json, yaml, markdown or html.
  --json                Short for --format json.
  -o, --output FILE     Write to this file; its ending names the format.
  --force               Write over an existing file.
  --full                The whole report, through your pager on a terminal.
  -q, --quiet           Say only the essentials.
  -v, --verbose         Say everything.
  --color WHEN          auto, always or never.
  --no-pager            Print it all at once.
  --title TEXT          A title above the report.
  --for NAME            Who it is for.
  --date DATE           A date above the report.
  --get KEY             Print one value, such as leader or share.inbound.
  --brief               The result as JSON in 2 kB or less.
  --fields A,B.C        JSON with these fields only.
  --export FORMAT=FILE  Write this format too; may repeat.
  --open                Show the html report.

Program:
  --rulebook DIR  Use the rulebook in this directory.
  --debug         Show the traceback of an unexpected error.
  -h, --help      Show this message and exit.

  Example: leadadvisor recommend --goal launch-product --timeline 1-3-months
"""
    )


def test_a_long_question_is_wrapped_and_never_cut(program: Program, tiny: Path, tmp_path: Path) -> None:
    question = f"What do you want [{'very ' * 20}much]?"
    for file in tiny.rglob("*.yaml"):
        target = tmp_path / file.relative_to(tiny)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text().replace("What do you want?", question))
    out = program("recommend", "--help", "--rulebook", str(tmp_path))[1]
    assert max(map(len, out.splitlines())) <= 80
    assert question in " ".join(out.split())


def test_what_a_question_may_be_answered_is_broken_between_options(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    lines = program("recommend", "--help")[1].splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  --goal "))
    assert lines[at].endswith("|")
    assert lines[at + 1].startswith("      ")
    assert "..." not in "".join(lines)


@pytest.mark.parametrize("words", [("version",), ("-V",), ("--version",)], ids=" ".join)
def test_the_version_is_told_in_three_ways(words: tuple[str, ...], program: Program) -> None:
    assert program(*words) == (ExitCode.FINE, f"leadadvisor {__version__}\n", "")


@pytest.mark.parametrize("words", [(), ("rules",), ("recommend",), ("rules", "check")], ids=" ".join)
def test_help_as_a_word_is_help_as_an_option(words: tuple[str, ...], program: Program) -> None:
    assert program("help", *words) == program(*words, "--help")


def test_options_of_the_questionnaire_need_no_command(program: Program) -> None:
    code, out, err = program("--quick")
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("Error: there is nobody to ask")


@pytest.mark.parametrize(
    "entry",
    slow_but([entry for entry in _EXAMPLES if entry.words != ("rules", "verify")], _EXAMPLES),
    ids=lambda entry: " ".join(entry.words),
)
def test_the_example_of_a_command_runs_with_the_rulebook_that_comes_along(
    entry: Entry, program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    monkeypatch.chdir(tmp_path)
    name, *words = shlex.split(entry.example)
    code, _, err = program(*words)
    assert (name, code, err) == ("leadadvisor", ExitCode.FINE, "")


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: " ".join(entry.words))
def test_the_help_above_a_command_lists_it_with_its_summary(entry: Entry, program: Program) -> None:
    out = program(*entry.words[:-1], "--help")[1]
    assert any(line.split() == [entry.words[-1], *entry.summary.split()] for line in out.splitlines())
