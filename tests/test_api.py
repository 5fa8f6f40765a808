"""The package from Python: five functions and a version, loaded only when they are called."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import leadadvisor
from leadadvisor.errors import CannotRead, WrongUsage
from leadadvisor.model.rulebook import Rulebook

TINY = Path(__file__).parent / "rulebooks" / "tiny"


@pytest.fixture
def rulebook() -> Rulebook:
    return leadadvisor.load_rulebook(TINY)


def test_answers_become_a_recommendation_and_that_becomes_text(rulebook: Rulebook) -> None:
    recommendation = leadadvisor.recommend(rulebook, {"goal": "new-product", "people": "sellers"})
    assert recommendation.leader == "outbound"
    assert sum(portion.share for portion in recommendation.mix) == 100
    assert leadadvisor.render(recommendation).endswith("\n")
    assert leadadvisor.render(recommendation, "json").startswith('{\n "schema": "leadadvisor/recommendation/2"')


def test_a_rulebook_becomes_a_select(rulebook: Rulebook) -> None:
    select = leadadvisor.rulebook_sql(rulebook, "postgres", "sales.firms", columns=["goal"], underscores=True)
    assert 'FROM "sales"."firms" AS "t"' in select
    assert '"rule_new_product_by_outbound"' in select
    assert leadadvisor.rulebook_sql(rulebook) == leadadvisor.rulebook_sql(rulebook, "duckdb", "profiles")
    with pytest.raises(WrongUsage, match="mysql"):
        leadadvisor.rulebook_sql(rulebook, "mysql")


def test_rows_of_cells_are_scored_as_a_recommendation_has_it(rulebook: Rulebook) -> None:
    score = leadadvisor.row_scorer(rulebook, ["goal", "people"])
    outcome = score(["new-product", "sellers"])
    recommendation = leadadvisor.recommend(rulebook, {"goal": "new-product", "people": "sellers"})
    assert (outcome.leader, outcome.firmness) == (recommendation.leader, recommendation.firmness)
    assert sorted(outcome.shares) == sorted(portion.share for portion in recommendation.mix)
    open_row = leadadvisor.row_scorer(rulebook, ["people"], ranges=True)(["sellers"])
    assert open_row.low < open_row.shares < open_row.high or open_row.low != open_row.high
    with pytest.raises(KeyError):
        score(["new-product", "some"])


def test_a_profile_does_as_well_as_a_mapping(rulebook: Rulebook) -> None:
    from leadadvisor.questionnaire.answers import profile_from_mapping

    answers = {"goal": "few-deals"}
    assert leadadvisor.recommend(rulebook, profile_from_mapping(rulebook, answers)) == leadadvisor.recommend(
        rulebook, answers
    )


def test_without_a_directory_the_rulebook_is_that_of_the_environment_or_the_one_that_comes_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert leadadvisor.load_rulebook().name == "leadadvisor"
    monkeypatch.setenv("LEADADVISOR_RULEBOOK", str(TINY))
    assert leadadvisor.load_rulebook().name == "tiny"
    assert leadadvisor.load_rulebook(str(TINY)) == leadadvisor.load_rulebook(TINY)


def test_what_cannot_be_done_is_raised_as_the_docstrings_say(rulebook: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        leadadvisor.load_rulebook(tmp_path / "none")
    with pytest.raises(WrongUsage, match="goal has no option 'x'"):
        leadadvisor.recommend(rulebook, {"goal": "x"})
    with pytest.raises(WrongUsage, match="json"):
        leadadvisor.render(leadadvisor.recommend(rulebook, {}), "jsn")


def test_every_public_name_is_documented() -> None:
    assert leadadvisor.__all__ == ["__version__", "load_rulebook", "recommend", "render", "row_scorer", "rulebook_sql"]
    assert all(inspect.getdoc(getattr(leadadvisor, name)) for name in leadadvisor.__all__)


def test_importing_the_package_imports_nothing_but_its_version() -> None:
    listing = "import sys; before = set(sys.modules); import leadadvisor; print(sorted(set(sys.modules) - before))"
    finished = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert finished.stdout == "['__future__', 'leadadvisor', 'leadadvisor.version']\n"
