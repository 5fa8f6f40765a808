"""The command `rules diff`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

EVIDENCE = "evidence/goals.yaml"

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repository(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with the tiny rulebook in rules/, committed, and changed since."""
    top = tmp_path / "repository"
    shutil.copytree(tiny, top / "rules")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(top, "init", "-q")
    commit(top, "first")
    replace(top / "rules" / EVIDENCE, "{outbound: strong}", "{outbound: slight}")
    commit(top, "second")
    replace(top / "rules" / EVIDENCE, "{outbound: slight}", "{referral: strong}")
    monkeypatch.chdir(top)
    return top


def git(top: Path, *words: str) -> None:
    own = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=top, check=True, capture_output=True)


def commit(top: Path, message: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "-q", "-m", message)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_two_directories_are_compared_by_the_letter_and_for_every_profile(
    program: Program, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tiny, tmp_path / "after")
    replace(tmp_path / "after" / EVIDENCE, "{outbound: strong}", "{referral: strong}")
    shutil.copytree(tiny, tmp_path / "before")
    monkeypatch.chdir(tmp_path)
    code, out, errors = program("rules", "diff", "before", "after")
    assert (code, errors) == (0, "")
    assert out == (
        "From before to after\n"
        "\n"
        "By the letter\n"
        "  ~ rule new-product-by-outbound: effects\n"
        "\n"
        "For the profiles: all 6 profiles, each counted once\n"
        "  another outcome                  3       50.00 %\n"
        "  other shares                     3       50.00 %\n"
        "\n"
        "Outcomes that change, the most frequent first\n"
        "  outbound -> referral                             3       50.00 %\n"
        "    goal=new-product people=sellers outreach=running\n"
        "\n"
        "How shares move, in percentage points\n"
        "  referral          mean +15.00, mean size 15.00, furthest up 30, down 0\n"
        "    up: goal=new-product people=sellers outreach=running\n"
        "  outbound          mean -15.00, mean size 15.00, furthest up 0, down 30\n"
        "    down: goal=new-product people=sellers outreach=running\n"
    )


def test_a_rulebook_and_itself_do_not_differ(program: Program, tiny: Path) -> None:
    code, out, _ = program("rules", "diff", str(tiny), str(tiny))
    assert code == 0
    assert "By the letter: no difference\n" in out
    assert "Nothing changes: the same leader and the same shares for every profile\n" in out


def test_json_holds_exact_counts(program: Program, repository: Path) -> None:
    told = json.loads(program("rules", "diff", "HEAD~1", str(repository), "--json")[1])
    assert told["schema"] == "leadadvisor/rulebook-difference/1"
    assert told["differences"] == [
        {"kind": "rule", "name": "new-product-by-outbound", "change": "changed", "details": ["effects"]}
    ]
    assert told["consequences"]["exact"] is True
    assert (told["consequences"]["profiles"], told["consequences"]["other_outcome"]) == (6, 3)
    assert told["consequences"]["movements"][0]["sum_of_moves"] == 90


@pytest.mark.parametrize("before", ["HEAD~1", "HEAD~1:rules", "HEAD^"])
@pytest.mark.parametrize("after", [".", "rules"])
def test_a_revision_stands_for_the_rulebook_as_it_was(
    program: Program, repository: Path, before: str, after: str
) -> None:
    code, out, errors = program("rules", "diff", before, after)
    assert (code, errors) == (0, "")
    assert "~ rule new-product-by-outbound: effects\n" in out
    assert "another outcome                  3       50.00 %\n" in out
    assert repository.is_dir()


def test_two_revisions_are_compared_with_each_other(program: Program, repository: Path) -> None:
    out = program("rules", "diff", "HEAD~1", "HEAD")[1]
    assert "outbound, other shares" in out
    assert "another outcome                  0           0 %\n" in out
    assert not list(repository.glob("leadadvisor-*"))


def test_only_the_repository_of_the_current_directory_is_asked(
    program: Program, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    message = "there is no directory 'HEAD~1'; for a revision, run this in its git repository"
    assert program("rules", "diff", "HEAD~1", str(repository)) == (1, "", f"Error: cannot read HEAD~1: {message}\n")


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nowhere", "cannot read nowhere: there is neither a directory nor a git revision 'nowhere'"),
        ("HEAD~7", "cannot read HEAD~7: there is neither a directory nor a git revision 'HEAD~7'"),
        ("HEAD:other", "cannot read HEAD:other: that revision has no other/"),
        ("HEAD:rules/evidence", "cannot read HEAD:rules/evidence: that revision has no rules/evidence/rulebook.yaml"),
    ],
)
def test_what_is_no_rulebook_is_told_in_one_line(
    program: Program, repository: Path, revision: str, message: str
) -> None:
    assert program("rules", "diff", revision, str(repository)) == (1, "", f"Error: {message}\n")


def test_outside_a_repository_there_is_no_revision(
    program: Program, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tiny, tmp_path / "after")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    message = "there is no directory 'HEAD'; for a revision, run this in its git repository"
    assert program("rules", "diff", "HEAD", "after") == (1, "", f"Error: cannot read HEAD: {message}\n")


def test_without_git_that_is_said(
    program: Program, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    message = "it is no directory, and git is not there to look for a revision"
    assert program("rules", "diff", "HEAD", str(repository)) == (1, "", f"Error: cannot read HEAD: {message}\n")


def test_problems_in_a_revision_are_told_at_a_place_the_user_knows(program: Program, repository: Path) -> None:
    replace(repository / "rules" / EVIDENCE, "referral: strong", "referal: strong")
    commit(repository, "third")
    code, out, errors = program("rules", "diff", "HEAD", "HEAD~1")
    assert (code, out) == (1, "")
    assert errors.startswith("HEAD:rules/evidence/goals.yaml:10:14: error[dangling-reference]: there is no approach")
    assert "leadadvisor-" not in errors
    assert os.sep + "tmp" not in errors


def test_other_approaches_are_compared_by_the_letter_alone(program: Program, tiny: Path, tmp_path: Path) -> None:
    base = Path(__file__).parents[2] / "bad" / "base"
    shutil.copytree(base, tmp_path / "commute")
    code, out, _ = program("rules", "diff", str(tiny), str(tmp_path / "commute"))
    assert code == 0
    assert "  - approach referral\n" in out
    assert "  + approach bus\n" in out
    assert "For the profiles: not compared, as the approaches are not the same\n" in out


@pytest.mark.parametrize("words", [[], ["one"], ["one", "two", "three"]])
def test_two_rulebooks_are_wanted(program: Program, words: list[str]) -> None:
    code, _, errors = program("rules", "diff", *words)
    assert code == 2
    assert errors.startswith(f"Error: rules diff compares two rulebooks, got {len(words)}.\n")
