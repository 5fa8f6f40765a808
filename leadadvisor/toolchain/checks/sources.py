"""What a rulebook takes from its sources, and how it is worded: everything cites, and nothing is counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from leadadvisor.engine.conditions import questions_read
from leadadvisor.model.condition import Condition
from leadadvisor.model.rulebook import Rulebook, Strength
from leadadvisor.toolchain.checks.base import Remark, SpokenRule, Subject, check
from leadadvisor.toolchain.checks.rules import alike, repeats
from leadadvisor.toolchain.contents import citations, claims_cited, level_of, reasons

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


@check("because-repeats-id", "warning", "a reason that only repeats its id")
def because_repeats_id(subject: Subject) -> Iterator[Remark]:
    """A reason tells more than the name of what it is the reason for.

    Every `because` that has no word beyond those of the id, fill words aside.
    """
    for owner, because, _ in reasons(subject.rulebook):
        own = _words(because) - _words(owner.name) - _FILL_WORDS
        if not own:
            message = f"'because' only repeats the id '{owner.name}'"
            yield Remark(subject.spot(owner), message, "say what the source says, in a sentence a reader learns from")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


_FILL_WORDS = _words("a an and are as at be by for from has have if in is it its of on or so that the this to was with")


LONGEST = 200
"""Characters."""


@check("because-too-long", "warning", "a reason of more than 200 characters")
def because_too_long(subject: Subject) -> Iterator[Remark]:
    """A reason is read at a glance: it has 200 characters at most.

    Every `because` longer than that.
    """
    for owner, because, _ in reasons(subject.rulebook):
        if len(because) > LONGEST:
            message = f"'because' has {len(because)} characters, more than {LONGEST}"
            yield Remark(
                subject.spot(owner), message, "say the one reason that counts, and leave the rest to the claims"
            )


_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
"""A figure that is no part of a word: the id of a claim is none."""


@check("invented-number", "warning", "a reason with a number no source has")
def invented_number(subject: Subject) -> Iterator[Remark]:
    """No figure is invented: a number in a reason stands in a source, or in the answer the reason speaks of.

    Every number in a `because` that no claim of the rulebook contains, nor an option of a question it rests on.
    """
    sourced = _numbers(" ".join(claim.says for claim in subject.rulebook.claims()))
    for owner, because, conditions in reasons(subject.rulebook):
        allowed = sourced | _numbers(_labels(subject.rulebook, conditions))
        invented = [number for number in dict.fromkeys(_NUMBER.findall(because)) if number not in allowed]
        if invented:
            message = f"no source gives the number{'s' if invented[1:] else ''} {', '.join(invented)}"
            yield Remark(subject.spot(owner), message, "leave it out, or quote it in the claim that has it")


def _labels(rulebook: Rulebook, conditions: tuple[Condition, ...]) -> str:
    """The wording of all options of the questions these conditions read."""
    read = frozenset().union(*map(questions_read, conditions))
    questions = [question for question in rulebook.questions if question.id in read]
    return " ".join(f"{option.label} {option.help}" for question in questions for option in question.options)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
