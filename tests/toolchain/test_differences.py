"""What two rulebooks say differently by the letter."""

from __future__ import annotations

from builders import (
    chosen,
    make_approach,
    make_blocker,
    make_channel,
    make_level,
    make_question,
    make_rule,
    make_rulebook,
    make_settings,
)
from generators import bundled_rulebook

from leadadvisor.toolchain.differences import Difference, differences, mean_hundredths
from leadadvisor.toolchain.verification_text import percent


def test_a_rulebook_is_not_different_from_itself_wherever_it_stands() -> None:
    rulebook = bundled_rulebook()
    assert differences(rulebook, rulebook._replace(path="elsewhere", digest="another")) == ()


def test_rules_that_came_went_or_changed_are_named_in_order() -> None:
    stays, goes = make_rule("stays", supports={"inbound": "strong"}), make_rule("goes")
    changes = make_rule("changes", chosen("size", "small"), supports={"inbound": "strong"})
    becomes = make_rule("changes", chosen("size", "large"), supports={"inbound": "slight"}, claims=("X01", "X02"))
    before = make_rulebook(rules=[stays, goes, changes])
    after = make_rulebook(rules=[stays, becomes, make_rule("comes")])
    assert differences(before, after) == (
        Difference("rule", "goes", "removed"),
        Difference("rule", "changes", "changed", ("when", "effects", "claims")),
        Difference("rule", "comes", "added"),
    )


def test_another_reason_alone_is_told_as_such() -> None:
    before = make_rulebook(rules=[make_rule("some", levels=[make_level(because="It is so.")])])
    after = make_rulebook(rules=[make_rule("some", levels=[make_level(because="It is not.")])])
    assert differences(before, after) == (Difference("rule", "some", "changed", ("because",)),)


def test_a_setting_is_told_with_both_values() -> None:
    before, after = (make_rulebook(settings=make_settings(goal_bonus=value)) for value in (2, 5))
    assert differences(before, after) == (Difference("setting", "goal-bonus", "changed", ("2 -> 5",)),)


def test_options_of_a_question_are_told_one_by_one() -> None:
    before = make_rulebook(questions=[make_question("size", ("small", "middle", "large"))])
    after = make_rulebook(questions=[make_question("size", ("large", "small", "huge"), lever=True)])
    assert differences(before, after) == (
        Difference(
            "question",
            "size",
            "changed",
            ("improves", "option middle removed", "option huge added", "order of options"),
        ),
    )


def test_blockers_channels_order_and_version_count_too() -> None:
    first, second = make_question("size"), make_question("age")
    before = make_rulebook(questions=[first, second], blockers=[make_blocker("blocked")])
    after = make_rulebook(
        questions=[second, first],
        approaches=[make_approach("referral", channels=[make_channel()]), "inbound", "outbound"],
    )._replace(version="2.0.0")
    assert differences(before, after) == (
        Difference("rulebook", "tiny", "changed", ("version 1.0.0 -> 2.0.0",)),
        Difference("approach", "referral", "changed", ("channels",)),
        Difference("blocker", "blocked", "removed"),
        Difference("rulebook", "tiny", "changed", ("ask-order",)),
    )


def test_a_percentage_never_rounds_something_to_nothing_or_to_all() -> None:
    told = [percent(count, 10**9) for count in (0, 1, 10**5, 123_456_789, 10**9 - 1, 10**9)]
    assert told == ["0 %", "under 0.01 %", "0.01 %", "12.35 %", "over 99.99 %", "100 %"]


def test_a_mean_is_rounded_to_the_nearest_and_alike_in_both_directions() -> None:
    assert [mean_hundredths(total, 400) for total in (0, 1, 2, -2, -1, 1000)] == [0, 0, 1, -1, 0, 250]
    assert mean_hundredths(5, 0) == 0
