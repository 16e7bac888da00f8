"""The programme as it is set up: read as a whole, compared with what is wanted, and brought to it at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import select, update

from bot.store import memberships
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.programme import enter_programme
from bot.store.programme_tables import invited, programmes
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, NotFoundError, Role
from bot.store.tables import accounts, clusters, coach_grants, people

Closure = tuple[str, date, date]
"""Days on which nobody of the programme works: what they are called, the first and the last."""
Deadline = tuple[str, date]


@dataclass(frozen=True)
class Basics:
    """What holds for the whole programme.

    ``opens``, ``closes`` and ``weekend`` (weekdays, Monday is 0) hold for whoever chose no others; None: as everywhere.
    """

    name: str
    starts: date | None = None
    ends: date | None = None
    closures: tuple[Closure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    opens: time | None = None
    closes: time | None = None
    weekend: frozenset[int] | None = None


@dataclass(frozen=True)
class Invited:
    """Somebody who is to be invited: a name, and perhaps an address of theirs."""

    name: str
    mail: str = ""


@dataclass(frozen=True)
class WantedCluster:
    """A cluster with the members of its staff who are to be invited."""

    id: str
    name: str
    country: str = ""
    region: str = ""
    staff: tuple[Invited, ...] = ()


@dataclass(frozen=True)
class WantedCoach:
    """A coach, the ids of their clusters, and their account where they have written to the advisor already."""

    name: str
    mail: str = ""
    account: str = ""
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setup:
    """The whole programme."""

    basics: Basics
    clusters: tuple[WantedCluster, ...] = ()
    coaches: tuple[WantedCoach, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One thing that would change: a sentence without people's mail addresses, and what does it."""

    text: str
    apply: Callable[[Tx, datetime], None] = field(repr=False)


def basics(tx: Tx) -> Basics | None:
    """What was set up; None where nothing was."""
    row = tx.execute(select(programmes)).mappings().first()
    if row is None:
        return None
    return Basics(
        name=tx.scalar(select(clusters.c.name).where(clusters.c.id == PROGRAMME)) or "",
        starts=row["starts"],
        ends=row["ends"],
        closures=tuple((name, date.fromisoformat(a), date.fromisoformat(b)) for name, a, b in row["closures"]),
        deadlines=tuple((name, date.fromisoformat(day)) for name, day in row["deadlines"]),
        opens=_clock(row["opens"]),
        closes=_clock(row["closes"]),
        weekend=None if row["weekend"] is None else frozenset(row["weekend"]),
    )


def set_basics(tx: Tx, wanted: Basics, now: datetime) -> None:
    """Set up what holds for the whole programme."""
    enter_programme(tx, now)
    tx.execute(update(clusters).where(clusters.c.id == PROGRAMME).values(name=wanted.name))
    values = {
        "starts": wanted.starts,
        "ends": wanted.ends,
        "closures": [[name, first.isoformat(), last.isoformat()] for name, first, last in wanted.closures],
        "deadlines": [[name, day.isoformat()] for name, day in wanted.deadlines],
        "opens": _minutes(wanted.opens),
        "closes": _minutes(wanted.closes),
        "weekend": None if wanted.weekend is None else sorted(wanted.weekend),
        "changed_at": now,
    }
    statement = insert(tx, programmes).values(cluster_id=PROGRAMME, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["cluster_id"], set_=values))


def read(tx: Tx) -> Setup:
    """The programme as it is: its clusters by name, with who is invited to them and has not come, and all coaches."""
    kept = select(clusters.c.id, clusters.c.name, clusters.c.country, clusters.c.region)
    kept = kept.where(clusters.c.id != PROGRAMME, clusters.c.removed_at.is_(None)).order_by(
        clusters.c.name, clusters.c.id
    )
    waiting = _waiting(tx)
    named = _members(tx)
    return Setup(
        basics=basics(tx) or Basics(""),
        clusters=tuple(
            WantedCluster(
                id,
                name,
                country,
                region,
                (*named.get(id, ()), *(who for role, ids, who in waiting if ids == (id,) and role is Role.STAFF)),
            )
            for id, name, country, region in tx.execute(kept)
        ),
        coaches=(
            *_coaches(tx),
            *(WantedCoach(who.name, who.mail, "", ids) for role, ids, who in waiting if role is Role.COACH),
        ),
    )


def differences(tx: Tx, wanted: Setup) -> list[Difference]:
    """What would change, in the order in which it is to be done.  Nothing is taken away: that is asked about, person by
    person and cluster by cluster, by those who run the programme.

    Raises:
        NotFoundError: a cluster was removed, or nobody has the account of a coach; the text says which.
    """
    there = read(tx)
    return [*_of_basics(there.basics, wanted.basics), *_of_clusters(tx, there, wanted), *_of_coaches(tx, there, wanted)]


def bring_to(tx: Tx, wanted: Setup, now: datetime) -> int:
    """Do it all, in this transaction; gives the number of changes.

    Raises:
        NotFoundError: as `differences`.
    """
    enter_programme(tx, now)
    found = differences(tx, wanted)
    for each in found:
        each.apply(tx, now)
    return len(found)


def _of_basics(there: Basics, wanted: Basics) -> Iterator[Difference]:
    if there == wanted:
        return
    names = {
        "name": "name",
        "starts": "first day",
        "ends": "last day",
        "closures": "holidays",
        "deadlines": "deadlines",
        "opens": "working hours",
        "closes": "working hours",
        "weekend": "weekend",
    }
    changed = dict.fromkeys(said for key, said in names.items() if getattr(there, key) != getattr(wanted, key))
    text = f"The programme “{wanted.name}”: {', '.join(changed)}."
    yield Difference(text, lambda tx, now: set_basics(tx, wanted, now))


def _of_clusters(tx: Tx, there: Setup, wanted: Setup) -> Iterator[Difference]:
    known = {cluster.id: cluster for cluster in there.clusters}
    removed = set(tx.scalars(select(clusters.c.id).where(clusters.c.removed_at.is_not(None))))
    for cluster in wanted.clusters:
        if cluster.id in removed or cluster.id == PROGRAMME:
            raise NotFoundError(f"The cluster “{cluster.id}” was removed from the programme. Give it another id.")
        before = known.get(cluster.id)
        if before is None:
            yield Difference(f"New cluster: {cluster.name} ({cluster.id}).", _puts(cluster))
        elif (before.name, before.country, before.region) != (cluster.name, cluster.country, cluster.region):
            yield Difference(f"Cluster {cluster.name} ({cluster.id}): name, country or region.", _puts(cluster))
        already = _seen(tx, Role.STAFF, (cluster.id,)) if before else set()
        for who in cluster.staff:
            if _key(who) not in already and (before is None or who.name not in {one.name for one in before.staff}):
                yield Difference(
                    f"To be invited to {cluster.name}: {who.name}.", _invites(Role.STAFF, (cluster.id,), who)
                )


def _of_coaches(tx: Tx, there: Setup, wanted: Setup) -> Iterator[Difference]:
    names = {cluster.id: cluster.name for cluster in (*there.clusters, *wanted.clusters)}
    for coach in wanted.coaches:
        listed = ", ".join(names.get(id, id) for id in coach.clusters) or "no cluster yet"
        if not coach.account:
            who = Invited(coach.name, coach.mail)
            same = {(one.name, one.clusters) for one in there.coaches}
            if _key(who) not in _seen(tx, Role.COACH, coach.clusters) and (coach.name, coach.clusters) not in same:
                yield Difference(
                    f"To be invited as a coach of {listed}: {who.name}.", _invites(Role.COACH, coach.clusters, who)
                )
            continue
        person = tx.scalar(select(accounts.c.person_id).where(accounts.c.account == coach.account))
        if person is None:
            raise NotFoundError(
                f"Nobody with the account “{coach.account}” has written to the advisor yet. Leave the account of "
                f"{coach.name} out: then they are invited."
            )
        before = next((one for one in there.coaches if one.account == coach.account), None)
        new = [id for id in coach.clusters if before is None or id not in before.clusters]
        if before is None or new:
            said = ", ".join(names.get(id, id) for id in new) or "no cluster yet"
            yield Difference(f"Coach {coach.name}: {said}.", _grants(str(person), new))


def _puts(cluster: WantedCluster) -> Callable[[Tx, datetime], None]:
    def work(tx: Tx, now: datetime) -> None:
        values = {"name": cluster.name, "country": cluster.country, "region": cluster.region, "confirmed_at": now}
        statement = insert(tx, clusters).values(id=cluster.id, created_at=now, **values)
        tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    return work


def _invites(role: Role, ids: tuple[str, ...], who: Invited) -> Callable[[Tx, datetime], None]:
    return lambda tx, now: add_invited(tx, role, ids, who, now)


def _grants(person: str, ids: Sequence[str]) -> Callable[[Tx, datetime], None]:
    def work(tx: Tx, now: datetime) -> None:
        memberships.add(tx, person, Role.COACH, "", now)
        for id in ids:
            memberships.grant(tx, person, id, now)

    return work


def add_invited(tx: Tx, role: Role, ids: Sequence[str], who: Invited, now: datetime) -> None:
    """Keep who is to be invited; nothing happens if they are."""
    if _key(who) in _seen(tx, role, ids):
        return
    place = ids[0] if role is Role.STAFF else PROGRAMME
    values = {"id": uuid4().hex, "cluster_id": place, "role": role.value, "clusters": list(ids)}
    tx.execute(insert(tx, invited).values(**values, name=who.name, mail=who.mail, person_id=None, added_at=now))


def _seen(tx: Tx, role: Role, ids: Sequence[str]) -> set[str]:
    """Who was invited to this already, whether or not they came."""
    rows = tx.execute(select(invited.c.name, invited.c.mail, invited.c.clusters).where(invited.c.role == role.value))
    return {_key(Invited(name, mail)) for name, mail, of in rows if list(of) == list(ids)}


def _key(who: Invited) -> str:
    return who.mail.casefold() or " ".join(who.name.split()).casefold()


def _waiting(tx: Tx) -> list[tuple[Role, tuple[str, ...], Invited]]:
    """Who was invited and has not come."""
    statement = select(invited.c.role, invited.c.clusters, invited.c.name, invited.c.mail)
    rows = tx.execute(statement.where(invited.c.person_id.is_(None)).order_by(invited.c.name, invited.c.id))
    return [(Role(role), tuple(ids), Invited(name, mail)) for role, ids, name, mail in rows]


def _members(tx: Tx) -> dict[str, list[Invited]]:
    """The staff of all clusters, by cluster."""
    found: dict[str, list[Invited]] = {}
    statement = select(parts.c.place, people.c.name).join(people, people.c.id == parts.c.person_id)
    statement = statement.where(parts.c.role == Role.STAFF, people.c.name != "").order_by(people.c.name, people.c.id)
    for place, name in tx.execute(statement):
        found.setdefault(place, []).append(Invited(name))
    return found


def _coaches(tx: Tx) -> Iterator[WantedCoach]:
    """The coaches there are, with an account of each and their clusters."""
    granted: dict[str, list[str]] = {}
    grants = select(coach_grants.c.person_id, coach_grants.c.cluster_id).where(coach_grants.c.cluster_id != PROGRAMME)
    for person, cluster in tx.execute(grants.order_by(coach_grants.c.cluster_id)):
        granted.setdefault(person, []).append(cluster)
    statement = select(people.c.id, people.c.name, accounts.c.account).select_from(
        people.join(parts, parts.c.person_id == people.c.id).join(accounts, accounts.c.person_id == people.c.id)
    )
    rows = tx.execute(
        statement.where(parts.c.role == Role.COACH).order_by(people.c.name, people.c.id, accounts.c.account)
    )
    seen: set[str] = set()
    for id, name, account in rows:
        if id not in seen:
            seen.add(id)
            yield WantedCoach(name, "", account, tuple(granted.get(id, ())))


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute
