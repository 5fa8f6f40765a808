"""The user's own figures, after the advice is made: hours and money shared out, and what a target asks for.

Nothing here is looked at when the mix is made: a recommendation comes in whole and goes out with its means added.
"""

from collections.abc import Iterable, Sequence

from leadadvisor.engine.channels import CAN_START
from leadadvisor.model.figure import HUNDREDTHS, is_range, range_holds
from leadadvisor.model.means import Figures, Means, Portioned, Split, Target
from leadadvisor.model.recommendation import Caution, Portion, Recommendation
from leadadvisor.model.rulebook import Question

_PERCENT = 100
"""All shares together."""

_HOURS = (20, (25, 50))
_MONEY = (40, (HUNDREDTHS,))
"""How many steps there are at least in a total, and the finest steps there are, in hundredths, below one unit."""

_PERCENT_IN_HUNDREDTHS = 10_000
_MONTHS, _WEEKS = 12, 52
"""In a year."""


def with_means(recommendation: Recommendation, figures: Figures) -> Recommendation:
    """The same recommendation with the user's figures shared out; without a mix there is nothing to share them by.

    Hours go to what begins, money to those channels of it that cost money. What waits gets nothing now, and where
    nothing is to be bought, all money is kept.
    """
    if not recommendation.mix:
        return recommendation
    reserve = recommendation.rulebook.settings.reserve.value
    begun = [portion for portion in recommendation.mix if portion.state in CAN_START]
    bought = _bought(recommendation)
    hours = money = None
    if figures.weekly_hours is not None:
        hours = split(figures.weekly_hours, _step(figures.weekly_hours, *_HOURS), begun, reserve)
    if figures.monthly_budget is not None:
        buying = [portion for portion in begun if bought[portion.approach]]
        money = split(figures.monthly_budget, _step(figures.monthly_budget, *_MONEY), buying, reserve)
        money = money._replace(parts=tuple(part._replace(channels=bought[part.approach]) for part in money.parts))
    means = Means(hours, money, figures.currency, _target(figures))
    clashes = figures_against_answers(recommendation, figures)
    return recommendation._replace(means=means, cautions=(*clashes, *recommendation.cautions))


def _bought(recommendation: Recommendation) -> dict[str, tuple[str, ...]]:
    """By approach, the channels that cost money and can start."""
    can_start = {line.channel for line in recommendation.channels if line.state in CAN_START}
    return {
        approach.id: tuple(
            channel.id for channel in approach.channels if channel.costs != "hours" and channel.id in can_start
        )
        for approach in recommendation.rulebook.approaches
    }


def split(total: int, step: int, mix: Iterable[Portion], reserve: int) -> Split:
    """Share a total out in steps by the shares of the mix; the reserve is at least that many percent of it.

    Parts and reserve add up to the total: the reserve takes what is less than a step, and all of it where nothing has a
    share. The steps go one at a time to the largest share / (2 * steps + 1), the divisor method of Webster that also
    rounds the shares. Ties fall to the larger share, which stands first in the mix.
    """
    portions = [portion for portion in mix if portion.share]
    steps = total * (_PERCENT - reserve) // _PERCENT // step if portions else 0
    counts = _seats(steps, [portion.share for portion in portions])
    parts = tuple(Portioned(portion.approach, count * step) for portion, count in zip(portions, counts, strict=True))
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
    unit = HUNDREDTHS
    while unit <= total:
        steps += (unit, 2 * unit, 5 * unit)
        unit *= 10
    return max((step for step in steps if total // step >= least), default=steps[0])


def _target(figures: Figures) -> Target | None:
    """What the target asks for, rounded up; only where the user gave all three figures it rests on."""
    customers, rate, months = figures.target_customers, figures.close_rate, figures.months
    if customers is None or rate is None or months is None:
        return None
    conversations = _rounded_up(customers * _PERCENT_IN_HUNDREDTHS, rate)
    return Target(customers, rate, months, conversations, _rounded_up(10 * conversations * _MONTHS, months * _WEEKS))


def figures_against_answers(recommendation: Recommendation, figures: Figures) -> tuple[Caution, ...]:
    """A figure that says something else than the answer to the question it belongs to, and the option that fits."""
    chosen = {answer.question: answer.option for answer in recommendation.answers if answer.origin != "derived"}
    found = []
    for question_id, amount, unit in (
        ("hours", figures.weekly_hours, "hours a week"),
        ("budget", figures.monthly_budget, f"{figures.currency} a month".strip()),
    ):
        question = recommendation.rulebook.question(question_id)
        answer = question.option(chosen.get(question_id, "")) if question else None
        if question is None or answer is None or amount is None or answer.id in (fits := _fitting(question, amount)):
            continue
        named = " or ".join(f"“{option.label}”" for option in question.options if option.id in fits)
        text = f"You gave {_plain(amount)} {unit}, but answered “{answer.label}”."
        hint = f"If the figure is right, answer {named} instead."
        found.append(Caution("figures-against-answers", f"{text} {hint}", question_id, (question_id,), ()))
    return tuple(found)


def _fitting(question: Question, amount: int) -> frozenset[str]:
    """The options a figure (in hundredths) agrees with: the range that holds it; else `none` is for nothing at all."""
    ids = [option.id for option in question.options]
    if all(map(is_range, ids)):
        return frozenset(option for option in ids if range_holds(option, amount))
    if "none" in ids:
        return frozenset(option for option in ids if (option == "none") == (amount == 0))
    return frozenset(ids)


def _plain(hundredths: int) -> str:
    whole, rest = divmod(hundredths, HUNDREDTHS)
    return f"{whole:,}" if not rest else f"{whole:,}.{rest:02}".rstrip("0")


def _rounded_up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
