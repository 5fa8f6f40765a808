"""The html report: one self-contained page for a screen and for two sheets of paper; details are folded away."""

from __future__ import annotations

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout, wording
from leadadvisor.reports.html.background import basis, details
from leadadvisor.reports.html.channels import channels
from leadadvisor.reports.html.document import document
from leadadvisor.reports.html.doubts import cautions, changes, tensions
from leadadvisor.reports.html.markup import Html, element
from leadadvisor.reports.html.means import means
from leadadvisor.reports.html.plan import plan
from leadadvisor.reports.html.reasons import leader_reasons, others_reasons
from leadadvisor.reports.html.references import References
from leadadvisor.reports.html.summary import summary
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


def render(recommendation: Recommendation, layout: Layout) -> str:
    """The page; a quiet one holds the advice and its cautions, a verbose one has every detail unfolded."""
    labels = Labels(recommendation.rulebook)
    references = References(recommendation, labels, linked=layout.verbosity >= 0)
    title = one_line(recommendation.rulebook.title)
    return document(
        f"{title}: {wording.verdict(recommendation, labels)}",
        element(
            "header",
            element("p", f"{one_line(recommendation.rulebook.name)} · recommendation", class_="eyebrow"),
            element("h1", title),
        ),
        element("main", *_sections(recommendation, labels, references, layout)),
        basis(recommendation),
    )


def _sections(recommendation: Recommendation, labels: Labels, references: References, layout: Layout) -> list[Html]:
    first = [summary(recommendation, labels), cautions(recommendation, references)]
    if layout.verbosity < 0:
        return first
    reasons = [
        leader_reasons(recommendation, labels, references),
        others_reasons(recommendation, labels, references),
    ]
    effort = means(recommendation, labels)
    todo = plan(recommendation, labels, references)
    disagreements = tensions(recommendation, labels, references)
    ways = channels(recommendation, labels, references)
    otherwise = changes(recommendation, labels)
    # Where nothing is feasible, what must change first comes first.
    rest = (
        [*reasons, disagreements, effort, ways, todo, otherwise]
        if recommendation.mix
        else [otherwise, disagreements, effort, ways, todo]
    )
    return [*first, *rest, details(recommendation, labels, references, unfolded=layout.verbosity > 0)]
