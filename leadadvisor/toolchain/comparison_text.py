"""What changes from one rulebook to another, by the letter and for the profiles, as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from leadadvisor.model.value import NamedTuple
from leadadvisor.model.verification import NO_EXAMPLE, Movement, OutcomeChange, RulebookDiff, SaidOutcome
from leadadvisor.text import printable, safe
from leadadvisor.toolchain.counting import example_line, example_tree, percent, profiles
from leadadvisor.toolchain.differences import Difference

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WHOLE = 100


class Compared(NamedTuple):
    """Two rulebooks laid side by side: their names, what differs, and what changes for profiles (or why not known)."""

    before: str
    after: str
    differences: Sequence[Difference]
    comparison: RulebookDiff | None
    reason: str = ""


def comparison_text(compared: Compared, *, most_examples: int) -> str:
    """Plain text; of the changes for profiles the most frequent with an example each."""
    parts = [
        [printable(f"From {compared.before} to {compared.after}")],
        _letter(compared.differences),
        [compared.reason] if compared.comparison is None else _consequence(compared.comparison, most_examples),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def comparison_json(compared: Compared) -> str:
    """JSON; it may grow, and keeps what it has under this schema."""
    tree = {
        "schema": "leadadvisor/rulebook-difference/1",
        "before": safe(compared.before),
        "after": safe(compared.after),
        "differences": [
            {"kind": each.kind, "name": each.name, "change": each.change, "details": list(each.details)}
            for each in compared.differences
        ],
        "consequences": None if compared.comparison is None else _tree(compared.comparison),
        "reason": compared.reason or None,
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _letter(found: Sequence[Difference]) -> list[str]:
    if not found:
        return ["By the letter: no difference"]
    lines = ["By the letter"]
    for each in found:
        details = f": {', '.join(each.details)}" if each.details else ""
        lines.append(f"  {_SIGNS[each.change]} {each.kind} {each.name}{details}")
    return lines


def _consequence(found: RulebookDiff, most_examples: int) -> list[str]:
    if found.exact:
        lines = [f"For the profiles: all {profiles(found.profiles)}, each counted once"]
    else:
        drawn = f"{profiles(found.profiles)} drawn at random"
        lines = [f"For the profiles: too entangled to go through all of them; estimated from {drawn}"]
    if not found.other_mix:
        return [*lines, "  Nothing changes: the same leader and the same shares for every profile"]
    lines.append(f"  another outcome   {found.other_outcome:>16,}  {percent(found.other_outcome, found.profiles):>12}")
    lines.append(f"  other shares      {found.other_mix:>16,}  {percent(found.other_mix, found.profiles):>12}")
    lines += ["", "Outcomes that change, the most frequent first"]
    for number, change in enumerate(found.changes):
        lines += _change(change, found.profiles, with_example=number < most_examples)
    lines += ["", "How shares move, in percentage points"]
    for movement in found.movements:
        lines += _movement(movement, found.profiles)
    return lines


def _change(change: OutcomeChange, total: int, *, with_example: bool) -> list[str]:
    if change.before == change.after:
        what = f"{_outcome(change.before)}, other shares"
    else:
        what = f"{_outcome(change.before)} -> {_outcome(change.after)}"
    line = f"  {what:<34}{change.profiles:>16,}  {percent(change.profiles, total):>12}"
    return [line, *([f"    {example_line(change.example)}"] if with_example else [])]


def _movement(movement: Movement, total: int) -> Iterator[str]:
    mean, size = mean_hundredths(movement.total, total), mean_hundredths(movement.total_size, total)
    furthest = f"furthest up {movement.furthest_rise}, down {movement.furthest_fall}"
    yield f"  {movement.approach:<18}mean {_signed(mean)}, mean size {size / _WHOLE:.2f}, {furthest}"
    for way, example in (("up", movement.rise_example), ("down", movement.fall_example)):
        if example != NO_EXAMPLE:
            yield f"    {way}: {example_line(example)}"


def mean_hundredths(total: int, number: int) -> int:
    """A mean in hundredths, rounded to the nearest and halves away from zero."""
    size = (2 * _WHOLE * abs(total) + number) // (2 * number) if number else 0
    return size if total >= 0 else -size


def _signed(hundredths: int) -> str:
    return f"{hundredths / _WHOLE:+.2f}" if hundredths else "0.00"


def _outcome(outcome: SaidOutcome) -> str:
    status, leader = outcome
    return leader or status


def _tree(found: RulebookDiff) -> dict[str, object]:
    return {
        "exact": found.exact,
        "profiles": found.profiles,
        "other_outcome": found.other_outcome,
        "other_shares": found.other_mix,
        "changes": [
            {
                "before": {"status": change.before[0], "leader": change.before[1] or None},
                "after": {"status": change.after[0], "leader": change.after[1] or None},
                "profiles": change.profiles,
                "example": example_tree(change.example),
            }
            for change in found.changes
        ],
        "movements": [
            {
                "approach": movement.approach,
                "sum_of_moves": movement.total,
                "sum_of_sizes": movement.total_size,
                "furthest_rise": movement.furthest_rise,
                "rise_example": example_tree(movement.rise_example),
                "furthest_fall": movement.furthest_fall,
                "fall_example": example_tree(movement.fall_example),
            }
            for movement in found.movements
        ],
    }
