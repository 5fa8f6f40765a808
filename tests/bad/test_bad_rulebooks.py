"""Each case of the tables is one fault laid over the sound rulebook in base/, with what must be said of it."""

import os
import re
import shutil
import socket
from pathlib import Path

import pytest
from faults import SOUND, Fault, faults, folder

from leadadvisor.errors import CannotRead, InvalidFile
from leadadvisor.rulebook.check import check_folder
from leadadvisor.rulebook.files import MAX_BYTES
from leadadvisor.rulebook.folder import MAX_FILES
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.rulebook.problems import CODES, MAX_SHOWN, render

FAULTS = [fault for table in ("text", "shape", "coherence", "structure") for fault in faults(table)]
HEADLINE = re.compile(r"[^\n:]+:\d+:\d+: (error|warning)\[([a-z0-9-]+)\]: \S")
# What is in no table, since it is too large, or no file that can be kept.
MADE_HERE = {"too-large", "too-deep", "unreadable-file"}


@pytest.fixture
def commute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sound rulebook, named by a relative path and never taken from a cache."""
    shutil.copytree(SOUND, tmp_path / "commute")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADADVISOR_NO_CACHE", "1")
    return Path("commute")


def complaints_about(directory: Path) -> str:
    with pytest.raises(InvalidFile) as caught:
        load_rulebook(directory)
    return render(caught.value.findings, caught.value.more)


def headlines(text: str) -> list[str]:
    return [line for line in text.split("\n") if ": error[" in line or ": warning[" in line]


def test_the_rulebook_under_the_faults_is_sound(commute: Path) -> None:
    assert load_rulebook(commute).name == "commute"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_in_exactly_these_words(fault: Fault) -> None:
    with pytest.raises(InvalidFile) as caught:
        check_folder(folder("commute", fault.files))
    assert render(caught.value.findings, caught.value.more) == fault.told


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_said_begins_with_a_place_and_never_shows_the_programs_insides(fault: Fault) -> None:
    blocks = fault.told.split("\n\n")
    assert all(HEADLINE.match(block) for block in blocks)
    assert len(headlines(fault.told)) == len(blocks)
    assert "Traceback" not in fault.told
    assert not re.search(r"pydantic|Input should|valid dictionary|NoneType|ScalarEvent", fault.told)


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if not f.name.startswith("several-")], ids=lambda fault: fault.name
)
def test_one_fault_is_told_once(fault: Fault) -> None:
    expected = {"recursive-anchor": 2}  # the anchor and the alias
    assert len(headlines(fault.told)) == expected.get(fault.name, 1)


def test_a_fault_on_the_disk_is_told_as_the_one_in_memory(commute: Path) -> None:
    (fault,) = [fault for fault in FAULTS if fault.name == "several-problems-in-several-files"]
    for name, content in fault.changed.items():
        (commute / name).write_bytes(content)
    assert complaints_about(commute) == fault.told


def test_every_code_has_a_fault_that_shows_it() -> None:
    shown = {match[2] for fault in FAULTS for match in HEADLINE.finditer(fault.told)}
    assert shown | MADE_HERE == set(CODES)


def test_a_huge_file_is_refused_without_being_read_to_its_end(commute: Path) -> None:
    (commute / "blockers.yaml").write_bytes(b"# " + b"x" * MAX_BYTES)
    expected = "commute/blockers.yaml:1:1: error[too-large]: the file is larger than 1,000,000 bytes\n"
    assert complaints_about(commute) == expected


@pytest.mark.parametrize("bomb", [b"[" * 60_000, b"- " * 60_000, b"{a: " * 60_000, b"? [" + b"[" * 60_000])
def test_depth_is_refused_before_anything_is_built(bomb: bytes, commute: Path) -> None:
    (commute / "blockers.yaml").write_bytes(bomb)
    text = complaints_about(commute)
    assert "error[too-deep]: lists and mappings stand more than 32 deep in each other" in text


def test_a_pipe_in_place_of_a_file_does_not_hang(commute: Path) -> None:
    (commute / "blockers.yaml").unlink()
    os.mkfifo(commute / "blockers.yaml")
    expected = "commute/blockers.yaml:1:1: error[unreadable-file]: cannot be read: it is a named pipe, not a file\n"
    assert complaints_about(commute) == expected


def test_a_socket_in_place_of_a_file_is_named(commute: Path) -> None:
    (commute / "blockers.yaml").unlink()
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind("commute/blockers.yaml")
    expected = "commute/blockers.yaml:1:1: error[unreadable-file]: cannot be read: it is a socket, not a file\n"
    assert complaints_about(commute) == expected


LEADS_OUT = (
    "error[unreadable-file]: cannot be read: it is a link that leads out of the rulebook; put the file itself here"
)


@pytest.mark.parametrize(
    "target", ["/dev/zero", "/proc/self/environ", "/etc/passwd", "/nowhere", "../secret.yaml", "/"]
)
@pytest.mark.parametrize("name", ["blockers.yaml", "evidence/more.yaml", "evidence"])
def test_a_link_that_leads_out_is_not_followed_and_nothing_of_its_target_is_told(
    name: str, target: str, commute: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("token: hunter2\n")
    link = commute / name
    if link.is_dir():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.symlink_to(os.path.join(os.path.relpath(tmp_path, link.parent), "secret.yaml") if target[0] == "." else target)
    assert complaints_about(commute) == f"commute/{name}:1:1: {LEADS_OUT}\n"


@pytest.mark.parametrize("steps", [["inner.yaml"], ["../sources/inner.yaml"], ["step.yaml", "../blockers.yaml"]])
def test_a_link_inside_a_rulebook_is_followed(steps: list[str], commute: Path) -> None:
    for place in ("evidence", "sources"):
        (commute / place / "inner.yaml").write_text("topic: Nothing\nrules: [1\n")
    name = "more.yaml"
    for step in steps:
        (commute / "evidence" / name).symlink_to(step)
        name = step
    assert "commute/evidence/more.yaml:1:1: error[unreadable-file]" not in complaints_about(commute)


def test_a_link_by_way_of_another_that_leads_out_is_not_followed(commute: Path) -> None:
    (commute / "evidence" / "step.txt").symlink_to("/etc/hostname")
    (commute / "evidence" / "more.yaml").symlink_to("step.txt")
    assert complaints_about(commute) == f"commute/evidence/more.yaml:1:1: {LEADS_OUT}\n"


def test_a_rulebook_that_is_reached_by_a_link_is_read(commute: Path) -> None:
    Path("by-link").symlink_to(commute)
    assert load_rulebook("by-link").name == "commute"


def test_the_files_of_a_rulebook_have_a_size_together(commute: Path) -> None:
    for number in range(8):
        (commute / "evidence" / f"large-{number}.yaml").write_bytes(b"# " + b"x" * (MAX_BYTES - 2))
    (told,) = [line for line in headlines(complaints_about(commute)) if "too-large" in line]
    assert told == (
        "commute/evidence/large-4.yaml:1:1: error[too-large]: with this file, those of the rulebook are larger than "
        "5,000,000 bytes"
    )


def test_a_folder_of_endless_files_is_not_read(commute: Path) -> None:
    for number in range(MAX_FILES):
        (commute / "evidence" / f"file-{number}.yaml").touch()
    assert complaints_about(commute).startswith(
        "commute/evidence:1:1: error[too-large]: there are more than 1,000 files in it"
    )


def test_a_directory_in_place_of_a_file_is_named(commute: Path) -> None:
    (commute / "evidence" / "more.yaml").mkdir()
    expected = "commute/evidence/more.yaml:1:1: error[unreadable-file]: cannot be read: it is a directory, not a file\n"
    assert complaints_about(commute) == expected


def test_a_file_in_place_of_a_folder_is_named(commute: Path) -> None:
    shutil.rmtree(commute / "cases")
    (commute / "cases").write_text("")
    expected = "commute/cases:1:1: error[unreadable-file]: cannot be read: not a directory\n"
    assert complaints_about(commute) == expected


def test_a_link_in_a_circle_is_one_line(commute: Path) -> None:
    (commute / "evidence" / "more.yaml").symlink_to("more.yaml")
    expected = (
        "commute/evidence/more.yaml:1:1: error[unreadable-file]: cannot be read: too many levels of symbolic links\n"
    )
    assert complaints_about(commute) == expected


def test_a_link_to_nothing_is_one_line(commute: Path) -> None:
    (commute / "evidence" / "more.yaml").symlink_to("nowhere.yaml")
    text = complaints_about(commute)
    assert text.startswith(
        "commute/evidence/more.yaml:1:1: error[unreadable-file]: cannot be read: there is no such file"
    )
    assert len(text.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_one_line(commute: Path) -> None:
    (commute / "blockers.yaml").chmod(0)
    expected = "commute/blockers.yaml:1:1: error[unreadable-file]: cannot be read: permission denied\n"
    assert complaints_about(commute) == expected


def test_one_unread_file_does_not_make_the_names_in_it_seem_unknown(commute: Path) -> None:
    (commute / "questions" / "trip.yaml").write_text("topic: [")
    assert headlines(complaints_about(commute)) == [
        "commute/questions/trip.yaml:1:9: error[yaml-syntax]: a value or a closing bracket is missing here"
    ]


def test_one_file_that_is_not_taken_for_one_does_not_make_the_names_in_it_seem_unknown(commute: Path) -> None:
    (commute / "questions" / "trip.yaml").rename(commute / "questions" / "trip.yml")
    assert headlines(complaints_about(commute)) == [
        "commute/questions/trip.yml:1:1: error[unknown-file]: files of a rulebook end in .yaml"
    ]


def test_more_problems_than_can_be_read_are_counted(commute: Path) -> None:
    lines = "".join(f"  word-{number}: 3\n" for number in range(MAX_SHOWN + 20))
    (commute / "conditions.yaml").write_text(f"conditions:\n  dry-enough: always\n  easy-ride: always\n{lines}")
    text = complaints_about(commute)
    assert len(headlines(text)) == MAX_SHOWN
    assert text.endswith("\n... and 20 more problems\n")


def test_problems_are_told_in_order_of_files_and_places() -> None:
    (fault,) = [fault for fault in FAULTS if fault.name == "several-problems-in-several-files"]
    with pytest.raises(InvalidFile) as caught:
        check_folder(folder("commute", fault.files))
    places = [finding.place for finding in caught.value.findings]
    assert places == sorted(places)
    assert len({place.path for place in places}) == 3


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a: 1\n" * 60_000, id="one key again and again"),
        pytest.param("\x00\n" * 400_000, id="control characters"),
        *(
            pytest.param(content, id=name, marks=pytest.mark.slow)
            for name, content in {
                "strangers": "".join(f"key-{number}: 1\n" for number in range(40_000)),
                "misspelt keys": "blockers:\n" + "- {idd: x, aproach: y}\n" * 15_000,
                "unknown claims": "blockers:\n" + "- {id: x, approach: bike, claims: [S99, S98]}\n" * 8_000,
                "traps": "".join(f"- 0{number}\n" for number in range(40_000)),
            }.items()
        ),
    ],
)
def test_a_file_full_of_problems_takes_seconds_not_minutes(content: str, commute: Path) -> None:
    (commute / "blockers.yaml").write_text(content)
    assert len(headlines(complaints_about(commute))) in (1, MAX_SHOWN)  # 1: what looks like UTF-16


@pytest.mark.parametrize(
    ("part", "links"),
    [("{not: {use: link-%d}}", 5_000), ("{any: [{use: link-%d}, {use: link-%d}, {use: link-%d}]}", 10)],
    ids=["in length", "in breadth"],
)
def test_conditions_that_use_conditions_cannot_grow_without_end(part: str, links: int, commute: Path) -> None:
    chain = "".join(f"  link-{number}: {part.replace('%d', str(number + 1))}\n" for number in range(links))
    last = f"  link-{links}: {{weather: [dry]}}\n  dry-enough: always\n  easy-ride: {{use: link-0}}\n"
    (commute / "conditions.yaml").write_text(f"conditions:\n{chain}{last}")
    assert "grows too large when those it uses are put in" in complaints_about(commute)


def test_a_directory_without_a_rulebook_is_one_sentence(commute: Path) -> None:
    (commute / "rulebook.yaml").rename(commute / "rulebook.yml")
    with pytest.raises(CannotRead) as caught:
        load_rulebook(commute)
    expected = "there is no rulebook in commute: it holds no rulebook.yaml; rename rulebook.yml to rulebook.yaml"
    assert str(caught.value) == expected


def test_a_file_in_place_of_the_directory_is_one_sentence(commute: Path) -> None:
    with pytest.raises(CannotRead, match=r"^cannot read commute/rulebook\.yaml: it is a file, not a directory$"):
        load_rulebook(commute / "rulebook.yaml")


@pytest.mark.usefixtures("commute")
def test_a_directory_that_is_not_there_is_one_sentence_with_the_nearest_name() -> None:
    with pytest.raises(CannotRead, match=r"^cannot read comute: there is no such directory; did you mean 'commute'\?$"):
        load_rulebook(Path("comute"))
