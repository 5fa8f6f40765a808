"""Random profiles over a rulebook: the same ones on every machine and in every run."""

from __future__ import annotations

from random import Random

from leadadvisor.model.rulebook import Rulebook


def random_options(rulebook: Rulebook, rng: Random, unanswered: int = 0) -> dict[str, str]:
    """An option for every question but that many; whether a question would be asked plays no part."""
    questions = list(rulebook.questions)
    left_out = set(rng.sample([question.id for question in questions], unanswered))
    return {question.id: rng.choice(question.options).id for question in questions if question.id not in left_out}
