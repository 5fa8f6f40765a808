"""The user's own figures: what each may be, which need one another, and how a file holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_question, make_rulebook

from leadadvisor.errors import InvalidFile, WrongUsage
from leadadvisor.model.figure import FIGURE_KEYS, Figure, FigureKey
from leadadvisor.model.means import Figures
from leadadvisor.questionnaire.answers import Misread
from leadadvisor.questionnaire.answers_file import load_answers, parse_answers_file, template
from leadadvisor.questionnaire.figures import figure_text, joined, read_figure
from leadadvisor.questionnaire.interview import begin
from leadadvisor.questionnaire.saved_interview import interview_text, parse_interview
from leadadvisor.questionnaire.summary import command_line
from leadadvisor.rulebook.problems import render

NOT_WHOLE = "is not a whole number of at least 1."
OF_A_HUNDRED = "Write how many of a hundred qualified conversations become customers."
RULEBOOK = make_rulebook(questions=[make_question("size")])


def refusal(key: FigureKey, text: str) -> str:
    misread = read_figure(key, text)
    assert isinstance(misread, Misread), misread
    return misread.sentence()


@pytest.mark.parametrize(
    ("key", "text", "figure"),
    [
        ("weekly-hours", "7.5", Figure("weekly-hours", 750)),
        ("weekly-hours", "0", Figure("weekly-hours", 0)),
        ("weekly-hours", "10,000", Figure("weekly-hours", 1_000_000)),
        ("monthly-budget", "2.5k EUR", Figure("monthly-budget", 250_000, "EUR")),
        ("monthly-budget", "0", Figure("monthly-budget", 0)),
        ("currency", "eur", Figure("currency", 0, "EUR")),
        ("currency", "€", Figure("currency", 0, "€")),
        ("target-customers", "1,200", Figure("target-customers", 1_200)),
        ("close-rate", "20%", Figure("close-rate", 2_000)),
        ("close-rate", "20", Figure("close-rate", 2_000)),
        ("close-rate", "0.5%", Figure("close-rate", 50)),
        ("close-rate", "100%", Figure("close-rate", 10_000)),
        ("months", "6", Figure("months", 6)),
    ],
)
def test_a_figure_is_read(key: FigureKey, text: str, figure: Figure) -> None:
    assert read_figure(key, text) == figure


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("weekly-hours", "10001", "'10001' is more than 10000. Write the hours of one week, all people together."),
        ("weekly-hours", "7,5", "'7,5' can be read as 7.5 or as 75. Write 7.5 or 75."),
        ("monthly-budget", "2000 million", "'2000 million' is more than 1000000000. Write the money of one month."),
        ("currency", "euro", "'euro' is not a currency. Write its sign or its code of three letters, as EUR."),
        ("target-customers", "0", "'0' is not a whole number of at least 1. Write how many customers you want to win."),
        ("target-customers", "2.5", f"'2.5' {NOT_WHOLE} Write how many customers you want to win."),
        ("close-rate", "0%", "'0%' would mean that nobody ever buys. Write a rate above zero."),
        ("close-rate", "0.2", "'0.2' can be read as 20% or as 0.2%. Write 20% or 0.2%."),
        ("close-rate", "1", "'1' can be read as 100% or as 1%. Write 100% or 1%."),
        ("close-rate", "120%", f"'120%' is more than 100. {OF_A_HUNDRED}"),
        ("months", "0", "'0' is not a whole number of at least 1. Write a number of months up to 120."),
        ("months", "500", "'500' is more than 120. Write a number of months up to 120."),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused(key: FigureKey, text: str, sentence: str) -> None:
    assert refusal(key, text) == sentence


@pytest.mark.parametrize("key", [key for key in FIGURE_KEYS if key != "currency"])
def test_no_figure_is_below_zero(key: FigureKey) -> None:
    assert "is below zero" in refusal(key, "-5")


TARGET = (Figure("target-customers", 12), Figure("close-rate", 2_000), Figure("months", 6))


def test_all_figures_together_are_the_figures() -> None:
    given = (
        Figure("weekly-hours", 1_200),
        Figure("monthly-budget", 500_000, "$"),
        Figure("currency", 0, "USD"),
        *TARGET,
    )
    assert joined(given) == Figures(1_200, 500_000, "USD", 12, 2_000, 6)


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ({"months"}, "--target-customers and --close-rate are given without --months."),
        ({"close-rate", "months"}, "--target-customers is given without --close-rate and --months."),
        ({"target-customers", "months"}, "--close-rate is given without --target-customers and --months."),
    ],
)
def test_of_the_three_figures_of_a_target_none_is_filled_in(left_out: set[str], missing: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        joined(figure for figure in TARGET if figure.key not in left_out)
    assert str(caught.value).startswith(missing)
    assert str(caught.value).endswith("none is filled in for you. Give all of them, or none.")


@pytest.mark.parametrize(
    ("beside", "named", "currency"),
    [("€", "EUR", "EUR"), ("CAD", "$", "CAD"), ("", "CHF", "CHF"), ("EUR", "EUR", "EUR")],
)
def test_a_sign_and_a_code_of_one_currency_go_together(beside: str, named: str, currency: str) -> None:
    figures = joined([Figure("monthly-budget", 100, beside), Figure("currency", 0, named)])
    assert figures.currency == currency


@pytest.mark.parametrize(("beside", "named"), [("$", "EUR"), ("EUR", "USD"), ("€", "£")])
def test_money_in_two_currencies_is_refused(beside: str, named: str) -> None:
    with pytest.raises(WrongUsage, match=r"the money is in .* Give one of them"):
        joined([Figure("monthly-budget", 100, beside), Figure("currency", 0, named)])


def test_a_currency_of_no_money_is_refused() -> None:
    with pytest.raises(WrongUsage, match="given without --monthly-budget"):
        joined([Figure("currency", 0, "EUR")])


FULL = """\
size: small
weekly-hours: 12
monthly-budget: 5 000 EUR
target-customers: 12
close-rate: 20%
months: 6
"""
IN_FULL = (
    Figure("weekly-hours", 1_200),
    Figure("monthly-budget", 500_000, "EUR"),
    *TARGET,
)


@pytest.mark.parametrize("content", [FULL, "answers:\n" + "".join(f"  {line}\n" for line in FULL.splitlines())])
def test_figures_stand_among_the_answers_of_a_file(content: str) -> None:
    held = parse_answers_file("f", content.encode(), RULEBOOK)
    assert held.figures == IN_FULL
    assert [(answer.question, answer.option) for answer in held.answers] == [("size", "small")]


def test_a_figure_with_nothing_after_it_is_not_given() -> None:
    assert parse_answers_file("f", b"size: small\nweekly-hours:\n", RULEBOOK).figures == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("monthly-budget: 1.000", "f:1:17: error[wrong-number]: monthly-budget: '1.000' can be read as 1000 or as 1"),
        ("monthly-budget: 5,00", "f:1:17: error[wrong-number]: monthly-budget: '5,00' can be read as 5 or as 500"),
        ("weekly-hours: [12]", "f:1:15: error[wrong-number]: weekly-hours: "),
        ("currency: euros", "f:1:11: error[unknown-word]: currency: 'euros' is not a currency"),
        ("months: -1", "f:1:9: error[wrong-number]: months: '-1' is below zero"),
    ],
)
def test_a_figure_that_is_wrong_in_a_file_is_told_at_its_place(line: str, problem: str) -> None:
    """YAML reads 1.000 as the number one; what counts is what was typed."""
    with pytest.raises(InvalidFile) as caught:
        parse_answers_file("f", f"{line}\n".encode(), RULEBOOK)
    assert render(caught.value.findings).startswith(problem)


def test_a_question_keeps_its_name_where_a_figure_has_the_same() -> None:
    rulebook = make_rulebook(questions=[make_question("months", ("warm", "cold"))])
    held = parse_answers_file("f", b"months: warm\n", rulebook)
    assert (held.figures, [answer.option for answer in held.answers]) == ((), ["warm"])
    assert template(rulebook).count("  months:") == 1


def test_the_template_has_a_place_for_every_figure_and_gives_none(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(template(RULEBOOK))
    assert load_answers(file, RULEBOOK) == ()
    assert all(f"\n  {key}:\n" in template(RULEBOOK) for key in FIGURE_KEYS)


@pytest.mark.parametrize("figure", [*IN_FULL, Figure("monthly-budget", 1_234_567), Figure("currency", 0, "€")])
def test_a_figure_is_written_so_that_it_is_read_as_the_same(figure: Figure) -> None:
    assert read_figure(figure.key, figure_text(figure)) == figure


def test_an_interview_keeps_the_figures_it_began_with() -> None:
    interview = begin(RULEBOOK)._replace(figures=IN_FULL)
    restored = parse_interview("f", interview_text(RULEBOOK, interview).encode(), RULEBOOK)
    assert restored.interview.figures == IN_FULL
    assert restored.notes == ()


def test_an_interview_for_another_rulebook_keeps_its_figures() -> None:
    content = "rulebook: {name: other}\nanswers: {weekly-hours: 12}\n"
    restored = parse_interview("f", content.encode(), RULEBOOK)
    assert restored.interview.figures == (Figure("weekly-hours", 1_200),)
    assert not any("Dropped" in note for note in restored.notes)


def test_the_line_that_gives_the_same_result_names_the_figures() -> None:
    interview = begin(RULEBOOK)._replace(figures=IN_FULL[:2])
    expected = "leadadvisor recommend --weekly-hours 12 --monthly-budget '5000 EUR'"
    assert command_line(RULEBOOK, interview) == expected
