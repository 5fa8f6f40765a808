"""Score rows by the thousand: what a recommendation comes to, without its reasons, a few microseconds a row.

A row is the "and" of the bits of its cells (row_bits.py); rows with the same bits have the same outcome. The definition
is recommend.py: both are tested to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadadvisor.engine.mix import Standing
from leadadvisor.engine.row_bits import RowBits, remember
from leadadvisor.engine.row_cautions import cautions_of_row
from leadadvisor.engine.row_outlook import NOTHING_OPEN, Ahead, OpenRows
from leadadvisor.engine.row_terms import row_terms
from leadadvisor.model.rulebook import Firmness, Rulebook, Status
from leadadvisor.model.value import NamedTuple


class Outcome(NamedTuple):
    """What a row comes to. Shares, lows and highs are integers in percent, in the order of the approaches.

    Shares sum to 100, or are all 0 where nothing is feasible; low and high are the share where no ranges were asked.
    `rules` are the ids of the rules that speak; a caution is its code, or code:subject.
    """

    status: Status
    leader: str | None
    firmness: Firmness
    shares: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    rules: tuple[str, ...]
    cautions: tuple[str, ...]


class RowScorer:
    """A rulebook made ready for rows of answers; with `ranges`, lows and highs are exact over the open questions."""

    def __init__(self, rulebook: Rulebook, *, ranges: bool = False) -> None:
        self._approaches = tuple(approach.id for approach in rulebook.approaches)
        self._no_shares = (0,) * len(self._approaches)
        self._bits = RowBits(rulebook, row_terms(rulebook))
        self._open_rows = OpenRows(rulebook, self._bits, ranges=ranges)
        self._outcomes: dict[int, Outcome] = {}
        self._cautions: dict[tuple[object, ...], tuple[str, ...]] = {}

    def outcome(self, options: Mapping[str, str]) -> Outcome:
        """What these options come to: question -> option, "unsure" or ""; a question that is missing is unanswered.

        Raises `KeyError` for a question or a word that is not the rulebook's.
        """
        return self.for_columns(tuple(options))(tuple(options.values()))

    def for_columns(self, questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """The function that scores rows whose cells answer these questions, in this order.

        It raises `KeyError` for a cell that is not exactly an option, "unsure" or empty.
        """
        masks = [self._bits.masks[question] for question in questions]
        base = self._bits.everything
        for question in self._bits.questions:
            if question not in questions:
                base &= self._bits.masks[question][""]
        outcomes = self._outcomes

        def outcome(cells: Sequence[str]) -> Outcome:
            bits = base
            for mask, cell in zip(masks, cells):  # noqa: B905 - a check for every row, where readers made one
                bits &= mask[cell]
            found = outcomes.get(bits)
            return self._work_out(bits, questions, cells) if found is None else found

        return outcome

    def _work_out(self, bits: int, questions: Sequence[str], cells: Sequence[str]) -> Outcome:
        packed, rules = self._bits.sums(bits)
        verdict = self._bits.judged(bits, packed)
        standing, ahead = verdict.standing, NOTHING_OPEN
        if bits >> self._bits.open_from:
            ahead = self._open_rows.look(bits, verdict, dict(zip(questions, cells, strict=True)))
        firmness: Firmness = "open"
        if standing.leader is not None and ahead.settled:
            firm = self._bits.is_firm(verdict, packed) if ahead.firm is None else ahead.firm
            firmness = "firm" if firm else "leaning"
        leader = None if standing.leader is None else self._approaches[standing.leader]
        shares = standing.shares or self._no_shares
        low, high = ahead.low or shares, ahead.high or shares
        cautions = self._cautions_of(bits, standing, ahead)
        outcome = Outcome(standing.status, leader, firmness, shares, low, high, rules, cautions)
        remember(self._outcomes, bits, outcome)
        return outcome

    def _cautions_of(self, bits: int, standing: Standing, ahead: Ahead) -> tuple[str, ...]:
        key = self._bits.cautions_key(bits), standing.status, standing.leader, ahead.open_result, ahead.entangled
        found = self._cautions.get(key)
        if found is None:
            found = cautions_of_row(self._bits, bits, standing, ahead)
            remember(self._cautions, key, found)
        return found
