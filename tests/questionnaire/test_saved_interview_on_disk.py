"""The file of a running interview: whole at every moment, never over somebody else's, and resumed where it ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from builders import make_question, make_rulebook

from leadadvisor.errors import CannotRead, InvalidFile
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.cases import default_path
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.questionnaire.saved_interview import (
    NotSaved,
    SessionFile,
    exists,
    new_session,
    resume,
    save,
    take_over,
)

TESTS = Path(__file__).parent.parent
RULEBOOK = make_rulebook(questions=[make_question(f"question-{number}", ("a", "b")) for number in range(20)])
INTERVIEWS = f"""
import sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS / "questionnaire")!r}]
from test_saved_interview_on_disk import RULEBOOK, answered
"""
"""What a process of its own begins with."""


def answered(count: int) -> Interview:
    interview = moves.begin(RULEBOOK)
    for number in range(count):
        interview = moves.answer(RULEBOOK, interview, f"question-{number}", "a")
    return interview


def saved(interview: Interview, file: SessionFile) -> SessionFile:
    result = save(RULEBOOK, interview, file)
    assert isinstance(result, SessionFile), result
    return result


def refused(interview: Interview, file: SessionFile) -> NotSaved:
    result = save(RULEBOOK, interview, file)
    assert isinstance(result, NotSaved)
    assert "\n" not in result.message
    return result


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "answers.yaml")


# Saving and resuming


def test_what_is_saved_after_every_answer_is_resumed(path: str) -> None:
    file = new_session(path)
    for count in range(1, 4):
        file = saved(answered(count), file)
        assert resume(RULEBOOK, path).interview == answered(count)
    assert os.listdir(os.path.dirname(path)) == ["answers.yaml"]


def test_a_resumed_interview_is_saved_to_the_same_file(path: str) -> None:
    saved(answered(1), new_session(path))
    resumed = resume(RULEBOOK, path)
    saved(moves.answer(RULEBOOK, resumed.interview, "question-1", "b"), resumed.file)
    assert len(resume(RULEBOOK, path).interview.answers) == 2


def test_a_file_that_is_not_there_or_no_interview_cannot_be_resumed(path: str) -> None:
    assert not exists(path)
    with pytest.raises(CannotRead, match="there is no such file"):
        resume(RULEBOOK, path)
    Path(path).write_text("goal: [")
    assert exists(path)
    with pytest.raises(InvalidFile):
        resume(RULEBOOK, path)


def test_the_default_place_is_in_the_state_directory_which_is_made_for_the_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = default_path(RULEBOOK)
    assert place == str(tmp_path / "state" / "leadadvisor" / "tiny.yaml")
    assert not (tmp_path / "state").exists()
    file = saved(answered(2), saved(answered(1), new_session(place)))
    assert file.path == place
    assert (tmp_path / "state" / "leadadvisor").stat().st_mode & 0o777 == 0o700


def test_every_rulebook_has_a_place_of_its_own_whatever_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", "/somewhere")
    place = default_path(RULEBOOK._replace(name="../Größe & more"))
    assert place == "/somewhere/.local/state/leadadvisor/___Größe___more.yaml"


# Somebody else


def test_a_file_that_is_there_already_is_not_written_over_unless_it_is_taken_over(path: str) -> None:
    saved(answered(5), new_session(path))
    trouble = refused(answered(1), new_session(path))
    assert trouble.reason == "changed"
    assert trouble.message == f"not saved: {path} is there already, and this run did not write it"
    assert len(resume(RULEBOOK, path).interview.answers) == 5
    saved(answered(1), take_over(new_session(path)))
    assert len(resume(RULEBOOK, path).interview.answers) == 1


def test_of_two_runs_the_second_is_told_and_can_go_on_elsewhere(path: str, tmp_path: Path) -> None:
    saved(answered(1), new_session(path))
    one, other = resume(RULEBOOK, path).file, resume(RULEBOOK, path).file
    one = saved(answered(2), one)
    trouble = refused(answered(3), other)
    assert trouble.reason == "changed"
    assert trouble.message == f"not saved: {path} was changed by somebody else, perhaps another run of leadadvisor"
    saved(answered(3), new_session(str(tmp_path / "elsewhere.yaml")))
    assert len(resume(RULEBOOK, path).interview.answers) == 2
    saved(answered(4), one)


def test_of_many_runs_that_save_at_the_same_moment_only_one_does(path: str) -> None:
    results: list[SessionFile | NotSaved] = []
    start = threading.Barrier(8)

    def run(count: int) -> None:
        start.wait()
        results.append(save(RULEBOOK, answered(count), new_session(path)))

    threads = [threading.Thread(target=run, args=(count,)) for count in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [result for result in results if isinstance(result, SessionFile)]
    assert winner.known == Path(path).read_bytes()
    assert {result.reason for result in results if isinstance(result, NotSaved)} == {"changed"}


def test_a_file_that_vanished_is_told_and_may_be_written_anew(path: str) -> None:
    file = saved(answered(1), new_session(path))
    os.remove(path)
    trouble = refused(answered(2), file)
    assert (trouble.reason, trouble.message) == ("vanished", f"not saved: {path} is gone, it was removed or renamed")
    saved(answered(2), take_over(file))
    assert len(resume(RULEBOOK, path).interview.answers) == 2


# Trouble with the disk


def test_a_full_disk_leaves_the_answers_saved_before_and_is_told_in_one_line(path: str) -> None:
    """A limit on the size of files stands for the disk: writing stops half way, as it does there."""
    script = f"""
import resource
{INTERVIEWS}
from leadadvisor.questionnaire.saved_interview import new_session, save
file = save(RULEBOOK, answered(1), new_session({path!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))
print(save(RULEBOOK, answered(20), file).message)
"""
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout == f"cannot write {path}: File too large\n"
    assert len(resume(RULEBOOK, path).interview.answers) == 1
    assert os.listdir(os.path.dirname(path)) == ["answers.yaml"]


def test_a_directory_that_may_only_be_read_is_told_in_one_line(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def read_only(name: str | bytes, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(30, "Read-only file system", name)
        return opened(name, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    trouble = refused(answered(1), new_session(path))
    assert (trouble.reason, trouble.message) == ("unwritable", f"cannot write {path}: Read-only file system")


def test_a_state_directory_that_cannot_be_made_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    trouble = refused(answered(1), new_session(default_path(RULEBOOK)))
    assert trouble.reason == "unwritable"
    assert trouble.message.endswith(": Not a directory")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "it is a directory; name a file in it"),
        ("none/answers.yaml", "No such file or directory"),
        ("pipe", "it is a pipe, not a file"),
        ("zero\0byte", "a name cannot hold a zero byte"),
    ],
)
def test_a_place_that_can_hold_no_file_is_told_in_one_line_and_nothing_hangs(
    name: str, why: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    trouble = refused(answered(1), new_session(os.path.join(tmp_path, name)))
    assert trouble.reason == "unwritable"
    assert trouble.message.endswith(f": {why}")
    assert trouble.message.isprintable()


def test_a_device_takes_every_answer_and_keeps_none() -> None:
    saved(answered(2), saved(answered(1), new_session("/dev/null")))


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    saved(answered(2), saved(answered(1), new_session(str(link))))
    assert link.is_symlink()
    assert len(resume(RULEBOOK, str(target)).interview.answers) == 2


# Killed


def test_what_a_killed_run_left_beside_the_file_is_cleaned_away(path: str) -> None:
    leftover = Path(path).with_name(f".answers.yaml.{'0' * 16}.leadadvisor-tmp")
    leftover.touch()
    saved(answered(1), new_session(path))
    assert not leftover.exists()


@pytest.mark.slow
def test_killed_at_any_of_two_hundred_moments_at_most_the_answer_being_typed_is_lost(path: str) -> None:
    """A run says after each answer that it is saved; whatever was said before the kill must be in the file."""
    script = f"""
import os, random, signal
{INTERVIEWS}
from leadadvisor.questionnaire.saved_interview import new_session, resume, save
ALL = [answered(count) for count in range(21)]
path = {path!r}
rng = random.Random(1)
def interview_on(pipe):
    file = new_session(path)
    while True:
        for count in range(1, 21):
            file = save(RULEBOOK, ALL[count], file)
            os.write(pipe, bytes([count]))
def kill_one():
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        interview_on(writing)
    os.close(writing)
    said = b""
    while len(said) < rng.randrange(1, 12):
        said += os.read(reading, 1)
    for _ in range(rng.randrange(100_000)):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 100):
        said += more
    os.close(reading)
    return said[-1]
for _ in range(200):
    if os.path.exists(path):
        os.remove(path)
    said = kill_one()
    kept = len(resume(RULEBOOK, path).interview.answers)
    assert kept in (said, said % 20 + 1), (said, kept)
save(RULEBOOK, ALL[1], resume(RULEBOOK, path).file)
print(sorted(os.listdir(os.path.dirname(path))))
"""
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert finished.stderr == ""
    assert finished.stdout == "['answers.yaml']\n"
