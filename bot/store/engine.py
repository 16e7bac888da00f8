"""Opening the database, and the transactions in which everything else happens."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store import migrations

Tx = AsyncConnection
"""A transaction: committed when its block ends, rolled back when the block raises."""


class StoreError(Exception):
    """The database cannot be used; the text says what is wrong and what to do."""


class Store:
    """The database.  SQLite has one writer beside several readers; PostgreSQL one pool for both.

    Measured with aiosqlite: writers that begin with BEGIN IMMEDIATE on one connection lose nothing and never meet
    "database is locked", and readers go on beside them.
    """

    def __init__(self, url: URL, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.url = url
        self._writer = writer
        self._light_writer = writer.execution_options(durable=False)
        self._reader = reader

    @classmethod
    async def open(cls, url: str, *, create: bool = True, busy_seconds: float = 10.0) -> "Store":
        """Open a database: ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or ``postgresql://…``.

        With ``create`` its tables are made or brought up to date; several processes may do so at once.  Without,
        it must be there and up to date.  ``busy_seconds`` is how long to wait for another program's lock.

        Raises:
            StoreError: it cannot be used.
        """
        parsed = _parse(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        if sqlite:
            _check_path(Path(str(parsed.database)), create)
        store = cls(parsed, *(_sqlite_engines if sqlite else _postgresql_engines)(parsed, busy_seconds))
        try:
            await store._migrate(create)
        except BaseException:
            await store.close()
            raise
        return store

    async def _migrate(self, create: bool) -> None:
        async with self.read() as tx:
            version = await tx.run_sync(_version)
        if version == migrations.HEAD:
            return
        if not create:
            raise StoreError(f"The database {self} is not up to date. Start the advisor once: it brings it up to date.")
        async with self.write() as tx:
            if not self.is_sqlite:  # BEGIN IMMEDIATE has locked SQLite already
                await tx.execute(text("SELECT pg_advisory_xact_lock(20270331)"))
            version = await tx.run_sync(_version)
            if version and not migrations.known(version):
                raise StoreError(
                    f"The database {self} was made by a newer version of the advisor. Install that version, "
                    "or use another database."
                )
            if version is None and await tx.run_sync(_has_tables):
                raise StoreError(f"The database {self} belongs to another program. Name another one in DATABASE_URL.")
            await tx.run_sync(migrations.upgrade)

    def __str__(self) -> str:
        if self.is_sqlite:
            return f"“{self.url.database}”"
        return f"“{self.url.database}” on {self.url.host or 'this machine'}"

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def write(self, *, durable: bool = True) -> AsyncIterator[Tx]:
        """A transaction that changes something.

        One that is not ``durable`` ends without waiting for the disk.  It survives whatever happens to this
        process, but not a power failure within the moments before the next durable one.  PostgreSQL makes no
        difference.

        Raises:
            StoreError: the database does not answer, or another program holds it.
        """
        async with self._transaction(self._writer if durable else self._light_writer) as tx:
            yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A transaction that only reads: the database refuses everything else.

        Raises:
            StoreError: the database does not answer.
        """
        async with self._transaction(self._reader) as tx:
            yield tx

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[Tx]:
        try:
            async with engine.begin() as tx:
                yield tx
        except (OperationalError, PoolTimeoutError) as error:
            raise self._explained(error) from error
        except DBAPIError as error:
            if "file is not a database" in str(error.orig):
                raise self._explained(error) from error
            raise

    def _explained(self, error: DBAPIError | PoolTimeoutError) -> StoreError:
        reason = str(error.orig).strip() if isinstance(error, DBAPIError) else str(error)
        if not self.is_sqlite:
            return StoreError(
                f"The database {self} does not answer: {reason.splitlines()[0] if reason else 'no reason given'}. "
                "Check that PostgreSQL runs and that DATABASE_URL has the right address, user and password."
            )
        what = {
            "locked": "is locked by another program. Close that program, or wait a moment, and try again.",
            "not a database": "is not a database. Move the file away, or name another one in DATABASE_URL.",
            "readonly": "cannot be written to. Give your user the right to write to the file and its folder.",
            "unable to open": "cannot be opened. Give your user the right to write to the file and its folder.",
            "full": "cannot grow: the disk is full. Free some space and try again.",
            "malformed": "is damaged. Put back your last backup of the file.",
            "QueuePool": "is busy. Try again in a moment.",
        }
        advice = next((advice for sign, advice in what.items() if sign in reason), f"reports: {reason}")
        return StoreError(f"The database file {self} {advice}")

    async def check(self, *, thorough: bool = True) -> list[str]:
        """What is wrong with the database, a sentence each; empty when all is well.

        Only a ``thorough`` check looks for damage and whether it can be written to: that reads the whole file and
        keeps others from writing meanwhile.
        """
        damage: Sequence[str] = ["ok"]
        try:
            async with self.write() if thorough else self.read() as tx:
                version = await tx.run_sync(_version)
                if thorough and self.is_sqlite:
                    damage = (await tx.execute(text("PRAGMA quick_check"))).scalars().all()
        except StoreError as error:
            return [str(error)]
        problems = []
        if version != migrations.HEAD:
            problems.append(f"The database {self} is not up to date. Start the advisor once more.")
        if damage != ["ok"]:
            problems.append(f"The database file {self} is damaged. Put back your last backup of the file.")
        return problems

    async def close(self) -> None:
        """Let go of all connections."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "DATABASE_URL is not an address. Write sqlite:///data/advisor.db or postgresql://user:password@host/name."
        ) from None
    backend = parsed.drivername.split("+")[0]
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError("DATABASE_URL names no file. Write for example sqlite:///data/advisor.db.")
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"DATABASE_URL starts with “{backend}”. The advisor works with sqlite:///… and postgresql://….")


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"“{path}” is a folder. Name a file in DATABASE_URL, such as {path}/advisor.db.")
    if not path.parent.is_dir():
        raise StoreError(f"The folder “{path.parent}” does not exist. Make it, or name another in DATABASE_URL.")
    if not create and not path.exists():
        raise StoreError(f"There is no database file “{path}” yet. Start the advisor once: it makes the file.")


def _sqlite_engines(url: URL, busy_seconds: float) -> tuple[AsyncEngine, AsyncEngine]:
    # without an isolation level the driver leaves BEGIN to us
    options: dict[str, Any] = {
        "connect_args": {"timeout": busy_seconds, "isolation_level": None},
        "hide_parameters": True,  # what people typed stays out of the logs
    }
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=60, **options)
    reader = create_async_engine(url, pool_size=5, max_overflow=0, pool_timeout=60, **options)
    for engine, begin, pragmas in (
        (writer, "BEGIN IMMEDIATE", ("foreign_keys=ON", "journal_mode=WAL")),
        (reader, "BEGIN", ("query_only=ON",)),
    ):
        _prepare(engine, begin, pragmas)
    return writer, reader


def _prepare(engine: AsyncEngine, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        wanted = "FULL" if connection.get_execution_options().get("durable", True) else "NORMAL"
        if connection.info.get("synchronous", "FULL") != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
            connection.info["synchronous"] = wanted
        connection.exec_driver_sql(begin)


def _postgresql_engines(url: URL, busy_seconds: float) -> tuple[AsyncEngine, AsyncEngine]:
    options = {"connect_timeout": max(2, round(busy_seconds)), "options": f"-c lock_timeout={busy_seconds * 1000:.0f}"}
    engine = create_async_engine(
        url, pool_size=10, max_overflow=10, pool_pre_ping=True, connect_args=options, hide_parameters=True
    )
    return engine, engine.execution_options(postgresql_readonly=True)


def _version(connection: Any) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _has_tables(connection: Any) -> bool:
    return bool(inspect(connection).get_table_names())
