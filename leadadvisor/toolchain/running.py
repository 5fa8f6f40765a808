"""Run the cases of a rulebook: each against the recommendation made for it, with what explains a difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadadvisor.engine.cautions import Circumstances, cautions
from leadadvisor.engine.channels import channel_lines, find_beginning, with_states
from leadadvisor.engine.evaluate import Evaluation, Reasoner
from leadadvisor.engine.headline import is_level
from leadadvisor.engine.portions import portions
from leadadvisor.engine.recommend import recommend
from leadadvisor.engine.tensions import tension_lines
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.model.rulebook import Case, Expectation, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.toolchain.cases import unmet
from leadadvisor.toolchain.situations import profile_of

_NEED_RANGES = frozenset({"open-result", "ranges-skipped", "too-entangled"})
"""Cautions that only a recommendation with ranges can hold."""


class Outcome(NamedTuple):
    """What became of a case; it holds where nothing is unmet.

    `spoke` says which rules spoke for and against each approach, with their points.
    """

    case: Case
    expected: tuple[str, ...]
    got: str
    unmet: tuple[str, ...]
    spoke: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """The recommendation is what the case expects."""
        return not self.unmet


def run_cases(rulebook: Rulebook, cases: Iterable[Case] | None = None) -> tuple[Outcome, ...]:
    """Run these cases, or all of the rulebook, in order."""
    reasoner = Reasoner(rulebook)
    return tuple(_run(reasoner, case) for case in (rulebook.cases if cases is None else cases))


def matching(cases: Iterable[Case], words: Iterable[str]) -> tuple[Case, ...]:
    """The cases whose name or topic holds every word, in any case of letters; all of them where there is no word."""
    wanted = [word.lower() for word in words]
    return tuple(case for case in cases if all(word in f"{case.name} {case.topic}".lower() for word in wanted))


def _run(reasoner: Reasoner, case: Case) -> Outcome:
    profile = profile_of(case)
    evaluation = reasoner.evaluate(profile.chosen())
    made = _with_ranges(reasoner, case) if _needs_ranges(case.expect) else _without_ranges(reasoner, case, evaluation)
    missed = unmet(case, made)
    if not missed:
        return Outcome(case, (), "", (), ())
    return Outcome(case, tuple(_expected(case.expect)), _got(made), missed, tuple(_spoke(reasoner, evaluation)))


def _needs_ranges(expect: Expectation) -> bool:
    return bool(expect.firmness) or not _NEED_RANGES.isdisjoint(expect.cautions)


def _with_ranges(reasoner: Reasoner, case: Case) -> Recommendation:
    return recommend(reasoner.rulebook, profile_of(case))


def _without_ranges(reasoner: Reasoner, case: Case, evaluation: Evaluation) -> Recommendation:
    """What most cases look at, without the ranges and the search for what would change it: a tenth of the time."""
    leader = evaluation.standing.leader
    beginning = find_beginning(reasoner.rulebook, evaluation, level=is_level(reasoner, evaluation))
    circumstances = Circumstances(reasoner, profile_of(case), evaluation, None, "skipped", "open")
    channels = channel_lines(reasoner.rulebook, beginning)
    return Recommendation(
        rulebook=reasoner.rulebook,
        answers=profile_of(case).answers,
        status=evaluation.standing.status,
        leader=None if leader is None else reasoner.approaches[leader],
        firmness="open",
        mix=with_states(reasoner.rulebook, portions(reasoner, evaluation, None), channels, beginning),
        channels=channels,
        tensions=tension_lines(reasoner.rulebook, evaluation.options),
        cautions=cautions(circumstances),
        robustness_percent=0,
        settled=False,
        ranges="skipped",
        possible_leaders=(),
        flips=(),
        movers=(),
        next_questions=(),
    )


def _expected(expect: Expectation) -> Iterator[str]:
    """What the case expects, as it is written, one key a line."""
    for key, value in zip(Expectation._fields, expect, strict=True):
        if value:
            yield f"{key.replace('_', '-')}: {_as_written(value)}"


def _as_written(value: str | tuple[object, ...]) -> str:
    if isinstance(value, str):
        return value
    pairs = [f"{item[0]}: {item[1]}" for item in value if isinstance(item, tuple)]
    return f"{{{', '.join(pairs)}}}" if pairs else f"[{', '.join(map(str, value))}]"


def _got(made: Recommendation) -> str:
    shares = ", ".join(f"{portion.approach} {portion.share} %" for portion in made.mix) or "no mix"
    leads = f"{made.leader} leads" if made.leader else made.status
    firmness = f", {made.firmness}" if made.ranges == "exact" else ""
    return f"{leads}{firmness} ({shares})"


def _spoke(reasoner: Reasoner, evaluation: Evaluation) -> Iterator[str]:
    """For each approach its points, the rules they come from, and the blockers that stand."""
    for index, approach in enumerate(reasoner.approaches):
        rules = [f"{each.rule.id} {each.points[index]:+}" for each in evaluation.evidence if each.points[index]]
        blocked = [f"{each.kind} by {each.id}" for each in evaluation.blockers if each.approach == approach]
        yield f"{approach} {evaluation.points[index]:+}: {', '.join([*rules, *blocked]) or 'no rule spoke'}"
