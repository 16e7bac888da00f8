"""The staff of a cluster by name, as documents and reminders name them."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select

from bot.store.engine import Tx
from bot.store.scope import Role, Scope, inside, parameters
from bot.store.tables import accounts, people


@dataclass(frozen=True)
class Named:
    """Somebody who can be named; ``accounts``: the one used last first, ``account``: the first that still belongs to
    its workspace, empty where there is none."""

    id: str
    name: str
    zone: str
    accounts: tuple[str, ...]
    account: str


def named(tx: Tx, scope: Scope) -> tuple[Named, ...]:
    """Everybody of the cluster who has a name, by name; coaches are none of them."""
    rows = tx.execute(_named(scope.role), scope.values)
    return tuple(_of(list(theirs)) for _, theirs in groupby(rows, key=lambda row: row.id))


@cache
def _named(role: Role) -> Select[Any]:
    return (
        select(people.c.id, people.c.name, people.c.zone, accounts.c.account, accounts.c.belongs)
        .select_from(people.outerjoin(accounts, accounts.c.person_id == people.c.id))
        .where(inside(parameters(role), people.c.cluster_id), people.c.role != Role.COACH, people.c.name != "")
        .order_by(people.c.name, people.c.id, accounts.c.used_at.desc(), accounts.c.account)
    )


def _of(rows: list[Any]) -> Named:
    """The rows of one person, one for each account."""
    id, name, zone, *_ = rows[0]
    known = tuple(account for *_, account, _ in rows if account is not None)
    return Named(id, name, zone, known, next((account for *_, account, belongs in rows if belongs), ""))
