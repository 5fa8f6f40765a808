"""Several reports from one run, and the html report shown in a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.reports import FORMATS

Program = Callable[..., tuple[int, str, str]]
ANSWERED = ("recommend", "--goal", "few-deals")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses a browser was asked to show."""
    addresses: list[str] = []

    def open_(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_)
    return addresses


def test_every_format_can_be_exported_beside_the_report_that_is_printed(program: Program, tmp_path: Path) -> None:
    exports = [word for name in FORMATS for word in ("--export", f"{name}={tmp_path / name}")]
    assert program(*ANSWERED, *exports) == program(*ANSWERED)
    for name in FORMATS:
        assert (tmp_path / name).read_text(encoding="utf-8") == program(*ANSWERED, "--format", name)[1]


def test_verbosity_counts_for_exports_too(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    program(*ANSWERED, "-v", "--export", f"markdown={file}")
    assert file.read_text(encoding="utf-8") == program(*ANSWERED, "-v", "--format", "markdown")[1]


def test_where_one_file_exists_none_is_written_unless_force_is_given(program: Program, tmp_path: Path) -> None:
    first, second = tmp_path / "plan.md", tmp_path / "report.html"
    second.write_text("kept")
    words = (*ANSWERED, "--export", f"markdown={first}", "--export", f"html={second}")
    assert program(*words) == (
        ExitCode.FAULT,
        "",
        f"Error: cannot write {second}: it exists already; give --force to write over it, or another name\n",
    )
    assert (first.exists(), second.read_text()) == (False, "kept")
    assert program(*words, "--force")[0] == ExitCode.FINE
    assert first.exists()
    assert second.read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--export", "plan.md"), "--export 'plan.md': write a format, = and a file, such as html=report.html."),
        (("--export", "html="), "--export 'html=': write a format, = and a file, such as html=report.html."),
        (("--export", "html=-"), "--export 'html=-': exports go to files; --format prints a report."),
        (("--export", "htlm=x"), "--export cannot be 'htlm'. Did you mean 'html'? Choose from: "),
        (("--export", "html=x", "--export", "json=x"), "--export 'json=x': another report goes to that file already."),
        (("--export", "html=./x", "-o", "x"), "--export 'html=./x': another report goes to that file already."),
        (("--open",), "--open needs an html report in a file. Add --export html=report.html."),
        (("--open", "--format", "html"), "--open needs an html report in a file."),
        (("--open", "--format", "html", "-o", "-"), "--open needs an html report in a file."),
        (("--open", "-o", "report.txt"), "--open needs an html report in a file."),
    ],
)
def test_what_cannot_be_exported_or_opened_is_told_and_nothing_is_written(
    words: tuple[str, ...], sentence: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, report, errors = program(*ANSWERED, *words)
    assert (code, report) == (ExitCode.USAGE, "")
    assert errors.startswith(f"Error: {sentence}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("--format", "html", "-o"), ("--export",)], ids=["output", "export"])
def test_the_html_report_is_opened_once_it_is_written(
    words: tuple[str, ...], program: Program, opened: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a report.html"
    target = f"html={file}" if words == ("--export",) else str(file)
    code, _, errors = program(*ANSWERED, *words, target, "--open")
    assert (code, errors) == (ExitCode.FINE, "")
    assert opened == [file.as_uri()]
    assert file.exists()


def test_nothing_is_opened_that_could_not_be_written(program: Program, opened: list[str], tmp_path: Path) -> None:
    assert program(*ANSWERED, "--export", f"html={tmp_path}", "--open")[0] == ExitCode.FAULT
    assert opened == []


def test_where_no_browser_can_be_started_the_file_is_named(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    file = tmp_path / "report.html"
    code, _, errors = program(*ANSWERED, "--export", f"html={file}", "--open")
    assert (code, errors) == (ExitCode.FINE, f"No browser could be started. The report is in {file}\n")
