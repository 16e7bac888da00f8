"""Those who run the programme: who is coach, curator or owner of a topic, and figures of what was asked.

For the command line of an administrator: nothing here asks for a scope.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select, update

from bot.store import calendar_feeds
from bot.store import clusters as cluster_rows
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.scope import PROGRAMME, NotFoundError, Role
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
    """Everybody, by account."""
    statement = select(accounts.c.account, people.c.id, people.c.name, people.c.role, people.c.cluster_id)
    rows = tx.execute(statement.join(people, people.c.id == accounts.c.person_id)).all()
    grants: dict[str, list[str]] = {}
    granted = select(coach_grants.c.person_id, coach_grants.c.cluster_id).where(coach_grants.c.cluster_id != PROGRAMME)
    for person, cluster in tx.execute(granted.order_by(coach_grants.c.cluster_id)):
        grants.setdefault(person, []).append(cluster)
    topics: dict[str, list[str]] = {}
    owners = select(topic_owners.c.person_id, topic_owners.c.topic).order_by(topic_owners.c.topic)
    for person, topic in tx.execute(owners):
        topics.setdefault(person, []).append(topic)
    return [
        Member(account, name, Role(role), (own,) if own else tuple(grants.get(id, ())), tuple(topics.get(id, ())))
        for account, id, name, role, own in sorted(rows)
    ]


def appoint(tx: Tx, account: str, role: Role, cluster: str, now: datetime) -> None:
    """Give the person behind an account a role; a coach gets the cluster in addition to others.

    Raises:
        NotFoundError: no such account, or no such cluster; the text says which.
    """
    person, before = _person(tx, account)
    if role is Role.CURATOR:
        cluster = PROGRAMME
        _programme(tx, now)
    elif cluster not in {found.id for found in cluster_rows.all_clusters(tx)}:
        raise NotFoundError(f"There is no cluster “{cluster}”.")
    if role is not Role.COACH:
        tx.execute(delete(coach_grants).where(coach_grants.c.person_id == person))
    if role is not Role.CURATOR and (role is not Role.COACH or before is not Role.COACH):
        tx.execute(delete(topic_owners).where(topic_owners.c.person_id == person))
    home = None if role is Role.COACH else cluster
    tx.execute(update(people).where(people.c.id == person).values(role=role.value, cluster_id=home))
    calendar_feeds.leave(tx, person, home)
    if role is Role.COACH:
        _grant(tx, person, cluster, now)


def own(tx: Tx, account: str, topic: str, now: datetime) -> None:
    """Name the person behind an account as an owner of a topic.

    Raises:
        NotFoundError: no such account, or the person is neither coach nor curator: owners see questions of all
            clusters that have no coach.
    """
    person, role = _person(tx, account)
    if role not in (Role.COACH, Role.CURATOR):
        raise NotFoundError("Only a coach or a curator can own a topic. Make the person one of these first.")
    if role is Role.COACH:  # reminders to look after articles belong to the programme
        _programme(tx, now)
        _grant(tx, person, PROGRAMME, now)
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


def _person(tx: Tx, account: str) -> tuple[str, Role]:
    statement = select(people.c.id, people.c.role).join(accounts, accounts.c.person_id == people.c.id)
    row = tx.execute(statement.where(accounts.c.account == account)).first()
    if row is None:
        raise NotFoundError(f"Nobody with the account “{account}” has written to the advisor yet.")
    if Role(row[1]) is Role.OUTSIDE:
        raise NotFoundError(f"“{account}” is an e-mail address. Whoever has no account here can have no role.")
    return str(row[0]), Role(row[1])


def _programme(tx: Tx, now: datetime) -> None:
    cluster_rows.create(tx, id=PROGRAMME, name="Programme", country="", now=now)


def _grant(tx: Tx, person: str, cluster: str, now: datetime) -> None:
    grant = {"person_id": person, "cluster_id": cluster, "granted_at": now}
    tx.execute(insert(tx, coach_grants).values(grant).on_conflict_do_nothing())


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
