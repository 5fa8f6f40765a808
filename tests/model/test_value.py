"""Value classes behave as those of typing.NamedTuple do."""

from __future__ import annotations

import pickle
import typing

import pytest

from leadadvisor.model.value import NamedTuple


class Point(NamedTuple):
    """A place."""

    across: int
    down: int = 0
    name: str = ""

    @property
    def far(self) -> bool:
        return self.across + self.down > 10

    @classmethod
    def home(cls) -> Point:
        return cls(0)

    def moved(self, *, by: int) -> Point:
        return self._replace(across=self.across + by)


class Twin(typing.NamedTuple):
    across: int
    down: int = 0
    name: str = ""


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    assert tuple(Point(1)) == tuple(Twin(1)) == (1, 0, "")
    assert tuple(Point(1, name="x")) == tuple(Twin(1, name="x"))
    assert tuple(Point(name="x", across=2, down=3)) == (2, 3, "x")
    assert (Point(1, 2).across, Point(1, 2).down) == (1, 2)


@pytest.mark.parametrize("wrong", [lambda of: of(), lambda of: of(1, 2, "x", 4), lambda of: of(1, across=2)])
def test_too_few_too_many_and_twice_given_values_are_refused(wrong: typing.Callable[[typing.Any], object]) -> None:
    for of in (Point, Twin):
        with pytest.raises(TypeError):
            wrong(of)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(TypeError, match="upwards"):
        Point(1, upwards=2)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="upwards"):
        Point(1)._replace(upwards=2)  # type: ignore[call-arg]


def test_values_are_equal_hashed_and_ordered_as_tuples() -> None:
    assert Point(1, 2) == Point(1, 2) == (1, 2, "")
    assert len({Point(1), Point(1), Point(2)}) == 2
    assert Point(1) < Point(2)


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Point(1).across = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Point(1).other = 2  # type: ignore[attr-defined]


def test_replace_makes_another_value_and_asdict_names_the_fields() -> None:
    assert Point(1, 2)._replace(down=5) == Point(1, 5)
    assert Point(1, 2)._asdict() == Twin(1, 2)._asdict()
    assert Point._make([1, 2, "x"]) == Point(1, 2, "x")
    assert Point._fields == Twin._fields
    assert Point._field_defaults == Twin._field_defaults


def test_a_value_shows_its_fields_and_can_be_taken_apart() -> None:
    assert repr(Point(1, 2, "x")) == "Point(across=1, down=2, name='x')"
    across, down, _ = Point(1, 2)
    assert (across, down) == (1, 2)
    match Point(1, 2, "x"):
        case Point(first, second):
            assert (first, second) == (1, 2)


def test_methods_properties_and_class_methods_work() -> None:
    assert Point(8, 8).far
    assert Point.home() == Point(0)
    assert Point(1).moved(by=2) == Point(3)
    assert Point.__doc__ == "A place."


def test_a_value_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Point(1, 2, "x"))) == Point(1, 2, "x")
