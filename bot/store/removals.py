"""Taking people and clusters out of the programme: what they have in hand is shown, and handed over before they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, delete, func, select, true, update

from bot.store import comments as comment_rows
from bot.store import memberships
from bot.store.comment_tables import comments, feedbacks
from bot.store.comments import is_open, is_undecided
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.programme_tables import invitations, invited, stand_ins
from bot.store.programme_tables import memberships as parts
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope
from bot.store.slot_tables import slots
from bot.store.tables import accounts, clusters, coach_grants, documents, handovers, people, sessions, workspaces
from bot.store.tables import questions as question_rows


@dataclass(frozen=True)
class OpenWork:
    """What somebody has in hand: the names of documents they began and are open, how many sessions they hold, how many
    questions wait for their answer, how many of their own wait for a coach's, and which comments are open."""

    drafts: tuple[tuple[str, str], ...]
    """The dialogue and the name of each."""
    plans: tuple[str, ...]
    """The ids of the submitted documents that they began."""
    sessions: int
    to_answer: int
    asked: int
    comments: int = 0
    """Comments on documents that they began which nobody has answered; of a coach, those of theirs that they have not
    decided on."""
    feedbacks: int = 0
    """Feedback that a coach began and did not send back."""


def of_person(tx: Tx, scope: Scope, person: str, role: Role, cluster: str, now: datetime) -> OpenWork:
    """The open work of somebody in a part; a coach's is that of one cluster, or of all where it is empty.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    _enter(scope)
    own = and_(documents.c.created_by == person, documents.c.cluster_id == cluster, documents.c.cancelled_at.is_(None))
    columns = select(documents.c.id, documents.c.dialogue, documents.c.name, documents.c.submitted_version)
    found = tx.execute(columns.where(own).order_by(documents.c.updated_at.desc())).all() if role is Role.STAFF else []
    held = and_(sessions.c.coach_id == person, sessions.c.state == "planned", sessions.c.starts_at >= now)
    answers = and_(handovers.c.claimed_by == person, handovers.c.state == "claimed")
    if cluster:
        held = and_(held, sessions.c.cluster_id == cluster)
        answers = and_(answers, question_rows.c.cluster_id == cluster)
    asked = and_(handovers.c.person_id == person, handovers.c.state != "closed", question_rows.c.cluster_id == cluster)
    waiting = select(func.count()).select_from(
        handovers.join(question_rows, question_rows.c.id == handovers.c.question_id)
    )
    coach = role is Role.COACH
    joined = comments.join(feedbacks).join(documents)
    there = and_(documents.c.cancelled_at.is_(None), documents.c.cluster_id == cluster if cluster else true())
    written = and_(there, feedbacks.c.person_id == person)
    open_ = and_(written, is_undecided()) if coach else and_(own, is_open())
    begun = and_(written, feedbacks.c.sent_at.is_(None))
    return OpenWork(
        drafts=tuple((row.dialogue, row.name) for row in found if row.submitted_version is None),
        plans=tuple(row.id for row in found if row.submitted_version is not None),
        sessions=(tx.scalar(select(func.count()).select_from(sessions).where(held)) or 0) if coach else 0,
        to_answer=(tx.scalar(waiting.where(answers)) or 0) if coach else 0,
        asked=0 if coach else tx.scalar(waiting.where(asked)) or 0,
        comments=_count(tx, joined, open_) if role in (Role.STAFF, Role.COACH) else 0,
        feedbacks=_count(tx, feedbacks.join(documents), begun) if coach else 0,
    )


def _count(tx: Tx, joined: FromClause, condition: ColumnElement[bool]) -> int:
    return tx.scalar(select(func.count()).select_from(joined).where(condition)) or 0


def hand_over(tx: Tx, scope: Scope, person: str, role: Role, cluster: str, to: str, now: datetime) -> None:
    """Give all open work of somebody in a part to somebody else, who is of the cluster, or becomes its coach.

    Raises:
        NotFoundError: whoever asks does not run the programme, or there is nobody to take it over.
    """
    _enter(scope)
    if to == person:
        raise NotFoundError("Choose somebody else: this person is about to leave.")
    if role is Role.STAFF:
        if to not in memberships.members_of(tx, cluster):
            raise NotFoundError("Only somebody of the cluster can take over its work.")
        _to_colleague(tx, person, cluster, to)
        return
    there = select(parts.c.person_id).where(parts.c.person_id == to, parts.c.role == Role.COACH)
    if role is not Role.COACH or tx.scalar(there) is None:
        raise NotFoundError("Only a coach can take over a coach’s work.")
    granted = select(coach_grants.c.cluster_id).where(coach_grants.c.person_id == person)
    for id in [cluster] if cluster else list(tx.scalars(granted)):
        memberships.grant(tx, to, id, now)
        held = and_(sessions.c.coach_id == person, sessions.c.cluster_id == id, sessions.c.starts_at >= now)
        tx.execute(update(sessions).where(held).values(coach_id=to, edits=sessions.c.edits + 1))
        asked = select(question_rows.c.id).where(question_rows.c.cluster_id == id)
        mine = and_(handovers.c.claimed_by == person, handovers.c.state == "claimed")
        tx.execute(update(handovers).where(mine, handovers.c.question_id.in_(asked)).values(claimed_by=to))
        comment_rows.hand_over(tx, person, id, to)


def _to_colleague(tx: Tx, person: str, cluster: str, to: str) -> None:
    own = and_(documents.c.created_by == person, documents.c.cluster_id == cluster)
    tx.execute(update(documents).where(own).values(created_by=to))
    asked = select(question_rows.c.id).where(question_rows.c.cluster_id == cluster)
    mine = and_(handovers.c.person_id == person, handovers.c.state != "closed")
    tx.execute(update(handovers).where(mine, handovers.c.question_id.in_(asked)).values(person_id=to))
    for_others = and_(stand_ins.c.cluster_id == cluster, stand_ins.c.stands_in == person)
    tx.execute(update(stand_ins).where(for_others).values(stands_in=to))
    statement = insert(tx, stand_ins).values(cluster_id=cluster, person_id=person, stands_in=to)
    again = {"stands_in": to}
    tx.execute(statement.on_conflict_do_update(index_elements=["cluster_id", "person_id"], set_=again))


def remove(tx: Tx, scope: Scope, person: str, role: Role, cluster: str) -> bool:
    """Take a part from somebody; a coach's is that of one cluster, or all where it is empty.  False: they had none.

    Raises:
        NotFoundError: whoever asks does not run the programme.
        LastAdministratorError: nobody else is an administrator.
    """
    _enter(scope)
    if role is Role.COACH and cluster:
        this = and_(coach_grants.c.person_id == person, coach_grants.c.cluster_id == cluster)
        return tx.execute(delete(coach_grants).where(this)).rowcount > 0
    return memberships.end(tx, person, role, PROGRAMME if role in (Role.CURATOR, Role.ADMIN) else cluster)


def remove_cluster(tx: Tx, scope: Scope, cluster: str, keeper: str, now: datetime) -> Sequence[str]:
    """Take a cluster out of the programme; whoever keeps its papers goes on seeing them, all others see nothing of it.

    Its sessions are cancelled and their times free again, what was offered to it alone is withdrawn, its invitations
    and those who wait for one end, and its workspaces lead to it no more.
    Gives the ids of the people who were in it.

    Raises:
        NotFoundError: whoever asks does not run the programme, or the keeper is not of the cluster.
    """
    _enter(scope)
    there = memberships.members_of(tx, cluster)
    if cluster == PROGRAMME or (keeper and keeper not in there) or (there and not keeper):
        raise NotFoundError("Choose somebody of the cluster who keeps its papers.")
    for person in there:
        if person != keeper:
            hand_over(tx, scope, person, Role.STAFF, cluster, keeper, now)
            memberships.end(tx, person, Role.STAFF, cluster)
    coaches = list(tx.scalars(select(coach_grants.c.person_id).where(coach_grants.c.cluster_id == cluster)))
    tx.execute(delete(coach_grants).where(coach_grants.c.cluster_id == cluster))
    ahead = and_(sessions.c.cluster_id == cluster, sessions.c.state == "planned", sessions.c.starts_at >= now)
    theirs = slots.c.session_id.in_(select(sessions.c.id).where(ahead))
    tx.execute(update(slots).where(theirs).values(session_id=None))  # the coach may offer that time to others
    tx.execute(delete(slots).where(slots.c.cluster_id == cluster, slots.c.session_id.is_(None)))
    tx.execute(update(sessions).where(ahead).values(state="cancelled", version=sessions.c.version + 1))
    tx.execute(update(invitations).where(invitations.c.cluster_id == cluster).values(revoked_at=now))
    tx.execute(delete(invited).where(invited.c.cluster_id == cluster, invited.c.person_id.is_(None)))
    tx.execute(delete(workspaces).where(workspaces.c.cluster_id == cluster))
    tx.execute(update(clusters).where(clusters.c.id == cluster).values(removed_at=now))
    return [*there, *coaches]


def accounts_of(tx: Tx, scope: Scope, persons: Sequence[str]) -> list[str]:
    """The accounts of people who were removed.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    _enter(scope)
    return list(tx.scalars(select(accounts.c.account).where(accounts.c.person_id.in_(list(persons)))))


def members(tx: Tx, scope: Scope) -> dict[str, list[tuple[str, str, Role]]]:
    """Everybody by cluster, and of the programme: id, name and role of each; coaches stand with each of their clusters,
    and with the programme.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    _enter(scope)
    found: dict[str, list[tuple[str, str, Role]]] = {}
    own = select(parts.c.place, parts.c.person_id, people.c.name, parts.c.role)
    rows = list(tx.execute(own.join(people, people.c.id == parts.c.person_id).order_by(people.c.name, people.c.id)))
    granted = select(coach_grants.c.cluster_id, coach_grants.c.person_id, people.c.name)
    granted = granted.join(people, people.c.id == coach_grants.c.person_id).where(
        coach_grants.c.cluster_id != PROGRAMME
    )
    for place, person, name, role in rows:
        found.setdefault(place or PROGRAMME, []).append((person, name, Role(role)))
    for place, person, name in tx.execute(granted.order_by(people.c.name, people.c.id)):
        found.setdefault(place, []).append((person, name, Role.COACH))
    return found


def _enter(scope: Scope) -> None:
    if scope.role is not Role.ADMIN:
        raise NotFoundError("Only administrators change who is in the programme.")
