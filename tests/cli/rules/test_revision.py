"""What a git repository of a stranger can do to `rules diff`: nothing. Each attack is tried on the git that is here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repository(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository in which the tiny rulebook is committed in rules/; the current directory."""
    top = tmp_path / "repository"
    shutil.copytree(tiny, top / "rules")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(top, "init", "-q", "-b", "main")
    commit(top)
    monkeypatch.chdir(top)
    return top


@pytest.fixture
def alarm(tmp_path: Path) -> Path:
    """A file that is there once a command of the attacker has run."""
    return tmp_path / "alarm"


def git(top: Path, *words: str, **environment: str) -> str:
    own = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
    whole = {**os.environ, **environment}
    return subprocess.run(
        ["git", *own, *words], cwd=top, check=True, capture_output=True, text=True, env=whole
    ).stdout.strip()


def commit(top: Path) -> None:
    git(top, "add", "--all")
    git(top, "commit", "-q", "-m", "a state")


def same(program: Program, *words: str) -> None:
    """The two are compared, and no difference is told."""
    code, out, errors = program("rules", "diff", *words)
    assert (code, errors) == (0, "")
    assert "By the letter: no difference\n" in out


def test_filters_of_the_current_repository_do_not_run(program: Program, repository: Path, alarm: Path) -> None:
    (repository / ".gitattributes").write_text("* filter=x diff=x text eol=crlf ident\n")
    commit(repository)
    for key in ("filter.x.smudge", "filter.x.clean", "filter.x.process", "diff.x.textconv", "core.fsmonitor"):
        git(repository, "config", key, f"sh -c 'touch {alarm}; cat'")
    git(repository, "config", "filter.x.required", "true")
    alarm.unlink(missing_ok=True)
    same(program, "HEAD", "rules")
    assert not alarm.exists()


def test_a_folder_with_a_repository_of_its_own_is_not_asked(
    program: Program, repository: Path, tiny: Path, alarm: Path, tmp_path: Path
) -> None:
    received = tmp_path / "received"
    shutil.copytree(tiny, received / "rules")
    git(received, "init", "-q")
    (received / ".gitattributes").write_text("* filter=x\n")
    commit(received)
    git(received, "config", "filter.x.smudge", f"sh -c 'touch {alarm}; cat'")
    git(received, "config", "core.fsmonitor", f"sh -c 'touch {alarm}'")
    alarm.unlink(missing_ok=True)
    same(program, "HEAD", str(received))
    assert not alarm.exists()
    assert repository.is_dir()


@pytest.mark.parametrize("inside", [False, True])
def test_a_bare_repository_among_the_files_of_a_clone_is_not_one(
    inside: bool, program: Program, repository: Path, alarm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = repository / "book"
    shutil.copytree(repository / ".git", book, ignore=shutil.ignore_patterns("hooks"))
    shutil.copytree(repository / "rules", book / "rules")
    (book / "config").write_text(
        "[core]\n bare = false\n worktree = .\n repositoryformatversion = 0\n"
        f" fsmonitor = sh -c 'touch {alarm}'\n"
        f"[filter \"x\"]\n smudge = sh -c 'touch {alarm}; cat'\n"
    )
    (book / "info").mkdir(exist_ok=True)
    (book / "info" / "attributes").write_text("* filter=x\n")
    commit(repository)
    alarm.unlink(missing_ok=True)
    if inside:
        monkeypatch.chdir(book)
        code, _, errors = program("rules", "diff", "HEAD", "rules")
        assert (code, errors.count("\n")) == (1, 1)
    else:
        same(program, "main", "book")
    assert not alarm.exists()


@pytest.mark.parametrize(
    "url", ["ext::sh -c 'touch ALARM' %S", "file:///nowhere", "ssh://-oProxyCommand=x/y", "HELPER"]
)
def test_nothing_that_is_missing_is_fetched(url: str, program: Program, repository: Path, alarm: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:rules/evidence/goals.yaml")
    git(repository, "config", "core.repositoryformatversion", "1")
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "remote.origin.promisor", "true")
    git(repository, "config", "remote.origin.url", url.replace("ALARM", str(alarm)))
    git(repository, "config", "remote.origin.uploadpack", f"sh -c 'touch {alarm}'")
    git(repository, "config", "core.sshCommand", f"sh -c 'touch {alarm}'")
    git(repository, "config", "protocol.allow", "always")
    git(repository, "config", "protocol.ext.allow", "always")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    code, _, errors = program("rules", "diff", "HEAD", "rules")
    assert code == 1
    assert errors == (
        "HEAD:rules/evidence/goals.yaml:1:1: error[unreadable-file]: cannot be read: the repository does not hold it\n"
    )
    assert not alarm.exists()


def test_what_an_archive_would_leave_out_or_change_is_read_as_it_is(program: Program, repository: Path) -> None:
    (repository / ".gitattributes").write_text("rules/cases export-ignore\nrules/evidence/* export-subst eol=crlf\n")
    commit(repository)
    same(program, "HEAD", "rules")


def test_replaced_objects_and_grafts_change_nothing(program: Program, repository: Path) -> None:
    goals = repository / "rules" / "evidence" / "goals.yaml"
    before = git(repository, "rev-parse", "HEAD:rules/evidence/goals.yaml")
    goals.write_text(goals.read_text(encoding="utf-8").replace("strong", "slight"), encoding="utf-8")
    after = git(repository, "hash-object", "-w", str(goals))
    git(repository, "checkout", "-q", "--", ".")
    git(repository, "replace", before, after)
    same(program, "HEAD", "rules")


def test_a_huge_file_is_refused_by_its_size(program: Program, repository: Path, tiny: Path) -> None:
    (repository / "rules" / "blockers.yaml").write_bytes(b"# " + b"0" * 30_000_000)
    commit(repository)
    code, _, errors = program("rules", "diff", "HEAD", str(tiny))
    assert code == 1
    assert "HEAD:rules/blockers.yaml:1:1: error[unreadable-file]: cannot be read: it is larger than" in errors


def test_a_folder_of_endless_files_is_refused_unread(program: Program, repository: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:rules/evidence/goals.yaml")
    listed = "".join(f"100644 blob {blob}\t{'x' * 200}{number}.yaml\n" for number in range(20_000))
    tree = subprocess.run(
        ["git", "mktree"], cwd=repository, input=listed, capture_output=True, text=True, check=True
    ).stdout.strip()
    git(repository, "rm", "-rq", "--cached", "rules/evidence")
    git(repository, "read-tree", "--prefix=rules/evidence/", tree)
    git(repository, "commit", "-q", "-m", "many")
    code, _, errors = program("rules", "diff", "HEAD", "rules")
    assert (code, errors) == (1, "Error: cannot read HEAD:rules: it holds more than a rulebook does\n")


def test_links_and_repositories_in_a_revision_are_not_followed(program: Program, repository: Path) -> None:
    (repository / "rules" / "evidence" / "more.yaml").symlink_to("/etc/passwd")
    commit(repository)
    (repository / "rules" / "evidence" / "more.yaml").unlink()
    code, _, errors = program("rules", "diff", "HEAD", "rules")
    where = "HEAD:rules/evidence/more.yaml:1:1"
    why = "it is a link, which is not followed in a revision"
    assert (code, errors) == (1, f"{where}: error[unreadable-file]: cannot be read: {why}\n")


@pytest.mark.parametrize("revision", ["--help", "-h", "--upload-pack=x", "HEAD --", "HEAD\nHEAD", "\x1b[31m", "a\0b"])
def test_a_word_is_a_revision_and_never_an_option(revision: str, program: Program, repository: Path) -> None:
    code, _, errors = program("rules", "diff", "--", revision, "rules")
    assert code == 1
    assert errors.count("\n") == 1
    assert "\x1b" not in errors
    assert repository.is_dir()
