"""The cautions of a row: codes in the order of cautions.py, those about one thing as code:subject."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.mix import Standing
from leadadvisor.engine.row_bits import RowBits
from leadadvisor.engine.row_outlook import Ahead
from leadadvisor.engine.row_terms import RemarkKind


def cautions_of_row(rows: RowBits, bits: int, standing: Standing, ahead: Ahead) -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(
        dict.fromkeys(
            (
                *([standing.status] if standing.status != "recommended" else []),
                *remarks(rows, bits, "contradiction"),
                *blocked(rows, bits),
                *remarks(rows, bits, "requirement", standing.leader),
                *(["open-result"] if ahead.open_result else []),
                *remarks(rows, bits, "missing"),
                *remarks(rows, bits, "unused"),
                *(["too-entangled"] if ahead.entangled else []),
            )
        )
    )


def blocked(rows: RowBits, bits: int) -> Iterator[str]:
    """What the blockers that stand have to say."""
    terms = enumerate(rows.terms.bars, rows.bars_from)
    blockers = [bar.blocker for place, bar in terms if bits >> place & 1]
    ruled_out = [blocker.approach for blocker in blockers if blocker.kind == "rules-out"]
    yield from (f"infeasible-approach:{approach}" for approach in ruled_out)
    yield from (f"may-not-lead:{each.approach}" for each in blockers if each.approach not in ruled_out)


def remarks(rows: RowBits, bits: int, kind: RemarkKind, leader: int | None = None) -> Iterator[str]:
    """The remarks of a kind that stand; one about a leader only where that approach leads."""
    for place, remark in enumerate(rows.terms.remarks, rows.remarks_from):
        if bits >> place & 1 and remark.kind == kind and remark.if_leads in {None, leader}:
            yield remark.caution
