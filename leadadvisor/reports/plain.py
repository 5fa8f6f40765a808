"""The plain report: one fact a line as `key: value`, the same keys in every version, no colour, no wrapping, no tab.

Made for grep, cut and diff; ids stand as they stand in the rulebook, and what there is not is "none". The short report
has these keys, in this order; `-q` has three of them:

    status, headline, leader, firmness     leader is an approach
    level, held_back                       yes or no; the approach that a blocker keeps from coming first
    share.<approach>, range.<approach>     integer percentages; the range is low-high
    why, but, next_step                    sentences
    open, next_question                    how many open answers bear on it; the id of the one that tells most
    basis, rulebook                        what it rests on; name, version and digest

`--full` has all of these and below them one line a record. Its parts are separated by "; " and all of them always
stand, empty or not; a semicolon or a backslash inside a part has a backslash before it:

    state.<approach>                       now, prepare, not-yet or no; role
    for.<approach>, against.<approach>     percentage points; rule; answers; because; claims
    blocker.<approach>                     kind; id; because; what lifts it; claims
    near_miss.<approach>                   rule; question=option|option; because; claims
    against                                because; claims: what the sources say against the leader
    channel.<channel>                      state; because; what unlocks it; claims
    plan.<phase>                           kind; approach ("mix" for all); id; who; what; measure; stop rule; claims
    plan_note                              code; why the plan is like this or what is amiss with it; claims
    weekly_hours.<approach>, .reserve, .total, monthly_budget...   amount; unit
    target                                 conversations in all; a week
    tension.<id>                           scores or informs; taken; answers that decide; title
    caution.<code>                         the warning; claims
    question.<id>                          what its answer can change; wording
    flip, mover                            question=option; what that brings; up, down or fact
    answer.<question>                      option
    not_covered, source.<document>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from leadadvisor.model.means import Means
from leadadvisor.model.recommendation import Change, Contribution, Given, Portion, Recommendation, TensionLine
from leadadvisor.model.unlock import Unlock, UnlockByAction, UnlockByAll, UnlockByAnswer
from leadadvisor.reports import Verbosity, verdict, words
from leadadvisor.reports.card import but_lines, start_lines, why_lines
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.reasons import whole_points
from leadadvisor.reports.selection import cautions_by_weight, speaks_against, speaks_for, tensions_by_weight
from leadadvisor.reports.verdict import questions_that_matter
from leadadvisor.text import one_line

Records: TypeAlias = Iterable[tuple[str, str]]
"""Keys and values of a plain report."""

NONE = "none"
_QUIET = ("headline", "leader", "basis")
_MOST_LINES = 20


def records(recommendation: Recommendation, verbosity: Verbosity) -> Iterator[tuple[str, str]]:
    """Three keys, the short report, or every record."""
    labels = Labels(recommendation.rulebook)
    short = list(_short(recommendation, labels))
    yield from (line for line in short if verbosity >= 0 or line[0] in _QUIET)
    if verbosity > 0:
        yield from _records(recommendation, labels)


def written(records: Records) -> str:
    """The lines of a plain report."""
    return "".join(f"{one_line(key)}: {one_line(value) or NONE}\n" for key, value in records)


def parts(*values: object) -> str:
    """The parts of a record, all of them, so that each has its place; what separates them is escaped inside."""
    return "; ".join(one_line(str(value)).replace("\\", "\\\\").replace(";", "\\;") for value in values)


def _short(recommendation: Recommendation, labels: Labels) -> Iterator[tuple[str, str]]:
    rulebook, held = recommendation.rulebook, recommendation.held_back
    bearing = questions_that_matter(recommendation)
    yield "status", recommendation.status
    yield "headline", verdict.headline(recommendation, labels)
    yield "leader", recommendation.leader or NONE
    yield "firmness", verdict.firmness(recommendation)
    yield "level", "yes" if recommendation.level else "no"
    yield "held_back", held.approach if held else NONE
    yield from ((f"share.{portion.approach}", str(portion.share)) for portion in recommendation.mix)
    if 2 * len(rulebook.approaches) + 13 <= _MOST_LINES:  # beside the shares there are 13 lines
        yield from ((f"range.{one.approach}", f"{one.low}-{one.high}") for one in recommendation.mix)
    yield "why", next((line.text for line in why_lines(recommendation, labels)), NONE)
    yield "but", next((line.text for line in but_lines(recommendation)), NONE)
    yield "next_step", next((line.text for line in start_lines(recommendation, labels)), NONE)
    yield "open", str(len(bearing))
    yield "next_question", bearing[0].question if bearing else NONE
    yield "basis", words.honest(rulebook)
    yield "rulebook", parts(rulebook.name, rulebook.version, rulebook.digest)


def _records(recommendation: Recommendation, labels: Labels) -> Iterator[tuple[str, str]]:
    for portion in recommendation.mix:
        yield f"state.{portion.approach}", parts(portion.state, portion.role)
    for portion in recommendation.mix:
        yield from _reasons(portion)
    for one in recommendation.against:
        yield "against", parts(one.because, _joined(one.claims))
    for line in recommendation.channels:
        unlocked = " ".join(map(_unlock, line.unlocked_by))
        yield f"channel.{line.channel}", parts(line.state, line.because, unlocked, _joined(line.claims))
    yield from _plan(recommendation)
    yield from _means(recommendation.means)
    yield from _doubts(recommendation, labels)
    for answer in recommendation.answers:
        yield f"answer.{answer.question}", answer.option
    yield from (("not_covered", text) for text in recommendation.rulebook.not_considered)
    for document in recommendation.rulebook.documents:
        yield f"source.{document.id}", parts(document.title, document.publisher, document.kind)


def _doubts(recommendation: Recommendation, labels: Labels) -> Iterator[tuple[str, str]]:
    """Where the sources disagree, what to watch out for, and what could change it."""
    for tension in tensions_by_weight(recommendation, labels):
        yield f"tension.{tension.id}", _tension(tension, labels)
    for caution in cautions_by_weight(recommendation):
        yield f"caution.{caution.code}", parts(caution.text, _joined(caution.claims))
    for question in recommendation.next_questions:
        yield f"question.{question.question}", parts(words.stakes(question), labels.question(question.question))
    yield from _changes(recommendation)


def _reasons(portion: Portion) -> Iterator[tuple[str, str]]:
    name, points = portion.approach, whole_points(portion)
    for reason in speaks_for(portion):
        yield f"for.{name}", _reason(reason, points[reason])
    for reason in speaks_against(portion):
        yield f"against.{name}", _reason(reason, points[reason])
    for one in portion.blockers:
        yield f"blocker.{name}", parts(one.kind, one.id, one.because, one.lifted_by, _joined(one.claims))
    for miss in portion.near_misses:
        lacks = f"{miss.question}={'|'.join(miss.options)}"
        yield f"near_miss.{name}", parts(miss.rule, lacks, miss.because, _joined(miss.claims))


def _reason(reason: Contribution, moved: int) -> str:
    return parts(words.moved(moved), reason.rule, _answers(reason.answers), reason.because, _joined(reason.claims))


def _plan(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    for step in recommendation.plan:
        yield f"plan.{step.phase}", parts(
            step.kind, step.approach, step.id, step.owner, step.action, step.measure, step.stop_rule,
            _joined(step.claims),
        )  # fmt: skip
    for note in recommendation.plan_notes:
        yield "plan_note", parts(note.code, note.text, _joined(note.claims))


def _means(means: Means | None) -> Iterator[tuple[str, str]]:
    if means is None:
        return
    for name, split, unit in (
        ("weekly_hours", means.weekly_hours, "hours"),
        ("monthly_budget", means.monthly_budget, means.currency),
    ):
        if split is not None:
            for part in split.parts:
                yield f"{name}.{part.approach}", parts(_amount(part.amount), unit)
            yield f"{name}.reserve", parts(_amount(split.reserve), unit)
            yield f"{name}.total", parts(_amount(split.total), unit)
    if means.target is not None:
        tenths = means.target.tenths_a_week
        yield "target", parts(means.target.conversations, f"{tenths // 10}.{tenths % 10}")


def _amount(hundredths: int) -> str:
    """Hours or money without marks of thousands: 1200, 2.50."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


def _tension(line: TensionLine, labels: Labels) -> str:
    tension = labels.tension(line.id)
    taken = NONE if line.taken is None or line.effect == "informs" else str(line.taken)
    decides = _answers(line.decided_by) or " ".join(line.open_questions)
    return parts(line.effect, taken, decides, tension.title if tension else "")


def _changes(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    for flip in recommendation.flips:
        yield "flip", parts(changed(flip.change), flip.leader or flip.status, direction(flip.up))
    for mover in recommendation.movers:
        yield "mover", parts(changed((mover.change,)), f"{mover.approach} {mover.share}", direction(mover.up))


def changed(changes: Sequence[Change]) -> str:
    """Changes as question=option."""
    return " ".join(f"{change.question}={change.after}" for change in changes)


def direction(up: bool | None) -> str:
    """Whether a change is a step up, a step down, or a fact that nobody can work on."""
    return "fact" if up is None else "up" if up else "down"


def _unlock(unlock: Unlock) -> str:
    match unlock:
        case UnlockByAction(action):
            return action
        case UnlockByAnswer(question, options):
            return f"{question}={'|'.join(options)}"
        case UnlockByAll(parts):
            return "+".join(map(_unlock, parts))


def _answers(answers: Sequence[Given]) -> str:
    return " ".join(f"{given.question}={given.option}" for given in answers)


def _joined(ids: Sequence[str]) -> str:
    return " ".join(ids)
