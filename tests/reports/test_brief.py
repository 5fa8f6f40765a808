"""Parts of a recommendation for programs: in brief, the fields asked for, one value."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from poison import POISONED
from sample import COMPLETE, HELD_BACK, INCOMPLETE, LEVEL, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.errors import WrongUsage
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import schema
from leadadvisor.reports.brief import MOST_BYTES, fields_of, in_brief, value_of

EVERY = [pytest.param(each, id=name) for name, each in {**RECOMMENDATIONS, **POISONED}.items()]


def brief(recommendation: Recommendation) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(in_brief(recommendation))
    return loaded


@pytest.mark.parametrize("recommendation", EVERY)
def test_the_brief_is_never_longer_than_2_kb_and_fits_its_schema(recommendation: Recommendation) -> None:
    text = in_brief(recommendation)
    assert len(text.encode()) <= MOST_BYTES
    Draft202012Validator(json.loads(schema("recommendation-brief"))).validate(json.loads(text))
    assert len(in_brief(recommendation, yaml=True).encode()) <= MOST_BYTES


def test_the_brief_has_the_answer_the_reasons_with_claims_and_what_is_next() -> None:
    told = brief(COMPLETE)
    assert (told["status"], told["leader"]) == ("recommended", "outbound")
    assert told["shares"] == {"outbound": 55, "inbound": 30, "referral": 15}
    assert told["why"][0] == {
        "because": "Closers who wait for qualified leads are what outbound feeds.",
        "strength": "strong",
        "claims": ["B02"],
    }
    assert (told["next_step"], told["next_question"]) == ("Call N people.", None)
    assert brief(INCOMPLETE)["next_question"] == {"question": "customers", "text": "Who would vouch for you?"}
    assert brief(HELD_BACK)["held_back"] == "outbound"
    assert brief(NOTHING_FEASIBLE)["why"] == []


@pytest.mark.parametrize("recommendation", [COMPLETE, UNDECIDED, NOTHING_FEASIBLE])
def test_the_brief_carries_what_must_not_be_lost_when_it_is_told_again(recommendation: Recommendation) -> None:
    honest, ours = brief(recommendation)["retell"]
    assert recommendation.rulebook.basis.startswith(honest)
    assert "not a chance of success" in ours


def test_reasons_of_those_that_are_level_take_turns() -> None:
    rules = [reason["because"] for reason in brief(LEVEL)["why"]]
    assert rules[:2] == [
        "Closers who wait for qualified leads are what outbound feeds.",
        "Buyers who compare are easier to win by inbound.",
    ]


def test_the_brief_is_the_same_in_yaml() -> None:
    assert yaml.safe_load(in_brief(COMPLETE, yaml=True)) == brief(COMPLETE)


# Fields


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("leader", {"leader": "outbound"}),
        ("leader,status", {"leader": "outbound", "status": "recommended"}),
        ("mix.share", {"mix": [{"share": 55}, {"share": 30}, {"share": 15}]}),
        ("rulebook.version, rulebook.name", {"rulebook": {"version": "2.1.0", "name": "sample"}}),
        ("mix.approach,mix.share", {"mix": [{"approach": "outbound", "share": 55}, {"approach": "inbound", "share": 30},
                                            {"approach": "referral", "share": 15}]}),
        ("flips.change.to", {"flips": [{"change": [{"to": "few"}]}, {"change": [{"to": "nobody"}]}]}),
        ("held_back.approach", {"held_back": None}),
        ("next_questions.question", {"next_questions": []}),
    ],
)  # fmt: skip
def test_fields_leave_everything_else_out(fields: str, told: object) -> None:
    assert json.loads(fields_of(COMPLETE, fields)) == told
    assert yaml.safe_load(fields_of(COMPLETE, fields, yaml=True)) == told


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("leder", "--fields: there is no 'leder'. Did you mean 'leader'?"),
        ("mix.shre", "--fields: there is no 'mix.shre'. Did you mean 'mix.share'?"),
        ("leader.x", "--fields: there is no 'leader.x', for what stands before the last dot has no fields."),
        (" , ", "--fields names no field."),
    ],
)
def test_a_field_there_is_not_is_refused_with_the_nearest(fields: str, message: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        fields_of(COMPLETE, fields)
    assert str(caught.value).startswith(message)


# One value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("leader", "outbound\n"),
        ("share.outbound", "55\n"),
        ("range.referral", "15-15\n"),
        ("answer.goal", "feed\n"),
    ],
)
def test_one_value_is_what_the_plain_report_has_under_its_key(key: str, value: str) -> None:
    assert value_of(COMPLETE, key) == value


def test_a_key_that_stands_there_several_times_gives_a_line_each() -> None:
    assert len(value_of(COMPLETE, "flip").splitlines()) == len(COMPLETE.flips)


@pytest.mark.parametrize(("key", "near"), [("leaders", "leader"), ("share_outbound", "share.outbound")])
def test_a_key_there_is_not_is_refused_with_the_nearest(key: str, near: str) -> None:
    with pytest.raises(WrongUsage, match=f"Did you mean '{near}'"):
        value_of(COMPLETE, key)


def test_a_key_without_a_near_one_lists_those_there_are() -> None:
    with pytest.raises(WrongUsage, match="There are: status, headline, leader"):
        value_of(COMPLETE, "xyzzy")
