"""Everything in a rulebook that has an id, of whatever kind, and the ids most like a word that is none."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.explanation import Kind
from leadadvisor.model.rulebook import Rulebook, Settings
from leadadvisor.model.value import NamedTuple

_MOST_NEAR = 3
_LONGEST_WORD = 100


class Named(NamedTuple):
    """Something with an id, and the words a reader knows it by."""

    kind: Kind
    id: str
    title: str


def everything(rulebook: Rulebook) -> Iterator[Named]:
    """All that has an id, what a reader is likeliest to ask for first; two kinds may share an id."""
    yield from (Named("approach", each.id, each.label) for each in rulebook.approaches)
    yield from (Named("question", each.id, each.text) for each in rulebook.questions)
    yield from (Named("channel", each.id, each.label) for way in rulebook.approaches for each in way.channels)
    yield from (Named("rule", each.id, each.levels[0].because) for each in rulebook.rules)
    yield from (Named("blocker", each.id, each.because) for each in rulebook.blockers)
    yield from (Named("tension", each.id, each.title) for each in rulebook.tensions)
    yield from (Named("contradiction", each.id, each.because) for each in rulebook.contradictions)
    yield from (Named("claim", each.id, each.says) for each in rulebook.claims())
    yield from (Named("source", each.id, each.title) for each in rulebook.documents)
    for name, setting in zip(Settings._fields, rulebook.settings, strict=True):
        yield Named("setting", name.replace("_", "-"), setting.why)


def look_up(rulebook: Rulebook, word: str) -> tuple[Named, ...]:
    """What has this id, in any case of letters; `kind:id` asks for one kind. Empty where there is nothing."""
    kind, colon, rest = word.strip().lower().rpartition(":")
    return tuple(
        named for named in everything(rulebook) if named.id.lower() == rest and (not colon or named.kind == kind)
    )


def nearest(rulebook: Rulebook, word: str) -> tuple[Named, ...]:
    """Up to three things whose ids are most like the word; else those that have it in their id."""
    import difflib

    plain = word.strip().lower().rpartition(":")[2]
    if not plain or len(plain) > _LONGEST_WORD:
        return ()
    known = list(everything(rulebook))
    ids = list(dict.fromkeys(named.id.lower() for named in known))
    close = difflib.get_close_matches(plain, ids, n=_MOST_NEAR) or [each for each in ids if plain in each]
    return tuple(named for near in close[:_MOST_NEAR] for named in known if named.id.lower() == near)
