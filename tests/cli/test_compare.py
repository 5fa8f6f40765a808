"""The command `compare`: where scenarios come from, two rulebooks by the same answers, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.reports import FORMATS

Program = Callable[..., tuple[int, str, str]]
TRY = "Try: leadadvisor compare --help\n"
FEW, NEW = "goal=few-deals,people=sellers", "goal=new-product,people=sellers"


def told(program: Program, *words: str) -> dict[str, object]:
    code, out, err = program("compare", *words, "--json")
    assert (code, err) == (ExitCode.FINE, "")
    value: dict[str, object] = json.loads(out)
    return value


def test_scenarios_are_files_standard_input_or_written_answers(
    process: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "now.yaml"
    file.write_text("goal: few-deals\n")
    words = ("compare", str(file), "-", "goal=new-product,people=nobody", "--json")
    code, out, err = process(*words, stdin="goal: new-product\n")
    assert (code, err) == (ExitCode.FINE, "")
    value = json.loads(out)
    assert [(each["name"], each["leader"]) for each in value["scenarios"]] == [
        ("now.yaml", "referral"),
        ("-", "outbound"),
        ("goal=new-product,people=nobody", "outbound"),
    ]
    assert [each["to"] for each in value["differences"]] == ["-", "goal=new-product,people=nobody"]


def test_a_report_holds_no_more_of_a_path_than_tells_the_scenarios_apart(program: Program, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "firm.yaml").write_text("goal: few-deals\n")
    words = [str(tmp_path / folder / "firm.yaml") for folder in ("a", "b")]
    for form in ("terminal", "plain", "json", "markdown", "html"):
        out = program("compare", *words, "--format", form)[1]
        assert str(tmp_path) not in out
    assert [each["name"] for each in told(program, *words)["scenarios"]] == ["a/firm.yaml", "b/firm.yaml"]  # type: ignore[attr-defined]


def test_the_difference_is_shared_out_among_the_answers_that_differ(program: Program) -> None:
    difference = told(program, FEW, NEW)["differences"][0]  # type: ignore[index]  # a list of mappings
    assert [cause["id"] for cause in difference["causes"]] == ["goal"]
    for share in difference["shares"]:
        assert difference["causes"][0]["percentage_points"][share["approach"]] == share["after"] - share["before"]


def test_set_answers_a_question_in_every_scenario(program: Program) -> None:
    value = told(program, FEW, NEW, "--set", "people=nobody")
    for scenario in value["scenarios"]:  # type: ignore[attr-defined]  # a list of mappings
        answers = {each["question"]: each["option"] for each in scenario["answers"]}
        assert answers["people"] == "nobody"


def test_a_file_whose_name_has_an_equals_sign_is_a_file(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("goal=few-deals").write_text("goal: new-product\n")
    value = told(program, "goal=few-deals", FEW)
    assert [each["leader"] for each in value["scenarios"]] == ["outbound", "referral"]  # type: ignore[attr-defined]


@pytest.fixture
def heavier(tiny: Path, tmp_path: Path) -> Path:
    """The tiny rulebook with another weight and without one of its rules."""
    for file in tiny.rglob("*.yaml"):
        target = tmp_path / "heavier" / file.relative_to(tiny)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text().replace("strong: {value: 3", "strong: {value: 6")
        target.write_text(text.replace("id: few-deals-by-referral", "id: few-deals-by-friends"))
    return tmp_path / "heavier"


def test_two_rulebooks_are_compared_by_the_same_answers(program: Program, tiny: Path, heavier: Path) -> None:
    value = told(program, "--rulebooks", str(tiny), str(heavier), NEW)
    assert value["subject"] == "rulebooks"
    difference = value["differences"][0]  # type: ignore[index]  # a list of mappings
    assert difference["settings"] == [{"id": "strong", "from": "3", "to": "6"}]
    assert difference["rules"] == {
        "removed": ["few-deals-by-referral"], "added": ["few-deals-by-friends"], "reworked": [],
    }  # fmt: skip
    for share in difference["shares"]:
        assert sum(round(100 * step["moved"]) for step in share["steps"]) == 100 * (share["after"] - share["before"])


def test_two_rulebooks_may_be_compared_by_set_alone(program: Program, tiny: Path, heavier: Path) -> None:
    by_set = told(program, "--rulebooks", str(tiny), str(heavier), "--set", "goal=new-product")
    assert by_set["subject"] == "rulebooks"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_printed(form: str, program: Program) -> None:
    code, out, err = program("compare", FEW, NEW, "--format", form)
    assert (code, err) == (ExitCode.FINE, "")
    assert "outbound" in out.lower()


def test_fail_on_leader_change_is_exit_code_1_only_if_the_leader_changes(program: Program) -> None:
    assert program("compare", FEW, NEW)[0] == 0
    assert program("compare", FEW, NEW, "--fail-on", "leader-change")[0] == 1
    assert program("compare", FEW, FEW, "--fail-on", "leader-change")[0] == 0
    assert program("compare", FEW, FEW, NEW, "--fail-on", "leader-change")[:2] == (
        1,
        program("compare", FEW, FEW, NEW)[1],
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "compare needs two scenarios or more, as in: leadadvisor compare now.yaml then.yaml"),
        ((FEW,), "compare needs two scenarios or more, as in: leadadvisor compare now.yaml then.yaml"),
        (("-", "-"), "standard input can be read only once: - may stand for one scenario."),
        (
            (FEW, "gaol=x"),
            (
                "scenario 'gaol=x': this rulebook has no question 'gaol'. Did you mean 'goal'? Questions: "
                "goal, people, outreach."
            ),
        ),
        (
            (FEW, "goal=few"),
            (
                "scenario 'goal=few': goal has no option 'few'. Did you mean 'few-deals'? Options: "
                "few-deals, new-product, unsure."
            ),
        ),
        (
            (FEW, "goal=unsure,people"),
            ("scenario 'people': this is not an answer. Write a question, = and an option, such as goal=unsure."),
        ),
        ((FEW, "goal=unsure,goal=few-deals"), "scenario answers goal 2 times. Answer it once."),
        (
            (FEW, NEW, "--fail-on", "leader"),
            ("--fail-on cannot be 'leader'. Did you mean 'leader-change'? Choose from: leader-change."),
        ),
        (("--rulebooks", "a", "b", FEW, NEW), "--rulebooks compares by the same answers: give one scenario."),
        (("--rulebooks", "a", "b"), "no question is answered: give an answers file, or --set question=option."),
        (
            ("--rulebook", "a", "--rulebooks", "a", "b", FEW),
            ("--rulebook and --rulebooks contradict each other. Give one of them."),
        ),
        (("--rulebooks", "a"), "Option '--rulebooks' requires 2 arguments."),
    ],
)
def test_a_wrong_word_is_answered_with_what_to_write(words: tuple[str, ...], complaint: str, program: Program) -> None:
    assert program("compare", *words) == (ExitCode.USAGE, "", f"Error: {complaint}\n{TRY}")


def test_a_file_that_is_not_there_is_a_fault(program: Program, tmp_path: Path) -> None:
    code, out, err = program("compare", FEW, str(tmp_path / "none.yaml"))
    assert (code, out) == (ExitCode.FAULT, "")
    assert err.startswith(f"Error: cannot read {tmp_path / 'none.yaml'}")


def test_a_file_without_answers_is_nothing_to_compare(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("answers:\n")
    code, _, err = program("compare", FEW, str(file))
    assert code == ExitCode.USAGE
    assert "answers no question, so there is nothing to compare." in err


def test_a_rulebook_that_lacks_a_question_of_the_file_refuses_it(program: Program, tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("goal: few-deals\nbudget: none\n")
    code, out, err = program("compare", "--rulebooks", str(tiny), str(tiny), str(file))
    assert (code, out) == (ExitCode.FAULT, "")
    assert "has no question 'budget'" in err


def test_a_file_with_one_answer_changed_is_a_scenario(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text("answers: {goal: few-deals, people: sellers}\n", encoding="utf-8")
    changed, written_out = f"{firm},goal=new-product", "goal=new-product,people=sellers"
    assert program("compare", str(firm), changed, "-q")[0] == 0
    told = program("compare", written_out, changed, "--json")[1]
    assert '"leader_changes": false' in told
    assert '"differences": [' in told


def test_a_file_whose_name_has_commas_and_equals_signs_is_that_file(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    firm = tmp_path / "goal=x,people=y.yaml"
    firm.write_text("answers: {goal: few-deals}\n", encoding="utf-8")
    assert program("compare", str(firm), "goal=few-deals", "-q")[0] == 0


def test_a_change_that_cannot_be_is_told_with_the_nearest_word(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text("answers: {goal: few-deals}\n", encoding="utf-8")
    code, _, err = program("compare", str(firm), f"{firm},goal=new-produkt")
    assert code == 2
    assert "new-product" in err
