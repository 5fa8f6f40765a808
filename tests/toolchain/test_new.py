"""A new rulebook is sound from the first moment, on a subject of its own, and never written over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadadvisor.errors import CannotWrite, WrongUsage
from leadadvisor.rulebook.loader import check_rulebook
from leadadvisor.toolchain.cases import run_cases
from leadadvisor.toolchain.checks import run_checks
from leadadvisor.toolchain.checks.base import Subject
from leadadvisor.toolchain.new import write_new_rulebook


def test_it_passes_every_check_and_its_case_at_once(tmp_path: Path) -> None:
    files = write_new_rulebook(str(tmp_path / "my-rules"))
    rulebook, places = check_rulebook(tmp_path / "my-rules")
    assert rulebook.name == "my-rules"
    assert run_checks(Subject(rulebook, places)) == ()
    assert [outcome.unmet for outcome in run_cases(rulebook)] == [()]
    assert set(files) == {path.relative_to(tmp_path / "my-rules").as_posix() for path in visible(tmp_path / "my-rules")}


def test_each_file_names_its_schema_to_the_editor(tmp_path: Path) -> None:
    write_new_rulebook(str(tmp_path / "my-rules"))
    for path in visible(tmp_path / "my-rules"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert schema != first
        assert (path.parent / schema).is_file()


def test_it_says_nothing_about_leads(tmp_path: Path) -> None:
    write_new_rulebook(str(tmp_path / "my-rules"))
    text = " ".join(path.read_text(encoding="utf-8") for path in visible(tmp_path / "my-rules"))
    assert not {"inbound", "outbound", "referral", "customers"} & set(text.lower().split())


def test_an_empty_directory_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "my-rules").mkdir()
    write_new_rulebook(str(tmp_path / "my-rules"))
    assert (tmp_path / "my-rules" / "rulebook.yaml").is_file()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "my-rules").mkdir()
    (tmp_path / "my-rules" / "notes").write_text("mine")
    with pytest.raises(CannotWrite, match="is there already"):
        write_new_rulebook(str(tmp_path / "my-rules"))
    assert [path.name for path in (tmp_path / "my-rules").iterdir()] == ["notes"]


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="Not a directory"):
        write_new_rulebook(str(tmp_path / "file" / "my-rules"))


@pytest.mark.parametrize(("name", "near"), [("My Rules", "such as my-rules"), ("...", "single hyphens"), ("", "name")])
def test_a_name_that_is_none_is_refused_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(WrongUsage, match=near):
        write_new_rulebook(name)


def visible(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*.yaml") if ".schema" not in path.parts]


@pytest.mark.parametrize("was_there", [False, True])
def test_a_disk_that_is_full_leaves_nothing_of_it(
    was_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if was_there:
        (tmp_path / "rules").mkdir()
    written = []

    def write(path: str, text: str, *, force: bool) -> None:
        written.append((path, force))
        if len(written) > 5:
            raise CannotWrite(f"cannot write {path}: No space left on device")
        Path(path).write_text(text)

    monkeypatch.setattr("leadadvisor.toolchain.new.write_file", write)
    with pytest.raises(CannotWrite):
        write_new_rulebook(str(tmp_path / "rules"))
    assert list(tmp_path.rglob("*")) == ([tmp_path / "rules"] if was_there else [])
