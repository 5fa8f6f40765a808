"""The command `rules verify`."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path

import pytest

EVIDENCE = "evidence/goals.yaml"
REFUTED = """
properties:
- id: sellers-never-raise-referral
  text: Having sellers never raises referral.
  question: people
  order: [nobody, sellers]
  never-raises: referral
"""


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny rulebook to change."""
    return Path(shutil.copytree(tiny, tmp_path / "copy"))


def test_all_that_is_known_is_told_as_text(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, errors = program("rules", "verify")
    assert (code, errors) == (0, "")
    assert out == (
        "tiny 2.1.0: all 6 profiles, each counted once\n"
        "\n"
        "Who leads\n"
        "  referral                                     2       33.33 %\n"
        "  outbound                                     3       50.00 %\n"
        "  nobody: a tie                                0           0 %\n"
        "  nobody: none may lead                        0           0 %\n"
        "  nobody: nothing feasible                     1       16.67 %\n"
        "\n"
        "Lowest and highest share\n"
        "  referral                            35 to 60 %\n"
        "  outbound                            40 to 65 %\n"
        "  2 different mixes; each sums to 100 and keeps the floor of 5 % and the cap of 30 % for what may not lead\n"
        "\n"
        "Rules that speak at once\n"
        "  1 to 1; fewer than 3 for 100 % of all profiles\n"
        "\n"
        "Rules                            speaks       decides\n"
        "  few-deals-by-referral         50.00 %       33.33 %\n"
        "  new-product-by-outbound       50.00 %       50.00 %\n"
        "\n"
        "note[nothing-feasible]: Every approach is ruled out for 1 profile.\n"
        "  example: goal=few-deals people=nobody\n"
        "note[thin-evidence]: For 6 profiles fewer than 3 rules speak; the fewest: 1.\n"
        "  example: goal=few-deals people=sellers outreach=running\n"
        "No errors, no warnings, 2 notes\n"
    )


def test_verbose_shows_an_example_for_every_line_and_quiet_only_the_findings(
    program: Callable[..., tuple[int, str, str]],
) -> None:
    verbose = program("rules", "verify", "--verbose")[1]
    assert "50.00 %\n    goal=new-product people=sellers outreach=running\n" in verbose
    quiet = program("rules", "verify", "--quiet", "--enough", "1")[1]
    assert quiet == (
        "note[nothing-feasible]: Every approach is ruled out for 1 profile.\n"
        "  example: goal=few-deals people=nobody\n"
        "No errors, no warnings, 1 note\n"
    )


def test_json_holds_exact_counts_and_an_example_for_each(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = program("rules", "verify", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["schema"] == "leadadvisor/verification/1"
    assert told["profiles"] == 6
    assert told["outcomes"][1] == {
        "kind": "leads",
        "approach": "outbound",
        "profiles": 3,
        "example": {"goal": "new-product", "people": "sellers", "outreach": "running"},
    }
    assert told["rules"][0]["levels_speak"] == [3]
    assert told["rules"][0]["decides"] == 2
    assert [finding["code"] for finding in told["findings"]] == ["nothing-feasible", "thin-evidence"]


def test_a_refuted_property_fails_with_both_profiles(program: Callable[..., tuple[int, str, str]], copy: Path) -> None:
    (copy / "properties.yaml").write_text(REFUTED, encoding="utf-8")
    code, out, _ = program("rules", "verify", str(copy))
    assert code == 1
    assert "  refuted       Having sellers never raises referral.\n" in out
    told = "Having sellers never raises referral. This is not so: the share goes from 0 to 60 %."
    assert (
        f"error[property-refuted]: {told}\n"
        "  before: goal=few-deals people=nobody\n"
        "  after: goal=few-deals people=sellers outreach=running\n"
    ) in out


def test_an_approach_that_can_never_lead_fails(program: Callable[..., tuple[int, str, str]], copy: Path) -> None:
    replace(copy / EVIDENCE, "{outbound: strong}", "{referral: strong}")
    code, out, _ = program("rules", "verify", "--rulebook", str(copy))
    assert code == 1
    assert "error[never-leads]: outbound leads for no profile at all.\n" in out


def test_a_rule_that_never_speaks_is_a_warning_and_fails_only_where_it_is_strict(
    program: Callable[..., tuple[int, str, str]], copy: Path
) -> None:
    text = (copy / EVIDENCE).read_text(encoding="utf-8")
    never = (
        "- id: never\n"
        "  when: {all: [{goal: [few-deals]}, {goal: [new-product]}]}\n"
        "  supports: {referral: slight}\n"
        "  because: It never speaks.\n"
        "  claims: [X01]\n"
    )
    (copy / EVIDENCE).write_text(text + never, encoding="utf-8")
    code, out, _ = program("rules", "verify", str(copy))
    assert code == 0
    assert "warning[never-speaks]: The rule never speaks for no profile.\n" in out
    assert program("rules", "verify", str(copy), "--strict")[0] == 1


def test_a_directory_that_holds_no_rulebook_is_named(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, errors = program("rules", "verify", str(tmp_path))
    assert (code, out) == (1, "")
    assert errors == f"Error: there is no rulebook in {tmp_path}: it holds no rulebook.yaml\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a", "b"], "rules verify takes one directory, got 2."),
        (["a", "--rulebook", "b"], "The directory and --rulebook contradict each other. Give one of them."),
        (["--limit", "0"], "--limit cannot be '0': give a whole number from 1 to 86400."),
        (["--limit", "1e3"], "--limit cannot be '1e3': give a whole number from 1 to 86400."),
        (["--enough", "-1"], "--enough cannot be '-1': give a whole number from 0 to 1000."),
        (["--format", "jsn"], "--format cannot be 'jsn'. Did you mean 'json'?"),
    ],
)
def test_wrong_words_are_told_in_one_sentence(
    program: Callable[..., tuple[int, str, str]], words: list[str], message: str
) -> None:
    code, out, errors = program("rules", "verify", *words)
    assert (code, out) == (2, "")
    assert errors.startswith(f"Error: {message}")


def test_a_report_goes_into_a_file_and_over_another_only_by_force(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    assert program("rules", "verify", "--json", "-o", str(file)) == (0, "", "")
    assert json.loads(file.read_text(encoding="utf-8"))["profiles"] == 6
    assert program("rules", "verify", "--json", "-o", str(file))[0] == 1


def test_notes_alone_fail_not_even_where_it_is_strict(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = program("rules", "verify", "--strict")
    assert (code, out.splitlines()[-1]) == (0, "No errors, no warnings, 2 notes")


@pytest.mark.slow  # by default, tests/engine/test_verified_rulebook.py proves the same
def test_the_bundled_rulebook_holds_strictly(
    program: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    code, out, _ = program("rules", "verify", "--strict")
    assert code == 0
    assert re.search(r"all [\d,]{13,} profiles, each counted once\n", out)
    assert "refuted" not in out


@pytest.mark.parametrize(
    ("more", "term", "drawn"),
    [
        ([], "xterm", "\r\x1b[KVerifying: planning\r\x1b[K"),
        (["--quiet"], "xterm", ""),
        ([], "dumb", ""),
    ],
)
def test_a_bar_is_shown_where_somebody_watches_and_wiped_at_the_end(more: list[str], term: str, drawn: str) -> None:
    keyboard, screen = pty.openpty()
    with os.fdopen(keyboard, "rb", buffering=0) as shown:
        run = subprocess.run(
            [sys.executable, "-m", "leadadvisor", "rules", "verify", *more],
            env={**os.environ, "TERM": term},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=screen,
            timeout=120,
        )
        os.close(screen)
        seen = read_all(shown)
    assert run.returncode == 0
    assert without_the_bar_itself(seen) == drawn


def test_the_bar_tells_how_far_it_is_and_how_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    from leadadvisor.cli import progress

    written: list[str] = []
    clock = iter((0.0, 1.0, 2.0, 2.01, 300.0))
    monkeypatch.setattr(progress, "can_redraw", lambda: True)
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stderr, "write", written.append)
    with progress.ProgressBar("Verifying", quiet=False) as bar:
        bar(1, 4)
        bar(2, 4)
        bar(3, 4)
        bar(3, 4)
        bar(3, 4)
    assert [text.removeprefix("\r\x1b[K") for text in written] == [
        "Verifying: planning",
        "Verifying [############............]  50%, about 1 s left",
        "Verifying [##################......]  75%, about 1 s left",
        "Verifying [##################......]  75%, about 2 min left",
        "",
    ]


def read_all(shown: FileIO) -> str:
    """What was drawn; a closed terminal ends in an error on Linux."""
    text = b""
    with suppress(OSError):
        while piece := shown.read(4096):
            text += piece
    return text.decode()


def without_the_bar_itself(drawn: str) -> str:
    """The first and the last thing drawn: what lies between depends on how fast the machine is."""
    return re.sub(r"\r\x1b\[KVerifying \[[^\r]*", "", drawn)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
