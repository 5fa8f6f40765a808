"""The way back from a sum to answers that come to it."""

from __future__ import annotations

from collections.abc import Mapping

from leadadvisor.engine.regions import Box
from leadadvisor.engine.verify.sweep import Advance, Sweep, unnoticed
from leadadvisor.engine.verify.terms import Vector
from leadadvisor.model.value import NamedTuple


class Trail:
    """Answers for the sums of a sweep: goes back from the last question to the first."""

    def __init__(self, sweep: Sweep, advance: Advance = unnoticed) -> None:
        self._sweep = sweep
        self._layers = sweep.layers(advance)
        self._arrivals: dict[int, Mapping[int, list[_Arrival]]] = {}

    def answers(self, flags: int, vector: Vector, within: Box | None = None) -> Mapping[str, int]:
        """The place of the option each question has in some answers that come to this sum, also within a box.

        Raises KeyError where there are none.
        """
        within = within or {}
        layout = self._sweep.layout
        position = layout.position(vector) - self._sweep.origin
        places = self._back(len(self._layers) - 1, layout.key(flags, vector), position, within, set())
        if places is None:
            raise KeyError((flags, vector))
        return {
            question: places.get(question, _lowest(within.get(question, -1) & allowed))
            for question, allowed in self._sweep.allowed.items()
        }

    def _back(
        self, layer: int, key: int, position: int, within: Box, dead_ends: set[tuple[int, int, int]]
    ) -> dict[str, int] | None:
        if position < 0 or not self._layers[layer].get(key, 0) >> position & 1 or (layer, key, position) in dead_ends:
            return None
        if not layer:
            return {}
        question = self._sweep.plan.order[layer - 1]
        for before, shift, mask in self._arrivals_at(layer).get(key, ()):
            allowed = mask & within.get(question, mask)
            found = self._back(layer - 1, before, position - shift, within, dead_ends) if allowed else None
            if found is not None:
                found[question] = _lowest(allowed)
                return found
        dead_ends.add((layer, key, position))
        return None

    def _arrivals_at(self, layer: int) -> Mapping[int, list[_Arrival]]:
        if layer not in self._arrivals:
            plan = self._sweep.plan
            least = plan.sizes[layer - 1].least
            arrivals: dict[int, list[_Arrival]] = {}
            for state in self._layers[layer - 1]:
                for key, shift, choice in plan.steps[layer - 1].moves(state):
                    arrivals.setdefault(key, []).append(_Arrival(state, shift - least, choice.mask))
            self._arrivals[layer] = arrivals
        return self._arrivals[layer]


class _Arrival(NamedTuple):
    """A way into a state: from which one, how far sums move, by which options."""

    before: int
    shift: int
    mask: int


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
