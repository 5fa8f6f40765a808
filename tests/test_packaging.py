"""The package holds what it needs, and runs from anywhere and for anybody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import leadadvisor
from leadadvisor.reports import FORMATS

ROOT = Path(__file__).parent.parent
ONE_SHOT = ("recommend", "--goal", "feed-closers", "--json")
NOT_A_FOLDER = os.devnull


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    install = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    subprocess.run([sys.executable, *install], check=True)
    return folder


def test_the_wheel_holds_the_package_with_every_rulebook_file_inside_it(wheel: Path) -> None:
    in_package = {name: (ROOT / name) for name in files_under("leadadvisor")}
    in_rules = {f"leadadvisor/{name}": (ROOT / name) for name in files_under("rules")}
    made = (".dist-info/", ".data/data/share/man/", "leadadvisor/checked/")
    packed = {name: content for name, content in contents_of(wheel).items() if not any(part in name for part in made)}
    assert packed == {name: path.read_bytes() for name, path in (in_package | in_rules).items()}


def test_the_wheel_holds_the_rulebook_the_schema_the_typing_mark_and_the_licence(wheel: Path) -> None:
    assert {
        "leadadvisor/py.typed",
        "leadadvisor/reports/recommendation.schema.json",
        "leadadvisor/rules/rulebook.yaml",
        f"leadadvisor-{leadadvisor.__version__}.dist-info/licenses/LICENSE",
    } <= set(contents_of(wheel))


def test_building_twice_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build("wheel", ROOT, tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_built_from_the_sdist_is_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = tmp_path / f"leadadvisor-{leadadvisor.__version__}"
    assert build("wheel", unpacked, tmp_path).read_bytes() == wheel.read_bytes()


def test_the_version_of_the_package_is_the_version_in_the_code(wheel: Path) -> None:
    assert wheel.name == f"leadadvisor-{leadadvisor.__version__}-py3-none-any.whl"


def test_the_installed_package_uses_the_rulebook_inside_it(installed: Path, tmp_path: Path) -> None:
    said = run_installed(installed, "rules", "path", cwd=tmp_path).strip()
    assert Path(said).samefile(installed / "leadadvisor" / "rules")


def test_a_rules_folder_where_the_user_happens_to_stand_is_not_the_rulebook(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rulebook.yaml").write_text("not: ours\n")
    (tmp_path / "pyproject.toml").write_text("")
    assert run_installed(installed, *ONE_SHOT, cwd=tmp_path) == run_installed(installed, *ONE_SHOT, cwd=Path("/"))


def test_the_installed_package_recommends_the_same_as_the_checkout(installed: Path) -> None:
    ours = run([sys.executable, "-m", "leadadvisor", *ONE_SHOT], ROOT, {})
    assert run_installed(installed, *ONE_SHOT, cwd=Path("/")) == ours
    assert json.loads(ours)["schema"] == "leadadvisor/recommendation/2"


def test_the_installed_package_tells_its_version(installed: Path) -> None:
    assert leadadvisor.__version__ in run_installed(installed, "--version", cwd=Path("/"))


def test_the_first_run_of_the_installed_package_needs_neither_yaml_nor_pydantic_and_keeps_nothing(
    installed: Path, tmp_path: Path
) -> None:
    listing = (
        "import sys; from leadadvisor.cli.boundary import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(tmp_path), "XDG_CACHE_HOME": ""}
    ran = subprocess.run(
        [sys.executable, "-c", listing, *ONE_SHOT], cwd="/", env=environment, capture_output=True, text=True, check=True
    )
    assert {"yaml", "pydantic"} & set(ran.stderr.split()) == set()
    assert list(tmp_path.iterdir()) == []


def test_the_checked_rulebook_is_used_only_for_the_files_it_was_made_from(installed: Path, tmp_path: Path) -> None:
    changed = tmp_path / "site"
    shutil.copytree(installed, changed)
    top = changed / "leadadvisor" / "rules" / "rulebook.yaml"
    top.write_text(top.read_text(encoding="utf-8").replace("\nname: ", "\nname: my-", 1), encoding="utf-8")
    ours, theirs = run_installed(installed, *ONE_SHOT, cwd=Path("/")), run_installed(changed, *ONE_SHOT, cwd=Path("/"))
    assert json.loads(theirs)["rulebook"]["name"] == "my-" + json.loads(ours)["rulebook"]["name"]


@pytest.mark.parametrize(
    "nowhere",
    [
        {"HOME": NOT_A_FOLDER, "XDG_CACHE_HOME": NOT_A_FOLDER, "XDG_CONFIG_HOME": NOT_A_FOLDER},
        {"HOME": f"{NOT_A_FOLDER}/home", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""},
        {"HOME": "", "XDG_CACHE_HOME": "relative/cache", "XDG_CONFIG_HOME": "relative/config"},
    ],
    ids=["cache is no folder", "home is no folder", "no home and relative folders"],
)
def test_a_home_that_nothing_can_be_written_to_changes_nothing(
    installed: Path, tmp_path: Path, nowhere: Mapping[str, str]
) -> None:
    expected = run_installed(installed, *ONE_SHOT, cwd=tmp_path)
    assert run_installed(installed, *ONE_SHOT, cwd=tmp_path, environment=nowhere) == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_fresh_environment_gets_everything_the_program_needs(wheel: Path, tmp_path: Path) -> None:
    """Fetches the dependencies, so that one that is used but not declared is missed here."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
    program = str(python.with_name("leadadvisor"))
    for report in FORMATS:
        assert run([program, *ONE_SHOT[:-1], "--format", report], Path("/"), {})
    assert "--goal" in run([program, "recommend", "--help"], Path("/"), {})
    assert run([program, "questions"], Path("/"), {})


def build(target: str, project: Path, folder: Path) -> Path:
    """Build a wheel or an sdist of the project into the folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (made,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


def contents_of(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_under(folder: str) -> list[str]:
    """Every file below that folder, but for what Python and the linters keep for themselves."""
    found = [path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path.as_posix() for path in found if not any(part.startswith((".", "__pycache__")) for part in path.parts)]


def run_installed(folder: Path, *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run the program out of that folder; the dependencies are those of the environment the tests run in."""
    command = [sys.executable, "-m", "leadadvisor", *arguments]
    return run(command, cwd, {"PYTHONPATH": str(folder), **(environment or {})})


def run(command: list[str], cwd: Path, environment: Mapping[str, str]) -> str:
    finished = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    return finished.stdout
