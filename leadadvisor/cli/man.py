"""The man page, made from the commands: the wheel brings it along, and `leadadvisor man` prints it.

It is made where the wheel is built, so nothing here may need Typer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leadadvisor.cli.commands import COMMANDS, Entry
from leadadvisor.cli.exit_codes import ABOUT_CODES, ExitCode
from leadadvisor.cli.line import CommandLine
from leadadvisor.cli.output import print_out
from leadadvisor.version import __version__

SUMMARY = "where should your next leads come from?"
_ABOUT = (
    "leadadvisor asks a few questions about a business and suggests a mix of referral, inbound and outbound lead "
    "generation: shares of effort, with channels, a plan, and every reason traced to a claim of a named source. It "
    "suggests; a share is no chance of success. On a terminal, leadadvisor alone asks; every command has --help."
)
_ENVIRONMENT = (
    ("LEADADVISOR_RULEBOOK", "The directory of a rulebook; --rulebook beats it."),
    ("LEADADVISOR_FORMAT, _COLOR, _PAGER, _CASE, _CURRENCY", "As the keys of a file with settings; flags beat them."),
    ("LEADADVISOR_NO_CACHE", "Keep no checked rulebook."),
    ("NO_COLOR", "No colour, whatever else says so; only --color always beats it."),
    ("FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR", "Force colour, or forbid it with CLICOLOR=0."),
    ("PAGER", "The program that shows long reports on a terminal."),
    ("ACCESSIBLE", "Ask in numbered lines."),
    ("CI", "Never ask."),
)
_FILES = (
    ("leadadvisor.yaml", "Settings of this directory: rulebook, format, color, pager, case, currency."),
    ("$XDG_CONFIG_HOME/leadadvisor/config.yaml", "Your own settings, below those."),
    ("$XDG_STATE_HOME/leadadvisor", "Interviews that are kept."),
    ("$XDG_CACHE_HOME/leadadvisor", "Rulebooks that were checked."),
)


def build(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command; it reads no rulebook."""

    def man() -> int:
        print_out(man_page())
        return ExitCode.FINE

    return man


def man_page() -> str:
    """The page in the language of man(7); the same version gives the same bytes."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f'.TH LEADADVISOR 1 "" "leadadvisor {_escaped(__version__)}" "User Commands"'
    yield from (".SH NAME", f"leadadvisor \\- {_escaped(SUMMARY)}")
    yield from (".SH SYNOPSIS", ".B leadadvisor", ".RI [ command ]\\ [ options ]")
    yield from (".SH DESCRIPTION", _escaped(_ABOUT))
    yield ".SH COMMANDS"
    for entry in COMMANDS:
        yield from _command(entry)
    yield from _listed("ENVIRONMENT", _ENVIRONMENT)
    yield from _listed("FILES", _FILES)
    yield from _listed("EXIT STATUS", tuple((str(int(code)), about) for code, about in ABOUT_CODES.items()))


def _command(entry: Entry) -> Iterator[str]:
    words = " ".join(entry.words)
    yield from (".TP", f".B leadadvisor {_escaped(words)}", _escaped(f"{entry.summary} {entry.note}".strip()))
    yield from (".br", f"Example: \\fI{_escaped(entry.example)}\\fR")


def _listed(title: str, entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {title}"
    for name, about in entries:
        yield from (".TP", f".B {_escaped(name)}", _escaped(about))


def _escaped(text: str) -> str:
    """Text as it stands: a backslash, a hyphen to be copied, and a dot or quote at the start mean nothing else."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain
