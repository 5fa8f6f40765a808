"""What holding a rulebook against its sources found, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from leadadvisor.model.rulebook import Rulebook
from leadadvisor.text import counted, listed, one_line, short
from leadadvisor.toolchain.sources import CopyCheck, SourcesCheck

_ROOM = 96


def sources_text(rulebook: Rulebook, found: SourcesCheck, *, verbosity: int) -> str:
    """A part for each source; verbosity 1 gives sentences in full, -1 the counts and what is amiss alone."""
    lines = [f"{rulebook.name} {rulebook.version}: {'the copies agree' if found.agrees else 'something is amiss'}"]
    for check in found.checked:
        lines += ["", *_part(check, verbosity)]
    for name in found.strangers:
        lines += ["", f"{one_line(name)} holds no sentence that any source of this rulebook rests on."]
    for document in found.not_given:
        lines += ["", f"{document.title} ({document.id}): not among these files."]
    return "\n".join([*lines, ""])


def sources_json(rulebook: Rulebook, found: SourcesCheck) -> str:
    """JSON; it may grow, and keeps what it has. Sentences are those of the reader's own copy."""
    tree = {
        "schema": "leadadvisor/sources/1",
        "rulebook": rulebook.name,
        "version": rulebook.version,
        "agrees": found.agrees,
        "sources": [_tree(check) for check in found.checked],
        "not_given": [document.id for document in found.not_given],
        "strangers": list(found.strangers),
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _part(check: CopyCheck, verbosity: int) -> Iterator[str]:
    document = check.document
    explained = [left for left in check.left if left.reason]
    yield f"{document.title} ({document.id}), in {one_line(check.copy)}"
    yield (
        f"  {len(check.carried)} of {counted(len(document.claims), 'claim')} found; "
        f"{counted(len(explained), 'sentence')} without a claim, each for a reason; {len(check.unknown)} unknown"
    )
    for missing in check.missing:
        yield f"  missing  {missing.claim.id}  {missing.claim.section}: {missing.claim.says}"
        for text in missing.instead:
            yield f"           there now: {_cut(text, verbosity)}"
    if check.without_anchor:
        yield f"  no anchor  {listed(check.without_anchor)}"
    for left in check.unknown:
        yield f"  unknown  {_cut(left.sentence, verbosity)}  (anchor {left.anchor})"
    if verbosity < 0:
        return
    for carried in check.carried:
        yield f"  {carried.claim.id}  {' / '.join(_cut(text, verbosity) for text in carried.sentences)}"
    for left in explained:
        yield f"  -    {_cut(left.sentence, verbosity)}  ({left.reason})"
    if check.outside:
        yield f"  {counted(check.outside, 'sentence')} around the article left alone"


def _tree(check: CopyCheck) -> dict[str, object]:
    return {
        "document": check.document.id,
        "title": check.document.title,
        "copy": check.copy,
        "agrees": check.agrees,
        "carried": [
            {"claim": each.claim.id, "section": each.claim.section, "anchors": each.claim.anchors,
             "sentences": each.sentences}
            for each in check.carried
        ],
        "missing": [
            {"claim": each.claim.id, "section": each.claim.section, "anchors": each.claim.anchors,
             "there_now": each.instead}
            for each in check.missing
        ],
        "without_anchor": check.without_anchor,
        "without_claim": [
            {"sentence": left.sentence, "anchor": left.anchor, "reason": left.reason or None} for left in check.left
        ],
        "outside": check.outside,
    }  # fmt: skip


def _cut(text: str, verbosity: int) -> str:
    """A sentence of the reader's, safe to print."""
    return one_line(text) if verbosity > 0 else short(one_line(text), _ROOM)
