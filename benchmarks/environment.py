"""The environment the figures come from: made once under `.benchmarks/`, with this checkout, its extras and the peers.

Nothing but the standard library is imported here: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from venv import EnvBuilder

ROOT = Path(__file__).parents[1]
SCRATCH = ROOT / ".benchmarks"
"""What the benchmarks leave behind, so that the next run need not make it again; git ignores it."""

PEERS = Path(__file__).with_name("peers.txt")
EXTRAS = "batch,sql"


def python() -> Path:
    """The Python of an environment in which all is installed; only what has changed is installed again.

    A peer that cannot be installed is named on stderr and left out; the next run tries it again. Exits where
    leadadvisor itself cannot be installed.
    """
    home = scratch() / f"environment-{sys.version_info.major}.{sys.version_info.minor}"
    interpreter = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = home / "installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == _wanted():
        return interpreter
    if not interpreter.exists():
        _tell(f"making an environment in {home.relative_to(ROOT)}")
        EnvBuilder(with_pip=True).create(home)
    if not _install(interpreter, "-e", f"{ROOT}[{EXTRAS}]"):
        sys.exit("leadadvisor could not be installed; --no-peers measures with the Python that runs this")
    missing = [peer for peer in peers() if not _install(interpreter, peer)]
    if missing:
        _tell(f"left out, as they cannot be installed here: {', '.join(missing)}")
    else:
        stamp.write_text(_wanted(), encoding="utf-8")
    return interpreter


def peers() -> list[str]:
    """The requirements of the peers, one each."""
    lines = PEERS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def scratch() -> Path:
    """The folder that git ignores, made if need be."""
    SCRATCH.mkdir(exist_ok=True)
    (SCRATCH / ".gitignore").write_text("*\n", encoding="utf-8")
    return SCRATCH


def _install(interpreter: Path, *what: str) -> bool:
    _tell(f"installing {what[-1].removeprefix(f'{ROOT}')}")
    command = [str(interpreter), "-m", "pip", "install", "-q", "--disable-pip-version-check", *what]
    return subprocess.run(command, check=False).returncode == 0


def _wanted() -> str:
    """Changes where another installation is needed."""
    files = (PEERS, ROOT / "pyproject.toml")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _tell(text: str) -> None:
    print(f"benchmarks: {text}", file=sys.stderr, flush=True)
