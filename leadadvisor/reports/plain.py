"""The plain report: one fact a line as `key: value`, the same keys in every version, no colour, no wrapping, no tab.

Made for grep, cut and diff; ids stand as they stand in the rulebook. Keys, in this order:

    headline, status, leader, firmness     leader is "none" where nobody leads
    share_<approach>, low_..., high_...    integer percentages; role_... is leads, supports, parked or ruled-out
    for_<approach>, against_<approach>     one line a reason: percentage points, rule, "because" [claims]
    blocker_<approach>                     kind, id, "because", what lifts it [claims]
    near_miss_<approach>                   rule, question=option|option, "because" [claims]
    channel_<channel>                      use, later or avoid, "because" [claims]
    plan_<phase>                           kind, approach ("mix" for all), step, who, what, measure, stop rule, and in
                                           brackets the claims or where in practice it comes from
    plan_note                              code, why the plan is laid out like this or what is amiss with it [claims]
    weekly_hours_<approach>, ..._reserve   the user's own hours shared out; with _total what was given
    monthly_budget_<approach>, ...         the same for money: amount, currency, and the channels it buys
    target, target_<approach>              conversations in all, a week: arithmetic on the user's own figures
    tension_<id>                           taken 1, 2, both or open, what decided or would decide it, title
    tension_<id>_side_<n>                  what the side says, how it is said [claims]
    caution_<code>                         the warning [claims]
    next_question                          id, what its answer can change, wording
    flip, mover                            question=option changes, what they bring, "lever" where you can act on it
    answer_<question>                      option, origin
    not_considered, source_<document>, basis, rulebook, path

Parts of a value are separated by "; ", and texts come last. Quiet (-q) is the headline, `mix` and one line more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadadvisor.model.means import Means
from leadadvisor.model.recommendation import Change, Contribution, Given, Portion, Recommendation, TensionLine
from leadadvisor.reports import Layout, wording
from leadadvisor.reports.citing import how_said
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import (
    cautions_by_weight,
    first_caution,
    questions_that_matter,
    speaks_against,
    speaks_for,
    tensions_by_weight,
)
from leadadvisor.reports.text import one_line


def render(recommendation: Recommendation, layout: Layout) -> str:
    """Everything the recommendation holds, or three lines where the layout is quiet."""
    labels = Labels(recommendation.rulebook)
    lines = _quiet(recommendation, labels) if layout.verbosity < 0 else _lines(recommendation, labels)
    return "".join(f"{key}: {one_line(value)}\n" for key, value in lines)


def _quiet(recommendation: Recommendation, labels: Labels) -> Iterator[tuple[str, str]]:
    yield "headline", wording.headline(recommendation, labels)
    yield "mix", wording.shares(recommendation, labels)
    caution = first_caution(recommendation)
    if caution:
        yield f"caution_{caution.code}", caution.text
    elif questions_that_matter(recommendation):
        yield from _next_questions(recommendation, labels, most=1)
    else:
        yield "firmness", recommendation.firmness


def _lines(recommendation: Recommendation, labels: Labels) -> Iterator[tuple[str, str]]:
    yield "headline", wording.headline(recommendation, labels)
    yield "status", recommendation.status
    yield "leader", recommendation.leader or "none"
    yield "firmness", recommendation.firmness
    for portion in recommendation.mix:
        yield from _shares(portion)
    for portion in recommendation.mix:
        yield from _reasons(portion)
    for line in recommendation.channels:
        yield f"channel_{one_line(line.channel)}", _joined(line.state, _claimed(line.because, line.claims))
    yield from _plan(recommendation)
    if recommendation.means is not None:
        yield from _means(recommendation.means)
    for tension in tensions_by_weight(recommendation, labels):
        yield from _tension(tension, labels)
    for caution in cautions_by_weight(recommendation):
        yield f"caution_{caution.code}", _claimed(caution.text, caution.claims)
    yield from _next_questions(recommendation, labels, most=None)
    yield from _changes(recommendation)
    for answer in recommendation.answers:
        yield f"answer_{one_line(answer.question)}", _joined(answer.option, answer.origin)
    yield from _basis(recommendation)


def _shares(portion: Portion) -> Iterator[tuple[str, str]]:
    name = one_line(portion.approach)
    yield f"share_{name}", str(portion.share)
    yield f"low_{name}", str(portion.low)
    yield f"high_{name}", str(portion.high)
    yield f"role_{name}", portion.role


def _reasons(portion: Portion) -> Iterator[tuple[str, str]]:
    name = one_line(portion.approach)
    for reason in speaks_for(portion):
        yield f"for_{name}", _reason(reason)
    for reason in speaks_against(portion):
        yield f"against_{name}", _reason(reason)
    for blocker in portion.blockers:
        told = _joined(blocker.kind, blocker.id, blocker.because, f"lifted by: {blocker.lifted_by}")
        yield f"blocker_{name}", _claimed(told, blocker.claims)
    for miss in portion.near_misses:
        lacks = f"{miss.question}={'|'.join(miss.options)}"
        yield f"near_miss_{name}", _claimed(_joined(miss.rule, lacks, miss.because), miss.claims)


def _reason(reason: Contribution) -> str:
    moved = wording.percentage_points(reason.hundredths, decimals=2)
    return _claimed(_joined(moved, reason.rule, _answers(reason.answers), reason.because), reason.claims)


def _plan(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    for step in recommendation.plan:
        told = _joined(
            step.kind, step.approach, step.id, step.owner or "nobody", step.action,
            f"measure: {step.measure}", f"stop: {step.stop_rule}",
        )  # fmt: skip
        origin = f"{told} [practice: {step.practice}]" if step.practice else _claimed(told, step.claims)
        yield f"plan_{step.phase}", origin
    for note in recommendation.plan_notes:
        yield "plan_note", _joined(note.code, _claimed(note.text, note.claims))


def _means(means: Means) -> Iterator[tuple[str, str]]:
    for name, split, currency in (
        ("weekly_hours", means.weekly_hours, ""),
        ("monthly_budget", means.monthly_budget, means.currency),
    ):
        if split is None:
            continue
        for part in split.parts:
            bought = f"for {' '.join(part.channels)}" if part.channels else ""
            yield f"{name}_{one_line(part.approach)}", _joined(_amount(part.amount), currency, bought)
        yield f"{name}_reserve", _joined(_amount(split.reserve), currency)
        yield f"{name}_total", _joined(_amount(split.total), currency)
    if means.target is not None:
        told = means.target
        yield "target", _joined(str(told.conversations), _tenths(told.tenths_a_week), "arithmetic, not a forecast")
        for each in told.by_approach:
            yield f"target_{one_line(each.approach)}", _joined(str(each.in_all), _tenths(each.tenths_a_week))


def _amount(hundredths: int) -> str:
    """Hours or money without marks of thousands: 1200, 2.50."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


def _tenths(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _tension(line: TensionLine, labels: Labels) -> Iterator[tuple[str, str]]:
    key = f"tension_{one_line(line.id)}"
    tension = labels.tension(line.id)
    taken = "open" if line.taken is None else str(line.taken)
    decides = _answers(line.decided_by) or " ".join(line.open_questions)
    yield key, _joined(taken, decides, tension.title if tension else "")
    for number, side in enumerate(tension.sides if tension else (), start=1):
        told = _joined(side.says, how_said(side.claims, labels))
        yield f"{key}_side_{number}", _claimed(told, side.claims)


def _next_questions(recommendation: Recommendation, labels: Labels, most: int | None) -> Iterator[tuple[str, str]]:
    for question in recommendation.next_questions[:most]:
        told = _joined(question.question, wording.stakes(question), labels.question(question.question))
        yield "next_question", told


def _changes(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    for flip in recommendation.flips:
        brings = f"{flip.leader} leads" if flip.leader is not None else flip.status
        yield "flip", _joined(_changed(flip.change), brings, "lever" if flip.up else "")
    for mover in recommendation.movers:
        brings = f"{mover.approach} {mover.share}"
        yield "mover", _joined(_changed((mover.change,)), brings, "lever" if mover.up else "")


def _basis(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    rulebook = recommendation.rulebook
    for text in rulebook.not_considered:
        yield "not_considered", text
    for document in rulebook.documents:
        yield f"source_{one_line(document.id)}", _joined(document.title, document.publisher, document.kind)
    yield "basis", rulebook.basis
    yield "rulebook", _joined(rulebook.name, rulebook.version, rulebook.digest)
    yield "path", rulebook.path


def _changed(changes: Sequence[Change]) -> str:
    return " ".join(f"{change.question}={change.after}" for change in changes)


def _answers(answers: Sequence[Given]) -> str:
    return " ".join(f"{given.question}={given.option}" for given in answers)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _claimed(text: str, claims: Sequence[str]) -> str:
    return f"{text} [{' '.join(claims)}]" if claims else text
