"""The man page names every command and exit code, and man(1) has nothing to complain of."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from leadadvisor.cli.commands import COMMANDS
from leadadvisor.cli.exit_codes import ABOUT_CODES, ExitCode
from leadadvisor.cli.man import man_page


def test_every_command_and_exit_code_is_in_it() -> None:
    page = man_page().replace("\\-", "-")
    assert all(f".B leadadvisor {' '.join(entry.words)}\n" in page for entry in COMMANDS)
    assert set(ABOUT_CODES) == set(ExitCode)
    assert all(f".B {int(code)}\n" in page for code in ExitCode)


def test_no_line_of_text_is_taken_for_a_request() -> None:
    requests = {line.split()[0] for line in man_page().splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".TP", ".B", ".RI", ".br"}


def test_the_command_prints_it(program: object) -> None:
    code, out, err = program("man")  # type: ignore[operator]
    assert (code, out, err) == (0, man_page(), "")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not on this machine")
def test_it_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=man_page(), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert "where should your next leads come from?" in done.stdout


def test_the_page_is_made_without_typer_for_that_is_not_there_when_a_wheel_is_built() -> None:
    made = "import sys; sys.modules['typer'] = None; from leadadvisor.cli.man import man_page; print(len(man_page()))"
    finished = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True)
    assert int(finished.stdout) == len(man_page())
