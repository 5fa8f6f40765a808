"""What json and yaml hold keeps its contract."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from sample import COMPLETE, HELD_BACK, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, PREPARED, RECOMMENDATIONS
from small import EXPLAINED

from leadadvisor.model.plan import Phase
from leadadvisor.model.profile import Origin
from leadadvisor.model.recommendation import (
    AdjustmentKind,
    CautionCode,
    ContributionKind,
    PlanNoteCode,
    Recommendation,
    Role,
)
from leadadvisor.model.rulebook import BlockerKind, Firmness, State, Status, TensionEffect
from leadadvisor.reports import SCHEMAS, Layout, render, schema

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
SCHEMA = json.loads(schema("recommendation"))

CONTRACT = [
    "schema", "rulebook", "answers", "status", "leader", "firmness", "headline", "level", "held_back", "mix",
    "channels", "tensions", "cautions", "robustness_percent", "settled", "possible_leaders", "flips", "next_questions",
    "plan", "against", "weightings_percent", "means", "not_considered", "basis",
]  # fmt: skip


def result(recommendation: Recommendation) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(recommendation, "json"))
    return loaded


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_valid_schema_and_names_its_own_contract(name: str) -> None:
    told = json.loads(schema(name))
    Draft202012Validator.check_schema(told)
    contract = {"firm-plan": "plan"}.get(name, name)  # beside it stands the schema of a rulebook's plan files
    assert re.fullmatch(rf"leadadvisor/{contract}/\d", told["properties"]["schema"]["const"])
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("recommendation", EVERY)
def test_every_result_fits_the_schema(recommendation: Recommendation) -> None:
    Draft202012Validator(SCHEMA).validate(result(recommendation))


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_the_other_commands_tell_fits_the_schema_it_names(name: str) -> None:
    told = json.loads(EXPLAINED[name]("json", Layout()))
    named = told["schema"].removeprefix("leadadvisor/").removesuffix("/2")
    Draft202012Validator(json.loads(schema(named))).validate(told)
    for key in json.loads(schema(named))["required"]:
        assert not Draft202012Validator(json.loads(schema(named))).is_valid(
            {other: value for other, value in told.items() if other != key}
        )


@pytest.mark.parametrize("key", CONTRACT)
def test_the_schema_demands_every_key_of_the_contract(key: str) -> None:
    crippled = result(COMPLETE)
    del crippled[key]
    assert not Draft202012Validator(SCHEMA).is_valid(crippled)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("leader", 3), ("mix", None), ("settled", "yes"), ("robustness_percent", 1.5), ("status", "fine"), ("plan", {}),
     ("means", []), ("flips", [{}]), ("tensions", [{}]), ("cautions", [{"code": "other"}]), ("held_back", {}),
     ("level", None), ("against", [{}]), ("weightings_percent", 101)],
)  # fmt: skip
def test_the_schema_refuses_a_key_of_another_type(key: str, wrong: object) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid({**result(COMPLETE), key: wrong})


def test_the_schema_lets_results_grow() -> None:
    assert Draft202012Validator(SCHEMA).is_valid({**result(COMPLETE), "not-yet": 1})


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("properties.status", Status),
        ("properties.firmness", Firmness),
        ("properties.answers.items.properties.origin", Origin),
        ("properties.cautions.items.properties.code", CautionCode),
        ("properties.plan_notes.items.properties.code", PlanNoteCode),
        ("$defs.state", State),
        ("$defs.step.properties.phase", Phase),
        ("$defs.tension.properties.effect", TensionEffect),
        ("$defs.portion.properties.role", Role),
        ("$defs.portion.properties.contributions.items.properties.kind", ContributionKind),
        ("$defs.portion.properties.blockers.items.properties.kind", BlockerKind),
    ],
)
def test_the_schema_lists_exactly_the_words_there_are(keys: str, words: object) -> None:
    found = SCHEMA
    for key in keys.split("."):
        found = found[key]
    assert set(found["enum"]) == set(get_args(words))


def test_the_schema_lists_every_kind_of_adjustment_and_the_equal_share() -> None:
    kinds = SCHEMA["$defs"]["portion"]["properties"]["adjustments"]["items"]["properties"]["kind"]["enum"]
    assert set(kinds) == {"equal-share", *get_args(AdjustmentKind)}


@pytest.mark.parametrize("recommendation", EVERY)
def test_equal_share_contributions_and_adjustments_add_up_to_the_share(recommendation: Recommendation) -> None:
    for portion in json.loads(render(recommendation, "json"), parse_float=Decimal)["mix"]:
        assert portion["adjustments"][0]["kind"] == "equal-share"
        parts = portion["adjustments"] + portion["contributions"]
        assert sum(Decimal(part["percentage_points"]) for part in parts) == portion["share"]


@pytest.mark.parametrize("recommendation", EVERY)
def test_shares_lows_and_highs_are_integers(recommendation: Recommendation) -> None:
    mix = result(recommendation)["mix"]
    assert all(type(portion[key]) is int for portion in mix for key in ("share", "low", "high", "points"))
    assert not mix or sum(portion["share"] for portion in mix) == 100


def test_percentage_points_have_two_decimals() -> None:
    contributions = result(COMPLETE)["mix"][0]["contributions"]
    assert [one["percentage_points"] for one in contributions] == [14.8, 8.25, -4.1, -0.55]


def test_a_whole_portion_holds_what_the_contract_names() -> None:
    assert result(INCOMPLETE)["mix"][1] == {
        "approach": "outbound",
        "label": "Outbound",
        "share": 25,
        "low": 15,
        "high": 65,
        "role": "supports",
        "state": "now",
        "points": 0,
        "contributions": [
            {
                "rule": "few-deals",
                "points": 0,
                "percentage_points": -7.01,
                "strength": None,
                "because": "For a few extra deals you ask people to pass you on.",
                "claims": ["B01"],
                "answers": [{"question": "goal", "option": "few"}],
                "kind": "rule",
            }
        ],
        "adjustments": [
            {"kind": "equal-share", "percentage_points": 33.33},
            {"kind": "rounding", "percentage_points": -1.32},
        ],
        "blockers": [
            {
                "id": "nobody-yet",
                "kind": "may-not-lead",
                "because": "Nobody is there to call.",
                "lifted_by": "Somebody who sells.",
                "claims": ["A02"],
            }
        ],
        "near_misses": [
            {
                "rule": "sellers-can-call",
                "points": 3,
                "because": "Calls need sellers.",
                "lacks": {"question": "people", "options": ["sellers", "nobody"]},
                "claims": ["A02"],
            }
        ],
    }


def test_a_channel_has_its_state_and_what_unlocks_it() -> None:
    assert result(PREPARED)["channels"][3] == {
        "channel": "cold-email",
        "label": "Cold e-mail",
        "approach": "outbound",
        "state": "prepare",
        "because": "First the law.",
        "claims": ["A02"],
        "unlocked_by": [{"action": "law"}, {"question": "hours", "options": ["many"]}],
    }


def test_what_is_held_back_comes_with_the_mix_once_lifted() -> None:
    told = result(HELD_BACK)
    assert told["held_back"] == {
        "approach": "outbound",
        "blocker": "nobody-sells",
        "lifted_by": "Somebody who sells.",
        "mix": [{"approach": "outbound", "share": 70}, {"approach": "inbound", "share": 30}],
    }
    assert told["against"] == [
        {"because": "Inbound may take a while to pay.", "claims": ["A01"], "approach": "inbound"}
    ]
    assert told["weightings_percent"] == 83


def test_possible_leaders_may_hold_none() -> None:
    assert result(INCOMPLETE._replace(possible_leaders=("referral", None)))["possible_leaders"] == ["referral", None]


def test_a_tension_takes_a_side_only_where_it_scores() -> None:
    scoring = COMPLETE.tensions[1]._replace(effect="scores")
    tension = result(COMPLETE._replace(tensions=(scoring,)))["tensions"][0]
    assert tension["title"] == "Is inbound slow or ready to buy?"
    assert [side["claims"] for side in tension["sides"]] == [["A01"], ["B04"]]
    assert (tension["effect"], tension["taken"]) == ("scores", 2)
    assert tension["decided_by"] == [{"question": "buyers", "option": "compare"}]
    informing = result(COMPLETE._replace(tensions=(scoring._replace(effect="informs"),)))["tensions"][0]
    assert (informing["effect"], informing["taken"]) == ("informs", None)


def test_a_flip_says_from_what_to_what_and_whether_it_is_a_step_up() -> None:
    assert result(COMPLETE)["flips"][1] == {
        "change": [{"question": "people", "from": "sellers", "to": "nobody"}],
        "leader": None,
        "status": "undecided",
        "up": False,
    }


def test_a_step_says_where_it_comes_from_and_what_it_judges() -> None:
    call, decision = (step for step in result(COMPLETE)["plan"] if step["id"] in {"call", "replies"})
    assert (call["origin"], call["practice"], call["channel"], call["judges"]) == ("sources", None, "cold-calling", [])
    assert (decision["origin"], decision["practice"], decision["channel"]) == ("practice", "stop rules", None)
    judging = COMPLETE._replace(plan=tuple(step._replace(judges=("call",)) for step in COMPLETE.plan))
    assert {tuple(step["judges"]) for step in result(judging)["plan"]} == {("call",)}


def test_where_nothing_is_feasible_there_is_no_mix_and_no_leader() -> None:
    told = result(NOTHING_FEASIBLE)
    assert (told["status"], told["mix"], told["leader"]) == ("nothing-feasible", [], None)


def test_text_of_other_scripts_is_not_escaped() -> None:
    assert "漢字" in render(HOSTILE, "json")


def test_the_keys_keep_their_order() -> None:
    keys = list(result(COMPLETE))
    assert set(CONTRACT) <= set(keys)
    assert keys[:10] == CONTRACT[:10]
    assert all(list(result(recommendation)) == keys for recommendation in RECOMMENDATIONS.values())


def test_a_json_report_loads_none_of_the_heavy_packages() -> None:
    program = (
        "import sys; import sample; from leadadvisor.reports import render; render(sample.COMPLETE, 'json');"
        "print(sorted({'rich', 'yaml', 'pydantic', 'typer', 'difflib'} & set(sys.modules)))"
    )
    tests = Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", program], cwd=tests, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
