"""Coverage as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.toolchain.coverage import GROUPS, Coverage, Group


def coverage_text(rulebook: Rulebook, found: Coverage, *, verbosity: int) -> str:
    """A line for each group with what no case exercises; verbosity 1 also names what is, -1 tells the total alone."""
    count = len(rulebook.cases)
    cases = "1 case exercises" if count == 1 else f"{count} cases exercise"
    lines = [f"{rulebook.name} {rulebook.version}: {cases} {found.percent()} %"]
    if verbosity >= 0:
        for group in GROUPS:
            lines += ["", *_group(found, group, verbose=verbosity > 0)]
    return "\n".join([*lines, ""])


def coverage_json(rulebook: Rulebook, found: Coverage) -> str:
    """JSON; it may grow, and keeps what it has."""
    tree = {
        "schema": "leadadvisor/coverage/1",
        "rulebook": rulebook.name,
        "version": rulebook.version,
        "cases": len(rulebook.cases),
        "percent": found.percent(),
        "groups": {group: _tree(found, group) for group in GROUPS},
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _group(found: Coverage, group: Group, *, verbose: bool) -> Iterator[str]:
    parts = found.of(group)
    met = sum(1 for part in parts if part.cases)
    yield f"{GROUPS[group]}: {met} of {len(parts)}" if parts else f"{GROUPS[group]}: there are none"
    for part in parts:
        if not part.cases:
            yield f"  never  {part}"
        elif verbose:
            yield f"  {len(part.cases):5}  {part}"


def _tree(found: Coverage, group: Group) -> dict[str, object]:
    parts = [{"name": part.name, "detail": part.detail, "cases": part.cases} for part in found.of(group)]
    return {"percent": found.percent(group), "parts": parts}
