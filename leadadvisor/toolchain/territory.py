"""Regions of the answer space set against one another: what is left of one without another, and what covers what."""

from __future__ import annotations

from leadadvisor.engine.regions import EVERYWHERE, AnswerSpace, Box, Region


def outside(space: AnswerSpace, region: Region, taken: Region) -> Region:
    """What is left of a region without another."""
    pieces = region
    for box in taken:
        pieces = [rest for piece in pieces for rest in _minus(space, piece, box)]
    return pieces


def everywhere_but(space: AnswerSpace, *taken: Region) -> Region:
    """All of the answer space that lies in none of these regions."""
    return outside(space, EVERYWHERE, [box for region in taken for box in region])


def covers(space: AnswerSpace, larger: Region, smaller: Region) -> bool:
    """No answers lie in the smaller region and outside the larger."""
    return not outside(space, smaller, larger)


def meet(space: AnswerSpace, *regions: Region) -> bool:
    """Some answers lie in all of the regions."""
    return bool(space.intersection(regions))


def _minus(space: AnswerSpace, box: Box, taken: Box) -> Region:
    """What is left of a box without another, in boxes that do not overlap."""
    pieces, inside = [], dict(box)
    for question, mask in taken.items():
        have = inside.get(question, space.states(question))
        if not have & mask:
            return [box]
        if have & ~mask:
            pieces.append({**inside, question: have & ~mask})
        inside[question] = have & mask
    return pieces
