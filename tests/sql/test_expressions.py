"""A table is meant by its name as the dialect reads it, and nothing but a name is taken."""

from __future__ import annotations

import pytest
from builders import make_rulebook
from sqlglot import exp

from leadadvisor.errors import WrongUsage
from leadadvisor.sql import DIALECTS, rulebook_sql
from leadadvisor.sql.expressions import Names, table_of

MEANT = [
    ("duckdb", "profiles", '"profiles"'),
    ("duckdb", "Sales.Firms", '"Sales"."Firms"'),
    ("duckdb", "a.b.c", '"a"."b"."c"'),
    ("duckdb", '"profiles 2026.csv"', '"profiles 2026.csv"'),
    ("duckdb", "order", '"order"'),
    ("postgres", "Sales.Firms", '"sales"."firms"'),
    ("postgres", 'Sales."Firms"', '"sales"."Firms"'),
    ("postgres", '"a""b"', '"a""b"'),
    ("snowflake", "db.sales.firms", '"DB"."SALES"."FIRMS"'),
    ("snowflake", 'sales."firms"', '"SALES"."firms"'),
    ("bigquery", "my-project.sales.Firms", "`my-project`.`sales`.`Firms`"),
    ("bigquery", "`my-project.sales.firms`", "`my-project`.`sales`.`firms`"),
    ("spark", "Sales.Firms", "`sales`.`firms`"),
    ("trino", "hive.Sales.firms", '"hive"."sales"."firms"'),
]
REFUSED = [
    "", " ", ".", "a.", ".a", "a..b", "a; DROP TABLE b", "a b", "a AS b", "a -- b", "a /* b */", "(SELECT 1)", "a, b",
    "a JOIN b", "a WHERE 1", "read_csv('x')", "f(x)", "$a", "?", "{{ a }}", "a.*", "*", "'", '"', "a.b.c.d",
    "a.b.c.d.e", "a@b", "a TABLESAMPLE 3", "a UNION SELECT 1", "x" * 2_000, "((((((((((a", "SELECT", "\x00", "a\nb",
    '"a\x07b"', '""', "``",
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "path", "written"), MEANT)
def test_a_name_is_quoted_as_the_dialect_reads_it(dialect: str, path: str, written: str) -> None:
    assert table_of(path, dialect).sql(dialect) == written
    assert f"FROM {written} AS " in rulebook_sql(make_rulebook(), dialect, path)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path[:20] or "nothing")
def test_what_is_no_name_is_refused(dialect: str, path: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        rulebook_sql(make_rulebook(), dialect, path)
    assert str(caught.value).startswith("--table cannot be ")
    assert len(str(caught.value)) < 200


def test_columns_have_different_names_whatever_their_ids() -> None:
    names = Names("duckdb", exp.to_table("x"), underscores=True)
    assert names.within("times", 0, "a-b", "c") != names.within("times", 1, "a", "b-c")
    assert names.within("rule", 4, "x" * 60) == "rule_5"


def test_snowflake_reads_names_without_hyphens_in_capital_letters() -> None:
    assert Names("snowflake", exp.to_table("x"), underscores=True).shown("icp-clarity") == "ICP_CLARITY"
    assert Names("snowflake", exp.to_table("x"), underscores=False).shown("icp-clarity") == "icp-clarity"
    assert Names("postgres", exp.to_table("x"), underscores=True).shown("icp-clarity") == "icp_clarity"
