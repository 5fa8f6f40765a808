"""The command `questions`: every question with its options in five formats, or an answers file ready to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Annotated, TypeAlias

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import CommandLine, rulebook_of
from leadadvisor.cli.options import OUTPUT
from leadadvisor.cli.reporting import OutputOptions, reporting, write
from leadadvisor.errors import WrongUsage
from leadadvisor.model.condition import AllOf, AnyOf, Chosen, Condition, Not
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.questionnaire.answers import option_words
from leadadvisor.questionnaire.answers_file import template as answers_template

ConditionTree: TypeAlias = "dict[str, list[str] | list[ConditionTree] | ConditionTree]"
Renderer: TypeAlias = Callable[[Rulebook, int], str]

_WIDEST = 100
_SPECIAL_IN_MARKDOWN = "\\`*_[]<>|#"
TemplateOption = Annotated[
    bool, typer.Option("--template", help="Make an answers file to fill in.", rich_help_panel=OUTPUT)
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command for the rulebook the line names."""
    rulebook = rulebook_of(line)

    @reporting(tuple(QUESTION_LISTS), looks=())
    def questions(*, told: OutputOptions, template: TemplateOption = False) -> int:
        if template and told.format in {"json", "markdown"}:
            raise WrongUsage("--template makes an answers file, which is always YAML. Leave out --format and --json.")
        text = answers_template(rulebook) if template else QUESTION_LISTS[told.format](rulebook, told.layout.width)
        write(text, told)
        return ExitCode.FINE

    return questions


def as_text(rulebook: Rulebook, width: int) -> str:
    """Every question with its options, wrapped to the width, in words for people."""
    width = min(width, _WIDEST)
    sections = []
    for topic, questions in _by_topic(rulebook).items():
        sections.append(topic)
        sections.extend(_paragraphs(question, width) for question in questions)
    return "\n\n".join(sections) + "\n"


def as_lines(rulebook: Rulebook, width: int) -> str:
    """One line for each option: question, option and label with tabs between, for grep and cut."""
    del width
    rows = [
        (question.id, option, label)
        for question in rulebook.questions
        for option, label in [*((each.id, each.label) for each in question.options), (UNSURE, "I do not know")]
    ]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def as_json(rulebook: Rulebook, width: int) -> str:
    """The contract for programs: {"questions": [...]}."""
    del width
    import json

    return json.dumps(_tree(rulebook), ensure_ascii=False, indent=2) + "\n"


def as_yaml(rulebook: Rulebook, width: int) -> str:
    """The same as the JSON, as YAML."""
    del width
    from leadadvisor.reports.tree import as_yaml

    return as_yaml(_tree(rulebook))


def as_markdown(rulebook: Rulebook, width: int) -> str:
    """A document: a heading for each topic and question, a table of options."""
    del width
    blocks = [f"# {_escaped(rulebook.title)}: the questions"]
    for topic, questions in _by_topic(rulebook).items():
        blocks.append(f"## {_escaped(topic)}")
        blocks.extend(_markdown(question) for question in questions)
    return "\n\n".join(blocks) + "\n"


QUESTION_LISTS: dict[str, Renderer] = {
    "terminal": as_text,
    "plain": as_lines,
    "json": as_json,
    "yaml": as_yaml,
    "markdown": as_markdown,
}
"""Every format the questions come in."""


def in_words(condition: Condition) -> str:
    """The condition as a phrase: "people is founders or closers"."""
    match condition:
        case Chosen():
            return f"{condition.question} is {' or '.join(condition.options)}"
        case Not(part=Chosen() as part):
            return f"{part.question} is not {' or '.join(part.options)}"
        case Not():
            return f"not ({in_words(condition.part)})"
        case AllOf():
            return _joined(condition.parts, " and ") or "always"
        case AnyOf():
            return _joined(condition.parts, " or ") or "never"


def condition_tree(condition: Condition) -> ConditionTree:
    """The condition in the shape it has in a rulebook file."""
    match condition:
        case Chosen():
            return {condition.question: list(condition.options)}
        case Not():
            return {"not": condition_tree(condition.part)}
        case AllOf():
            return {"all": [condition_tree(part) for part in condition.parts]}
        case AnyOf():
            return {"any": [condition_tree(part) for part in condition.parts]}


def _joined(parts: tuple[Condition, ...], word: str) -> str:
    phrases = [in_words(part) for part in parts]
    return phrases[0] if len(phrases) == 1 else word.join(f"({phrase})" for phrase in phrases)


def _by_topic(rulebook: Rulebook) -> dict[str, list[Question]]:
    topics: dict[str, list[Question]] = {}
    for question in rulebook.questions:
        topics.setdefault(question.topic, []).append(question)
    return topics


def _paragraphs(question: Question, width: int) -> str:
    lines = textwrap.wrap(f"{question.id}: {question.text}", width, initial_indent="  ", subsequent_indent="    ")
    if question.asked_when is not None:
        lines += _wrapped(f"(asked when {in_words(question.asked_when)})", width, 4)
    lines += _wrapped(f"Why we ask: {question.why}", width, 4)
    column = 6 + max(len(word) for word in option_words(question))
    for option in question.options:
        start = f"    {option.id}".ljust(column)
        lines += textwrap.wrap(option.label, width, initial_indent=start, subsequent_indent=" " * column)
    return "\n".join([*lines, f"    {UNSURE}".ljust(column) + "I do not know"])


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _tree(rulebook: Rulebook) -> dict[str, list[dict[str, object]]]:
    return {"questions": [_question_tree(question) for question in rulebook.questions]}


def _question_tree(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "topic": question.topic,
        "text": question.text,
        "help": question.help,
        "why": question.why,
        "need": question.need,
        "lever": question.lever,
        "options": [{"id": option.id, "label": option.label, "help": option.help} for option in question.options],
        "asked_when": None if question.asked_when is None else condition_tree(question.asked_when),
        "otherwise": question.otherwise,
    }


def _markdown(question: Question) -> str:
    asked = [] if question.asked_when is None else [f"Asked when {_escaped(in_words(question.asked_when))}."]
    rows = [f"| `{option.id}` | {_escaped(option.label)} |" for option in question.options]
    table = "\n".join(["| option | meaning |", "| --- | --- |", *rows, f"| `{UNSURE}` | I do not know |"])
    why = f"*Why we ask:* {_escaped(question.why)}"
    return "\n\n".join([f"### `{question.id}`: {_escaped(question.text)}", *asked, why, table])


def _escaped(text: str) -> str:
    """One line of text that markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in _SPECIAL_IN_MARKDOWN else sign for sign in " ".join(text.split()))
