"""Regions of the answer space set against one another: what lies in none, what covers what, and what meets."""

from __future__ import annotations

from leadadvisor.engine.space import EVERYWHERE, AnswerSpace, Region


def everywhere_but(space: AnswerSpace, *taken: Region) -> Region:
    """All of the answer space that lies in none of these regions."""
    return space.outside(EVERYWHERE, [box for region in taken for box in region])


def covers(space: AnswerSpace, larger: Region, smaller: Region) -> bool:
    """No answers lie in the smaller region and outside the larger."""
    return not space.outside(smaller, larger)


def meet(space: AnswerSpace, *regions: Region) -> bool:
    """Some answers lie in all of the regions."""
    return bool(space.intersection(regions))
