"""What SQLite and PostgreSQL say differently."""

from datetime import datetime
from typing import TYPE_CHECKING
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Double, Table, func, literal_column, select
from sqlalchemy.dialects import sqlite

from bot.store.columns import UtcTime

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert(tx: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return insert_in(tx.dialect.name, table)


def insert_in(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """The same for a statement that is made once for all transactions with a database of this kind."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # only here: no start on SQLite waits for another database's dialect

    return postgresql.insert(table)


def real_time(tx: Connection) -> ColumnElement[float]:
    """The database's own clock in seconds since 1970: the one clock that all processes share."""
    return real_time_in(tx.dialect.name)


def real_time_in(dialect: str) -> ColumnElement[float]:
    """The same for a statement that is made once for all transactions with a database of this kind."""
    if dialect == "sqlite":
        return literal_column("((julianday('now') - 2440587.5) * 86400.0)", Double)
    return func.extract("epoch", func.clock_timestamp()).cast(Double)


def real_moment(tx: Connection) -> ColumnElement[datetime]:
    """The same as a moment, in the form in which `bot.store.tables.UtcTime` keeps it."""
    return real_moment_in(tx.dialect.name)


def real_moment_in(dialect: str) -> ColumnElement[datetime]:
    """The moment for a statement that is made once."""
    if dialect == "sqlite":
        return literal_column("strftime('%Y-%m-%d %H:%M:%f000', 'now')", UtcTime)
    return func.clock_timestamp(type_=UtcTime)


def one_at_a_time(tx: Connection, name: str) -> None:
    """Wait until no other transaction holds this name.  SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(select(func.pg_advisory_xact_lock(crc32(name.encode()))))
