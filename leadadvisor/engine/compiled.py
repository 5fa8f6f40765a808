"""A rulebook compiled: the terms that each answer leaves standing, as bits, and what a set of terms comes to.

Answers are read by "and": where the terms are A, B and C, and "small" leaves 0b011 standing (A and B) and "many" 0b110
(B and C), the answers small and many leave 0b010: B alone speaks.

The bits hold the rules and blockers twice: as a row stands, and as it could be were its open questions answered.
Between the two stand the cautions, and the states of channels where rows are to tell them; above all of these one bit
per question that says that it is open. The plain, explained way is evaluate.py; both are tested to agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, get_args

from leadadvisor.engine.channels import best_state
from leadadvisor.engine.evaluate import Reasoner
from leadadvisor.engine.mix import BIAS, FIELD, REMEMBERED, Standing, Standings, Verdict, pack, remember, unpack
from leadadvisor.engine.space import AnswerSpace, TooEntangled
from leadadvisor.engine.terms import CautionKind, StateTerm, Terms, masks_of, terms_of
from leadadvisor.model.rulebook import UNSURE, Rulebook, State

BLANK = ("", UNSURE)
"""The words that leave a question open."""

_SLICE = 20
"""Rules whose sum is looked up at once: few of their combinations occur, for levels of one rule exclude another."""

_SLICE_MASK = (1 << _SLICE) - 1
_FIELD_MASK = (1 << FIELD) - 1

_Sums: TypeAlias = tuple[int, tuple[str, ...]]


class Compiled:
    """A rulebook as bits: scores a profile in a few microseconds, any answers may be missing. Raises TooEntangled.

    `masks` has, per question and word of a cell, the bits it leaves standing. No more than `remembered` combinations
    are kept in memory.
    """

    def __init__(self, rulebook: Rulebook, *, remembered: int = REMEMBERED, states: bool = False) -> None:
        self.terms: Terms = terms_of(rulebook, states=states)
        self.standings = Standings(rulebook, remembered=remembered)
        self.questions = tuple(question.id for question in rulebook.questions)
        self.approaches = len(rulebook.approaches)
        self.pairs = self.standings.pairs
        self.blockers_from = len(self.terms.rules)
        self.cautions_from = self.blockers_from + len(self.terms.blockers)
        self._states_from = self.cautions_from + len(self.terms.cautions)
        self._potential_from = self._states_from + len(self.terms.states)
        self.open_from = self._potential_from + self.cautions_from
        self.everything = (1 << self.open_from + len(self.questions)) - 1
        space = AnswerSpace(rulebook.questions, {})
        self.masks = {each: self._widened(masks_of(space, each, self.terms), each) for each in self.questions}
        self._firm_at = rulebook.settings.firm_at.value
        self._packed = [pack((*term.points, *self._weights(term.points))) for term in self.terms.rules]
        self._slices: list[tuple[int, dict[int, _Sums]]] = [
            (start, {}) for start in range(0, self.blockers_from, _SLICE)
        ]
        self._remembered = remembered
        self._blockers_mask = (1 << len(self.terms.blockers)) - 1
        self._flags: dict[int, int] = {}
        self._known_states: dict[tuple[int, int], State] = {}
        self._states_of = [
            sum(1 << place for place, term in enumerate(self.terms.states) if term.approach == approach)
            for approach in range(self.approaches)
        ]
        self._cautions_of = {
            kind: sum(1 << place for place, term in enumerate(self.terms.cautions) if term.kind == kind)
            for kind in get_args(CautionKind)
        }
        self._points_mask = (1 << FIELD * self.approaches) - 1
        self._origin = pack((BIAS,) * self.approaches)

    def standing(self, options: Mapping[str, str]) -> Standing:
        """Leader and shares for these options; a question that is missing (or unsure) is open."""
        return self.verdict(self.bits(options))[0].standing

    def shares(self, options: Mapping[str, str]) -> tuple[int, ...]:
        """The shares in the order of the rulebook's approaches; empty where nothing is feasible."""
        return self.standing(options).shares

    def bits(self, options: Mapping[str, str]) -> int:
        """The bits that these options leave standing."""
        bits = self.everything
        for question, masks in self.masks.items():
            bits &= masks[options.get(question, "")]
        return bits

    def verdict(self, bits: int) -> tuple[Verdict, int]:
        """Who leads where these terms stand, and the packed sums behind it: points, then a weight per pair."""
        packed, _ = self.sums(bits)
        return self.judged(bits, packed), packed

    def judged(self, bits: int, packed: int) -> Verdict:
        """Who leads where these terms stand, once their sums are known."""
        return self.standings.verdict(packed & self._points_mask, self.flags(bits))

    def sums(self, bits: int) -> tuple[int, tuple[str, ...]]:
        """What the rules that stand add up to, and their ids in the order of the rulebook.

        The sum is packed: the points, each field raised by BIAS, and above them a weight per pair.
        """
        packed = self._origin
        rules: tuple[str, ...] = ()
        for start, known in self._slices:
            standing = bits >> start & _SLICE_MASK
            part = known.get(standing)
            if part is None:
                part = self._slice_sums(start, standing)
                remember(known, standing, part, self._remembered)
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

    def flags(self, bits: int) -> int:
        """The flags (evaluate.py) of the blockers that stand."""
        standing = bits >> self.blockers_from & self._blockers_mask
        found = self._flags.get(standing)
        if found is None:
            found = 0
            for place, term in enumerate(self.terms.blockers):
                if standing >> place & 1:
                    found |= term.flag
            remember(self._flags, standing, found, self._remembered)
        return found

    def cautions_key(self, bits: int) -> int:
        """The blockers and cautions that stand."""
        return bits >> self.blockers_from & (1 << self._states_from - self.blockers_from) - 1

    def state(self, bits: int, approach: int) -> State:
        """The state of an approach: the best of its channels', each in the first of its states that holds."""
        key = approach, bits >> self._states_from & self._states_of[approach]
        found = self._known_states.get(key)
        if found is None:
            found = self._best_state(*key)
            remember(self._known_states, key, found, self._remembered)
        return found

    def _best_state(self, approach: int, standing: int) -> State:
        first: dict[int, StateTerm] = {}
        for place, term in enumerate(self.terms.states):
            if standing >> place & 1 and term.approach == approach:
                known = first.get(term.channel)
                first[term.channel] = term if known is None or term.place < known.place else known
        return best_state(term.state for term in first.values())

    def potential(self, bits: int) -> int:
        """The rules and blockers that stand for some way of answering what is open."""
        return bits >> self._potential_from & (1 << self.cautions_from) - 1

    def open_questions(self, bits: int) -> Iterator[str]:
        """The questions that are open."""
        left = bits >> self.open_from
        while left:
            yield self.questions[(left & -left).bit_length() - 1]
            left &= left - 1

    def blocked(self, bits: int) -> Iterator[str]:
        """What the blockers that stand have to say, as codes of cautions."""
        terms = enumerate(self.terms.blockers, self.blockers_from)
        blockers = [term.blocker for place, term in terms if bits >> place & 1]
        ruled_out = [blocker.approach for blocker in blockers if blocker.kind == "rules-out"]
        yield from (f"infeasible-approach:{approach}" for approach in ruled_out)
        yield from (f"may-not-lead:{each.approach}" for each in blockers if each.approach not in ruled_out)

    def cautions(self, bits: int, kind: CautionKind, leader: int | None = None) -> Iterator[str]:
        """The cautions of a kind that stand; one about a leader only where that approach leads."""
        left = bits >> self.cautions_from & self._cautions_of[kind]
        while left:
            term = self.terms.cautions[(left & -left).bit_length() - 1]
            left &= left - 1
            if term.if_leads in {None, leader}:
                yield term.caution

    def _weights(self, points: Sequence[int]) -> list[int]:
        """What a rule with these points makes between each pair of approaches."""
        return [abs(points[one] - points[other]) for one, other in self.pairs]

    def _widened(self, masks: Mapping[str, int], question: str) -> dict[str, int]:
        """Beside the terms as they stand: the rules and blockers as they could be, and which questions are open."""
        own = 1 << self.questions.index(question)
        others = (1 << len(self.questions)) - 1 - own
        both = (1 << self.cautions_from) - 1
        return {
            word: mask
            | (both if word in BLANK else mask & both) << self._potential_from
            | (others | own if word in BLANK else others) << self.open_from
            for word, mask in masks.items()
        }

    def _slice_sums(self, start: int, standing: int) -> _Sums:
        places = [start + at for at in range(_SLICE) if standing >> at & 1 and start + at < self.blockers_from]
        return sum(self._packed[place] for place in places), tuple(self.terms.rules[place].rule for place in places)


class Uncompiled:
    """A rulebook too entangled to be compiled, in the place of one that is: every profile is evaluated anew."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._reasoner = Reasoner(rulebook)

    def standing(self, options: Mapping[str, str]) -> Standing:
        """Leader and shares for these options."""
        return self._reasoner.evaluate(options).standing

    def shares(self, options: Mapping[str, str]) -> tuple[int, ...]:
        """The shares in the order of the rulebook's approaches; empty where nothing is feasible."""
        return self.standing(options).shares


Scorer: TypeAlias = Compiled | Uncompiled


def scorer_of(rulebook: Rulebook) -> Scorer:
    """The rulebook ready to score many profiles: compiled if it can be."""
    try:
        return Compiled(rulebook)
    except TooEntangled:
        return Uncompiled(rulebook)
