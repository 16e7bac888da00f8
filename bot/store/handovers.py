"""Questions handed to a coach: claimed by one, answered, and closed by who asked.

A handed-over question goes to the coaches of its cluster; without one, to the owners of its topic.  They see it
with the name of who asks: that is what the asker agreed to with "Ask a coach".  Who that is, is looked up anew each
time: whoever is named later sees what waits already, and who is not named any more holds nothing up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, delete, func, insert, null, or_, select, update

from bot.store import dialect, questions
from bot.store.engine import Tx
from bot.store.people import Person, by_id, coach_of, owner_of
from bot.store.scope import Scope, granted, owned
from bot.store.tables import clusters, coach_grants, handover_notes, handovers, people
from bot.store.tables import questions as question_rows

UNSENT = "unsent"
"""The author of a note that the asker has not sent yet."""


@dataclass(frozen=True)
class Handover:
    """A handed-over question.

    ``state`` is ``open``, ``claimed``, ``answered`` or ``closed``; the claim of somebody who may not answer any more
    counts as none.  ``draft`` is what the coach wrote and did not send yet, ``more`` the same of the asker;
    ``undelivered`` says that an answer was sent and did not arrive.
    """

    question: str
    text: str
    asker: str | None
    asker_name: str
    cluster_name: str
    topic: str
    state: str
    claimed_by: str | None
    claimed_by_name: str
    draft: str
    more: str
    handed_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    proposed_at: datetime | None
    undelivered: bool


@dataclass(frozen=True)
class HandoverNote:
    """One message between coach and asker; ``author`` is ``coach`` or ``asker``."""

    id: str
    author: str
    text: str
    at: datetime
    delivered_at: datetime | None


def begin(tx: Tx, scope: Scope, id: str, topic: str, now: datetime) -> tuple[Person | None, bool]:
    """Hand a question over: to whom, and whether they have to be told.

    Nobody means that it waits for whoever becomes the cluster's coach or an owner of the topic, or that it is answered
    by somebody who left.  A question that was closed without an answer is open again.

    Raises:
        NotFoundError: no such question.
    """
    coach = coach_of(tx, scope)
    first = questions.hand_over(tx, scope, id, coach.id if coach else None, now)
    own = {"question_id": id, "person_id": scope.person, "topic": topic}
    statement = dialect.insert(tx, handovers).values(**own, to_owner=False, state="open", draft="")
    tx.execute(statement.on_conflict_do_nothing())
    known = _locked(tx, scope, id)
    if known is None:  # a colleague handed it over
        return coach or owner_of(tx, topic, other_than=scope.person), False
    dropped = known.state == "closed" and known.answered_at is None
    if dropped:
        _change(tx, id, {"state": "open", "claimed_by": None, "claimed_at": None, "closed_at": None})
    elif known.claimed_by is not None or known.state != "open":
        return by_id(tx, known.claimed_by or ""), False
    topic = known.topic or topic
    owner = None if coach else owner_of(tx, topic, other_than=scope.person)
    if owner is not None:
        _change(tx, id, {"topic": topic, "to_owner": True})
    to = coach or owner
    reached = to is None or not _direct(tx, id, to.id)
    return to, first or dropped or not reached


def _direct(tx: Tx, id: str, person: str) -> bool:
    """Keep whom the question went to; False if it is the same as before, who was told then."""
    other = and_(question_rows.c.id == id, question_rows.c.handed_to.is_distinct_from(person))
    return tx.execute(update(question_rows).where(other).values(handed_to=person)).rowcount > 0


def mark_undelivered(tx: Tx, scope: Scope, id: str) -> None:
    """Keep that whom it went to could not be reached, so that they are told when the asker hands it over again."""
    known = get(tx, scope, id)
    if known is not None and known.asker == scope.person:
        tx.execute(update(question_rows).where(question_rows.c.id == id).values(handed_to=None))


def get(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """A handed-over question, for who asked it and for who may answer it."""
    return next(iter(_rows(tx, _handovers().where(handovers.c.question_id == id, _mine(scope)))), None)


def _locked(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """The same, held against others until the transaction ends."""
    statement = _handovers().where(handovers.c.question_id == id, _mine(scope))
    return next(iter(_rows(tx, statement.with_for_update(of=handovers))), None)


def may_answer(tx: Tx, scope: Scope, id: str) -> bool:
    """Whether this person may answer the question."""
    statement = _handovers().where(handovers.c.question_id == id, _answerable(scope.person))
    return bool(_rows(tx, statement))


def claim(tx: Tx, scope: Scope, id: str, now: datetime) -> Handover | None:
    """Take a question on; the result tells who has it now.  None: there is no such question for this person.

    Who may not answer it any more loses their claim to the next who takes it on.
    """
    if not may_answer(tx, scope, id):
        return None
    before = _locked(tx, scope, id)
    if before is None or before.state not in ("open", "claimed"):
        return before
    if before.claimed_by not in (None, scope.person):
        return before
    if before.claimed_by != scope.person:
        changes = {"state": "claimed", "claimed_by": scope.person, "claimed_at": now, "draft": ""}
        _change(tx, id, changes)
    return get(tx, scope, id)


def give_back(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """Let somebody else take it on; returns the question as it was before, None if it was not this person's."""
    before = _locked(tx, scope, id)
    if before is None or before.state != "claimed" or before.claimed_by != scope.person:
        return None
    _change(tx, id, {"state": "open", "claimed_by": None, "claimed_at": None, "draft": ""})
    return before


def write(tx: Tx, scope: Scope, id: str, draft: str) -> Handover | None:
    """Keep what the coach wrote, to be looked at before it is sent; None if the question is not theirs now."""
    before = _locked(tx, scope, id)
    if before is None or before.state != "claimed" or before.claimed_by != scope.person:
        return None
    _change(tx, id, {"draft": draft})
    return get(tx, scope, id)


def answer(tx: Tx, scope: Scope, id: str, note: str, now: datetime) -> HandoverNote | None:
    """Make the draft an answer, with the id ``note``; None if there is nothing to send.

    Asked again it gives the answer that was made last, which has another id.  Of a question that was closed meanwhile
    the draft is not sent any more.
    """
    before = _locked(tx, scope, id)
    if before is None or before.claimed_by != scope.person:
        return None
    if before.state == "claimed" and before.draft:
        _add_note(tx, scope, id, note, "coach", before.draft, now)
        _change(tx, id, {"state": "answered", "draft": "", "answered_at": now})
    elif before.state == "claimed" or before.draft:
        return None
    return next((n for n in reversed(notes(tx, scope, id)) if n.author == "coach"), None)


def delivered(tx: Tx, scope: Scope, id: str, note: str, now: datetime) -> None:
    """Keep that a message between the two arrived."""
    if get(tx, scope, id) is not None:
        this = and_(handover_notes.c.id == note, handover_notes.c.question_id == id)
        tx.execute(update(handover_notes).where(this).values(delivered_at=now))


def write_more(tx: Tx, scope: Scope, id: str, note: str, text: str, now: datetime) -> Handover | None:
    """Keep what the asker still needs to know, to be looked at before it is sent; an empty text takes it back.

    ``note`` is its id.  None if it is not their question.
    """
    before = _locked(tx, scope, id)
    if before is None or before.asker != scope.person:
        return None
    unsent = and_(handover_notes.c.question_id == id, handover_notes.c.author == UNSENT)
    tx.execute(delete(handover_notes).where(unsent))
    if text:
        _add_note(tx, scope, id, note, UNSENT, text, now)
    return get(tx, scope, id)


def ask_more(tx: Tx, scope: Scope, id: str, note: str, now: datetime) -> Handover | None:
    """Pass on what the asker wrote, with the id ``note``: it is with the coach again.

    None if it is not their question, or nothing is written.
    """
    before = _locked(tx, scope, id)
    if before is None or before.asker != scope.person or not before.more:
        return None
    write_more(tx, scope, id, "", "", now)
    _add_note(tx, scope, id, note, "asker", before.more, now)
    changes: dict[str, Any] = {"state": "claimed", "closed_at": None}
    if before.claimed_by is None:
        changes |= {"state": "open", "claimed_at": None, "draft": ""}
    _change(tx, id, changes | {"claimed_by": before.claimed_by})
    return get(tx, scope, id)


def close(tx: Tx, scope: Scope, id: str, now: datetime) -> Handover | None:
    """The asker's last word; returns the question as it was before, None if it is not theirs."""
    before = _locked(tx, scope, id)
    if before is None or before.asker != scope.person:
        return None
    if before.state != "closed":
        _change(tx, id, {"state": "closed", "closed_at": now})
    return before


def answerer(tx: Tx, scope: Scope, id: str) -> Person | None:
    """Who shall answer: who has taken it on, or else the coach or owner it was handed to."""
    known = get(tx, scope, id)
    if known is None:
        return None
    if known.claimed_by is not None:
        return by_id(tx, known.claimed_by)
    return coach_of(tx, scope) or owner_of(tx, known.topic, other_than=scope.person)


def propose(tx: Tx, scope: Scope, id: str, now: datetime) -> bool:
    """Let the curators see question and answer, to make an article of it; False if there is no answer of one's own."""
    before = _locked(tx, scope, id)
    if before is None or before.claimed_by != scope.person or before.answered_at is None:
        return False
    if before.proposed_at is None:
        _change(tx, id, {"proposed_at": now})
    return True


def notes(tx: Tx, scope: Scope, id: str) -> list[HandoverNote]:
    """What coach and asker wrote to one another, the earliest first."""
    columns = [getattr(handover_notes.c, name) for name in ("id", "author", "text", "at", "delivered_at")]
    statement = (
        select(*columns)
        .join(handovers, handovers.c.question_id == handover_notes.c.question_id)
        .join(question_rows, question_rows.c.id == handovers.c.question_id)
        .where(handovers.c.question_id == id, _mine(scope), handover_notes.c.author != UNSENT)
        .order_by(handover_notes.c.number)
    )
    return [HandoverNote(**row) for row in tx.execute(statement).mappings()]


def to_answer(tx: Tx, scope: Scope, limit: int = 50) -> list[Handover]:
    """What nobody has, what this person has, and what of theirs did not arrive; the longest waiting first."""
    own = and_(handovers.c.claimed_by == scope.person, or_(handovers.c.state == "claimed", _undelivered()))
    free = or_(handovers.c.state == "open", and_(handovers.c.state == "claimed", ~_holds()))
    return _rows(tx, _handovers().where(_answerable(scope.person), or_(own, free)).limit(limit))


def of_asker(tx: Tx, scope: Scope, limit: int = 50) -> list[Handover]:
    """The person's own questions that are with a coach, the latest first."""
    return _rows(tx, _of_asker(), {**scope.values, "limit": limit})[::-1]


@cache
def _of_asker() -> Select[Any]:
    own = and_(handovers.c.person_id == bindparam("scope_person"), handovers.c.state != "closed")
    return _handovers().where(own).limit(bindparam("limit"))


def _mine(scope: Scope) -> ColumnElement[bool]:
    return or_(handovers.c.person_id == scope.person, _answerable(scope.person))


def _answerable(person: Any) -> ColumnElement[bool]:
    """A coach of the cluster may answer; without a coach, an owner of the topic.  An owner keeps what they were given.

    ``person`` is an id, or the column that holds it.
    """
    grants = coach_grants.alias()
    coached = select(grants.c.person_id).where(grants.c.cluster_id == question_rows.c.cluster_id).exists()
    theirs = or_(handovers.c.to_owner, handovers.c.claimed_by == person, ~coached)
    owner = and_(owned(person, handovers.c.topic), theirs)
    other = handovers.c.person_id.is_distinct_from(person)  # nobody answers their own question
    return and_(other, or_(granted(person, question_rows.c.cluster_id), owner))


def _holds() -> ColumnElement[bool]:
    """Who took the question on may still answer it."""
    return and_(handovers.c.claimed_by.is_not(None), _answerable(handovers.c.claimed_by))


def _undelivered() -> ColumnElement[bool]:
    lost = and_(handover_notes.c.question_id == handovers.c.question_id, handover_notes.c.author == "coach")
    return select(handover_notes.c.id).where(lost, handover_notes.c.delivered_at.is_(None)).exists()


@cache  # to make the statement takes longer than to run it
def _handovers() -> Select[Any]:
    askers, coaches = people.alias(), people.alias()
    columns = ("topic", "answered_at", "closed_at", "proposed_at")
    left = and_(handovers.c.state == "claimed", ~_holds())
    more = and_(handover_notes.c.question_id == handovers.c.question_id, handover_notes.c.author == UNSENT)
    return (
        select(
            handovers.c.question_id.label("question"),
            question_rows.c.text,
            handovers.c.person_id.label("asker"),
            func.coalesce(askers.c.name, "").label("asker_name"),
            func.coalesce(clusters.c.name, "").label("cluster_name"),
            *(handovers.c[name] for name in columns),
            case((left, "open"), else_=handovers.c.state).label("state"),
            case((_holds(), handovers.c.claimed_by), else_=null()).label("claimed_by"),
            case((left, ""), else_=handovers.c.draft).label("draft"),
            func.coalesce(select(handover_notes.c.text).where(more).scalar_subquery(), "").label("more"),
            func.coalesce(coaches.c.name, "").label("claimed_by_name"),
            question_rows.c.handed_at,
            _undelivered().label("undelivered"),
        )
        .select_from(
            handovers.join(question_rows, question_rows.c.id == handovers.c.question_id)
            .outerjoin(askers, askers.c.id == handovers.c.person_id)
            .outerjoin(coaches, coaches.c.id == handovers.c.claimed_by)
            .outerjoin(clusters, clusters.c.id == question_rows.c.cluster_id)
        )
        .order_by(question_rows.c.handed_at, handovers.c.question_id)
    )


def _rows(tx: Tx, statement: Select[Any], values: Mapping[str, Any] | None = None) -> list[Handover]:
    return [Handover(**row) for row in tx.execute(statement, values or {}).mappings()]


def _change(tx: Tx, id: str, values: dict[str, Any]) -> None:
    tx.execute(update(handovers).where(handovers.c.question_id == id).values(values))


def _add_note(tx: Tx, scope: Scope, id: str, note: str, author: str, text: str, now: datetime) -> None:
    last = select(func.max(handover_notes.c.number)).where(handover_notes.c.question_id == id)
    values = {"id": note, "question_id": id, "person_id": scope.person, "author": author, "text": text, "at": now}
    tx.execute(insert(handover_notes).values(**values, number=(tx.scalar(last) or 0) + 1))
