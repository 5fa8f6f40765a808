"""Which rulebook is meant: the one named on the line, else by the environment, else the one that comes along."""

from __future__ import annotations

import os
from pathlib import Path

from leadadvisor.errors import CannotRead
from leadadvisor.rulebook.files import require_directory

VARIABLE = "LEADADVISOR_RULEBOOK"
"""The environment variable that names a rulebook's directory."""

_PACKAGE = Path(__file__).parent.parent


def locate_rulebook(named: str | os.PathLike[str] | None = None) -> Path:
    """Give the directory of the rulebook to use. Raise CannotRead, saying who named it, if it is not one."""
    if named is not None:
        return _directory(os.fspath(named), "--rulebook")
    from_environment = os.environ.get(VARIABLE, "")
    if from_environment:
        return _directory(from_environment, VARIABLE)
    return _bundled()


def _directory(path: str, named_by: str) -> Path:
    try:
        require_directory(path)
    except CannotRead as error:
        raise CannotRead(f"{error} (named by {named_by})") from None
    return Path(path)


def _bundled() -> Path:
    """Give the rulebook installed with the package, or that of the checkout the package stands in."""
    installed, checkout = _PACKAGE / "rules", _PACKAGE.parent / "rules"
    if installed.is_dir():
        return installed
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout
    tried = f"neither {installed} nor, as in a checkout, {checkout} is there"
    raise CannotRead(f"no rulebook comes with this installation: {tried}; name one with --rulebook or {VARIABLE}")
