"""``advisor backup`` and ``advisor restore``."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.settings import Settings, load_settings
from bot.terminal import Failure, say


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the SQLite database to FILE; the advisor may keep running.

    \b
    Example:
      advisor backup /backups/advisor-2027-03-01.db
    """
    from bot.store import backup as backups

    settings = load_settings()
    database = _database(settings, "pg_dump --format=custom --file=advisor.dump advisor")
    if not database.is_file():
        raise Failure(f"There is no database “{database}” yet.")
    backups.copy(database, file)
    say(f"The database is copied to “{file}”.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--mark-sent", is_flag=True, help="Only count what fell due before now as sent: after pg_restore.")
def restore(file: Path | None, mark_sent: bool) -> None:
    """Put the backup FILE in the place of the SQLite database. Stop the advisor first.

    Reminders that fell due since the backup count as sent, so that nobody is reminded twice.

    \b
    Examples:
      advisor restore /backups/advisor-2027-03-01.db
      advisor restore --mark-sent
    """
    from bot.store import backup as backups

    if (file is None) != mark_sent:
        raise click.UsageError("Give a FILE, or --mark-sent.")
    settings = load_settings()
    if file is not None:
        database = _database(
            settings,
            "pg_restore --clean --if-exists --single-transaction --dbname=advisor advisor.dump, "
            "then advisor restore --mark-sent",
        )
        database.parent.mkdir(parents=True, exist_ok=True)
        backups.put_back(file, database)
        say(f"“{file}” is complete, and now in place of “{database}”. The files beside the old one are gone.")
    count = asyncio.run(_mark_sent(settings))
    say(f"{count} reminders that fell due before now count as sent. You can start the advisor again.")


def _database(settings: Settings, instead: str) -> Path:
    """The file of the database.

    Raises:
        Failure: it is none.
    """
    from bot.store.address import parse

    url = parse(settings.store_url)
    if url.get_backend_name() != "sqlite":
        raise Failure(f"This is for SQLite. With PostgreSQL: {instead}  (docs/operation.md has the steps)")
    return Path(str(url.database))


async def _mark_sent(settings: Settings) -> int:
    from bot.store.backup import due_before
    from bot.store.engine import Store

    store = await Store.open(settings.store_url)
    try:
        now = datetime.now(UTC)
        return await store.write(lambda tx: due_before(tx, now))
    finally:
        await store.close()
