import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadadvisor.errors import InvalidFile
from leadadvisor.rulebook import loader
from leadadvisor.rulebook.loader import KEPT, SWITCH, load_rulebook, pack, unpack
from leadadvisor.rulebook.problems import Plain

COMMUTE = Path(__file__).parents[1] / "bad" / "base"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of a cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(SWITCH, raising=False)
    return tmp_path / "cache" / "leadadvisor"


@pytest.fixture
def commute(tmp_path: Path) -> Path:
    shutil.copytree(COMMUTE, tmp_path / "commute")
    return tmp_path / "commute"


def entries(kept: Path) -> list[Path]:
    return sorted(kept.glob("*.json")) if kept.exists() else []


def modules_after_loading(commute: Path, *, cases: bool) -> list[str]:
    program = (
        "import sys; from pathlib import Path; from leadadvisor.rulebook.loader import load_rulebook;"
        f"load_rulebook(Path({str(commute)!r}), cases={cases});"
        "print(*sorted({'yaml', 'pydantic', 'rich', 'typer', 'difflib'} & set(sys.modules)))"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.split()


class TestDigest:
    def test_it_is_the_same_for_the_same_bytes_wherever_they_stand(self, commute: Path, tmp_path: Path) -> None:
        shutil.copytree(commute, tmp_path / "elsewhere")
        assert load_rulebook(commute).digest == load_rulebook(tmp_path / "elsewhere").digest
        assert load_rulebook(commute).digest.startswith("sha256:")
        assert len(load_rulebook(commute).digest) == len("sha256:") + 64

    @pytest.mark.parametrize("name", ["rulebook.yaml", "evidence/comfort.yaml", "cases/plain.yaml"])
    def test_it_changes_with_any_byte_of_any_file(self, name: str, commute: Path) -> None:
        digests = set()
        for remark in ("# one remark\n", "# two remark\n", "# one remark more\n"):
            shutil.copy(COMMUTE / name, commute / name)
            with (commute / name).open("a") as file:
                file.write(remark)
            digests.add(load_rulebook(commute).digest)
        assert len(digests) == 3

    def test_it_changes_with_the_name_of_a_file(self, commute: Path) -> None:
        before = load_rulebook(commute).digest
        (commute / "evidence/comfort.yaml").rename(commute / "evidence/ease.yaml")
        assert load_rulebook(commute).digest != before

    def test_files_that_are_not_read_do_not_count(self, commute: Path) -> None:
        before = load_rulebook(commute).digest
        (commute / "README.md").write_text("How to use this.")
        (commute / ".hidden.yaml").write_text("a: [")
        (commute / "evidence" / "notes.txt").write_text("a: [")
        assert load_rulebook(commute).digest == before


class TestCases:
    def test_they_are_built_only_when_asked_for(self, commute: Path) -> None:
        for _ in ("from the files", "from the cache"):
            assert load_rulebook(commute, cases=False).cases == ()
            assert [case.name for case in load_rulebook(commute).cases] == ["Near and dry"]

    def test_a_fault_in_them_is_told_even_when_they_are_not_asked_for(self, commute: Path) -> None:
        (commute / "cases" / "plain.yaml").write_text("topic: t\ncases: 3\n")
        with pytest.raises(InvalidFile):
            load_rulebook(commute, cases=False)


class TestCache:
    def test_a_second_start_needs_neither_yaml_nor_pydantic(self, commute: Path) -> None:
        assert {"yaml", "pydantic"} <= set(modules_after_loading(commute, cases=False))
        assert modules_after_loading(commute, cases=False) == []
        assert modules_after_loading(commute, cases=True) == []

    def test_the_rulebook_from_it_equals_the_one_from_the_files(self, commute: Path, kept: Path) -> None:
        first = load_rulebook(commute)
        assert len(entries(kept)) == 2
        assert load_rulebook(commute) == first

    def test_the_path_is_that_of_this_start_not_of_the_one_that_filled_it(self, commute: Path, tmp_path: Path) -> None:
        load_rulebook(commute)
        commute.rename(tmp_path / "moved")
        assert load_rulebook(tmp_path / "moved").path == str(tmp_path / "moved")

    def test_it_can_be_turned_off(self, commute: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SWITCH, "1")
        load_rulebook(commute)
        assert entries(kept) == []

    def test_a_change_of_the_rulebook_is_seen_at_once(self, commute: Path) -> None:
        load_rulebook(commute)
        text = (commute / "rulebook.yaml").read_text().replace("name: commute", "name: travel")
        (commute / "rulebook.yaml").write_text(text)
        assert load_rulebook(commute).name == "travel"

    def test_another_version_of_the_program_does_not_see_the_entry(
        self, commute: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        load_rulebook(commute)
        monkeypatch.setattr(loader, "__version__", "99.0")
        load_rulebook(commute)
        assert len(entries(kept)) == 4

    def test_faults_are_never_kept(self, commute: Path, kept: Path) -> None:
        (commute / "blockers.yaml").write_text("blockers: 3\n")
        for _ in range(2):
            with pytest.raises(InvalidFile):
                load_rulebook(commute)
        assert entries(kept) == []

    def test_a_file_that_has_no_business_there_is_told_though_all_others_are_known(self, commute: Path) -> None:
        load_rulebook(commute)
        (commute / "evidences").mkdir()
        with pytest.raises(InvalidFile):
            load_rulebook(commute)

    @pytest.mark.parametrize("part", ["rulebook", "cases"])
    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda content: content[: len(content) // 2],
            lambda content: content[:-1] + bytes([content[-1] ^ 1]),
            lambda content: content.replace(b"commute", b"travels").replace(b"Near", b"Afar"),
            lambda content: content[:40],
            lambda _: b"\xff" * 300,
        ],
        ids=["empty", "torn", "one bit", "other words", "only the head", "noise"],
    )
    def test_a_damaged_entry_is_the_same_as_none(
        self, damage: Callable[[bytes], bytes], part: str, commute: Path, kept: Path
    ) -> None:
        first = load_rulebook(commute)
        (entry,) = kept.glob(f"{part}-*")
        whole = entry.read_bytes()
        entry.write_bytes(damage(whole))
        assert load_rulebook(commute) == first
        assert entry.read_bytes() == whole

    @pytest.mark.parametrize(
        "content",
        [{}, [], None, {"rulebook.yaml": 3}, {"rulebook.yaml": {"approaches": []}}, {"rulebook.yaml": {"name": []}}],
    )
    def test_a_whole_entry_with_odd_content_is_the_same_as_none(
        self, content: dict[str, Plain], commute: Path, kept: Path
    ) -> None:
        first = load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        entry.write_bytes(pack("rulebook", first.digest, content))
        assert load_rulebook(commute) == first

    def test_an_entry_whose_conditions_stand_endlessly_deep_in_each_other_is_the_same_as_none(
        self, commute: Path, kept: Path
    ) -> None:
        first = load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        shallow = b'{"weather":["wet"]}'
        content = json.dumps(unpack("rulebook", first.digest, entry.read_bytes()), separators=(",", ":")).encode()
        assert shallow in content
        deep = content.replace(shallow, b'{"not":' * 600 + shallow + b"}" * 600, 1)
        entry.write_bytes(pack("rulebook", first.digest, json.loads(deep)))
        assert load_rulebook(commute) == first

    def test_an_entry_that_others_may_write_is_not_trusted(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        forge(entry, "forged")
        assert load_rulebook(commute).name == "forged"  # so far it is the user's own doing
        entry.chmod(0o666)
        assert load_rulebook(commute).name == "commute"

    @pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only the superuser can give files away")
    def test_an_entry_of_somebody_else_is_not_trusted(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        forge(entry, "forged")
        os.chown(entry, 12_345, -1)
        assert load_rulebook(commute).name == "commute"

    def test_an_entry_under_the_name_of_another_is_not_taken_for_it(self, commute: Path, kept: Path) -> None:
        first = load_rulebook(commute)
        genuine = entries(kept)
        with (commute / "rulebook.yaml").open("a") as file:
            file.write("# changed\n")
        load_rulebook(commute)
        for entry in set(entries(kept)) - set(genuine):
            forge(entry, "forged") if entry.name.startswith("rulebook-") else None
            (wanted,) = [one for one in genuine if one.name.partition("-")[0] == entry.name.partition("-")[0]]
            entry.replace(wanted)
        shutil.copy(COMMUTE / "rulebook.yaml", commute / "rulebook.yaml")
        assert load_rulebook(commute) == first

    def test_one_part_of_a_rulebook_is_not_taken_for_the_other(self, commute: Path, kept: Path) -> None:
        first = load_rulebook(commute)
        cases, rulebook = entries(kept)
        shutil.copy(rulebook, cases)
        assert load_rulebook(commute) == first

    @pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o720])
    def test_a_folder_that_others_may_write_to_is_not_used(self, mode: int, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        forge(next(kept.glob("rulebook-*")), "forged")
        kept.chmod(mode)
        assert load_rulebook(commute).name == "commute"
        assert len(entries(kept)) == 2

    @pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only the superuser can give files away")
    def test_a_folder_of_somebody_else_is_not_used(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        forge(next(kept.glob("rulebook-*")), "forged")
        os.chown(kept, 12_345, -1)
        assert load_rulebook(commute).name == "commute"

    def test_an_entry_that_is_a_link_is_not_followed(self, commute: Path, kept: Path, tmp_path: Path) -> None:
        load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        forge(entry, "forged")
        entry.rename(tmp_path / "elsewhere.json")
        entry.symlink_to(tmp_path / "elsewhere.json")
        assert load_rulebook(commute).name == "commute"

    def test_a_pipe_in_place_of_an_entry_does_not_hang(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        (entry,) = kept.glob("rulebook-*")
        entry.unlink()
        os.mkfifo(entry, 0o600)
        assert load_rulebook(commute).name == "commute"

    @pytest.mark.parametrize("kind", ["a file", "a link in a circle", "a relative name", "a device", "a long name"])
    def test_a_place_where_nothing_can_be_kept_is_never_a_fault(
        self, kind: str, commute: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        (tmp_path / "loop").symlink_to("loop")
        places = {
            "a file": tmp_path / "file",
            "a link in a circle": tmp_path / "loop",
            "a relative name": "cache",
            "a device": "/dev/null",
            "a long name": tmp_path / ("x" * 300),
        }
        monkeypatch.setenv("XDG_CACHE_HOME", str(places[kind]))
        monkeypatch.setenv("HOME", str(tmp_path / "file"))
        monkeypatch.chdir(tmp_path)
        assert load_rulebook(commute) == load_rulebook(commute)
        assert not Path("cache").exists()

    @pytest.mark.parametrize("named", ["", "a-relative-name"])
    def test_without_a_place_of_its_own_it_stands_in_the_home_directory(
        self, named: str, commute: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        load_rulebook(commute)
        assert len(entries(tmp_path / "home" / ".cache" / "leadadvisor")) == 2

    def test_only_the_newest_rulebooks_are_kept_with_their_cases(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        for number in range(KEPT + 4):
            for part in ("rulebook", "cases"):
                entry = kept / f"{part}-1-0.0-{number}.json"
                entry.write_text("")
                os.utime(entry, (1_000 + number, 1_000 + number))
        (kept / "somebody-elses.txt").write_text("")
        with (commute / "rulebook.yaml").open("a") as file:
            file.write("# changed\n")
        load_rulebook(commute)
        names = [entry.name for entry in entries(kept)]
        assert len([name for name in names if name.startswith("rulebook-")]) == KEPT
        assert {name.partition("-")[2] for name in names if name.startswith("cases-")} == {
            name.partition("-")[2] for name in names if name.startswith("rulebook-")
        }
        assert "rulebook-1-0.0-11.json" in names
        assert "rulebook-1-0.0-0.json" not in names
        assert (kept / "somebody-elses.txt").exists()

    def test_what_a_killed_write_left_behind_is_dropped_in_time(self, commute: Path, kept: Path) -> None:
        kept.mkdir(parents=True)
        for name, age in (("rulebook-1-0.0-a.json.1.new", 10_000), ("rulebook-1-0.0-b.json.2.new", None)):
            (kept / name).write_text("")
            if age:
                os.utime(kept / name, (age, age))
        load_rulebook(commute)
        assert [entry.name for entry in kept.glob("*.new")] == ["rulebook-1-0.0-b.json.2.new"]

    def test_entries_are_for_the_user_alone(self, commute: Path, kept: Path) -> None:
        load_rulebook(commute)
        assert {entry.stat().st_mode & 0o777 for entry in entries(kept)} == {0o600}
        assert kept.stat().st_mode & 0o777 == 0o700


def forge(entry: Path, name: str) -> None:
    """Give a kept rulebook another name, with a checksum that is right."""
    digest = f"sha256:{entry.stem.rpartition('-')[2]}"
    files = dict(unpack("rulebook", digest, entry.read_bytes()) or {})
    top = files["rulebook.yaml"]
    assert isinstance(top, dict)
    entry.write_bytes(pack("rulebook", digest, {**files, "rulebook.yaml": {**top, "name": name}}))
