"""NamedTuple as typing has it, but quick to define: typing's takes 80 microseconds a class, and a start defines eighty.

The classes are tuples with named fields in just the same way; what is left out is the code typing compiles for every
class of its own: here all classes share one `__new__`. Type checkers see typing.NamedTuple itself.
"""

import sys
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING or sys.version_info >= (3, 14):  # there a class statement no longer holds its annotations
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    class _Values(tuple):
        """What all value classes share."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}  # noqa: RUF012 - filled per class, never changed

        def __new__(cls, *values, **named):
            if named or len(values) != len(cls._fields):
                values = _completed(cls, values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **named):
            unknown = named.keys() - set(self._fields)
            if unknown:
                raise ValueError(f"Got unexpected field names: {sorted(unknown)!r}")
            return self._make(named.get(name, value) for name, value in zip(self._fields, self, strict=True))

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            inside = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({inside})"

        def __getnewargs__(self):
            return tuple(self)

    class _Definition(type):
        """Turns the annotations of a class into the fields of a tuple."""

        def __new__(mcs, name, bases, namespace):
            if not bases:  # NamedTuple itself, which only stands for the others
                return type.__new__(mcs, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            namespace.update(
                {field: _tuplegetter(place, f"Field {place}") for place, field in enumerate(fields)},
                __slots__=(),
                __match_args__=fields,
                _fields=fields,
                _field_defaults=defaults,
            )
            return type.__new__(type, name, (_Values,), namespace)

    class NamedTuple(metaclass=_Definition):
        """The base to name in a class statement."""

    def _completed(cls, values, named):
        """The values of all fields, with those given by name and the defaults. Raises TypeError."""
        left = cls._fields[len(values) :]
        given = {**cls._field_defaults, **named}
        missing = [field for field in left if field not in given]
        unknown = named.keys() - set(left)
        if len(values) > len(cls._fields) or missing or unknown:
            wrong = f"missing: {missing}, not a field or given twice: {sorted(unknown)}"
            raise TypeError(f"{cls.__name__} takes {len(cls._fields)} values ({wrong})")
        return values + tuple(given[field] for field in left)
