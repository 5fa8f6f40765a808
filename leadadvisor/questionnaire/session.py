"""The file of a running interview: written whole after every answer, never over what somebody else wrote, resumed."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from leadadvisor.errors import CannotRead, CannotWrite, reason
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.cases import make_directory, path_for_earlier, results_path
from leadadvisor.questionnaire.interview import Interview
from leadadvisor.rulebook.files import try_file
from leadadvisor.saving import write_file

Reason: TypeAlias = Literal["changed", "vanished", "unwritable"]

_LONGEST_WAIT = 2.0
"""Seconds to wait for another process that is saving in the same directory; saving takes milliseconds."""


class SessionFile(NamedTuple):
    """A file and the content we know to stand there: what we read or wrote last, or None for no file.

    `base` is the text the interview is written into, so that what else stands there stays. Where `aside` is not empty,
    what stands there moves to that place before it is written over.
    """

    path: str
    known: bytes | None = None
    base: str = ""
    aside: str = ""


class NotSaved(NamedTuple):
    """Nothing was written, and why; `message` is one line. All answers are still in the interview.

    "changed": somebody else wrote there, or the file was there before us. "vanished": it is gone. "unwritable": the
    system refuses, as for a full disk or a directory that may only be read.
    """

    path: str
    reason: Reason
    message: str


class Resumed(NamedTuple):
    """An interview read back from its file, and lines to tell about answers that no longer fit."""

    interview: Interview
    file: SessionFile
    notes: tuple[str, ...]


def exists(path: str) -> bool:
    """Whether something stands there already: an interview to resume, perhaps. A device or a pipe holds none."""
    return os.path.lexists(path) and is_kept(path)


def new_session(path: str) -> SessionFile:
    """A file that is not there yet: `save` will not write over one that is."""
    return SessionFile(path)


def take_over(file: SessionFile) -> SessionFile:
    """The same, but what stands there at this moment, whoever wrote it, may be written over."""
    return SessionFile(file.path, _content(file.path))


def begin_anew(rulebook: Rulebook, path: str) -> SessionFile:
    """The file for another interview in the place of the one there; with the first answer the old one moves aside."""
    known = _content(path)
    if known is None or not is_kept(path):
        return SessionFile(path)
    return SessionFile(path, known, aside=path_for_earlier(rulebook, path, os.stat(path).st_mtime))


def resume(rulebook: Rulebook, path: str) -> Resumed:
    """The interview saved in the file; it goes on at the first question that is open.

    Raises `CannotRead`, or `InvalidFile` with every problem of the file, also where it has a newer format.
    """
    from leadadvisor.questionnaire.saved_interview import parse_interview

    attempt = try_file(path)
    if attempt.reason:
        raise CannotRead(f"cannot read {path}: {attempt.reason}")
    interview, notes = parse_interview(path, attempt.content, rulebook)
    return Resumed(interview, SessionFile(path, attempt.content, _text(attempt.content)), notes)


def save(rulebook: Rulebook, interview: Interview, file: SessionFile) -> SessionFile | NotSaved:
    """Write the interview whole or not at all; returns what stands there now, or why nothing was written."""
    from leadadvisor.questionnaire.saved_interview import interview_text

    text = interview_text(rulebook, interview, file.base)
    try:
        make_directory(file.path)
        with _alone_in(os.path.dirname(os.path.realpath(file.path))):
            return _obstacle(file, text) or _write(file, text)
    except CannotWrite as trouble:
        return _not_saved(file, "unwritable", str(trouble))
    except (OSError, ValueError) as trouble:  # a directory that cannot be made, a zero byte in the name
        return _not_saved(file, "unwritable", f"cannot write {file.path}: {reason(trouble)}")


def _write(file: SessionFile, text: str) -> SessionFile:
    path = file.path
    if file.aside and file.known is not None and is_kept(path):
        _move_aside(path, file.aside)
    write_file(path, text, force=True, private=True)
    return SessionFile(path, text.encode(), text) if is_kept(path) else SessionFile(path)


def _move_aside(path: str, aside: str) -> None:
    """Move an interview, and the results beside it, where nothing stands yet."""
    make_directory(aside)
    for before, after in ((path, aside), (results_path(path), results_path(aside))):
        if os.path.lexists(before):
            os.rename(before, after)


def _text(content: bytes) -> str:
    """The content as text; empty where it is none, and then nothing of it is kept."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _not_saved(file: SessionFile, reason: Reason, message: str) -> NotSaved:
    """With a message that is safe to print: the name of a file may hold anything."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message)
    return NotSaved(file.path, reason, shown)


def _obstacle(file: SessionFile, text: str) -> NotSaved | None:
    """What stands in the way of writing over the file: it is not as we know it, nor as it is to be.

    It is as it is to be where a signal came between writing it and knowing so.
    """
    if _is_pipe(file.path):  # writing would wait for somebody to read
        return _not_saved(file, "unwritable", f"cannot write {file.path}: it is a pipe, not a file")
    if not is_kept(file.path):
        return None
    there = _content(file.path)
    if there in {file.known, text.encode()}:
        return None
    if there is None:
        return _not_saved(file, "vanished", f"not saved: {file.path} is gone, it was removed or renamed")
    if file.known is None:
        return _not_saved(file, "changed", f"not saved: {file.path} is there already, and this run did not write it")
    message = f"not saved: {file.path} was changed by somebody else, perhaps another run of leadadvisor"
    return _not_saved(file, "changed", message)


def _content(path: str) -> bytes | None:
    """What stands in the file; None where there is none. What cannot be read is nothing that we know."""
    if not os.path.exists(path):
        return None
    attempt = try_file(path)
    return _UNREADABLE if attempt.reason else attempt.content


_UNREADABLE = b"\0"
"""Stands for the content of a file that cannot be read; no interview looks like it."""


def is_kept(path: str) -> bool:
    """A file, or nothing yet: a device or a pipe does not hold what is written to it."""
    return os.path.isfile(path) or not os.path.exists(path)


def _is_pipe(path: str) -> bool:
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except OSError:
        return False


@contextmanager
def _alone_in(directory: str) -> Iterator[None]:
    """Hold the directory while we look at the file and replace it: another run that saves there waits as long.

    The lock is on the directory itself, so no lock file is left behind, and the system lifts it when we are killed.
    Where the system has no such lock, comparing alone must do.
    """
    handle = _locked(directory)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(directory: str) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError:  # the writing itself will say what is wrong
        return None
    until = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.005)
        except OSError:  # a file system without locks
            break
        else:
            break
    return handle
