"""Why a question is asked: the rulebook's own reason, what the sources disagree on, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterable

from leadadvisor.cli.screen.choice import Painter
from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evidence import weigh_rules
from leadadvisor.model.rulebook import Claim, Contradiction, Question, Rulebook, Tension
from leadadvisor.reports import citing, wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.terminal.page import Page


def why_asked(rulebook: Rulebook, question: Question) -> Painter:
    """The page behind `?` at a question."""
    tensions = [tension for tension in rulebook.tensions if question.id in tension.decided_by]
    disputed = {claim for tension in tensions for side in tension.sides for claim in side.claims}
    claims = [claim for claim in claims_behind(rulebook, question) if claim not in disputed]

    def paint(page: Page) -> None:
        page.paragraph((question.text, "bold"), indent=1)
        page.paragraph((question.help, "dim"), indent=1)
        page.blank()
        page.paragraph(question.why, indent=1)
        if tensions:
            page.blank()
            page.paragraph(("Where the sources disagree, this answer helps to decide", "bold"), indent=1)
            for tension in tensions:
                _tension(page, tension, rulebook)
        _claims(page, claims, rulebook)
        if question.options:
            _options(page, question)

    return paint


def why_contradictory(rulebook: Rulebook, contradiction: Contradiction) -> Painter:
    """The page behind `?` where answers do not go together."""

    def paint(page: Page) -> None:
        page.paragraph(contradiction.because, indent=1)
        _claims(page, contradiction.claims, rulebook)

    return paint


def claims_behind(rulebook: Rulebook, question: Question) -> tuple[str, ...]:
    """Ids of the claims whose rules and blockers read this question, each once, in the order of the rulebook."""
    claims = [claim for rule in weigh_rules(rulebook) if question.id in rule.reads for claim in rule.rule.claims]
    for blocker in rulebook.blockers:
        if question.id in questions_read(blocker.when):
            claims += blocker.claims
    return tuple(dict.fromkeys(claims))


def _tension(page: Page, tension: Tension, rulebook: Rulebook) -> None:
    labels = Labels(rulebook)
    page.blank()
    page.paragraph(tension.title, indent=1)
    for side in tension.sides:
        how = citing.how_said(side.claims, labels)
        page.entry("-", side.says, (f" {_where(side.claims, labels)}{f', {how}' if how else ''}.", "dim"),
                   indent=1, room=2)  # fmt: skip


def _claims(page: Page, claims: Iterable[str], rulebook: Rulebook) -> None:
    """What each document says, with its hedge."""
    labels = Labels(rulebook)
    known = [claim for claim in map(labels.claim, claims) if claim]
    for document in rulebook.documents:
        said = [claim for claim in known if claim.document == document.id]
        if said:
            page.blank()
            page.paragraph(
                ("What “", "bold"), (citing.short_title(document.title), "bold"), ("” says", "bold"), indent=1
            )
        for claim in said:
            page.entry("-", wording.sentence(claim.says), (f" {_hedge(claim, labels)}", "dim"), indent=1, room=2)


def _hedge(claim: Claim, labels: Labels) -> str:
    how = citing.how_said([claim.id], labels)
    return f"{claim.section}; {how}."


def _where(claims: Iterable[str], labels: Labels) -> str:
    """The documents behind a side, by their short titles."""
    known = [claim.document for claim in map(labels.claim, claims) if claim]
    titles = [citing.short_title(found.title) for found in map(labels.document, dict.fromkeys(known)) if found]
    return wording.listed([f"“{title}”" for title in titles])


def _options(page: Page, question: Question) -> None:
    page.blank()
    page.paragraph(("What the answers mean", "bold"), indent=1)
    for number, option in enumerate(question.options, 1):
        page.entry(f"{number}", option.label, (f": {option.help}" if option.help else "", "dim"), indent=1, room=3)
    page.entry("u", "Not sure", (": nothing is assumed for it. What rests on it stays open.", "dim"), indent=1, room=3)
