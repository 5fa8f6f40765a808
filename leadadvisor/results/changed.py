"""What new rows changed, in one line: how far each comparison has come, and the mix where it moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadadvisor.engine.own_results import own_standing
from leadadvisor.engine.results_in_mix import recommend_with_results
from leadadvisor.model.profile import Profile
from leadadvisor.model.results import OwnStanding, RateComparison, ResultRow, Word
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.text import capital, counted, within

_SAID: dict[Word, str] = {"points-to": "your log now points to", "decided": "your log now decides for"}


def what_changed(
    rulebook: Rulebook,
    profile: Profile,
    before: Sequence[ResultRow],
    after: Sequence[ResultRow],
    days_to_judge: int | None,
) -> str:
    """A sentence or two on what the rows behind `before` changed, on the day of the last of all rows."""
    day = max(row.day for row in after)
    old, new = (
        own_standing(rows, rulebook.settings.points_to_double.value, day, days_to_judge) for rows in (before, after)
    )
    moved = _mix_moved(rulebook, profile, before, after, day) if profile.answers else ""
    said = [*_verdicts(rulebook, old, new), moved]
    told = " ".join(each for each in said if each)
    return told or _so_far(new)


def _verdicts(rulebook: Rulebook, old: OwnStanding, new: OwnStanding) -> list[str]:
    """Comparisons that have come further than before, or fallen back."""
    labels = {approach.id: within(approach.label, approach.id) for approach in rulebook.approaches}
    words = {_pair(each): each.word for each in old.comparisons}
    said = []
    for each in new.comparisons:
        was = words.get(_pair(each), "too-early")
        if each.word == was:
            continue
        unit = "conversations an hour" if each.measure == "conversations-per-hour" else "wins per conversation"
        verdict = _SAID.get(each.word)
        if verdict is None:
            said.append(f"It is too early again to tell {labels[each.better]} from {labels[each.other]} by {unit}.")
        else:
            said.append(f"{capital(verdict)} {labels[each.better]} over {labels[each.other]} ({unit}).")
    return said


def _pair(each: RateComparison) -> tuple[str, frozenset[str]]:
    return each.measure, frozenset((each.better, each.other))


def _mix_moved(
    rulebook: Rulebook, profile: Profile, before: Sequence[ResultRow], after: Sequence[ResultRow], day: date
) -> str:
    old, new = (recommend_with_results(rulebook, profile, rows, day, ranges=False) for rows in (before, after))
    shares = {portion.approach: portion.share for portion in old.mix}
    moved = [
        f"{portion.approach} {shares.get(portion.approach, 0)} to {portion.share} %"
        for portion in new.mix
        if portion.share != shares.get(portion.approach, 0)
    ]
    return f"Mix: {', '.join(moved)}." if moved else ""


def _so_far(new: OwnStanding) -> str:
    """Where nothing changed: what there is by now, and that it decides nothing more."""
    conversations = sum(tally.conversations for tally in new.tallies)
    rows = sum(tally.rows for tally in new.tallies)
    if not any(each.word != "too-early" for each in new.comparisons):
        verdict = "Too early to tell the approaches apart" if len(new.tallies) > 1 else "Nothing to compare it with yet"
    else:
        verdict = "Nothing else changed"
    return f"{verdict} ({counted(conversations, 'conversation')} in {counted(rows, 'row')})."
