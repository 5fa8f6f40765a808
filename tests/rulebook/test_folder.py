from pathlib import Path

import pytest

from leadadvisor.errors import CannotRead
from leadadvisor.rulebook import folder
from leadadvisor.rulebook.folder import VARIABLE, locate_rulebook


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package in a directory of its own, and nothing named by the environment."""
    (tmp_path / "site" / "leadadvisor").mkdir(parents=True)
    monkeypatch.setattr(folder, "_PACKAGE", tmp_path / "site" / "leadadvisor")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def make_directories(tmp_path: Path, *names: str) -> None:
    for name in names:
        (tmp_path / name).mkdir(parents=True)


def test_what_is_named_on_the_line_beats_all_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_directories(tmp_path, "mine", "environments", "site/leadadvisor/rules")
    monkeypatch.setenv(VARIABLE, "environments")
    assert str(locate_rulebook("mine")) == "mine"


def test_the_environment_beats_what_comes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_directories(tmp_path, "environments", "site/leadadvisor/rules")
    monkeypatch.setenv(VARIABLE, "environments")
    assert str(locate_rulebook()) == "environments"


def test_an_empty_variable_names_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_directories(tmp_path, "site/leadadvisor/rules")
    monkeypatch.setenv(VARIABLE, "")
    assert locate_rulebook() == tmp_path / "site/leadadvisor/rules"


def test_the_installed_rulebook_beats_that_of_a_checkout(tmp_path: Path) -> None:
    make_directories(tmp_path, "site/leadadvisor/rules", "site/rules")
    (tmp_path / "site/pyproject.toml").touch()
    assert locate_rulebook() == tmp_path / "site/leadadvisor/rules"


def test_in_a_checkout_the_rulebook_stands_beside_the_package(tmp_path: Path) -> None:
    make_directories(tmp_path, "site/rules")
    (tmp_path / "site/pyproject.toml").touch()
    assert locate_rulebook() == tmp_path / "site/rules"


def test_a_directory_of_that_name_where_there_is_no_checkout_is_somebody_elses(tmp_path: Path) -> None:
    make_directories(tmp_path, "site/rules")
    with pytest.raises(CannotRead, match=r"^no rulebook comes with this installation: neither .* nor, .* is there; "):
        locate_rulebook()


@pytest.mark.parametrize("named_by", ["--rulebook", VARIABLE])
def test_a_directory_that_is_not_there_says_who_named_it(
    named_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_directories(tmp_path, "rules")
    monkeypatch.setenv(VARIABLE, "rulez")
    with pytest.raises(CannotRead) as caught:
        locate_rulebook("rulez" if named_by == "--rulebook" else None)
    assert str(caught.value) == (
        f"cannot read rulez: there is no such directory; did you mean 'rules'? (named by {named_by})"
    )
