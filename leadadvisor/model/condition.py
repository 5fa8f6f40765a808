"""What a rule asks of a profile: tests on questions, combined with all, any and not."""

from typing import TypeAlias

from leadadvisor.model.value import NamedTuple


class Chosen(NamedTuple):
    """The answer to a question is one of these options."""

    question: str
    options: tuple[str, ...]


class AllOf(NamedTuple):
    """Every part holds; with no part at all it always holds. It never equals an `AnyOf` of the same parts."""

    parts: tuple["Condition", ...]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return tuple.__hash__(self)


class AnyOf(NamedTuple):
    """At least one part holds; with no part at all it never holds."""

    parts: tuple["Condition", ...]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return tuple.__hash__(self)


class Not(NamedTuple):
    """The part is known not to hold."""

    part: "Condition"


Condition: TypeAlias = Chosen | AllOf | AnyOf | Not

ALWAYS = AllOf(())
"""The condition of a rule that needs no answer."""

NEVER = AnyOf(())
"""The condition that no answer meets."""
