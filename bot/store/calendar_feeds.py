"""Calendar feeds: who reads their dates by a secret link.  The store keeps a hash of each secret, never the secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Role, Scope
from bot.store.tables import accounts, people
from bot.store.traffic_tables import calendar_feeds

MINE, ALL = "mine", "all"
"""What a feed shows: what concerns its person, or all of their cluster."""


@dataclass(frozen=True)
class Feed:
    """The feed of one person, made for a cluster; ``cluster`` is empty for a coach.

    ``account`` is the one with which it was made.  ``shows`` is `MINE` or `ALL`.  ``number`` says how many links there
    were: only the last one works.  ``mark`` stands for what was read last, which is so since ``changed_at``.
    """

    person: str
    cluster: str
    account: str
    shows: str
    number: int
    renewed_at: datetime
    read_at: datetime | None
    mark: str
    changed_at: datetime


def get(tx: Tx, scope: Scope) -> Feed | None:
    """The person's own feed."""
    row = tx.execute(_feeds().where(_own(scope))).mappings().first()
    return Feed(**row) if row else None


def put(tx: Tx, scope: Scope, *, account: str, secret: str, shows: str, number: int, now: datetime) -> bool:
    """Make the person's feed, or give it another link: from now on only this one works.

    ``secret`` is the SHA-256 of the secret in hex, ``number`` the one of the feed that the person saw, 0 for none.
    False, with nothing done, where it is another one by now.

    Raises:
        NotFoundError: there is no such person in the cluster, or no such coach.
    """
    _enter(tx, scope)
    values = {"account": account, "secret": secret, "shows": shows, "number": number + 1}
    values |= {"renewed_at": now, "read_at": None, "mark": "", "changed_at": now}
    if number:
        this = and_(_own(scope), calendar_feeds.c.number == number)
        return tx.execute(update(calendar_feeds).where(this).values(values)).rowcount > 0
    cluster = None if scope.role is Role.COACH else scope.cluster
    leave(tx, scope.person, cluster)
    made = insert(tx, calendar_feeds).values({"person_id": scope.person, "cluster_id": cluster, **values})
    return tx.scalar(made.on_conflict_do_nothing().returning(calendar_feeds.c.number)) is not None


def stop(tx: Tx, scope: Scope) -> bool:
    """End the person's feed; False if there is none."""
    return tx.execute(delete(calendar_feeds).where(_own(scope))).rowcount > 0


def leave(tx: Tx, person: str, cluster: str | None) -> None:
    """End the feed that a person made anywhere but in this cluster, None for coaches: they are there no more."""
    elsewhere = calendar_feeds.c.cluster_id.is_distinct_from(cluster)
    tx.execute(delete(calendar_feeds).where(calendar_feeds.c.person_id == person, elsewhere))


def leave_part(tx: Tx, person: str, cluster: str | None) -> None:
    """End the feed that a person made in this cluster, None as a coach: they are in it no more."""
    there = calendar_feeds.c.cluster_id.is_not_distinct_from(cluster)
    tx.execute(delete(calendar_feeds).where(calendar_feeds.c.person_id == person, there))


def stop_all(tx: Tx, account: str) -> None:
    """End the feeds of the person behind an account, wherever they were made."""
    person = select(accounts.c.person_id).where(accounts.c.account == account).scalar_subquery()
    this = or_(calendar_feeds.c.account == account, calendar_feeds.c.person_id == person)
    tx.execute(delete(calendar_feeds).where(this))


def find(tx: Tx, secret: str) -> Feed | None:
    """The feed of a secret, given as in `put`; None unless the account with which it was made still belongs to its
    workspace."""
    asked = _feeds().join(accounts, accounts.c.account == calendar_feeds.c.account)
    row = tx.execute(asked.where(calendar_feeds.c.secret == secret, accounts.c.belongs)).mappings().first()
    return Feed(**row) if row else None


def note_read(tx: Tx, feed: Feed, mark: str, now: datetime) -> datetime:
    """Keep that a feed was read and what for; gives since when that is so.  Nothing is kept of one that has another
    link by now."""
    changed_at = feed.changed_at if feed.mark == mark else now
    this = and_(calendar_feeds.c.person_id == feed.person, calendar_feeds.c.number == feed.number)
    tx.execute(update(calendar_feeds).where(this).values(read_at=now, mark=mark, changed_at=changed_at))
    return changed_at


def _enter(tx: Tx, scope: Scope) -> None:
    home = people.c.cluster_id.is_(None) if scope.role is Role.COACH else people.c.cluster_id == scope.cluster
    if tx.scalar(select(people.c.id).where(people.c.id == scope.person, home)) is None:
        raise NotFoundError("Nobody in this cluster can have this calendar.")


def _feeds() -> Select[Any]:
    plain = [column for column in calendar_feeds.c if column.name not in ("person_id", "cluster_id", "secret")]
    cluster = func.coalesce(calendar_feeds.c.cluster_id, "").label("cluster")
    return select(*plain, calendar_feeds.c.person_id.label("person"), cluster).select_from(calendar_feeds)


def _own(scope: Scope) -> ColumnElement[bool]:
    """The condition that a feed is the person's own, made where they are now."""
    cluster = calendar_feeds.c.cluster_id
    there = cluster.is_(None) if scope.role is Role.COACH else cluster == scope.cluster
    return and_(calendar_feeds.c.person_id == scope.person, there)
