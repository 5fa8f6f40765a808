"""Weights are judgement: other values for them, and how far each may be another before the result is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadadvisor.engine.evaluate import Evaluation, Evidence, Reasoner, total
from leadadvisor.engine.mix import Points, Standing, allocate, scale_of
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Level, Rulebook, Settings
from leadadvisor.model.value import NamedTuple
from leadadvisor.model.what_if import Outcome, WeightRange, Weights

WEIGHTS: Mapping[str, tuple[int, int]] = {
    "strong": (1, 100),
    "moderate": (1, 100),
    "slight": (1, 100),
    "goal-bonus": (0, 100),
    "points-to-double": (1, 100),
}
"""The settings that turn evidence into a mix, with the least and the most a rulebook may give them."""

DOUBLING = "points-to-double"


def field_of(setting: str) -> str:
    """The name of a setting in `Settings`."""
    return setting.replace("-", "_")


def value_of(settings: Settings, setting: str) -> int:
    """The value of the setting of that id."""
    found: int = getattr(settings, field_of(setting)).value
    return found


def with_weights(rulebook: Rulebook, values: Mapping[str, int]) -> Rulebook:
    """The same rulebook with other values for some of its weights."""
    settings = rulebook.settings
    for setting, value in values.items():
        name = field_of(setting)
        settings = settings._replace(**{name: getattr(settings, name)._replace(value=value)})
    return rulebook._replace(settings=settings)


def weights(rulebook: Rulebook, profile: Profile) -> Weights:
    """For each weight the values, others being equal, over which leader and mix of these answers stand."""
    reasoner = Reasoner(rulebook)
    evaluation = reasoner.evaluate(profile.chosen())
    ranges = tuple(_range(reasoner, evaluation, setting) for setting in WEIGHTS)
    return Weights(recommend(rulebook, profile), ranges)


class _Reach(NamedTuple):
    """How far a value can go in both directions, and the first that is different, if any."""

    low: int
    high: int
    below: Standing | None
    above: Standing | None


def _range(reasoner: Reasoner, evaluation: Evaluation, setting: str) -> WeightRange:
    least, most = WEIGHTS[setting]
    value = value_of(reasoner.rulebook.settings, setting)
    now, standing_at = evaluation.standing, _standing_at(reasoner, evaluation, setting)

    def same_leader(then: Standing) -> bool:
        return (then.status, then.leader) == (now.status, now.leader)

    if setting == DOUBLING:  # it stretches and shrinks the lead of the leader, and never takes it
        leads = _Reach(least, most, None, None)
    else:
        leads = _reach(value, (least, most), standing_at, same_leader)
    mix = _reach(value, (leads.low, leads.high), standing_at, lambda then: then == now)
    return WeightRange(
        setting, value, least, most, leads.low, leads.high, mix.low, mix.high,
        below=_outcome(reasoner, leads.low - 1, leads.below),
        above=_outcome(reasoner, leads.high + 1, leads.above),
    )  # fmt: skip


def _reach(
    value: int, bounds: tuple[int, int], standing_at: Callable[[int], Standing], same: Callable[[Standing], bool]
) -> _Reach:
    """The values around this one that keep what `same` looks for, without a gap."""
    low = high = value
    below = above = None
    while low > bounds[0] and below is None:
        then = standing_at(low - 1)
        low, below = (low - 1, None) if same(then) else (low, then)
    while high < bounds[1] and above is None:
        then = standing_at(high + 1)
        high, above = (high + 1, None) if same(then) else (high, then)
    return _Reach(low, high, below, above)


def _standing_at(reasoner: Reasoner, evaluation: Evaluation, setting: str) -> Callable[[int], Standing]:
    """What these answers come to with another value of the setting: points are linear in it, so no rule is read."""
    barred = evaluation.ruled_out, evaluation.may_not_lead
    settings = reasoner.rulebook.settings
    if setting == DOUBLING:

        def stretched(value: int) -> Standing:
            doubling = settings.points_to_double._replace(value=value)
            return allocate(evaluation.points, *barred, scale_of(settings._replace(points_to_double=doubling)))

        return stretched
    value_now = value_of(settings, setting)
    slope = _points_per_unit(reasoner.approaches, evaluation.evidence, setting)

    def weighed(value: int) -> Standing:
        points = tuple(now + (value - value_now) * each for now, each in zip(evaluation.points, slope, strict=True))
        return allocate(points, *barred, reasoner.scale)

    return weighed


def _points_per_unit(approaches: Sequence[str], evidence: tuple[Evidence, ...], setting: str) -> Points:
    """How often the setting is in the points of each approach: with it, less against it."""
    parts = tuple(
        each._replace(points=_uses(approaches, each.level, setting, goal=each.rule.goal)) for each in evidence
    )
    return total(parts, len(approaches))


def _uses(approaches: Sequence[str], level: Level, setting: str, *, goal: bool) -> Points:
    uses = [0] * len(approaches)
    for effect in level.effects:
        supports = effect.direction == "supports"
        if setting == effect.strength:
            uses[approaches.index(effect.approach)] += 1 if supports else -1
        elif setting == "goal-bonus" and goal and supports:
            uses[approaches.index(effect.approach)] += 1
    return tuple(uses)


def _outcome(reasoner: Reasoner, value: int, then: Standing | None) -> Outcome | None:
    if then is None:
        return None
    return Outcome(value, then.status, None if then.leader is None else reasoner.approaches[then.leader])
