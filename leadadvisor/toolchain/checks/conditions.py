"""Questions and conditions: each is read, tells answers apart, can hold, and stands once."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.space import TooEntangled
from leadadvisor.model.condition import ALWAYS, AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.rulebook.problems import Plain
from leadadvisor.toolchain.checks.base import Remark, Subject, check
from leadadvisor.toolchain.contents import Owner, conditions, conditions_for_reading, level_of
from leadadvisor.toolchain.coverage import advice_regions, ruled_out_region


@check("unread-question", "warning", "a question whose answer nothing reads")
def unread_question(subject: Subject) -> Iterator[Remark]:
    """No question is asked for nothing: some condition reads the answer.

    Every question that no condition reads.
    """
    read = frozenset().union(*map(questions_read, conditions_for_reading(subject.rulebook)))
    for question in subject.rulebook.questions:
        if question.id not in read:
            spot = subject.places.spot("question", question.id)
            yield Remark(spot, f"nothing reads the answer to '{question.id}'", "write a rule that does, or do not ask")


@check("options-alike", "warning", "an option that nothing tells from another")
def options_alike(subject: Subject) -> Iterator[Remark]:
    """Options are worth telling apart: two that no condition distinguishes are one, or a note says why they are kept.

    Every option that all conditions treat as they treat an earlier one, unless the question has an alike-note.
    """
    asked = [test for condition in conditions_for_reading(subject.rulebook) for test in _tests(condition)]
    for question in subject.rulebook.questions:
        tests = {frozenset(test.options) for test in asked if test.question == question.id}
        if question.alike_note or not tests:  # a question nobody reads has a check of its own
            continue
        first: dict[frozenset[frozenset[str]], str] = {}
        for number, option in enumerate(question.options):
            like = first.setdefault(frozenset(test for test in tests if option.id in test), option.id)
            if like != option.id:
                yield Remark(
                    subject.places.spot("question", question.id, ("options", number, "id")),
                    f"nothing tells '{option.id}' from '{like}'",
                    "make one option of the two, write a rule that tells them apart, or give the question an "
                    "'alike-note' that says why both are there",
                )


def _tests(condition: Condition) -> Iterator[Chosen]:
    match condition:
        case Chosen():
            yield condition
        case Not(part):
            yield from _tests(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _tests(part)


_NEVER = "no answers meet this condition"
_HINT = "look for answers that exclude each other, and for questions that are not asked together"
_TOO_LATE_HINT = "move it up, narrow what stands above it, or leave it out"


_MOST_TOLD = 20


@check("entangled-condition", "warning", "a condition that meets others in too many ways")
def entangled_condition(subject: Subject) -> Iterator[Remark]:
    """Every condition can be laid out over all answers, so that nothing about it has to be left open.

    Every condition for which that would take too much, the first 20 of them: no exact range, check or proof reaches it.
    """
    told = 0
    for owner, _, condition in conditions(subject.rulebook):
        try:
            subject.space.disjoint(subject.space.where(condition))
            subject.space.disjoint(subject.space.where(condition, outcome=False))
        except TooEntangled:
            told += 1
            yield Remark(
                subject.spot(owner),
                "this condition meets answers, or questions asked after others, in too many ways to look at",
                "split it into several rules, or let it read fewer questions",
            )
        if told == _MOST_TOLD:
            return


@check("unreachable-condition", "error", "a condition, level or advice without answers")
def unreachable_condition(subject: Subject) -> Iterator[Remark]:
    """Nothing is written for nobody: each condition holds for some answers, each level and advice has its turn.

    Every condition that no answers meet, then every level and advice whose turn never comes.
    """
    for owner, _, condition in conditions(subject.rulebook):
        space = subject.space_as_given if owner.kind == "contradiction" else subject.space
        if not space.where(condition):
            yield Remark(subject.spot(owner), _NEVER, _HINT)
    yield from _levels(subject)
    yield from _advice(subject)


def _levels(subject: Subject) -> Iterator[Remark]:
    for spoken in subject.rules:
        for number, level in enumerate(spoken.levels):
            if level.region or not subject.space.where(level.force.level.when):
                continue
            where = subject.spot(level_of(spoken.rule.id, number).within("when"))
            if number and any(earlier.region for earlier in spoken.levels[:number]):
                yield Remark(where, "this level never counts: those above it take every case it could", _TOO_LATE_HINT)
            else:
                yield Remark(where, "no answers meet this condition on this side of the tension", _HINT)


def _advice(subject: Subject) -> Iterator[Remark]:
    for approach in subject.rulebook.approaches:
        ruled_out = ruled_out_region(subject.rulebook, approach.id, subject.space)
        for channel in approach.channels:
            for number, region in enumerate(advice_regions(channel, subject.space)):
                where = Owner("channel", channel.id, (("states", number, "when"),))
                if not subject.space.where(channel.states[number].when):
                    continue
                if not region:
                    message = "this state is never reached: that above it takes every case it could"
                    yield Remark(subject.spot(where), message, _TOO_LATE_HINT)
                elif subject.covers(ruled_out, region):
                    message = f"this state is never reached: wherever it could be, '{approach.id}' is ruled out"
                    yield Remark(subject.spot(where), message, "leave it out: the blocker is told instead")


@check("always-true-condition", "warning", "a condition that every answer meets")
def always_true_condition(subject: Subject) -> Iterator[Remark]:
    """A condition tells answers apart: one that all answers meet is written as `always`, or meant otherwise.

    Every condition that holds once its questions are answered; a side of a tension may, as the other need not.
    """
    for owner, key, condition in conditions(subject.rulebook):
        if condition == ALWAYS or key == "holds-when":
            continue
        if subject.space.where(condition) and not subject.space.where(condition, outcome=False):
            always = f"write '{key}: always'" if key != "asked-when" else "leave 'asked-when' and 'otherwise' out"
            hint = f"{always}, or change what was meant otherwise"
            yield Remark(subject.spot(owner), "every answer meets this condition", hint)


@check("unused-condition", "warning", "a named condition that nothing uses")
def unused_condition(subject: Subject) -> Iterator[Remark]:
    """A condition has a name so that others can use it.

    Every named condition that nothing uses.
    """
    used = subject.places.conditions_used()
    for name, _ in subject.places.named_conditions():
        if name not in used:
            spot = subject.places.spot("condition", name)
            yield Remark(spot, f"nothing uses the condition '{name}'", f"write {{use: {name}}} somewhere, or delete it")


@check("condition-named-twice", "warning", "two names for one condition")
def condition_named_twice(subject: Subject) -> Iterator[Remark]:
    """One meaning has one name: two named conditions that say the same will drift apart.

    Every named condition that is written like an earlier one.
    """
    seen: list[tuple[str, Plain]] = []
    for name, plain in subject.places.named_conditions():
        first = next((other for other, known in seen if known == plain), None)
        if first is None:
            seen.append((name, plain))
        else:
            spot = subject.places.spot("condition", name)
            yield Remark(spot, f"the condition '{name}' says the same as '{first}'", f"use '{first}' in both places")
