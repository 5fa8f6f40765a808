"""A PostgreSQL server of its own for a test: started from the system's package, reached by a socket, ended with it."""

from __future__ import annotations

import csv
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_USERS = ("postgres", "nobody")
"""Who runs the server where we are root, whom it refuses."""


def find() -> Path | None:
    """The folder with the programs of the newest server on this machine."""
    initdb = shutil.which("initdb")
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    if initdb:
        folders.append(Path(initdb).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "psql").exists()), None)


class Server:
    """A running server; its socket stands in the folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder

    def rows(self, table: Path, columns: Sequence[str], sql: str) -> list[dict[str, str]]:
        """What the SELECT gives where `profiles` is the table of that CSV file, all of it text."""
        listed = ", ".join(f'"{column}" text' for column in columns)
        script = (
            f"DROP TABLE IF EXISTS profiles;\nCREATE TABLE profiles ({listed});\n"
            f"\\copy profiles FROM '{table}' WITH (FORMAT csv, HEADER true)\n{sql};\n"
        )
        command = [
            str(self._programs / "psql"), "--no-psqlrc", "--quiet", "--csv", "--set=ON_ERROR_STOP=1",
            f"--host={self._folder}", "--username=tester", "--dbname=postgres",
        ]  # fmt: skip
        finished = subprocess.run(command, input=script, capture_output=True, text=True)
        assert finished.returncode == 0, finished.stderr
        return list(csv.DictReader(finished.stdout.splitlines()))


@contextmanager
def started(programs: Path) -> Iterator[Server]:
    """A server with an empty database, which nobody else can reach."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        user = _other_user() if os.getuid() == 0 else None
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        place = str(folder / "data")
        _run(user, programs / "initdb", f"--pgdata={place}", "--auth=trust", "--encoding=UTF8", "--locale=C",
             "--username=tester", "--no-sync")  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(user, programs / "pg_ctl", "start", "--wait", f"--pgdata={place}", f"--log={folder / 'log'}",
             f"--options={options}")  # fmt: skip
        try:
            yield Server(programs, folder)
        finally:
            _run(user, programs / "pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={place}")


def _other_user() -> pwd.struct_passwd:
    known = {each.pw_name: each for each in pwd.getpwall()}
    return next(known[name] for name in _USERS if name in known)


def _run(user: pwd.struct_passwd | None, program: Path, *arguments: str) -> None:
    finished = subprocess.run(
        [str(program), *arguments],
        cwd="/",
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
        stdout=subprocess.DEVNULL,  # the server keeps what it inherits, so that a pipe would never end
        stderr=subprocess.PIPE,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
