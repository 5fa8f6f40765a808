"""How the options that decide about the output are read: width, colour, signs, verbosity."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from leadadvisor.cli.reporting import OutputOptions, output_options
from leadadvisor.reports import FORMATS


class Screen(io.TextIOWrapper):
    """A terminal with an encoding."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def told(**given: object) -> OutputOptions:
    defaults: dict[str, object] = {"format_": None, "json": False, "output": None, "force": False}
    read: Callable[..., OutputOptions] = output_options
    return read(formats=FORMATS, **{**defaults, **given})


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    def use(encoding: str = "utf-8", *, terminal: bool = True) -> Screen:
        made = Screen(encoding, terminal=terminal)
        monkeypatch.setattr(sys, "stdout", made)
        return made

    return use


def test_a_terminal_gets_the_terminal_report_and_everything_else_the_plain_one(screen: Callable[..., Screen]) -> None:
    screen()
    assert told().format == "terminal"
    assert told(output=["report.txt"]).format == "plain"
    screen(terminal=False)
    assert told().format == "plain"


@pytest.mark.parametrize(
    ("when", "terminal", "variables", "colour"),
    [
        (None, True, {}, True),
        (None, False, {}, False),
        (None, True, {"NO_COLOR": "1"}, False),
        (None, True, {"NO_COLOR": ""}, True),
        (None, True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
        ("AUTO", True, {}, True),
    ],
)
def test_colour_is_for_terminals_that_want_it_unless_told_otherwise(  # noqa: PLR0917 - a row of the table each
    when: str | None,
    terminal: bool,
    variables: dict[str, str],
    colour: bool,
    screen: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen(terminal=terminal)
    assert told(color=[when] if when else None).layout.colour is colour


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("10", 10), ("9", 80), ("1", 80), ("0", 80), ("x", 80)])
def test_the_width_is_that_of_the_terminal_and_80_where_that_cannot_be(
    columns: str, width: int, screen: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    screen()
    assert told().layout.width == width


@pytest.mark.parametrize(("encoding", "unicode"), [("utf-8", True), ("ascii", False), ("latin-1", False)])
def test_a_screen_that_cannot_show_blocks_gets_ascii(
    encoding: str, unicode: bool, screen: Callable[..., Screen]
) -> None:
    screen(encoding)
    assert told().layout.unicode is unicode
    assert told(output=["report.txt"]).layout.unicode


@pytest.mark.parametrize("name", ["json", "yaml"])
def test_formats_for_machines_are_utf8_whatever_the_locale_says(name: str, screen: Callable[..., Screen]) -> None:
    made = screen("ascii")
    told(format_=[name])
    assert made.encoding == "utf-8"


@pytest.mark.parametrize(("quiet", "verbose", "verbosity"), [(False, False, 0), (True, False, -1), (False, True, 2)])
def test_quiet_and_verbose_set_the_verbosity(
    quiet: bool, verbose: bool, verbosity: int, screen: Callable[..., Screen]
) -> None:
    screen()
    assert told(quiet=quiet, verbose=verbose).layout.verbosity == verbosity


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_no_encoding_of_the_screen_breaks_a_report(encoding: str, process: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = process("recommend", "--goal", "new-product", "-f", "terminal", PYTHONIOENCODING=encoding)
    assert (code, err) == (0, "")
