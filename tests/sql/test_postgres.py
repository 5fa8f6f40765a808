"""The SELECT says in PostgreSQL what the engine says; the test starts a server of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import postgres
import pytest
from builders import make_rule, make_rulebook, make_settings
from covering import KEY, Row, covering_rows, differences, write_table
from generators import bundled_rulebook, random_rulebook
from needed import missing

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.sql import rulebook_sql

pytestmark = pytest.mark.slow
RULEBOOKS = Path(__file__).resolve().parents[1] / "rulebooks"


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    programs = postgres.find()
    if programs is None:
        missing("PostgreSQL")
    assert programs
    with postgres.started(programs) as started:
        yield started


def wrong(server: postgres.Server, rulebook: Rulebook, rows: Sequence[Row], folder: Path) -> list[str]:
    file = folder / "profiles.csv"
    write_table(file, rulebook, rows)
    columns = [KEY, *(question.id for question in rulebook.questions)]
    return differences(rulebook, rows, server.rows(file, columns, rulebook_sql(rulebook, "postgres")))


def test_a_hundred_thousand_rows_that_cover_the_bundled_rulebook_score_as_the_engine_says(
    server: postgres.Server, tmp_path: Path
) -> None:
    rulebook = bundled_rulebook()
    assert wrong(server, rulebook, covering_rows(rulebook, 100_000), tmp_path) == []


@pytest.mark.parametrize("name", ["tiny", "pets"])
def test_other_rulebooks_score_as_the_engine_says(name: str, server: postgres.Server, tmp_path: Path) -> None:
    rulebook = load_rulebook(RULEBOOKS / name)
    assert wrong(server, rulebook, covering_rows(rulebook, 2_000), tmp_path) == []


def test_random_rulebooks_score_as_the_engine_says(server: postgres.Server, tmp_path: Path) -> None:
    for seed in range(100):
        rulebook = random_rulebook(Random(seed))
        assert wrong(server, rulebook, covering_rows(rulebook, 100, seed), tmp_path) == [], f"seed {seed}"


def test_far_more_points_than_numbers_can_double_are_no_error(server: postgres.Server, tmp_path: Path) -> None:
    """PostgreSQL refuses a power that is too large or too small for its numbers."""
    rules = [make_rule(f"rule-{number}", supports={"inbound": "strong"}) for number in range(20)]
    rulebook = make_rulebook(rules=rules, settings=make_settings(strong=100, points_to_double=1))
    assert wrong(server, rulebook, covering_rows(rulebook, 10), tmp_path) == []


def test_questions_the_table_lacks_count_as_unanswered_and_wrong_words_are_told(
    server: postgres.Server, tmp_path: Path
) -> None:
    rulebook = load_rulebook(RULEBOOKS / "tiny")
    file = tmp_path / "profiles.csv"
    file.write_text("id,goal\n1,new-product\n2,\n3,x\n", encoding="utf-8")
    rows = server.rows(file, ["id", "goal"], rulebook_sql(rulebook, "postgres", columns=["goal"]))
    told = {row["id"]: (row["status"], row["leader"], row["rules"], row["unreadable"]) for row in rows}
    assert told == {
        "1": ("recommended", "outbound", "new-product-by-outbound", ""),
        "2": ("undecided", "", "", ""),
        "3": ("", "", "", "goal"),
    }
