"""Hold a rulebook against a reader's own copies of its sources: which sentence carries which claim, what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from leadadvisor.model.rulebook import Claim, Document, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.text import counted, listed, one_line, short
from leadadvisor.toolchain.article import Copy, Sentence, Span, spans


class Carried(NamedTuple):
    """A claim with the sentences it rests on, as they stand in the copy."""

    claim: Claim
    sentences: tuple[str, ...]


class Missing(NamedTuple):
    """A claim of which a sentence is not in the copy, and what stands unknown where it should be."""

    claim: Claim
    instead: tuple[str, ...]


class Left(NamedTuple):
    """A sentence that no claim rests on, and why; without a reason it is new to the rulebook."""

    sentence: str
    anchor: str
    reason: str


class CopyCheck(NamedTuple):
    """One source beside its copy. What stands before the first or after the last known sentence is only counted."""

    document: Document
    copy: str
    carried: tuple[Carried, ...]
    missing: tuple[Missing, ...]
    without_anchor: tuple[str, ...]
    left: tuple[Left, ...]
    outside: int

    @property
    def unknown(self) -> tuple[Left, ...]:
        """The sentences between known ones that no claim uses and no reason explains."""
        return tuple(left for left in self.left if not left.reason)

    @property
    def agrees(self) -> bool:
        """Every claim has its sentences, and every sentence its claim or its reason."""
        return not (self.missing or self.without_anchor or self.unknown)


class SourcesCheck(NamedTuple):
    """All sources beside the copies given: `strangers` are copies that hold no sentence of any source."""

    checked: tuple[CopyCheck, ...]
    not_given: tuple[Document, ...]
    strangers: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Every copy agrees with its source; sources of which no copy was given are no fault."""
        return not self.strangers and bool(self.checked) and all(check.agrees for check in self.checked)


def check_sources(rulebook: Rulebook, copies: Sequence[Copy]) -> SourcesCheck:
    """Each source beside the copy that holds the sentences of most of its claims."""
    checked = []
    holding: set[str] = set()
    for document in rulebook.documents:
        anchors = {anchor for claim in document.claims for anchor in claim.anchors}
        held = {copy.name: len({span.anchor for span in spans(copy, anchors)}) for copy in copies}
        holding.update(name for name, count in held.items() if count)
        nearest = max(copies, key=lambda copy: held[copy.name], default=None)
        if nearest is not None and held[nearest.name]:
            checked.append(_check(document, nearest))
    known = {check.document.id for check in checked}
    not_given = (document for document in rulebook.documents if document.id not in known)
    strangers = (copy.name for copy in copies if copy.name not in holding)
    return SourcesCheck(tuple(checked), tuple(not_given), tuple(strangers))


def _check(document: Document, copy: Copy) -> CopyCheck:
    reasons = dict(document.unused)
    found = tuple(spans(copy, {anchor for claim in document.claims for anchor in claim.anchors} | reasons.keys()))
    sentences = tuple(copy.sentences())
    places = _sentences_by_anchor(sentences, found)
    used = {place for claim in document.claims for anchor in claim.anchors for place in places.get(anchor, ())}
    explained = {place: reason for anchor, reason in reasons.items() for place in places.get(anchor, ())}
    body = _body(used)
    left = tuple(
        Left(sentences[place].text, sentences[place].anchor, explained.get(place, ""))
        for place in range(len(sentences))
        if place not in used and (place in explained or place in body)
    )
    return CopyCheck(
        document=document,
        copy=copy.name,
        carried=tuple(
            Carried(claim, tuple(_texts(copy, found, claim)))
            for claim in document.claims
            if claim.anchors and all(anchor in places for anchor in claim.anchors)
        ),
        missing=tuple(_missing(document, places, explained, sentences)),
        without_anchor=tuple(claim.id for claim in document.claims if not claim.anchors),
        left=left,
        outside=len(sentences) - len(used) - len(left),
    )


def _sentences_by_anchor(sentences: Sequence[Sentence], found: Sequence[Span]) -> Mapping[str, tuple[int, ...]]:
    """For each anchor that was found the sentences of the copy that it touches, by their number."""
    places: dict[str, tuple[int, ...]] = {}
    for span in found:
        touched = tuple(number for number, each in enumerate(sentences) if _touches(span, each))
        places[span.anchor] = tuple(dict.fromkeys((*places.get(span.anchor, ()), *touched)))
    return places


def _touches(span: Span, sentence: Sentence) -> bool:
    return span.paragraph == sentence.paragraph and span.start < sentence.end and sentence.start < span.end


def _texts(copy: Copy, found: Sequence[Span], claim: Claim) -> Iterator[str]:
    """What stands in the copy under each anchor of the claim: the first place, without a bullet, to its full stop."""
    for anchor in claim.anchors:
        ways = (each for each in found if each.anchor == anchor)
        span = min(ways, key=lambda each: (each.paragraph, -each.start, -each.end))
        yield " ".join(copy.paragraphs[span.paragraph][span.start : span.end].split())


def _body(used: set[int]) -> range:
    return range(min(used), max(used) + 1) if used else range(0)


def _missing(
    document: Document,
    places: Mapping[str, tuple[int, ...]],
    explained: Mapping[int, str],
    sentences: Sequence[Sentence],
) -> Iterator[Missing]:
    """Claims without their sentence; what stands unknown between the claims around may be what became of it."""
    known = {place for touched in places.values() for place in touched} | explained.keys()
    before, waiting = -1, list[Claim]()
    for claim in document.claims:
        at = [place for anchor in claim.anchors for place in places.get(anchor, ())]
        if claim.anchors and all(anchor in places for anchor in claim.anchors):
            yield from (Missing(each, _between(before, min(at), known, sentences)) for each in waiting)
            before, waiting = max(at), []
        elif claim.anchors:
            waiting.append(claim)
    yield from (Missing(each, _between(before, before + 4, known, sentences)) for each in waiting)


def _between(before: int, after: int, known: set[int], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    places = range(max(0, before + 1), min(after, len(sentences)))
    return tuple(sentences[place].text for place in places if place not in known)


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
