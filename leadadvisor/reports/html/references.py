"""The claims a report cites: each has one place at its end, and every citation leads there."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Claim
from leadadvisor.reports.citing import cited, claims_named, how_said
from leadadvisor.reports.html.markup import Html, element, joined
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.text import one_line


class References:
    """The claims cited in one report, in the order of their documents; not linked where they are not told in full."""

    def __init__(self, recommendation: Recommendation, labels: Labels, *, linked: bool) -> None:
        self._labels = labels
        named = claims_named(recommendation, labels)
        self.claims = tuple(claim for claim in recommendation.rulebook.claims() if claim.id in named)
        self._anchors = {
            claim.id: f"claim-{number}" for number, claim in enumerate(self.claims if linked else (), start=1)
        }

    def anchor(self, claim: Claim) -> str:
        """The id of the place of a claim."""
        return self._anchors[claim.id]

    def cited(self, claim: Claim) -> Html:
        """A claim with its id, title, section and how strongly it is said."""
        return element("cite", self._link(claim.id), " ", cited(claim, self._labels))

    def said(self, claims: Sequence[str]) -> Html:
        """How several claims are said, and their ids, after a blank and in brackets; nothing for none."""
        if not claims:
            return Html()
        said = how_said(claims, self._labels)
        links = [part for claim in claims for part in (", ", self._link(claim))][1:]
        return joined(" ", element("cite", f"({said}; " if said else "(", *links, ")"))

    def _link(self, claim: str) -> Html:
        anchor = self._anchors.get(claim)
        return element("a", one_line(claim), href=f"#{anchor}") if anchor else element("span", one_line(claim))
