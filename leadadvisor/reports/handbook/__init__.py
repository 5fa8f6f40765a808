"""A rulebook as one page to read, with links both ways between what says something and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from leadadvisor.errors import WrongUsage
from leadadvisor.model.plan import Action
from leadadvisor.model.rulebook import Approach, Case, Channel, Claim, Question, Rule, Rulebook
from leadadvisor.reports.document import Block, Document, Heading, Item, Items, Link, Paragraph, Table, Words
from leadadvisor.reports.handbook.index import Index
from leadadvisor.reports.reasons import hedged
from leadadvisor.text import capital, listed, one_line, sentence

_Thing = TypeVar("_Thing")

FORMATS = ("markdown", "html")
"""Every format a handbook can be written in."""


def handbook(rulebook: Rulebook, cases_by_rule: Mapping[str, Sequence[str]], name: str) -> str:
    """The page in that format; `cases_by_rule` names the cases in which each rule speaks. Raises `WrongUsage`."""
    told = document(rulebook, cases_by_rule)
    match name:
        case "markdown":
            from leadadvisor.reports import markdown

            return markdown.written(told)
        case "html":
            from leadadvisor.reports import html

            return html.written(told)
        case _:
            raise WrongUsage(f"a rulebook cannot be written as {name!r}: choose from {', '.join(FORMATS)}")


def document(rulebook: Rulebook, cases_by_rule: Mapping[str, Sequence[str]]) -> Document:
    """Questions, approaches, rules, blockers, tensions, sources, and folded at the end the cases."""
    index = Index(rulebook, cases_by_rule)
    title = one_line(rulebook.title)
    blocks = [
        Heading(title, 1),
        Paragraph(
            f"Rulebook {rulebook.name}, version {rulebook.version}. What is shared out is {rulebook.mix_of}.", "quiet"
        ),
        Paragraph(rulebook.basis),
        *_sections(index),
    ]
    return Document(title, tuple(blocks), language=rulebook.language, contents=True)


def _sections(index: Index) -> Iterator[Block]:
    """Every section in order; those with nothing in them are left out."""
    book = index.rulebook
    yield from _section("not-covered", "Not covered", _plain_list(book.not_considered))
    yield from _section("questions", "Questions", _each(_question, index, book.questions))
    yield from _section("approaches", "Approaches and channels", _each(_approach, index, book.approaches))
    for approach in book.approaches:
        own = [rule for rule in book.rules if rule.levels[0].effects[0].approach == approach.id]
        yield from _section(f"rules-{approach.id}", f"Rules about {approach.label}", _each(_rule, index, own))
    yield from _section("blockers", "Blockers", _blockers(index))
    yield from _section("contradictions", "Answers that clash", _contradictions(index))
    yield from _section("tensions", "Where the sources disagree", _tensions(index))
    yield from _section("plan", "What a plan is made of", _actions(index, book.plan.actions))
    yield from _section("settings", "Settings", _settings(book))
    for source in book.documents:
        about = Paragraph(f"{source.publisher}. {source.kind}. {source.note}", "quiet")
        title = f"Source {source.id}: {source.title}"
        yield from _section(f"source-{source.id.lower()}", title, [about, _claims(index, source.claims)])
    for number, (topic, cases) in enumerate(groupby(book.cases, lambda case: case.topic), start=1):
        yield from _section(f"cases-{number}", f"Cases: {topic}", _each(_case, index, cases), folded=True)


def _section(anchor: str, title: str, blocks: Iterable[Block], *, folded: bool = False) -> Iterator[Block]:
    told = list(blocks)
    if told:
        yield Heading(title, anchor=anchor, folded=folded)
        yield from told


def _each(tell: Callable[[Index, _Thing], Iterator[Block]], index: Index, things: Iterable[_Thing]) -> Iterator[Block]:
    for each in things:
        yield from tell(index, each)


def _plain_list(texts: Sequence[str]) -> Iterator[Block]:
    if texts:
        yield Items(tuple(Item("-", text) for text in texts))


def _entry(anchor: str, title: str, text: Words, *facts: tuple[str, Words]) -> Iterator[Block]:
    """A thing with an anchor of its own, and the facts about it that there is something to say about."""
    yield Heading(title, 3, anchor=anchor)
    if text:
        yield Paragraph(text)
    told = tuple(Item("", text, lead=f"{label}:") for label, text in facts if text)
    if told:
        yield Items(told)


def _row(links: Iterable[Link]) -> Words:
    """Links in a row."""
    return tuple(part for link in links for part in (", ", link))[1:]


# Questions, approaches and rules


def _question(index: Index, question: Question) -> Iterator[Block]:
    asked = index.when(question.asked_when) if question.asked_when is not None else ""
    anchor = index.anchor("question", question.id)
    yield from _entry(
        anchor,
        f"{question.id}: {question.text}",
        question.help,
        ("Why we ask", question.why),
        ("Asked when", asked and f"{asked} Otherwise the answer counts as {question.otherwise}."),
        *((f"Not covered with {option.id}", option.not_covered) for option in question.options),
        ("Options that count alike", question.alike_note),
        ("Read by", _row(index.readers(question.id))),
    )
    rows = tuple((option.id, f"{option.label}. {option.help}".strip()) for option in question.options)
    yield Table(("Option", "What it means"), rows, words=2)


def _approach(index: Index, approach: Approach) -> Iterator[Block]:
    yield from _entry(
        index.anchor("approach", approach.id),
        approach.label,
        approach.what,
        ("Rules for it", _row(index.rules_moving(approach.id, "supports"))),
        ("Rules against it", _row(index.rules_moving(approach.id, "opposes"))),
        ("Blockers", _row(index.link("blocker", each.id) for each in index.blockers_of(approach.id))),
        *(("It needs", (each.warning, *index.claims(each.claims))) for each in approach.requirements),
    )
    for channel in approach.channels:
        yield from _channel(index, approach, channel)


def _channel(index: Index, approach: Approach, channel: Channel) -> Iterator[Block]:
    states: list[tuple[str, Words]] = [
        (capital(each.state), (f"{index.when(each.when)} {each.because}", *index.claims(each.claims)))
        for each in channel.states
    ]
    title = f"{approach.label}: {channel.label}"
    yield from _entry(index.anchor("channel", channel.id), title, channel.what, *states)


def _rule(index: Index, rule: Rule) -> Iterator[Block]:
    levels: list[tuple[str, Words]] = []
    for number, level in enumerate(rule.levels, start=1):
        label = f"Level {number}" if len(rule.levels) > 1 else "It speaks"
        effects = listed([
            f"{each.strength} {'for' if each.direction == 'supports' else 'against'} {index.label(each.approach)}"
            for each in level.effects
        ])  # fmt: skip
        levels.append((label, f"{sentence(effects)} {index.when(level.when)} {level.because}"))
    side: Words = ""
    if rule.side is not None:
        side = (f"Speaks only where side {rule.side.side} holds of ", index.link("tension", rule.side.tension))
    yield from _entry(
        index.anchor("rule", rule.id),
        rule.id,
        f"Topic: {rule.topic}.{' What it supports gets the goal bonus.' if rule.goal else ''}",
        *levels,
        ("Why this strength", rule.strength_note),
        ("Tension", side),
        ("Claims", _row(index.link("claim", claim) for claim in rule.claims)),
        ("Speaks in cases", _row(index.cases_speaking(rule.id))),
    )


# What blocks, clashes and disagrees


def _blockers(index: Index) -> Iterator[Block]:
    for each in index.rulebook.blockers:
        effect = "is ruled out" if each.kind == "rules-out" else "may not lead"
        yield from _entry(
            index.anchor("blocker", each.id),
            each.id,
            (index.link("approach", each.approach), f" {effect}. {index.when(each.when)}"),
            ("Because", each.because),
            ("Lifted by", each.lifted_by),
            ("Claims", _row(index.link("claim", claim) for claim in each.claims)),
        )


def _contradictions(index: Index) -> Iterator[Block]:
    for each in index.rulebook.contradictions:
        yield from _entry(
            index.anchor("contradiction", each.id),
            each.id,
            index.when(each.when),
            ("Because", each.because),
            ("We ask", each.ask),
            ("Questions", _row(index.link("question", question) for question in each.questions)),
            ("Claims", _row(index.link("claim", claim) for claim in each.claims)),
            ("Cases", _row(index.cases_expecting("contradictions", each.id))),
        )


def _tensions(index: Index) -> Iterator[Block]:
    for each in index.rulebook.tensions:
        sides: list[tuple[str, Words]] = []
        for number, side in enumerate(each.sides, start=1):
            holds = "" if each.always is not None else f" {index.when(side.holds_when, 'Holds when')}"
            sides.append((f"Side {number}", (f"{side.says}{holds}", *index.claims(side.claims))))
        yield from _entry(
            index.anchor("tension", each.id),
            f"{each.id}: {each.title}",
            index.when(each.bears_when, "It bears when"),
            *sides,
            ("Decided by", _row(index.link("question", question) for question in each.decided_by)),
            ("While it is open", each.while_open),
            ("Settled for everybody", each.always_because),
            ("Rules of its sides", _row(index.rules_of_tension(each.id))),
            ("Cases", _row(index.cases_expecting("tensions", each.id))),
        )


# Tables


def _actions(index: Index, actions: Sequence[Action]) -> Iterator[Block]:
    """The steps, a row each, phase by phase as they stand."""
    if actions:
        rows = tuple(_action(index, each) for each in actions)
        anchors = tuple(index.anchor("action", each.id) for each in actions)
        columns = ("Step", "What to do", "When", "Measure and stop rule", "Rests on")
        yield Table(columns, rows, words=len(columns), anchors=anchors)


def _action(index: Index, action: Action) -> tuple[Words, ...]:
    judged = " ".join(part for part in (action.measure, action.stop_rule and f"Stop: {action.stop_rule}") if part)
    claims = _row(index.link("claim", claim) for claim in action.claims)
    return f"{action.id} ({action.phase})", action.action, index.when(action.when), judged, claims or action.practice


def _settings(rulebook: Rulebook) -> Iterator[Block]:
    names = [field.replace("_", "-") for field in rulebook.settings._fields]
    rows = tuple(
        (name, setting.why, str(setting.value)) for name, setting in zip(names, rulebook.settings, strict=True)
    )
    yield Table(("Setting", "Why", "Value"), rows, words=2, anchors=tuple(f"setting-{name}" for name in names))


def _claims(index: Index, claims: Sequence[Claim]) -> Block:
    """The claims of a document, a row each."""
    columns = ("Claim", "What it says", "Where and how surely", "About", "Cited by")
    rows = tuple(_claim(index, claim) for claim in claims)
    return Table(columns, rows, words=len(columns), anchors=tuple(index.anchor("claim", each.id) for each in claims))


def _claim(index: Index, claim: Claim) -> tuple[Words, ...]:
    depends = f" Depends on: {claim.depends_on}" if claim.depends_on else ""
    moves_nothing = f"Moves nothing: {claim.background}" if claim.background else ""
    return (
        claim.id,
        f"{sentence(claim.says)}{depends}",
        f"{claim.section}: {hedged(claim)}",
        f"{claim.approach}, {claim.attribute}, {claim.polarity}",
        _row(index.citing(claim.id)) or moves_nothing,
    )


# Cases


def _case(index: Index, case: Case) -> Iterator[Block]:
    answers = [(", ", index.link("question", question), f" {option}") for question, option in case.answers]
    yield from _entry(
        index.case_anchor(case.name),
        case.name,
        case.why,
        ("Answers", tuple(part for answer in answers for part in answer)[1:]),
        ("Expects", index.expects(case)),
        ("Claims", _row(index.link("claim", claim) for claim in case.claims)),
        ("Rules that speak", _row(index.speaking_in(case.name))),
        ("Tensions", _row(index.link("tension", name) for name, _ in case.expect.tensions)),
    )
