"""The rows of the web chat, one account at a time: what was said, and what was delivered to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.store import signals
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.signals import Kind
from bot.store.traffic_tables import lines

_ADD = insert(lines).returning(lines.c.id)

_END = 2**63 - 1
"""The id behind all."""


@dataclass(frozen=True)
class Line:
    """One row.  ``author`` is ``person``, ``advisor`` or ``reminder``; ``body`` is JSON as it stands there:
    so it can be compared with what was read before, and need not be read again."""

    id: int
    author: str
    body: str
    at: datetime


def add(tx: Tx, account: str, author: str, body: dict[str, Any], at: datetime, key: str = "") -> int:
    """Append a row and return its id.  With a ``key`` that was used before, the first row stays and is returned."""
    # ids of one account must become visible in their order, or a page that asks for later ones misses one
    one_at_a_time(tx, f"lines {account}")
    if key and (known := find(tx, account, key)) is not None:
        return known
    values = {"account": account, "key": key, "author": author, "body": body, "at": at}
    added: int = tx.execute(_ADD, values).scalar_one()
    signals.send(tx, Kind.LINE, account)
    return added


def after(tx: Tx, account: str, last_id: int, limit: int = 200) -> list[Line]:
    """The rows that came after one, in their order; 0 begins at the first."""
    statement = select(*_columns()).where(lines.c.account == account, lines.c.id > last_id)
    return [Line(*row) for row in tx.execute(statement.order_by(lines.c.id).limit(limit))]


def latest(
    tx: Tx, account: str, limit: int = 200, most_bytes: int = 1_000_000, before: int | None = None
) -> tuple[list[Line], bool]:
    """The last rows, in their order, and whether there are earlier ones: where a page begins.

    ``before``: the last ones that came before a row.  There are fewer than ``limit`` where their bodies have more than
    ``most_bytes`` together, but at least one.
    """
    values = {"account": account, "before": _END if before is None else before}
    rows = tx.execute(_latest(), {**values, "most": limit + 1, "most_bytes": most_bytes}).all()
    found = [Line(row.id, row.author, row.body, row.at) for row in rows[:limit]]
    return found[::-1], bool(rows) and rows[0].there > len(found)


def some(tx: Tx, account: str, ids: Sequence[int]) -> list[Line]:
    """Certain rows of an account, in their order."""
    if not ids:
        return []
    return [Line(*row) for row in tx.execute(_some(), {"account": account, "asked": list(ids)})]


def new(tx: Tx, seen: Mapping[str, int], limit: int = 100) -> list[tuple[str, Line]]:
    """The rows of many accounts that came after the last one seen of each, with their accounts, in their order.

    Each account has its own last row, because only the ids of one account become visible in their order.  One look
    into the index for each account, in one statement.
    """
    rows = tx.execute(_new(tx.dialect.name), {"seen": json.dumps(seen), "most": limit})
    return [(account, Line(*line)) for account, *line in rows]


@cache
def _new(dialect: str) -> Select[Any]:
    given = bindparam("seen", type_=Text)
    each = func.json_each(given) if dialect == "sqlite" else func.json_each_text(cast(given, JSON(none_as_null=True)))
    seen = each.table_valued("key", "value")
    after = and_(lines.c.account == seen.c.key, lines.c.id > cast(seen.c.value, BigInteger))
    wanted = select(lines.c.account, *_columns())
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


def forget(tx: Tx, before: datetime) -> int:
    """Erase what was said before a moment, in all conversations."""
    return tx.execute(delete(lines).where(lines.c.at < before)).rowcount


def _columns() -> list[ColumnElement[Any]]:
    """A row's columns in the order of `Line`."""
    return [lines.c.id, lines.c.author, cast(lines.c.body, Text).label("body"), lines.c.at]


@cache  # to make the statement takes longer than to run it
def _latest() -> Select[Any]:
    """The last rows that are not too many bytes together, the latest first, and how many there would be."""
    own = and_(lines.c.account == bindparam("account"), lines.c.id < bindparam("before", type_=BigInteger))
    last = select(*_columns()).where(own).order_by(lines.c.id.desc()).limit(bindparam("most", type_=Integer)).subquery()
    size = func.sum(func.length(last.c.body)).over(order_by=last.c.id.desc()).label("size")
    place = func.row_number().over(order_by=last.c.id.desc()).label("place")
    sized = select(*last.c, size, place, func.count().over().label("there")).subquery()
    fits = or_(sized.c.place == 1, sized.c.size <= bindparam("most_bytes", type_=Integer))
    return (
        select(sized.c.id, sized.c.author, sized.c.body, sized.c.at, sized.c.there).where(fits).order_by(sized.c.place)
    )


@cache
def _some() -> Select[Any]:
    asked = and_(lines.c.account == bindparam("account"), lines.c.id.in_(bindparam("asked", expanding=True)))
    return select(*_columns()).where(asked).order_by(lines.c.id)
