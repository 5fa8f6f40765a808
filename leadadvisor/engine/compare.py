"""Compare recommendations: of several profiles, of one profile before and after changes, or of several rulebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from leadadvisor.engine.attribution import shapley
from leadadvisor.engine.compiled import Scorer, scorer_of
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.weights import value_of, with_weights
from leadadvisor.model.comparison import (
    Cause,
    CauseKind,
    Comparison,
    Difference,
    Replaced,
    Scenario,
    ShareDifference,
    Speaks,
    Step,
)
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.model.rulebook import Rulebook, Settings
from leadadvisor.model.value import NamedTuple

MOST_CAUSES = 12
"""Up to here the causes are taken one by one; where more answers differ, those of one topic are taken together."""

REMAINDER = "other topics"
"""The cause that takes together what goes beyond the most causes."""


def compare_profiles(rulebook: Rulebook, named: Sequence[tuple[str, Profile]]) -> Comparison:
    """Two profiles or more by one rulebook; each difference is attributed to the answers that differ."""
    scenarios = tuple(Scenario(name, recommend(rulebook, profile)) for name, profile in named)
    scorer = scorer_of(rulebook)
    first = named[0][1]

    def difference(profile: Profile, scenario: Scenario) -> Difference:
        players = _answer_players(rulebook, first, profile)
        causes = _causes(players, len(rulebook.approaches), _worth_of_answers(scorer, first, profile, players))
        return _difference(scenarios[0].recommendation, scenario.recommendation, causes)

    later = zip(named[1:], scenarios[1:], strict=True)
    return Comparison("answers", scenarios, tuple(difference(profile, scenario) for (_, profile), scenario in later))


def compare_changes(
    rulebook: Rulebook, profile: Profile, changes: Sequence[Answer], weights: Mapping[str, int], names: tuple[str, str]
) -> Comparison:
    """One profile before and after other answers and other weights; each of them is a cause of its own."""
    after = _changed(profile, changes)
    changed_rulebook = with_weights(rulebook, weights)
    scenarios = (
        Scenario(names[0], recommend(rulebook, profile)),
        Scenario(names[1], recommend(changed_rulebook, after)),
    )
    answers = _answer_players(rulebook, profile, after)
    settings = _setting_players(rulebook.settings, changed_rulebook.settings)
    worth = _worth_of_changes(rulebook, profile, after, (answers, settings))
    causes = _causes((*answers, *settings), len(rulebook.approaches), worth)
    difference = _difference(scenarios[0].recommendation, scenarios[1].recommendation, causes)
    return Comparison("changes", scenarios, (difference,))


def compare_rulebooks(named: Sequence[tuple[str, Rulebook, Profile]]) -> Comparison:
    """The same answers by two rulebooks or more; the steps of each share say what the difference comes from."""
    scenarios = tuple(Scenario(name, recommend(rulebook, profile)) for name, rulebook, profile in named)
    first = named[0][1]
    differences = tuple(
        _with_rulebooks(_difference(scenarios[0].recommendation, scenario.recommendation, ()), first, rulebook)
        for (_, rulebook, _), scenario in zip(named[1:], scenarios[1:], strict=True)
    )
    return Comparison("rulebooks", scenarios, differences)


class _Player(NamedTuple):
    kind: CauseKind
    id: str
    replaced: tuple[Replaced, ...]


def _answer_players(rulebook: Rulebook, before: Profile, after: Profile) -> tuple[_Player, ...]:
    """The answers that differ; where they are too many, those of one topic together. Unsure is as good as none."""
    old, new = before.chosen(), after.chosen()
    differing = [
        (question.topic, Replaced(question.id, old.get(question.id, ""), new.get(question.id, "")))
        for question in rulebook.questions
        if old.get(question.id) != new.get(question.id)
    ]
    if len(differing) <= MOST_CAUSES:
        return tuple(_Player("answer", replaced.id, (replaced,)) for _, replaced in differing)
    topics = list(dict.fromkeys(topic for topic, _ in differing))
    kept = topics if len(topics) <= MOST_CAUSES else topics[: MOST_CAUSES - 1]
    groups: dict[str, list[Replaced]] = {}
    for topic, replaced in differing:
        groups.setdefault(topic if topic in kept else REMAINDER, []).append(replaced)
    return tuple(_Player("topic", topic, tuple(together)) for topic, together in groups.items())


def _setting_players(before: Settings, after: Settings) -> tuple[_Player, ...]:
    return tuple(_Player("setting", each.id, (each,)) for each in _replaced_settings(before, after))


def _replaced_settings(before: Settings, after: Settings) -> tuple[Replaced, ...]:
    """All settings that differ, also those that are not weights."""
    names = [name.replace("_", "-") for name in Settings._fields]
    values = [(name, value_of(before, name), value_of(after, name)) for name in names]
    return tuple(Replaced(name, str(old), str(new)) for name, old, new in values if old != new)


def _causes(players: Sequence[_Player], approaches: int, worth: Callable[[int], Sequence[int]]) -> tuple[Cause, ...]:
    def shares(coalition: int) -> Sequence[int]:
        return worth(coalition) or (0,) * approaches  # where nothing is feasible, every share is 0

    parts = shapley(len(players), shares)
    return tuple(Cause(*player, part) for player, part in zip(players, parts, strict=True))


def _worth_of_answers(
    scorer: Scorer, before: Profile, after: Profile, players: Sequence[_Player]
) -> Callable[[int], Sequence[int]]:
    """The shares once the players of a coalition have their later answers; relevance follows from the answers."""
    old = before.chosen()
    new = after.chosen()
    questions = [[replaced.id for replaced in player.replaced] for player in players]

    def worth(coalition: int) -> Sequence[int]:
        options = dict(old)
        for place, ids in enumerate(questions):
            if coalition >> place & 1:
                for question in ids:
                    if question in new:
                        options[question] = new[question]
                    else:
                        options.pop(question, None)
        return scorer.shares(options)

    return worth


def _worth_of_changes(
    rulebook: Rulebook, before: Profile, after: Profile, players: tuple[Sequence[_Player], Sequence[_Player]]
) -> Callable[[int], Sequence[int]]:
    """The same with weights among the players, which stand after the answers; each set of weights is compiled once."""
    answers, settings = players
    compiled: dict[int, Callable[[int], Sequence[int]]] = {}

    def worth(coalition: int) -> Sequence[int]:
        weights = coalition >> len(answers)
        if weights not in compiled:
            chosen = [player.replaced[0] for place, player in enumerate(settings) if weights >> place & 1]
            values = {replaced.id: int(replaced.after) for replaced in chosen}
            compiled[weights] = _worth_of_answers(scorer_of(with_weights(rulebook, values)), before, after, answers)
        return compiled[weights](coalition)

    return worth


def _changed(profile: Profile, changes: Sequence[Answer]) -> Profile:
    """The profile with these answers in place of its own."""
    replaced = {answer.question for answer in changes}
    return Profile((*(answer for answer in profile.answers if answer.question not in replaced), *changes))


def _difference(before: Recommendation, after: Recommendation, causes: tuple[Cause, ...]) -> Difference:
    approaches = dict.fromkeys(way.id for each in (before, after) for way in each.rulebook.approaches)
    shares = tuple(_share_difference(approach, before, after) for approach in approaches)
    changes = (before.status, before.leader) != (after.status, after.leader)
    return Difference(shares, causes, changes)


def _share_difference(approach: str, before: Recommendation, after: Recommendation) -> ShareDifference:
    old, new = before.portion(approach), after.portion(approach)
    steps = tuple(_steps(old, new, _speaking(before), _speaking(after))) if old and new else ()
    return ShareDifference(approach, old.share if old else 0, new.share if new else 0, steps)


def _speaking(recommendation: Recommendation) -> frozenset[str]:
    """The rules that speak: each of them is a line in the account of some share."""
    return frozenset(line.rule for portion in recommendation.mix for line in portion.contributions)


def _steps(before: Portion, after: Portion, spoke: frozenset[str], speaks: frozenset[str]) -> Iterator[Step]:
    """The lines of both accounts that differ: the equal share, rules by how much they differ, then the adjustments."""
    if before.equal_share != after.equal_share:
        yield Step("equal-share", "", "", before.equal_share, after.equal_share)
    old = {line.rule: line for line in before.contributions}
    new = {line.rule: line for line in after.contributions}
    rules = []
    for rule in dict.fromkeys([*old, *new]):
        when: Speaks = "both" if rule in spoke and rule in speaks else "after" if rule in speaks else "before"
        was, then = (each[rule].hundredths if rule in each else 0 for each in (old, new))
        rules.append(Step("rule", rule, (new.get(rule) or old[rule]).because, was, then, when))
    yield from sorted((step for step in rules if step.before != step.after), key=lambda step: -_moved(step))
    earlier = {line.kind: line.hundredths for line in before.adjustments}
    later = {line.kind: line.hundredths for line in after.adjustments}
    for kind in dict.fromkeys([*earlier, *later]):
        if earlier.get(kind, 0) != later.get(kind, 0):
            yield Step(kind, "", "", earlier.get(kind, 0), later.get(kind, 0))


def _moved(step: Step) -> int:
    return abs(step.after - step.before)


def _with_rulebooks(difference: Difference, before: Rulebook, after: Rulebook) -> Difference:
    """The difference with what differs between the rulebooks."""
    old = {rule.id: rule for rule in before.rules}
    new = {rule.id: rule for rule in after.rules}
    return difference._replace(
        settings=_replaced_settings(before.settings, after.settings),
        only_before=tuple(rule for rule in old if rule not in new),
        only_after=tuple(rule for rule in new if rule not in old),
        reworked=tuple(rule for rule in old if rule in new and old[rule] != new[rule]),
    )
