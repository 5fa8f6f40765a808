"""What stands behind the first pages: every step, every disagreement, the answers, the sources, the basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.reports import sentences, wording
from leadadvisor.reports.citing import hedged
from leadadvisor.reports.html.channels import channel_cards
from leadadvisor.reports.html.doubts import TENSIONS_IN_FULL, tension
from leadadvisor.reports.html.markup import Html, element, joined, unless_empty
from leadadvisor.reports.html.reasons import account
from leadadvisor.reports.html.references import References
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import nearest_misses, tensions_by_weight
from leadadvisor.reports.text import one_line

_ON_PAPER = (
    "The file itself holds more: every step of the plan with its measure, every reason, disagreement and channel, "
    "your answers, and what the sources say."
)


def details(recommendation: Recommendation, labels: Labels, references: References, *, unfolded: bool) -> Html:
    """Everything else there is to tell, folded away unless asked for."""
    parts = (
        ("How each share comes about", _accounts(recommendation, labels, references)),
        ("Every disagreement that bears on you", _tensions(recommendation, labels, references)),
        ("Every channel with its reason", channel_cards(recommendation, labels, references, reasons=True)),
        ("Your answers", _answers(recommendation, labels)),
        ("What the sources say", _claims(references, labels)),
    )
    folded = [_folded(title, content, unfolded=unfolded) for title, content in parts if content]
    if not folded:
        return Html()
    return element(
        "section",
        element("h2", "In detail", id="details"),
        element("div", *folded, class_="body"),
        element(
            "p",
            _ON_PAPER,
            class_="on-paper",
        ),
        class_="details",
        aria_labelledby="details",
    )


def basis(recommendation: Recommendation) -> Html:
    """What was not considered, the basis in the rulebook's own words, its sources, and where its rules stand."""
    rulebook = recommendation.rulebook
    documents = (
        element("li", element("cite", f"“{one_line(one.title)}”"), f", {one_line(one.kind)}")
        for one in rulebook.documents
    )
    return element(
        "footer",
        _not_considered(rulebook.not_considered),
        element("h2", "Basis"),
        element("p", wording.sentence(rulebook.basis)),
        unless_empty("ul", *documents),
        element("p", wording.rules_and_weights(rulebook), class_="fine"),
    )


def _not_considered(texts: Sequence[str]) -> Html:
    if not texts:
        return Html()
    lines = (element("li", *_with_lead(text)) for text in texts)
    return joined(element("h2", "Not considered"), element("ul", *lines, class_="left-out"))


def _with_lead(text: str) -> Iterator[str]:
    """What stands before a colon is the gist; the rest is left out in print."""
    gist, colon, rest = wording.sentence(text).partition(": ")
    yield gist
    if colon:
        yield element("span", f"{colon}{rest}", class_="rest")


def _folded(title: str, content: Html, *, unfolded: bool) -> Html:
    return element("details", element("summary", element("h3", title)), content, open=unfolded)


def _accounts(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    if not recommendation.mix:
        return Html()
    told = "In percentage points. They start from equal shares and add up."
    accounts = (_account(portion, recommendation, labels, references) for portion in recommendation.mix)
    return joined(element("p", told, class_="quiet"), *accounts)


def _account(portion: Portion, recommendation: Recommendation, labels: Labels, references: References) -> Html:
    misses = [element("li", sentences.near_miss(miss, labels)) for miss in nearest_misses(portion, labels)]
    lacked = joined(element("h5", "What it lacked"), element("ul", *misses)) if misses else Html()
    return element(
        "article",
        element(
            "h4",
            labels.approach(portion.approach),
            element("span", f", {wording.points(portion.points)}", class_="quiet"),
        ),
        account(portion, recommendation, labels, references),
        lacked,
        class_="account",
    )


def _tensions(recommendation: Recommendation, labels: Labels, references: References) -> Html:
    """Those not told in full before."""
    lines = tensions_by_weight(recommendation, labels)[TENSIONS_IN_FULL:]
    return joined(*(tension(line, labels, references, "h4") for line in lines))


def _answers(recommendation: Recommendation, labels: Labels) -> Html:
    if not recommendation.answers:
        return Html()
    rows = (
        element(
            "tr",
            element("th", labels.question(one.question), " ", element("span", one.question, class_="id"), scope="row"),
            element("td", labels.option(one.question, one.option)),
            element("td", wording.origin(one.origin), class_="quiet"),
        )
        for one in recommendation.answers
    )
    head = element("tr", *(element("th", title, scope="col") for title in ("Question", "Your answer", "From")))
    return element("table", element("thead", head), element("tbody", *rows))


def _claims(references: References, labels: Labels) -> Html:
    told = []
    document = ""
    for claim in references.claims:
        if claim.document != document:
            document = claim.document
            found = labels.document(document)
            told.append(element("h4", f"“{one_line(found.title)}”" if found else document))
        told.append(
            element(
                "p",
                element("span", claim.id, class_="id"),
                " ",
                wording.sentence(claim.says),
                " ",
                element("cite", f"{one_line(claim.section)}, {hedged(claim)}"),
                id=references.anchor(claim),
                class_="claim",
            )
        )
    return joined(*told)
