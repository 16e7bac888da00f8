"""The rows of the web chat, one account at a time: what was said, and what was delivered to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Select, Text, and_, bindparam, cast, func, insert, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.traffic_tables import lines


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


def latest(
    tx: Tx, account: str, limit: int = 200, most_bytes: int = 1_000_000, before: int | None = None
) -> tuple[list[Line], bool]:
    """The last rows, in their order, and whether there are earlier ones: where a page begins.

    ``before``: the last ones that came before a row.  There are fewer than ``limit`` where their bodies have more than
    ``most_bytes`` together, but at least one.
    """
    sizes = select(lines.c.id, func.length(cast(lines.c.body, Text))).where(lines.c.account == account)
    if before is not None:
        sizes = sizes.where(lines.c.id < before)
    wanted: list[int] = []
    for id, size in tx.execute(sizes.order_by(lines.c.id.desc()).limit(limit + 1)):
        most_bytes -= size
        if wanted and (most_bytes < 0 or len(wanted) == limit):
            return some(tx, account, wanted), True
        wanted.append(id)
    return some(tx, account, wanted), False


def some(tx: Tx, account: str, ids: Sequence[int]) -> list[Line]:
    """Certain rows of an account, in their order."""
    rows = tx.execute(_lines(account).where(lines.c.id.in_(ids)).order_by(lines.c.id))
    return [Line(**row) for row in rows.mappings()]


def new(tx: Tx, seen: Mapping[str, int], limit: int = 100) -> list[tuple[str, Line]]:
    """The rows of many accounts that came after the last one seen of each, with their accounts, in their order.

    Each account has its own last row, because only the ids of one account become visible in their order.  One look
    into the index for each account, in one statement.
    """
    rows = tx.execute(_new(tx.dialect.name), {"seen": json.dumps(seen), "most": limit}).mappings()
    return [(row["account"], Line(row["id"], row["author"], row["body"], row["at"])) for row in rows]


@cache
def _new(dialect: str) -> Select[Any]:
    given = bindparam("seen", type_=Text)
    each = func.json_each(given) if dialect == "sqlite" else func.json_each_text(cast(given, JSON(none_as_null=True)))
    seen = each.table_valued("key", "value")
    after = and_(lines.c.account == seen.c.key, lines.c.id > cast(seen.c.value, BigInteger))
    wanted = select(lines.c.account, lines.c.id, lines.c.author, lines.c.body, lines.c.at)
    return wanted.select_from(seen.join(lines, after)).order_by(lines.c.id).limit(bindparam("most"))


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
