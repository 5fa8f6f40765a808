"""What the user's own rows say: rates compared pair by pair, by a test that stays valid however often one looks.

Two approaches are compared by how the conversations of a stretch of weeks fall on their hours. Were both as good, each
conversation would fall on one of them by its part of the hours; were one g times as good, more would. The evidence is
the likelihood of the second over that of the first, averaged over a fixed grid of g and multiplied over stretches: a
mixture of likelihood ratios, which passes 20 in at most one of 20 firms where there is nothing to find (Ville, 1939;
Robbins, 1970). The same with "h times as good" in place of "as good" gives the lower end of the ratio: the largest h
that is refuted. Wins per conversation go the same way, with conversations in place of hours; as a conversation is won
once at most, the test is then on the safe side.

Every further conversation of an approach at the same hours raises its evidence and its lower end, and lowers those of
its rivals: stretches are cut by hours alone, and each factor grows with the count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, groupby
from math import exp, lgamma, log

from leadadvisor.model.results import (
    THOUSAND,
    Measure,
    OpenConversations,
    OwnReason,
    OwnStanding,
    RateComparison,
    ResultRow,
    Tally,
    Word,
)
from leadadvisor.model.value import NamedTuple

GRID = (1.5, 2.0, 3.0, 5.0)
"""How many times as good the better approach may be; each with the same weight."""

DECIDED, POINTS_TO = 20, 5
"""Evidence, to one, from which on a comparison is decided, or points to one side."""

BALANCED = 4
"""A stretch of weeks ends where neither side has more than so many times the hours of the other."""

BARELY_TRIED = 10
"""A rival with less than one part in so many of an approach's hours says nothing about it yet."""

_MOST_TIMES = 100 * THOUSAND
_MOST_EVIDENCE = 1_000_000.0


class Stretch(NamedTuple):
    """Counts and exposures of two sides over some weeks; exposures are hours in hundredths, or conversations."""

    brought: int
    exposure: int
    other_brought: int
    other_exposure: int


class Dose(NamedTuple):
    """One row as a comparison sees it: when, how much of the exposure, and how often it came off."""

    day: date
    exposure: int
    brought: int


def own_standing(
    rows: Sequence[ResultRow], points_to_double: int, as_of: date, days_to_judge: int | None = None
) -> OwnStanding:
    """What these rows say on that day; rows of later days are left out.

    `points_to_double` is the rulebook's: a doubled yield doubles the share. `days_to_judge` is the user's: how old a
    conversation is before it counts as not won.
    """
    known = sorted((row for row in rows if row.day <= as_of), key=lambda row: row.day)
    approaches = tuple(dict.fromkeys(row.approach for row in known))
    tallies = tuple(tally(approach, known, as_of, days_to_judge) for approach in approaches)
    by_hours = Rates({approach: _conversations_by_hours(approach, known) for approach in approaches})
    by_talks = Rates(
        {approach: _wins_by_conversations(approach, known, as_of, days_to_judge) for approach in approaches}
    )
    comparisons = (
        *_comparisons("conversations-per-hour", by_hours),
        *_comparisons("wins-per-conversation", by_talks),
    )
    channels = dict.fromkeys(row.channel for row in known if row.channel and row.conversations)
    return OwnStanding(tallies, comparisons, reasons(by_hours, points_to_double), tuple(channels))


def tally(approach: str, rows: Iterable[ResultRow], as_of: date, days_to_judge: int | None) -> Tally:
    """All rows of the approach added up."""
    own = [row for row in rows if row.approach == approach]
    timed = [row for row in own if row.hours is not None]
    talks = _ends(own)
    old = None if days_to_judge is None else [each for each in talks if (as_of - each.day).days >= days_to_judge]
    return Tally(
        approach,
        rows=len(own),
        hours=sum(row.hours or 0 for row in own),
        money=sum(row.money or 0 for row in own),
        contacts=sum(row.contacts or 0 for row in own),
        conversations=sum(row.conversations or 0 for row in own),
        counted=sum(row.conversations or 0 for row in timed),
        without_hours=sum(row.hours is None and bool(row.conversations or row.contacts) for row in own),
        won=sum(row.won or 0 for row in own),
        lost=sum(row.lost or 0 for row in own),
        still_open=tuple(OpenConversations(each.day, each.open) for each in talks if each.open),
        old=None if old is None else sum(each.begun for each in old),
        old_won=None if old is None else sum(each.won for each in old),
    )


class _Talks(NamedTuple):
    """The conversations begun on one day, and how they ended."""

    day: date
    begun: int
    won: int
    lost: int

    @property
    def open(self) -> int:
        return self.begun - self.won - self.lost


def _ends(rows: Iterable[ResultRow]) -> list[_Talks]:
    """Which conversations were won or lost: those of the same row first, else the oldest that are still open.

    What is won or lost beyond all conversations that were noted belongs to none of them.
    """
    talks = [_Talks(row.day, row.conversations or 0, 0, 0) for row in rows]
    for place, row in enumerate(rows):
        order = (place, *range(place))
        won, lost = row.won or 0, row.lost or 0
        for at in order:
            if not won and not lost:
                break
            each = talks[at]
            now = min(won, each.open)
            each = each._replace(won=each.won + now)
            gone = min(lost, each.open)
            talks[at] = each._replace(lost=each.lost + gone)
            won, lost = won - now, lost - gone
    return talks


def _conversations_by_hours(approach: str, rows: Iterable[ResultRow]) -> list[Dose]:
    """Rows without hours say nothing about a rate."""
    return [
        Dose(row.day, row.hours, row.conversations or 0)
        for row in rows
        if row.approach == approach and row.hours is not None
    ]


def _wins_by_conversations(
    approach: str, rows: Iterable[ResultRow], as_of: date, days_to_judge: int | None
) -> list[Dose]:
    """Only conversations old enough to be judged, which are none where the user has not said how old that is."""
    if days_to_judge is None:
        return []
    talks = _ends([row for row in rows if row.approach == approach])
    return [Dose(each.day, each.begun, each.won) for each in talks if (as_of - each.day).days >= days_to_judge]


class Rates:
    """Every pair of approaches by one measure; all comparisons share the 1 in 20 that may go wrong."""

    def __init__(self, doses: Mapping[str, Sequence[Dose]]) -> None:
        self.exposure = {approach: sum(dose.exposure for dose in each) for approach, each in doses.items()}
        self.tried = [approach for approach in doses if self.exposure[approach]]
        self._doses = doses
        self._family = len(self.tried) * (len(self.tried) - 1)
        self._pieces: dict[tuple[str, str], tuple[Stretch, ...]] = {}
        self._evidence: dict[tuple[str, str], float] = {}
        self._low: dict[tuple[str, str], int] = {}

    def evidence(self, one: str, other: str) -> float:
        """How many to one the rows speak for a higher rate of the first, divided by the number of comparisons."""
        if (one, other) not in self._evidence:
            self._evidence[one, other] = evidence(self._stretches(one, other)) / self._family
        return self._evidence[one, other]

    def low(self, one: str, other: str) -> int:
        """The lower end of the ratio of the first rate to the other, in thousandths."""
        if (one, other) not in self._low:
            above = self.evidence(one, other) >= DECIDED
            self._low[one, other] = ratio_low(self._stretches(one, other), DECIDED * self._family, above=above)
        return self._low[one, other]

    def _stretches(self, one: str, other: str) -> tuple[Stretch, ...]:
        if (one, other) not in self._pieces:
            pieces = stretches(self._doses[one], self._doses[other])
            self._pieces[one, other] = pieces
            self._pieces[other, one] = tuple(Stretch(*piece[2:], *piece[:2]) for piece in pieces)
        return self._pieces[one, other]

    def comparison(self, measure: Measure, one: str, other: str) -> RateComparison:
        """The pair, the better one first."""
        if self.evidence(other, one) > self.evidence(one, other):
            one, other = other, one
        strength = self.evidence(one, other)
        word: Word = "decided" if strength >= DECIDED else "points-to" if strength >= POINTS_TO else "too-early"
        return RateComparison(measure, one, other, word, round(min(strength, _MOST_EVIDENCE), 2), self.low(one, other))


def _comparisons(measure: Measure, rates: Rates) -> list[RateComparison]:
    return [rates.comparison(measure, one, other) for one, other in combinations(rates.tried, 2)]


def reasons(rates: Rates, points_to_double: int) -> tuple[OwnReason, ...]:
    """The points each approach has earned; where what is seen is no more than chance, there are none.

    An approach that is ahead of every rival earns what the lower end against the best of them is worth. Where two are
    ahead of a third and nothing is known between the two, both earn the same over the third. So points never set
    apart what the rows do not. What was barely tried neither earns any nor stands in the way.
    """
    most = max(rates.exposure.values(), default=0)
    tried = [approach for approach in rates.tried if rates.exposure[approach] * BARELY_TRIED >= most]
    best: dict[str, int] = {}
    for size in range(1, len(tried)):
        for ahead in combinations(tried, size):
            pairs = [(one, other) for one in ahead for other in tried if other not in ahead]
            if all(rates.evidence(*pair) >= DECIDED for pair in pairs):
                low = min(rates.low(*pair) for pair in pairs)
                best.update({one: max(best.get(one, 0), low) for one in ahead})
    return tuple(
        _reason(rates, one, low, points) for one, low in best.items() if (points := points_of(low, points_to_double))
    )


def _reason(rates: Rates, one: str, low: int, points: int) -> OwnReason:
    """Told by the rival that is nearest among those it is ahead of by so much."""
    behind = [other for other in rates.tried if other != one and rates.evidence(one, other) >= DECIDED]
    rival = min((other for other in behind if rates.low(one, other) >= low), key=lambda other: rates.low(one, other))
    return OwnReason(one, rival, low, points)


def points_of(ratio: int, points_to_double: int) -> int:
    """The whole points of a ratio in thousandths: points_to_double * log2(ratio), rounded down, never negative.

    The largest n with 2^n <= (ratio / 1000)^d, in integers.
    """
    power: int = ratio**points_to_double
    unit: int = THOUSAND**points_to_double
    return max(0, (power // unit).bit_length() - 1)


def stretches(one: Sequence[Dose], other: Sequence[Dose]) -> tuple[Stretch, ...]:
    """The weeks in which both sides were tried, cut where neither has far more exposure than the other.

    Within a stretch the weeks count together. The last may be unbalanced; one that holds only one side is left out, as
    it compares nothing.
    """
    doses = sorted([(dose.day, 0, dose) for dose in one] + [(dose.day, 1, dose) for dose in other], key=lambda d: d[:2])
    found: list[Stretch] = []
    current = Stretch(0, 0, 0, 0)
    for _, week in groupby(doses, key=lambda each: each[0].isocalendar()[:2]):
        for _, side, dose in week:
            current = _with(current, side, dose)
        if is_balanced(current):
            found.append(current)
            current = Stretch(0, 0, 0, 0)
    if current.exposure and current.other_exposure:
        found.append(current)
    return tuple(found)


def _with(stretch: Stretch, side: int, dose: Dose) -> Stretch:
    count, exposure, other_count, other_exposure = stretch
    if side:
        return Stretch(count, exposure, other_count + dose.brought, other_exposure + dose.exposure)
    return Stretch(count + dose.brought, exposure + dose.exposure, other_count, other_exposure)


def is_balanced(stretch: Stretch) -> bool:
    """Both sides were tried, and neither far more than the other."""
    less, more = sorted((stretch.exposure, stretch.other_exposure))
    return 0 < more <= less * BALANCED


def evidence(pieces: Iterable[Stretch], ratio: float = 1.0) -> float:
    """How many to one the stretches speak for more than `ratio` times the other's rate, against at most that."""
    logs = log_evidence(pieces, ratio)
    top = max(logs)
    return exp(min(top, 700.0)) * sum(exp(each - top) for each in logs) / len(GRID)


def log_evidence(pieces: Iterable[Stretch], ratio: float = 1.0) -> list[float]:
    """The logarithm of the likelihood ratio for each factor of the grid; sums over stretches."""
    logs = [0.0] * len(GRID)
    for count, exposure, other_count, other_exposure in pieces:
        together = count + other_count
        if together:
            mine = ratio * exposure
            whole = mine + other_exposure
            for place, times in enumerate(GRID):
                logs[place] += count * log(times) + together * log(whole / (times * mine + other_exposure))
    return logs


def ratio_low(pieces: Sequence[Stretch], odds: int, *, above: bool | None = None) -> int:
    """The largest ratio, in thousandths, that is refuted with these odds to one; 0 where none is.

    `above` says, where it is known, whether the ratio 1 is refuted.
    """

    def refuted(ratio: int) -> bool:
        return evidence(pieces, ratio / THOUSAND) >= odds

    if refuted(THOUSAND) if above is None else above:
        return THOUSAND + _last(lambda more: refuted(THOUSAND + more), _MOST_TIMES)
    return _last(refuted, THOUSAND)


def share_range(successes: int, trials: int, odds: int = DECIDED) -> tuple[int, int]:
    """The shares of successes, in thousandths, that are not ruled out with these odds, however often one looks.

    A share is ruled out where all shares together, each as likely as the other, make what was seen so many times as
    likely as it does: a beta-binomial mixture.
    """
    mixture = lgamma(successes + 1) + lgamma(trials - successes + 1) - lgamma(trials + 2)

    def is_out(share: int) -> bool:
        part = share / THOUSAND
        if part in {0, 1}:
            return bool(successes if part == 0 else trials - successes)
        return mixture - successes * log(part) - (trials - successes) * log(1 - part) >= log(odds)

    top = successes * THOUSAND // trials if trials else 0
    low = _last(lambda share: share <= top and is_out(share), top) if is_out(0) else 0
    high = THOUSAND - _last(lambda rest: is_out(THOUSAND - rest), THOUSAND - top) if is_out(THOUSAND) else THOUSAND
    return low, high


def hours_range(conversations: int, hours: int, odds: int = DECIDED) -> tuple[int, int | None]:
    """The hours per conversation, in hundredths, that are not ruled out with these odds; None where there is no end.

    The same mixture against a rate that is known: to either side with half of what may go wrong.
    """

    def speaks_for_more(expected: int) -> bool:
        return _against_known(conversations, expected / THOUSAND, GRID) >= 2 * odds

    def speaks_for_less(expected: int) -> bool:
        return _against_known(conversations, expected / THOUSAND, [1 / times for times in GRID]) >= 2 * odds

    least = _last(speaks_for_more, THOUSAND * (conversations + 1))
    most = 1
    while not speaks_for_less(most):
        most *= 2
    most -= _last(lambda less: speaks_for_less(most - less), most)
    return hours * THOUSAND // most, -(-hours * THOUSAND // least) if least else None


def _against_known(count: int, expected: float, factors: Sequence[float]) -> float:
    """How many to one a count speaks for so many times what is expected, averaged over the factors."""
    logs = [count * log(times) - expected * (times - 1) for times in factors]
    return sum(exp(min(each, 700.0)) for each in logs) / len(logs)


def _last(holds: Callable[[int], bool], most: int) -> int:
    """The largest whole number up to `most` for which this holds, where it holds for all below; 0 where for none."""
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
