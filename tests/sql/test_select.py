"""The text of the SELECT: the same for the same rulebook, readable, and SQL in every dialect."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from builders import make_blocker, make_rule, make_rulebook
from generators import bundled_rulebook
from sqlglot import exp, parse_one, tokenize
from stages import slow_but

from leadadvisor.errors import WrongUsage
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.sql import DIALECTS, rulebook_sql
from leadadvisor.sql.select import wrapped

GOLDEN = Path(__file__).with_name("golden") / "bundled.duckdb.sql"
RULEBOOKS = {name: load_rulebook(Path(__file__).resolve().parents[1] / "rulebooks" / name) for name in ("tiny", "pets")}
EVERYWHERE = {"CHR",
    "CAST", "CEIL", "COALESCE", "CONCAT", "FLOOR", "GREATEST", "LEAST", "LOWER", "MIN", "POWER", "SUM", "TRIM",
}  # fmt: skip
"""Functions that the manual of every dialect has, with these arguments."""

ALSO = {"bigquery": {"STRUCT", "UNNEST"}}
NO_FUNCTIONS = {"AND", "AS", "FROM", "IN", "MATERIALIZED", "NOT", "ON", "OR", "WHEN", "VALUES"}


@cache
def bundled_sql(dialect: str) -> str:
    return rulebook_sql(bundled_rulebook(), dialect)


def test_the_select_of_the_bundled_rulebook_is_what_the_golden_file_holds() -> None:
    """Token by token: another sqlglot may break lines elsewhere. The digest changes with every word of the rules."""
    text = re.sub(r"sha256:\w+", "sha256:...", rulebook_sql(bundled_rulebook()))
    if os.environ.get("UPDATE_GOLDEN") == "1" and not os.environ.get("CI"):
        GOLDEN.write_text(text, encoding="utf-8", newline="")
        return
    golden = GOLDEN.read_bytes().decode()
    assert text.split("WITH", 1)[0] == golden.split("WITH", 1)[0]
    assert pieces(text) == pieces(golden), "UPDATE_GOLDEN=1 pytest tests/sql writes it anew"


def test_the_same_rulebook_gives_the_same_bytes_in_every_process() -> None:
    command = "import leadadvisor; print(leadadvisor.rulebook_sql(leadadvisor.load_rulebook(), 'postgres'), end='')"
    root = str(Path(__file__).resolve().parents[2])
    texts = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {rulebook_sql(bundled_rulebook(), "postgres").encode()}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["tiny", "pets"])
def test_the_dialect_reads_its_own_text_and_finds_every_name_in_quotes(dialect: str, name: str) -> None:
    finds_every_name_in_quotes(rulebook_sql(RULEBOOKS[name], dialect), dialect)


@pytest.mark.parametrize("dialect", slow_but(("duckdb", "bigquery"), DIALECTS))
def test_the_dialect_reads_the_text_of_the_bundled_rulebook(dialect: str) -> None:
    finds_every_name_in_quotes(bundled_sql(dialect), dialect)


def finds_every_name_in_quotes(text: str, dialect: str) -> None:
    select = parse_one(text, dialect=dialect)
    assert isinstance(select, exp.Select)
    assert not list(select.find_all(exp.Command))
    assert [str(each) for each in select.find_all(exp.Identifier) if not each.args.get("quoted")] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_only_functions_that_every_dialect_has_are_called(dialect: str) -> None:
    text = bundled_sql(dialect)
    code = re.sub(r"--[^\n]*|/\*.*?\*/|'[^']*'|\"[^\"]*\"|`[^`]*`", "", text)
    called = set(re.findall(r"\b([A-Z_]+)\s*\(", code)) - NO_FUNCTIONS
    assert called <= EVERYWHERE | ALSO.get(dialect, set())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_rule_and_every_blocker_is_in_sight_under_its_id(dialect: str) -> None:
    rulebook = bundled_rulebook()
    text = bundled_sql(dialect)
    assert [rule.id for rule in rulebook.rules if f"rule_{rule.id}" not in text] == []
    assert [blocker.id for blocker in rulebook.blockers if blocker.id not in text] == []


def test_stages_are_numbered_and_told_in_a_few_words() -> None:
    text = bundled_sql("duckdb")
    assert re.findall(r"^ *\/\* (\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 11)]
    remarks = re.findall(r"^ *(--.*|/\*.*)$", text, re.MULTILINE)
    assert max(len(line) for line in remarks if "sha256" not in line) <= 120


def test_only_postgres_has_to_be_told_to_work_out_a_stage_once() -> None:
    assert {dialect for dialect in DIALECTS if "MATERIALIZED" in rulebook_sql(make_rulebook(), dialect)} == {"postgres"}


def test_a_remark_ends_where_it_should_whatever_is_in_it() -> None:
    rulebook = make_rulebook(blockers=[make_blocker("a */ SELECT 1 /* b\n-- c", "inbound")])._replace(
        name="x\nSELECT 1 */ /* --"
    )
    for dialect in DIALECTS:
        text = rulebook_sql(rulebook, dialect)
        assert len(list(parse_one(text, dialect=dialect).find_all(exp.CTE))) == 8
        assert "\nSELECT 1" not in text
        assert text.count("/*") == text.count("*/")


def test_more_rules_than_a_function_takes_arguments_are_strung_together_in_parts() -> None:
    rulebook = make_rulebook(rules=[make_rule(f"rule-{number}") for number in range(120)])
    calls = parse_one(rulebook_sql(rulebook, "postgres"), dialect="postgres").find_all(exp.Concat, exp.Anonymous)
    assert max(len(call.expressions) for call in calls) == 50


def test_long_sums_are_broken_outside_parentheses_and_stay_the_same_sums() -> None:
    line = "  a + CASE x WHEN 1 THEN 2 END - LEAST(b, c + d) + eeeeeeeeee AS total,"
    assert wrapped(line, 30) == ("  a + CASE x WHEN 1 THEN 2 END\n    - LEAST(b, c + d)\n    + eeeeeeeeee AS total,")
    assert wrapped(line, 100) == line
    assert wrapped('FROM "a + b + c + d + e + f + g + h" AS t', 10) == 'FROM "a + b + c + d + e + f + g + h" AS t'


def test_without_sqlglot_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    for name in [name for name in sys.modules if name.startswith("leadadvisor.sql.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(WrongUsage, match=r"pip install 'leadadvisor\[sql\]'"):
        rulebook_sql(make_rulebook())


def test_a_dialect_there_is_not_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="mysql"):
        rulebook_sql(make_rulebook(), "mysql")


def pieces(text: str) -> list[str]:
    """The tokens, and the remarks, without the space between them."""
    remarks = re.findall(r"/\*.*?\*/", text)
    return [token.text for token in tokenize(text, read="duckdb")] + remarks
