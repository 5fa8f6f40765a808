"""How far a run has come, as text to keep beside its output, and why an earlier one cannot be gone on with."""

from __future__ import annotations

import json
from collections.abc import Mapping

from leadadvisor import __version__
from leadadvisor.batch.job import Job, Tally
from leadadvisor.batch.lines import Mark
from leadadvisor.model.value import NamedTuple

_FORMAT = 1


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
    except (ValueError, TypeError):
        return None
    numbers = (*read.mark, *read.tally, *read.output, *read.rejects)
    return read if isinstance(circumstances, dict) and all(isinstance(each, int) for each in numbers) else None


def changed(then: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """The first of the circumstances that is not as it was, or None."""
    return next((name for name in (*now, *then) if now.get(name) != then.get(name)), None)
