"""What the open questions of a row can do to a leader: the least lead over each rival, without a sweep.

Leads add up. A rule that reads an open question is loose: it may speak or not. Open questions that no loose rule reads
together change leads one by one, so that the least lead over a rival is the lead as it stands, plus the worst that each
question alone can do; questions that share a rule are taken as one. What is the worst depends on the loose terms
alone, and is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import product
from operator import and_, sub

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.mix import FIELD, remember, split
from leadadvisor.model.value import NamedTuple

_MOST_WAYS = 300
"""So many different ways of answering are looked at one by one: more would take as long as a sweep."""

_REMEMBERED = 1 << 13
_FIELD_MASK = (1 << FIELD) - 1


class TooManyWays(Exception):
    """There are too many ways to answer the open questions to look at each."""


class Swing(NamedTuple):
    """The worst that ways of answering do to an approach, of those that leave these blockers standing.

    Per rival the change of the lead, and that of 100 times the lead less firm-at times the weight of the pair.
    """

    blockers: int
    leads: tuple[int, ...]
    firm_leads: tuple[int, ...]


class _Rival(NamedTuple):
    """A rival of an approach, and where its points and the weight of the pair begin in a packed sum."""

    place: int
    points: int
    weight: int


class OpenQuestions:
    """A rulebook made ready to look at leaders of rows with open questions."""

    def __init__(self, bits: Compiled, firm_at: int) -> None:
        self._bits = bits
        self._firm_at = firm_at
        self._deciding = (1 << bits.cautions_from) - 1
        self._rules_mask = (1 << bits.blockers_from) - 1
        self.reading = {  # the terms that some answer to the question does not leave standing
            question: self._deciding & ~reduce(and_, masks.values()) for question, masks in bits.masks.items()
        }
        self.ways = {
            question: list({mask & self._deciding: None for mask in masks.values()})
            for question, masks in bits.masks.items()
        }
        approaches = range(bits.approaches)
        self._rivals = [
            [_rival(bits, leader, other) for other in approaches if other != leader] for leader in approaches
        ]
        self._known: dict[tuple[int, tuple[str, ...], int], tuple[Swing, ...]] = {}

    def read_by(self, row: int) -> list[str]:
        """The open questions of a row that some term reads which is not decided yet."""
        potential = self._bits.potential(row)
        return [each for each in self._bits.open_questions(row) if self.reading[each] & potential]

    def firm(self, leader: int, row: int, packed: int, read: Sequence[str]) -> bool | None:
        """Whether it leads firmly however these questions of the row are answered; None where it may not lead.

        `packed` are the sums of the row as it stands. Raises `TooManyWays`.
        """
        potential = self._bits.potential(row)
        stands, start = row & self._deciding, self._as_it_stands(leader, packed)
        blocked = self._blocked(stands)
        rivals = [place for place, rival in enumerate(self._rivals[leader]) if not blocked >> rival.place & 1]
        leads, firm_leads = list(start.leads), list(start.firm_leads)
        loose, apart = 0, True
        for question in read:
            own = self.reading[question] & potential
            terms = self._alone(question, read, potential)
            swings = self._swings(leader, (question,), terms)
            if terms & ~self._rules_mask:
                if self._worst(leader, stands, start, [(terms, swings)]) is None:
                    return None
                apart = False
            else:
                (swing,) = swings
                for place in rivals:
                    change = swing.leads[place]
                    if start.leads[place] + change <= 0:
                        return None
                    leads[place] += change
                    firm_leads[place] += swing.firm_leads[place]
            apart = apart and not own & loose
            loose |= own
        if apart and not loose & ~self._rules_mask:  # no loose blocker, no rule of two questions: changes add up
            return None if any(leads[place] <= 0 for place in rivals) else all(firm_leads[each] >= 0 for each in rivals)
        groups = [(terms, self._swings(leader, together, terms)) for terms, together in self._groups(read, potential)]
        return self._worst(leader, stands, start, groups)

    def _worst(
        self, leader: int, stands: int, start: Swing, groups: Sequence[tuple[int, tuple[Swing, ...]]]
    ) -> bool | None:
        """Whether it leads firmly whichever swing of each group comes; None where it may not lead."""
        loose = 0
        for terms, _ in groups:
            loose |= terms
        fixed = stands & ~loose
        firm = True
        for swings in product(*(swings for _, swings in groups)):
            blockers = fixed
            for swing in swings:
                blockers |= swing.blockers
            blocked = self._blocked(blockers)
            if blocked >> leader & 1:
                return None
            for place, rival in enumerate(self._rivals[leader]):
                if blocked >> rival.place & 1:
                    continue
                lead, firm_lead = start.leads[place], start.firm_leads[place]
                for swing in swings:
                    lead += swing.leads[place]
                    firm_lead += swing.firm_leads[place]
                if lead <= 0:
                    return None
                firm = firm and firm_lead >= 0
        return firm

    def _as_it_stands(self, leader: int, packed: int) -> Swing:
        own = packed >> FIELD * leader & _FIELD_MASK
        leads = [own - (packed >> rival.points & _FIELD_MASK) for rival in self._rivals[leader]]
        weights = [packed >> rival.weight & _FIELD_MASK for rival in self._rivals[leader]]
        firm_leads = [100 * lead - self._firm_at * weight for lead, weight in zip(leads, weights, strict=True)]
        return Swing(0, tuple(leads), tuple(firm_leads))

    def _alone(self, question: str, read: Sequence[str], potential: int) -> int:
        """The loose terms of a question where the others stay open."""
        terms = self.reading[question] & potential
        for other in read:
            if other != question:
                terms &= self._bits.masks[other][""]
        return terms

    def _groups(self, read: Sequence[str], potential: int) -> list[tuple[int, tuple[str, ...]]]:
        """The loose terms of the questions, those taken together that share one."""
        groups: list[tuple[int, tuple[str, ...]]] = []
        for question in read:
            own = terms = self.reading[question] & potential
            questions: tuple[str, ...] = (question,)
            apart: list[tuple[int, tuple[str, ...]]] = []
            for other, others in groups:
                if other & own:
                    terms, questions = terms | other, others + questions
                else:
                    apart.append((other, others))
            groups = [*apart, (terms, questions)]
        return groups

    def _swings(self, leader: int, questions: tuple[str, ...], terms: int) -> tuple[Swing, ...]:
        """What answers to these questions, whose loose terms these are, can do at worst. Raises `TooManyWays`."""
        key = leader, questions, terms
        found = self._known.get(key)
        if found is None:
            found = tuple(self._worked_out(leader, questions, terms))
            remember(self._known, key, found, _REMEMBERED)
        return found

    def _worked_out(self, leader: int, questions: Iterable[str], terms: int) -> Iterator[Swing]:
        ways, stands = {terms}, terms
        for question in questions:
            ways = {way & mask for way in ways for mask in self.ways[question]}
            stands &= self._bits.masks[question][""]
            if len(ways) > _MOST_WAYS:
                raise TooManyWays
        before = self._leads_of(leader, stands)
        worst: dict[int, tuple[int, ...]] = {}
        for way in ways:
            changes = tuple(map(sub, self._leads_of(leader, way), before))
            blockers = way & ~self._rules_mask
            known = worst.get(blockers)
            worst[blockers] = changes if known is None else tuple(map(min, known, changes))
        half = len(before) // 2
        for blockers, changes in worst.items():
            yield Swing(blockers, changes[:half], changes[half:])

    def _leads_of(self, leader: int, terms: int) -> tuple[int, ...]:
        """The leads over each rival where these rules speak, then the firm leads."""
        _, leads, firm_leads = self._as_it_stands(leader, self._bits.sums(terms & self._rules_mask)[0])
        return leads + firm_leads

    def _blocked(self, terms: int) -> int:
        """The approaches that may not lead where these terms stand, as bits."""
        ruled_out, may_not_lead = split(self._bits.flags(terms), self._bits.approaches)
        return ruled_out | may_not_lead


def _rival(bits: Compiled, leader: int, other: int) -> _Rival:
    pair = bits.pairs.index((min(leader, other), max(leader, other)))
    return _Rival(other, FIELD * other, FIELD * (bits.approaches + pair))
