"""Opening the database, and the transactions in which everything else happens."""

import asyncio
import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.store import migrations
from bot.store.address import CONNECTIONS, check_path, parse, postgresql_engines, sqlite_engines
from bot.store.address import StoreError as StoreError
from bot.store.threads import Pool, Writer

Tx = Connection
"""A transaction: committed when its block ends, rolled back when the block raises."""

T = TypeVar("T")

READERS = 4
"""Threads that read at the same time; on PostgreSQL the other connections are for those that write."""

_LOCKED = "is locked by another program. Close that program, or wait a moment, and try again."
_FULL = "cannot grow: the disk is full. Free some space and try again."
_ADVICE = {
    "locked": _LOCKED,
    "not a database": "is not a database. Move the file away, or name another one in DATABASE_URL.",
    "readonly": "cannot be written to. Give your user the right to write to the file and its folder.",
    "unable to open": "cannot be opened. Give your user the right to write to the file and its folder.",
    "full": _FULL,
    "malformed": "is damaged. Put back your last backup of the file.",
    "QueuePool": "is busy. Try again in a moment.",
}
"""What a word in SQLite's errors means, and what to do."""
_SERVER_ADVICE = {"lock timeout": _LOCKED, "No space left": _FULL}
"""The same of PostgreSQL's, where it answers."""


class Store:
    """The database.  SQLite has one writer beside several readers; PostgreSQL one pool for both.

    A transaction is a function: `read` and `write` run it on a thread of the database, and what it returns is the
    result.  All functions of `bot.store` take the transaction as ``tx`` and are called inside such a function.
    """

    def __init__(self, url: URL, writer: Engine, reader: Engine) -> None:
        self.url = url
        self._writer = writer
        self._light_writer = writer.execution_options(durable=False)
        self._reader = reader
        self._note: Callable[[Tx], None] | None = None
        self._reads = Pool(self._read_only, READERS, "database-reader")
        self._writes = (
            Writer(self.writing) if self.is_sqlite else Pool(self.writing, CONNECTIONS - READERS, "database-writer")
        )

    @classmethod
    async def open(cls, url: str, *, create: bool = True, busy_seconds: float = 10.0) -> "Store":
        """Open a database: ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or ``postgresql://…``.

        With ``create`` its tables are made or brought up to date; several processes may do so at once.  Without,
        it must be there and up to date.  ``busy_seconds`` is how long to wait for another program's lock.

        Raises:
            StoreError: it cannot be used.
        """
        parsed = parse(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        if sqlite:
            check_path(Path(str(parsed.database)), create)
        store = cls(parsed, *(sqlite_engines if sqlite else postgresql_engines)(parsed, busy_seconds))
        try:
            await asyncio.to_thread(store._migrate, create)
        except BaseException:
            await store.close()
            raise
        return store

    def _migrate(self, create: bool) -> None:
        with self.reading() as tx:
            version = _version(tx)
        if version == migrations.HEAD:
            return
        if not create:
            raise StoreError(f"The database {self} is not up to date. Start the advisor once: it brings it up to date.")
        with self.writing() as tx:
            if not self.is_sqlite:  # BEGIN IMMEDIATE has locked SQLite already
                tx.execute(text("SELECT pg_advisory_xact_lock(20270331)"))
            version = _version(tx)
            if version and not migrations.known(version):
                raise StoreError(
                    f"The database {self} was made by a newer version of the advisor. Install that version, "
                    "or use another database."
                )
            if version is None and _has_tables(tx):
                raise StoreError(f"The database {self} belongs to another program. Name another one in DATABASE_URL.")
            step = migrations.create if version is None and self.is_sqlite else migrations.upgrade
            step(tx)

    def __str__(self) -> str:
        if self.is_sqlite:
            return f"“{self.url.database}”"
        return f"“{self.url.database}” on {self.url.host or 'this machine'}"

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def unfinished(self) -> dict[str, int]:
        """Transactions that run or wait for a thread, by ``read`` and ``write``."""
        return {"read": self._reads.unfinished, "write": self._writes.unfinished}

    async def write(self, work: Callable[[Tx], T], *, durable: bool = True) -> T:
        """Run a function in a transaction that changes something, and give what it returns.

        The function may run a second time, so it does nothing but work on the database.

        A transaction that is not ``durable`` ends without waiting for the disk.  It survives whatever happens to
        this process, but not a power failure within the moments before the next durable one.  PostgreSQL makes no
        difference.

        Raises:
            StoreError: the database does not answer, or another program holds it.
        """
        return await self._writes.run(work if self._note is None else _noted(self._note, work), durable=durable)

    def noting(self, note: Callable[[Tx], None] | None) -> "Store":
        """The same database, where every transaction of `write` begins with something to be noted: it stays only if
        the rest does.  None: nothing is noted any more."""
        noting = copy.copy(self)
        noting._note = note
        return noting

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction that only reads: the database refuses everything else.

        Raises:
            StoreError: the database does not answer.
        """
        return await self._reads.run(work)

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Tx]:
        """The same as `write` on the calling thread, where nothing else waits for it.

        Raises:
            StoreError: the database does not answer, or another program holds it.
        """
        with self._transaction(self._writer if durable else self._light_writer) as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """The same as `read` on the calling thread.

        Raises:
            StoreError: the database does not answer.
        """
        with self._transaction(self._reader) as tx:
            yield tx

    @contextmanager
    def _read_only(self, *, durable: bool = True) -> Iterator[Tx]:
        with self.reading() as tx:
            yield tx

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Tx]:
        try:
            with engine.begin() as tx:
                yield tx
        except (OperationalError, PoolTimeoutError) as error:
            raise self._explained(error) from error
        except DBAPIError as error:
            if "file is not a database" in str(error.orig):
                raise self._explained(error) from error
            raise

    def _explained(self, error: DBAPIError | PoolTimeoutError) -> StoreError:
        reason = str(error.orig).strip() if isinstance(error, DBAPIError) else str(error)
        if self.is_sqlite:
            advice = next((advice for sign, advice in _ADVICE.items() if sign in reason), f"reports: {reason}")
            return StoreError(f"The database file {self} {advice}")
        first = reason.splitlines()[0] if reason else "no reason given"
        unreached = (
            f"does not answer: {first}. "
            "Check that PostgreSQL runs and that DATABASE_URL has the right address, user and password."
        )
        advice = next((advice for sign, advice in _SERVER_ADVICE.items() if sign in reason), unreached)
        return StoreError(f"The database {self} {advice}")

    async def check(self, *, thorough: bool = True) -> list[str]:
        """What is wrong with the database, a sentence each; empty when all is well.

        Only a ``thorough`` check looks for damage and whether it can be written to: that reads the whole file and
        keeps others from writing meanwhile.
        """
        try:
            version, damage = await (self.write(self._looked_over) if thorough else self.read(_looked_at))
        except StoreError as error:
            return [str(error)]
        problems = []
        if version != migrations.HEAD:
            problems.append(f"The database {self} is not up to date. Start the advisor once more.")
        if damage != ["ok"]:
            problems.append(f"The database file {self} is damaged. Put back your last backup of the file.")
        return problems

    def _looked_over(self, tx: Tx) -> tuple[str | None, Sequence[str]]:
        return _version(tx), tx.execute(text("PRAGMA quick_check")).scalars().all() if self.is_sqlite else ["ok"]

    async def close(self) -> None:
        """Let go of all connections."""
        await asyncio.to_thread(self._writes.close)
        await asyncio.to_thread(self._reads.close)
        self._writer.dispose()
        if self._reader is not self._writer:
            self._reader.dispose()


def _version(connection: Tx) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _has_tables(connection: Tx) -> bool:
    return bool(inspect(connection).get_table_names())


def _looked_at(tx: Tx) -> tuple[str | None, Sequence[str]]:
    return _version(tx), ["ok"]


def _noted(note: Callable[[Tx], None], work: Callable[[Tx], T]) -> Callable[[Tx], T]:
    def both(tx: Tx) -> T:
        note(tx)
        return work(tx)

    return both
