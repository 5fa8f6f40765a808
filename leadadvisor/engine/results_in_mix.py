"""A user's own results in the mix: they outrank both documents, in points like every other reason.

They enter the rulebook value itself, as a rule that always holds and whose points are given: so the account of each
share, ranges, flips, what-if and every compiled form stay exact without knowing of it. What the results prove wrong
goes: an approach that brings conversations cannot be ruled out, and one that is ahead of its rivals may lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from leadadvisor.engine.conditions import answers_behind, effective_options, evaluate
from leadadvisor.engine.own_results import own_standing
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.condition import ALWAYS, AnyOf
from leadadvisor.model.plan import PlanRules
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Caution, Recommendation
from leadadvisor.model.results import THOUSAND, OwnReason, OwnStanding, ResultRow
from leadadvisor.model.rulebook import Approach, Blocker, ChannelState, Level, Rule, Rulebook
from leadadvisor.text import counted, within

if TYPE_CHECKING:  # only two days of a log are compared
    from leadadvisor.model.comparison import Comparison

OWN_RULE = "own-results"
"""How the ids of the rules begin that hold own results; the approach follows."""


def recommend_with_results(
    rulebook: Rulebook,
    profile: Profile,
    rows: Sequence[ResultRow],
    as_of: date,
    *,
    days_to_judge: int | None = None,
    ranges: bool = True,
) -> Recommendation:
    """The recommendation for this profile with the rows up to that day in it."""
    standing = own_standing(rows, rulebook.settings.points_to_double.value, as_of, days_to_judge)
    return recommend_with_standing(rulebook, profile, standing, ranges=ranges)


def recommend_with_standing(
    rulebook: Rulebook, profile: Profile, standing: OwnStanding, *, ranges: bool = True
) -> Recommendation:
    """The recommendation with these results in it; what they overrule, and answers they do not fit, are cautions."""
    advised = recommend(with_own_results(rulebook, standing), profile, ranges=ranges)
    options = effective_options(rulebook.questions, profile.chosen())
    found = (*_overruled(rulebook, options, standing), *_against_answers(rulebook, options, standing))
    return advised._replace(cautions=(*found, *advised.cautions))


def compare_days(
    rulebook: Rulebook,
    profile: Profile,
    rows: Sequence[ResultRow],
    days: tuple[date, date],
    days_to_judge: int | None = None,
) -> Comparison:
    """The same answers on two days; the steps of each share say what the rows in between did to it."""
    from leadadvisor.engine.compare import compare_rulebooks

    named = []
    for day in days:
        standing = own_standing(rows, rulebook.settings.points_to_double.value, day, days_to_judge)
        named.append((day.isoformat(), with_own_results(rulebook, standing), profile))
    return compare_rulebooks(named)._replace(subject="days")


def with_own_results(rulebook: Rulebook, standing: OwnStanding) -> Rulebook:
    """The same rulebook with a rule for each approach whose rows earn points, and without what the rows prove wrong.

    A channel that brought a conversation is one that can be used now, and its approach is under way.
    """
    rules = tuple(_rule(rulebook, reason) for reason in standing.reasons)
    wrong = _proved_wrong(rulebook, standing)
    blockers = tuple(blocker for blocker in rulebook.blockers if blocker not in wrong)
    approaches = tuple(_with_channels(approach, standing.channels, wrong) for approach in rulebook.approaches)
    return rulebook._replace(
        rules=(*rules, *rulebook.rules),
        blockers=blockers,
        approaches=approaches,
        plan=_with_running(rulebook, standing),
        basis=_basis(rulebook.basis) if rules else rulebook.basis,
    )


def with_rows(rulebook: Rulebook, rows: Sequence[ResultRow]) -> Rulebook:
    """The same rulebook with what all these rows come to on the day of the last."""
    last = max((row.day for row in rows), default=date.min)
    return with_own_results(rulebook, own_standing(rows, rulebook.settings.points_to_double.value, last))


def _basis(basis: str) -> str:
    """What the advice rests on, the log first where it decides something."""
    return f"Your own log where it decides, else: {basis[:1].lower()}{basis[1:]}"


def own_rule_id(approach: str) -> str:
    """The id of the rule that holds the own results of that approach."""
    return f"{OWN_RULE}-{approach}"


def _rule(rulebook: Rulebook, reason: OwnReason) -> Rule:
    level = Level(ALWAYS, (), _because(rulebook, reason), ((reason.approach, reason.points),))
    return Rule(
        own_rule_id(reason.approach), OWN_RULE, (level,),
        goal=False, claims=(), side=None, strength_note="", kind="own-results",
    )  # fmt: skip


def _with_channels(approach: Approach, bringing: Sequence[str], wrong: Sequence[Blocker]) -> Approach:
    """Channels that bring conversations can start; where answers would rule all out and no row names one, any may."""
    brings = ChannelState("now", ALWAYS, "By your own log it brings you conversations.", ())
    barred = [each.when for each in wrong if each.approach == approach.id and each.kind == "rules-out"]
    because = f"By your own log {within(approach.label, approach.id)} brings you conversations, by whichever channel."
    unnamed = ChannelState("now", AnyOf(tuple(barred)), because, ())
    named = any(channel.id in bringing for channel in approach.channels)
    first = () if named or not barred else (unnamed,)
    return approach._replace(
        channels=tuple(
            channel._replace(states=(*((brings,) if channel.id in bringing else first), *channel.states))
            for channel in approach.channels
        )
    )


def _with_running(rulebook: Rulebook, standing: OwnStanding) -> PlanRules:
    bringing = [tally.approach for tally in standing.tallies if tally.conversations]
    others = [each for each in rulebook.plan.runs_when if each[0] not in bringing]
    return rulebook.plan._replace(runs_when=(*((approach, ALWAYS) for approach in bringing), *others))


def _because(rulebook: Rulebook, reason: OwnReason) -> str:
    labels = {approach.id: approach.label for approach in rulebook.approaches}
    hundredths = reason.ratio_low * 100 // THOUSAND
    if hundredths == 100:  # noqa: PLR2004 - once as many
        much = "more conversations an hour than"
    else:
        much = f"at least {f'{hundredths / 100:.2f}'.rstrip('0').rstrip('.')} times as many conversations an hour as"
    return f"{labels[reason.approach]} brings you {much} {within(labels[reason.rival], reason.rival)}, by your own log."


def _proved_wrong(rulebook: Rulebook, standing: OwnStanding) -> tuple[Blocker, ...]:
    bringing = {tally.approach for tally in standing.tallies if tally.conversations}
    ahead = {reason.approach for reason in standing.reasons}
    return tuple(
        blocker
        for blocker in rulebook.blockers
        if blocker.approach in (bringing if blocker.kind == "rules-out" else ahead)
    )


def _overruled(rulebook: Rulebook, options: Mapping[str, str], standing: OwnStanding) -> list[Caution]:
    """What would stand against an approach for these answers, had its results not shown otherwise."""
    labels = {approach.id: approach.label for approach in rulebook.approaches}
    found = []
    for blocker in _proved_wrong(rulebook, standing):
        if evaluate(blocker.when, options) is True:
            name = within(labels[blocker.approach], blocker.approach)
            verdict = f"rule {name} out" if blocker.kind == "rules-out" else f"keep {name} from coming first"
            tally = standing.tally(blocker.approach)
            text = (
                f"Your results win: your answers would {verdict}, and your log has "
                f"{counted(tally.conversations if tally else 0, 'conversation')} from it. "
                f"Look at the answer again: {blocker.because}"
            )
            found.append(Caution("own-results-win", text, blocker.approach, (), blocker.claims))
    return found


def _against_answers(rulebook: Rulebook, options: Mapping[str, str], standing: OwnStanding) -> list[Caution]:
    """Answers by which an approach is not under way although it brings conversations: the user should look again."""
    labels = {approach.id: within(approach.label, approach.id) for approach in rulebook.approaches}
    found = []
    for approach, running in rulebook.plan.runs_when:
        tally = standing.tally(approach)
        if tally is None or not tally.conversations:
            continue
        for given in answers_behind(running, options, outcome=False):
            question = rulebook.question(given.question)
            option = question.option(given.option) if question else None
            if question and option:
                text = (
                    f"Look again at your answer “{option.label}” ({question.id}): your log has "
                    f"{counted(tally.conversations, 'conversation')} from {labels[approach]}. "
                    "Until you change it, the advice goes by your answer."
                )
                found.append(Caution("log-against-answers", text, approach, (question.id,), ()))
    return found
