"""The staff of a cluster by name, as documents and reminders name them."""

from collections.abc import Collection
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, select

from bot.store.engine import Tx
from bot.store.programme_tables import memberships, stand_ins
from bot.store.scope import Role, Scope, inside, parameters
from bot.store.tables import accounts, people

REMEMBERED = 300
"""Clusters whose staff are kept in memory, as they were read last."""


class Named(NamedTuple):
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
    return _people(tuple(tuple(row)[1:] for row in tx.execute(_of_one(scope.role), scope.values)))


def named_in(tx: Tx, scopes: Collection[Scope]) -> dict[str, tuple[Named, ...]]:
    """The same of several clusters, by their ids; for coaches of none."""
    found: dict[str, list[tuple[Any, ...]]] = {scope.cluster: [] for scope in scopes if scope.role is not Role.COACH}
    rows = tx.execute(_of_several(), {"clusters": sorted(found)}).all() if found else ()
    for row in rows:
        found[row[0]].append(row[1:])
    return {cluster: _people(tuple(theirs)) for cluster, theirs in found.items()}


@cache
def _of_one(role: Role) -> Select[Any]:
    scope = parameters(role)
    return _named(inside(scope, memberships.c.place))


@cache
def _of_several() -> Select[Any]:
    return _named(memberships.c.place.in_(bindparam("clusters", expanding=True)))


def _named(in_place: ColumnElement[bool]) -> Select[Any]:
    """A row for each account of somebody, and each person for whom they stand in."""
    ours = and_(memberships.c.person_id == people.c.id, in_place)
    before = and_(stand_ins.c.stands_in == people.c.id, stand_ins.c.cluster_id == memberships.c.place)
    known = people.join(memberships, ours).outerjoin(accounts, accounts.c.person_id == people.c.id)
    return (
        select(
            memberships.c.place,
            people.c.id,
            people.c.name,
            people.c.zone,
            stand_ins.c.person_id,
            accounts.c.account,
            accounts.c.belongs,
        )
        .select_from(known.outerjoin(stand_ins, before))
        .where(people.c.name != "", memberships.c.role.in_((Role.STAFF, Role.CURATOR)))
        .order_by(memberships.c.place, people.c.name, people.c.id, accounts.c.used_at.desc(), accounts.c.account)
    )


@lru_cache(maxsize=REMEMBERED)  # the people of a cluster are read again and again, and hardly change
def _people(rows: tuple[tuple[Any, ...], ...]) -> tuple[Named, ...]:
    return tuple(_of(list(theirs)) for _, theirs in groupby(rows, key=lambda row: row[0]))


def _of(rows: list[tuple[Any, ...]]) -> Named:
    id, name, zone, *_ = rows[0]
    known = tuple(dict.fromkeys(account for *_, account, _ in rows if account is not None))
    former = tuple(sorted({former for *_, former, _, _ in rows if former is not None}))
    account = next((account for *_, account, belongs in rows if belongs), "")
    return Named(id, name, zone, known, account, former)
