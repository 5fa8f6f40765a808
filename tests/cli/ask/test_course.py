"""The way through the questions on a terminal: conditional questions, contradictions, the early end, review, report."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from screen import CTRL_C, CTRL_U, DOWN, ENTER, ESCAPE, LEFT, Terminal, flags, without_blanks

Start = Callable[..., Terminal]

ALL_BUT_PRIORITY = flags(
    "goal=feed-closers timeline=1-3-months segment=proven customers=few network=some people=closers-only "
    "outreach=started icp-clarity=precise named-accounts=up-to-50 buyers=compare hours=15-40 "
    "budget=steady patience=3-6-months inbound-assets=content-only competition=some "
    "lead-definition=meeting"
)
NEARLY_PROVED = flags(
    "goal=few-extra-deals timeline=no-deadline segment=proven customers=none network=none people=nobody "
    "icp-clarity=unclear buyers=compare hours=under-5"
)
"""Without money, too, nothing at all can be carried out."""
EVERYTHING = [*ALL_BUT_PRIORITY, "--priority", "fit"]


def test_going_back_over_a_conditional_question_keeps_its_answer_until_it_is_asked_again(
    terminal: Start, state: Path
) -> None:
    known = flags("goal=launch-product timeline=1-3-months segment=new customers=none network=none")
    asking = terminal("ask", *known).until("Who would contact").press("1", ENTER)
    asking.until("outreach under way").press("1", ENTER).until("write down today")
    asking.press(LEFT, LEFT).until("Who would contact", "your answer").press("5", ENTER).until("write down today")
    assert "set-aside:\n  outreach: running" in state.read_text(encoding="utf-8")
    asking.press(LEFT).until("Who would contact")  # outreach is passed over: nobody is there to do it
    asking.press("1", ENTER).until("write down today")
    asking.press(LEFT).until("outreach under way", "your answer")
    assert asking.pointed.startswith("1")


def test_a_contradiction_is_asked_about_at_once_and_may_stay(terminal: Start, state: Path) -> None:
    asking = terminal("ask", "--goal", "test-segment", "--timeline", "no-deadline").until("Have several customers")
    asking.press("1", ENTER).until("Do these answers go together?", "Change “Try out a new kind", "Keep both")
    asking.press("?").until("Why these do not go together", "Sales leads debunked").press(ENTER)
    asking.until("Keep both").press("k").until("Kept. The report will point it out.", "How many happy customers")
    assert "kept: [test-of-a-proven-segment]" in state.read_text(encoding="utf-8")
    asking.press("r").until("Your answers", "Goals, asked, flagged")


def test_one_of_two_contradictory_answers_can_be_changed(terminal: Start) -> None:
    asking = terminal("ask", "--goal", "test-segment", "--timeline", "no-deadline").until("Have several customers")
    asking.press("1", ENTER).until("Do these answers go together?").press("2", ENTER)
    asking.until("Have several customers", "your answer").press("3", ENTER).until("How many happy customers")


def test_it_offers_to_stop_as_soon_as_the_rest_is_proved_to_change_nothing(terminal: Start, state: Path) -> None:
    asking = terminal("ask", *NEARLY_PROVED).until("How much money a month").press("1", ENTER)
    asking.until("Do these answers go together?").press("k")
    asking.until("The rest cannot change the result", "every combination of answers", "Stop here", "Go on")
    asking.press(ENTER).until("Your answers", "Finish: show the report", "questions left")
    asking.press(ENTER).until("What next?")
    assert "inbound-assets" not in state.read_text(encoding="utf-8")
    asking.press("q")
    assert asking.exit_code() == 3  # nothing can be carried out


def test_whoever_goes_on_is_asked_all_the_rest_and_not_offered_again(terminal: Start) -> None:
    asking = terminal("ask", *NEARLY_PROVED).until("How much money a month").press("1", ENTER)
    asking.until("Do these answers go together?").press("k")
    asking.until("The rest cannot change the result").press(DOWN, ENTER).until("How long may the effort")
    asking.press("4", ENTER).until("What do you have today", without="The rest cannot")


def test_with_all_nothing_is_left_out(terminal: Start) -> None:
    asking = terminal("ask", "--all", *NEARLY_PROVED).until("How much money").press("1", ENTER)
    asking.until("Do these answers go together?").press("k").until("How long may the effort")


def test_quick_asks_first_what_tells_most(terminal: Start) -> None:
    asking = terminal("ask", "--quick", "--goal", "feed-closers").until("2 of about 17")
    assert "By when do you need" not in asking.text


def test_the_review_shows_every_answer_with_its_topic_and_where_it_came_from(terminal: Start) -> None:
    asking = terminal("ask", *ALL_BUT_PRIORITY, rows=40).until("If you could have only one").press("2", ENTER)
    asking.until("Your answers", "17 answers", "f  Finish: show the report")
    assert re.search(r"1  goal  +Keep our closers busy with good leads  +Goals, a flag\n", asking.text)
    assert re.search(r"15  priority  +Talking only to those who fit  +Goals, asked\n", asking.text)
    assert [line for line in asking.lines if "leads" in line and "%" in line]


def test_a_change_in_the_review_shows_at_once_what_it_does_to_the_mix(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press("1", ENTER)
    asking.until("What is the main thing", "your answer").press("6").until("Outbound from ")
    told = next(line for line in asking.lines if "Outbound from " in line)
    asking.press(ENTER).until("Your answers", "Build a lasting flow", told)


def test_going_back_from_a_question_of_the_review_changes_nothing(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press("1", ENTER).until("What is the main thing")
    asking.press("2", ESCAPE).until("Your answers", "Keep our closers busy")


def test_the_review_can_be_had_at_any_time_and_left_again(terminal: Start) -> None:
    asking = terminal("ask").until("1 of about 17").press("7", ENTER).until("2 of about 17").press("r")
    asking.until("Your answers", "Go on asking", "Not answered").press("g").until("2 of about 17")


def test_after_the_report_the_command_that_repeats_it_is_shown_and_the_report_stays(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING, rows=400).until("Your answers").press(ENTER)
    asking.until("The two sources suggest letting outbound lead", "What next?", "Quit")
    command = asking.text.partition("also in a script:")[2].partition("Your answers")[0]
    assert without_blanks(command) == without_blanks(f"leadadvisor recommend {' '.join(_in_order(EVERYTHING))}")
    asking.press(ENTER)
    assert asking.exit_code() == 0
    assert "What next?" not in asking.text
    assert "The two sources suggest letting outbound lead" in asking.text


def test_a_change_after_the_report_can_be_compared_with_the_result_before(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press(ENTER).until("What next?", without="Compare")
    asking.press("1", ENTER).until("Your answers", "Finish").press("1", ENTER).until("What is the main thing")
    asking.press("6", ENTER).until("Build a lasting flow").press("f").until(
        "What next?", "Compare with the result before"
    )
    asking.press("2", ENTER)
    asking.until("Compared with the result before", "goal: “Keep our closers busy", "→", "Outbound: ", "Inbound: ")
    asking.press(ENTER).until("What next?").press("q")
    assert asking.exit_code() == 0


def test_report_and_answers_can_be_saved_and_used_again(terminal: Start, tmp_path: Path) -> None:
    asking = terminal("ask", *EVERYTHING, directory=tmp_path).until("Your answers").press(ENTER).until("What next?")
    asking.press("2", ENTER).until("Save the report in", "leadadvisor-report.txt", "never mind")
    asking.press(CTRL_U, "report.json", ENTER).until("Saved in report.json")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["leader"] == "outbound"
    asking.press("2", ENTER).until("Save the report in").press(CTRL_U, "report.json", ENTER)
    asking.until("There is a file report.json already.", "Leave it").press("1", ENTER).until("Saved in report.json")
    asking.press("3", ENTER).until("Save the answers in").press(ENTER).until("Saved in leadadvisor-answers.yaml")
    asking.press("3", ENTER).until("Save the answers in").press(CTRL_U, "no/such.yaml", ENTER).until("Try another file")
    asking.press("3", ENTER).until("Save the answers in").press(ESCAPE).until("Not saved.").press(CTRL_C)
    assert asking.exit_code() == 130
    again = terminal("recommend", "--answers", "leadadvisor-answers.yaml", "--quiet", directory=tmp_path)
    again.until("Outbound leads")


def test_the_report_alone_is_on_stdout_and_the_questions_are_still_seen(terminal: Start, tmp_path: Path) -> None:
    script = f"{sys.executable} -m leadadvisor ask --json {' '.join(ALL_BUT_PRIORITY)} > out.json"
    asking = terminal("-c", script, program=["bash"], directory=tmp_path).until("If you could have only one")
    asking.press("2", ENTER).until("Your answers").press(ENTER)
    assert asking.exit_code() == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["status"] == "recommended"
    assert "The same report, also in a script" in asking.text
    assert "What next?" not in asking.sent


def test_a_report_file_that_is_there_already_is_refused_before_the_questions(terminal: Start, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("mine", encoding="utf-8")
    asking = terminal("ask", "-o", "report.txt", directory=tmp_path)
    assert asking.exit_code() == 1
    assert "report.txt: it exists already" in asking.text
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "mine"


def _in_order(words: list[str]) -> list[str]:
    """The flags in the order of the rulebook's questions, as the command gives them."""
    import leadadvisor

    given = dict(zip(words[::2], words[1::2], strict=True))
    order = [f"--{question.id}" for question in leadadvisor.load_rulebook().questions]
    return [word for flag in order if flag in given for word in (flag, given[flag])]
