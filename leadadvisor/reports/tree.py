"""Every report for programs as mappings, lists and numbers, and as the JSON and YAML that hold them.

A value becomes a mapping of its fields, with the few differences named here; the shapes are contracts, described by
the JSON Schemas beside this file: they may grow, but no key changes its meaning within "leadadvisor/recommendation/2".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from leadadvisor.model.recommendation import (
    ChannelLine,
    HeldBack,
    NearMiss,
    NextQuestion,
    PlanNote,
    PlanStep,
    Portion,
    Recommendation,
    TensionLine,
)
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.labels import Labels
from leadadvisor.text import safe

if TYPE_CHECKING:  # most runs tell a recommendation without figures
    from leadadvisor.model.means import Means, Split

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"

SCHEMA = "leadadvisor/recommendation/2"
ARITHMETIC = "Arithmetic on your own figures; not a forecast."

_NULL_WHERE_EMPTY: Mapping[type, frozenset[str]] = {
    PlanStep: frozenset({"channel", "practice"}),
    PlanNote: frozenset({"approach"}),
}
_PLAIN = r"(?!(?:[yn]|yes|no|on|off|true|false|null)$)[a-z][a-z0-9 _,'()/;.-]*"
"""Text that no version of YAML takes for anything but text, where the dumper leaves it unquoted."""

_dumped = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""One encoder for all: `json.dumps` makes a new one for every value that is not written by its defaults."""

_RENAMED = {"hundredths": "percentage_points", "before": "from", "after": "to"}
"""What fields are called in every contract, where it is not their own name."""


def tree(recommendation: Recommendation) -> dict[str, Tree]:
    """The whole recommendation; keys always come in the same order."""
    labels, rulebook = Labels(recommendation.rulebook), recommendation.rulebook
    told = {"schema": SCHEMA, **outline(recommendation, labels)}
    for key, value in zip(recommendation._fields, recommendation, strict=True):
        if key not in told and key != "means":
            told[key] = walked(value, labels)
    told["mix"] = walked(recommendation.mix, labels)
    told["means"] = {} if recommendation.means is None else _means(recommendation.means)
    told["not_considered"] = walked(rulebook.not_considered, labels)
    told["basis"] = safe(rulebook.basis)
    return told


def outline(recommendation: Recommendation, labels: Labels) -> dict[str, Tree]:
    """A recommendation without its reasons, with the keys it has in its own contract."""
    from leadadvisor.reports.verdict import firmness, headline

    mix: list[Tree] = [
        {
            "approach": safe(each.approach), "label": labels.approach(each.approach), "share": each.share,
            "low": each.low, "high": each.high, "role": each.role, "state": each.state, "points": each.points,
        }
        for each in recommendation.mix
    ]  # fmt: skip
    return {
        "rulebook": identity(recommendation.rulebook),
        "answers": walked(recommendation.answers, labels),
        "status": recommendation.status,
        "leader": None if recommendation.leader is None else safe(recommendation.leader),
        "firmness": firmness(recommendation),
        "headline": headline(recommendation, labels),
        "level": recommendation.level,
        "held_back": walked(recommendation.held_back, labels),
        "mix": mix,
    }


def identity(rulebook: Rulebook) -> dict[str, Tree]:
    """Which rulebook was used; its digest names every word of it."""
    return {"name": safe(rulebook.name), "version": safe(rulebook.version), "digest": safe(rulebook.digest)}


def claims_cited(ids: Iterable[str], labels: Labels) -> list[Tree]:
    """The claims in full, each once: what they say, where, and how strongly."""
    told: list[Tree] = []
    for claim in map(labels.claim, dict.fromkeys(ids)):
        if claim is not None:
            document = labels.document(claim.document)
            told.append({
                "id": safe(claim.id),
                "says": safe(claim.says),
                "source": safe(document.title if document else claim.document),
                "section": safe(claim.section),
                "strength": claim.strength,
                "hedge": safe(claim.hedge),
            })  # fmt: skip
    return told


def walked(value: object, labels: Labels) -> Tree:
    """A value of the model as a tree: a mapping of its fields, texts safe to print, hundredths as percentage points."""
    if isinstance(value, str):
        return safe(value)
    if value is None or isinstance(value, bool | int):
        return value
    if not isinstance(value, tuple):
        raise TypeError(f"{type(value).__name__} has no place in a tree")
    fields: tuple[str, ...] | None = getattr(value, "_fields", None)
    if fields is None:
        return [walked(each, labels) for each in value]
    special = _SPECIAL.get(type(value))
    return mapping(value, labels) if special is None else special(value, labels)


def mapping(value: tuple[object, ...], labels: Labels, leave_out: str = "") -> dict[str, Tree]:
    """The fields of a value, but for the one left out."""
    empty = _NULL_WHERE_EMPTY.get(type(value), frozenset())
    told: dict[str, Tree] = {}
    for field, each in zip(value._fields, value, strict=True):  # type: ignore[attr-defined]  # a NamedTuple
        if field == "hundredths" and isinstance(each, int):
            told["percentage_points"] = percentage_points(each)
        elif field != leave_out:
            told[_RENAMED.get(field, field)] = None if each == "" and field in empty else walked(each, labels)
    return told


def percentage_points(hundredths: int) -> float:
    """A number with at most two decimals; the quotient is the float nearest to it, so it prints as it should."""
    return hundredths / 100


def _portion(portion: Portion, labels: Labels) -> Tree:
    """The share, and the account of it: the equal share stands first among the adjustments."""
    start: Tree = {"kind": "equal-share", "percentage_points": percentage_points(portion.equal_share)}
    steps = [start, *(mapping(step, labels) for step in portion.adjustments)]
    return {
        "approach": safe(portion.approach),
        "label": labels.approach(portion.approach),
        "share": portion.share,
        "low": portion.low,
        "high": portion.high,
        "role": portion.role,
        "state": portion.state,
        "points": portion.points,
        "contributions": walked(portion.contributions, labels),
        "adjustments": steps,
        "blockers": walked(portion.blockers, labels),
        "near_misses": walked(portion.near_misses, labels),
    }


def _near_miss(miss: NearMiss, labels: Labels) -> Tree:
    lacks: Tree = {"question": safe(miss.question), "options": walked(miss.options, labels)}
    told = mapping(miss, labels)
    return {**{key: told[key] for key in ("rule", "points", "because")}, "lacks": lacks, "claims": told["claims"]}


def _channel(line: ChannelLine, labels: Labels) -> Tree:
    return {"channel": safe(line.channel), "label": labels.channel(line.channel), **mapping(line, labels)}


def _tension(line: TensionLine, labels: Labels) -> Tree:
    tension = labels.tension(line.id)
    return {
        "id": safe(line.id),
        "title": safe(tension.title if tension else line.id),
        "kind": safe(tension.kind if tension else ""),
        "effect": line.effect,
        "sides": [{"says": safe(side.says), "claims": walked(side.claims, labels)} for side in tension.sides]
        if tension
        else [],
        "taken": line.taken if line.effect == "scores" else None,
        "decided_by": walked(line.decided_by, labels),
        "open_questions": walked(line.open_questions, labels),
        "while_open": safe(tension.while_open if tension else ""),
        "always_because": safe(tension.always_because if tension else ""),
    }


def _next_question(question: NextQuestion, labels: Labels) -> Tree:
    text = labels.question(question.question)
    return {"question": safe(question.question), "text": text, **mapping(question, labels)}


def _step(step: PlanStep, labels: Labels) -> Tree:
    return {**mapping(step, labels), "origin": "practice" if step.practice else "sources"}


def _held_back(held: HeldBack, labels: Labels) -> Tree:
    mix: Tree = [{"approach": safe(approach), "share": share} for approach, share in held.mix]
    return {**mapping(held, labels), "mix": mix}


_SPECIAL: Mapping[type, Callable[..., Tree]] = {
    Portion: _portion,
    NearMiss: _near_miss,
    ChannelLine: _channel,
    TensionLine: _tension,
    NextQuestion: _next_question,
    PlanStep: _step,
    HeldBack: _held_back,
}
"""Values whose mapping holds more than their fields."""


# The user's own figures


def _means(means: Means) -> dict[str, Tree]:
    """Hours and money by approach, with total and reserve beside them, and what the target asks for."""
    told: dict[str, Tree] = {}
    if means.weekly_hours:
        told |= _split("weekly_hours", means.weekly_hours, "")
    if means.monthly_budget:
        told |= _split("monthly_budget", means.monthly_budget, safe(means.currency))
        told["paid_channels"] = [
            {
                "approach": safe(part.approach),
                "channels": [safe(channel) for channel in part.channels],
                "monthly_budget": number(part.amount),
            }
            for part in means.monthly_budget.parts
            if part.channels
        ]
    if means.target:
        target = means.target
        told["target"] = {
            "customers": target.customers,
            "close_rate_percent": number(target.close_rate),
            "months": target.months,
            "conversations": target.conversations,
            "conversations_a_week": target.tenths_a_week / 10,
            "note": ARITHMETIC,
        }
    return told


def _split(name: str, split: Split, currency: str) -> dict[str, Tree]:
    by_approach: dict[str, Tree] = {safe(part.approach): number(part.amount) for part in split.parts}
    return {
        name: {**by_approach, **({"currency": currency} if currency else {})},
        f"{name}_reserve": number(split.reserve),
        f"{name}_total": number(split.total),
    }


def number(hundredths: int | None) -> int | float | None:
    """A whole number where it is one; else the quotient nearest to it, so that it prints as it should."""
    if hundredths is None:
        return None
    whole, part = divmod(hundredths, 100)
    return hundredths / 100 if part else whole


# As text


def as_json(tree: Mapping[str, Tree]) -> str:
    """One key a line and one item of a list a line: easy on the eye and on diff, and quick to write.

    The indenting encoder of the standard library is written in Python and takes eight times as long.
    """
    return "{\n" + ",\n".join(f" {_dumped(key)}: {_value(value)}" for key, value in tree.items()) + "\n}\n"


def as_yaml(tree: object) -> str:
    """The tree as block YAML, keys in their own order, one line per text, no anchors: strict readers refuse them."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes text in quotes unless it is surely text."""

        def ignore_aliases(self, data: object) -> bool:
            """No anchors."""
            del data
            return True

    plain = re.compile(_PLAIN, re.IGNORECASE | re.ASCII)

    def text(dumper: yaml.SafeDumper, content: str) -> yaml.ScalarNode:
        style = None if plain.fullmatch(content) else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", content, style=style)

    Dumper.add_representer(str, text)
    written: str = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return written


def _value(value: Tree) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_dumped(item)}" for item in value) + "\n ]"
    return _dumped(value)
