"""The staff of a cluster by name, as documents and reminders name them."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, select

from bot.store.engine import Tx
from bot.store.programme_tables import memberships, stand_ins
from bot.store.scope import Role, Scope, inside, parameters
from bot.store.tables import accounts, people


@dataclass(frozen=True)
class Named:
    """Somebody who can be named; ``accounts``: the one used last first, ``account``: the first that still belongs to
    its workspace, empty where there is none.  ``former`` are the ids of those who left, for whom they stand in."""

    id: str
    name: str
    zone: str
    accounts: tuple[str, ...]
    account: str
    former: tuple[str, ...] = ()


def named(tx: Tx, scope: Scope) -> tuple[Named, ...]:
    """Everybody of the cluster who has a name, by name; coaches are none of them."""
    rows = tx.execute(_named(scope.role), scope.values)
    return tuple(_of(list(theirs)) for _, theirs in groupby(rows, key=lambda row: row.id))


@cache
def _named(role: Role) -> Select[Any]:
    scope = parameters(role)
    ours = and_(memberships.c.person_id == people.c.id, inside(scope, memberships.c.place))
    before = and_(stand_ins.c.stands_in == people.c.id, inside(scope, stand_ins.c.cluster_id))
    known = people.join(memberships, ours).outerjoin(accounts, accounts.c.person_id == people.c.id)
    former = stand_ins.c.person_id.label("former")
    return (
        select(people.c.id, people.c.name, people.c.zone, former, accounts.c.account, accounts.c.belongs)
        .select_from(known.outerjoin(stand_ins, before))
        .where(people.c.name != "", memberships.c.role.in_((Role.STAFF, Role.CURATOR)))
        .order_by(people.c.name, people.c.id, accounts.c.used_at.desc(), accounts.c.account)
    )


def _of(rows: list[Any]) -> Named:
    """The rows of one person, one for each account and each person for whom they stand in."""
    id, name, zone, *_ = rows[0]
    known = tuple(dict.fromkeys(account for *_, account, _ in rows if account is not None))
    former = tuple(sorted({row.former for row in rows if row.former is not None}))
    account = next((account for *_, account, belongs in rows if belongs), "")
    return Named(id, name, zone, known, account, former)
