"""What would change to bring the programme to what is wanted, and all of it done at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Executable, select, update

from bot.store import memberships
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.programme import enter_programme
from bot.store.programme_setup import (
    Basics,
    Invited,
    Known,
    Setup,
    WantedCluster,
    WantedCoach,
    add_invited,
    all_invited,
    members,
    name_key,
    read,
    set_basics,
)
from bot.store.programme_tables import invited
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, NotFoundError, Role
from bot.store.tables import accounts, clusters, coach_grants, people

Work = Callable[[Tx, datetime], None]


@dataclass(frozen=True)
class Difference:
    """One thing that would change: a sentence without people's mail addresses, and what does it."""

    text: str
    apply: Work = field(repr=False)


class UnusableError(NotFoundError):
    """What is wanted does not fit what there is; ``problems`` tell the line of the file and the sentence of each."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(text for _, text in problems))
        self.problems = problems


def differences(tx: Tx, wanted: Setup) -> list[Difference]:
    """What would change, in the order in which it is to be done.  No person and no cluster is taken away: that is asked
    about one by one, by those who run the programme.

    Raises:
        UnusableError: a cluster was removed, or nobody has the account of a coach.
    """
    if problems := list(_problems(tx, wanted)):
        raise UnusableError(problems)
    there = read(tx)
    return [*_of_basics(there.basics, wanted.basics), *_of_clusters(tx, there, wanted), *_of_coaches(tx, there, wanted)]


def bring_to(tx: Tx, wanted: Setup, now: datetime) -> int:
    """Do it all, in this transaction; gives the number of changes.

    Raises:
        UnusableError: as `differences`.
    """
    enter_programme(tx, now)
    found = differences(tx, wanted)
    for each in found:
        each.apply(tx, now)
    return len(found)


def not_named(tx: Tx, wanted: Setup) -> list[str]:
    """The clusters, and coaches of clusters, that are there and not wanted: they stay as they are."""
    there, ids = read(tx), {cluster.id for cluster in wanted.clusters}
    names = {cluster.id: cluster.name for cluster in there.clusters}
    found = [f"{cluster.name} ({cluster.id})" for cluster in there.clusters if cluster.id not in ids]
    of_account = {coach.account: coach for coach in wanted.coaches if coach.account}
    for coach in there.coaches:
        if not coach.account:
            continue
        asked = of_account.get(coach.account)
        more = [id for id in coach.clusters if asked is None or id not in asked.clusters]
        if asked is None or more:
            found.append(f"{coach.name or coach.account}, coach of {_listed(more, names)}")
    return found


def _listed(ids: Sequence[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(id, id) for id in ids) or "no cluster yet"


def _problems(tx: Tx, wanted: Setup) -> Iterator[tuple[int, str]]:
    removed = set(tx.scalars(select(clusters.c.id).where(clusters.c.removed_at.is_not(None))))
    for cluster in wanted.clusters:
        if cluster.id in removed:
            yield cluster.line, f"The cluster “{cluster.id}” was removed from the programme. Give it another id."
    for coach in wanted.coaches:
        if coach.account and _person(tx, coach.account) is None:
            yield (
                coach.line,
                f"Nobody with the account “{coach.account}” has written to the advisor yet. Leave the account of "
                f"{coach.name} out: then they are invited.",
            )


def _person(tx: Tx, account: str) -> str | None:
    """Who has an account; nobody has a mere address."""
    joined = accounts.join(people, people.c.id == accounts.c.person_id)
    found = select(people.c.id).select_from(joined).where(accounts.c.account == account, people.c.role != Role.OUTSIDE)
    person: str | None = tx.scalar(found)
    return person


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
    changed = dict.fromkeys(said for what, said in names.items() if getattr(there, what) != getattr(wanted, what))
    text = f"The programme “{wanted.name}”: {', '.join(changed)}."
    kept = set(_dated(wanted))
    gone = [name for name in _dated(there) if name not in kept]
    gone += [said for what, said in names.items() if getattr(there, what) and getattr(wanted, what) is None]
    if gone:
        text += f" No longer there, because the file does not name it: {', '.join(dict.fromkeys(gone))}."
    yield Difference(text, lambda tx, now: set_basics(tx, wanted, now))


def _dated(basics: Basics) -> Iterator[str]:
    """What the holidays and deadlines are called."""
    yield from (name for name, _, _ in basics.closures)
    yield from (name for name, _ in basics.deadlines)


def _of_clusters(tx: Tx, there: Setup, wanted: Setup) -> Iterator[Difference]:
    known = {cluster.id: cluster for cluster in there.clusters}
    here = members(tx)
    asked = [each for each in all_invited(tx) if each.role is Role.STAFF]
    for cluster in wanted.clusters:
        before = known.get(cluster.id)
        if before is None:
            yield Difference(f"New cluster: {cluster.name} ({cluster.id}).", _puts(cluster))
        elif (before.name, before.country, before.region) != (cluster.name, cluster.country, cluster.region):
            yield Difference(f"Cluster {cluster.name} ({cluster.id}): name, country or region.", _puts(cluster))
        already = {name_key(one.name) for one in here.get(cluster.id, ())}
        theirs = [each for each in asked if each.clusters == (cluster.id,)]
        for who in cluster.staff:
            found = _same(theirs, who, cluster.staff)
            yield from _corrected(found, who)
            if not found and name_key(who.name) not in already:
                said = f"To be invited to {cluster.name}: {who.name}."
                yield Difference(said, _invites(Role.STAFF, (cluster.id,), who))


def _of_coaches(tx: Tx, there: Setup, wanted: Setup) -> Iterator[Difference]:
    names = {cluster.id: cluster.name for cluster in (*there.clusters, *wanted.clusters)}
    asked = [each for each in all_invited(tx) if each.role is Role.COACH]
    to_come = [Invited(coach.name, coach.mail) for coach in wanted.coaches if not coach.account]
    for coach in wanted.coaches:
        if coach.account:
            yield from _of_coach(tx, there, coach, names)
            continue
        who = Invited(coach.name, coach.mail)
        found = _same(asked, who, to_come)
        yield from _corrected(found, who)
        person = next((each.person for each in found if each.person and _is_coach(tx, each.person)), None)
        of_name = [one for one in there.coaches if one.account and name_key(one.name) == name_key(coach.name)]
        seen = {id for each in found for id in each.clusters} | {id for one in of_name for id in one.clusters}
        seen |= _granted(tx, person) if person else set()
        new = tuple(id for id in coach.clusters if id not in seen)
        if person and new:
            yield Difference(f"Coach {coach.name}: {_listed(new, names)}.", _grants(person, new))
        elif new or not (found or of_name):
            said = f"To be invited as a coach of {_listed(new, names)}: {who.name}."
            yield Difference(said, _invites(Role.COACH, new, who))


def _of_coach(tx: Tx, there: Setup, coach: WantedCoach, names: dict[str, str]) -> Iterator[Difference]:
    """What changes for somebody who has written to the advisor: they are called as they call themselves."""
    before = next((one for one in there.coaches if one.account == coach.account), None)
    person = _person(tx, coach.account)
    if person is None:
        return
    is_coach = _is_coach(tx, person)
    granted = _granted(tx, person) if is_coach else set()
    new = [id for id in coach.clusters if id not in granted]
    if new or not is_coach:
        name = before.name if before else tx.scalar(select(people.c.name).where(people.c.id == person))
        yield Difference(f"Coach {name or coach.name}: {_listed(new, names)}.", _grants(person, new))


def _same(there: Sequence[Known], who: Invited, all_: Sequence[Invited]) -> list[Known]:
    """The invitations of somebody: by their address, else by their name, as long as the address is nobody else's."""
    if found := [each for each in there if who.mail and each.who.mail.casefold() == who.mail.casefold()]:
        return found
    mails = {one.mail.casefold() for one in all_ if one.mail}
    named = [each for each in there if name_key(each.who.name) == name_key(who.name)]
    return [each for each in named if not who.mail or each.who.mail.casefold() not in mails]


def _corrected(found: Sequence[Known], who: Invited) -> Iterator[Difference]:
    """A name or an address that is written in another way now, of somebody who has not come."""
    for each in found:
        now = Invited(who.name, who.mail or each.who.mail)
        if each.person is None and (now.name, now.mail) != (each.who.name, each.who.mail):
            values = {"name": now.name, "mail": now.mail}
            statement = update(invited).where(invited.c.id == each.id).values(values)
            yield Difference(f"Name or address of {who.name}, who is to be invited.", _does(statement))


def _is_coach(tx: Tx, person: str) -> bool:
    this = select(parts.c.role).where(parts.c.person_id == person, parts.c.role == Role.COACH)
    return tx.scalar(this) is not None


def _granted(tx: Tx, person: str) -> set[str]:
    granted = select(coach_grants.c.cluster_id).where(coach_grants.c.person_id == person)
    return set(tx.scalars(granted.where(coach_grants.c.cluster_id != PROGRAMME)))


def _does(statement: Executable) -> Work:
    def work(tx: Tx, now: datetime) -> None:
        tx.execute(statement)

    return work


def _puts(cluster: WantedCluster) -> Work:
    def work(tx: Tx, now: datetime) -> None:
        values = {"name": cluster.name, "country": cluster.country, "region": cluster.region, "confirmed_at": now}
        statement = insert(tx, clusters).values(id=cluster.id, created_at=now, **values)
        tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    return work


def _invites(role: Role, ids: tuple[str, ...], who: Invited) -> Work:
    return lambda tx, now: add_invited(tx, role, ids, who, now)


def _grants(person: str, ids: Sequence[str]) -> Work:
    def work(tx: Tx, now: datetime) -> None:
        memberships.add(tx, person, Role.COACH, "", now)
        for id in ids:
            memberships.grant(tx, person, id, now)

    return work
