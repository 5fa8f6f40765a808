"""The engine once more, as plainly as it can be said: every completion is written out and every sum is added up.

Slow on purpose, and written without a look at the engine, so that the two cannot share a mistake. Whole numbers
decide everything; only `real_contributions` uses floating point, and is compared with that in mind.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Firmness, Level, Question, Rule, Rulebook, Settings, Status

Answers: TypeAlias = dict[str, str | None]
"""Question -> option, None where the question is open."""

Points: TypeAlias = dict[str, int]
"""Approach -> points."""


class Spoken(NamedTuple):
    """A rule that speaks: the level that counts and the points it gives each approach."""

    rule: Rule
    level: Level
    points: Points


class Result(NamedTuple):
    """What one set of answers leads to. `shares` is None where nothing is feasible."""

    answers: Answers
    spoken: list[Spoken]
    points: Points
    ruled_out: set[str]
    not_leading: set[str]
    status: Status
    leader: str | None
    shares: dict[str, int] | None

    def share(self, approach: str) -> int:
        """The share of that approach, 0 where there is no mix."""
        return 0 if self.shares is None else self.shares[approach]


class Certainty(NamedTuple):
    """What all completions together say."""

    low: dict[str, int]
    high: dict[str, int]
    settled: bool
    robustness: int
    firmness: Firmness
    possible_leaders: tuple[str | None, ...]


class OracleFlip(NamedTuple):
    """One answer changed, and what it leads to."""

    question: str
    before: str
    after: str
    status: Status
    leader: str | None
    up: bool | None


class OracleQuestion(NamedTuple):
    """What the answer to one open question alone can do."""

    question: str
    can_change_leader: bool
    largest_move: int


# One set of answers


def holds(condition: Condition, answers: Answers) -> bool | None:
    """Kleene's three values; None is open."""
    match condition:
        case Chosen(question, options):
            answer = answers[question]
            return None if answer is None else answer in options
        case AllOf(parts):
            outcomes = [holds(part, answers) for part in parts]
            if False in outcomes:
                return False
            return None if None in outcomes else True
        case AnyOf(parts):
            outcomes = [holds(part, answers) for part in parts]
            if True in outcomes:
                return True
            return None if None in outcomes else False
        case Not(part):
            outcome = holds(part, answers)
            return None if outcome is None else not outcome


def given_answers(profile: Profile) -> dict[str, str]:
    """What the profile says, word for word, unsure included."""
    return {answer.question: answer.option for answer in profile.answers}


def effective_answers(rulebook: Rulebook, given: Mapping[str, str]) -> Answers:
    """What counts: the stated option of a question that is not asked, the option given, or open."""
    answers: Answers = {}
    for question in rulebook.questions:
        asked = True if question.asked_when is None else holds(question.asked_when, answers)
        if asked is False:
            answers[question.id] = question.otherwise
        else:
            option = given.get(question.id)
            answers[question.id] = option if option in option_ids(question) else None
    return answers


def asked(question: Question, answers: Answers) -> bool | None:
    """Whether the question is relevant; None while an earlier answer is missing to say so."""
    return True if question.asked_when is None else holds(question.asked_when, answers)


def option_ids(question: Question) -> list[str]:
    """The ids of the options, in order."""
    return [option.id for option in question.options]


def result_for(rulebook: Rulebook, given: Mapping[str, str]) -> Result:
    """From answers to points, blockers, leader and mix."""
    answers = effective_answers(rulebook, given)
    names = [approach.id for approach in rulebook.approaches]
    spoken = [one for rule in rulebook.rules if (one := speak(rulebook, rule, answers)) is not None]
    points = {name: sum(one.points[name] for one in spoken) for name in names}
    standing = [blocker for blocker in rulebook.blockers if holds(blocker.when, answers) is True]
    ruled_out = {blocker.approach for blocker in standing if blocker.kind == "rules-out"}
    not_leading = {blocker.approach for blocker in standing if blocker.kind == "may-not-lead"}

    feasible = [name for name in names if name not in ruled_out]
    may = [name for name in feasible if name not in not_leading]
    status: Status
    if not feasible:
        status, leader = "nothing-feasible", None
    else:
        leader = the_one_with_most(points, may)
        status = "undecided" if leader is None else "recommended"
    shares = None
    if feasible:
        capped = [name for name in feasible if name in not_leading] if may else []
        shares = allocate(rulebook.settings, points, names, feasible, capped)
    return Result(answers, spoken, points, ruled_out, not_leading, status, leader, shares)


def speak(rulebook: Rulebook, rule: Rule, answers: Answers) -> Spoken | None:
    """The rule's first level that holds, unless an earlier one is open or its side of a tension does not hold."""
    if rule.side is not None and not side_holds(rulebook, rule.side.tension, rule.side.side, answers):
        return None
    for level in rule.levels:
        outcome = holds(level.when, answers)
        if outcome is None:
            return None
        if outcome is True:
            names = [approach.id for approach in rulebook.approaches]
            return Spoken(rule, level, {name: points_of(rulebook, rule, level, name) for name in names})
    return None


def side_holds(rulebook: Rulebook, tension_id: str, side: int, answers: Answers) -> bool:
    """Whether this side of the tension is known to hold."""
    for tension in rulebook.tensions:
        if tension.id == tension_id:
            if tension.always is not None:
                return tension.always in (side, "both")
            return holds(tension.sides[side - 1].holds_when, answers) is True
    raise KeyError(tension_id)


def points_of(rulebook: Rulebook, rule: Rule, level: Level, approach: str) -> int:
    """What this level gives to or takes from the approach."""
    settings = rulebook.settings
    worth = {"strong": settings.strong.value, "moderate": settings.moderate.value, "slight": settings.slight.value}
    points = sum(given for name, given in level.points if name == approach)
    for effect in level.effects:
        if effect.approach == approach and effect.direction == "supports":
            points += worth[effect.strength] + (settings.goal_bonus.value if rule.goal else 0)
        elif effect.approach == approach:
            points -= worth[effect.strength]
    return points


def the_one_with_most(points: Points, may: list[str]) -> str | None:
    """Who has strictly most points among those that may lead."""
    if not may:
        return None
    most = max(points[name] for name in may)
    first = [name for name in may if points[name] == most]
    return first[0] if len(first) == 1 else None


def allocate(
    settings: Settings, points: Points, names: list[str], feasible: list[str], capped: list[str]
) -> dict[str, int]:
    """Seat after seat to the approach with the largest 2^(points/d) / (2 seats + 1)."""
    step = settings.step.value
    seats = {name: settings.floor.value // step if name in feasible else 0 for name in names}
    most_capped = settings.may_not_lead_cap.value // step
    while sum(seats.values()) < 100 // step:
        open_to_more = [name for name in feasible if name not in capped or seats[name] < most_capped]
        winner = open_to_more[0]
        for name in open_to_more[1:]:
            if quotient_is_larger(settings, points[name], seats[name], points[winner], seats[winner]):
                winner = name
        seats[winner] += 1
    return {name: seats[name] * step for name in names}


def quotient_is_larger(settings: Settings, points: int, seats: int, rival_points: int, rival_seats: int) -> bool:
    """2^(p/d) / (2 s + 1) against the rival's, both sides raised to the power d and freed of fractions."""
    lift = max(0, -points, -rival_points)
    power = settings.points_to_double.value
    mine: int = 2 ** (points + lift) * (2 * rival_seats + 1) ** power
    theirs: int = 2 ** (rival_points + lift) * (2 * seats + 1) ** power
    return mine > theirs


# All completions


def state_of(rulebook: Rulebook, approach: str, answers: Answers) -> str:
    """How far an approach is: the best of its channels, each in the first state that is known to hold."""
    (wanted,) = (each for each in rulebook.approaches if each.id == approach)
    found = [
        next(each.state for each in channel.states if holds(each.when, answers) is True) for channel in wanted.channels
    ]
    return next((state for state in ("now", "prepare", "not-yet", "no") if state in found), "now")


def completions(rulebook: Rulebook, profile: Profile, to_ask: Container[str] | None = None) -> Iterator[Result]:
    """The results of giving every question without an option each of its options, or leaving it open.

    With `to_ask`, all other questions stay open. Questions that are not asked now are gone through as well: they may
    be asked in some completion. Where they are not, `effective_answers` gives them their stated option whatever is
    tried.
    """
    given = given_answers(profile)
    still_open = [
        question
        for question in rulebook.questions
        if given.get(question.id) not in option_ids(question) and (to_ask is None or question.id in to_ask)
    ]
    for options in itertools.product(*[[None, *option_ids(question)] for question in still_open]):
        filled = dict(given)
        for question, option in zip(still_open, options, strict=True):
            if option is not None:
                filled[question.id] = option
        yield result_for(rulebook, filled)


def certainty(rulebook: Rulebook, profile: Profile) -> Certainty:
    """Ranges, settledness, robustness and firmness, from every completion there is."""
    names = [approach.id for approach in rulebook.approaches]
    now = result_for(rulebook, given_answers(profile))
    low = dict.fromkeys(names, 100)
    high = dict.fromkeys(names, 0)
    leaders: set[str | None] = set()
    settled = now.status == "recommended"
    robustness = 100
    for result in completions(rulebook, profile):
        leaders.add(result.leader)
        if result.status != "recommended" or result.leader != now.leader:
            settled = False
        if result.shares is not None:
            low = {name: min(low[name], result.shares[name]) for name in names}
            high = {name: max(high[name], result.shares[name]) for name in names}
        robustness = min(robustness, robustness_of(result))
    if not settled:
        robustness = 0
    firmness: Firmness = "open"
    if settled:
        firmness = "firm" if robustness >= rulebook.settings.firm_at.value else "leaning"
    return Certainty(
        low, high, settled, robustness, firmness, tuple(name for name in (*names, None) if name in leaders)
    )


def robustness_of(result: Result) -> int:
    """By how many percent every rule may be off in any direction before a rival catches up; 0 without a leader."""
    if result.leader is None:
        return 0
    lowest = 100
    for rival in result.points:
        if rival == result.leader or rival in result.ruled_out or rival in result.not_leading:
            continue
        margin = result.points[result.leader] - result.points[rival]
        swing = sum(abs(one.points[result.leader] - one.points[rival]) for one in result.spoken)
        lowest = min(lowest, 100 * margin // swing)
    return lowest


# One change


def flips(rulebook: Rulebook, profile: Profile) -> list[OracleFlip]:
    """Every other option of every question that is not irrelevant, where it changes the status or the leader."""
    given = given_answers(profile)
    now = result_for(rulebook, given)
    found = []
    for question in rulebook.questions:
        if asked(question, now.answers) is False:
            continue
        for option in option_ids(question):
            if option == now.answers[question.id]:
                continue
            then = result_for(rulebook, given | {question.id: option})
            if (then.status, then.leader) != (now.status, now.leader):
                before = given.get(question.id, "")
                up = is_up(question, now.answers[question.id], option)
                up = None if up and then.leader is None else up  # a step that leaves nobody to lead is none to take
                found.append(OracleFlip(question.id, before, option, then.status, then.leader, up))
    return found


def is_up(question: Question, before: str | None, after: str) -> bool | None:
    """Whether the option is better to have than the one that counts now; None where that cannot be said."""
    order = list(question.improves)
    if before not in order or after not in order:
        return None
    return order.index(after) > order.index(before)


def next_questions(rulebook: Rulebook, profile: Profile) -> list[OracleQuestion]:
    """Every open question that may be asked and is more than wording, with what its answer alone can do."""
    given = given_answers(profile)
    now = result_for(rulebook, given)
    found = []
    for question in rulebook.questions:
        if now.answers[question.id] is not None or question.need == "wording":
            continue
        thens = [result_for(rulebook, given | {question.id: option}) for option in option_ids(question)]
        can_change = any((then.status, then.leader) != (now.status, now.leader) for then in thens)
        moves = [
            abs(then.share(approach.id) - now.share(approach.id)) for then in thens for approach in rulebook.approaches
        ]
        found.append(OracleQuestion(question.id, can_change, max(moves)))
    return found


# Percentage points per rule


class Row(NamedTuple):
    """A row of an account: a rule by its strengths alone, or the goal bonus of all rules, which belongs to nobody."""

    name: str
    points: Points
    spoken: Spoken | None


def rows_of(rulebook: Rulebook, result: Result) -> list[Row]:
    """Every rule that speaks without the bonus, and the bonus of all that get it by itself where there is any."""
    names = [approach.id for approach in rulebook.approaches]
    bonuses: list[Points] = []
    rows = []
    for one in result.spoken:
        bonus = {name: bonus_of(rulebook, one.rule, one.level, name) for name in names}
        rows.append(Row(one.rule.id, {name: one.points[name] - bonus[name] for name in names}, one))
        bonuses.append(bonus)
    together = {name: sum(bonus[name] for bonus in bonuses) for name in names}
    return [*rows, Row("goal-bonus", together, None)] if any(together.values()) else rows


def bonus_of(rulebook: Rulebook, rule: Rule, level: Level, approach: str) -> int:
    """What the goal bonus adds where a rule on the goal speaks for the approach."""
    supported = [effect.approach for effect in level.effects if effect.direction == "supports"]
    return rulebook.settings.goal_bonus.value * supported.count(approach) if rule.goal else 0


def real_contributions(rulebook: Rulebook, result: Result, panels: int = 600) -> list[tuple[Row, dict[str, float]]]:
    """Per row: the hundredths of a percentage point it moves each approach along the straight path.

    The integral over t from 0 to 1 of the change of share that the row's points cause at the point t * all points,
    by Simpson's rule.
    """
    names = [approach.id for approach in rulebook.approaches]
    slope = math.log(2) / rulebook.settings.points_to_double.value
    rows = rows_of(rulebook, result)
    sums = [dict.fromkeys(names, 0.0) for _ in rows]
    for place in range(2 * panels + 1):
        weight = 1 if place in (0, 2 * panels) else 4 if place % 2 else 2
        share = softmax({name: slope * result.points[name] * place / (2 * panels) for name in names})
        for row, moved in zip(rows, sums, strict=True):
            mean = sum(share[name] * row.points[name] for name in names)
            for name in names:
                moved[name] += weight * share[name] * (row.points[name] - mean)
    scale = 10_000 * slope / (6 * panels)
    return [(row, {name: moved[name] * scale for name in names}) for row, moved in zip(rows, sums, strict=True)]


def softmax(exponents: Mapping[str, float]) -> dict[str, float]:
    """Shares (summing to 1) proportional to e^exponent."""
    top = max(exponents.values())
    weights = {name: math.exp(exponent - top) for name, exponent in exponents.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}
