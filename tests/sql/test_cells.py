"""What may stand in a cell, in whatever type of column, and what becomes of the columns that are no questions."""

from __future__ import annotations

import duckdb
import pytest
from builders import chosen, make_blocker, make_question, make_rule, make_rulebook
from duck import selected

from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.sql import DIALECTS, rulebook_sql

BOOK = make_rulebook(
    questions=[make_question("goal", ["new-product", "few-deals"]), make_question("sells-now", ["yes", "no"])],
    approaches=("referral", "out-bound"),
    rules=[
        make_rule("launch", chosen("goal", "new-product"), supports={"out-bound": "strong"}),
        make_rule("friends", chosen("goal", "few-deals"), supports={"referral": "strong"}),
    ],
    blockers=[make_blocker("nobody", "out-bound", "may-not-lead", chosen("sells-now", "no"))],
)
GIVEN = 'CREATE TABLE profiles (id INTEGER, goal VARCHAR, "sells-now" VARCHAR, note VARCHAR)'


def rows_of(*values: tuple[object, ...], rulebook: Rulebook = BOOK, create: str = GIVEN) -> list[dict[str, object]]:
    with duckdb.connect() as connection:
        connection.execute(create)
        for row in values:
            connection.execute(f"INSERT INTO profiles VALUES ({', '.join('?' * len(row))})", row)
        return sorted(selected(connection, rulebook_sql(rulebook)), key=lambda row: str(row["id"]))


def test_every_column_of_the_table_stays_and_the_result_follows_in_this_order() -> None:
    (row,) = rows_of((1, "new-product", "yes", "=note"))
    assert list(row) == [
        "id", "goal", "sells-now", "note", "status", "leader", "share_referral", "share_out-bound",
        "points_referral", "points_out-bound", "rules", "state", "unreadable",
    ]  # fmt: skip
    assert tuple(row.values()) == (
        1, "new-product", "yes", "=note", "recommended", "out-bound", 35, 65, 0, 3, "launch", "now", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["New-Product", " new-product  ", "NEW-PRODUCT", "new-product\t", "\r\nnew-product\u00a0"]
)
def test_capital_letters_and_blanks_around_a_word_do_not_matter(cell: str) -> None:
    (row,) = rows_of((1, cell, None, None))
    assert (row["goal"], row["leader"], row["unreadable"]) == (cell, "out-bound", "")


@pytest.mark.parametrize("cell", [None, "", "  ", "unsure", "Unsure "])
def test_nothing_and_unsure_leave_a_question_open(cell: str | None) -> None:
    (row,) = rows_of((1, cell, "no", None))
    assert (row["status"], row["leader"], row["rules"], row["unreadable"]) == ("recommended", "referral", "", "")


@pytest.mark.parametrize(
    "cell", ["new-product\x1f", "new-product\u2003", "new product", "new_product", "x", "'; DROP TABLE profiles; --"]
)
def test_a_word_that_is_no_option_is_told_and_the_row_not_read_at_all(cell: str) -> None:
    bad, good, worse = rows_of((1, cell, "no", "kept"), (2, "few-deals", "no", ""), (3, cell, "maybe", ""))
    assert (bad["goal"], bad["note"], bad["unreadable"]) == (cell, "kept", "goal")
    result = [name for name in bad if name.startswith(("status", "leader", "share", "points", "rules", "state"))]
    assert [bad[name] for name in result] == [None] * 8
    assert (good["leader"], good["unreadable"]) == ("referral", "")
    assert worse["unreadable"] == "goal sells-now"


def test_rows_that_are_the_same_stay_as_many_as_they_are() -> None:
    rows = rows_of(*[(1, "few-deals", "yes", "again")] * 3)
    assert len(rows) == 3
    assert rows[0] == rows[1] == rows[2]


def test_a_column_without_any_answer_may_have_the_type_of_a_number() -> None:
    create = 'CREATE TABLE profiles (id INTEGER, goal VARCHAR, "sells-now" INTEGER)'
    (row,) = rows_of((1, "new-product", None), create=create)
    assert (row["leader"], row["unreadable"]) == ("out-bound", "")


def test_a_column_read_as_true_and_false_is_told_rather_than_guessed_at() -> None:
    create = 'CREATE TABLE profiles (id INTEGER, goal VARCHAR, "sells-now" BOOLEAN)'
    (row,) = rows_of((1, "new-product", False), create=create)
    assert (row["leader"], row["unreadable"]) == (None, "sells-now")


def test_a_table_with_columns_named_as_those_of_the_result_keeps_them() -> None:
    create = 'CREATE TABLE profiles (id INTEGER, goal VARCHAR, "sells-now" VARCHAR, answer_goal VARCHAR, held VARCHAR)'
    (row,) = rows_of((1, "new-product", "yes", "mine", "yours"), create=create)
    assert (row["answer_goal"], row["held"], row["leader"]) == ("mine", "yours", "out-bound")


@pytest.mark.parametrize(
    "name", ["status", "leader", "share_referral", "points_referral", "rules", "state", "unreadable"]
)
def test_a_column_of_the_table_and_one_that_is_added_are_never_taken_for_each_other(name: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE profiles AS SELECT 'few-deals' AS goal, 'mine' AS {name}")
        with pytest.raises(duckdb.BinderException, match=f'Ambiguous reference to column name "{name}"'):
            connection.execute(rulebook_sql(BOOK, columns=["goal"]))
        (row,) = selected(connection, rulebook_sql(BOOK, columns=["goal"], prefix="advice_"))
    assert (row[name], row["advice_leader"]) == ("mine", "referral")
    assert [each for each in row if each not in {"goal", name}] == [
        "advice_status", "advice_leader", "advice_share_referral", "advice_share_out-bound",
        "advice_points_referral", "advice_points_out-bound", "advice_rules", "advice_state", "advice_unreadable",
    ]  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_signs_that_cannot_be_seen_are_written_out_in_every_dialect(dialect: str) -> None:
    sql = rulebook_sql(BOOK, dialect)
    assert {sign for sign in sql if not " " <= sign <= "~"} == {"\n"}
    assert all(f"({number})" in sql for number in (9, 10, 13, 160))


@pytest.mark.parametrize(
    "table", ["answers", "speaking", "weighed", "standings", "parts", "seats", "shares", "results", "t", "r", "w"]
)
def test_a_table_may_be_named_as_a_stage_is(table: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {table} AS SELECT 'few-deals' AS goal, NULL AS \"sells-now\"")
        (row,) = selected(connection, rulebook_sql(BOOK, table=table))
        assert row["leader"] == "referral"


def test_questions_the_table_has_no_column_for_count_as_unanswered() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE profiles AS SELECT 'new-product' AS goal, 'no' AS \"sells-now\"")
        everything = selected(connection, rulebook_sql(BOOK))
        connection.execute('ALTER TABLE profiles DROP COLUMN "sells-now"')
        (row,) = selected(connection, rulebook_sql(BOOK, columns=["Goal "]))
        with pytest.raises(duckdb.BinderException, match="sells-now"):
            connection.execute(rulebook_sql(BOOK))
    assert everything[0]["leader"] == "referral"
    assert (row["leader"], row["unreadable"]) == ("out-bound", "")


def test_names_may_have_underscores_in_place_of_hyphens() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE profiles AS SELECT 'new-product' AS goal, 'yes' AS sells_now")
        (row,) = selected(connection, rulebook_sql(BOOK, underscores=True, columns=["goal", "sells_now"]))
    assert (row["leader"], row["share_out_bound"], row["points_out_bound"]) == ("out-bound", 65, 3)
    assert not [name for name in row if "-" in name]


@pytest.mark.parametrize("columns", [[], ["gaol"], ["goal", "none"]])
def test_columns_that_are_no_questions_are_wrong_usage(columns: list[str]) -> None:
    with pytest.raises(WrongUsage, match=r"at least one question|there is no question '(gaol|none)'"):
        rulebook_sql(BOOK, columns=columns)


def test_ids_that_are_full_of_quotes_stay_within_theirs() -> None:
    """The rulebook's files cannot have such ids; a rulebook made in Python can."""
    nasty = """x'"`; -- */ /* \\"""
    rulebook = make_rulebook(
        questions=[make_question(nasty, [nasty, "b"])],
        approaches=(nasty, "other"),
        rules=[make_rule(nasty, chosen(nasty, nasty), supports={nasty: "strong"})],
        blockers=[make_blocker(nasty, nasty, "rules-out", chosen(nasty, "b"))],
    )
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE profiles ("{}" VARCHAR)'.format(nasty.replace('"', '""')))
        connection.execute("INSERT INTO profiles VALUES (?), ('b')", [nasty])
        rows = selected(connection, rulebook_sql(rulebook))
    assert {(row["leader"], row["rules"]) for row in rows} == {(nasty, nasty), ("other", "")}


def test_rules_with_endless_ids_are_kept_apart() -> None:
    long = "a-very-long-name-" * 6
    rules = [
        make_rule(f"{long}{end}", chosen("size", end), supports={"inbound": "strong"}) for end in ("small", "large")
    ]
    rulebook = make_rulebook(rules=rules)
    sql = rulebook_sql(rulebook, "postgres")
    assert '"rule_1"' in sql
    assert '"rule_2"' in sql
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE profiles AS SELECT 'large' AS size")
        assert selected(connection, rulebook_sql(rulebook))[0]["rules"] == f"{long}large"
