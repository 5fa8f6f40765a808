"""The way through the questions on a terminal: conditional questions, contradictions, the early end, review, report."""

from __future__ import annotations

import json
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from asked import asks, begun, label
from screen import CTRL_C, CTRL_U, ENTER, ESCAPE, LEFT, Terminal, flags

Start = Callable[..., Terminal]

ALL_BUT_PRIORITY = flags(
    "goal=feed-closers timeline=1-3-months segment=proven customers=few network=some people=closers-only "
    "outreach=started icp-clarity=precise named-accounts=up-to-50 buyers=compare hours=15-40 "
    "budget=steady patience=3-6-months inbound-assets=content-only competition=some "
    "lead-definition=meeting sells-to=new-firms"
)
EVERYTHING = [*ALL_BUT_PRIORITY, "--priority", "fit"]
NOTHING_CAN_BE_DONE = flags(
    "goal=few-extra-deals timeline=no-deadline segment=proven customers=none network=none people=nobody "
    "icp-clarity=unclear buyers=compare hours=under-5 inbound-assets=nothing"
)
"""Without money, too, nothing at all can be carried out."""


def without(*questions: str) -> list[str]:
    """Flags that answer everything but these questions."""
    pairs = zip(EVERYTHING[::2], EVERYTHING[1::2], strict=True)
    return [word for flag, option in pairs if flag[2:] not in questions for word in (flag, option)]


def test_going_back_over_a_conditional_question_keeps_its_answer_until_it_is_asked_again(
    terminal: Start, state: Path
) -> None:
    asking = terminal("ask", "--all", *without("people", "outreach")).until(asks("people"))
    asking.press("1", ENTER).until(asks("outreach")).press("1", ENTER).until("Your answers")
    asking.press(LEFT).until(asks("outreach"), "your answer").press(LEFT).until(asks("people"), "your answer")
    asking.press("6", ENTER).until("Do these answers go together?").press("k", ENTER).until("Your answers")
    assert "set-aside:\n  outreach: running" in state.read_text(encoding="utf-8")
    asking.press(LEFT).until(asks("people"))  # outreach is passed over: nobody is there to do it
    asking.press("1", ENTER).until("Your answers").press(LEFT).until(asks("outreach"), "your answer")
    assert asking.pointed.startswith("1")


def test_a_contradiction_is_asked_about_at_once_and_may_stay(terminal: Start, state: Path) -> None:
    words = [*without("goal", "segment", "priority"), "--goal", "test-segment"]
    asking = terminal("ask", "--all", *words).until(asks("segment"))
    asking.press("1", ENTER).until("Do these answers go together?", "Change “", "Keep both")
    asking.press("?").until("Why these do not go together").press(ENTER)
    asking.until("Keep both").press("k", ENTER).until("Kept. The report will point it out.", asks("priority"))
    assert "kept: [test-of-a-proven-segment]" in state.read_text(encoding="utf-8")
    asking.press("r").until("Your answers", "Goals, flagged")


def test_one_of_two_contradictory_answers_can_be_changed(terminal: Start) -> None:
    words = [*without("goal", "segment", "priority"), "--goal", "test-segment"]
    asking = terminal("ask", "--all", *words).until(asks("segment"))
    asking.press("1", ENTER).until("Do these answers go together?").press("2", ENTER)
    asking.until(asks("segment"), "your answer").press("3", ENTER).until(asks("priority"))


def test_it_ends_as_soon_as_who_comes_first_is_certain_and_shows_it(terminal: Start, state: Path) -> None:
    asking = terminal("ask", *without("priority", "hours")).until("Decided after 16 answers")
    assert re.search(r"Outbound first, \d+ to \d+ %\.", asking.text)
    assert "m  2 more questions for exact shares" in asking.text
    assert "every combination of answers" in asking.text
    asking.press(ENTER).until("Put most effort into outbound", "quit")
    asking.press("q", ENTER)
    assert asking.exit_code() == 0
    assert "hours" not in state.read_text(encoding="utf-8")


def test_where_nothing_can_be_carried_out_that_is_decided_too(terminal: Start) -> None:
    asking = terminal("ask", *NOTHING_CAN_BE_DONE, "--budget", "none").until("Do these answers go together?")
    asking.press("k", "k").until("Decided after", "nothing can be carried out").press(ENTER).until("quit").press(
        "q", "q"
    )
    assert asking.exit_code() == 3


def test_whoever_wants_exact_shares_is_asked_the_rest_and_not_stopped_again(terminal: Start) -> None:
    asking = terminal("ask", *without("priority", "hours")).until("Decided after").press("m", "m")
    first = asks("hours") if asks("hours") in asking.until(" of 18").text else asks("priority")
    asking.press("3", ENTER).until_it(lambda: first not in asking.text, "the next question")
    assert "Decided" not in asking.text
    asking.press("2", ENTER).until("Your answers", "Finish: show the report")


def test_with_all_nothing_is_left_out(terminal: Start) -> None:
    asking = terminal("ask", "--all", *without("priority", "hours")).until(" of 18")
    assert "Decided" not in asking.text


def test_quick_shows_the_result_once_it_is_decided(terminal: Start) -> None:
    asking = terminal("ask", "--quick", *without("priority", "hours"))
    asking.until("Put most effort into outbound", "quit")
    assert "Decided" not in asking.sent


def test_the_review_shows_every_answer_with_its_topic_and_where_it_came_from(terminal: Start) -> None:
    asking = terminal("ask", "--all", *ALL_BUT_PRIORITY, rows=40).until(asks("priority")).press("2", ENTER)
    asking.until("Your answers", "18 answers", "f  Finish: show the report")
    assert re.search(rf"2  goal  +{label('goal', 'feed-closers')}.* +Goals, a flag\n", asking.text)
    assert re.search(rf"16  priority  +{label('priority', 'fit')}.* +Goals\n", asking.text)
    assert [line for line in asking.lines if "first" in line and "%" in line]


def test_a_change_in_the_review_shows_at_once_what_it_does_to_the_mix(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press("2", ENTER).until(asks("goal"), "your answer")
    asking.press("6").until("Outbound from ")
    told = next(line for line in asking.lines if "Outbound from " in line)
    asking.press(ENTER).until("Your answers", label("goal", "lasting-pipeline"), told)


def test_going_back_from_a_question_of_the_review_changes_nothing(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press("2", ENTER).until(asks("goal"))
    asking.press("2", ESCAPE).until("Your answers", label("goal", "feed-closers"))


def test_the_review_can_be_had_at_any_time_and_left_again(terminal: Start) -> None:
    asking = begun(terminal).press("7", ENTER).until("2 of about").press("r")
    asking.until("Your answers", "Go on asking", "Not answered").press("g", ENTER).until("2 of about")


def test_the_ending_is_the_card_on_one_screen_and_stays_when_it_is_left(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING, rows=24).until("Your answers").press(ENTER)
    asking.until("Put most effort into outbound")
    assert asking.pointed == ""
    assert "\u276fq quit" in asking.lines[-1]
    assert len(asking.lines) <= 24
    asking.press("w", "w").until("Why", "Enter back").press(ENTER).until("\u276fw why")
    asking.press("p", "p").until("Days 1", "Enter back").press(ENTER).until("\u276fp plan")
    asking.press("i", "i").until("What if", "Enter back").press(ENTER).until("\u276fi what if")
    asking.press(LEFT).until("\u276fp plan").press("q", "q")
    assert asking.exit_code() == 0
    assert "Put most effort into outbound" in asking.sent.rpartition("\x1b[?1049l")[2]
    assert "quit" not in asking.text


def test_above_the_card_that_stays_are_the_lines_that_go_on_from_here(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING, rows=60).until("Your answers").press(ENTER).until("quit").press("q", "q")
    assert asking.exit_code() == 0
    above, _, card = asking.text.partition("Put most effort into outbound")
    assert above.split("\n") == [
        "Your answers are saved. To change one:",
        "leadadvisor ask --resume",
        "The same report, also in a script:",
        "leadadvisor recommend --answers ~/state/leadadvisor/leadadvisor.yaml",
        "",
        "",
    ]
    assert card.count("\n") + 1 <= 22


def test_a_change_after_the_card_can_be_compared_with_the_result_before(terminal: Start) -> None:
    asking = terminal("ask", *EVERYTHING).until("Your answers").press(ENTER).until("quit", without="compare")
    asking.press("c", ENTER).until("Your answers", "Finish").press("2", ENTER).until(asks("goal"))
    asking.press("6", ENTER).until("Your answers").press("f", "f").until("d compare with before").press("d", "d")
    asking.until("Compared with the result before", "The mixes side by side", "→")
    asking.press(ENTER).until("quit").press("q", "q")
    assert asking.exit_code() == 0


def test_report_and_answers_can_be_saved_and_used_again(terminal: Start, tmp_path: Path) -> None:
    asking = terminal("ask", *EVERYTHING, directory=tmp_path).until("Your answers").press(ENTER).until("quit")
    save(asking, "1", "report.json").until("Saved in report.json")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["leader"] == "outbound"
    save(asking, "1", "report.json").until("There is a file report.json already.", "Leave it").press("1", ENTER)
    asking.until("Saved in report.json")
    save(asking, "2", "").until("Saved in leadadvisor-answers.yaml")
    save(asking, "2", "no/such.yaml").until("Try another file")
    asking.press("s", "s").until("Save what?").press(ESCAPE).until("Not saved.").press(CTRL_C)
    assert asking.exit_code() == 130
    assert stat.S_IMODE((tmp_path / "leadadvisor-answers.yaml").stat().st_mode) == 0o600
    again = terminal("recommend", "--answers", "leadadvisor-answers.yaml", "--quiet", directory=tmp_path)
    again.until("Outbound first")


def save(asking: Terminal, what: str, name: str) -> Terminal:
    """Save the report or the answers by the menu; without a name under the one proposed."""
    asking.press("s", "s").until("Save what?").press(what, what).until("in", "never mind")
    return asking.press(CTRL_U, name, ENTER) if name else asking.press(ENTER)


def test_the_report_alone_is_on_stdout_and_the_questions_are_still_seen(terminal: Start, tmp_path: Path) -> None:
    script = f"{sys.executable} -m leadadvisor ask --all --json {' '.join(ALL_BUT_PRIORITY)} > out.json"
    asking = terminal("-c", script, program=["bash"], directory=tmp_path).until(asks("priority"))
    asking.press("2", ENTER).until("Your answers").press(ENTER)
    assert asking.exit_code() == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["status"] == "recommended"
    assert "The same report, also in a script" in asking.text
    assert "quit" not in asking.sent


def test_questions_are_asked_on_the_terminal_where_standard_error_goes_into_a_file(
    terminal: Start, tmp_path: Path
) -> None:
    script = f"{sys.executable} -m leadadvisor ask 2>err.log"
    asking = terminal("-c", script, program=["bash"], directory=tmp_path).until("Begin").press(ENTER)
    asking.until("1 of about").press("7", ENTER).until("2 of about").press(CTRL_C)
    assert asking.exit_code() == 130
    assert "leadadvisor ask --resume" in asking.text
    assert (tmp_path / "err.log").read_text(encoding="utf-8") == ""


def test_in_a_wide_window_the_mix_moves_beside_the_questions_with_the_reason(terminal: Start) -> None:
    asking = begun(terminal, columns=120).press("7", ENTER).until("2 of about", "So far", "│ Outbound", "+")
    assert "closers" in asking.text.partition("So far")[2]
    asking.resize(80, 24).until("2 of about", without="So far")


def test_in_a_narrow_window_a_hint_comes_from_the_fifth_answer_on(terminal: Start) -> None:
    asking = begun(terminal).press("7", ENTER).until("2 of about")
    assert "comes first" not in asking.text
    for number in (3, 4, 5, 6):
        asking.press("u", ENTER).until(f"{number} of about")
    assert "comes first" in asking.text


def test_a_report_file_that_is_there_already_is_refused_before_the_questions(terminal: Start, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("mine", encoding="utf-8")
    asking = terminal("ask", "-o", "report.txt", directory=tmp_path)
    assert asking.exit_code() == 1
    assert "report.txt: it exists already" in asking.text
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "mine"
