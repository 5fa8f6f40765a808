"""Own results outrank the documents: in points of their own, exact in every form, and said where they overrule."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_profile,
    make_question,
    make_rule,
    make_rulebook,
    make_state,
)
from comparison import differences
from generators import random_profile, random_rulebook, tell
from hypothesis import given
from hypothesis import strategies as st
from results_rows import make_row, week, weekly

from leadadvisor.engine.compiled import Compiled
from leadadvisor.engine.own_results import own_standing
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.results_in_mix import own_rule_id, recommend_with_results, with_own_results
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.results import ResultRow

LATER = week(200)
RULEBOOK = make_rulebook(
    questions=[make_question("goal", ("few", "many")), make_question("people", ("some", "nobody"))],
    approaches=[
        make_approach("referral"),
        make_approach("inbound"),
        make_approach(
            "outbound",
            channels=[make_channel("calls", [make_state("no", chosen("people", "nobody")), make_state("now")])],
        ),
    ],
    rules=[
        make_rule("few", chosen("goal", "few"), supports={"referral": "strong"}),
        make_rule("many", chosen("goal", "many"), supports={"inbound": "strong"}),
    ],
    blockers=[
        make_blocker("nobody-sells", "outbound", "rules-out", chosen("people", "nobody")),
        make_blocker("not-first", "inbound", "may-not-lead", chosen("goal", "few")),
    ],
)
GOOD = [*weekly("outbound", [4] * 30), *weekly("referral", [1] * 30), *weekly("inbound", [1] * 30)]


def advise(rows: list[ResultRow], **answers: str) -> Recommendation:
    return recommend_with_results(RULEBOOK, make_profile(answers), rows, LATER)


def own_points(advice: Recommendation, approach: str) -> int:
    portion = advice.portion(approach)
    assert portion is not None
    return sum(line.points for line in portion.contributions if line.kind == "own-results")


def test_without_rows_the_advice_is_that_of_the_documents() -> None:
    profile = make_profile(goal="few")
    assert recommend_with_results(RULEBOOK, profile, [], LATER) == recommend(RULEBOOK, profile)


def test_before_anything_is_decided_the_advice_is_that_of_the_documents() -> None:
    rows = [*weekly("outbound", [2] * 8), *weekly("referral", [1] * 8)]
    profile = make_profile(goal="few", people="some")
    assert advise(rows, goal="few", people="some").mix == recommend(RULEBOOK, profile).mix


def test_a_fourfold_yield_comes_first_whatever_the_documents_say() -> None:
    before, after = (
        recommend(RULEBOOK, make_profile(goal="few", people="some")),
        advise(GOOD, goal="few", people="some"),
    )
    assert (before.leader, after.leader) == ("referral", "outbound")
    assert own_points(after, "outbound") > 0


def test_the_account_of_every_share_adds_up_and_holds_the_own_results() -> None:
    advice = advise(GOOD, goal="few", people="some")
    for portion in advice.mix:
        by_rules = sum(line.hundredths for line in portion.contributions)
        adjusted = sum(line.hundredths for line in portion.adjustments)
        assert portion.equal_share + by_rules + adjusted == 100 * portion.share
        assert portion.points == sum(line.points for line in portion.contributions)
    (line,) = [each for each in advice.mix[0].contributions if each.kind == "own-results"]
    assert line.because.startswith("Outbound brings you at least")
    assert (line.claims, line.answers, line.strength) == ((), (), None)


def test_every_compiled_form_agrees_with_the_advice() -> None:
    standing = own_standing(GOOD, RULEBOOK.settings.points_to_double.value, LATER)
    scorer = Compiled(with_own_results(RULEBOOK, standing))
    for goal, people in product(("few", "many", ""), ("some", "nobody", "")):
        answers = {key: option for key, option in (("goal", goal), ("people", people)) if option}
        advice = advise(GOOD, **answers)
        assert dict(zip(("referral", "inbound", "outbound"), scorer.standing(answers).shares, strict=True)) == {
            portion.approach: portion.share for portion in advice.mix
        }


def test_ranges_hold_every_completion() -> None:
    open_advice = advise(GOOD, goal="few")
    for people in ("some", "nobody"):
        for portion in advise(GOOD, goal="few", people=people).mix:
            bounds = open_advice.portion(portion.approach)
            assert bounds is not None
            assert bounds.low <= portion.share <= bounds.high


def test_an_approach_ruled_out_that_brings_conversations_is_in_the_mix_and_that_is_said() -> None:
    rows = [make_row(0, "outbound", 5, 2, channel="calls")]
    advice = advise(rows, goal="few", people="nobody")
    outbound = advice.portion("outbound")
    assert outbound is not None
    assert outbound.role != "ruled-out"
    assert outbound.share > 0
    assert outbound.blockers == ()
    (caution,) = [each for each in advice.cautions if each.code == "own-results-win"]
    assert caution.subject == "outbound"
    assert caution.text.startswith("Your results win: your answers would rule outbound out")
    (line,) = advice.channels
    assert (line.state, line.because) == ("now", "By your own log it brings you conversations.")


def test_where_no_row_names_the_channel_any_of_an_approach_ruled_out_can_start() -> None:
    advice = advise([make_row(0, "outbound", 5, 2)], goal="few", people="nobody")
    assert [line.state for line in advice.channels] == ["now"]
    assert "by whichever channel" in advice.channels[0].because
    assert [line.state for line in advise([make_row(0, "outbound", 5, 0)], people="nobody").channels] == ["no"]


UNDER_WAY = RULEBOOK._replace(plan=RULEBOOK.plan._replace(runs_when=(("outbound", chosen("people", "some")),)))


@pytest.mark.parametrize(
    ("conversations", "people", "said"), [(2, "nobody", True), (0, "nobody", False), (2, "some", False), (2, "", False)]
)
def test_an_answer_that_the_log_says_otherwise_is_to_be_looked_at_again(
    conversations: int, people: str, *, said: bool
) -> None:
    profile = make_profile({"people": people} if people else {})
    advice = recommend_with_results(UNDER_WAY, profile, [make_row(0, "outbound", 5, conversations)], LATER)
    told = [each for each in advice.cautions if each.code == "log-against-answers"]
    assert bool(told) == said
    if said:
        assert (told[0].subject, told[0].questions) == ("outbound", ("people",))
        assert "your log has 2 conversations from outbound" in told[0].text


def test_an_approach_ruled_out_that_brings_nothing_stays_so() -> None:
    advice = advise([make_row(0, "outbound", 5, 0)], goal="few", people="nobody")
    outbound = advice.portion("outbound")
    assert outbound is not None
    assert outbound.role == "ruled-out"
    assert [each.code for each in advice.cautions if each.code == "own-results-win"] == []


def test_one_that_may_not_lead_may_once_it_is_ahead_and_not_for_a_single_conversation() -> None:
    rows = [*weekly("inbound", [5] * 30), *weekly("referral", [1] * 30), *weekly("outbound", [1] * 30)]
    assert advise(rows, goal="few", people="some").leader == "inbound"
    one = advise([make_row(0, "inbound", 5, 1)], goal="few", people="some").portion("inbound")
    assert one is not None
    assert [blocker.id for blocker in one.blockers] == ["not-first"]


def test_a_source_that_was_never_planned_counts_by_what_it_brings() -> None:
    rows = [*weekly("inbound", [3] * 20), *weekly("outbound", [1] * 20)]
    assert own_points(advise(rows, goal="few", people="some"), "inbound") > 0


def test_the_rule_of_own_results_can_be_named() -> None:
    advice = advise(GOOD, goal="few")
    assert own_rule_id("outbound") in {rule.id for rule in advice.rulebook.rules}


@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.sampled_from(["referral", "inbound", "outbound"]), st.integers(1, 12),
                  st.integers(0, 12)), min_size=2, max_size=20,
    ),
    st.data(),
)  # fmt: skip
def test_more_conversations_at_the_same_hours_never_lower_a_share(
    log: list[tuple[int, str, int, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(log) - 1))
    number, approach, hours, conversations = log[place]
    more = [*log[:place], (number, approach, hours, conversations + data.draw(st.integers(1, 20))), *log[place + 1 :]]
    shares = []
    for each in (log, more):
        standing = own_standing([make_row(*row) for row in each], 7, LATER)
        found = Compiled(with_own_results(RULEBOOK, standing)).standing({"goal": "few", "people": "some"})
        shares.append(found.shares[("referral", "inbound", "outbound").index(approach)])
    assert shares[1] >= shares[0]


def test_what_the_advice_rests_on_names_the_log_only_where_it_decides() -> None:
    assert advise(GOOD, goal="few").rulebook.basis.startswith("Your own log where it decides, else: ")
    assert advise(GOOD[:3], goal="few").rulebook.basis == RULEBOOK.basis


def random_rows(rng: Random, approaches: list[str]) -> list[ResultRow]:
    """A log of some months in which one approach brings several times what the others do."""
    rates = [rng.choice((1, 1, 2, 6)) for _ in approaches]
    return [
        make_row(number, approach, rng.randint(1, 9), rng.randint(0, 2) * rate)
        for number in range(rng.randint(1, 30))
        for approach, rate in zip(approaches, rates, strict=True)
    ]


@pytest.mark.parametrize("block", range(3))
def test_mix_ranges_flips_and_questions_are_those_of_brute_force_with_own_results_in_them(block: int) -> None:
    earning = 0
    for seed in range(20 * block, 20 * (block + 1)):
        rng = Random(seed)
        rulebook = random_rulebook(rng)
        rows = random_rows(rng, [approach.id for approach in rulebook.approaches])
        found = own_standing(rows, rulebook.settings.points_to_double.value, LATER)
        with_log = with_own_results(rulebook, found)
        earning += bool(found.reasons)
        profile = random_profile(rng, rulebook)
        assert differences(with_log, profile, with_reals=seed % 10 == 0) == [], f"{seed}: {tell(with_log, profile)}"
    assert earning >= 5  # the logs are such that own results count


@pytest.mark.parametrize("seed", range(12))
def test_what_if_with_own_results_finds_the_flips_that_trying_every_answer_finds(seed: int) -> None:
    rng = Random(seed)
    rulebook = random_rulebook(rng)
    rows = random_rows(rng, [approach.id for approach in rulebook.approaches])
    profile = random_profile(rng, rulebook, complete=True)
    now = recommend_with_results(rulebook, profile, rows, LATER)
    told = {(flip.change[0].question, flip.change[0].after, flip.leader) for flip in now.flips if len(flip.change) == 1}
    for question in rulebook.questions:
        for option in question.options:
            changed = make_profile({**profile.chosen(), question.id: option.id})
            then = recommend_with_results(rulebook, changed, rows, LATER, ranges=False)
            flips = (then.status, then.leader) != (now.status, now.leader)
            assert ((question.id, option.id, then.leader) in told) == flips
