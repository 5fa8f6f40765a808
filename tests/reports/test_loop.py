"""Reports of the loop: review, plan and stop rules in every format; the same things said in all of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator
from results_rows import MONDAY, make_row, week, weekly

import leadadvisor
from leadadvisor.engine.firm_plan import firm_plan
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.results_in_mix import recommend_with_results
from leadadvisor.engine.review import review
from leadadvisor.model.firm_plan import Checks, FirmPlan, PlanNumbers, Weeks
from leadadvisor.model.profile import Profile
from leadadvisor.model.results import ResultRow
from leadadvisor.model.review import Review
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import profile_from_mapping
from leadadvisor.reports import FORMATS, Layout, render, schema
from leadadvisor.reports.firm_plan import as_csv, calendar, stop_text

NUMBERS = PlanNumbers(1_000, week(12), 15, 12, 60_000, 30, MONDAY)
ANSWERS = {
    "goal": "near-term-target", "timeline": "1-3-months", "customers": "few", "people": "founders-learning",
    "hours": "5-15", "outreach": "not-started", "icp-clarity": "precise", "named-accounts": "up-to-50",
}  # fmt: skip
ROWS = [
    *weekly("outbound", [5, 4, 5, 4] * 3),
    *weekly("referral", [1, 0, 1, 2] * 3, 3),
    *[make_row(n, "inbound", 4, 0, money=60, channel="paid-ads") for n in range(12)],
    make_row(9, "outbound", None, 2, won=1, note="<b>&| a note"),
]
NONE = "\N{EN DASH}"
HOSTILE = "<script>alert(1)</script> [red]x[/red] | `a` \x1b[31m"


@cache
def rulebook() -> Rulebook:
    return leadadvisor.load_rulebook()


@cache
def profile() -> Profile:
    return profile_from_mapping(rulebook(), ANSWERS)


def looked(rows: list[ResultRow], numbers: PlanNumbers = NUMBERS, as_of: date = week(12)) -> Review:  # noqa: B008
    return review(rulebook(), profile(), rows, as_of, numbers)


def planned(weeks: Weeks = 12, start: date | None = MONDAY, numbers: PlanNumbers = NUMBERS) -> FirmPlan:
    return firm_plan(recommend(rulebook(), profile(), ranges=False), numbers, weeks, start)


VALUES: dict[str, Callable[[], object]] = {
    "review": lambda: looked(ROWS),
    "review of nothing": lambda: looked([]),
    "review of one row": lambda: looked(ROWS[:1]),
    "review without numbers": lambda: looked(ROWS, PlanNumbers()),
    "plan": planned,
    "plan of a fortnight without numbers": lambda: planned(2, None, PlanNumbers()),
    "stop rules": lambda: Checks(planned()),
    "stop rules without numbers": lambda: Checks(planned(12, None, PlanNumbers())),
    "stop rules that never speak": lambda: Checks(planned(numbers=NUMBERS._replace(conversations_hoped=1))),
}


@cache
def value(name: str) -> object:
    """The value of that name, worked out once."""
    return VALUES[name]()


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verbosity", [-1, 0, 1, 2])
def test_every_report_is_told_in_every_format_and_at_every_length(form: str, name: str, verbosity: int) -> None:
    text = render(value(name), form, Layout(verbosity=verbosity))  # type: ignore[arg-type]  # one of the four
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "None" not in text.replace("None of", "")


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_a_terminal_is_wider_than_it(name: str, width: int) -> None:
    text = render(value(name), "terminal", Layout(width=width, verbosity=2))
    assert [line for line in text.splitlines() if len(line) > width] == []


@pytest.mark.parametrize(
    ("name", "schema_name"),
    [(name, "review" if "review" in name else "stop-rules" if "stop" in name else "firm-plan") for name in VALUES],
)
def test_the_tree_of_every_report_keeps_to_its_schema(name: str, schema_name: str) -> None:
    tree = json.loads(render(value(name), "json"))
    contract = json.loads(schema(schema_name))
    Draft202012Validator.check_schema(contract)
    Draft202012Validator(contract).validate(tree)
    assert tree == yaml.safe_load(render(value(name), "yaml"))
    assert set(tree) == set(contract["properties"])


def test_a_review_keeps_the_contract_of_its_keys() -> None:
    tree = json.loads(render(looked(ROWS), "json"))
    assert tree["schema"] == "leadadvisor/review/1"
    assert tree["as_of"] == week(12).isoformat()
    assert {
        "approach", "planned_share", "hours", "hours_share", "money", "contacts", "conversations", "won", "lost",
        "open", "hours_per_conversation",
    } <= set(tree["approaches"][0])  # fmt: skip
    (pair, *_) = [each for each in tree["comparisons"] if each["word"] == "decided"]
    assert (pair["measure"], pair["better"]) == ("conversations-per-hour", "outbound")
    assert pair["evidence"] >= 20
    assert pair["ratio_low"] > 1
    assert {"action", "text", "spoke"} <= set(tree["stop_rules"][0])
    rows = [line for portion in tree["recommendation"]["mix"] for line in portion["contributions"]]
    assert "own-results" in {line["kind"] for line in rows}


def test_terminal_markdown_and_html_say_the_same_figures() -> None:
    texts = {form: render(looked(ROWS), form) for form in ("terminal", "markdown", "html")}
    for said in ("Planned and done", "Hours each", "1.1 h", "Decided", "outbound over referral", "What is ruled out"):
        assert [form for form, text in texts.items() if said not in text] == []


def test_charts_are_drawn_in_html_alone_and_stay_inside_their_frame() -> None:
    html = render(looked(ROWS), "html")
    drawings = re.findall(r"<svg viewBox=.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        tree = ET.fromstring(drawing)
        _, _, width, height = map(int, tree.attrib["viewBox"].split())
        assert tree.attrib["role"] == "img"
        assert tree.attrib["aria-label"]
        for mark in tree.iter():
            across = [int(mark.attrib[key]) for key in ("x", "x1", "x2", "cx") if key in mark.attrib]
            down = [int(mark.attrib[key]) for key in ("y", "y1", "y2", "cy") if key in mark.attrib]
            assert all(0 <= value <= width for value in across)
            assert all(-1 <= value <= height for value in down)
            assert int(mark.attrib.get("width", 0)) >= 0
    assert "<svg viewBox" not in render(looked(ROWS), "markdown")


def test_where_nothing_was_answered_nothing_was_planned() -> None:
    made = review(rulebook(), Profile(), ROWS, week(12), NUMBERS)
    table = render(made, "markdown").split("## Planned and done")[1].split("##")[0]
    assert "Done" in table
    assert "Planned" not in table


@pytest.mark.parametrize(
    ("rows", "shares"),
    [
        ([make_row(0, "inbound", None, 2, money=60)], {"Inbound": NONE, "Outbound": NONE}),
        ([make_row(0, "inbound", None, 2), make_row(0, "referral", 5)], {"Inbound": NONE, "Outbound": "0 %"}),
    ],
)
def test_a_share_of_hours_is_told_only_where_hours_are_known(rows: list[ResultRow], shares: dict[str, str]) -> None:
    table = [line.split(" | ") for line in render(looked(rows), "markdown").splitlines() if line.startswith("| ")]
    heading = next(line for line in table if "Done" in line)
    done = {line[0].removeprefix("| "): line[heading.index("Done")] for line in table[:5]}
    assert {name: done[name] for name in shares} == shares


def test_nothing_is_logged_and_nothing_is_drawn() -> None:
    assert "<svg viewBox" not in render(looked([]), "html")


def test_the_bars_of_a_log_show_hours_and_conversations() -> None:
    html = render(looked(ROWS), "html")
    assert "2026-01-05: 5 h, 5 conversations" in html


def test_edited_rows_are_shown_as_edited() -> None:
    rows = [ROWS[0]._replace(hand="edited"), ROWS[1]._replace(hand="added"), *ROWS[2:]]
    for form in ("terminal", "markdown", "html"):
        text = " ".join(render(looked(rows), form).split())
        assert "1 row changed by hand since it was logged." in text
        assert "1 row written by hand." in text
        assert "edited" in text
    tree = json.loads(render(looked(rows), "json"))
    assert (tree["rows_edited"], tree["rows_added_by_hand"]) == (1, 1)


def test_no_text_of_a_log_becomes_markup() -> None:
    rows = [make_row(0, "outbound", 5, 1, channel=HOSTILE, note=HOSTILE)]
    for form in FORMATS:
        text = render(looked(rows), form, Layout(verbosity=2))
        assert "<script>" not in text
        assert "\x1b" not in text


def test_a_review_never_forecasts() -> None:
    for form in ("terminal", "plain", "markdown"):
        text = render(looked(ROWS), form).lower()
        for word in ("will bring", "probability", "likely to", "chance of success", "benchmark"):
            assert word not in text


# Plans


def test_a_fortnight_holds_what_begins_within_it_and_twelve_weeks_every_phase() -> None:
    fortnight, season = planned(2), planned(12)
    assert 0 < len(fortnight.steps) < len(season.steps)
    assert all(each.first < 14 for each in fortnight.steps)
    assert {each.step.phase for each in season.steps} == {"days-1-30", "days-31-60", "days-61-90"}
    assert all(0 <= each.first <= each.last < 84 for each in season.steps)


def test_two_weeks_are_those_of_the_plan_that_today_is_in() -> None:
    whole = planned(12)
    for fortnight in range(6):
        today = MONDAY + timedelta(days=14 * fortnight + fortnight)
        made = firm_plan(whole.recommendation, NUMBERS, 2, MONDAY, today=today)
        first = MONDAY + timedelta(days=14 * fortnight)
        assert [each.first for each in made.steps] == [
            each.first for each in whole.steps if 14 * fortnight <= each.first < 14 * (fortnight + 1)
        ]
        text = render(made, "markdown")
        assert f"Your two weeks from {first}" in text
        assert text.count("This fortnight") == bool(made.steps)


def test_a_plan_that_is_over_begins_anew_and_says_so() -> None:
    today = MONDAY + timedelta(days=84)
    made = firm_plan(planned().recommendation, NUMBERS, 2, MONDAY, today=today)
    text = " ".join(render(made, "terminal").split())
    assert f"Your two weeks from {today}" in text
    assert "Your twelve weeks ended on 2026-03-29" in text


def test_a_plan_says_where_log_and_numbers_do_not_fit_the_answers() -> None:
    rows = [make_row(0, "outbound", 5, 6)]
    advice = recommend_with_results(rulebook(), profile(), rows, MONDAY)
    made = firm_plan(advice, NUMBERS._replace(hours_a_week=3_000), 2, MONDAY, rows)
    assert [each.code for each in made.cautions] == ["log-against-answers", "figures-against-answers"]
    for form in ("terminal", "markdown", "html", "plain", "json"):
        assert "your log has 6 conversations from outbound" in " ".join(render(made, form).split())


def test_the_hours_of_a_week_are_the_users_own() -> None:
    plan = planned()
    assert sum(each.hours for each in plan.hours) + plan.reserve == 1_000
    assert planned(numbers=PlanNumbers()).hours == ()


def test_stop_rules_hold_the_users_number_or_a_blank() -> None:
    with_numbers, without = (
        [stop_text(each) for each in planned(numbers=numbers).steps if each.stop]
        for numbers in (NUMBERS, PlanNumbers())
    )
    assert with_numbers
    assert not any("____" in text for text in with_numbers)
    assert all("____" in text for text in without)


def test_without_a_start_no_date_is_printed() -> None:
    for form in FORMATS:
        assert not re.search(r"20\d\d-\d\d-\d\d", render(planned(12, None, PlanNumbers()), form))


def test_a_plan_as_csv_has_a_row_for_each_step_and_a_column_to_tick_off() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(planned()))))
    assert len(rows) == len(planned().steps)
    assert {row["done"] for row in rows} == {""}
    assert rows[0]["from"] == "2026-01-05"
    assert all(row["action"] for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0d"])
def test_no_cell_of_a_plan_is_a_formula_to_a_spreadsheet(start: str) -> None:
    plan = planned()
    step = plan.steps[0]._replace(step=plan.steps[0].step._replace(action=f"{start}1+1"))
    (row,) = csv.DictReader(io.StringIO(as_csv(plan._replace(steps=(step,)))))
    assert row["action"] == f"'{start}1+1"


# The calendar


def ics(plan: FirmPlan | None = None, start: date = MONDAY) -> str:
    made = plan or planned(start=start)
    return calendar(made, start, {each.step.id: stop_text(each) for each in made.steps})


def events(text: str) -> list[dict[str, list[str]]]:
    """The events of a calendar, unfolded, each property with its values, parameters left out of the name."""
    found: list[dict[str, list[str]]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name.partition(";")[0], []).append(value)
    return found


def test_a_calendar_keeps_to_the_lines_of_rfc_5545() -> None:
    text = ics()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)
    opened: list[str] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        if line.startswith("BEGIN:"):
            opened.append(line[6:])
        elif line.startswith("END:"):
            assert opened.pop() == line[4:]
    assert opened == []


def test_folding_cuts_no_sign_in_two_and_escaping_keeps_every_sign() -> None:
    plan = planned()
    action = "Ä" * 60 + "; a, b\\c " + "🚀" * 30
    steps = tuple(each._replace(step=each.step._replace(action=action)) for each in plan.steps[:1])
    text = ics(plan._replace(steps=steps))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (summary,) = events(text)[0]["SUMMARY"]
    assert re.sub(r"\\(.)", r"\1", summary).endswith(f"{action}.")


def test_every_event_has_a_day_of_its_own_and_a_uid_that_stays() -> None:
    found = events(ics())
    uids = [uid for each in found for uid in each["UID"]]
    assert len(set(uids)) == len(uids) == len(planned().steps) + 1
    for each in found:
        (first,), (last,) = each["DTSTART"], each["DTEND"]
        day = date(int(first[:4]), int(first[4:6]), int(first[6:]))
        assert last == f"{day + timedelta(days=1):%Y%m%d}"
        assert each["DTSTAMP"] == ["20260105T000000Z"]
    fewer = [uid for each in events(ics(planned(2))) for uid in each["UID"]]
    assert set(fewer) < set(uids)


def test_the_same_plan_and_start_give_the_same_bytes() -> None:
    assert ics() == ics()


def test_decisions_and_the_review_have_alarms_and_nothing_else_has() -> None:
    found = events(ics())
    alarmed = {each["UID"][0] for each in found if "TRIGGER" in each}
    deciding = {each["UID"][0] for each in found if each["CATEGORIES"] == ["Decision"]}
    assert alarmed == deciding
    assert len(deciding) == 1 + sum(each.step.kind == "decision" for each in planned().steps)
    assert all(each["TRIGGER"] == ["-P1D", "PT9H"] for each in found if "TRIGGER" in each)
