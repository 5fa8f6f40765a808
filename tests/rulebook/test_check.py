import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadadvisor.errors import InvalidFile
from leadadvisor.rulebook.check import check_folder, kind_of
from leadadvisor.rulebook.folder import read_folder
from leadadvisor.rulebook.problems import render

COMMUTE = Path(__file__).parents[1] / "bad" / "base"
FILES = sorted(path.relative_to(COMMUTE) for path in COMMUTE.rglob("*.yaml"))
WORDS = sorted({word for name in FILES for word in (COMMUTE / name).read_text().split()})
ODD_WORDS = ["[]", "{}", "null", "1", "-1", "true", "{use: x}", "{use: dry-enough}", "[[a]]", "- x", "always", "unsure"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("rulebook.yaml", "rulebook"), ("evidence/time-line.yaml", "evidence"), ("cases/a.yaml", "cases")],
)
def test_the_folder_decides_the_kind_of_a_file(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_sound_rulebook_is_given_as_plain_data_by_name() -> None:
    checked = check_folder(read_folder(str(COMMUTE)))
    assert list(checked) == sorted(name.as_posix() for name in FILES)
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
@given(st.data())
def test_whatever_a_hand_may_do_to_a_rulebook_it_is_sound_or_its_problems_are_told(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    lines = (COMMUTE / name).read_text().split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        words = lines[place].split(" ")
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from([*WORDS, *ODD_WORDS]))
        changed = [" ".join(words)]
        new = data.draw(st.sampled_from([changed, [], ["  " + lines[place]], [lines[place]] * 2]))
        lines[place : place + 1] = new or [""]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "commute"
        shutil.copytree(COMMUTE, copy)
        (copy / name).write_text("\n".join(lines))
        try:
            check_folder(read_folder(str(copy)))
        except InvalidFile as error:
            findings = render(error.findings, error.more)
        else:
            findings = str(copy)
    assert findings.startswith(str(copy))
