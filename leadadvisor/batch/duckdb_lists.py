"""The lists that the SQL looks things up in, and the texts of results, taken apart where the SQL puts something in.

The texts come from the renderer of the Python way, so that both ways write the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.batch.cells import ResultText
from leadadvisor.engine.mix import Standing
from leadadvisor.engine.row_lookups import Lookups
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import Firmness
from leadadvisor.model.value import NamedTuple

_FIRMNESS, _WORD = "\x01", "\x02"


class Variable(NamedTuple):
    """A list that the SQL looks things up in, under its name; whole numbers or texts, None for nothing."""

    name: str
    values: Sequence[int] | Sequence[str | None]


class ListForm(NamedTuple):
    """How a list of words is written: what stands before, between and after them, and where there are none."""

    before: str
    between: str
    after: str
    none: str


def variables(tables: Lookups, result: ResultText, words: ListForm, approaches: Sequence[str]) -> list[Variable]:
    """All lists the SQL looks things up in."""
    made: list[Variable] = []
    for number, run in enumerate(tables.runs):
        made += [Variable(f"run_{number}_sum_{at}", entries) for at, entries in enumerate(run.sums)]
        if any(run.signs):
            made.append(Variable(f"run_{number}_signs", run.signs))
        if any(run.rules):
            made.append(Variable(f"run_{number}_rules", [words.between.join(rules) or None for rules in run.rules]))
    grid = tables.grid
    made += [
        Variable("class_of", grid.class_of),
        Variable("barred", grid.barred),
        Variable("standing_at", grid.places),
        Variable("leader_of", [-1 if each.leader is None else each.leader for each in grid.standings]),
        Variable("status_caution", [None if each.status == "recommended" else each.status for each in grid.standings]),
    ]
    made += [
        Variable(f"cautions_{number}", [words.between.join(cautions) or None for cautions in signs.cautions])
        for number, signs in enumerate(tables.signs)
    ]
    texts = [_around_firmness(each, result, words, approaches) for each in grid.standings]
    made.append(Variable("text_before", [before for before, _ in texts]))
    made.append(Variable("text_after", [after for _, after in texts]))
    return made


def around_cautions(result: ResultText, words: ListForm, approaches: int) -> tuple[str, str]:
    """What stands before and after the cautions: the same for every standing."""
    _, between, behind = _rendered(result, Standing("undecided", None, ()), None, approaches).split(_WORD)
    return (
        between.removeprefix(words.after).removesuffix(words.before),
        behind.removeprefix(words.after).removesuffix("\n"),
    )


def _rendered(result: ResultText, standing: Standing, leader: str | None, count: int) -> str:
    """What the Python way writes, with marks where the firmness and the words of the two lists stand."""
    shares = standing.shares or (0,) * count
    firmness: Firmness = _FIRMNESS  # type: ignore[assignment]  # a mark, to be found again
    return result(Outcome(standing.status, leader, firmness, shares, shares, shares, (_WORD,), (_WORD,)))


def _around_firmness(
    standing: Standing, result: ResultText, words: ListForm, approaches: Sequence[str]
) -> tuple[str, str]:
    leader = None if standing.leader is None else approaches[standing.leader]
    before, _, after = _rendered(result, standing, leader, len(approaches)).partition(_FIRMNESS)
    return before, after.partition(words.before + _WORD)[0]
