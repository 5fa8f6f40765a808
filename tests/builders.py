"""Small values for tests: rulebooks, rules and profiles with sensible defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadadvisor.model.condition import ALWAYS, AllOf, AnyOf, Chosen, Condition
from leadadvisor.model.profile import Answer, Origin, Profile
from leadadvisor.model.rulebook import (
    Approach,
    Blocker,
    BlockerKind,
    Case,
    Channel,
    ChannelState,
    Claim,
    Contradiction,
    Direction,
    Document,
    Effect,
    Level,
    Need,
    Option,
    Question,
    Requirement,
    Rule,
    Rulebook,
    Setting,
    Settings,
    Side,
    SideOfTension,
    State,
    Strength,
    Taken,
    Tension,
)
from leadadvisor.model.unlock import Unlock

APPROACHES = ("referral", "inbound", "outbound")
CLAIM = "X01"
"""The id of the one claim the default document makes; rules cite it unless told otherwise."""


# Conditions


def chosen(question: str, *options: str) -> Chosen:
    return Chosen(question, options)


def all_of(*parts: Condition) -> AllOf:
    return AllOf(parts)


def any_of(*parts: Condition) -> AnyOf:
    return AnyOf(parts)


# Questions and approaches


def make_option(
    option_id: str = "yes",
    *,
    label: str = "",
    help: str = "",  # noqa: A002 - the field's name
    not_covered: str = "",
) -> Option:
    return Option(option_id, label or option_id.replace("-", " ").capitalize(), help, not_covered)


def make_question(
    question_id: str = "size",
    options: Sequence[str | Option] = ("small", "large"),
    *,
    need: Need = "always",
    lever: bool = False,
    asked_when: Condition | None = None,
    otherwise: str | None = None,
    topic: str = "Team",
) -> Question:
    return Question(
        id=question_id,
        topic=topic,
        text=f"What about {question_id}?",
        help=f"Say what you know about {question_id}.",
        why=f"It decides what {question_id} decides.",
        need=need,
        improves=tuple(one if isinstance(one, str) else one.id for one in options) if lever else (),
        asked_when=asked_when,
        otherwise=otherwise,
        options=tuple(make_option(option) if isinstance(option, str) else option for option in options),
    )


def make_state(
    state: State = "now", when: Condition = ALWAYS, *, because: str = "It fits.", unlocked_by: Sequence[Unlock] = ()
) -> ChannelState:
    return ChannelState(state, when, because, (CLAIM,), tuple(unlocked_by))


def make_channel(channel_id: str = "cold-email", states: Sequence[ChannelState] = ()) -> Channel:
    label = channel_id.replace("-", " ").capitalize()
    return Channel(channel_id, label, f"{label} is one way of doing it.", tuple(states) or (make_state(),))


def make_requirement(*questions: str, warning: str = "Nobody said whether this can be done.") -> Requirement:
    return Requirement(questions, warning, (CLAIM,))


def make_approach(
    approach_id: str = "referral",
    *,
    channels: Sequence[Channel] = (),
    requirements: Sequence[Requirement] = (),
) -> Approach:
    label = approach_id.replace("-", " ").capitalize()
    return Approach(approach_id, label, f"{label} is one way of winning leads.", tuple(requirements), tuple(channels))


# Rules


def make_effects(
    supports: Mapping[str, Strength] | None = None, opposes: Mapping[str, Strength] | None = None
) -> tuple[Effect, ...]:
    directions: tuple[tuple[Direction, Mapping[str, Strength]], ...] = (
        ("supports", supports or {}),
        ("opposes", opposes or {}),
    )
    return tuple(
        Effect(approach, direction, strength)
        for direction, strengths in directions
        for approach, strength in strengths.items()
    )


def make_level(
    when: Condition = ALWAYS,
    *,
    supports: Mapping[str, Strength] | None = None,
    opposes: Mapping[str, Strength] | None = None,
    because: str = "The source says so.",
) -> Level:
    return Level(when, make_effects(supports, opposes), because)


def make_rule(
    rule_id: str = "some-rule",
    when: Condition = ALWAYS,
    *,
    supports: Mapping[str, Strength] | None = None,
    opposes: Mapping[str, Strength] | None = None,
    levels: Sequence[Level] = (),
    goal: bool = False,
    side: tuple[str, int] | None = None,
    claims: Sequence[str] = (CLAIM,),
    because: str = "The source says so.",
) -> Rule:
    """Build a rule of one level from `when`, `supports` and `opposes`, or of the `levels` given."""
    return Rule(
        id=rule_id,
        topic="Evidence",
        levels=tuple(levels) or (make_level(when, supports=supports, opposes=opposes, because=because),),
        goal=goal,
        claims=tuple(claims),
        side=SideOfTension(*side) if side else None,
        strength_note="",
    )


def make_blocker(
    blocker_id: str = "some-blocker",
    approach: str = "referral",
    kind: BlockerKind = "rules-out",
    when: Condition = ALWAYS,
) -> Blocker:
    return Blocker(blocker_id, approach, kind, when, "It cannot be done.", "Something that can be done.", (CLAIM,))


def make_tension(
    tension_id: str = "C01",
    first: Condition = ALWAYS,
    second: Condition = ALWAYS,
    *,
    decided_by: Sequence[str] = (),
    always: Taken | None = None,
    bears_when: Condition = ALWAYS,
) -> Tension:
    return Tension(
        id=tension_id,
        title="Is it one or the other?",
        kind="conditions",
        bears_when=bears_when,
        decided_by=tuple(decided_by),
        sides=(Side("It is one.", (CLAIM,), first), Side("It is the other.", (CLAIM,), second)),
        while_open="Neither side adds anything.",
        always=always,
        always_because="The rulebook says so." if always else "",
    )


def make_contradiction(
    contradiction_id: str = "some-contradiction", when: Condition = ALWAYS, *, questions: Sequence[str] = ()
) -> Contradiction:
    return Contradiction(
        contradiction_id, when, tuple(questions), "These do not go together.", "Which is it?", (CLAIM,)
    )


# Rulebooks


def make_claim(claim_id: str = CLAIM, *, document: str = "X", hedge: str = "flat") -> Claim:
    return Claim(
        id=claim_id,
        document=document,
        section="Introduction",
        approach="mix",
        attribute="process",
        polarity="neutral",
        strength="moderate",
        hedge=hedge,
        depends_on="",
        says=f"The source says {claim_id}.",
        background="",
    )


def make_document(document_id: str = "X", claims: Sequence[Claim] = ()) -> Document:
    return Document(
        document_id, "An article", "A publisher", "opinion", "", tuple(claims) or (make_claim(document=document_id),)
    )


def make_settings(
    *,
    strong: int = 3,
    moderate: int = 2,
    slight: int = 1,
    goal_bonus: int = 2,
    points_to_double: int = 4,
    step: int = 5,
    floor: int = 5,
    may_not_lead_cap: int = 30,
    firm_at: int = 25,
    reserve: int = 10,
) -> Settings:
    values = (strong, moderate, slight, goal_bonus, points_to_double, step, floor, may_not_lead_cap, firm_at, reserve)
    return Settings(*(Setting(value, "It was chosen so.") for value in values))


def make_rulebook(
    *,
    questions: Sequence[Question] | None = None,
    approaches: Sequence[str | Approach] = APPROACHES,
    rules: Sequence[Rule] = (),
    blockers: Sequence[Blocker] = (),
    tensions: Sequence[Tension] = (),
    contradictions: Sequence[Contradiction] = (),
    settings: Settings | None = None,
    documents: Sequence[Document] | None = None,
    cases: Sequence[Case] = (),
) -> Rulebook:
    """Build a rulebook; unless told otherwise: one question (`size`: small, large), three approaches, no rule."""
    return Rulebook(
        name="tiny",
        version="1.0.0",
        title="A tiny rulebook",
        mix_of="effort",
        settings=settings or make_settings(),
        documents=tuple(documents) if documents is not None else (make_document(),),
        questions=tuple(questions) if questions is not None else (make_question(),),
        approaches=tuple(make_approach(one) if isinstance(one, str) else one for one in approaches),
        rules=tuple(rules),
        blockers=tuple(blockers),
        tensions=tuple(tensions),
        contradictions=tuple(contradictions),
        cases=tuple(cases),
        not_considered=("Everything else.",),
        basis="Made for a test.",
        digest="0" * 64,
        path="tiny",
    )


def make_profile(answers: Mapping[str, str] | None = None, /, *, origin: Origin = "flag", **more: str) -> Profile:
    """Build a profile from option ids by question; in keyword names an underscore stands for a hyphen."""
    named = dict(answers or {}) | {question.replace("_", "-"): option for question, option in more.items()}
    return Profile(tuple(Answer(question, option, origin) for question, option in named.items()))
