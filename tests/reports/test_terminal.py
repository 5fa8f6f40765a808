"""The terminal report at every width, with and without colour."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from sample import BAKERY, COMPLETE, HOSTILE, INCOMPLETE, NOTHING_FEASIBLE, RECOMMENDATIONS, UNDECIDED

from leadadvisor.model.recommendation import Caution, Recommendation
from leadadvisor.reports import Layout, render
from leadadvisor.reports.words import span

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
WIDTHS = [100, 80, 60, 40, 24, 20, 10]
FULL = Layout(verbosity=1)
EVERYTHING = Layout(verbosity=2)


def told(recommendation: Recommendation, layout: Layout = FULL) -> str:
    """The report with all lines and blanks run together."""
    return " ".join(render(recommendation, "terminal", layout).split())


# Layout


@pytest.mark.parametrize("verbosity", [-1, 0, 1, 2])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_no_line_is_wider_than_the_window(recommendation: Recommendation, width: int, verbosity: int) -> None:
    layout = Layout(width, verbosity=verbosity)  # type: ignore[arg-type]  # parametrised with those it takes
    for line in render(recommendation, "terminal", layout).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [80, 60, 40, 24])
@pytest.mark.parametrize("recommendation", EVERY[:-1])
def test_no_word_is_cut(recommendation: Recommendation, width: int) -> None:
    whole = set(render(recommendation, "terminal", Layout(100, verbosity=2)).split())
    bars = re.compile("[█▓░]+")
    report = render(recommendation, "terminal", Layout(width, verbosity=2))
    words = {word for word in report.split() if not bars.fullmatch(word)}
    columns = {f"{word}:" for word in whole}  # a table is a list where there is no room for columns
    assert words <= whole | columns | {span(portion.low, portion.high) for portion in recommendation.mix}


@pytest.mark.parametrize("recommendation", EVERY)
def test_without_colour_there_is_no_escape_sequence(
    recommendation: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    for layout in (Layout(verbosity=-1), Layout(), FULL, EVERYTHING):
        assert "\x1b" not in render(recommendation, "terminal", layout)


@pytest.mark.parametrize("verbosity", [0, 1])
@pytest.mark.parametrize("recommendation", EVERY)
def test_colour_changes_nothing_but_colour(
    recommendation: Recommendation, verbosity: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    layout = Layout(verbosity=verbosity)  # type: ignore[arg-type]  # parametrised with two of those it takes
    coloured = render(recommendation, "terminal", layout._replace(colour=True))
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(recommendation, "terminal", layout)


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
    for verbosity in (0, 2):
        layout = Layout(unicode=False, verbosity=verbosity)
        assert render(recommendation, "terminal", layout).isascii()


def test_hostile_text_stands_as_it_is_but_for_what_a_terminal_obeys() -> None:
    report = told(HOSTILE, EVERYTHING)
    assert "[/x] [bold]b[/bold] �[31mred�1m �]52;c;aGk=� �evil� :smile: <b>&</b> | `c` \\[ # 😀" in report
    assert "[link=x][/x]" in report


# The card


def test_bars_are_as_long_as_the_shares_say() -> None:
    bars = re.findall("█+", render(COMPLETE, "terminal", Layout(100)))
    assert [len(bar) for bar in bars] == [22, 12, 6]


def test_a_bar_shows_what_open_answers_could_take_and_give() -> None:
    bars = re.findall("█*▓*░*(?=  )", render(INCOMPLETE, "terminal", Layout(100)))
    assert "█" * 8 + "▓" * 12 + "░" * 8 in bars


def test_the_shades_are_explained_only_where_there_are_any() -> None:
    legend = "The lighter parts show how far open answers could move a share."
    assert legend in told(INCOMPLETE)
    assert legend not in told(COMPLETE)


def test_below_two_short_bars_a_name_and_a_share_are_enough() -> None:
    report = render(COMPLETE, "terminal", Layout(20))
    assert "█" not in report
    assert " Outbound 55 %\n Inbound 30 %\n Referral 15 %\n" in report


def test_how_sure_it_is_stands_at_the_right_end() -> None:
    line = render(COMPLETE, "terminal").splitlines()[1]
    assert line == "A close call.".rjust(80)


def test_a_line_above_the_card_is_there_only_where_it_is_given() -> None:
    assert render(COMPLETE, "terminal", Layout(), "Plan · for Ms Fox").startswith("Plan · for Ms Fox\n\nPut most")


def test_quiet_is_the_answer_what_it_rests_on_and_what_must_not_be_overlooked() -> None:
    assert render(COMPLETE, "terminal", Layout(verbosity=-1)) == (
        "Outbound first, 55 %; inbound 30 %, referral 15 %. Suggested by fixed rules from\n"
        "two short blog posts.\n"
        "Answers clash: feeding closers and little time do not go together.\n"
    )
    assert len(render(UNDECIDED._replace(cautions=()), "terminal", Layout(100, verbosity=-1)).splitlines()) == 2


def test_quiet_leaves_out_the_step_that_opens_the_way() -> None:
    prepared = RECOMMENDATIONS["prepared"]
    assert "First open the way" not in told(prepared, Layout(verbosity=-1))
    assert "First open the way" in told(prepared, Layout())


# The whole report


def test_the_whole_report_begins_with_the_card() -> None:
    card = render(COMPLETE, "terminal").split("\n\nSuggested")[0]
    assert render(COMPLETE, "terminal", FULL).startswith(card)


def test_how_sure_it_is_gives_the_number_and_is_never_a_chance() -> None:
    report = told(COMPLETE)
    assert "outbound stays first only while every weight is at most 18 % off. This is about our weights." in report
    assert "None of this is a chance of success." in report


def test_a_reason_goes_from_the_answer_to_the_source_with_its_hedge() -> None:
    assert (
        "+8 Calls need sellers, and you have them. "
        "“Two Roads to Customers”, Outbound / People, stressed: “requires”; "
        "Outbound / Time, hedged: “can”. What speaks"
    ) in told(COMPLETE)
    assert "You answered “Strong sellers” to “Who contacts and follows up?” and “Over 40” to" in told(
        COMPLETE, EVERYTHING
    )


def test_reasons_of_the_others_are_those_that_speak_of_them() -> None:
    report = told(COMPLETE).partition("Why not the others")[2].partition("Where the sources")[0]
    assert report.startswith(" Inbound: 30 % +6 Buyers who compare are easier to win by inbound. (“usually”")
    assert "One reason more with" not in report, "a goal is no step up"
    assert "Referral: 15 % +2 Many happy customers are there to ask. (“impossible”" in report


def test_what_the_sources_say_against_the_leader_is_told_even_without_points() -> None:
    against = told(RECOMMENDATIONS["held-back"]).partition("What speaks against it")[2]
    assert against.startswith(" - Inbound may take a while to pay.")


def test_where_nothing_speaks_against_the_leader_that_is_said() -> None:
    assert "Nothing in your answers counts against it." in told(INCOMPLETE)


def test_tensions_not_told_in_full_say_what_became_of_them() -> None:
    four = COMPLETE._replace(tensions=(*COMPLETE.tensions, COMPLETE.tensions[2]))
    assert "Also - Two families or three? Counted here: there are three." in told(four)
    assert "Also" not in told(four, EVERYTHING).split()


def test_every_state_of_a_channel_is_told_with_what_opens_it() -> None:
    report = told(RECOMMENDATIONS["prepared"])
    opened = "Next it takes “Over 40” to “How many hours a week can go into this?”, or the step of the plan."
    assert f"prepare Cold e-mail. First the law. {opened}" in report
    assert report.index("prepare Cold e-mail.") < report.index("Inbound now Articles and videos.")


def test_every_phase_and_every_step_of_the_plan_is_told_in_order() -> None:
    text = told(COMPLETE)
    phases = ("Days 1\N{EN DASH}30", "Later in the plan", "Days 31\N{EN DASH}60", "Days 61\N{EN DASH}90")
    places = [text.index(title) for title in phases]
    assert " Later " in text[places[-1] :]
    assert places == sorted(places)
    assert all(step.action in text for step in COMPLETE.plan)


def test_a_step_stands_with_its_measure_and_its_stop_rule_and_who_does_it_unless_that_is_the_reader() -> None:
    text = told(COMPLETE)
    follow_up = "Measure: What comes of call. After N weeks without any, stop."
    assert f"Call N people. By your sellers. {follow_up}" in text
    assert "Check the law on cold contact. Measure: What comes of law." in text
    assert "Name who calls. Nobody to do it yet." in told(INCOMPLETE, FULL._replace(verbosity=2))


def test_decisions_stand_apart_after_what_is_done() -> None:
    text = told(COMPLETE)
    assert text.index("Inbound: Publish the first answers.") < text.index("Then decide ? Outbound: Does anybody reply?")


def test_what_comes_from_practice_is_named_once_at_the_end() -> None:
    assert "Steps from practice, not the sources: Rules differ; a plan of limits; stop rules; monthly reviews." in told(
        COMPLETE
    )


def test_hours_and_money_stand_in_one_table_with_the_reserve_and_the_total() -> None:
    report = render(COMPLETE, "terminal", FULL)
    assert re.search(r"^  Approach +Hours a week +Money a month\n  Outbound +10 h +2,500 EUR$", report, re.MULTILINE)
    assert re.search(r"^  Reserve +2 h +500 EUR\n  In all +20 h +5,000 EUR$", report, re.MULTILINE)
    assert "at least 10 % is kept back for learning and surprises. None of this changes the mix." in told(COMPLETE)
    assert "Of it, 220 for paid ads." in told(INCOMPLETE)


def test_a_target_is_called_arithmetic_and_stands_only_where_it_was_asked_for() -> None:
    assert "take 60 qualified conversations, 2.4 a week. That is arithmetic, no forecast." in told(COMPLETE)
    assert "By your own figures" not in told(INCOMPLETE)


@pytest.mark.parametrize("recommendation", [UNDECIDED, NOTHING_FEASIBLE], ids=["undecided", "nothing-feasible"])
def test_without_a_plan_and_without_figures_there_is_no_such_section(recommendation: Recommendation) -> None:
    text = render(recommendation, "terminal", EVERYTHING)
    assert "\nPlan\n" not in text
    assert "Your hours and money" not in text


def test_a_question_that_changes_nothing_is_told_only_where_everything_is() -> None:
    assert "How many hours a week can go into this?" not in told(INCOMPLETE)
    assert "changes no share by itself" in told(INCOMPLETE, EVERYTHING)


def test_what_one_can_work_on_is_marked_and_a_step_down_is_not_offered() -> None:
    step_up = (
        "* Who contacts and follows up? You can work on this. “Strong sellers” instead of “Nobody”: outbound comes"
    )
    assert step_up in told(NOTHING_FEASIBLE)
    assert "“Nobody” instead of “Strong sellers”" not in told(COMPLETE, EVERYTHING)


def test_where_nothing_is_feasible_what_must_change_comes_first() -> None:
    report = told(NOTHING_FEASIBLE)
    assert report.index("What could change this") < report.index("Channels")


def test_where_nothing_leads_each_has_its_reasons() -> None:
    report = told(UNDECIDED)
    assert "Why notice board shares the first place" in report
    assert "Why agency shares the first place" in report
    assert "Ruled out. What lifts it: a first friend in town." in report


def test_everything_accounts_for_every_point_of_every_share_in_whole_figures() -> None:
    report = render(COMPLETE, "terminal", EVERYTHING).replace("\N{MINUS SIGN}", "-")
    accounts = report.split("How each share comes about")[1].split("Your answers")[0]
    checked = 0
    for account in accounts.split("\n\n"):
        figures = [int(number) for number in re.findall(r"^ *([+-]?\d+) ", account, re.MULTILINE)]
        if figures:
            assert sum(figures[:-1]) == figures[-1]
            checked += 1
    assert checked == 3
    assert not re.search(r"\d\.\d", accounts)


def test_no_report_names_where_an_answer_came_from_or_a_path_of_the_machine() -> None:
    for report in ("terminal", "plain", "markdown", "html"):
        text = render(COMPLETE, report, EVERYTHING)
        assert "Strong sellers" in text or "answer.people: sellers" in text
        assert not re.search(r"the answers file|--set|a flag|rules/sample", text)


def test_another_subject_needs_no_other_report() -> None:
    report = told(UNDECIDED, EVERYTHING).lower()
    assert all(approach.label.lower() in report for approach in BAKERY.approaches)
    assert not re.search("referral|inbound|outbound|lead-generation", report)


def test_every_caution_is_shown() -> None:
    more = tuple(Caution("unused-answer", f"Caution {number}.", "", (), ()) for number in range(30))
    report = told(COMPLETE._replace(cautions=(*COMPLETE.cautions, *more)))
    assert all(caution.text in report for caution in more)
