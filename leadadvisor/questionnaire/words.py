"""Small words the questionnaire's sentences share: labels inside a sentence, and enumerations."""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.rulebook import UNSURE, Approach, Question


def within(approach: Approach) -> str:
    """The label of an approach inside a sentence: without its capital where the id is the same word."""
    plain = approach.id.replace("-", " ")
    return plain if approach.label == plain.capitalize() else approach.label


def option_label(question: Question, option: str) -> str:
    """How an answer is called: the label of its option, or "Not sure"."""
    if option == UNSURE:
        return "Not sure"
    found = question.option(option)
    return found.label if found else option


def listed(parts: Sequence[str], word: str = "and") -> str:
    """The parts as an enumeration: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 question", "2 questions"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
