"""Background: channels, answers, every step of every share, the sources, and what the advice rests on."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.recommendation import ChannelLine, Portion, Recommendation
from leadadvisor.model.rulebook import State
from leadadvisor.reports import wording
from leadadvisor.reports.citing import claims_named, hedged, said_where
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown_text import code, escaped, heading, in_brackets, items, paragraph, strong, table
from leadadvisor.reports.selection import leading_first

_ADVICE: tuple[State, ...] = ("now", "prepare", "not-yet", "no")


def channels(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    """Names, and the reasons for what the leader should use; every reason when verbose."""
    if not recommendation.channels:
        return
    yield heading("Channels", 2)
    for approach in leading_first(recommendation):
        lines = [line for line in recommendation.channels if line.approach == approach]
        if not lines:
            continue
        yield heading(labels.approach(approach), 3)
        leads = recommendation.leader in {approach, None}
        groups = [(advice, [line for line in lines if line.state == advice]) for advice in _ADVICE]
        yield "\n".join(
            _channels(advice, alike, labels, reasons=verbose or (leads and advice == "now"))
            for advice, alike in groups
            if alike
        )


def answers(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """Every answer with its origin."""
    if recommendation.answers:
        yield heading("Your answers", 2)
        rows = [
            (f"{labels.question(one.question)} ({one.question})", labels.option(one.question, one.option),
             wording.origin(one.origin))
            for one in recommendation.answers
        ]  # fmt: skip
        yield table(["Question", "Your answer", "From"], rows, words=3)


def accounts(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """For each approach the way from the equal share to the printed one, in percentage points that add up."""
    if recommendation.mix:
        yield heading("How each share comes about", 2)
        yield "In percentage points. They start from equal shares and add up."
    for portion in recommendation.mix:
        yield heading(f"{labels.approach(portion.approach)}, {wording.points(portion.points)}", 3)
        yield table(["Step", "Rule", "Own points", "Moved by"], list(_steps(portion, recommendation)), words=2)


def claims(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """Every claim that is cited, by document."""
    named = claims_named(recommendation, labels)
    for document in recommendation.rulebook.documents:
        cited = [claim for claim in document.claims if claim.id in named]
        if cited:
            yield heading(f"What “{document.title}” says", 2)
            yield items([
                in_brackets(f"{code(one.id)} {escaped(wording.sentence(one.says))}", f"{one.section}, {hedged(one)}")
                for one in cited
            ])  # fmt: skip


def not_considered(recommendation: Recommendation, *, verbose: bool) -> Iterator[str]:
    """What the rulebook leaves out and says so; what stands before a colon is enough unless all is asked for."""
    texts = recommendation.rulebook.not_considered
    if not texts:
        return
    yield heading("Not considered", 2)
    if verbose:
        yield items([paragraph(wording.sentence(text)) for text in texts])
    else:
        yield paragraph(wording.sentence("; ".join(text.split(": ", 1)[0].rstrip(".") for text in texts)))


def basis(recommendation: Recommendation) -> Iterator[str]:
    """The basis in the rulebook's own words, its sources, and where rules and weights stand."""
    rulebook = recommendation.rulebook
    yield heading("Basis", 2)
    yield paragraph(wording.sentence(rulebook.basis))
    if rulebook.documents:
        yield items([f"“{escaped(document.title)}”, {escaped(document.kind)}" for document in rulebook.documents])
    yield paragraph(wording.rules_and_weights(rulebook))


def _channels(advice: State, lines: list[ChannelLine], labels: Labels, *, reasons: bool) -> str:
    if not reasons:
        names = wording.listed([labels.channel(line.channel) for line in lines])
        return items([f"{strong(f'{advice}:')} {escaped(names)}"])
    return items([_with_reason(line, labels) for line in lines])


def _with_reason(line: ChannelLine, labels: Labels) -> str:
    name = escaped(wording.sentence(labels.channel(line.channel)))
    told = f"{strong(f'{line.state}:')} {name} {escaped(wording.sentence(line.because))}"
    return in_brackets(told, said_where(line.claims, labels))


def _steps(portion: Portion, recommendation: Recommendation) -> Iterator[tuple[str, str, str, str]]:
    settings = recommendation.rulebook.settings
    yield "Equal share to begin with", "", "", wording.percentage_points(portion.equal_share, 2).removeprefix("+")
    for one in portion.contributions:
        own = f"{one.points:+d}" if one.points else ""
        yield one.because, one.rule, own, wording.percentage_points(one.hundredths, 2)
    for adjustment in portion.adjustments:
        moved = wording.percentage_points(adjustment.hundredths, 2)
        yield wording.adjustment(adjustment.kind, settings), "", "", moved
    yield "Share", "", "", wording.percentage_points(portion.share * 100, 2).removeprefix("+")
