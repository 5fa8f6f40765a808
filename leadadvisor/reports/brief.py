"""A part of a recommendation for programs: in brief, the fields asked for, or one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadadvisor.errors import WrongUsage
from leadadvisor.model.recommendation import Contribution, Recommendation
from leadadvisor.reports import verdict, words
from leadadvisor.reports.card import start_lines
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.plain import records
from leadadvisor.reports.selection import strongest_own
from leadadvisor.reports.tree import Tree, as_json, as_yaml, tree
from leadadvisor.reports.verdict import level_at_the_top, questions_that_matter
from leadadvisor.text import nearest, one_line, safe, shown

SCHEMA = "leadadvisor/recommendation-brief/2"
MOST_BYTES = 2000

_REASONS = 3
_LENGTHS = (240, 160, 100, 60, 30)
"""How many signs a text may have: the first of these with which everything fits."""


def in_brief(recommendation: Recommendation, *, yaml: bool = False) -> str:
    """At most 2 kB: the answer, why with the claims behind it, what to do and to answer next, and what it rests on."""
    for length in _LENGTHS:
        for reasons in (_REASONS, 1):
            brief = brief_tree(recommendation, length, reasons)
            text = as_yaml(brief) if yaml else as_json(brief)
            if len(text.encode()) <= MOST_BYTES:
                return text
    return text


def brief_tree(recommendation: Recommendation, length: int = _LENGTHS[0], reasons: int = _REASONS) -> dict[str, Tree]:
    """The brief as a tree; texts longer than `length` are cut, so that it stays brief whatever a rulebook holds."""
    labels, rulebook = Labels(recommendation.rulebook), recommendation.rulebook

    def cut(text: str) -> str:
        text = one_line(text)
        return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"

    def reason(one: Contribution) -> dict[str, Tree]:
        return {"because": cut(one.because), "strength": one.strength, "claims": [*map(safe, one.claims[:4])]}

    question = next(iter(questions_that_matter(recommendation)), None)
    step = next(iter(start_lines(recommendation, labels)), None)
    held = recommendation.held_back
    return {
        "schema": SCHEMA,
        "rulebook": {"name": cut(rulebook.name), "version": cut(rulebook.version), "digest": cut(rulebook.digest)[:19]},
        "status": recommendation.status,
        "leader": recommendation.leader and cut(recommendation.leader),
        "firmness": verdict.firmness(recommendation),
        "level": recommendation.level,
        "held_back": cut(held.approach) if held else None,
        "headline": cut(verdict.headline(recommendation, labels)),
        "shares": {cut(one.approach): one.share for one in recommendation.mix},
        "why": [reason(one) for one in _reasons(recommendation)[:reasons]],
        "next_step": cut(step.text) if step else None,
        "next_question": {"question": cut(question.question), "text": cut(labels.question(question.question))}
        if question
        else None,
        "retell": [*map(cut, words.honest_sentences(rulebook))],
    }


def fields_of(recommendation: Recommendation, fields: str, *, yaml: bool = False) -> str:
    """The fields named, such as "leader,mix.share", with everything around them left out. Raises `WrongUsage`."""
    whole = tree(recommendation)
    paths = [path.strip().split(".") for path in fields.split(",") if path.strip()]
    if not paths:
        raise WrongUsage("--fields names no field. Write them with commas, such as leader,mix.share")
    chosen: dict[str, Tree] = {}
    for path in paths:
        _check(whole, path)
        _merge(chosen, _picked(whole, path))
    return as_yaml(chosen) if yaml else as_json(chosen)


def value_of(recommendation: Recommendation, key: str) -> str:
    """The value of a key of the plain report, one line for each time it stands there. Raises `WrongUsage`."""
    lines = list(records(recommendation, 1))
    found = [one_line(value) for name, value in lines if one_line(name) == key]
    if not found:
        raise _unknown("--get", key, list(dict.fromkeys(one_line(name) for name, _ in lines)))
    return "\n".join(found) + "\n"


def _reasons(recommendation: Recommendation) -> list[Contribution]:
    """The strongest reasons for what comes first, one approach after the other where several are level."""
    first = level_at_the_top(recommendation) or ([recommendation.leader] if recommendation.leader else [])
    portions = [portion for approach in first if (portion := recommendation.portion(approach))]
    ranked = [strongest_own(portion) for portion in portions]
    most = max(map(len, ranked), default=0)
    return [reasons[place] for place in range(most) for reasons in ranked if place < len(reasons)]


def _check(whole: Tree, path: Sequence[str]) -> None:
    """Every name of the path must be a key there; of a list, of one of its items. Raises `WrongUsage`."""
    here: list[Tree] = [whole]
    for place, name in enumerate(path):
        here = [item for each in here for item in (each if isinstance(each, list) else [each])]
        mappings = [each for each in here if isinstance(each, dict)]
        if not mappings and place and not any(here):
            return  # an empty list, or null: there is nothing to look into, and nothing wrong with the name
        known = list(dict.fromkeys(key for each in mappings for key in each))
        if name not in known:
            raise _unknown("--fields", ".".join(path[: place + 1]), [".".join((*path[:place], each)) for each in known])
        here = [each[name] for each in mappings if name in each]


def _picked(value: Tree, path: Sequence[str]) -> Tree:
    if not path:
        return value
    if isinstance(value, list):
        return [_picked(each, path) for each in value]
    if not isinstance(value, dict) or path[0] not in value:
        return None
    return {path[0]: _picked(value[path[0]], path[1:])}


def _merge(into: dict[str, Tree], more: Tree) -> None:
    """Put what was picked together, item by item where both are lists."""
    if not isinstance(more, Mapping):
        return
    for key, value in more.items():
        before = into.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            _merge(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            for one, other in zip(before, value, strict=True):
                if isinstance(one, dict):
                    _merge(one, other)
        else:
            into[key] = value


def _unknown(flag: str, key: str, known: Sequence[str]) -> WrongUsage:
    meant = nearest(key, known)
    if not known:
        return WrongUsage(f"{flag}: there is no {shown(key)}, for what stands before the last dot has no fields.")
    hint = f"Did you mean '{meant}'?" if meant else f"There are: {', '.join(known)}."
    return WrongUsage(f"{flag}: there is no {shown(key)}. {hint}")
