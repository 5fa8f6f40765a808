"""What a rulebook takes from its sources: everything cites, every claim counts once, and as strongly as it is said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from leadadvisor.model.rulebook import Strength
from leadadvisor.toolchain.checks.base import Remark, check
from leadadvisor.toolchain.checks.rules import alike, repeats
from leadadvisor.toolchain.checks.subject import SpokenRule, Subject
from leadadvisor.toolchain.written import citations, claims_cited, level_of

_HINT = "name the claims it rests on, or leave it out"


@check("no-claims", "error", "a rule or other part that cites no claim")
def no_claims(subject: Subject) -> Iterator[Remark]:
    """Nothing without provenance: what speaks, blocks, advises or expects cites at least one claim.

    Every citing part whose list of claims is empty; the last advice of a channel may do without.
    """
    for owner, what, claims in citations(subject.rulebook):
        if not claims:
            yield Remark(subject.spot(owner), f"the {what} cites no claim", _HINT)
    for case in subject.rulebook.cases:
        if not case.claims:
            yield Remark(subject.places.spot("case", case.name, ("claims",)), "this case cites no claim", _HINT)


@check("unused-claim", "warning", "a claim nothing cites, without a `background`")
def unused_claim(subject: Subject) -> Iterator[Remark]:
    """No claim is read and forgotten: something cites it, or `background` says why it moves nothing.

    Every claim that nothing but cases cites and that gives no reason for it.
    """
    cited = claims_cited(subject.rulebook)
    for claim in subject.rulebook.claims():
        if claim.id not in cited and not claim.background:
            hint = "cite it where it counts, or say under 'background' why it moves nothing"
            yield Remark(subject.places.spot("claim", claim.id), f"nothing uses the claim {claim.id}", hint)


@check("needless-background", "warning", "a claim that counts, called background")
def needless_background(subject: Subject) -> Iterator[Remark]:
    """A claim that counts for something is not called background.

    Every claim that is cited and yet says why it moves nothing.
    """
    cited = claims_cited(subject.rulebook)
    for claim in subject.rulebook.claims():
        if claim.background and claim.id in cited:
            spot = subject.places.spot("claim", claim.id, ("background",))
            message = f"the claim {claim.id} is called background, but something cites it"
            yield Remark(spot, message, "leave 'background' out")


@check("claim-counted-twice", "warning", "two rules that count one claim together")
def claim_counted_twice(subject: Subject) -> Iterator[Remark]:
    """One statement of a source is counted once: two rules that cite it and speak together count it twice.

    Two rules may still share a claim where each notes why: the strength they were given can allow for it.

    Every pair of rules that share a claim, can speak together and move an approach the same way, without notes.
    """
    for first, second in combinations(subject.rules, 2):
        shared = [claim for claim in first.rule.claims if claim in second.rule.claims]
        if not shared or (first.rule.strength_note and second.rule.strength_note):
            continue
        approach = _pushed_together(subject, first, second)
        if approach and not _told_by_another_check(subject, first, second):
            bare = second if first.rule.strength_note else first
            other = first if bare is second else second
            yield Remark(
                subject.places.spot("rule", bare.rule.id, ("claims",)),
                f"the rules '{bare.rule.id}' and '{other.rule.id}' can both count {shared[0]} for {approach}",
                "cite it once, keep them from speaking together, or say in a 'strength-note' of each how this is meant",
            )


def _told_by_another_check(subject: Subject, first: SpokenRule, second: SpokenRule) -> bool:
    """That one rule repeats the other says it all."""
    return alike(subject, first, second) or repeats(subject, first, second) or repeats(subject, second, first)


def _pushed_together(subject: Subject, first: SpokenRule, second: SpokenRule) -> str:
    """The first approach that both rules can move the same way for the same answers, or nothing."""
    for one in first.levels:
        for other in second.levels:
            pushes = {(effect.approach, effect.direction) for effect in other.force.level.effects}
            for effect in one.force.level.effects:
                if (effect.approach, effect.direction) in pushes and subject.meet(one.region, other.region):
                    return effect.approach
    return ""


_ORDER: tuple[Strength, ...] = ("slight", "moderate", "strong")


@check("strength-against-hedge", "warning", "a strength its claims do not bear out")
def strength_against_hedge(subject: Subject) -> Iterator[Remark]:
    """A rule is as strong as its sources are sure: its strength is one between those of its claims, or a note says why.

    Every level with an effect weaker or stronger than all claims of its rule, where no strength-note stands.
    """
    for rule in subject.rulebook.rules:
        claims = [subject.claims[claim] for claim in rule.claims]
        if rule.strength_note or not claims:
            continue
        ranks = [_ORDER.index(claim.strength) for claim in claims]
        for number, level in enumerate(rule.levels):
            for effect in level.effects:
                rank = _ORDER.index(effect.strength)
                if min(ranks) <= rank <= max(ranks):
                    continue
                nearest = claims[ranks.index(max(ranks) if rank > max(ranks) else min(ranks))]
                owner = level_of(rule.id, number).within(effect.direction).within(effect.approach)
                than = "stronger" if rank > max(ranks) else "weaker"
                yield Remark(
                    subject.spot(owner),
                    f"'{effect.strength}' is {than} than what the rule cites: {nearest.id} is {nearest.strength} "
                    f"('{nearest.hedge}')",
                    f"write {nearest.strength}, or say in a 'strength-note' why it departs from the source",
                )
