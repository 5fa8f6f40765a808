"""A small rulebook with a bit of everything, and what explain, whatif and compare make of it, for their reports.

`EXPLAINED` maps a name to a function that tells a value in a format and a layout; `hostile` holds texts that try to
break a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_claim,
    make_contradiction,
    make_document,
    make_level,
    make_option,
    make_profile,
    make_question,
    make_requirement,
    make_rule,
    make_rulebook,
    make_settings,
    make_state,
    make_tension,
)

from leadadvisor.engine.compare import compare_changes, compare_profiles, compare_rulebooks
from leadadvisor.engine.explain import explain
from leadadvisor.engine.lookup import look_up
from leadadvisor.engine.weights import weights
from leadadvisor.engine.what_if import what_if
from leadadvisor.model.condition import Not
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Case, Expectation, Rulebook
from leadadvisor.reports import Layout, render

Teller = Callable[[str, Layout], str]

SMALL = make_rulebook(
    questions=[
        make_question("goal", ("few-deals", "new-product"), topic="Goals"),
        make_question("people", ("nobody", make_option("sellers", help="They sell all day.")), lever=True),
        make_question(
            "outreach", ("idle", "running"), lever=True, asked_when=Not(chosen("people", "nobody")), otherwise="idle"
        ),
        make_question("buyers", ("compare", "unaware"), topic="Market"),
    ],
    approaches=[
        make_approach("referral", requirements=[make_requirement("buyers")]),
        make_approach("inbound", channels=[make_channel("content")]),
        make_approach(
            "outbound",
            channels=[
                make_channel("cold-email", [make_state("no", chosen("people", "nobody")), make_state("now")])
            ],
        ),
    ],
    rules=[
        make_rule(
            "few-by-referral", chosen("goal", "few-deals"), supports={"referral": "slight"}, goal=True,
            because="A few deals come from people you know",
        ),
        make_rule(
            "new-by-outbound", chosen("goal", "new-product"), supports={"outbound": "strong"},
            opposes={"referral": "slight"}, because="Nobody looks for what is new.", claims=("X01", "X02"),
        ),
        make_rule(
            "team",
            levels=[
                make_level(chosen("people", "nobody"), opposes={"outbound": "strong"}, because="Nobody would call."),
                make_level(chosen("outreach", "running"), supports={"outbound": "moderate"}, because="Calls run."),
            ],
        ),
        make_rule(
            "comparing", chosen("buyers", "compare"), supports={"inbound": "moderate"}, side=("C01", 1),
            because="They look for suppliers themselves.", claims=("X02",),
        ),
    ],
    blockers=[make_blocker("nobody-calls", "outbound", "may-not-lead", chosen("people", "nobody"))],
    tensions=[make_tension("C01", chosen("buyers", "compare"), chosen("buyers", "unaware"), decided_by=["buyers"])],
    contradictions=[
        make_contradiction("idle-launch", chosen("outreach", "idle"), questions=["outreach"])
    ],
    documents=[make_document("X", [make_claim(), make_claim("X02", hedge="often")])],
    cases=[
        Case(
            "Nobody there", "team", (("goal", "new-product"), ("people", "nobody")), "So it is.",
            ("X01",), Expectation(),
        ),
        Case(
            "Calls run", "team", (("goal", "new-product"), ("people", "sellers"), ("outreach", "running")), "So it is.",
            ("X02",), Expectation(tensions=(("C01", "open"),), channels=(("cold-email", "now"),)),
        ),
    ],
)  # fmt: skip

NASTY = "[red]\x1b[31m <b>&amp;</b> | `c` *e* _u_ #1 \u202e\\ \U0001f600"


def hostile() -> Rulebook:
    """The small rulebook with texts that try to break a report wherever people write texts."""
    book = SMALL
    return book._replace(
        questions=tuple(
            each._replace(
                text=f"1. {NASTY}?",
                why=NASTY,
                options=tuple(option._replace(label=f"- {NASTY}") for option in each.options),
            )
            for each in book.questions
        ),
        approaches=tuple(each._replace(label=f"{each.label} {NASTY}", what=f"# {NASTY}") for each in book.approaches),
        rules=tuple(
            each._replace(levels=tuple(level._replace(because=f"+ {NASTY}") for level in each.levels))
            for each in book.rules
        ),
    )


COMPLETE = make_profile(goal="new-product", people="sellers", outreach="running", buyers="compare")
OPEN = make_profile(goal="few-deals", people="unsure")
NOBODY = make_profile(goal="few-deals", people="nobody", buyers="unaware")


def _explained(rulebook: Rulebook, profile: Profile | None, *ids: str) -> Teller:
    things = [named for each in ids for named in look_up(rulebook, each)]
    return partial(render, explain(rulebook, profile, things))


def _settings_changed(rulebook: Rulebook) -> Rulebook:
    return rulebook._replace(settings=make_settings(strong=5), rules=rulebook.rules[:-1])


EXPLAINED: Mapping[str, Teller] = {
    "account": _explained(SMALL, COMPLETE),
    "approach": _explained(SMALL, NOBODY, "outbound"),
    "approach-without-answers": _explained(SMALL, None, "outbound"),
    "question": _explained(SMALL, COMPLETE, "people"),
    "rule-and-claim": _explained(SMALL, OPEN, "comparing", "X02"),
    "tension-blocker-and-contradiction": _explained(SMALL, NOBODY, "C01", "nobody-calls", "idle-launch"),
    "channel-source-and-setting": _explained(SMALL, COMPLETE, "cold-email", "source:X", "strong"),
    "whatif": partial(render, what_if(SMALL, COMPLETE)),
    "whatif-open": partial(render, what_if(SMALL, OPEN)),
    "weights": partial(render, weights(SMALL, COMPLETE)),
    "changes": partial(
        render,
        compare_changes(SMALL, COMPLETE, [Answer("people", "nobody", "set")], {"strong": 5}, ("now", "then")),
    ),
    "compare": partial(
        render,
        compare_profiles(SMALL, [("now.yaml", COMPLETE), ("then.yaml", NOBODY), ("later.yaml", OPEN)]),
    ),
    "rulebooks": partial(
        render,
        compare_rulebooks([("old", SMALL, COMPLETE), ("new", _settings_changed(SMALL), COMPLETE)]),
    ),
}
"""Each value, ready to be told."""

HOSTILE: Mapping[str, Teller] = {
    "account": _explained(hostile(), COMPLETE),
    "question": _explained(hostile(), NOBODY, "people", "outbound", "team"),
    "whatif": partial(render, what_if(hostile(), OPEN)),
    "compare": partial(render, compare_profiles(hostile(), [(NASTY, COMPLETE), ("b", NOBODY)])),
}
