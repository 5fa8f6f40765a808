from random import Random

import pytest
from faults import SOUND as COMMUTE
from faults import files_of, folder
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.errors import InvalidFile
from leadadvisor.rulebook.check import check_folder, kind_of
from leadadvisor.rulebook.folder import read_folder
from leadadvisor.rulebook.problems import render

SOUND = files_of(COMMUTE)
FILES = sorted(SOUND)
WORDS = sorted({word for name in FILES for word in SOUND[name].decode().split()})
ODD_WORDS = ["[]", "{}", "null", "1", "-1", "true", "{use: x}", "{use: dry-enough}", "[[a]]", "- x", "always", "unsure"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("rulebook.yaml", "rulebook"), ("evidence/time-line.yaml", "evidence"), ("cases/a.yaml", "cases")],
)
def test_the_folder_decides_the_kind_of_a_file(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_sound_rulebook_is_given_as_plain_data_by_name() -> None:
    checked = check_folder(read_folder(str(COMMUTE)))
    assert list(checked) == FILES
    assert checked["blockers.yaml"] == {
        "blockers": [
            {
                "id": "too-far",
                "approach": "bike",
                "kind": "may-not-lead",
                "when": {"distance": ["far"]},
                "because": "Nobody rides that far every day.",
                "lifted-by": "A shorter way.",
                "claims": ["S02"],
            }
        ]
    }


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**64))
def test_whatever_a_hand_may_do_to_a_rulebook_it_is_sound_or_its_problems_are_told(seed: int) -> None:
    rng = Random(seed)
    name = rng.choice(FILES)
    lines = SOUND[name].decode().split("\n")
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(lines))
        words = lines[place].split(" ")
        words[rng.randrange(len(words))] = rng.choice([*WORDS, *ODD_WORDS])
        new = rng.choice([[" ".join(words)], [], ["  " + lines[place]], [lines[place]] * 2])
        lines[place : place + 1] = new or [""]
    told = "commute"
    try:
        check_folder(folder("commute", {**SOUND, name: "\n".join(lines).encode()}))
    except InvalidFile as error:
        told = render(error.findings, error.more)
    assert told.startswith("commute")
