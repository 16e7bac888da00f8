"""The steps by which an older database becomes a current one (Alembic)."""

from pathlib import Path

from sqlalchemy import Connection, text

HEAD = "0028"
"""The revision that this program works with."""


def create(connection: Connection) -> None:
    """Make the tables of an empty SQLite database as they are at `HEAD`, in a tenth of the time of all steps.

    It is not for PostgreSQL, of whose indexes the tables do not tell everything; see `bot.store.tables.partial_index`.
    """
    from bot.store.every_table import metadata

    metadata.create_all(connection, checkfirst=False)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Bring a database to `HEAD`, or to an earlier revision, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def known(revision: str) -> bool:
    """Whether this program knows the revision of a database: it does not if a newer program made it."""
    return any(Path(__file__).with_name("versions").glob(f"{revision}_*.py"))
