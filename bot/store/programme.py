"""Those who run the programme: who is coach, curator or owner of a topic, and figures of what was asked.

For the command line of an administrator: nothing here asks for a scope.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select

from bot.store import clusters as cluster_rows
from bot.store import memberships, removals
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope
from bot.store.tables import accounts, coach_grants, handovers, people, questions, topic_owners


@dataclass(frozen=True)
class Member:
    """Somebody with an account.  ``clusters`` are ids: the person's own, or those a coach was granted."""

    account: str
    name: str
    role: Role
    clusters: tuple[str, ...]
    topics: tuple[str, ...]


def members(tx: Tx) -> list[Member]:
    """Everybody, by account, once for each of their parts."""
    statement = select(
        accounts.c.account,
        people.c.id,
        people.c.name,
        func.coalesce(parts.c.role, Role.STAFF.value),
        func.coalesce(parts.c.place, ""),
    )
    joined = accounts.join(people, people.c.id == accounts.c.person_id).outerjoin(
        parts, parts.c.person_id == people.c.id
    )
    rows = tx.execute(statement.select_from(joined)).all()
    grants: dict[str, list[str]] = {}
    granted = select(coach_grants.c.person_id, coach_grants.c.cluster_id).where(coach_grants.c.cluster_id != PROGRAMME)
    for person, cluster in tx.execute(granted.order_by(coach_grants.c.cluster_id)):
        grants.setdefault(person, []).append(cluster)
    topics: dict[str, list[str]] = {}
    owners = select(topic_owners.c.person_id, topic_owners.c.topic).order_by(topic_owners.c.topic)
    for person, topic in tx.execute(owners):
        topics.setdefault(person, []).append(topic)
    return [
        Member(account, name, Role(role), _places(Role(role), own, grants.get(id, [])), tuple(topics.get(id, ())))
        for account, id, name, role, own in sorted(rows)
    ]


def _places(role: Role, own: str, granted: list[str]) -> tuple[str, ...]:
    """The clusters of a part; of none where somebody has no part, or runs the programme."""
    return (own,) if own else tuple(granted) if role is Role.COACH else ()


def appoint(tx: Tx, account: str, role: Role, cluster: str, now: datetime, *, also: bool = False) -> None:
    """Give the person behind an account a role; a coach gets the cluster in addition to others.

    They speak in it from now on.  With ``also`` they keep what else they are, without it that ends.

    Raises:
        NotFoundError: no such account, or no such cluster; the text says which.
        LastAdministratorError: nobody else is an administrator.
    """
    person, _ = _person(tx, account)
    if role in (Role.CURATOR, Role.ADMIN):
        cluster = PROGRAMME
        enter_programme(tx, now)
    elif cluster not in {found.id for found in cluster_rows.all_clusters(tx)}:
        raise NotFoundError(f"There is no cluster “{cluster}”.")
    memberships.add(tx, person, role, cluster, now)
    if role is Role.COACH:
        memberships.grant(tx, person, cluster, now)
    this = (role, memberships.place_of(role, cluster))
    for part in () if also else memberships.parts(tx, person):
        if (part.role, part.cluster) != this:
            memberships.end(tx, person, part.role, part.cluster)
    memberships.choose(tx, person, *this)


def ends_open_work(tx: Tx, account: str, role: Role, cluster: str, now: datetime) -> list[str]:
    """What somebody is besides and has open work in, in words: `appoint` would end it unless they are it ``also``.

    Raises:
        NotFoundError: no such account.
    """
    person, _ = _person(tx, account)
    this, everybody = (role, memberships.place_of(role, cluster)), Scope("", "", Role.ADMIN)
    found = []
    for part in memberships.parts(tx, person):
        if (part.role, part.cluster) == this:
            continue
        work = removals.of_person(tx, everybody, person, part.role, part.cluster, now)
        if work.drafts or work.plans or work.sessions or work.to_answer or work.asked:
            found.append(f"{part.role} of {part.name}" if part.role is Role.STAFF else str(part.role))
    return found


def own(tx: Tx, account: str, topic: str, now: datetime) -> None:
    """Name the person behind an account as an owner of a topic.

    Raises:
        NotFoundError: no such account, or the person is neither coach nor curator: owners see questions of all
            clusters that have no coach.
    """
    person, roles = _person(tx, account)
    if not roles & {Role.COACH, Role.CURATOR}:
        raise NotFoundError("Only a coach or a curator can own a topic. Make the person one of these first.")
    if Role.COACH in roles:  # reminders to look after articles belong to the programme
        enter_programme(tx, now)
        memberships.grant(tx, person, PROGRAMME, now)
    values = {"topic": topic, "person_id": person, "named_at": now}
    tx.execute(insert(tx, topic_owners).values(values).on_conflict_do_nothing())


def disown(tx: Tx, account: str, topic: str) -> None:
    """Take a topic from the person behind an account.

    Raises:
        NotFoundError: no such account.
    """
    person, _ = _person(tx, account)
    this = and_(topic_owners.c.person_id == person, topic_owners.c.topic == topic)
    tx.execute(delete(topic_owners).where(this))


def _person(tx: Tx, account: str) -> tuple[str, frozenset[Role]]:
    """The id of the person, and all that they are."""
    found = select(people.c.id, people.c.role).join(accounts, accounts.c.person_id == people.c.id)
    row = tx.execute(found.where(accounts.c.account == account)).first()
    if row is None:
        raise NotFoundError(f"Nobody with the account “{account}” has written to the advisor yet.")
    person, role = row
    if Role(role) is Role.OUTSIDE:
        raise NotFoundError(f"“{account}” is an e-mail address. Whoever has no account here can have no role.")
    return str(person), frozenset(part.role for part in memberships.parts(tx, person))


def enter_programme(tx: Tx, now: datetime) -> None:
    """Make sure that there is a place for those who run the programme."""
    cluster_rows.create(tx, id=PROGRAMME, name="Programme", country="", now=now)


@dataclass(frozen=True)
class Unanswered:
    """A question without a good answer that nobody dealt with."""

    id: str
    text: str
    language: str


@dataclass(frozen=True)
class Figures:
    """What was asked since a day, of nobody in particular.

    ``suggested`` were answered with "did you mean", ``articles`` counts the answers by article id.
    """

    asked: int
    answered: int
    suggested: int
    unknown: int
    helpful: int
    unhelpful: int
    handed_over: int
    closed: int
    articles: list[tuple[str, int]]
    unanswered: list[Unanswered]


def figures(tx: Tx, since: datetime) -> Figures:
    """What was asked from a moment on, except by the programme's own people."""
    theirs = or_(questions.c.cluster_id.is_(None), questions.c.cluster_id != PROGRAMME)
    these = and_(questions.c.asked_at >= since, theirs)

    def count(condition: object = True) -> int:
        return tx.scalar(select(func.count()).select_from(questions).where(these, condition)) or 0  # type: ignore[arg-type]

    joined = handovers.join(questions, questions.c.id == handovers.c.question_id)
    closed = select(func.count()).select_from(joined).where(these, handovers.c.state == "closed")
    answers = select(questions.c.articles).where(these, questions.c.outcome == "answer")
    by_article = Counter(str(found[0][0]) for (found,) in tx.execute(answers) if found)
    open_ = or_(questions.c.outcome == "unknown", questions.c.helpful.is_(False))
    left = select(questions.c.id, questions.c.text, questions.c.language).where(these, open_)
    left = left.where(questions.c.resolved_at.is_(None)).order_by(questions.c.asked_at.desc(), questions.c.id)
    return Figures(
        asked=count(),
        answered=count(questions.c.outcome == "answer"),
        suggested=count(questions.c.outcome == "suggest"),
        unknown=count(questions.c.outcome == "unknown"),
        helpful=count(questions.c.helpful.is_(True)),
        unhelpful=count(questions.c.helpful.is_(False)),
        handed_over=count(questions.c.handed_at.is_not(None)),
        closed=tx.scalar(closed) or 0,
        articles=sorted(by_article.items(), key=lambda item: (-item[1], item[0])),
        unanswered=[Unanswered(**row) for row in tx.execute(left.limit(1000)).mappings()],
    )
