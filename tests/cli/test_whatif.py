"""The command `whatif`: what would change, what a change would do, and how far weights may be others."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.reports import FORMATS

Program = Callable[..., tuple[int, str, str]]
TRY = "Try: leadadvisor whatif --help\n"
ANSWERED = ("--goal", "new-product", "--people", "sellers")


def told(program: Program, *words: str) -> dict[str, object]:
    code, out, err = program("whatif", *words, "--json")
    assert (code, err) == (ExitCode.FINE, "")
    value: dict[str, object] = json.loads(out)
    return value


def test_flips_are_told_with_the_change_and_what_it_brings(program: Program) -> None:
    assert told(program, *ANSWERED)["flips"] == [
        {
            "change": [{"question": "goal", "from": "new-product", "to": "few-deals"}],
            "leader": "referral",
            "status": "recommended",
            "up": None,
        }
    ]


def test_a_change_is_told_as_before_and_after_with_its_cause(program: Program) -> None:
    value = told(program, *ANSWERED, "--change", "goal=few-deals", "--change", "outreach=running")
    assert (value["schema"], value["subject"]) == ("leadadvisor/comparison/2", "changes")
    difference = value["differences"][0]  # type: ignore[index]  # a list of mappings
    assert [(cause["kind"], cause["id"]) for cause in difference["causes"]] == [
        ("answer", "goal"),
        ("answer", "outreach"),
    ]
    assert difference["causes"][1]["percentage_points"] == {"referral": 0.0, "outbound": 0.0}
    for share in difference["shares"]:
        points = difference["causes"][0]["percentage_points"][share["approach"]]
        assert points == share["after"] - share["before"]


def test_points_are_tried_out(program: Program) -> None:
    value = told(program, *ANSWERED, "--set-points", "strong=9", "--set-points", "points-to-double=2")
    causes = value["differences"][0]["causes"]  # type: ignore[index]  # a list of mappings
    assert [(cause["kind"], cause["id"]) for cause in causes] == [
        ("setting", "strong"),
        ("setting", "points-to-double"),
    ]


def test_weights_are_told_with_the_ranges_over_which_the_result_stands(program: Program) -> None:
    weights = told(program, *ANSWERED, "--weights")["weights"]
    assert [weight["setting"] for weight in weights] == [  # type: ignore[attr-defined]  # a list of mappings
        "strong", "moderate", "slight", "goal-bonus", "points-to-double",
    ]  # fmt: skip
    assert weights[0]["same_leader"] == [1, 100]  # type: ignore[index]  # the same


@pytest.mark.parametrize("mode", [(), ("--change", "goal=few-deals"), ("--weights",)])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_printed(form: str, mode: tuple[str, ...], program: Program) -> None:
    code, out, err = program("whatif", *ANSWERED, *mode, "--format", form)
    assert (code, err) == (ExitCode.FINE, "")
    assert "outbound" in out.lower()


def test_where_nothing_is_feasible_what_would_lift_it_is_told_and_the_exit_code_is_0(program: Program) -> None:
    code, out, err = program("whatif", "--goal", "few-deals", "--people", "nobody")
    assert (code, err) == (ExitCode.FINE, "")
    assert "flip: people=sellers; referral; up\n" in out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ("--change", "goal"),
            ("--change 'goal': this is not an answer. Write a question, = and an option, such as goal=unsure."),
        ),
        (
            ("--change", "gaol=x"),
            (
                "--change 'gaol=x': this rulebook has no question 'gaol'. Did you mean 'goal'? "
                "Questions: goal, people, outreach."
            ),
        ),
        (
            ("--change", "goal=few"),
            (
                "--change 'goal=few': goal has no option 'few'. Did you mean 'few-deals'? Options: "
                "few-deals, new-product, unsure."
            ),
        ),
        (("--change", "goal=unsure", "--change", "goal=few-deals"), "--change answers goal 2 times. Answer it once."),
        (("--set-points", "strong"), "--set-points 'strong': write a weight, = and a number, such as strong=4."),
        (
            ("--set-points", "stong=4"),
            (
                "--set-points cannot be 'stong'. Did you mean 'strong'? Choose from: strong, "
                "moderate, slight, goal-bonus, points-to-double."
            ),
        ),
        (("--set-points", "strong=four"), "--set-points 'strong=four': strong must be a whole number from 1 to 100."),
        (("--set-points", "strong=0"), "--set-points 'strong=0': strong must be a whole number from 1 to 100."),
        (("--set-points", "strong=-1"), "--set-points 'strong=-1': strong must be a whole number from 1 to 100."),
        (
            ("--set-points", "strong=" + "9" * 9),
            ("--set-points 'strong=999999999': strong must be a whole number from 1 to 100."),
        ),
        (
            ("--set-points", "goal-bonus=101"),
            ("--set-points 'goal-bonus=101': goal-bonus must be a whole number from 0 to 100."),
        ),
        (
            ("--set-points", "strong=\u0664"),
            "--set-points 'strong=\u0664': strong must be a whole number from 1 to 100.",
        ),
        (
            ("--set-points", "strong=4", "--set-points", "Strong=5"),
            ("--set-points sets strong more than once. Set it once."),
        ),
        (
            ("--weights", "--change", "goal=unsure"),
            ("--weights looks at every weight by itself. Leave out --change and --set-points."),
        ),
        (
            ("--weights", "--set-points", "strong=4"),
            ("--weights looks at every weight by itself. Leave out --change and --set-points."),
        ),
        (("--json", "--format", "plain"), "--json and --format plain contradict each other. Give one of them."),
    ],
)
def test_a_wrong_word_is_answered_with_what_to_write(words: tuple[str, ...], complaint: str, program: Program) -> None:
    assert program("whatif", "--goal", "few-deals", *words) == (ExitCode.USAGE, "", f"Error: {complaint}\n{TRY}")


def test_without_answers_every_question_is_listed(program: Program) -> None:
    code, out, err = program("whatif", "--change", "goal=few-deals")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "  --goal few-deals|new-product|unsure\n" in err


def test_a_shell_completes_weights(process: Callable[..., tuple[int, str, str]]) -> None:
    line = "leadadvisor whatif --set-points str"
    variables = {"_LEADADVISOR_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "3"}
    assert process(**variables) == (0, "strong=\n", "")
