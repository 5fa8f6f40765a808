"""The command `rules sql`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from faults import PETS

import leadadvisor
from leadadvisor.cli.exit_codes import ExitCode

Program = Callable[..., tuple[int, str, str]]
TRY = "Try: leadadvisor rules sql --help\n"


def test_the_rulebook_in_use_is_printed_as_one_select_for_duckdb(program: Program, tiny: Path) -> None:
    assert program("rules", "sql") == (ExitCode.FINE, leadadvisor.rulebook_sql(leadadvisor.load_rulebook(tiny)), "")


def test_every_option_is_passed_on(program: Program, tiny: Path) -> None:
    words = ["--dialect", "Trino", "--table", "hive.sales.firms", "--columns", "goal, People", "--underscores"]
    expected = leadadvisor.rulebook_sql(
        leadadvisor.load_rulebook(tiny), "trino", "hive.sales.firms", columns=["goal", "people"], underscores=True
    )
    assert program("rules", "sql", *words) == (ExitCode.FINE, expected, "")


def test_another_rulebook_may_be_named_and_the_select_go_to_a_file(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "pets.sql"
    assert program("rules", "sql", str(PETS), "-o", str(file)) == (ExitCode.FINE, "", "")
    assert file.read_text(encoding="utf-8") == leadadvisor.rulebook_sql(leadadvisor.load_rulebook(PETS))
    code, out, err = program("rules", "sql", "--rulebook", str(PETS), "-o", str(file))
    assert (code, out) == (ExitCode.FAULT, "")
    assert "--force" in err


def test_what_is_printed_can_be_run_as_it_is(program: Program) -> None:
    sql = program("rules", "sql", "--columns", "goal")[1]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE profiles AS SELECT 'new-product' AS goal")
        assert connection.execute(f"SELECT leader, rules FROM ({sql})").fetchall() == [
            ("outbound", "new-product-by-outbound")
        ]


@pytest.mark.parametrize("words", [("--columns", ","), ("--table", ""), ("--dialect", "")])
def test_a_value_that_says_nothing_is_wrong_usage(words: tuple[str, str], program: Program) -> None:
    code, out, err = program("rules", "sql", *words)
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.endswith(TRY)


def test_without_sqlglot_the_program_says_how_to_get_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    for name in [name for name in sys.modules if name.startswith("leadadvisor.sql.")]:
        monkeypatch.delitem(sys.modules, name)
    assert program("rules", "sql") == (
        ExitCode.USAGE,
        "",
        f"Error: SQL is written with sqlglot, which is missing: pip install 'leadadvisor[sql]'\n{TRY}",
    )
    assert program("rules", "sql", "--help")[0] == ExitCode.FINE
