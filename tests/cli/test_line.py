"""What the words of the command line say before there is a parser."""

from __future__ import annotations

import pytest

from leadadvisor.cli.line import read_line


@pytest.mark.parametrize(
    ("words", "command", "rulebooks"),
    [
        ("recommend --goal x", ("recommend", "x"), ()),
        ("--rulebook here recommend", ("recommend",), ("here",)),
        ("rules path --rulebook=here", ("rules", "path"), ("here",)),
        ("rules --debug path", ("rules", "path"), ()),
        ("-- recommend", ("recommend",), ()),
        ("--rulebook", (), ()),
        ("", (), ()),
    ],
)
def test_the_command_and_the_rulebook_are_found_wherever_they_stand(
    words: str, command: tuple[str, ...], rulebooks: tuple[str, ...]
) -> None:
    line = read_line(words.split())
    assert (line.command, line.rulebooks, line.completing) == (command, rulebooks, False)


@pytest.mark.parametrize("variable", ["COMP_WORDS", "_TYPER_COMPLETE_ARGS"])
def test_while_a_shell_completes_the_words_are_those_being_typed(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_LEADADVISOR_COMPLETE", "complete_bash")
    monkeypatch.setenv(variable, "leadadvisor recommend --rulebook 'my rules' --go")
    line = read_line([])
    assert (line.command, line.rulebooks, line.completing) == (("recommend",), ("my rules",), True)


def test_a_quote_that_is_not_closed_yet_stops_no_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_LEADADVISOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "leadadvisor recommend --rulebook 'my")
    assert read_line([]).command == ("recommend",)
