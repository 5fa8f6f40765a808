"""Which engine a run takes, and what it says where it cannot take the one that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import SMALL

from leadadvisor.batch import run
from leadadvisor.batch.job import FileFormat, Job, WantedEngine
from leadadvisor.batch.run import engine_for
from leadadvisor.errors import WrongUsage


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Modules that are not found."""
    missing: dict[str, bool] = {}
    monkeypatch.setattr(run, "find_spec", lambda name: None if name in missing else object())
    return missing


def job(
    source: str = "-", read_as: FileFormat = "csv", write_as: FileFormat | None = None, *, resume: bool = False
) -> Job:
    return Job(SMALL, source, "out", read_as, write_as or read_as, resume=resume)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(run, "WORTH_THE_START", 10)
    (tmp_path / "large.csv").write_bytes(b"x" * 10)
    return str(tmp_path / "large.csv")


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("read_as", ["csv", "jsonl"])
def test_a_large_file_is_given_to_duckdb(large: str, read_as: FileFormat) -> None:
    assert engine_for(job(large, read_as), "auto") == "duckdb"
    assert engine_for(job(large, read_as), "python") == "python"


@pytest.mark.usefixtures("without")
def test_a_small_file_is_scored_before_duckdb_would_have_started(large: str) -> None:
    Path(large).write_bytes(b"x" * 9)
    assert engine_for(job(large), "auto") == "python"


@pytest.mark.usefixtures("without")
def test_what_duckdb_cannot_do_is_done_by_python_without_a_word(large: str) -> None:
    others = [job("-"), job(large, write_as="jsonl"), job(large, resume=True), job("there-is-no-such-file")]
    assert [engine_for(each, "auto") for each in others] == ["python"] * 4


@pytest.mark.parametrize("module", ["duckdb", "numpy"])
def test_where_duckdb_is_not_installed_python_takes_every_run(
    large: str, without: dict[str, bool], module: str
) -> None:
    without[module] = True
    assert engine_for(job(large), "auto") == "python"
    with pytest.raises(WrongUsage, match=r"--engine duckdb needs DuckDB.*pip install 'leadadvisor\[batch\]'"):
        engine_for(job(large), "duckdb")
    with pytest.raises(WrongUsage, match=r"Parquet needs DuckDB.*pip install 'leadadvisor\[batch\]'"):
        engine_for(job(large, "parquet"), "auto")


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("wanted", ["auto", "duckdb"])
def test_parquet_is_always_duckdbs(wanted: WantedEngine) -> None:
    assert engine_for(job("in.parquet", "parquet", "csv"), wanted) == "duckdb"
    assert engine_for(job("in.csv", "csv", "parquet"), wanted) == "duckdb"


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("asked", "wanted", "said"),
    [
        (job("in", "parquet"), "python", "--engine python reads and writes CSV and JSON lines"),
        (job("in", "parquet", resume=True), "auto", "--resume goes on with CSV and JSON lines"),
        (job("-", "parquet"), "auto", "Parquet cannot be read from standard input"),
        (job("in", "csv", "parquet")._replace(target=None), "auto", "Parquet cannot be written to standard output"),
        (job("in", resume=True), "duckdb", "--resume goes on with a run in Python"),
        (job("-"), "duckdb", "--engine duckdb reads files"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(asked: Job, wanted: WantedEngine, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        engine_for(asked, wanted)
