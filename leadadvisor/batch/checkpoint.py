"""How far a run has come, noted beside its output, and why an earlier one cannot be gone on with."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from leadadvisor.batch.job import Job, Tally
from leadadvisor.batch.lines import Mark
from leadadvisor.model.value import NamedTuple
from leadadvisor.saving import part_of, write_file
from leadadvisor.version import __version__

_FORMAT = 2
_CHUNK = 1 << 16
_ENDING = ".leadadvisor-resume"
_LARGEST_CHECKPOINT = 1 << 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_READ_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes is not waited for."""


class Written(NamedTuple):
    """How much of an output is written, and the checksum of it."""

    size: int = 0
    checksum: int = 0


class Checkpoint(NamedTuple):
    """Up to which place of the input rows are dealt with, and what came of it; `circumstances` must not change.

    `finished` says that everything is written, and only has to get its name.
    """

    circumstances: Mapping[str, str]
    mark: Mark
    tally: Tally
    output: Written
    rejects: Written
    finished: bool = False


def circumstances_of(job: Job, layout: str) -> dict[str, str]:
    """Everything the output depends on beside the input; `layout` describes columns and delimiters."""
    return {
        "version of leadadvisor": __version__,
        "rulebook": job.rulebook.digest,
        "format": f"{job.read_as} to {job.write_as}",
        "header": layout,
        "--ranges": str(job.ranges),
        "--raw-cells": str(job.raw_cells),
        "--rejects": job.rejects or "",
        "--prefix": job.prefix,
        "--null": repr(sorted(job.nulls)),
        "--skip-lines": str(job.skip_lines),
        "--encoding": job.encoding or "",
        "--fill-short-rows": str(job.fill),
    }


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The checkpoint as JSON."""
    circumstances, mark, tally, output, rejects, finished = checkpoint
    content = [_FORMAT, dict(circumstances), [*mark], [*tally], [*output], [*rejects], finished]
    return json.dumps(content) + "\n"


def read_checkpoint(text: str) -> Checkpoint | None:
    """The checkpoint, or None where the text is none of this version."""
    try:
        number, circumstances, mark, tally, output, rejects, finished = json.loads(text)
        if number != _FORMAT:
            return None
        read = Checkpoint(circumstances, Mark(*mark), Tally(*tally), Written(*output), Written(*rejects), finished)
    except (ValueError, TypeError, RecursionError):
        return None
    numbers = (*read.mark, *read.tally, *read.output, *read.rejects)
    return read if isinstance(circumstances, dict) and all(isinstance(each, int) for each in numbers) else None


def changed(then: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """The first of the circumstances that is not as it was, or None."""
    return next((name for name in (*now, *then) if now.get(name) != then.get(name)), None)


def checksum_of(path: Path, size: int) -> int | None:
    """The checksum of the first bytes of a file; None where there are not so many, or it is no file."""
    checksum, left = 0, size
    try:
        with os.fdopen(os.open(path, _READ_AT_ONCE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            while left and (content := file.read(min(left, _CHUNK))):
                checksum, left = crc32(content, checksum), left - len(content)
    except OSError:
        return None
    return None if left else checksum


def read_checkpoint_file(target: str) -> str:
    """What an earlier run of ours noted beside its target; empty where there is nothing of that kind."""
    try:
        with os.fdopen(os.open(_checkpoint_path(target), _READ_AT_ONCE | _NO_LINKS), "rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return ""
            return file.read(_LARGEST_CHECKPOINT).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_ours(about: os.stat_result) -> bool:
    """A file of one name that nobody else made or can write."""
    owner = getattr(os, "geteuid", lambda: about.st_uid)()
    others_write = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISREG(about.st_mode) and about.st_uid == owner and about.st_nlink == 1 and not others_write


def write_checkpoint_file(target: str, text: str) -> None:
    """Note something beside the target, in one step, for its owner alone. Raises `CannotWrite`."""
    write_file(str(_checkpoint_path(target)), text, force=True, private=True, own=True)


def remove_checkpoint_file(target: str) -> None:
    """Forget what was noted. What is no file of ours and cannot be removed stays."""
    with suppress(OSError):
        _checkpoint_path(target).unlink()


def _checkpoint_path(target: str) -> Path:
    part = part_of(target)
    return part.with_name(f".{Path(os.path.realpath(target)).name}{_ENDING}")
