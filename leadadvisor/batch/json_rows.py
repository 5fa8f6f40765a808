"""Rows of JSON lines: an object for each line; its text is kept as it is, so that nothing in it is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import NoReturn, Protocol, TypeAlias

from leadadvisor.batch.cells import ResultText
from leadadvisor.batch.columns import CellReader, Names, lookalike
from leadadvisor.batch.csv_rows import LINE_TOO_LONG, Scored, flaw
from leadadvisor.batch.job import BadRow
from leadadvisor.batch.lines import LONGEST_LINE, UTF8, Block
from leadadvisor.engine.rows import Outcome
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import quoted

DEEPEST = 100
"""How many objects and lists may stand inside each other."""

MOST_NAMES = 1_000
"""How many keys that are no question are remembered, to name them at the end."""

MOST_SHAPES = 256
"""How many sets of keys are remembered; then all are forgotten."""

_BLANKS = " \t\r"
_MOST_KEYS = 1_000

Members: TypeAlias = Sequence[tuple[str, object]]
Render: TypeAlias = Callable[[str, Members], str]
"""Makes the text of a row, up to where the result begins, from the object's text and its members."""


class Number:
    """A number as it was written: its digits are nobody's to change."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class NotReadable(ValueError):
    """A line that is no row; the message says why."""


class Shape(NamedTuple):
    """What objects with the same keys have in common: which of the keys are questions, how to read and score them."""

    places: tuple[int, ...]
    reader: CellReader
    score: Callable[[Sequence[str]], Outcome]


class Scorer(Protocol):
    """Whatever makes a function that scores rows with these questions: rows.py, or what stands in for it."""

    def for_columns(self, questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """The function; it may raise `KeyError` for a word that is no option."""


class JsonRows:
    """Scores objects; `nulls` are the words that say that nobody answered."""

    def __init__(
        self,
        rulebook: Rulebook,
        names: Names,
        scorer: Scorer,
        render: Render,
        result: ResultText,
        *,
        nulls: Sequence[str] = (),
    ) -> None:
        self._nulls = nulls
        self._rulebook = rulebook
        self._names = names
        self._scorer = scorer
        self._render = render
        self._result = result
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self.passed: dict[str, None] = {}

    def score_block(self, block: Block) -> Scored:
        """Score the object of every line."""
        scored = Scored([], [], [], len(block.lines))
        write, render, result = scored.texts.append, self._render, self._result
        for number, line in enumerate(block.lines, block.first):
            text = line.strip(_BLANKS)
            if not text:
                continue
            members: Members | None = None
            try:
                members = read_object(text, odd=block.odd, encoding=block.encoding)
                outcome = self._outcome(number, members, scored.notes)
            except NotReadable as problem:
                row = text if members is None else [text]
                scored.bad.append(BadRow(number, str(problem), row))
            else:
                write(render(text, members) + result(outcome))
        return scored

    def text_of(self, line: str) -> str | None:
        """The text of an object with its result, where one with the same keys was scored; None for any other line."""
        text = line.strip(_BLANKS)
        try:
            members = read_object(text)
            shape = self._shapes[tuple([key for key, _ in members])]
            outcome = shape.score([members[place][1] for place in shape.places])  # type: ignore[misc]  # as below
        except (NotReadable, KeyError, TypeError):
            return None
        return self._render(text, members) + self._result(outcome)

    def _outcome(self, number: int, members: Members, notes: list[str]) -> Outcome:
        """What an object comes to. Raises `NotReadable`."""
        keys = tuple([key for key, _ in members])
        shape = self._shapes.get(keys)
        if shape is None:
            shape = self._shape(number, keys, notes)
        values = [members[place][1] for place in shape.places]
        try:
            return shape.score(values)  # type: ignore[arg-type]  # what is no option is no key of its table
        except (KeyError, TypeError):
            options = shape.reader.read(values)
        if isinstance(options, str):
            raise NotReadable(options)
        return shape.score(options)

    def _shape(self, number: int, keys: tuple[str, ...], notes: list[str]) -> Shape:
        questions = check_keys(self._names, keys)
        present = [question for question in questions if question is not None]
        self._note_passed(
            number, [key for key, question in zip(keys, questions, strict=True) if not question], present, notes
        )
        places = tuple(place for place, question in enumerate(questions) if question is not None)
        reader = CellReader(self._rulebook, present, [keys[place] for place in places], "key", nulls=self._nulls)
        shape = Shape(places, reader, self._scorer.for_columns(present))
        if len(self._shapes) >= MOST_SHAPES:
            self._shapes.clear()
        if len(keys) <= _MOST_KEYS:
            self._shapes[keys] = shape
        return shape

    def _note_passed(self, number: int, keys: Sequence[str], present: Sequence[str], notes: list[str]) -> None:
        for key in keys:
            if key in self.passed or len(self.passed) >= MOST_NAMES:
                continue
            near = self._names.near(key, present)
            self.passed[key] = None
            if near:
                notes.append(f"{number}: {lookalike('key', key, near)}")


def read_object(text: str, *, odd: bool = False, encoding: str = UTF8) -> Members:
    """The members of the object, in order. Raises `NotReadable` for other text, and for what readers disagree on."""
    if len(text) > LONGEST_LINE:
        raise NotReadable(LINE_TOO_LONG)
    if odd and (problem := flaw(text, encoding)):
        raise NotReadable(problem)
    if _may_be_deep(text) and _depth(text) > DEEPEST:
        raise NotReadable(f"objects and lists stand inside each other more than {DEEPEST} deep")
    try:
        value: object = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotReadable(_not_json(text, error)) from None
    if not isinstance(value, tuple):
        raise NotReadable(f"a row is an object in braces, got {_in_words(value)}")
    if "\\u" in text and not _is_text(value):
        raise NotReadable("an escape stands for half a character (a lone surrogate)")
    return value


def check_keys(names: Names, keys: Sequence[str]) -> list[str | None]:
    """The question each key means, or None. Raises `NotReadable` for keys that stand there twice or will be added."""
    questions = refuse_repeated(names, keys)
    for key in keys:
        if names.is_result(key):
            mend = "remove or rename it, or give --prefix"
            raise NotReadable(f"key {quoted(key)} would be added, but is there already; {mend}")
    return questions


def refuse_repeated(names: Names, keys: Sequence[str]) -> list[str | None]:
    """The question each key means, or None. Raises `NotReadable` for keys that stand there twice."""
    questions = [names.question(key) for key in keys]
    first: dict[str, str] = {}
    for key, question in zip(keys, questions, strict=True):
        identity = question or key
        if identity in first:
            earlier = first[identity]
            if earlier == key:
                raise NotReadable(f"key {quoted(key)} stands there twice; keep one of them")
            raise NotReadable(f"keys {quoted(earlier)} and {quoted(key)} are one question; keep one of them")
        first[identity] = key
    return questions


def _may_be_deep(text: str) -> bool:
    return text.count("{") + text.count("[") > DEEPEST


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in _STRING.sub("", text):
        depth += (sign in "{[") - (sign in "}]")
        deepest = max(deepest, depth)
    return deepest


def _is_text(value: object) -> bool:
    """No string in it holds half a character."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_json(text: str, error: json.JSONDecodeError) -> str:
    if text.startswith("\ufeff"):
        return "a byte order mark stands before the object; remove it"
    if text == "{":
        return "an object begins here and goes on below; a row is one line: jq -c . makes it so"
    reason = error.msg[:1].lower() + error.msg[1:]
    return f"this is not JSON at character {error.pos + 1}: {reason}"


def _in_words(value: object) -> str:
    from leadadvisor.text import shown

    return (
        "a list"
        if isinstance(value, list)
        else f"the number {str(value)[:40]}"
        if isinstance(value, Number)
        else shown(value)
    )


def _finite(text: str) -> Number:
    if float(text) in {float("inf"), float("-inf")}:
        raise NotReadable(f"{text[:40]} is larger than any number a reader of JSON must know")
    return Number(text)


def _refuse_constant(text: str) -> NoReturn:
    raise NotReadable(f"{text} is no number in JSON; write null or a number")


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')
DECODER = json.JSONDecoder(
    object_pairs_hook=tuple, parse_int=Number, parse_float=_finite, parse_constant=_refuse_constant
)
"""Objects become tuples of pairs, so that no key gets lost and no list is taken for one."""
