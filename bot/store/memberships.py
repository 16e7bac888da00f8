"""The parts that people have in the programme: of the staff of clusters, coaches, curators, administrators.

Somebody with several speaks in one of them at a time: ``people.cluster_id`` and ``people.role`` say which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, delete, func, select, update

from bot.store import calendar_feeds, signals
from bot.store.dialect import insert, one_at_a_time
from bot.store.engine import Tx
from bot.store.programme_tables import memberships
from bot.store.scope import PROGRAMME, NotFoundError, Role
from bot.store.signals import Kind
from bot.store.tables import clusters, coach_grants, expected, people, topic_owners


class LastAdministratorError(NotFoundError):
    """Without this person nobody would run the programme."""

    def __init__(self) -> None:
        super().__init__("This is the last administrator. Make somebody else an administrator first.")


@dataclass(frozen=True)
class Part:
    """What somebody is, and where; ``cluster`` is empty for a coach and an administrator, ``name`` what the cluster is
    called."""

    role: Role
    cluster: str
    name: str


def parts(tx: Tx, person: str) -> list[Part]:
    """All parts of a person: clusters first, by name."""
    columns = (memberships.c.role, memberships.c.place, func.coalesce(clusters.c.name, "").label("name"))
    joined = memberships.outerjoin(clusters, clusters.c.id == memberships.c.place)
    first = case((memberships.c.role == Role.STAFF, 0), else_=1)
    found = select(*columns).select_from(joined).where(memberships.c.person_id == person)
    rows = tx.execute(found.order_by(first, clusters.c.name, memberships.c.role, memberships.c.place))
    return [Part(Role(role), place, name) for role, place, name in rows]


def add(tx: Tx, person: str, role: Role, cluster: str, now: datetime) -> bool:
    """Give somebody a part, beside those they have; False if they have it.  A coach's clusters are granted apart."""
    values = {"person_id": person, "role": role.value, "place": place_of(role, cluster), "since": now}
    made = insert(tx, memberships).values(values).on_conflict_do_nothing().returning(memberships.c.role)
    if tx.scalar(made) is None:
        return False
    signals.send(tx, Kind.PERSON, person)
    return True


def place_of(role: Role, cluster: str) -> str:
    """Where a role is: staff in a cluster, curators in the programme's; coaches and administrators are nowhere, for
    what they see is granted, or not of any cluster."""
    if role is Role.STAFF:
        return cluster
    return PROGRAMME if role is Role.CURATOR else ""


def grant(tx: Tx, person: str, cluster: str, now: datetime) -> None:
    """Let a coach see a cluster."""
    values = {"person_id": person, "cluster_id": cluster, "granted_at": now}
    tx.execute(insert(tx, coach_grants).values(values).on_conflict_do_nothing())


def choose(tx: Tx, person: str, role: Role, cluster: str) -> bool:
    """Speak in another part from now on; False if the person does not have it.

    What they were about to write is waited for no more: it belonged to the other part.
    """
    part = next((each for each in parts(tx, person) if (each.role, each.cluster) == (role, cluster)), None)
    if part is None:
        return False
    _speak(tx, person, part.role, part.cluster)
    return True


def end(tx: Tx, person: str, role: Role, cluster: str) -> bool:
    """Take a part from somebody; False if they do not have it.  Without any other they see nothing any more.

    Raises:
        LastAdministratorError: nobody else is an administrator.
    """
    if role is Role.ADMIN:
        one_at_a_time(tx, "administrators")
    if role is Role.ADMIN and administrators(tx) == [person]:
        raise LastAdministratorError
    place = place_of(role, cluster)
    this = (memberships.c.person_id == person, memberships.c.role == role.value, memberships.c.place == place)
    if not tx.execute(delete(memberships).where(*this)).rowcount:
        return False
    if role is Role.COACH:
        tx.execute(delete(coach_grants).where(coach_grants.c.person_id == person))
    left = parts(tx, person)
    if not any(each.role in (Role.COACH, Role.CURATOR) for each in left):
        tx.execute(delete(topic_owners).where(topic_owners.c.person_id == person))
    known = tx.execute(select(people.c.role, people.c.cluster_id).where(people.c.id == person)).one()
    if (known.role, known.cluster_id or "") == (role.value, place):
        first = left[0] if left else Part(Role.STAFF, "", "")
        _speak(tx, person, first.role, first.cluster)
    calendar_feeds.leave_part(tx, person, place or None)
    signals.send(tx, Kind.PERSON, person)
    return True


def administrators(tx: Tx) -> Sequence[str]:
    """The ids of the administrators."""
    found = select(memberships.c.person_id).where(memberships.c.role == Role.ADMIN)
    return list(tx.scalars(found.order_by(memberships.c.since, memberships.c.person_id)))


def _speak(tx: Tx, person: str, role: Role, cluster: str) -> None:
    values = {"role": role.value, "cluster_id": cluster or None}
    tx.execute(update(people).where(people.c.id == person).values(values))
    tx.execute(delete(expected).where(expected.c.person_id == person))
    signals.send(tx, Kind.PERSON, person)


def members_of(tx: Tx, cluster: str) -> Sequence[str]:
    """The ids of those who are of a cluster: no coaches."""
    found = select(memberships.c.person_id).where(and_(memberships.c.place == cluster, memberships.c.place != ""))
    return list(tx.scalars(found.order_by(memberships.c.since, memberships.c.person_id)))
