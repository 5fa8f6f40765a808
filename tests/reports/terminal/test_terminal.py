"""The terminal report at every width, with and without colour."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from sample import BAKERY, COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Caution, Recommendation
from leadadvisor.reports import Layout, render, wording

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
WIDTHS = [80, 60, 40, 24, 20, 10]


def told(recommendation: Recommendation, layout: Layout | None = None) -> str:
    """The report with all lines and blanks run together."""
    return " ".join(render(recommendation, "terminal", layout or Layout()).split())


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_no_line_is_wider_than_the_window(recommendation: Recommendation, width: int, verbosity: int) -> None:
    layout = Layout(width, verbosity=verbosity)  # type: ignore[arg-type]  # parametrised with the three it takes
    for line in render(recommendation, "terminal", layout).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [80, 60, 40, 24])
@pytest.mark.parametrize("recommendation", EVERY[:-1])
def test_no_word_is_cut(recommendation: Recommendation, width: int) -> None:
    whole = set(render(recommendation, "terminal", Layout(100)).split())
    bars = re.compile("[█▓░]+")
    words = {word for word in render(recommendation, "terminal", Layout(width)).split() if not bars.fullmatch(word)}
    assert words <= whole | {f"({wording.span(portion)})" for portion in recommendation.mix}


@pytest.mark.parametrize("recommendation", EVERY)
def test_without_colour_there_is_no_escape_sequence(
    recommendation: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    for verbosity in (-1, 0, 1):
        assert "\x1b" not in render(recommendation, "terminal", Layout(verbosity=verbosity))


@pytest.mark.parametrize("recommendation", EVERY)
def test_colour_changes_nothing_but_colour(recommendation: Recommendation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    coloured = render(recommendation, "terminal", Layout(colour=True))
    assert "\x1b[1;36mBasis\x1b[0m\n" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(recommendation, "terminal")


@pytest.mark.parametrize("columns", ["0", "1", "20"])
def test_the_environment_has_no_say(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = render(COMPLETE, "terminal", Layout(colour=True))
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", columns)
    assert render(COMPLETE, "terminal", Layout(colour=True)) == expected


@pytest.mark.parametrize("width", [0, 1])
def test_no_width_at_all_is_80_columns(width: int) -> None:
    assert render(COMPLETE, "terminal", Layout(width)) == render(COMPLETE, "terminal", Layout(80))


@pytest.mark.parametrize("recommendation", EVERY[:-1])
def test_without_unicode_everything_of_ours_is_ascii(recommendation: Recommendation) -> None:
    assert render(recommendation, "terminal", Layout(unicode=False, verbosity=1)).isascii()


def test_hostile_text_stands_as_it_is_but_for_what_a_terminal_obeys() -> None:
    report = told(HOSTILE)
    assert "[/x] [bold]b[/bold] �[31mred�1m �]52;c;aGk=� �evil� :smile: <b>&</b> | `c` \\[ # 😀" in report
    assert "[link=x][/x]" in report


def test_bars_are_as_long_as_the_shares_say() -> None:
    bars = re.findall("█+", render(COMPLETE, "terminal"))
    assert [len(bar) for bar in bars] == [22, 12, 6]


def test_a_bar_shows_what_open_answers_could_take_and_give() -> None:
    bars = re.findall("█*▓*░*(?=  )", render(INCOMPLETE, "terminal"))
    assert "█" * 8 + "▓" * 12 + "░" * 8 in bars


def test_a_legend_explains_the_shades_only_where_there_are_any() -> None:
    legend = "▓ and ░ show how far the answers still open could move a share."
    assert legend in told(INCOMPLETE)
    assert legend not in told(COMPLETE)


def test_below_40_columns_a_name_and_a_share_are_enough() -> None:
    report = render(COMPLETE, "terminal", Layout(39))
    assert "█" not in report
    assert " Outbound 55 %\n Inbound 30 %\n Referral 15 %\n" in report


def test_quiet_is_three_lines() -> None:
    assert render(COMPLETE, "terminal", Layout(verbosity=-1)) == (
        "Outbound leads (leaning).\n"
        "Outbound 55 %, inbound 30 %, referral 15 %.\n"
        "Feeding closers and little time do not go together. Which one is it?\n"
    )


def test_quiet_names_the_next_question_where_there_is_no_caution() -> None:
    last = render(INCOMPLETE._replace(cautions=()), "terminal", Layout(verbosity=-1)).splitlines()[-1]
    assert last == "Answer next: Who would vouch for you?"


def test_firmness_is_a_word_with_its_meaning_and_never_a_chance() -> None:
    report = told(COMPLETE)
    assert "Leaning. No open answer would change the leader, but somewhat different weights could." in report
    assert "it is not a chance of success" in report
    assert "18 %" not in report


def test_a_reason_goes_from_the_answer_to_the_source_with_its_hedge() -> None:
    assert (
        "+8.3 Calls need sellers, and you have them. "
        "You answered “Strong sellers” (people) and “Over 40” (hours) "
        "“Two Roads to Customers”, Outbound / People, says it strongly: “requires” "
        "“Two Roads to Customers”, Outbound / Time, says it cautiously: “can” What"
    ) in told(COMPLETE)


def test_reasons_of_the_others_are_those_that_speak_of_them() -> None:
    report = told(COMPLETE).partition("Why the others do not lead")[2].partition("Where the sources")[0]
    assert report == (
        " Inbound, in support with 30 % +6.1 Buyers who compare are easier to win by inbound. (said with “usually”) "
        "? With “A few extra deals” (goal) it would have one reason more: "
        "A lasting pipeline is what inbound suits best. "
        "Referral, on the side with 15 % +2.1 Many happy customers are there to ask. (said strongly: “impossible”) "
    )


def test_what_speaks_against_the_leader_is_told_too() -> None:
    assert "What speaks against it -4.1 Buyers who compare are easier to win by inbound." in told(COMPLETE)


def test_where_nothing_speaks_against_the_leader_that_is_said() -> None:
    assert "No rule speaks against it for your answers." in told(INCOMPLETE)


def test_tensions_not_told_in_full_are_named_with_their_outcome() -> None:
    assert "Also settled: Two families or three? (side 2)." in told(COMPLETE)
    assert "Also settled" not in told(COMPLETE, Layout(verbosity=1))
    three = INCOMPLETE._replace(tensions=(*INCOMPLETE.tensions, INCOMPLETE.tensions[0]._replace(id="C03")))
    assert "Also open: Two families or three?" in told(three)


def test_an_open_tension_shows_both_sides_and_the_question_that_decides() -> None:
    assert (
        "Is outbound fast or slow? 1 Outbound can close fast. (said cautiously: “can”) "
        "2 The first outbound lead takes longer to come. (said plainly) "
        "→ Still open: it turns on “Who contacts and follows up?” Until then: we count the ramp-up as still ahead."
    ) in told(INCOMPLETE)


def test_a_decided_tension_names_side_and_answer() -> None:
    assert "→ Taken: side 2, because you answered “They compare suppliers” (buyers)." in told(COMPLETE)


def test_a_tension_the_rulebook_settles_says_so() -> None:
    assert "→ Taken: side 2, for everybody: the advice keeps referral apart." in told(COMPLETE, Layout(verbosity=1))


def test_open_questions_come_before_what_other_answers_would_change() -> None:
    report = told(INCOMPLETE)
    assert report.index("Answer next: “Who would vouch for you?”") < report.index("Outbound would lead if")


def test_a_question_that_changes_nothing_is_asked_for_only_in_details() -> None:
    assert "How many hours a week can go into this?" not in told(INCOMPLETE)
    assert "(hours): its answer changes no share by itself." in told(INCOMPLETE, Layout(verbosity=1))


def test_what_one_can_act_on_is_marked() -> None:
    assert "* No approach would lead if people were “Nobody” instead of “Strong sellers”. You can act on this." in told(
        COMPLETE
    )
    assert "- Referral would lead if goal were “A few extra deals” instead of “Feed closers”. *" in told(COMPLETE)


def test_where_nothing_is_feasible_the_report_says_what_must_change_first() -> None:
    report = told(NOTHING_FEASIBLE)
    assert report.startswith("For these answers the two sources leave nothing that can be carried out; something must")
    assert "outbound could lead if people were “Strong sellers” instead of “Nobody”" in report
    assert "The mix" not in report
    assert report.index("What would change this") < report.index("Channels")


def test_where_nothing_is_decided_no_approach_is_called_leader() -> None:
    report = told(UNDECIDED)
    assert "notice board and agency come out level" in report
    assert "What speaks for and against each" in report
    assert "Why" not in report


def test_a_blocker_is_told_once_and_what_would_lift_it_always() -> None:
    assert told(UNDECIDED).count("You know nobody here yet.") == 1
    assert "Ruled out. To change that: A first friend in town." in told(UNDECIDED)
    without = UNDECIDED._replace(cautions=())
    assert "Ruled out: You know nobody here yet. To change that: A first friend in town." in told(without)


def test_details_account_for_every_point_of_every_share() -> None:
    report = render(COMPLETE, "terminal", Layout(verbosity=1))
    accounts = report.split("How each share comes about")[1].split("Your answers")[0]
    for account in re.split(r"\n\n", accounts)[1:4]:
        *parts, share = [
            round(float(number) * 100) for number in re.findall(r"^ *([+-]?\d+\.\d\d) ", account, re.MULTILINE)
        ]
        assert sum(parts) == share


def test_details_list_every_answer_with_its_origin() -> None:
    assert "Your answers goal: Feed closers - a flag people: Strong sellers - the answers file" in told(
        COMPLETE, Layout(verbosity=1)
    )


def test_the_page_names_rulebook_version_and_path() -> None:
    assert "Rules and weights: sample 2.1.0 in rules/sample" in told(COMPLETE)


def test_another_subject_needs_no_other_report() -> None:
    report = told(UNDECIDED, Layout(verbosity=1)).lower()
    assert all(approach.label.lower() in report for approach in BAKERY.approaches)
    assert not re.search("referral|inbound|outbound|lead-generation", report)


def test_every_caution_is_shown() -> None:
    more = tuple(Caution("unused-answer", f"Caution {number}.", "", (), ()) for number in range(30))
    report = told(COMPLETE._replace(cautions=(*COMPLETE.cautions, *more)))
    assert all(caution.text in report for caution in more)
