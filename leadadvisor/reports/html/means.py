"""Your hours and money: the user's own figures shared out, and what a target of theirs asks for."""

from __future__ import annotations

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports.html.markup import Html, element
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.means_table import means_table


def means(recommendation: Recommendation, labels: Labels) -> Html:
    """One table for all figures that were given; nothing where none were."""
    if recommendation.means is None:
        return Html()
    table = means_table(recommendation.means, recommendation, labels)
    head = element("tr", *(element("th", title, scope="col") for title in table.columns))
    rows = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell) for cell in row[1:]),
        )
        for row in table.rows
    )
    return element(
        "section",
        element("h2", "Your hours and money", id="means"),
        element(
            "div",
            element("table", element("thead", head), element("tbody", *rows)),
            *(element("p", note, class_="fine") for note in table.notes),
            class_="body",
        ),
        class_="means",
        aria_labelledby="means",
    )
