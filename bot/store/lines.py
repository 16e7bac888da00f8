"""The rows of the web chat, one account at a time: what was said, and what was delivered to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.tables import lines


@dataclass(frozen=True)
class Line:
    """One row.  ``author`` is ``person``, ``advisor`` or ``reminder``; ``body`` is JSON."""

    id: int
    author: str
    body: dict[str, Any]
    at: datetime


def add(tx: Tx, account: str, author: str, body: dict[str, Any], at: datetime, key: str = "") -> int:
    """Append a row and return its id.  With a ``key`` that was used before, the first row stays and is returned."""
    # ids of one account must become visible in their order, or a page that asks for later ones misses one
    one_at_a_time(tx, f"lines {account}")
    if key and (known := find(tx, account, key)) is not None:
        return known
    values = {"account": account, "key": key, "author": author, "body": body, "at": at}
    added: int = tx.execute(insert(lines).values(values).returning(lines.c.id)).scalar_one()
    return added


def after(tx: Tx, account: str, last_id: int, limit: int = 200) -> list[Line]:
    """The rows that came after one, in their order; 0 begins at the first."""
    statement = _lines(account).where(lines.c.id > last_id).order_by(lines.c.id).limit(limit)
    return [Line(**row) for row in tx.execute(statement).mappings()]


def latest(tx: Tx, account: str, limit: int = 200) -> list[Line]:
    """The last rows, in their order: where a page begins."""
    statement = _lines(account).order_by(lines.c.id.desc()).limit(limit)
    return [Line(**row) for row in tx.execute(statement).mappings()][::-1]


def find(tx: Tx, account: str, key: str) -> int | None:
    """The id of the row that was added with this key."""
    found: int | None = tx.scalar(
        select(lines.c.id).where(lines.c.account == account, lines.c.key == key, lines.c.key != "")
    )
    return found


def replace(tx: Tx, account: str, id: int, body: dict[str, Any]) -> bool:
    """Put another body in a row's place; False if the account has no such row."""
    own = (lines.c.account == account) & (lines.c.id == id)
    return tx.execute(update(lines).where(own).values(body=body)).rowcount > 0


def _lines(account: str) -> Select[Any]:
    return select(lines.c.id, lines.c.author, lines.c.body, lines.c.at).where(lines.c.account == account)
