"""Hours, money and conversations as one table."""

from __future__ import annotations

from sample import COMPLETE, LEADS

from leadadvisor.model.means import Means, Needed, Portioned, Split, Target
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.means_table import means_table

HOURS = Split(1200, 150, 50, (Portioned("outbound", 600, 0, ()), Portioned("inbound", 450, 0, ())))
MONEY = Split(
    100_000, 10_000, 1000, (Portioned("outbound", 60_000, 0, ()), Portioned("inbound", 30_000, 30_000, ("paid-ads",)))
)
TARGET = Target(6, 2000, 6, 30, 12, (Needed("outbound", 20, 8), Needed("inbound", 10, 4)))


def test_each_figure_that_was_given_has_a_column_and_each_approach_a_row() -> None:
    table = means_table(Means(HOURS, MONEY, "EUR", TARGET), COMPLETE, Labels(LEADS))
    assert table.columns == ("Approach", "Hours a week", "Money a month", "Your target")
    assert table.rows == (
        ("Outbound", "6 h", "600 EUR", "20 qualified conversations, 0.8 a week"),
        ("Inbound", "4.5 h", "300 EUR", "10 qualified conversations, 0.4 a week"),
        ("Referral", "", "", ""),
        ("Reserve", "1.5 h", "100 EUR", ""),
        ("In all", "12 h", "1,000 EUR", ""),
    )


def test_what_was_not_given_has_no_column() -> None:
    table = means_table(Means(HOURS, None, "", None), COMPLETE, Labels(LEADS))
    assert table.columns == ("Approach", "Hours a week")
    assert {len(row) for row in table.rows} == {2}


def test_a_target_alone_has_neither_reserve_nor_total() -> None:
    table = means_table(Means(None, None, "", TARGET), COMPLETE, Labels(LEADS))
    assert [row[0] for row in table.rows] == ["Outbound", "Inbound", "Referral"]


def test_the_notes_name_what_is_bought_what_is_kept_back_and_that_a_target_is_no_forecast() -> None:
    bought, kept, target, _ = means_table(Means(HOURS, MONEY, "EUR", TARGET), COMPLETE, Labels(LEADS)).notes
    assert bought.startswith("Inbound: for Paid ads")
    assert "at least 10 % is kept back" in kept
    assert target.endswith("not a forecast.")
