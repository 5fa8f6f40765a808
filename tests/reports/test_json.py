"""The json report keeps its contract."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from sample import COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.profile import Origin
from leadadvisor.model.recommendation import AdjustmentKind, CautionCode, Recommendation, Role
from leadadvisor.model.rulebook import BlockerKind, Firmness, State, Status
from leadadvisor.reports import recommendation_schema, render

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
SCHEMA = json.loads(recommendation_schema())

CONTRACT = [
    "schema", "rulebook", "answers", "status", "leader", "firmness", "headline", "mix", "channels", "tensions",
    "cautions", "robustness_percent", "settled", "flips", "next_questions", "plan", "means", "not_considered", "basis",
]  # fmt: skip


def result(recommendation: Recommendation) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(recommendation, "json"))
    return loaded


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("recommendation", EVERY)
def test_every_result_fits_the_schema(recommendation: Recommendation) -> None:
    Draft202012Validator(SCHEMA).validate(result(recommendation))


@pytest.mark.parametrize("key", CONTRACT)
def test_the_schema_demands_every_key_of_the_contract(key: str) -> None:
    crippled = result(COMPLETE)
    del crippled[key]
    assert not Draft202012Validator(SCHEMA).is_valid(crippled)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("leader", 3), ("mix", None), ("settled", "yes"), ("robustness_percent", 1.5), ("status", "fine"), ("plan", {}),
     ("means", []), ("flips", [{}]), ("tensions", [{}]), ("cautions", [{"code": "other"}])],
)  # fmt: skip
def test_the_schema_refuses_a_key_of_another_type(key: str, wrong: object) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid({**result(COMPLETE), key: wrong})


def test_the_schema_lets_results_grow() -> None:
    assert Draft202012Validator(SCHEMA).is_valid({**result(COMPLETE), "not-yet": 1})


def test_the_schema_takes_a_plan_and_means_of_the_contracts_shape() -> None:
    texts = dict.fromkeys(("approach", "action", "owner", "measure", "stop_rule"), "x")
    action = {**texts, "phase": "days-1-30", "claims": ["B01"]}
    means = {"weekly_hours": {"outbound": 11}, "monthly_budget": {"outbound": 2500, "currency": "EUR"}}
    assert Draft202012Validator(SCHEMA).is_valid({**result(COMPLETE), "plan": [action], "means": means})


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("properties.status", Status),
        ("properties.firmness", Firmness),
        ("properties.answers.items.properties.origin", Origin),
        ("properties.channels.items.properties.state", State),
        ("properties.cautions.items.properties.code", CautionCode),
        ("$defs.portion.properties.role", Role),
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


def test_a_tension_that_an_answer_decides_names_side_and_answer() -> None:
    tension = result(COMPLETE)["tensions"][1]
    assert tension["title"] == "Is inbound slow or ready to buy?"
    assert [side["claims"] for side in tension["sides"]] == [["A01"], ["B04"]]
    assert (tension["taken"], tension["decided_by"]) == (2, [{"question": "buyers", "option": "compare"}])


def test_an_open_tension_takes_no_side_and_names_the_question() -> None:
    tension = result(INCOMPLETE)["tensions"][0]
    assert (tension["taken"], tension["decided_by"], tension["open_questions"]) == (None, [], ["people"])


def test_a_flip_says_from_what_to_what_and_whether_one_can_act_on_it() -> None:
    assert result(COMPLETE)["flips"][1] == {
        "change": [{"question": "people", "from": "sellers", "to": "nobody"}],
        "leader": None,
        "status": "undecided",
        "lever": True,
    }


def test_where_nothing_is_feasible_there_is_no_mix_and_no_leader() -> None:
    told = result(NOTHING_FEASIBLE)
    assert (told["status"], told["mix"], told["leader"]) == ("nothing-feasible", [], None)
    assert "something must change first" in told["headline"]


def test_where_nothing_is_decided_the_headline_names_the_tie_and_the_question_and_no_leader() -> None:
    told = result(UNDECIDED)
    assert told["leader"] is None
    assert told["headline"] == (
        "The source names no leader for these answers: notice board and agency come out level; "
        "what decides is “Do people walk past your shop?”"
    )


def test_text_of_other_scripts_is_not_escaped() -> None:
    assert "漢字" in render(HOSTILE, "json")


def test_the_keys_keep_their_order() -> None:
    keys = list(result(COMPLETE))
    assert [key for key in keys if key in CONTRACT] == CONTRACT
    assert all(list(result(recommendation)) == keys for recommendation in RECOMMENDATIONS.values())


def test_a_json_report_loads_none_of_the_heavy_packages() -> None:
    program = (
        "import sys; import sample; from leadadvisor.reports import render; render(sample.COMPLETE, 'json');"
        "print(sorted({'rich', 'yaml', 'pydantic', 'typer', 'difflib'} & set(sys.modules)))"
    )
    tests = Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", program], cwd=tests, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
