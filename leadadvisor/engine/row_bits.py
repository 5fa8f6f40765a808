"""A rulebook as bits: the terms that each word of a cell leaves standing, and what a set of terms adds up to.

The bits hold each voice and bar twice: as a row stands, and as it could be were its open questions answered. Between
the two stand the remarks, above them one bit per question that says that it is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias, TypeVar

from leadadvisor.engine.evaluate import split
from leadadvisor.engine.mix import Standing, allocate, scale_of
from leadadvisor.engine.packing import BIAS, FIELD, pack, unpack
from leadadvisor.engine.regions import AnswerSpace
from leadadvisor.engine.row_terms import RowTerms, masks_of
from leadadvisor.model.rulebook import UNSURE, Rulebook
from leadadvisor.model.value import NamedTuple

BLANK = ("", UNSURE)
"""The words that leave a question open."""

_REMEMBERED = 1 << 13
_SLICE = 20
"""Voices whose sum is looked up at once: few of their combinations occur, for those of one rule exclude another."""

_SLICE_MASK = (1 << _SLICE) - 1
_FIELD_MASK = (1 << FIELD) - 1

_Sums: TypeAlias = tuple[int, tuple[str, ...]]

K = TypeVar("K")
V = TypeVar("V")


class Verdict(NamedTuple):
    """What a set of terms comes to.

    `leads` holds, per rival that is not blocked, the place of its weight in the packed sums and 100 times the lead.
    """

    standing: Standing
    leads: tuple[tuple[int, int], ...]


class RowBits:
    """The bits of a rulebook's terms. `masks` has, per question and word of a cell, the bits it leaves standing."""

    def __init__(self, rulebook: Rulebook, terms: RowTerms) -> None:
        self.terms = terms
        self.questions = tuple(question.id for question in rulebook.questions)
        self.approaches = len(rulebook.approaches)
        self.bars_from = len(terms.voices)
        self.remarks_from = self.bars_from + len(terms.bars)
        self._potential_from = self.remarks_from + len(terms.remarks)
        self.open_from = self._potential_from + self.remarks_from
        self.everything = (1 << self.open_from + len(self.questions)) - 1
        space = AnswerSpace(rulebook.questions, {})
        self.masks = {each: self._widened(masks_of(space, each, terms), each) for each in self.questions}
        self._scale = scale_of(rulebook.settings)
        self._firm_at = rulebook.settings.firm_at.value
        self.pairs = tuple(combinations(range(self.approaches), 2))
        self._packed = [pack((*voice.points, *self.weights(voice.points))) for voice in terms.voices]
        self._slices: list[tuple[int, dict[int, _Sums]]] = [(start, {}) for start in range(0, self.bars_from, _SLICE)]
        self._bars_mask = (1 << len(terms.bars)) - 1
        self._points_mask = (1 << FIELD * self.approaches) - 1
        self._last_field = FIELD * (self.approaches - 1)
        self._origin = pack((BIAS,) * self.approaches)
        self._ones = pack((1,) * self.approaches)
        self._verdicts: dict[tuple[int, int], Verdict] = {}

    def verdict(self, bits: int) -> tuple[Verdict, int]:
        """Who leads where these terms stand, and the packed sums behind it: points, then a weight per pair."""
        packed, _ = self.sums(bits)
        return self.judged(bits, packed), packed

    def judged(self, bits: int, packed: int) -> Verdict:
        """Who leads where these terms stand, once their sums are known."""
        points = packed & self._points_mask
        barred = bits >> self.bars_from & self._bars_mask
        key = points - (points >> self._last_field) * self._ones, barred  # only differences count: far fewer differ
        found = self._verdicts.get(key)
        if found is None:
            found = self.judge(unpack(points, self.approaches), self.flags(bits))
            remember(self._verdicts, key, found)
        return found

    def judge(self, points: tuple[int, ...], flags: int) -> Verdict:
        """Who leads with these points, the blockers given as flags of barring.py."""
        ruled_out, may_not_lead = split(flags, self.approaches)
        standing = allocate(points, ruled_out, may_not_lead, self._scale)
        leader = standing.leader
        if leader is None:
            return Verdict(standing, ())
        blocked = ruled_out | may_not_lead
        leads = tuple(
            (FIELD * (self.approaches + place), 100 * abs(points[one] - points[other]))
            for place, (one, other) in enumerate(self.pairs)
            if leader in {one, other} and not blocked >> (one + other - leader) & 1
        )
        return Verdict(standing, leads)

    def sums(self, bits: int) -> tuple[int, tuple[str, ...]]:
        """What the voices that stand add up to, and the ids of their rules in the order of the rulebook.

        The sum is packed: the points, each field raised by BIAS, and above them a weight per pair.
        """
        packed = self._origin
        rules: tuple[str, ...] = ()
        for start, known in self._slices:
            standing = bits >> start & _SLICE_MASK
            part = known.get(standing)
            if part is None:
                part = self._slice_sums(start, standing)
                remember(known, standing, part)
            packed += part[0]
            rules += part[1]
        return packed, rules

    def leads_and_weights(self, bits: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The leads over the last approach, then the weights of the pairs; and the rules that speak."""
        packed, rules = self.sums(bits)
        points = unpack(packed, self.approaches)
        leads = [each - points[-1] for each in points[:-1]]
        weights = [
            packed >> FIELD * place & _FIELD_MASK for place in range(self.approaches, self.approaches + len(self.pairs))
        ]
        return (*leads, *weights), rules

    def is_firm(self, verdict: Verdict, packed: int) -> bool:
        """Whether each lead stays a lead when the points of every rule change by the firm-at percentage."""
        for place, lead in verdict.leads:  # noqa: SIM110 - a generator would take as long again, for every row
            if lead < self._firm_at * (packed >> place & _FIELD_MASK):
                return False
        return True

    def lead_and_weight(self, packed: int, leader: int, rival: int) -> tuple[int, int]:
        """By how many points one approach leads another, and the sum of what each rule makes between them."""
        points = unpack(packed, self.approaches)
        pair = self.pairs.index((min(leader, rival), max(leader, rival)))
        return points[leader] - points[rival], packed >> FIELD * (self.approaches + pair) & _FIELD_MASK

    def weights(self, points: Sequence[int]) -> list[int]:
        """What a rule with these points makes between each pair of approaches."""
        return [abs(points[one] - points[other]) for one, other in self.pairs]

    def flags(self, bits: int) -> int:
        """The flags (barring.py) of the blockers that stand."""
        flags = 0
        for place, bar in enumerate(self.terms.bars, self.bars_from):
            if bits >> place & 1:
                flags |= bar.flag
        return flags

    def cautions_key(self, bits: int) -> int:
        """The bars and remarks that stand."""
        return bits >> self.bars_from & (1 << self._potential_from - self.bars_from) - 1

    def potential(self, bits: int) -> int:
        """The voices and bars that stand for some way of answering what is open."""
        return bits >> self._potential_from & (1 << self.remarks_from) - 1

    def open_questions(self, bits: int) -> Iterator[str]:
        """The questions that are open."""
        for place, question in enumerate(self.questions, self.open_from):
            if bits >> place & 1:
                yield question

    def _widened(self, masks: Mapping[str, int], question: str) -> dict[str, int]:
        """Beside the terms as they stand: the voices and bars as they could be, and which questions are open."""
        own = 1 << self.questions.index(question)
        others = (1 << len(self.questions)) - 1 - own
        both = (1 << self.remarks_from) - 1
        return {
            word: mask
            | (both if word in BLANK else mask & both) << self._potential_from
            | (others | own if word in BLANK else others) << self.open_from
            for word, mask in masks.items()
        }

    def _slice_sums(self, start: int, standing: int) -> _Sums:
        places = [start + place for place in range(_SLICE) if standing >> place & 1 and start + place < self.bars_from]
        return sum(self._packed[place] for place in places), tuple(self.terms.voices[place].rule for place in places)


def remember(memory: dict[K, V], key: K, value: V) -> None:
    """Keep a value for when the key comes again; now and then all are forgotten, so that memory stays as it is."""
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = value
