"""The last stages: standings, who leads, and the seats each approach takes, turned into shares.

Seats are found without a loop, and it is proved that no engine's floating-point numbers can get them wrong. An approach
that holds k seats takes one more exactly if all seats taken by then, its own included, are within the mix. By then a
rival with r times its part has r * (k + 1/2) seats, rounded: up from the half where the rival comes earlier in the
rulebook, for ties fall to the earlier, and down where it comes later; never less than its floor, never more than its
cap. Here r is a power of two by the difference of points. Only at equal points is a half met exactly, and then r is
exactly 1; everywhere else the rounding is far from the half, and that is looked up before any SQL is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor, log2

from sqlglot import exp

from leadadvisor.engine.mix import Scale
from leadadvisor.errors import WrongUsage
from leadadvisor.sql.expressions import (
    Names,
    Stage,
    added,
    all_of,
    any_of,
    both,
    case,
    column,
    double,
    named,
    number,
    one_of,
    quoted,
    source,
    star,
    text,
)

MAY_LEAD, MAY_NOT_LEAD, RULED_OUT = "may lead", "may not lead", "ruled out"
_HALF = "0.5"
_FAR = 300
"""Doublings beyond which a power may leave the range of floating-point numbers."""


class Sharing:
    """Turns points and gates into leader and shares; `largest` is how far apart two approaches can ever be."""

    def __init__(
        self, approaches: Sequence[str], names: Names, scale: Scale, points_to_double: int, largest: int
    ) -> None:
        if not is_exact(scale, points_to_double):
            raise WrongUsage("SQL cannot work out these settings exactly: choose another points-to-double or step.")
        self._approaches = approaches
        self._names = names
        self._scale = scale
        self._doubling = points_to_double
        self._furthest = furthest_difference(scale, points_to_double) if largest > _FAR * points_to_double else None

    def points(self, place: int) -> str:
        """The column with the points of an approach."""
        return self._shown("points", place)

    def gate(self, place: int) -> str:
        """The column that says whether an approach may lead, may not lead, or is ruled out."""
        return self._within("gate", place)

    def same_standing(self, one: str, other: str) -> list[exp.Expr]:
        """Two tables agree on all points and gates."""
        return [exp.EQ(this=column(name, one), expression=column(name, other)) for name in self._standing()]

    def result(self, table: str) -> list[exp.Expr]:
        """Status, leader, shares and points, under the names that the result has for them."""
        shown = [column(self._names.shown(name), table) for name in self._kinds()]
        return [named(value, name) for value, name in zip(shown, self.result_names(), strict=True)]

    def result_names(self) -> list[str]:
        """The names of status, leader, shares and points in the result."""
        return [self._names.result(name) for name in self._kinds()]

    def _kinds(self) -> tuple[str, ...]:
        numbers = (f"{kind}_{approach}" for kind in ("share", "points") for approach in self._approaches)
        return ("status", "leader", *numbers)

    def stages(self, before: str) -> Iterator[Stage]:
        """From points and gates to leader and shares."""
        distinct = exp.select(*map(column, self._standing())).distinct().from_(source(before))
        name = self._names.stage
        yield Stage(
            name("standings"),
            ("Points and gates. Answers that come to the same are taken together from here on.",),
            distinct,
        )
        yield Stage(
            name("parts"), self._about_parts(), exp.select(star(), *self._parts()).from_(source(name("standings")))
        )
        yield Stage(name("seats"), self._about_seats(), self._seats())
        yield Stage(name("shares"), self._about_shares(), self._shares())

    def _places(self) -> range:
        return range(len(self._approaches))

    def _standing(self) -> list[str]:
        return [*map(self.points, self._places()), *map(self.gate, self._places())]

    def _about_parts(self) -> tuple[str, ...]:
        return (
            "Who leads: strictly the most points of those that may. The fewest and the most seats of each.",
            f"And how many times the part of another each should have: {self._doubling} points more double it.",
        )

    def _about_seats(self) -> tuple[str, ...]:
        return (
            f"A seat is {self._scale.step} percent. An approach has so many before it takes one more,",
            "and midway to the next it has half a seat more.",
        )

    def _parts(self) -> Iterator[exp.Expr]:
        branches = [(self._leads(place), text(approach)) for place, approach in enumerate(self._approaches)]
        yield named(case(branches, exp.Null()), self._names.shown("leader"))
        for place in self._places():
            ruled_out = self._gate_is(place, RULED_OUT)
            yield named(case([(ruled_out, number(0))], number(self._scale.floor)), self._within("fewest", place))
            yield named(self._most(place), self._within("most", place))
        for rival in self._places():
            for place in self._places():
                if rival != place:
                    yield named(self._times(rival, place), self._ratio(rival, place))

    def _leads(self, place: int) -> exp.Expr:
        ahead = [
            any_of([
                exp.NEQ(this=column(self.gate(rival)), expression=text(MAY_LEAD)),
                exp.GT(this=column(self.points(place)), expression=column(self.points(rival))),
            ])
            for rival in self._places()
            if rival != place
        ]  # fmt: skip
        return all_of([self._gate_is(place, MAY_LEAD), *(exp.Paren(this=each) for each in ahead)])

    def _most(self, place: int) -> exp.Expr:
        """The cap holds only where somebody may lead: somebody must take the seats."""
        somebody = exp.In(this=text(MAY_LEAD), expressions=[column(self.gate(each)) for each in self._places()])
        capped = all_of([self._gate_is(place, MAY_NOT_LEAD), somebody])
        branches = [(self._gate_is(place, RULED_OUT), number(0)), (capped, number(self._scale.cap))]
        return case(branches, number(self._scale.seats))

    def _times(self, rival: int, place: int) -> exp.Expr:
        lead: exp.Expr = exp.Sub(this=column(self.points(rival)), expression=column(self.points(place)))
        if self._furthest is not None:  # farther apart changes nothing, but would leave the range of numbers
            lead = both("LEAST", both("GREATEST", lead, number(-self._furthest)), number(self._furthest))
        return exp.Pow(this=double(number(2)), expression=exp.Div(this=double(lead), expression=number(self._doubling)))

    def _seats(self) -> exp.Select:
        rows = [
            exp.Tuple(expressions=[number(held), exp.Literal.number(f"{held}.5")])
            for held in range(self._scale.floor, self._scale.seats)
        ]
        columns = exp.TableAlias(this=quoted("numbers"), columns=[quoted("held"), quoted("midway")])
        return exp.select(column("held"), column("midway")).from_(exp.Values(expressions=rows, alias=columns))

    def _about_shares(self) -> tuple[str, ...]:
        return (
            "An approach takes one more seat where all seats taken by then, this one included, are within the mix.",
            "By then a rival has as many as its part comes to when this one is midway, rounded to whole seats:",
            "a half counts in full for a rival that stands earlier in the rulebook, and not at all for a later one.",
        )

    def _shares(self) -> exp.Select:
        leader = self._names.shown("leader")
        keys = [*self._standing(), leader]
        nobody = all_of(self._gate_is(place, RULED_OUT) for place in self._places())
        leaderless = exp.Is(this=column(leader), expression=exp.Null())
        status = case([(nobody, text("nothing-feasible")), (leaderless, text("undecided"))], text("recommended"))
        shares = [named(self._share(place), self._shown("share", place)) for place in self._places()]
        return (
            exp.select(*map(column, keys), named(status, self._names.shown("status")), *shares)
            .from_(source(self._names.stage("parts")))
            .join(source(self._names.stage("seats")), join_type="cross")
            .group_by(*map(column, keys))
        )

    def _share(self, place: int) -> exp.Expr:
        fewest, most = column(self._within("fewest", place)), column(self._within("most", place))
        taken = added([
            exp.Add(this=column("held"), expression=number(1)),
            *(self._taken(rival, place) for rival in self._places() if rival != place),
        ])  # fmt: skip
        within = all_of([
            exp.LT(this=column("held"), expression=most),
            exp.LTE(this=taken, expression=number(self._scale.seats)),
        ])  # fmt: skip
        more = exp.Sum(this=case([(within, number(self._scale.step))], number(0)))
        least = exp.Mul(this=number(self._scale.step), expression=exp.Min(this=fewest))
        return exp.cast(added([least, more]), exp.DataType.Type.INT, copy=False)

    def _taken(self, rival: int, place: int) -> exp.Expr:
        """The seats a rival has taken before this approach takes one more."""
        half = exp.Literal.number(_HALF)
        part = exp.Mul(this=column("midway"), expression=column(self._ratio(rival, place)))
        rounded: exp.Expr = (
            exp.Floor(this=exp.Add(this=part, expression=half))
            if rival < place
            else exp.Ceil(this=exp.Sub(this=part, expression=half))
        )
        fewest, most = column(self._within("fewest", rival)), column(self._within("most", rival))
        return both("LEAST", most, both("GREATEST", fewest, rounded))

    def _gate_is(self, place: int, word: str) -> exp.Expr:
        return one_of(column(self.gate(place)), [word])

    def _ratio(self, rival: int, place: int) -> str:
        ids = self._approaches[rival], self._approaches[place]
        return self._names.within("times", rival * len(self._approaches) + place, *ids)

    def _shown(self, kind: str, place: int) -> str:
        return self._names.shown(f"{kind}_{self._approaches[place]}")

    def _within(self, kind: str, place: int) -> str:
        return self._names.within(kind, place, self._approaches[place])


SAFE_DISTANCE = 1e-7
"""How far from every boundary of the rounding all values must be; a power is exact to about 1e-12 here."""


def furthest_difference(scale: Scale, points_to_double: int) -> int:
    """The least lead in points beyond which nothing changes: the weaker of the two takes no seat by itself."""
    return ceil(points_to_double * log2(2 * scale.seats + 1))


@lru_cache(maxsize=8)
def is_exact(scale: Scale, points_to_double: int) -> bool:
    """For every seat and every difference in points the rounding gives the count that integers give."""
    furthest = furthest_difference(scale, points_to_double)
    for held in range(scale.seats):
        leads = [scale.need[theirs][held] for theirs in range(scale.seats)]
        behind = [-lead for lead in scale.need[held][: scale.seats]]
        for difference in range(-furthest, furthest + 1):
            part = (held + 0.5) * 2.0 ** (difference / points_to_double)
            later = bisect_right(leads, difference)  # takes a seat where its lead is what it needs
            earlier = bisect_right(behind, difference - 1)  # takes one where ours is not
            rounded = min(floor(part + 0.5), scale.seats), min(ceil(part - 0.5), scale.seats)
            if rounded != (earlier, later) or (difference and _distance(part + 0.5) < SAFE_DISTANCE):
                return False
    return True


def _distance(value: float) -> float:
    """How far the value is from the nearest whole number."""
    return abs(value - round(value))
