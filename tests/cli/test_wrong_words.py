"""Every wrong word a person can type is answered with what, why and what next; nothing is printed on stdout."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.cli.boundary import run
from leadadvisor.cli.exit_codes import ExitCode

RECOMMEND = "Try: leadadvisor recommend --help\n"
QUESTIONS = "Try: leadadvisor questions --help\n"
PROGRAM = "Try: leadadvisor --help\n"
FORMATS = "terminal, plain, json, yaml, markdown, html"
KINDS = [
    "recommendation",
    "recommendation-brief",
    "explanation",
    "what-if",
    "weights",
    "comparison",
    "review",
    "firm-plan",
    "stop-rules",
    "rulebook",
    "conditions",
    "sources",
    "questions",
    "approaches",
    "evidence",
    "blockers",
    "tensions",
    "contradictions",
    "properties",
    "plan",
    "cases",
]
GOALS = "Options: few-deals, new-product, unsure."
ASKED = "Questions: goal, people, outreach."

WRONG_WORDS: dict[tuple[str, ...], str] = {
    # commands
    ("recomend",): f"Error: No such command 'recomend'. Did you mean 'recommend'?\n{PROGRAM}",
    ("rules", "pth"): "Error: No such command 'pth'. Did you mean 'path'?\nTry: leadadvisor rules --help\n",
    ("recommend", "few-deals"): f"Error: Got unexpected extra argument(s) (few-deals)\n{RECOMMEND}",
    # flags
    ("recommend", "--gaol", "x"): f"Error: there is no option --gaol. Did you mean --goal?\n{RECOMMEND}",
    ("recommend", "--xyz"): f"Error: there is no option --xyz.\n{RECOMMEND}",
    ("recommend", "-x"): f"Error: there is no option -x.\n{RECOMMEND}",
    ("--versoin",): f"Error: there is no option --versoin. Did you mean --version?\n{PROGRAM}",
    ("--goal", "few-deals", "recommend"): (
        "Error: there is no option --goal. Options of a command stand after it, as in: leadadvisor recommend --json\n"
        f"{PROGRAM}"
    ),
    ("recommend", "--goal"): f"Error: Option '--goal' requires an argument.\n{RECOMMEND}",
    ("recommend", "--json=yes"): f"Error: Option '--json' does not take a value.\n{RECOMMEND}",
    # answers in flags
    ("recommend", "--goal", "new"): f"Error: --goal: goal has no option 'new'. Did you mean 'new-product'? {GOALS}\n"
    f"{RECOMMEND}",
    ("recommend", "--goal", "5k"): f"Error: --goal: goal has no option '5k'. {GOALS}\n{RECOMMEND}",
    ("recommend", "--goal", ""): f"Error: --goal: goal has no option ''. {GOALS}\n{RECOMMEND}",
    ("recommend", "--goal", "--json"): f"Error: --goal: goal has no option '--json'. {GOALS}\n{RECOMMEND}",
    ("recommend", "--goal", "few-deals\x1b[2J"): (
        f"Error: --goal: goal has no option 'few-deals\\x1b[2J'. Did you mean 'few-deals'? {GOALS}\n{RECOMMEND}"
    ),
    ("recommend", "--goal", "few-deal", "--people", "nobodi"): (
        f"Error: --goal: goal has no option 'few-deal'. Did you mean 'few-deals'? {GOALS}\n"
        "--people: people has no option 'nobodi'. Did you mean 'nobody'? Options: sellers, nobody, unsure.\n"
        f"{RECOMMEND}"
    ),
    ("recommend", "--goal", "unsure", "--goal", "few-deals"): (
        f"Error: --goal is given 2 times: 'unsure', 'few-deals'. Give it once.\n{RECOMMEND}"
    ),
    # answers in --set
    ("recommend", "--set", "goal"): (
        "Error: --set 'goal': this is not an answer. Write a question, = and an option, such as goal=unsure.\n"
        f"{RECOMMEND}"
    ),
    ("recommend", "--set", "gaol=few-deals"): (
        f"Error: --set 'gaol=few-deals': this rulebook has no question 'gaol'. Did you mean 'goal'? {ASKED}\n"
        f"{RECOMMEND}"
    ),
    ("recommend", "--set", "goal=few"): (
        f"Error: --set 'goal=few': goal has no option 'few'. Did you mean 'few-deals'? {GOALS}\n{RECOMMEND}"
    ),
    ("recommend", "--set", "goal=unsure", "--set", "goal=few-deals"): (
        f"Error: --set answers goal 2 times. Answer it once.\n{RECOMMEND}"
    ),
    # words of the other options
    ("recommend", "--format", "jsn"): (
        f"Error: --format cannot be 'jsn'. Did you mean 'json'? Choose from: {FORMATS}.\n{RECOMMEND}"
    ),
    ("recommend", "--json", "--format", "yaml"): (
        f"Error: --json and --format yaml contradict each other. Give one of them.\n{RECOMMEND}"
    ),
    ("recommend", "-f", "json", "--format", "json"): (
        f"Error: --format is given 2 times: 'json', 'json'. Give it once.\n{RECOMMEND}"
    ),
    ("recommend", "--color", "allways"): (
        "Error: --color cannot be 'allways'. Did you mean 'always'? Choose from: auto, always, never.\n" + RECOMMEND
    ),
    ("recommend", "--fail-on", "opn"): (
        "Error: --fail-on cannot be 'opn'. Did you mean 'open'? Choose from: undecided, open, leaning.\n" + RECOMMEND
    ),
    ("recommend", "-q", "-v"): (f"Error: --quiet and --verbose contradict each other. Give one of them.\n{RECOMMEND}"),
    ("recommend", "--output", ""): (
        f"Error: --output needs the name of a file, or - for standard output.\n{RECOMMEND}"
    ),
    ("recommend", "--answers", "a", "--answers", "b"): (
        f"Error: --answers is given 2 times: 'a', 'b'. Give it once.\n{RECOMMEND}"
    ),
    ("questions", "--format", "html"): (
        f"Error: --format cannot be 'html'. Choose from: terminal, plain, json, yaml, markdown.\n{QUESTIONS}"
    ),
    ("questions", "--template", "--json"): (
        "Error: --template makes an answers file, which is always YAML. Leave out --format and --json.\n" + QUESTIONS
    ),
    ("batch", "--format", "cvs", "in.csv"): (
        "Error: --format cannot be 'cvs'. Did you mean 'csv'? Choose from: csv, jsonl, parquet.\n"
        "Try: leadadvisor batch --help\n"
    ),
    ("rules", "schema"): f"Error: say of which format: --of {'|'.join(KINDS)}\nTry: leadadvisor rules schema --help\n",
    ("rules", "schema", "--of", "recomendation"): (
        f"Error: --of cannot be 'recomendation'. Did you mean 'recommendation'? Choose from: {', '.join(KINDS)}.\n"
        "Try: leadadvisor rules schema --help\n"
    ),
    ("rules", "sql", "--dialect", "postgre"): (
        "Error: --dialect cannot be 'postgre'. Did you mean 'postgres'? "
        "Choose from: duckdb, postgres, snowflake, bigquery, spark, trino.\nTry: leadadvisor rules sql --help\n"
    ),
    ("rules", "sql", "--table", "a; DROP TABLE b"): (
        "Error: --table cannot be 'a; DROP TABLE b': give the name of a table, such as profiles or sales.profiles.\n"
        "Try: leadadvisor rules sql --help\n"
    ),
    ("rules", "sql", "--columns", "goal,poeple"): (
        "Error: there is no question 'poeple'. Did you mean 'people'? Questions: goal, people, outreach.\n"
        "Try: leadadvisor rules sql --help\n"
    ),
    ("rules", "path", "--rulebook", "a", "--rulebook", "b"): (
        "Error: --rulebook is given 2 times: 'a', 'b'. Give it once.\nTry: leadadvisor rules path --help\n"
    ),
    ("--rulebook", "a", "rules", "path", "--rulebook=b"): (
        "Error: --rulebook is given 2 times: 'a', 'b'. Give it once.\nTry: leadadvisor rules path --help\n"
    ),
    ("rules", "path", "--rulebook"): (
        "Error: Option '--rulebook' requires an argument.\nTry: leadadvisor rules path --help\n"
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG_WORDS.items(), ids=[" ".join(words)[:60] for words in WRONG_WORDS])
def test_a_wrong_word_is_answered_with_what_why_and_what_next(
    words: tuple[str, ...], message: str, program: Callable[..., tuple[int, str, str]]
) -> None:
    assert program(*words) == (ExitCode.USAGE, "", message)


def test_without_any_answer_every_flag_is_listed_with_its_options(
    program: Callable[..., tuple[int, str, str]],
) -> None:
    assert program("recommend") == (
        ExitCode.USAGE,
        "",
        (
            "Error: no question is answered, so there is nothing to recommend. Answer as many as you can:\n"
            "  --goal few-deals|new-product|unsure\n"
            "  --people sellers|nobody|unsure\n"
            "  --outreach running|idle|unsure\n"
            "Or fill in a file: leadadvisor questions --template -o answers.yaml, then --answers answers.yaml\n"
            f"{RECOMMEND}"
        ),
    )


FLAGS = ["--goal", "--people", "--set", "--answers", "--format", "--fail-on", "--color", "--rulebook", "--of"]
SWITCHES = ["--json", "-q", "-v", "--force", "--no-ranges", "--no-input", "--template", "--help", "--version", "--"]
COMMAND_WORDS = ["recommend", "questions", "batch", "rules", "path", "schema"]
VALUES = ["few-deals", "goal=few-deals", "json", "terminal", "open", "=", "", "-", "none.yaml", "recommendation"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FLAGS + SWITCHES + COMMAND_WORDS + VALUES) | st.text(max_size=8), max_size=7))
def test_no_line_of_words_is_an_unexpected_error(words: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([word for word in words if not word.startswith("-o")])
    assert code in {ExitCode.FINE, ExitCode.FAULT, ExitCode.USAGE, ExitCode.NOTHING_TO_FOLLOW}, err.getvalue()
    assert bool(err.getvalue()) == (code in {ExitCode.FAULT, ExitCode.USAGE})
