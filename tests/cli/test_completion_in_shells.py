"""Completion in the shells themselves, with a rulebook whose texts would like to be code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import needed
import pexpect
import pytest

PROMPT = "READY> "
CODE = {
    "escaped": r"\$(touch alarm)",
    "escaped twice": r"\\\$(touch alarm)",
    "plain": "$(touch alarm) `touch alarm`",
    "backtick": r"\`touch alarm\`",
    "quotes": """'"; touch alarm; "' ))'; touch alarm; '((""",
    "zsh alone": "=(touch alarm) <(touch alarm) ${(e):-$(touch alarm)} %{$(touch alarm)%}",
    "signs": "(touch alarm) | touch alarm & touch alarm;",
}


class Shell(NamedTuple):
    """How a shell is started, made to know the program's completions, and told how to show that it is ready."""

    start: tuple[str, ...]
    setup: str


SHELLS = {
    "bash": Shell(("bash", "--norc", "--noprofile", "-i"), f"source ./script; PS1='{PROMPT}'"),
    "zsh": Shell(("zsh", "-f", "-i"), f"autoload -Uz compinit; compinit -u -D; source ./script; PS1='{PROMPT}'"),
    "fish": Shell(("fish", "--no-config", "-i"), f"source ./script; function fish_prompt; echo -n '{PROMPT}'; end"),
}


@pytest.fixture
def folder(request: pytest.FixtureRequest, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with the rulebook `evil` in it; its texts hold code in every way a shell may find it."""
    shutil.copytree(tiny, tmp_path / "evil")
    questions = tmp_path / "evil" / "questions"
    code = json.dumps(f"Plain words {CODE[request.param]} more words")
    for file in questions.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(
            r"^(  text|  help|  why|topic): .*$", lambda found: f"{found[1]}: {code}", text, flags=re.MULTILINE
        )
        text = re.sub(r'label: (?:"[^"]*"|[^,]*)', lambda _: f"label: {code}", text)
        file.write_text(text, encoding="utf-8")
    sources = tmp_path / "evil" / "sources"
    for file in sources.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^id: .*$", lambda _: f"id: {code}", text, flags=re.MULTILINE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEADADVISOR_RULEBOOK")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    checked = subprocess.run(["leadadvisor", "rules", "check", "evil"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "folder"), [("bash", "plain"), ("fish", "plain"), *(("zsh", code) for code in CODE)], indirect=["folder"]
)
def test_text_of_a_rulebook_is_shown_by_the_shell_and_never_run(name: str, folder: Path) -> None:
    if not shutil.which(name):
        needed.missing(name)
    variables = {**os.environ, "_LEADADVISOR_COMPLETE": f"source_{name}", "SHELL": f"/bin/{name}"}
    script = subprocess.run(
        ["leadadvisor", "--show-completion", name], env=variables, capture_output=True, text=True, check=True
    ).stdout
    (folder / "script").write_text(script, encoding="utf-8")
    command = "leadadvisor recommend --rulebook evil"
    shown = typed(SHELLS[name], [f"{command} --p", f"{command} --goal ", "leadadvisor explain --rulebook evil "])
    assert "people" in shown
    assert "new-product" in shown
    assert not (folder / "alarm").exists()


def typed(shell: Shell, lines: list[str]) -> str:
    """What the shell shows for lines on which Tab is pressed twice, one after the other."""
    child = pexpect.spawn(shell.start[0], list(shell.start[1:]), encoding="utf-8", timeout=30, dimensions=(50, 250))
    try:
        child.sendline(shell.setup)
        child.expect(re.escape(PROMPT))
        shown = ""
        for line in lines:
            child.send(line)
            for _ in range(2):
                child.send("\t")
                time.sleep(2)  # the program starts
                shown += quiet(child)
            child.send("\x03")
            shown += quiet(child)
        return shown
    finally:
        child.close(force=True)


def quiet(child: pexpect.spawn[str]) -> str:
    """What is printed until nothing has come for a while."""
    shown = ""
    while True:
        try:
            shown += child.read_nonblocking(4_096, timeout=1.5)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return shown
