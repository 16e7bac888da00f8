"""Invitations: links by which somebody joins the programme.  The store keeps hashes of the secrets, never these."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, and_, false, func, select, true, update

from bot.store import memberships, programme_setup
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.person import WEB
from bot.store.programme import enter_programme
from bot.store.programme_setup import Invited
from bot.store.programme_tables import invitations, invited
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope
from bot.store.tables import accounts, clusters, coach_grants, documents, people


class State(StrEnum):
    """Whether an invitation can be used, or why not."""

    OPEN = "open"
    OVER = "over"
    USED_UP = "used-up"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Invitation:
    """A link to join as ``role``; ``clusters`` are the ids and ``names`` the names of the clusters that there are.

    ``to`` is who it is meant for, ``by`` who made it: names, empty where that is open or not known any more.
    ``person`` is the id of somebody who came before: for them alone it is a way in again.
    """

    id: str
    role: Role
    clusters: tuple[str, ...]
    names: tuple[str, ...]
    to: str
    by: str
    uses: int
    used: int
    made_at: datetime
    ends_at: datetime
    state: State
    person: str = ""


@dataclass(frozen=True)
class Waiting:
    """Somebody who is to be invited and has not come."""

    id: str
    role: Role
    clusters: tuple[str, ...]
    names: tuple[str, ...]
    name: str
    mail: str


def make(
    tx: Tx,
    scope: Scope,
    *,
    role: Role,
    ids: Sequence[str],
    secret: str,
    uses: int,
    ends_at: datetime,
    now: datetime,
    to: str = "",
) -> None:
    """Keep an invitation of a secret, given by its SHA-256 in hex.  ``to``: the id of who is waiting for it.

    Raises:
        NotFoundError: they may not invite to this, or there is no such cluster.
    """
    place = ids[0] if role is Role.STAFF and ids else PROGRAMME
    theirs = scope.role is Role.STAFF and role is Role.STAFF and list(ids) == [scope.cluster] and bool(scope.cluster)
    if not (scope.role is Role.ADMIN or theirs):
        raise NotFoundError("You cannot invite anybody to this.")
    known = _names(tx, ids)
    if len(known) != len(ids) or (role is Role.STAFF and len(ids) != 1):
        raise NotFoundError("There is no such cluster to invite to.")
    enter_programme(tx, now)
    values: dict[str, Any] = {"id": uuid4().hex, "cluster_id": place, "role": role.value, "clusters": list(ids)}
    values |= {"secret": secret, "invited_id": to or None, "person_id": scope.person or None, "uses": uses, "used": 0}
    tx.execute(insert(tx, invitations).values(**values, made_at=now, ends_at=ends_at))


def again(tx: Tx, scope: Scope, person: str, *, secret: str, ends_at: datetime, now: datetime) -> None:
    """Keep an invitation by which somebody who is in the programme comes in once more, on another device or later.

    Raises:
        NotFoundError: whoever asks does not run the programme, or the person has no part in it.
    """
    _enter(scope)
    part = next(iter(memberships.parts(tx, person)), None)
    name = tx.scalar(select(people.c.name).where(people.c.id == person))
    if part is None or name is None:
        raise NotFoundError("There is nobody of the programme to let in again.")
    enter_programme(tx, now)
    ids = [part.cluster] if part.role is Role.STAFF else []
    place, id = ids[0] if ids else PROGRAMME, uuid4().hex
    same = {"cluster_id": place, "role": part.role.value, "clusters": ids}
    tx.execute(insert(tx, invited).values(**same, id=id, name=name, mail="", person_id=person, added_at=now))
    values = {**same, "secret": secret, "invited_id": id, "person_id": scope.person, "uses": 1, "used": 0}
    tx.execute(insert(tx, invitations).values(**values, id=uuid4().hex, made_at=now, ends_at=ends_at))


def of_the_page(tx: Tx, scope: Scope) -> set[str]:
    """The ids of those who have no account but of the page: no chat lets them in again.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    _enter(scope)
    in_chat = select(accounts.c.person_id).where(~accounts.c.account.startswith(WEB))
    return set(tx.scalars(select(accounts.c.person_id).where(accounts.c.person_id.not_in(in_chat))))


def add_waiting(tx: Tx, scope: Scope, role: Role, ids: Sequence[str], who: Invited, now: datetime) -> None:
    """Keep somebody who is to be invited.

    Raises:
        NotFoundError: the person does not run the programme.
    """
    _enter(scope)
    enter_programme(tx, now)
    programme_setup.add_invited(tx, role, ids, who, now)


def waiting(tx: Tx, scope: Scope) -> list[Waiting]:
    """Who is to be invited and has not come, by name: all for an administrator, the cluster's for its staff."""
    columns = (invited.c.id, invited.c.role, invited.c.clusters, invited.c.name, invited.c.mail)
    found = select(*columns).where(invited.c.person_id.is_(None), _seen(scope, invited.c.cluster_id))
    rows = tx.execute(found.order_by(invited.c.name, invited.c.id)).all()
    names = _names(tx, {id for row in rows for id in row.clusters})
    return [
        Waiting(id, Role(role), tuple(ids), tuple(names[each] for each in ids if each in names), name, mail)
        for id, role, ids, name, mail in rows
    ]


def listing(tx: Tx, scope: Scope, now: datetime) -> list[Invitation]:
    """The invitations that can be used, the latest first: all for an administrator, the cluster's for its staff."""
    found = _invitations().where(_seen(scope, invitations.c.cluster_id), invitations.c.revoked_at.is_(None))
    found = found.where(invitations.c.ends_at > now, invitations.c.used < invitations.c.uses)
    return _rows(tx, found.order_by(invitations.c.made_at.desc(), invitations.c.id), now)


def revoke(tx: Tx, scope: Scope, id: str, now: datetime) -> bool:
    """End an invitation; False if there is none of theirs that can be used."""
    this = and_(invitations.c.id == id, _seen(scope, invitations.c.cluster_id), invitations.c.revoked_at.is_(None))
    return tx.execute(update(invitations).where(this).values(revoked_at=now)).rowcount > 0


def find(tx: Tx, secret: str, now: datetime) -> Invitation | None:
    """The invitation of a secret, given as in `make`, whatever its state: for whoever holds it."""
    return next(iter(_rows(tx, _invitations().where(invitations.c.secret == secret), now)), None)


def join(tx: Tx, secret: str, person: str, now: datetime) -> Invitation | None:
    """Let the holder of a secret join, and speak for it from now on.

    Gives the invitation as it was before; nothing is done unless it is open.  Somebody who is what it says already
    does not use it up.  None: there is none.
    """
    found = find(tx, secret, now)
    if found is not None and found.state is State.USED_UP and not found.person and _is_already(tx, person, found):
        found = replace(found, state=State.OPEN)  # pressed a second time
    if found is None or found.state is not State.OPEN:
        return found
    if found.person and found.person != person:
        return replace(found, state=State.REVOKED)
    if found.person or not _is_already(tx, person, found):
        free = and_(invitations.c.id == found.id, invitations.c.used < invitations.c.uses)
        if not tx.execute(update(invitations).where(free).values(used=invitations.c.used + 1)).rowcount:
            return find(tx, secret, now)
    if found.person:  # it lets them in, and gives back nothing that was taken from them since
        return found
    place = memberships.place_of(found.role, next(iter(found.clusters), ""))
    _leave_makeshift(tx, person)
    memberships.add(tx, person, found.role, place, now)
    if found.role is Role.COACH:
        for id in found.clusters:
            memberships.grant(tx, person, id, now)
    memberships.choose(tx, person, found.role, place)
    mine = select(invitations.c.invited_id).where(invitations.c.id == found.id).scalar_subquery()
    tx.execute(update(invited).where(invited.c.id == mine).values(person_id=person))
    return found


def _is_already(tx: Tx, person: str, found: Invitation) -> bool:
    parts = [part for part in memberships.parts(tx, person) if part.role is found.role]
    if found.role is Role.STAFF:
        return any(part.cluster == found.clusters[0] for part in parts)
    granted = set(tx.scalars(select(coach_grants.c.cluster_id).where(coach_grants.c.person_id == person)))
    return bool(parts) and set(found.clusters) <= granted


def _leave_makeshift(tx: Tx, person: str) -> None:
    """Whoever writes from an unknown workspace gets a cluster of their own; it ends when they join a real one.

    It is left only while nobody has said what it is called, they are alone in it, and nothing is there.
    """
    for part in memberships.parts(tx, person):
        confirmed = select(clusters.c.confirmed_at).where(clusters.c.id == part.cluster)
        if part.role is not Role.STAFF or tx.scalar(confirmed) is not None:
            continue
        kept = tx.scalar(select(func.count()).select_from(documents).where(documents.c.cluster_id == part.cluster))
        if not kept and list(memberships.members_of(tx, part.cluster)) == [person]:
            memberships.end(tx, person, part.role, part.cluster)


def _enter(scope: Scope) -> None:
    if scope.role is not Role.ADMIN:
        raise NotFoundError("Only administrators set up the programme.")


def _seen(scope: Scope, cluster: Any) -> ColumnElement[bool]:
    """The condition that an invitation concerns whoever asks."""
    if scope.role is Role.ADMIN:
        return true()
    return and_(cluster == scope.cluster, cluster != PROGRAMME) if scope.role is Role.STAFF else false()


def _invitations() -> Select[Any]:
    columns = [invitations.c[name] for name in ("id", "role", "clusters", "uses", "used", "made_at", "ends_at")]
    joined = invitations.outerjoin(invited, invited.c.id == invitations.c.invited_id)
    joined = joined.outerjoin(people, people.c.id == invitations.c.person_id)
    person = func.coalesce(invited.c.person_id, "").label("person")
    to, by = func.coalesce(invited.c.name, "").label("to"), func.coalesce(people.c.name, "").label("by")
    return select(*columns, invitations.c.revoked_at, to, by, person).select_from(joined)


def _rows(tx: Tx, statement: Select[Any], now: datetime) -> list[Invitation]:
    rows = tx.execute(statement).mappings().all()
    names = _names(tx, {id for row in rows for id in row["clusters"]})
    return [_invitation(row, names, now) for row in rows]


def _invitation(row: Any, names: dict[str, str], now: datetime) -> Invitation:
    ids = tuple(id for id in row["clusters"] if id in names)
    state = State.OPEN
    if row["revoked_at"] is not None or (row["clusters"] and not ids):
        state = State.REVOKED
    elif row["ends_at"] <= now:
        state = State.OVER
    elif row["used"] >= row["uses"]:
        state = State.USED_UP
    plain = {key: row[key] for key in ("id", "to", "by", "uses", "used", "made_at", "ends_at", "person")}
    return Invitation(role=Role(row["role"]), clusters=ids, names=tuple(names[id] for id in ids), state=state, **plain)


def _names(tx: Tx, ids: Sequence[str] | set[str]) -> dict[str, str]:
    """The names of those of these clusters that are in the programme."""
    there = clusters.c.removed_at.is_(None)
    rows = tx.execute(select(clusters.c.id, clusters.c.name).where(clusters.c.id.in_(list(ids)), there)) if ids else ()
    return {row.id: row.name for row in rows}
