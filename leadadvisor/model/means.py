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
    """What one approach gets of the hours or the money, in hundredths.

    `paid` of it goes to the channels that are bought, named in `channels`; the rest to all that is not bought.
    """

    approach: str
    amount: int
    paid: int
    channels: tuple[str, ...]


class Split(NamedTuple):
    """Hours or money by approach, in hundredths: the parts and the reserve add up to the total, exactly.

    Parts are multiples of `step`. The reserve is at least the rulebook's, for it takes what rounding leaves.
    """

    total: int
    reserve: int
    step: int
    parts: tuple[Portioned, ...]


class Needed(NamedTuple):
    """Qualified conversations one approach would have to bring, if each brought them by its share of the effort.

    `in_all` is rounded up to whole conversations and `tenths_a_week` to tenths of one.
    """

    approach: str
    in_all: int
    tenths_a_week: int


class Target(NamedTuple):
    """Arithmetic on three figures of the user's own; not a forecast. `close_rate` is in hundredths of a percent."""

    customers: int
    close_rate: int
    months: int
    conversations: int
    tenths_a_week: int
    by_approach: tuple[Needed, ...]


class Means(NamedTuple):
    """The user's figures, shared out; None for each that was not given."""

    weekly_hours: Split | None
    monthly_budget: Split | None
    currency: str
    target: Target | None
