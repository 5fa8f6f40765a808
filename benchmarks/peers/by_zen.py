"""zen-engine: a decision table that collects, an expression node, or one compiled expression; and its own batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeAlias

from peers.by_loop import added
from peers.tree import Branch, Tree, gathered, reader
from translation import Score, Sum, Term, Test, Translation, Variant, test_text, variable, with_variables

from leadadvisor.engine.mix import Points

Node: TypeAlias = dict[str, object]
Context: TypeAlias = dict[str, str]

FLAGS = "flags"
NAME = "name"


def variants(translation: Translation) -> list[Variant]:
    """From the most that it does to the least."""
    table = _decision(graph(table_node(translation)))
    node = _decision(graph(expression_node(translation)))
    compile_expression = import_module("zen").compile_expression
    compiled = compile_expression(f"[{', '.join(_sums(translation).values())}]")
    tree, read = compile_expression(_from_tree(gathered(translation))), reader(translation)
    scores = {
        "zen-engine, decision table that collects, with trace": _from_table(translation, table, {"trace": True}),
        "zen-engine, decision table that collects": _from_table(translation, table, {}),
        "zen-engine, expression node": _from_node(translation, node),
        "zen-engine, one compiled expression": _from_expression(translation, compiled.evaluate),
        "zen-engine, one compiled expression made into a tree": lambda profile: read(tree.evaluate(profile)),
    }
    return [Variant(name, score, with_variables) for name, score in scores.items()]


def batch(translation: Translation) -> Callable[[Sequence[Context]], list[Sum]]:
    """zen-engine's own batch, which uses all cores, over its quickest decision."""
    batches = batch_engine(graph(expression_node(translation)))
    places = _places(translation)

    def score(profiles: Sequence[Context]) -> list[Sum]:
        return [_sum_of(result, places) for result in results(batches, profiles)]

    return score


def batch_engine(decision: Node) -> Any:
    """An engine that knows one decision, parsed once."""
    return import_module("zen").ZenEngine({"loader": {"type": "static", "content": {"rulebook": decision}}})


def results(engine: Any, profiles: Sequence[Context]) -> list[Any]:
    """What the decision comes to for each profile, in one call. Stops where one of them fails."""
    answered = engine.evaluate_batch([{"key": "rulebook", "context": profile} for profile in profiles])
    return [each["data"]["result"] for each in answered]


def graph(node: Node) -> Node:
    """A decision with one node between input and output."""
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", **place},
        {"id": "scoring", "name": "scoring", **place, **node},
        {"id": "out", "name": "out", "type": "outputNode", **place},
    ]
    edges = [
        {"id": f"{start}-{end}", "type": "edge", "sourceId": start, "targetId": end}
        for start, end in (("in", "scoring"), ("scoring", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def table_node(translation: Translation, *, named: bool = False) -> Node:
    """One row per term: a column per question, one per approach, and one for blockers; `named` adds the rule's id."""
    outputs = [*_places(translation), FLAGS, *([NAME] if named else [])]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": f"?{each}", "name": each, "field": variable(each)} for each in translation.questions],
        "outputs": [{"id": each, "name": each, "field": each} for each in outputs],
        "rules": [_row(number, term, named=named) for number, term in enumerate(translation.terms)],
    }
    return {"type": "decisionTableNode", "content": content}


def expression_node(translation: Translation) -> Node:
    """An expression for the points of each approach, and one for the flags."""
    expressions = [{"id": name, "key": name, "value": value} for name, value in _sums(translation).items()]
    return {"type": "expressionNode", "content": {"expressions": expressions}}


def points_of(row: Mapping[str, float], places: Sequence[str]) -> Points:
    """The points in a row of the table or a result of the expressions; the engine counts in floats."""
    return tuple(int(row.get(place, 0)) for place in places)


def _row(number: int, term: Term, *, named: bool) -> Node:
    cells = {f"?{test.question}": _cell(test) for test in term.tests}
    points = {str(place): str(value) for place, value in enumerate(term.points) if value}
    flags = {FLAGS: str(term.flags)} if term.flags else {}
    name = {NAME: f"'{term.name}'"} if named else {}
    return {"_id": str(number), **cells, **points, **flags, **name}


def _cell(test: Test) -> str:
    options = ", ".join(f"'{option}'" for option in test.options)
    if test.among:
        return options
    return f"!= {options}" if len(test.options) == 1 else f"not in [{options}]"


def _sums(translation: Translation) -> dict[str, str]:
    sums = {str(place): _sum(translation, place) for place in range(translation.approaches)}
    return sums | {FLAGS: _flags(translation)}


def _sum(translation: Translation, place: int) -> str:
    terms = [term for term in translation.terms if term.points[place]]
    return " + ".join(f"({_condition(term)} ? {term.points[place]} : 0)" for term in terms) or "0"


def _flags(translation: Translation) -> str:
    standing: dict[int, list[str]] = {}
    for term in translation.terms:
        if term.flags:
            standing.setdefault(term.flags, []).append(f"({_condition(term)})")
    return " + ".join(f"({' or '.join(terms)} ? {flag} : 0)" for flag, terms in standing.items()) or "0"


def _condition(term: Term) -> str:
    return " and ".join(map(test_text, term.tests))


def _from_tree(tree: Tree) -> str:
    parts = [str(tree.number)] if tree.number or not (tree.branches or tree.leaves) else []
    parts += map(_from_branch, tree.branches)
    parts += [f"({' and '.join(map(test_text, leaf.tests))} ? {leaf.number} : 0)" for leaf in tree.leaves]
    return f"({' + '.join(parts)})"


def _from_branch(branch: Branch) -> str:
    text = _from_tree(branch.otherwise)
    for options, tree in branch.cases:
        text = f"({test_text(Test(branch.question, options, among=True))} ? {_from_tree(tree)} : {text})"
    return text


def _decision(content: Node) -> Any:
    engine = import_module("zen")
    return engine.ZenEngine().create_decision(engine.ZenDecisionContent(json.dumps(content)))


def _places(translation: Translation) -> list[str]:
    return [str(place) for place in range(translation.approaches)]


def _from_table(translation: Translation, decision: Any, settings: Mapping[str, bool]) -> Score:
    origin, places = (0,) * translation.approaches, _places(translation)

    def score(profile: Context) -> Sum:
        rows = decision.evaluate(profile, settings)["result"]
        return added((_sum_of(row, places) for row in rows), origin)

    return score


def _from_node(translation: Translation, decision: Any) -> Score:
    places = _places(translation)
    return lambda profile: _sum_of(decision.evaluate(profile)["result"], places)


def _sum_of(row: Mapping[str, float], places: Sequence[str]) -> Sum:
    return points_of(row, places), int(row.get(FLAGS, 0))


def _from_expression(translation: Translation, evaluate: Callable[[Context], Sequence[float]]) -> Score:
    count = translation.approaches

    def score(profile: Context) -> Sum:
        result = evaluate(profile)
        return tuple(map(int, result[:count])), int(result[count])

    return score
