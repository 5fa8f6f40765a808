"""The result of a sweep: sums and their numbers, packed into integers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from leadadvisor.engine.verify.terms import Layout, Vector
from leadadvisor.model.value import NamedTuple

_SMALL_FIELD, _LARGE_FIELD = 32, 64


class Sum(NamedTuple):
    """One result: the flags raised, the sum of the weights, and how many answers come to it (1 when collecting)."""

    flags: int
    vector: Vector
    number: int


class Packed(NamedTuple):
    """The result of a sweep: per key (flags, and sums on further axes) an integer of fields, one for each sum.

    `origin` is what the lowest field stands for.
    """

    states: Mapping[int, int]
    bits: int
    origin: int
    layout: Layout

    def sums(self) -> Iterator[Sum]:
        """Every sum with its count."""
        for key, packed in self.states.items():
            flags, beyond = self.layout.read_key(key)
            for place, count in self._filled(packed):
                yield Sum(flags, (*self.layout.read_position(place + self.origin), *beyond), count)

    def total(self) -> int:
        """The sum of all counts."""
        return sum(sum(_all_fields(packed, self.bits)) for packed in self.states.values())

    def kept(self, masks: Mapping[int, int], origin: int) -> Packed:
        """Only the fields that lie under a mask of ones; masks by key, laid out from an origin of their own."""
        shift = (self.origin - origin) * self.bits
        aligned = {key: packed << shift if shift >= 0 else packed >> -shift for key, packed in self.states.items()}
        kept = {key: field for key, packed in aligned.items() if (field := packed & masks.get(key, 0))}
        return self._replace(states=kept, origin=origin)

    def mask(self, wanted: Callable[[int, Vector], bool]) -> dict[int, int]:
        """By key, ones in every field whose flags and sum are wanted."""
        masks = {}
        ones = b"\xff" * (self.bits // 8)
        for key, packed in self.states.items():
            flags, beyond = self.layout.read_key(key)
            content = bytearray(-(-packed.bit_length() // self.bits) * len(ones))
            for place, _ in self._filled(packed):
                if wanted(flags, (*self.layout.read_position(place + self.origin), *beyond)):
                    content[place * len(ones) : (place + 1) * len(ones)] = ones
            masks[key] = int.from_bytes(content, "little")
        return masks

    def _filled(self, packed: int) -> Iterator[tuple[int, int]]:
        if self.bits == 1:
            return _ones(packed)
        return ((place, count) for place, count in enumerate(_all_fields(packed, self.bits)) if count)


def field_bits(most: int) -> int:
    """Bits of a field that can hold any number up to the most."""
    needed = most.bit_length()
    return _SMALL_FIELD if needed <= _SMALL_FIELD else -(-needed // _LARGE_FIELD) * _LARGE_FIELD


def _ones(packed: int) -> Iterator[tuple[int, int]]:
    digits = bin(packed)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place, 1
        place = digits.find("1", place + 1)


def _all_fields(packed: int, bits: int) -> list[int]:
    """Every field from the lowest on."""
    width = bits // 8
    content = packed.to_bytes(-(-packed.bit_length() // bits) * width, "little")
    if sys.byteorder == "little" and bits in (_SMALL_FIELD, _LARGE_FIELD):
        return memoryview(content).cast("I" if bits == _SMALL_FIELD else "Q").tolist()
    return [int.from_bytes(content[start : start + width], "little") for start in range(0, len(content), width)]
