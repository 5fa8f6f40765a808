"""DuckDB as batch runs use it: beside the thread that listens for signals, on files that were named, within its memory.

All of DuckDB's work happens in a thread of its own. The thread that started it waits on an event and does nothing else:
a signal reaches it at once and as itself, and no signal can come in the middle of a call of DuckDB's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory, TemporaryFile
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from leadadvisor.batch.duckdb_sql import OTHER_ROW, Variable, quoted
from leadadvisor.errors import CannotRead

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAUSE = 0.1
_MEGABYTES_A_THREAD = 400
"""As fast as without a limit; without one the memory grows with the file. Where it does not do, Python takes over."""

_LEAST_MEGABYTES = 256
"""With less DuckDB fails more often than it finishes."""

_LEAST_ADDRESS_SPACE = 1_500
"""Megabytes of address space below which its start can end the process, where one is set (`ulimit -v`)."""

_SIGNS_OF_PATTERNS = "*?["
_OPEN_FILES = "/proc/self/fd"
_CGROUPS = Path("/sys/fs/cgroup")
_OWN_CGROUPS = Path("/proc/self/cgroup")

T = TypeVar("T")

FINISHED = "the work was finished"
"""What is noted on an interruption that came too late to change anything."""


class Unable(Exception):
    """DuckDB cannot be started, or not with the memory there is; the message says why."""


class Interrupted(Exception):
    """The work is to end: whoever waits for it was interrupted."""


class Session:
    """A connection to nothing but memory, and what is told of the statement that runs."""

    def __init__(self) -> None:
        self.stopped = Event()
        self._db: DuckDBPyConnection | None = None
        self._tell: Callable[[float], None] | None = None
        self._telling = Lock()

    @property
    def db(self) -> DuckDBPyConnection:
        """The connection, opened when it is first asked for. Raises `Unable`."""
        if self._db is None:
            self._db = _connection()
        return self._db

    def copy(self, statement: str, progress: Callable[[float], None]) -> int:
        """Run a COPY; returns how many rows were written. `progress` is told the part that is done, 0 to 1."""
        db = self.db
        with self._telling:
            self._tell = progress
        try:
            count = one_number(db, statement)
        finally:
            with self._telling:
                self._tell = None
        return count

    def tell(self) -> None:
        """Tell how far the statement is that runs."""
        with self._telling:
            if self._tell is not None and self._db is not None:
                self._tell(max(0.0, self._db.query_progress()) / 100)

    def go_on(self) -> None:
        """Raises `Interrupted` where somebody waits for the end."""
        if self.stopped.is_set():
            raise Interrupted

    def interrupt(self) -> None:
        """End the statement that runs, and let none begin."""
        self.stopped.set()
        if self._db is not None:
            self._db.interrupt()

    def close(self) -> None:
        """Let go of everything."""
        if self._db is not None:
            self._db.close()


def beside(work: Callable[[Session], T]) -> T:
    """What the work comes to, done in a thread of its own. Raises whatever it raises, or what interrupts the waiting.

    An interruption ends the work before it goes on: nothing that the work has opened is still being written then.
    """
    session, done = Session(), Event()
    results: list[T] = []
    troubles: list[BaseException] = []

    def run() -> None:
        try:
            if not session.stopped.is_set():
                results.append(work(session))
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits
            troubles.append(error)
        finally:
            try:
                session.close()
            finally:
                done.set()

    thread = Thread(target=run, daemon=True)
    try:
        _start(thread)
        while not done.wait(_PAUSE):
            session.tell()
    except BaseException as stop:
        _wind_down(session, thread, done)
        if results:  # it came in the last moment: all is done
            stop.add_note(FINISHED)
        raise
    if troubles:
        raise troubles[0]
    return results[0]


def _start(thread: Thread) -> None:
    try:
        thread.start()
    except RuntimeError as error:
        raise Unable(str(error)) from error


def _wind_down(session: Session, thread: Thread, done: Event) -> None:
    """Interrupt until the work has ended; a second Ctrl-C does not leave it half undone."""
    while not done.is_set() and thread.is_alive():
        try:
            session.interrupt()
            done.wait(_PAUSE)
        except BaseException:  # noqa: BLE001, S112 - the first interruption is raised when all is in order
            continue


def _connection() -> DuckDBPyConnection:
    """A connection that loads no extensions, spills to no disk and knows one time zone. Raises `Unable`."""
    megabytes, threads = memory_limit(), processors()
    if megabytes < _LEAST_MEGABYTES or _address_space() < _LEAST_ADDRESS_SPACE:
        raise Unable(f"there are {min(megabytes, _address_space()):,} megabytes of memory for it")
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": "",
        "memory_limit": f"{min(_MEGABYTES_A_THREAD * threads, megabytes)}MB",
        "threads": str(threads),
    }
    try:
        import duckdb

        db = duckdb.connect(config=config)
    except Exception as error:  # an import that fails, an error of DuckDB's, or one of the system's
        raise Unable(first_line(error)) from error
    db.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET TimeZone = 'UTC'")
    return db


def processors() -> int:
    """How many threads can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def memory_limit() -> int:
    """Megabytes DuckDB may take: three quarters of what the machine has, or a container allows."""
    limits = [_machine_bytes(), *_cgroup_bytes()]
    return min(limits) * 3 // 4 // 1_000_000


def _machine_bytes() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 1 << 62


def _cgroup_bytes() -> Iterator[int]:
    """The limits of the control groups this process is in, of both versions, and of all groups around them."""
    try:
        lines = _OWN_CGROUPS.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for line in lines or ["0::/"]:
        _, kinds, path = [*line.split(":", 2), "", ""][:3]
        if kinds and "memory" not in kinds.split(","):
            continue
        root = _CGROUPS / "memory" if kinds else _CGROUPS
        name = "memory.limit_in_bytes" if kinds else "memory.max"
        group = root / path.lstrip("/")
        for folder in (group, *group.parents):
            if folder.is_relative_to(root):
                yield from _number_in(folder / name)


def _number_in(path: Path) -> Iterator[int]:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return
    if text.isdecimal():
        yield int(text)


def _address_space() -> int:
    """Megabytes of address space this process may have."""
    try:
        import resource
    except ImportError:
        return _LEAST_ADDRESS_SPACE
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return _LEAST_ADDRESS_SPACE if limit == resource.RLIM_INFINITY else limit // 1_000_000


@contextmanager
def plain_name(path: str, handle: int | None) -> Iterator[str]:
    """A name for this very file in which DuckDB can read nothing: no pattern, no column, no address.

    It is that of the open handle where the system has names for those, else a link in a private folder.
    """
    opened = f"{_OPEN_FILES}/{handle}"
    if handle is not None and os.path.exists(opened):
        yield opened
        return
    with TemporaryDirectory() as folder:
        link = os.path.join(folder, "input")
        os.symlink(os.path.realpath(path), link)
        yield "".join(f"[{sign}]" if sign in _SIGNS_OF_PATTERNS else sign for sign in link)


@contextmanager
def spool() -> Iterator[tuple[BinaryIO, str]]:
    """A file that is gone with its process, however that ends, and the name by which DuckDB knows it."""
    unnamed = os.path.isdir(_OPEN_FILES)
    with (
        TemporaryFile() if unnamed else NamedTemporaryFile() as file,
        plain_name(str(file.name), file.fileno()) as name,
    ):
        yield cast("BinaryIO", file), name


def refuse_other_files(db: DuckDBPyConnection, name: str, label: str) -> None:
    """Raises `CannotRead` where a name stands for more or less than one file."""
    count = one_number(db, f"SELECT count(*) FROM glob({quoted(name)})")
    if count != 1:
        raise CannotRead(f"cannot read {label}: its name stands for {count:,} files here. Give it a plain name.")


def one_number(db: DuckDBPyConnection, statement: str) -> int:
    """The number that is all a statement gives; nothing of its result is left open."""
    rows = db.execute(statement).fetchall()
    return int(rows[0][0]) if rows else 0


def set_variable(db: DuckDBPyConnection, variable: Variable) -> None:
    """Whole numbers go as one text: DuckDB takes that apart ten times as fast as it takes a list of Python's."""
    if all(isinstance(value, int) for value in variable.values):
        numbers = " ".join(map(str, variable.values))
        kind = _narrowest(variable.values)
        db.execute(f"SET VARIABLE {variable.name} = (SELECT string_split(?, ' ')::{kind}[])", [numbers])
    else:
        db.execute(f"SET VARIABLE {variable.name} = (SELECT ?::VARCHAR[])", [list(variable.values)])


def define_other_row(db: DuckDBPyConnection, text: Callable[[str | None], str | None]) -> None:
    """Let the SQL call this function for rows that are not usual; null stands for none, both ways."""
    db.create_function(OTHER_ROW, text, ["VARCHAR"], "VARCHAR", null_handling="special", side_effects=True)  # type: ignore[call-overload]  # the enum it wants moved between versions; all take the word


def first_line(error: BaseException) -> str:
    """What an error says, without what DuckDB adds below."""
    return str(error).partition("\n")[0] or type(error).__name__


def _narrowest(values: Sequence[object]) -> str:
    """The narrowest type for these numbers: DuckDB copies a list for every two thousand rows that look into it."""
    largest = max((abs(value) for value in values if isinstance(value, int)), default=0)
    return "SMALLINT" if largest < 1 << 15 else "BIGINT"
