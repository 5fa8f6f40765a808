"""The user's own figures, after the advice is made: hours and money shared out, and what a target asks for.

Nothing here is looked at when the mix is made: a recommendation comes in whole and goes out with its means added.
"""

from collections.abc import Iterable, Sequence

from leadadvisor.model.means import Figures, Means, Needed, Portioned, Split, Target
from leadadvisor.model.recommendation import Portion, Recommendation

_WHOLE = 100
"""The percent of all shares together; also the hundredths in one hour or one unit of money."""

_HOURS = (20, (25, 50))
_MONEY = (40, (_WHOLE,))
"""How many steps there are at least in a total, and the finest steps there are, in hundredths, below one unit."""

_PERCENT_IN_HUNDREDTHS = 10_000
_MONTHS, _WEEKS = 12, 52
"""In a year."""


def with_means(recommendation: Recommendation, figures: Figures) -> Recommendation:
    """The same recommendation with the user's figures shared out; without a mix there is nothing to share them by."""
    if not recommendation.mix:
        return recommendation
    reserve = recommendation.rulebook.settings.reserve.value
    bought = _bought(recommendation)
    hours = money = None
    if figures.weekly_hours is not None:
        hours = split(figures.weekly_hours, _step(figures.weekly_hours, *_HOURS), recommendation.mix, reserve)
    if figures.monthly_budget is not None:
        money = split(figures.monthly_budget, _step(figures.monthly_budget, *_MONEY), recommendation.mix, reserve)
        money = money._replace(parts=tuple(_apart(part, bought.get(part.approach, ())) for part in money.parts))
    means = Means(hours, money, figures.currency, _target(figures, recommendation.mix))
    return recommendation._replace(means=means)


def split(total: int, step: int, mix: Iterable[Portion], reserve: int) -> Split:
    """Share a total out in steps by the shares of the mix; the reserve is at least that many percent of it.

    Parts and reserve add up to the total: the reserve takes what is less than a step, and the steps go one at a time
    to the largest share / (2 * steps + 1), the divisor method of Webster that also rounds the shares. Ties fall to
    the larger share, which stands first in the mix.
    """
    portions = [portion for portion in mix if portion.share]
    steps = total * (_WHOLE - reserve) // _WHOLE // step
    counts = _seats(steps, [portion.share for portion in portions])
    parts = tuple(
        Portioned(portion.approach, count * step, 0, ()) for portion, count in zip(portions, counts, strict=True)
    )
    return Split(total, total - steps * step, step, parts)


def _seats(steps: int, shares: Sequence[int]) -> list[int]:
    counts = [0] * len(shares)
    for _ in range(steps):
        best = 0
        for index in range(1, len(shares)):
            if shares[index] * (2 * counts[best] + 1) > shares[best] * (2 * counts[index] + 1):
                best = index
        counts[best] += 1
    return counts


def _step(total: int, least: int, finest: Iterable[int]) -> int:
    """The coarsest step (a quarter, a half, 1, 2, 5, 10, 20, 50 ...) of which at least so many are in the total."""
    steps = [*finest]
    unit = _WHOLE
    while unit <= total:
        steps += (unit, 2 * unit, 5 * unit)
        unit *= 10
    return max((step for step in steps if total // step >= least), default=steps[0])


def _bought(recommendation: Recommendation) -> dict[str, tuple[str, ...]]:
    """By approach, the channels that are paid for and are to be used."""
    used = {line.channel for line in recommendation.channels if line.state == "now"}
    return {
        approach.id: tuple(channel.id for channel in approach.channels if channel.paid and channel.id in used)
        for approach in recommendation.rulebook.approaches
    }


def _apart(part: Portioned, channels: tuple[str, ...]) -> Portioned:
    """Money goes to what is bought, where anything is to be; the hours of the approach go to the rest."""
    return part._replace(paid=part.amount, channels=channels) if channels else part


def _target(figures: Figures, mix: Iterable[Portion]) -> Target | None:
    """What the target asks for, rounded up; only where the user gave all three figures it rests on."""
    customers, rate, months = figures.target_customers, figures.close_rate, figures.months
    if customers is None or rate is None or months is None:
        return None
    conversations = _rounded_up(customers * _PERCENT_IN_HUNDREDTHS, rate)
    weeks = months * _WEEKS
    by_approach = tuple(
        Needed(
            portion.approach,
            _rounded_up(conversations * portion.share, _WHOLE),
            _rounded_up(10 * conversations * portion.share * _MONTHS, _WHOLE * weeks),
        )
        for portion in mix
        if portion.share
    )
    return Target(customers, rate, months, conversations, _rounded_up(10 * conversations * _MONTHS, weeks), by_approach)


def _rounded_up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
