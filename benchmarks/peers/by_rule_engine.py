"""rule-engine: a compiled rule per term that matches or does not."""

from __future__ import annotations

from importlib import import_module
from operator import getitem

from peers.by_loop import Holds, summing
from translation import Term, Translation, Variant, test_text, with_variables


def variants(translation: Translation) -> list[Variant]:
    """A rule per term, with the plainest way to look an answer up; one rule that sums up takes about as long."""
    engine = import_module("rule_engine")
    context = engine.Context(resolver=getitem)

    def holds_of(term: Term) -> Holds:
        holds: Holds = engine.Rule(" and ".join(map(test_text, term.tests)), context).matches
        return holds

    return [Variant("rule-engine, a rule per term", summing(translation, holds_of), with_variables)]
