"""A batch run from its job to its tally: what cannot be is refused, then one of the two engines does the work."""

from __future__ import annotations

import os

from leadadvisor.batch.files import Source
from leadadvisor.batch.job import EngineName, Job, Listener, Tally
from leadadvisor.errors import CannotWrite
from leadadvisor.saving import check_target


def run(job: Job, engine: EngineName, source: Source, listener: Listener) -> Tally:
    """Score every row of the source. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
    _check_targets(job, source)
    match engine:
        case "duckdb":
            from leadadvisor.batch.duckdb_run import run_duckdb

            return run_duckdb(job, source, listener)
        case "python":
            from leadadvisor.batch.python_run import run_python

            return run_python(job, source, listener)


def _check_targets(job: Job, source: Source) -> None:
    """No file is read and written in one run, or written twice. Existing files are looked for before any work."""
    for path in (job.target, job.rejects):
        if path is None:
            continue
        if source.is_same_as(path):
            raise CannotWrite(f"cannot write {path}: it is the file that is read; give another name")
        if not job.resume:  # a run that was interrupted at its very end may have named its files already
            check_target(path, force=job.force)
    if job.target and job.rejects and os.path.realpath(job.target) == os.path.realpath(job.rejects):
        raise CannotWrite(f"cannot write {job.rejects}: the scored rows go to that file already")
