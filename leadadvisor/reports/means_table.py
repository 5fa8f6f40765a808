"""The means as a table of words: hours, money and conversations by approach, for the reports that are documents."""

from __future__ import annotations

from leadadvisor.model.means import Means
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports import plan_words
from leadadvisor.reports.labels import Labels


class MeansTable(NamedTuple):
    """A column for each thing the user gave a figure for; the first column holds names. `notes` stand below it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def means_table(means: Means, recommendation: Recommendation, labels: Labels) -> MeansTable:
    """The table; a cell is empty where an approach gets nothing."""
    splits = plan_words.splits(means)
    needed = {each.approach: plan_words.needed(each) for each in means.target.by_approach} if means.target else {}
    columns = ["Approach", *(title for title, _, _ in splits), *(["Your target"] if needed else [])]
    rows = []
    for portion in recommendation.mix:
        amounts = ["" for _ in splits]
        for place, (_, unit, split) in enumerate(splits):
            part = next((part for part in split.parts if part.approach == portion.approach), None)
            amounts[place] = plan_words.with_unit(part.amount, unit) if part else ""
        asked = [needed.get(portion.approach, "")] if needed else []
        rows.append((labels.approach(portion.approach), *amounts, *asked))
    blank = [""] if needed else []
    if splits:
        reserve = (plan_words.with_unit(split.reserve, unit) for _, unit, split in splits)
        total = (plan_words.with_unit(split.total, unit) for _, unit, split in splits)
        rows += [("Reserve", *reserve, *blank), ("In all", *total, *blank)]
    return MeansTable(tuple(columns), tuple(rows), _notes(means, recommendation, labels))


def _notes(means: Means, recommendation: Recommendation, labels: Labels) -> tuple[str, ...]:
    bought = [
        f"{labels.approach(part.approach)}: {told}."
        for _, unit, split in plan_words.splits(means)
        for part in split.parts
        if (told := plan_words.paid_part(split, part.approach, unit, labels))
    ]
    kept = plan_words.kept_back(means, recommendation.rulebook.settings.reserve.value)
    target = (plan_words.target(means.target), plan_words.AS_IF_BY_SHARE) if means.target else ()
    return tuple(note for note in (*bought, kept, *target) if note)
