"""Everything with an id is found by it, and a word that is none is answered with what is like it."""

from __future__ import annotations

import pytest
from generators import bundled_rulebook
from small import SMALL

from leadadvisor.engine.lookup import everything, look_up, nearest


def test_every_id_of_the_bundled_rulebook_is_found_whatever_the_case_of_its_letters() -> None:
    rulebook = bundled_rulebook()
    for named in everything(rulebook):
        assert named in look_up(rulebook, named.id)
        assert named in look_up(rulebook, f" {named.id.upper()} ")
        assert look_up(rulebook, f"{named.kind}:{named.id}") == (named,)


def test_every_kind_of_thing_is_there() -> None:
    assert {named.kind for named in everything(bundled_rulebook())} == {
        "approach", "question", "channel", "rule", "blocker", "tension", "contradiction", "claim", "source", "setting",
    }  # fmt: skip


def test_an_id_of_two_kinds_gives_both_and_a_kind_before_it_gives_one() -> None:
    rulebook = bundled_rulebook()
    assert [named.kind for named in look_up(rulebook, "named-accounts")] == ["question", "channel"]
    assert [named.kind for named in look_up(rulebook, "channel:named-accounts")] == ["channel"]
    assert look_up(rulebook, "rule:named-accounts") == ()


@pytest.mark.parametrize(
    ("word", "id_of_nearest"),
    [("referal", "referral"), ("cold-mail", "cold-email"), ("c1", "C01"), ("x2", "X02"), ("peple", "people"),
     ("nobody-call", "nobody-calls"), ("strog", "strong"), ("rule:tem", "team")],
)  # fmt: skip
def test_a_word_that_is_no_id_has_a_nearest_one_of_any_kind(word: str, id_of_nearest: str) -> None:
    assert look_up(SMALL, word) == ()
    assert nearest(SMALL, word)[0].id == id_of_nearest


def test_a_part_of_an_id_is_enough_where_nothing_is_like_the_word() -> None:
    assert [named.id for named in nearest(SMALL, "by")] == ["few-by-referral", "new-by-outbound"]


@pytest.mark.parametrize("word", ["", "xyzzyx", "rule:", "x" * 200])
def test_nothing_is_near_to_nonsense(word: str) -> None:
    assert nearest(SMALL, word) == ()
