"""One PostgreSQL database for test after test: making one for each takes ten times as long as emptying it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

TEMPLATE = "advisor_template"
"""An empty database that is up to date."""

# a table whose file is empty is as on its first day: what was undone or deleted stands in the file as well
_USED: LiteralString = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
AND pg_relation_size(oid) > 0
"""
_ADVANCED: LiteralString = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
_OTHERS: LiteralString = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_STRUCTURE: LiteralString = """
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
    SELECT concat_ws(' ', version_num) AS line FROM alembic_version
    UNION ALL SELECT concat_ws(' ', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%temp\\_%'
    UNION ALL SELECT concat_ws(' ', relname, relkind, relowner, relacl) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', attrelid, attnum, attname, atttypid, atttypmod, attnotnull, attisdropped)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', oid, adrelid, adnum) FROM pg_attrdef
    UNION ALL SELECT concat_ws(' ', oid, conname, contype, convalidated) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
    UNION ALL SELECT concat_ws(' ', oid, proname) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', setdatabase, setrole, setconfig) FROM pg_db_role_setting
) AS lines
"""


@dataclass
class EmptiedDatabase:
    """A copy of the template; what is done to its rows is undone for the next, another copy replaces a changed one."""

    admin: str
    """The address of the server."""
    _name: str = ""
    _structure: str = ""
    _connection: psycopg.Connection[Any] | None = None

    def address(self) -> str:
        """The address of the database with nothing in it, after ending whatever is still connected to it."""
        if self._connection is None or not self._emptied(self._connection):
            self.close()
            self._copy()
        return self._address

    @property
    def _address(self) -> str:
        return make_url(self.admin).set(database=self._name).render_as_string(hide_password=False)

    def _emptied(self, connection: psycopg.Connection[Any]) -> bool:
        """Whether it could be made as new: it has the template's structure, no rows, and counts from the start."""
        with suppress(psycopg.Error):
            connection.execute(_OTHERS)
            if _structure(connection) != self._structure:
                return False
            if used := _names(connection, _USED):
                with connection.transaction():
                    connection.execute("SET LOCAL session_replication_role = replica")  # in whatever order
                    for table in used:
                        connection.execute(sql.SQL("DELETE FROM {}").format(table))
                # gives the files' space back, so that rows lie in the order in which they come
                connection.execute(sql.SQL("VACUUM (INDEX_CLEANUP ON) {}").format(sql.SQL(", ").join(used)))
            for sequence in _names(connection, _ADVANCED):
                connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sequence))
            return not _names(connection, _USED) and not _names(connection, _ADVANCED)
        return False

    def _copy(self) -> None:
        self._name = f"test_{uuid4().hex}"
        with psycopg.connect(self.admin, autocommit=True) as server:
            names = sql.Identifier(self._name), sql.Identifier(TEMPLATE)
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        self._connection = psycopg.connect(self._address, autocommit=True)
        self._structure = _structure(self._connection)

    def close(self) -> None:
        """Drop the copy, if there is one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            with psycopg.connect(self.admin, autocommit=True) as server:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._name)))


def _structure(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute(_STRUCTURE).fetchone()
    return str(row and row[0])


def _names(connection: psycopg.Connection[Any], query: LiteralString) -> list[sql.Identifier]:
    return [sql.Identifier(name) for (name,) in connection.execute(query)]
