"""The answer in words."""

from __future__ import annotations

import pytest
from sample import (
    BAKERY,
    COMPLETE,
    HELD_BACK,
    INCOMPLETE,
    LEVEL,
    NOTHING_FEASIBLE,
    PREPARED,
    RECOMMENDATIONS,
    UNDECIDED,
)

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import render, verdict
from leadadvisor.reports.brief import in_brief
from leadadvisor.reports.labels import Labels


def headline(recommendation: Recommendation) -> str:
    return verdict.headline(recommendation, Labels(recommendation.rulebook))


def sureness(recommendation: Recommendation) -> tuple[str, str]:
    return verdict.sureness(recommendation, Labels(recommendation.rulebook))


def test_the_headline_is_an_instruction_with_every_share() -> None:
    assert headline(COMPLETE) == "Put most effort into outbound (55 %), then inbound (30 %) and referral (15 %)."


def test_what_is_ruled_out_is_named_apart_from_the_mix() -> None:
    last = COMPLETE.mix[2]._replace(role="ruled-out", share=0)
    changed = COMPLETE._replace(mix=(*COMPLETE.mix[:2], last))
    assert headline(changed) == "Put most effort into outbound (55 %), then inbound (30 %). Referral is ruled out."


def test_a_leader_that_gets_everything_gets_all_effort() -> None:
    everything = (COMPLETE.mix[0]._replace(share=100), *(each._replace(share=0) for each in COMPLETE.mix[1:]))
    assert headline(COMPLETE._replace(mix=everything)) == "Put all effort into outbound (100 %)."


def test_another_kind_of_whole_is_named_as_the_rulebook_names_it() -> None:
    decided = UNDECIDED._replace(status="recommended", leader="agency")
    assert headline(decided) == (
        "The largest part of time spent on looking goes to agency (40 %), "
        "then notice board (40 %) and Baking school (20 %). Word of mouth is ruled out."
    )


def test_two_that_are_about_equal_are_never_called_first() -> None:
    assert headline(LEVEL) == "Put about equal effort into outbound (45 %) and inbound (40 %), then referral (15 %)."
    assert verdict.in_few_words(LEVEL, Labels(LEVEL.rulebook)) == "Outbound and inbound about equally."


def test_a_tie_without_a_leader_is_told_as_level() -> None:
    assert headline(UNDECIDED).startswith("Time spent on looking goes about equally to notice board (40 %) and agency")


def test_where_none_may_come_first_that_is_said() -> None:
    gated = tuple(portion._replace(blockers=UNDECIDED.mix[3].blockers) for portion in UNDECIDED.mix)
    assert headline(UNDECIDED._replace(mix=gated)).startswith("Nothing can come first yet")


def test_held_back_names_what_lifts_it_the_mix_then_and_the_mix_until_then() -> None:
    assert headline(HELD_BACK) == (
        "To put outbound first (70 %), you need somebody who sells. "
        "Until then, put most effort into inbound (60 %), then outbound (25 %) and referral (15 %)."
    )


def test_a_leader_that_must_be_prepared_names_the_step_that_opens_the_way() -> None:
    assert headline(PREPARED).endswith("First open the way: check the law on cold contact.")


def test_where_nothing_can_start_something_must_change() -> None:
    assert headline(NOTHING_FEASIBLE) == "Nothing can start with these answers. Something has to change first."


def test_where_almost_nothing_is_answered_the_headline_says_so_before_anything_else() -> None:
    assert headline(INCOMPLETE) == (
        "Too early to call. So far: referral 50 %, outbound 25 %, inbound 25 %. A few more answers decide it."
    )


def test_what_is_clear_gives_its_number() -> None:
    firm = COMPLETE._replace(firmness="firm", robustness_percent=27)
    assert sureness(firm) == ("Clear", "Clear: outbound stays first even if every weight is 27 % off.")
    alone = COMPLETE._replace(firmness="firm", robustness_percent=100)
    assert sureness(alone) == ("Clear", "Clear: nothing else can come first.")


def test_a_close_call_gives_its_number() -> None:
    told = "A close call: outbound stays first only while every weight is at most 18 % off."
    assert sureness(COMPLETE) == ("A close call", told)


def test_what_is_open_names_those_between_which_the_answers_decide() -> None:
    told = "Too early to call: questions you have not answered decide whether referral or outbound comes first."
    assert sureness(INCOMPLETE) == ("Too early to call", told)
    nobody = INCOMPLETE._replace(possible_leaders=("referral", None))
    assert sureness(nobody)[1] == "Too early to call: these answers decide it."


@pytest.mark.parametrize("firmness", ["firm", "leaning"])
@pytest.mark.parametrize("recommendation", [HELD_BACK, LEVEL, UNDECIDED, NOTHING_FEASIBLE])
def test_what_is_held_back_level_or_without_a_leader_is_never_called_clear(
    recommendation: Recommendation, firmness: str
) -> None:
    told = recommendation._replace(firmness=firmness)  # type: ignore[arg-type]  # parametrised with two of three
    assert sureness(told) == ("", "")


def test_weightings_are_told_only_where_they_were_worked_out() -> None:
    labels = Labels(HELD_BACK.rulebook)
    assert verdict.weightings(COMPLETE, labels) == ""
    assert verdict.weightings(HELD_BACK, labels) == (
        "Inbound comes first under 83 % of all weightings that keep strong above medium above slight."
    )


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS.values(), ids=RECOMMENDATIONS)
def test_no_headline_calls_a_tie_a_lead_or_speaks_for_the_sources(recommendation: Recommendation) -> None:
    told = headline(recommendation).lower()
    assert "suggest" not in told
    assert " leads" not in told
    assert "would" not in told


def test_a_name_loses_its_capital_inside_a_sentence_only_where_it_is_an_ordinary_word() -> None:
    labels = Labels(BAKERY)
    assert labels.within("notice-board") == "notice board"
    assert labels.within("school") == "Baking school"
    assert labels.within("unknown") == "unknown"


def test_what_is_held_back_is_firm_in_no_format() -> None:
    told = HELD_BACK._replace(firmness="firm")
    assert "firmness: leaning\n" in render(told, "plain")
    assert '"firmness": "leaning"' in render(told, "json")
    assert '"firmness": "leaning"' in in_brief(told)
    assert verdict.firmness(told._replace(held_back=None)) == "firm"


def test_what_is_held_back_while_answers_are_open_is_said_to_be_a_possibility() -> None:
    told = HELD_BACK._replace(firmness="open", settled=False)
    for text in (headline(told), verdict.in_a_line(told, Labels(told.rulebook))):
        assert "could come first" in text or "perhaps" in text
        assert "70 %" in text
