"""The terms gathered into a tree of questions, for engines that come to one number: each answer is asked for once.

This is more than a translation: it does for the engine what a compiler would do. What a profile comes to is one number,
three digits for the points of each approach (500 stand for none), and above them a bit per blocker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from translation import Sum, Term, Test, Translation

_BASE = 1000
_NONE = _BASE // 2


class Tree(NamedTuple):
    """A number and what is added to it: branches by the answer to a question, and numbers that hang on single tests."""

    number: int
    branches: tuple[Branch, ...]
    leaves: tuple[Leaf, ...]


class Branch(NamedTuple):
    """The tree for some answers to a question, and the one for all others."""

    question: str
    cases: tuple[tuple[tuple[str, ...], Tree], ...]
    otherwise: Tree


class Leaf(NamedTuple):
    """A number that counts where all the tests hold."""

    tests: tuple[Test, ...]
    number: int


def gathered(translation: Translation) -> Tree:
    """The tree of all terms."""
    bits = {id(term): 1 << place for place, term in enumerate(_blockers(translation))}
    blockers_from = _BASE**translation.approaches
    leaves = [
        Leaf(term.tests, _packed(term.points) + bits.get(id(term), 0) * blockers_from) for term in translation.terms
    ]
    tree = _tree(leaves, translation.options)
    return tree._replace(number=tree.number + _packed((_NONE,) * translation.approaches))


def reader(translation: Translation) -> Callable[[float], Sum]:
    """What turns the number of a profile into its sum."""
    flags = [term.flags for term in _blockers(translation)]
    places = [_BASE**place for place in range(translation.approaches)]
    blockers_from = _BASE**translation.approaches

    def read(number: float) -> Sum:
        bars, packed = divmod(int(number), blockers_from)
        standing = 0
        for place, flag in enumerate(flags):
            if bars >> place & 1:
                standing |= flag
        return tuple(packed // place % _BASE - _NONE for place in places), standing

    return read


def _blockers(translation: Translation) -> list[Term]:
    return [term for term in translation.terms if term.flags]


def _packed(numbers: Sequence[int]) -> int:
    return sum(number * _BASE**place for place, number in enumerate(numbers))


def _tree(leaves: Sequence[Leaf], options: Mapping[str, Sequence[str]]) -> Tree:
    """Branch by the question that most leaves ask for, then by the next, until none is asked for twice."""
    number = sum(leaf.number for leaf in leaves if not leaf.tests)
    left, branches = [leaf for leaf in leaves if leaf.tests], []
    while left:
        question, count = Counter(test.question for leaf in left for test in leaf.tests).most_common(1)[0]
        if count == 1:
            break
        asking = [leaf for leaf in left if _test_of(leaf, question)]
        left = [leaf for leaf in left if leaf not in asking]
        branches.append(_branch(question, asking, options))
    return Tree(number, tuple(branches), tuple(left))


def _branch(question: str, leaves: Sequence[Leaf], options: Mapping[str, Sequence[str]]) -> Branch:
    trees: dict[Tree, list[str]] = {}
    for option in options[question]:
        inside = [_without(leaf, question) for leaf in leaves if _allows(leaf, question, option)]
        trees.setdefault(_tree(inside, options), []).append(option)
    otherwise = max(trees, key=lambda tree: len(trees[tree]))
    cases = tuple((tuple(answers), tree) for tree, answers in trees.items() if tree != otherwise)
    return Branch(question, cases, otherwise)


def _test_of(leaf: Leaf, question: str) -> Test | None:
    return next((test for test in leaf.tests if test.question == question), None)


def _allows(leaf: Leaf, question: str, option: str) -> bool:
    test = _test_of(leaf, question)
    return test is not None and (option in test.options) is test.among


def _without(leaf: Leaf, question: str) -> Leaf:
    return leaf._replace(tests=tuple(test for test in leaf.tests if test.question != question))
