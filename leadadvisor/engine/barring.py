"""Blockers as bits over the approaches: who is ruled out and who may not lead, as two masks or side by side in one."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from leadadvisor.model.rulebook import Blocker, BlockerKind


def barred(blockers: Iterable[Blocker], approaches: Sequence[str]) -> tuple[int, int]:
    """The approaches these blockers rule out, and those they forbid to lead."""
    flags = 0
    for blocker in blockers:
        flags |= flag_of(blocker.kind, approaches.index(blocker.approach), len(approaches))
    return split(flags, len(approaches))


def flag_of(kind: BlockerKind, place: int, count: int) -> int:
    """The flag of one blocker among so many approaches: ruled out in the low bits, may not lead above."""
    match kind:
        case "rules-out":
            return 1 << place
        case "may-not-lead":
            return 1 << (count + place)
        case _:
            assert_never(kind)


def split(flags: int, count: int) -> tuple[int, int]:
    """The two masks that stand side by side in the flags."""
    return flags & (1 << count) - 1, flags >> count
