from pathlib import Path

import pytest

from leadadvisor.model.condition import ALWAYS, AllOf, AnyOf, Chosen, Not
from leadadvisor.model.plan import Action, FirstLead, Owner, OwnerLine, PlanRules
from leadadvisor.model.rulebook import (
    Approach,
    Blocker,
    Case,
    Channel,
    ChannelState,
    Claim,
    Contradiction,
    Document,
    Effect,
    Expectation,
    Level,
    Option,
    Question,
    Requirement,
    Rule,
    Rulebook,
    Setting,
    Settings,
    Side,
    SideOfTension,
    Tension,
)
from leadadvisor.rulebook.build import build_rulebook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.rulebook.problems import Plain

COMMUTE = Path(__file__).parents[1] / "bad" / "base"

DRY_ENOUGH = Chosen("weather", ("dry",))
EASY_RIDE = AllOf((DRY_ENOUGH, Chosen("distance", ("near", "middle"))))
FAR = Chosen("distance", ("far",))
NOT_LIGHT = Not(Chosen("luggage", ("light",)))

SETTINGS = Settings(
    strong=Setting(3, "The survey is firm here."),
    moderate=Setting(2, "The survey says so plainly."),
    slight=Setting(1, "The survey only hints at it."),
    goal_bonus=Setting(2, "The goal comes first."),
    points_to_double=Setting(4, "Two plain reasons should not decide alone."),
    step=Setting(10, "Days come in halves."),
    floor=Setting(10, "Every way is kept in practice."),
    may_not_lead_cap=Setting(30, "Less than half."),
    firm_at=Setting(25, "A quarter is a clear margin."),
    reserve=Setting(10, "Some days go wrong."),
)
SURVEY = Document(
    id="S",
    title="How people ride to work",
    publisher="A cycling club",
    kind="survey",
    note="Few people were asked.",
    claims=(
        Claim("S01", "S", "Rain", "bus", "comfort", "pro", "moderate", "flat", "", "A bus is dry.", ""),
        Claim("S02", "S", "Speed", "bike", "speed", "pro", "slight", "may", "", "A bike may be quick.", ""),
        Claim(
            id="S03",
            document="S",
            section="Luggage",
            approach="mix",
            attribute="comfort",
            polarity="neutral",
            strength="strong",
            hedge="always",
            depends_on="a heavy bag",
            says="Luggage decides.",
            background="It is said of both.",
        ),
    ),
)
QUESTIONS = (
    Question(
        id="distance",
        topic="The trip",
        text="How far is it?",
        help="One way, door to door.",
        why="It decides whether a bike can lead.",
        need="always",
        improves=(),
        asked_when=None,
        otherwise=None,
        options=(
            Option("near", "Under 5 km", ""),
            Option("middle", "5 to 15 km", "About an hour by bike at most."),
            Option("far", "Over 15 km", ""),
        ),
    ),
    Question(
        id="weather",
        topic="The trip",
        text="What is the weather like?",
        help="Most mornings of the year.",
        why="It decides how many days are bike days.",
        need="optional",
        improves=(),
        asked_when=None,
        otherwise=None,
        options=(Option("dry", "Mostly dry", ""), Option("wet", "Often wet", "")),
    ),
    Question(
        id="luggage",
        topic="The trip",
        text="What do you carry?",
        help="On a usual day.",
        why="Heavy bags speak against a bike.",
        need="always",
        improves=("light", "heavy"),
        asked_when=Chosen("distance", ("near", "middle")),
        otherwise="light",
        options=(Option("light", "A small bag", ""), Option("heavy", "More than that", "")),
    ),
)
APPROACHES = (
    Approach(
        id="bus",
        label="Bus",
        what="You are driven.",
        requirements=(),
        channels=(
            Channel(
                "city-bus",
                "The city bus",
                "It leaves every ten minutes.",
                (ChannelState("now", ALWAYS, "It is dry.", ("S01",)),),
            ),
        ),
    ),
    Approach(
        id="bike",
        label="Bike",
        what="You ride yourself.",
        requirements=(Requirement(("distance",), "Nobody knows how far it is.", ("S02",)),),
        channels=(
            Channel(
                "own-bike",
                "Your own bike",
                "It stands at home.",
                (
                    ChannelState("now", EASY_RIDE, "It is quick.", ("S02",)),
                    ChannelState("not-yet", ALWAYS, "Wait for a dry day.", ()),
                ),
            ),
        ),
    ),
)
RULES = (
    Rule(
        id="dry-inside",
        topic="Comfort",
        levels=(Level(Chosen("weather", ("wet",)), (Effect("bus", "supports", "moderate"),), "A bus is dry."),),
        goal=False,
        claims=("S01",),
        side=None,
        strength_note="",
    ),
    Rule(
        id="heavy-bag",
        topic="Comfort",
        levels=(
            Level(AllOf((NOT_LIGHT, FAR)), (Effect("bike", "opposes", "strong"),), "A long way with a heavy bag."),
            Level(
                NOT_LIGHT,
                (Effect("bus", "supports", "slight"), Effect("bike", "opposes", "moderate")),
                "A heavy bag is hard to carry.",
            ),
        ),
        goal=False,
        claims=("S03",),
        side=None,
        strength_note="The survey is firm on heavy bags.",
    ),
    Rule(
        id="quick-ride",
        topic="Comfort",
        levels=(
            Level(
                AllOf((EASY_RIDE, Chosen("luggage", ("light",)))),
                (Effect("bike", "supports", "slight"),),
                "A bike may be quick.",
            ),
        ),
        goal=True,
        claims=("S02",),
        side=SideOfTension("T01", 2),
        strength_note="",
    ),
)
TENSIONS = (
    Tension(
        id="T01",
        title="Is the bus or the bike quicker?",
        kind="conditions",
        bears_when=Chosen("distance", ("near", "middle", "far")),
        decided_by=("distance",),
        sides=(
            Side("The bus is.", ("S01",), FAR),
            Side("The bike is.", ("S02",), Chosen("distance", ("near",))),
        ),
        while_open="Neither is counted.",
        always=None,
        always_because="",
    ),
    Tension(
        id="T02",
        title="What is a bike?",
        kind="definitions",
        bears_when=ALWAYS,
        decided_by=(),
        sides=(Side("With a motor.", ("S02",), AnyOf(())), Side("Without.", ("S03",), ALWAYS)),
        while_open="A bike has no motor.",
        always=2,
        always_because="The survey counts no motors.",
    ),
)
PLAN = PlanRules(
    actions=(
        Action(
            id="pump",
            kind="action",
            phase="days-1-30",
            approach="bike",
            channel="own-bike",
            when=DRY_ENOUGH,
            action="Pump the tyres.",
            owner="rider",
            measure="Pressure.",
            stop_rule="After N flat ones buy new ones.",
            claims=("S02",),
            practice="",
        ),
        Action(
            id="oil-the-chain",
            kind="take-up",
            phase="later",
            approach="bike",
            channel="",
            when=ALWAYS,
            action="Oil the chain.",
            owner="rider",
            measure="Its sound.",
            stop_rule="None.",
            claims=(),
            practice="every rider does",
        ),
        Action(
            id="buy-a-ticket",
            kind="action",
            phase="later",
            approach="bus",
            channel="",
            when=ALWAYS,
            action="Buy a ticket.",
            owner="rider",
            measure="Rides.",
            stop_rule="After N unused ones sell it.",
            claims=("S01",),
            practice="",
        ),
        Action(
            id="look-at-the-sky",
            kind="action",
            phase="days-1-30",
            approach="mix",
            channel="",
            when=ALWAYS,
            action="Look at the sky.",
            owner="rider",
            measure="Dry mornings.",
            stop_rule="After N wet ones stop.",
            claims=(),
            practice="every rider does",
        ),
        Action(
            id="still-on-time",
            kind="decision",
            phase="days-31-60",
            approach="mix",
            channel="",
            when=ALWAYS,
            action="Are you on time?",
            owner="rider",
            measure="Late mornings.",
            stop_rule="After N late ones change.",
            claims=("S03",),
            practice="",
        ),
    ),
    owners=(
        Owner(
            "rider",
            (
                OwnerLine(Chosen("luggage", ("heavy",)), "", "Nobody rides with that."),
                OwnerLine(ALWAYS, "You", ""),
            ),
        ),
    ),
    first_leads=(
        FirstLead("bike", "quick", "A bike stands ready.", ("S02",)),
        FirstLead("bus", "slow", "A ticket takes a while.", ()),
    ),
    several_when=DRY_ENOUGH,
)
CASE = Case(
    name="Near and dry",
    topic="plain days",
    answers=(("distance", "near"), ("weather", "dry"), ("luggage", "unsure")),
    why="The survey says a bike may be quick.",
    claims=("S02",),
    expect=Expectation(
        status="recommended",
        leads=("bike",),
        does_not_lead=("bus",),
        order=("bike", "bus"),
        ruled_out=(),
        may_not_lead=("bike",),
        at_most=(("bus", 50),),
        at_least=(("bike", 50),),
        firmness=("firm", "leaning"),
        cautions=("missing-answers",),
        contradictions=("far-and-light",),
        tensions=(("T01", "2"), ("T02", "shown")),
        channels=(("own-bike", "now"),),
        rules=("quick-ride",),
    ),
)


@pytest.fixture
def commute() -> Rulebook:
    return load_rulebook(COMMUTE)


def test_a_rulebook_is_built_to_exactly_what_its_files_say(commute: Rulebook) -> None:
    assert commute == Rulebook(
        name="commute",
        version="1.2",
        title="How should you get to work?",
        mix_of="working days",
        settings=SETTINGS,
        documents=(SURVEY,),
        questions=QUESTIONS,
        approaches=APPROACHES,
        rules=RULES,
        blockers=(
            Blocker(
                id="too-far",
                approach="bike",
                kind="may-not-lead",
                when=FAR,
                because="Nobody rides that far every day.",
                lifted_by="A shorter way.",
                claims=("S02",),
            ),
        ),
        tensions=TENSIONS,
        contradictions=(
            Contradiction(
                id="far-and-light",
                when=AllOf((FAR, Chosen("luggage", ("heavy",)))),
                questions=("distance", "luggage"),
                because="It is not asked so far out.",
                ask="Which is it?",
                claims=("S03",),
            ),
        ),
        cases=(CASE,),
        not_considered=("The price of a car.",),
        basis="Suggested from one survey by fixed rules.",
        digest=commute.digest,
        path=str(COMMUTE),
        plan=PLAN,
    )


def test_a_rulebook_of_the_fewest_files_is_one() -> None:
    built = build_rulebook(fewest_files(), (), digest="d", path="p")
    assert [approach.id for approach in built.approaches] == ["bus", "bike"]
    assert (built.blockers, built.contradictions, built.tensions, built.rules, built.cases) == ((), (), (), (), ())
    assert built.settings == SETTINGS


def test_effects_stand_in_the_order_of_the_approaches_whatever_the_order_in_the_file() -> None:
    one, other = rules_with({"bike": "slight", "bus": "slight"}), rules_with({"bus": "slight", "bike": "slight"})
    assert one == other
    assert [effect.approach for effect in one[0].levels[0].effects] == ["bus", "bike"]


def rules_with(supports: dict[str, Plain]) -> tuple[Rule, ...]:
    rule: dict[str, Plain] = {"id": "r", "when": "always", "supports": supports, "because": "b", "claims": []}
    evidence: dict[str, Plain] = {"topic": "t", "rules": [rule]}
    return build_rulebook({**fewest_files(), "evidence/a.yaml": evidence}, (), digest="d", path="p").rules


def fewest_files() -> dict[str, Plain]:
    settings: dict[str, Plain] = {
        name.replace("_", "-"): {"value": value, "why": why} for name, (value, why) in SETTINGS._asdict().items()
    }
    texts: dict[str, Plain] = dict.fromkeys(("name", "version", "title", "mix-of", "basis"), "t")
    lists: dict[str, Plain] = {"approaches": ["bus", "bike"], "ask-order": [], "not-considered": []}
    return {
        "rulebook.yaml": {**texts, **lists, "settings": settings},
        "approaches/bike.yaml": {"id": "bike", "label": "Bike", "what": "w", "channels": []},
        "approaches/bus.yaml": {"id": "bus", "label": "Bus", "what": "w", "channels": []},
    }
