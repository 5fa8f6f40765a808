"""The markdown report: reads well on a code host and pasted into a document; every detail with -v."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.reports import Layout, sentences, wording
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.markdown.background import accounts, answers, basis, channels, claims, not_considered
from leadadvisor.reports.markdown.doubts import cautions, changes, tensions
from leadadvisor.reports.markdown.plan import means, plan
from leadadvisor.reports.markdown.reasons import leader_reasons, others_reasons
from leadadvisor.reports.markdown_text import escaped, heading, strong, table


def render(recommendation: Recommendation, layout: Layout) -> str:
    """The document; width and colour have no say."""
    labels = Labels(recommendation.rulebook)
    if layout.verbosity < 0:
        return "\n\n".join(_short(recommendation, labels)) + "\n"
    return "\n\n".join(_whole(recommendation, labels, verbose=layout.verbosity > 0)) + "\n"


def _short(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    """The first page: the advice, the mix, the cautions, and what it is made from."""
    yield from _summary(recommendation, labels)
    yield from cautions(recommendation)
    yield from basis(recommendation)


def _whole(recommendation: Recommendation, labels: Labels, *, verbose: bool) -> Iterator[str]:
    yield from _summary(recommendation, labels)
    yield from cautions(recommendation)
    if recommendation.mix:
        yield from leader_reasons(recommendation, labels, verbose=verbose)
        yield from others_reasons(recommendation, labels, verbose=verbose)
    else:  # what must change first comes first
        yield from changes(recommendation, labels, verbose=verbose)
    yield from tensions(recommendation, labels, verbose=verbose)
    yield from means(recommendation, labels)
    yield from channels(recommendation, labels, verbose=verbose)
    yield from plan(recommendation, labels)
    if recommendation.mix:
        yield from changes(recommendation, labels, verbose=verbose)
    yield from answers(recommendation, labels)
    if verbose:
        yield from accounts(recommendation, labels)
        yield from claims(recommendation, labels)
    yield from not_considered(recommendation, verbose=verbose)
    yield from basis(recommendation)


def _summary(recommendation: Recommendation, labels: Labels) -> Iterator[str]:
    yield heading(recommendation.rulebook.title, 1)
    yield strong(wording.headline(recommendation, labels))
    word, meaning = sentences.firmness(recommendation)
    if word:
        yield f"{strong(f'{word}.')} {escaped(meaning)}"
    if recommendation.mix:
        yield heading("The mix", 2)
        yield escaped(f"Shares of {recommendation.rulebook.mix_of}")
        yield _mix(recommendation, labels)


def _mix(recommendation: Recommendation, labels: Labels) -> str:
    columns = ["Approach", "Part in the mix", "Share"]
    ranged = any(wording.span(portion) for portion in recommendation.mix)
    rows = [_portion(portion, labels, ranged=ranged) for portion in recommendation.mix]
    return table([*columns, "Range"] if ranged else columns, rows, words=2)


def _portion(portion: Portion, labels: Labels, *, ranged: bool) -> list[str]:
    cells = [labels.approach(portion.approach), wording.role(portion.role), wording.percent(portion.share)]
    return [*cells, wording.span(portion)] if ranged else cells
