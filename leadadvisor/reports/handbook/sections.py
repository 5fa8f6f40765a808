"""The sections of a handbook: questions, approaches, rules, blockers, tensions, sources and cases, linked both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from leadadvisor.model.rulebook import Approach, Channel, Question, Rule, Rulebook
from leadadvisor.reports.handbook.index import Index
from leadadvisor.reports.handbook.parts import Entry, Fact, Link, Section, Text, facts, listed
from leadadvisor.reports.reasons import hedged
from leadadvisor.text import listed as enumerated
from leadadvisor.text import sentence


def sections(rulebook: Rulebook, cases_by_rule: Mapping[str, Sequence[str]]) -> tuple[Section, ...]:
    """Every section in order; those with nothing in them are left out."""
    index = Index(rulebook, cases_by_rule)
    made = (
        Section("questions", "Questions", (), tuple(_question(index, each) for each in rulebook.questions)),
        Section("approaches", "Approaches and channels", (), tuple(_approaches(index))),
        *(_rules_moving(index, approach) for approach in rulebook.approaches),
        Section("blockers", "Blockers", (), tuple(_blockers(index))),
        Section("contradictions", "Answers that clash", (), tuple(_contradictions(index))),
        Section("tensions", "Where the sources disagree", (), tuple(_tensions(index))),
        Section("plan", "What a plan is made of", (), tuple(_actions(index))),
        Section("settings", "Settings", (), tuple(_settings(rulebook))),
        *_sources(index),
        *_cases(index),
    )
    return tuple(section for section in made if section.entries)


def _question(index: Index, question: Question) -> Entry:
    asked = index.when(question.asked_when) if question.asked_when is not None else ""
    return Entry(
        index.anchor("question", question.id),
        f"{question.id}: {question.text}",
        (question.help,),
        facts(
            ("Why we ask", question.why),
            ("Asked when", asked and f"{asked} Otherwise the answer counts as {question.otherwise}."),
            *((f"Option {option.id}", f"{option.label}. {option.help}".strip()) for option in question.options),
            ("Options that count alike", question.alike_note),
            ("Read by", listed(index.readers(question.id))),
        ),
    )


def _approaches(index: Index) -> Iterator[Entry]:
    for approach in index.rulebook.approaches:
        warnings = [(each.warning, *index.claims(each.claims)) for each in approach.requirements]
        yield Entry(
            index.anchor("approach", approach.id),
            approach.label,
            (approach.what,),
            facts(
                ("Rules for it", listed(index.rules_moving(approach.id, "supports"))),
                ("Rules against it", listed(index.rules_moving(approach.id, "opposes"))),
                ("Blockers", listed(index.link("blocker", each.id) for each in index.blockers_of(approach.id))),
                *(("It needs", warning) for warning in warnings),
            ),
        )
        for channel in approach.channels:
            yield _channel(index, approach, channel)


def _channel(index: Index, approach: Approach, channel: Channel) -> Entry:
    advice: list[tuple[str, Text]] = [
        (each.state.capitalize(), (f"{index.when(each.when)} {each.because}", *index.claims(each.claims)))
        for each in channel.states
    ]
    return Entry(
        index.anchor("channel", channel.id),
        f"{approach.label}: {channel.label}",
        (channel.what,),
        facts(*advice),
    )


def _rules_moving(index: Index, approach: Approach) -> Section:
    """The rules that move this approach first of all; the others are linked from the approach."""
    own = [rule for rule in index.rulebook.rules if rule.levels[0].effects[0].approach == approach.id]
    entries = tuple(_rule(index, rule) for rule in own)
    return Section(f"rules-{approach.id}", f"Rules about {approach.label}", (), entries)


def _rule(index: Index, rule: Rule) -> Entry:
    levels: list[tuple[str, Text]] = []
    for number, level in enumerate(rule.levels, start=1):
        label = f"Level {number}" if len(rule.levels) > 1 else "It speaks"
        effects = enumerated([
            f"{each.strength} {'for' if each.direction == 'supports' else 'against'} {index.label(each.approach)}"
            for each in level.effects
        ])  # fmt: skip
        levels.append((label, (sentence(effects) + f" {index.when(level.when)} {level.because}",)))
    side: Text = ()
    if rule.side is not None:
        side = (f"Speaks only where side {rule.side.side} holds of ", index.link("tension", rule.side.tension))
    return Entry(
        index.anchor("rule", rule.id),
        rule.id,
        (f"Topic: {rule.topic}.{' What it supports gets the goal bonus.' if rule.goal else ''}",),
        facts(
            *levels,
            ("Why this strength", rule.strength_note),
            ("Tension", side),
            ("Claims", listed(index.link("claim", claim) for claim in rule.claims)),
            ("Speaks in cases", listed(index.cases_speaking(rule.id))),
        ),
    )


def _blockers(index: Index) -> Iterator[Entry]:
    for each in index.rulebook.blockers:
        effect = "is ruled out" if each.kind == "rules-out" else "may not lead"
        yield Entry(
            index.anchor("blocker", each.id),
            each.id,
            (index.link("approach", each.approach), f" {effect}. {index.when(each.when)}"),
            facts(
                ("Because", each.because),
                ("Lifted by", each.lifted_by),
                ("Claims", listed(index.link("claim", claim) for claim in each.claims)),
            ),
        )


def _contradictions(index: Index) -> Iterator[Entry]:
    for each in index.rulebook.contradictions:
        yield Entry(
            index.anchor("contradiction", each.id),
            each.id,
            (index.when(each.when),),
            facts(
                ("Because", each.because),
                ("We ask", each.ask),
                ("Questions", listed(index.link("question", question) for question in each.questions)),
                ("Claims", listed(index.link("claim", claim) for claim in each.claims)),
                ("Cases", listed(index.cases_expecting("contradictions", each.id))),
            ),
        )


def _tensions(index: Index) -> Iterator[Entry]:
    for each in index.rulebook.tensions:
        sides: list[tuple[str, Text]] = []
        for number, side in enumerate(each.sides, start=1):
            holds = "" if each.always is not None else f" {index.when(side.holds_when, 'Holds when')}"
            sides.append((f"Side {number}", (f"{side.says}{holds}", *index.claims(side.claims))))
        yield Entry(
            index.anchor("tension", each.id),
            f"{each.id}: {each.title}",
            (index.when(each.bears_when, "It bears when"),),
            facts(
                *sides,
                ("Decided by", listed(index.link("question", question) for question in each.decided_by)),
                ("While it is open", each.while_open),
                ("Settled for everybody", each.always_because),
                ("Rules of its sides", listed(index.rules_of_tension(each.id))),
                ("Cases", listed(index.cases_expecting("tensions", each.id))),
            ),
        )


def _actions(index: Index) -> Iterator[Entry]:
    for each in index.rulebook.plan.actions:
        yield Entry(
            index.anchor("action", each.id),
            each.id,
            (each.action,),
            facts(
                ("Phase", each.phase),
                ("When", index.when(each.when)),
                ("Measure", each.measure),
                ("Stop", each.stop_rule),
                ("Claims", listed(index.link("claim", claim) for claim in each.claims)),
                ("From practice", each.practice),
            ),
        )


def _settings(rulebook: Rulebook) -> Iterator[Entry]:
    for field, setting in zip(rulebook.settings._fields, rulebook.settings, strict=True):
        name = field.replace("_", "-")
        yield Entry(f"setting-{name}", f"{name}: {setting.value}", (setting.why,), ())


def _sources(index: Index) -> Iterator[Section]:
    for document in index.rulebook.documents:
        entries = tuple(
            Entry(
                index.anchor("claim", claim.id),
                claim.id,
                (claim.says,),
                (
                    *facts(
                        ("Where", claim.section),
                        ("How surely", hedged(claim)),
                        ("About", f"{claim.approach}, {claim.attribute}, {claim.polarity}"),
                        ("Depends on", claim.depends_on),
                        ("Why it moves nothing", claim.background),
                        ("Cited by", listed(index.citing(claim.id))),
                    ),
                ),
            )
            for claim in document.claims
        )
        text = f"{document.publisher}. {document.kind}. {document.note}"
        yield Section(f"source-{document.id.lower()}", f"Source {document.id}: {document.title}", (text,), entries)


def _cases(index: Index) -> Iterator[Section]:
    for number, (topic, group) in enumerate(groupby(index.rulebook.cases, lambda case: case.topic), start=1):
        entries = []
        for case in group:
            answers = [
                Fact("Answers", (index.link("question", question), f" {option}")) for question, option in case.answers
            ]
            entries.append(
                Entry(
                    index.case_anchor(case.name),
                    case.name,
                    (case.why,),
                    (
                        Fact("Answers", tuple(part for fact in answers for part in (*fact.text, "; "))[:-1]),
                        *facts(
                            ("Expects", index.expects(case)),
                            ("Claims", listed(index.link("claim", claim) for claim in case.claims)),
                            ("Rules that speak", listed(index.speaking_in(case.name))),
                            ("Tensions", listed(index.link("tension", name) for name, _ in case.expect.tensions)),
                        ),
                    ),
                )
            )
        yield Section(f"cases-{number}", f"Cases: {topic}", (), tuple(entries))


def links_in(parts: Sequence[Section]) -> Iterator[Link]:
    """Every link of these sections."""
    for section in parts:
        for entry in section.entries:
            for text in (entry.text, *(fact.text for fact in entry.facts)):
                yield from (part for part in text if isinstance(part, Link))
