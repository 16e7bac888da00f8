"""Backups of a SQLite database, and putting one back so that nothing of the old file is left beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, update

from bot.store import migrations
from bot.store.address import StoreError
from bot.store.engine import Tx
from bot.store.tables import PENDING, reminders

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; none of it fits another one."""

RESTORED = "due before the restore"
"""The reason of reminders that count as sent because a backup was put back."""


def copy(database: Path, to: Path) -> None:
    """Write a whole copy of a database that may be in use to a file that must not exist yet.

    Raises:
        StoreError: it cannot be written or read; the text says what to do.
    """
    if to.exists():
        raise StoreError(f"“{to}” exists already. Name a file that does not.")
    if not to.parent.is_dir():
        raise StoreError(f"The folder “{to.parent}” does not exist. Make it, or name another.")
    part = to.with_name(f"{to.name}.part")
    try:
        _write(database, part)
        part.replace(to)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The backup “{to}” cannot be written: {error}.") from None
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in BESIDE)):
            left.unlink(missing_ok=True)


def examine(backup: Path) -> None:
    """Make sure that a file is a whole database of the advisor that this version can read.

    Raises:
        StoreError: it is not; the text says why.
    """
    if not backup.is_file():
        raise StoreError(f"There is no file “{backup}”.")
    try:
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as opened:
            damage = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            versions = [row[0] for row in opened.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.OperationalError:
        raise StoreError(f"“{backup}” is not a database of the advisor.") from None
    except sqlite3.DatabaseError:
        raise StoreError(f"“{backup}” is damaged or not a database. Take another backup.") from None
    if damage != ["ok"]:
        raise StoreError(f"“{backup}” is damaged. Take another backup.")
    if len(versions) != 1 or not migrations.known(versions[0]):
        raise StoreError(f"“{backup}” was made by a newer version of the advisor. Install that version first.")


def put_back(backup: Path, database: Path) -> None:
    """Put a backup in the place of the database, with nothing of the old one left beside it.

    Raises:
        StoreError: the backup is none, or somebody uses the database.
    """
    examine(backup)
    if database.exists() and backup.samefile(database):
        raise StoreError("That is the database itself. Name a backup of it.")
    part = database.with_name(f"{database.name}.restoring")
    try:
        with unused(database):
            try:
                _write(backup, part)
                for end in BESIDE:
                    database.with_name(database.name + end).unlink(missing_ok=True)
                part.replace(database)
                _to_disk(database.parent)
            finally:
                for left in (part, *(part.with_name(part.name + end) for end in BESIDE)):
                    left.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The backup cannot be put back: {error}.") from None


@contextmanager
def unused(database: Path) -> Iterator[None]:
    """Make sure that no process uses a database.

    A process that has it open in WAL mode keeps a shared lock, so that nobody can have it alone.

    Raises:
        StoreError: somebody uses it.
    """
    if not database.exists():
        yield
        return
    with closing(sqlite3.connect(database, isolation_level=None, timeout=0.5)) as opened:
        try:
            opened.execute("PRAGMA locking_mode=EXCLUSIVE")
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
            # leaving WAL mode is granted only to the last connection there is
            if opened.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                opened.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise StoreError(f"“{database}” is in use. Stop the advisor, web and workers, and try again.") from None
        except sqlite3.DatabaseError:
            pass  # a damaged file is what a backup is for
    yield


def due_before(tx: Tx, now: datetime) -> int:
    """Count all reminders that fell due before now as sent, so that none goes out again; returns how many."""
    due = and_(reminders.c.state == PENDING, reminders.c.due_at <= now)
    changes = {"state": "sent", "reason": RESTORED, "lease_token": None, "send_started_at": None, "sent_at": now}
    return tx.execute(update(reminders).where(due).values(changes)).rowcount


def _write(source: Path, to: Path) -> None:
    """Copy through SQLite, so that what still stands in a file beside the source comes along."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(to)) as writing,
    ):
        reading.backup(writing)
    _to_disk(to)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
