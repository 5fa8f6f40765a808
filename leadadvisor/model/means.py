"""Means: the user's own hours and money shared out by the mix, and what their own target asks for."""

from leadadvisor.model.value import NamedTuple


class Figures(NamedTuple):
    """The figures the user gave; None for each that was not given. They never change the mix.

    Hours are a week's, in hundredths; money is a month's, in hundredths of the currency, whose name may be empty.
    `close_rate` is the share of qualified conversations that become customers, in hundredths of a percent.
    """

    weekly_hours: int | None = None
    monthly_budget: int | None = None
    currency: str = ""
    target_customers: int | None = None
    close_rate: int | None = None
    months: int | None = None


class Portioned(NamedTuple):
    """What one approach gets of the hours or the money, in hundredths; money goes to the `channels` named."""

    approach: str
    amount: int
    channels: tuple[str, ...] = ()


class Split(NamedTuple):
    """Hours or money by approach, in hundredths: the parts and the reserve add up to the total, exactly.

    There is a part for every approach that begins (hours) or buys something (money). Parts are multiples of `step`. The
    reserve is at least the rulebook's, for it takes what rounding leaves, and all of it where there is no part.
    """

    total: int
    reserve: int
    step: int
    parts: tuple[Portioned, ...]


class Target(NamedTuple):
    """Arithmetic on three figures of the user's own; not a forecast. `close_rate` is in hundredths of a percent.

    `conversations` is rounded up to whole ones and `tenths_a_week` to tenths of one. No approach has a part of its own:
    a share is effort, not leads.
    """

    customers: int
    close_rate: int
    months: int
    conversations: int
    tenths_a_week: int


class Means(NamedTuple):
    """The user's figures, shared out; None for each that was not given."""

    weekly_hours: Split | None
    monthly_budget: Split | None
    currency: str
    target: Target | None
