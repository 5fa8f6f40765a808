"""The card: the answer, why, what to do first and what could change it, on one screen; every format begins with it.

Its variants: one approach comes first (at once, or once a step of the plan has opened the way), two are level, one is
held back by a blocker, none can come first, nothing can start, and almost nothing is answered yet. Then the card is
the next two questions, without a plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.recommendation import Caution, Contribution, Flip, Recommendation
from leadadvisor.reports import verdict, words
from leadadvisor.reports.document import Bar, Bars, Card, Line, Row
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plan import means_of
from leadadvisor.reports.selection import cautions_by_weight, flips_to_tell, speaks_against, strongest_own
from leadadvisor.reports.verdict import barely_answered, first_steps, level_at_the_top, questions_that_matter
from leadadvisor.text import capital, first_sentence, lowered, statements

MORE = "More: --full, explain, plan, whatif"

_LINE = 80
"""Signs in a line of the shortest report; a warning that takes more is only named there."""
_REASONS = 3
_STEPS = 3
_NEXT_QUESTIONS = 2
_CONTRADICTING = ("contradiction", "out-of-scope", "figures-against-answers", "own-results-win")
"""Cautions without which the answer misleads."""

_MATTERING = (*_CONTRADICTING, "log-against-answers", "infeasible-approach", "may-not-lead")
"""Cautions that belong on the card; what is only open stands there already."""


def card(recommendation: Recommendation, labels: Labels) -> Card:
    """The card of a recommendation; it names nothing of the machine it was made on."""
    return Card(
        headline=verdict.headline(recommendation, labels),
        aside=_aside(recommendation, labels),
        bars=bars(recommendation, labels),
        rows=tuple(row for row in _rows(recommendation, labels) if row.lines),
        basis=words.honest(recommendation.rulebook),
        more=MORE,
    )


def quiet_lines(recommendation: Recommendation, labels: Labels) -> list[str]:
    """The card in two or three lines: the answer and what it rests on, and what must not be overlooked."""
    warned = next((one for one in cautions_by_weight(recommendation) if one.code in _CONTRADICTING), None)
    told = [f"{verdict.in_a_line(recommendation, labels, sure=warned is None)} {words.honest(recommendation.rulebook)}"]
    if warned is None:
        return told
    text = first_sentence(warned.text)
    if warned.code != "contradiction":
        return [*told, text]
    held = recommendation.held_back
    if held is not None:
        return [*told, f"{labels.approach(held.approach)} is held back, and your answers clash: see the card."]
    clash = f"Answers clash: {lowered(text)}"
    return [*told, clash if len(clash) <= _LINE else "Your answers clash: the card says how."]


def bars(recommendation: Recommendation, labels: Labels) -> Bars:
    """The mix, the largest share first."""
    of = {approach.id: _in_short(approach.what) for approach in recommendation.rulebook.approaches}
    level = level_at_the_top(recommendation)
    drawn = tuple(
        Bar(
            labels.approach(one.approach),
            of.get(one.approach, ""),
            one.share,
            one.low,
            one.high,
            "leads" if one.approach in level else one.role,
            means_of(one.approach, recommendation),
        )
        for one in recommendation.mix
    )
    ranges = any(bar.low != bar.high for bar in drawn)
    return Bars(drawn, "The lighter parts show how far open answers could move a share." if ranges else "")


def why_lines(recommendation: Recommendation, labels: Labels) -> list[Line]:
    """The strongest reasons for what comes first, or for each of those that are level, with their strength."""
    level = level_at_the_top(recommendation)
    if len(level) > 1:
        own = (_reasons_of(approach, recommendation, labels, rank) for rank, approach in enumerate(level))
        return [line for lines in own for line in lines]
    leader = recommendation.portion(recommendation.leader or "")
    if leader is None:
        return []
    return [_reason(one, 3 * place) for place, one in enumerate(strongest_own(leader)[:_REASONS])]


def but_lines(recommendation: Recommendation) -> list[Line]:
    """What speaks against it: what must not be overlooked, what the documents say, then a reason that lowers it."""
    told = [_warning(one) for one in cautions_by_weight(recommendation) if _matters(recommendation, one)]
    warnings = frozenset(told)
    told += [note.text for note in recommendation.plan_notes if note.code == "nobody-to-do-it"]
    told += [one.because for one in recommendation.against]
    leader = recommendation.portion(recommendation.leader or "")
    if leader is not None:
        told += [one.because for one in speaks_against(leader) if one.points][:1]
    ranks = (0, 5, 8)
    once = dict.fromkeys(text if text in warnings else first_sentence(text) for text in told)
    return [Line(text, rank=rank) for text, rank in zip(once, ranks, strict=False)]


def _warning(caution: Caution) -> str:
    """A warning in short: what is contradictory is stated in full, for its first sentence alone may not tell it."""
    return statements(caution.text) if caution.code == "contradiction" else first_sentence(caution.text)


def _matters(recommendation: Recommendation, caution: Caution) -> bool:
    """Whether it belongs on the card."""
    return caution.code in _MATTERING and not waits(recommendation, caution)


def waits(recommendation: Recommendation, caution: Caution) -> bool:
    """Whether it is about how to carry out an approach that nobody begins now: then it is no matter yet."""
    portion = recommendation.portion(caution.subject)
    if caution.code != "may-not-lead" or portion is None or recommendation.held_back is not None:
        return False
    return portion.state == "not-yet"


def start_lines(recommendation: Recommendation, labels: Labels) -> list[Line]:
    """The first steps of the plan, numbered, with the channels each of them opens."""
    lines = []
    for place, step in enumerate(first_steps(recommendation)[:_STEPS]):
        opened = ", ".join(map(labels.channel, step.opens))
        told = first_sentence(step.action)
        lines.append(Line(told, f"opens: {opened}" if opened else "", str(place + 1), 4 * place))
    return lines


def flip_line(recommendation: Recommendation, labels: Labels) -> Line | None:
    """The one change, within reach if there is one, that puts another approach first."""
    groups = flips_to_tell(recommendation)
    return Line(capital(words.flip([_smallest(groups[0], labels)], labels)), rank=7) if groups else None


def open_lines(recommendation: Recommendation, labels: Labels) -> list[Line]:
    """How many open answers bear on the result, and the one that tells most."""
    told = words.still_open(recommendation)
    bearing = questions_that_matter(recommendation)
    if not told:
        return []
    single = bearing and not recommendation.open_pair  # a pair has been named already
    question = bearing[0].question if single else ""
    telling = f" Most telling: “{labels.question(question)}”" if question else ""
    return [Line(f"{told}{telling}", rank=2)]


def _rows(recommendation: Recommendation, labels: Labels) -> Iterator[Row]:
    if recommendation.status == "nothing-feasible":
        yield from _nothing_feasible(recommendation, labels)
        return
    barely = barely_answered(recommendation)
    yield Row("Why", tuple(why_lines(recommendation, labels)))
    yield Row("But", tuple(but_lines(recommendation)), "warning")
    if barely:
        yield Row("Answer", tuple(_next_questions(recommendation, labels)))
        return
    yield Row("Start", tuple(start_lines(recommendation, labels)))
    flip = flip_line(recommendation, labels)
    yield Row("Flips", (flip,) if flip else ())
    yield Row("Open", tuple(open_lines(recommendation, labels)))


def _nothing_feasible(recommendation: Recommendation, labels: Labels) -> Iterator[Row]:
    """What stands in the way, and what would have to be otherwise."""
    infeasible = [one for one in recommendation.cautions if one.code == "infeasible-approach"]
    told = [_named(one.subject, first_sentence(one.text), labels) for one in infeasible]
    yield Row("Why", tuple(Line(text, rank=place) for place, text in enumerate(told)))
    flips = [words.flip([_smallest(alike, labels)], labels) for alike in flips_to_tell(recommendation)]
    yield Row("Change", tuple(Line(capital(text), rank=3 + place) for place, text in enumerate(flips[:_STEPS])))
    yield Row("Open", tuple(open_lines(recommendation, labels)))


def _next_questions(recommendation: Recommendation, labels: Labels) -> list[Line]:
    asked = questions_that_matter(recommendation)[:_NEXT_QUESTIONS]
    return [Line(labels.question(one.question), mark=str(place)) for place, one in enumerate(asked, start=1)]


def _aside(recommendation: Recommendation, labels: Labels) -> str:
    if barely_answered(recommendation):
        return ""
    short, _ = verdict.sureness(recommendation, labels)
    return f"{short}." if short else ""


def _reasons_of(approach: str, recommendation: Recommendation, labels: Labels, rank: int) -> list[Line]:
    portion = recommendation.portion(approach)
    reasons = strongest_own(portion)[:2] if portion else []
    lines = [_reason(one, 2 * rank + 4 * place) for place, one in enumerate(reasons)]
    return [line._replace(text=_named(approach, line.text, labels)) for line in lines]


def _reason(one: Contribution, rank: int) -> Line:
    return Line(first_sentence(one.because), words.strength(one.strength) if one.strength else "", rank=rank)


def _named(approach: str, text: str, labels: Labels) -> str:
    return f"{labels.approach(approach)}: {lowered(text)}"


def _smallest(together: list[Flip], labels: Labels) -> Flip:
    """Of flips that differ in the last option alone, the smallest step up."""

    def height(flip: Flip) -> int:
        question, option = labels.asked(flip.change[-1].question), flip.change[-1].after
        return question.improves.index(option) if question and option in question.improves else 0

    return min(together, key=height)


def _in_short(what: str) -> str:
    """What an approach is, up to the first comma."""
    return first_sentence(what).split(",", 1)[0].rstrip(".")
