"""The SELECT says in Spark what the engine says; one local Spark scores the tables of all rulebooks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from covering import Row, covering_rows, differences, write_table
from generators import bundled_rulebook
from needed import python_with, run_python

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.sql import rulebook_sql

RULEBOOKS = Path(__file__).resolve().parents[1] / "rulebooks"
SIZES = {"bundled": 100_000, "pets": 2_000, "tiny": 500}

SPARK = """
import csv, sys
from pathlib import Path
from pyspark.sql import SparkSession

settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1"}
builder = SparkSession.builder.master("local[2]")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
for folder in map(Path, sys.argv[1:]):
    spark.read.csv(str(folder / "profiles.csv"), header=True).createOrReplaceTempView("profiles")
    result = spark.sql((folder / "select.sql").read_text(encoding="utf-8"))
    with (folder / "result.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(result.columns)
        writer.writerows(result.collect())
spark.stop()
"""


def rulebook_named(name: str) -> Rulebook:
    return bundled_rulebook() if name == "bundled" else load_rulebook(RULEBOOKS / name)


@pytest.mark.slow
def test_rows_that_cover_the_rulebooks_score_as_the_engine_says(tmp_path: Path) -> None:
    """One test for all of them: to start Spark takes longer than to score a small table."""
    python = python_with("pyspark")
    made: dict[Path, tuple[Rulebook, list[Row]]] = {}
    for name, size in SIZES.items():
        rulebook, folder = rulebook_named(name), tmp_path / name
        folder.mkdir()
        rows = covering_rows(rulebook, size)
        write_table(folder / "profiles.csv", rulebook, rows)
        (folder / "select.sql").write_text(rulebook_sql(rulebook, "spark"), encoding="utf-8")
        made[folder] = rulebook, rows
    run_python(python, SPARK, *map(str, made))
    for folder, (rulebook, rows) in made.items():
        with (folder / "result.csv").open(encoding="utf-8", newline="") as file:
            assert differences(rulebook, rows, csv.DictReader(file)) == [], folder.name
