"""JsonLogic: in pure Python (json-logic-qubit), and in Rust, where it is compiled once (datalogic-py)."""

from __future__ import annotations

from importlib import import_module
from typing import TypeAlias

from peers.by_loop import Holds, summing
from peers.tree import Branch, Tree, gathered, reader
from translation import Options, Sum, Term, Test, Translation, Variant

Logic: TypeAlias = dict[str, object]


def in_python(translation: Translation) -> list[Variant]:
    """A condition per term; the engine walks through it anew for every profile."""
    json_logic = import_module("json_logic").jsonLogic

    def holds_of(term: Term) -> Holds:
        logic = _condition(term)
        return lambda options: bool(json_logic(logic, options))

    return [Variant("json-logic-qubit, a condition per term", summing(translation, holds_of))]


def in_rust(translation: Translation) -> list[Variant]:
    """One compiled rule that comes to all sums; several times as fast as a rule per term."""
    engine = import_module("datalogic_py").Engine()
    count = translation.approaches
    sums = [_sum(translation, place) for place in range(count)]
    rule, session = engine.compile([*sums, _flags(translation)]), engine.session()

    def score(options: Options) -> Sum:
        result = session.evaluate(rule, options)
        return tuple(result[:count]), result[count]

    tree, read = engine.compile(_from_tree(gathered(translation))), reader(translation)
    return [
        Variant("datalogic-py, one compiled rule", score),
        Variant(
            "datalogic-py, one compiled rule made into a tree", lambda options: read(session.evaluate(tree, options))
        ),
    ]


def _sum(translation: Translation, place: int) -> Logic:
    terms = [term for term in translation.terms if term.points[place]]
    return {"+": [{"if": [_condition(term), term.points[place], 0]} for term in terms]}


def _flags(translation: Translation) -> Logic:
    standing: dict[int, list[Logic]] = {}
    for term in translation.terms:
        if term.flags:
            standing.setdefault(term.flags, []).append(_condition(term))
    return {"+": [{"if": [{"or": terms}, flag, 0]} for flag, terms in standing.items()]}


def _from_tree(tree: Tree) -> Logic:
    leaves: list[object] = [{"if": [_all(leaf.tests), leaf.number, 0]} for leaf in tree.leaves]
    return {"+": [tree.number, *map(_from_branch, tree.branches), *leaves]}


def _from_branch(branch: Branch) -> Logic:
    parts: list[object] = []
    for options, tree in branch.cases:
        parts += [_test(Test(branch.question, options, among=True)), _from_tree(tree)]
    return {"if": [*parts, _from_tree(branch.otherwise)]}


def _condition(term: Term) -> Logic:
    return _all(term.tests)


def _all(tests: tuple[Test, ...]) -> Logic:
    return {"and": [_test(test) for test in tests]}


def _test(test: Test) -> Logic:
    answer = {"var": test.question}
    if len(test.options) == 1:
        return {"===" if test.among else "!==": [answer, test.options[0]]}
    among: Logic = {"in": [answer, list(test.options)]}
    return among if test.among else {"!": among}
