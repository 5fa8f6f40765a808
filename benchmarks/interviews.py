"""How many questions until it is certain who comes first: interviews simulated in two orders, for two kinds of firm.

`python benchmarks/interviews.py [NUMBER]` simulates so many interviews (1,000) of firms drawn at random, each option as
likely as any other, and one for each profile of the calibration that answers nearly everything. The order of the
rulebook, which was the order of asking in version 0.1.0, stands beside the order that decides soonest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

import leadadvisor
from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.questionnaire import interview as moves
from leadadvisor.questionnaire.flow import bearings, next_question, to_ask
from leadadvisor.questionnaire.interview import Interview

PROFILES = Path(__file__).parents[1] / "tests" / "calibration" / "profiles.json"
NEARLY_EVERYTHING = 13
Order = Callable[[Rulebook, Interview], "Question | None"]


def in_the_rulebooks_order(rulebook: Rulebook, interview: Interview) -> Question | None:
    """The first question still to be asked."""
    return next(iter(to_ask(rulebook, interview)), None)


def questions_until_certain(rulebook: Rulebook, answers: Mapping[str, str], order: Order, steps: list[float]) -> int:
    """How many answers it takes until none left can change who comes first; the seconds of each step are noted."""
    interview = moves.begin(rulebook)
    asked = 0
    while True:
        began = process_time()
        question = order(rulebook, interview)
        if question is None:
            return asked
        interview = moves.answer(rulebook, interview, question.id, answers.get(question.id, "unsure"))
        asked += 1
        now = bearings(rulebook, interview)
        steps.append(process_time() - began)
        if now.outlook is not None and now.outlook.keeps_leader(now.evaluation.standing):
            return asked


def drawn(rulebook: Rulebook, number: int) -> list[dict[str, str]]:
    """Firms whose every answer is drawn at random, always the same ones."""
    rng = Random(1)
    return [{each.id: rng.choice(each.options).id for each in rulebook.questions} for _ in range(number)]


def calibrated(rulebook: Rulebook) -> list[dict[str, str]]:
    """The profiles of the calibration that answer nearly everything, as far as the rulebook knows their options."""
    known = {each.id: {option.id for option in each.options} for each in rulebook.questions}
    profiles = json.loads(PROFILES.read_text(encoding="utf-8")).values()
    return [
        {question: option for question, option in profile.items() if option in known.get(question, ())}
        for profile in profiles
        if len(profile) >= NEARLY_EVERYTHING
    ]


def main(number: int) -> None:
    """Print a table."""
    rulebook = leadadvisor.load_rulebook()
    print("| order | firms | median questions | mean | most | median ms a step | slowest ms |")
    print("|---|---|---|---|---|---|---|")
    orders: dict[str, Order] = {"rulebook's": in_the_rulebooks_order, "soonest": next_question}
    for kind, firms in (("calibration", calibrated(rulebook)), ("uniform", drawn(rulebook, number))):
        for name, order in orders.items():
            steps: list[float] = []
            counts = [questions_until_certain(rulebook, firm, order, steps) for firm in firms]
            figures = f"{median(counts):.0f} | {sum(counts) / len(counts):.1f} | {max(counts)}"
            print(
                f"| {name} | {len(firms)} {kind} | {figures} | {1000 * median(steps):.0f} | {1000 * max(steps):.0f} |"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
