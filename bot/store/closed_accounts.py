"""Accounts whose person has blocked or removed the advisor: what is due waits there, and is tried once a day.

All times are those of the database's own clock.
"""

from functools import cache

from sqlalchemy import Select, bindparam, select, update

from bot.store.dialect import real_time
from bot.store.engine import Tx
from bot.store.pauses import wake
from bot.store.tables import accounts, reminders

DAY = 86_400.0
"""Seconds until a closed account is tried again."""


def close(tx: Tx, account: str) -> None:
    """Nothing can be sent to an account: it is left alone for a day."""
    tx.execute(update(accounts).where(accounts.c.account == account).values(closed_until=real_time(tx) + DAY))


def reopen(tx: Tx, account: str) -> None:
    """The person is there again: what waited for them goes out with the next tick."""
    shut = update(accounts).where(accounts.c.account == account, accounts.c.closed_until.is_not(None))
    for person in tx.scalars(shut.values(closed_until=None).returning(accounts.c.person_id)).all():
        wake(tx, reminders.c.person_id == person)


def own(tx: Tx, person: str) -> list[str]:
    """The accounts of a person that are closed."""
    return list(tx.scalars(_own(), {"person": person}))


@cache  # asked for every Home
def _own() -> Select[tuple[str]]:
    theirs = accounts.c.person_id == bindparam("person")
    return select(accounts.c.account).where(theirs, accounts.c.closed_until.is_not(None)).order_by(accounts.c.account)
