"""The user's own results: what was put into each approach and what came of it, row by row, and what the rows say."""

from datetime import date
from typing import Literal, TypeAlias, get_args

from leadadvisor.model.value import NamedTuple

Measure: TypeAlias = Literal["conversations-per-hour", "wins-per-conversation"]
Word: TypeAlias = Literal["too-early", "points-to", "decided"]
"""How far a comparison has come: nothing beyond chance yet, evidence 5 to 1, evidence 20 to 1."""
Hand: TypeAlias = Literal["logged", "edited", "added"]
"""Whose hand a row shows: as it was logged, changed since, or written into the file by hand."""
Amount: TypeAlias = Literal["hours", "money", "contacts", "conversations", "won", "lost"]
AMOUNTS: tuple[Amount, ...] = get_args(Amount)
"""The columns that hold numbers, in the order of the file."""

THOUSAND = 1_000
"""Ratios are kept in thousandths."""


class ResultRow(NamedTuple):
    """What one approach took and brought from one day to the next row: usually a week.

    `hours` and `money` are in hundredths, None where nothing was noted; `won` and `lost` are conversations whose end
    became known.
    """

    day: date
    approach: str
    channel: str = ""
    hours: int | None = None
    money: int | None = None
    contacts: int | None = None
    conversations: int | None = None
    won: int | None = None
    lost: int | None = None
    note: str = ""
    hand: Hand = "logged"


class OpenConversations(NamedTuple):
    """Conversations of one day that are neither won nor lost."""

    day: date
    number: int


class Tally(NamedTuple):
    """All rows of one approach added up; `hours` and `money` in hundredths, over the rows that note them.

    `counted` are the conversations of rows with hours: only they make a rate; `without_hours` are the rows that noted
    contacts or conversations and no hours. `old` are those old enough to be judged
    and `old_won` the won ones of them; both are None where the user has not said how old that is.
    """

    approach: str
    rows: int
    hours: int
    money: int
    contacts: int
    conversations: int
    counted: int
    without_hours: int
    won: int
    lost: int
    still_open: tuple[OpenConversations, ...]
    old: int | None
    old_won: int | None

    @property
    def open(self) -> int:
        """Conversations that are neither won nor lost."""
        return sum(each.number for each in self.still_open)


class RateComparison(NamedTuple):
    """One pair of approaches by one measure.

    `evidence` is how many to one the rows speak for `better`, divided by all comparisons that are made; `ratio_low` is
    the lower end of the ratio of their rates, in thousandths: it holds however often one looks, in 19 of 20 firms.
    """

    measure: Measure
    better: str
    other: str
    word: Word
    evidence: float
    ratio_low: int


class OwnReason(NamedTuple):
    """What the own results add to one approach: points over the best rival, from the lower end of the ratio."""

    approach: str
    rival: str
    ratio_low: int
    points: int


class OwnStanding(NamedTuple):
    """What the rows come to before they meet the rulebook: sums, comparisons, and the points they are worth.

    `channels` are those that brought a conversation.
    """

    tallies: tuple[Tally, ...] = ()
    comparisons: tuple[RateComparison, ...] = ()
    reasons: tuple[OwnReason, ...] = ()
    channels: tuple[str, ...] = ()

    def tally(self, approach: str) -> Tally | None:
        """The sums of that approach, or None where it has no row."""
        return next((tally for tally in self.tallies if tally.approach == approach), None)
