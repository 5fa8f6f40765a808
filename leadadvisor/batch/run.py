"""A batch run from its job to its tally: what cannot be is refused, an engine is chosen, and it does the work.

The engines are plain Python, and DuckDB where it is installed and worth its start. Parquet is always DuckDB's.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

from leadadvisor.batch.files import Source
from leadadvisor.batch.job import STANDARD_STREAM, EngineName, Job, Listener, Tally, WantedEngine
from leadadvisor.errors import CannotWrite, WrongUsage
from leadadvisor.saving import check_target


def run(job: Job, engine: EngineName, source: Source, listener: Listener) -> Tally:
    """Score every row of the source. Raises `CannotRead`, `CannotWrite` or `StoppedAtBadRow`."""
    _check_targets(job, source)
    if "parquet" in {job.read_as, job.write_as}:
        from leadadvisor.batch.parquet import run_parquet

        return run_parquet(job, source, listener)
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


INSTALL = "pip install 'leadadvisor[batch]'"

WORTH_THE_START = 14_000_000
"""Bytes of input from which on DuckDB has made up for the time it takes to start, whatever is open in the rows.

Reckoned, not timed: about 75,000 rows, where lines through the measured 1,000 and 100,000 complete ones meet.
"""


def engine_for(job: Job, wanted: WantedEngine) -> EngineName:
    """The way this run takes. Raises `WrongUsage` where it cannot be."""
    if "parquet" in {job.read_as, job.write_as}:
        _refuse_for_parquet(job, wanted)
        return "duckdb"
    if wanted == "duckdb":
        _refuse_for_duckdb(job)
    if wanted == "auto":
        return "duckdb" if _is_worth_it(job) else "python"
    return wanted


def _is_worth_it(job: Job) -> bool:
    """A large file, from and to the same format, that is not to be resumed: all else is Python's in any case."""
    same = job.read_as == job.write_as and job.source != STANDARD_STREAM and not job.resume
    return same and _size(job.source) >= WORTH_THE_START and _is_installed()


def _refuse_for_parquet(job: Job, wanted: WantedEngine) -> None:
    if wanted == "python":
        raise WrongUsage("--engine python reads and writes CSV and JSON lines. Leave it out for Parquet.")
    if not _is_installed():
        raise WrongUsage(f"Parquet needs DuckDB, which is not installed: {INSTALL}")
    if job.resume:
        raise WrongUsage("--resume goes on with CSV and JSON lines. Leave it out for Parquet.")
    if job.read_as == "parquet" and job.source == STANDARD_STREAM:
        raise WrongUsage("Parquet cannot be read from standard input. Name a file.")
    if job.write_as == "parquet" and job.target is None:
        raise WrongUsage("Parquet cannot be written to standard output. Name a file with -o.")


def _refuse_for_duckdb(job: Job) -> None:
    if not _is_installed():
        raise WrongUsage(f"--engine duckdb needs DuckDB, which is not installed: {INSTALL}")
    if job.resume:
        raise WrongUsage("--resume goes on with a run in Python. Leave out --engine duckdb.")
    if job.source == STANDARD_STREAM:
        raise WrongUsage("--engine duckdb reads files. Leave it out for standard input.")


def _is_installed() -> bool:
    """DuckDB is there, and numpy, which it needs to call functions of Python."""
    return find_spec("duckdb") is not None and find_spec("numpy") is not None


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
