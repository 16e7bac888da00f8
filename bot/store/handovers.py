"""Questions handed to a coach: claimed by one, answered, and closed by who asked.

A handed-over question goes to the coaches of its cluster; without one, to the owners of its topic.  They see it
with the name of who asks: that is what the asker agreed to with "Ask a coach".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select, update

from bot.store import dialect, questions
from bot.store.engine import Tx
from bot.store.people import Person, by_id, coach_of, owner_of
from bot.store.questions import Question
from bot.store.scope import Scope, granted, owned
from bot.store.tables import clusters, handover_notes, handovers, people
from bot.store.tables import questions as question_rows


@dataclass(frozen=True)
class Handover:
    """A handed-over question.

    ``state`` is ``open``, ``claimed``, ``answered`` or ``closed``.  ``draft`` is what the coach wrote and did not
    send yet; ``undelivered`` says that an answer was sent and did not arrive.
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


async def begin(tx: Tx, scope: Scope, id: str, topic: str, now: datetime) -> tuple[Person | None, bool]:
    """Hand a question over: to whom, and whether this is the first time.

    Nobody means that it waits for whoever becomes the cluster's coach.

    Raises:
        NotFoundError: no such question.
    """
    coach = await coach_of(tx, scope)
    owner = None if coach else await owner_of(tx, topic, other_than=scope.person)
    first = await questions.hand_over(tx, scope, id, coach.id if coach else None, now)
    values = {
        "question_id": id,
        "person_id": scope.person,
        "topic": topic,
        "to_owner": coach is None and owner is not None,
        "state": "open",
        "draft": "",
    }
    await tx.execute(dialect.insert(tx, handovers).values(values).on_conflict_do_nothing())
    known = await get(tx, scope, id)
    if known is not None and known.claimed_by is not None:
        return await by_id(tx, known.claimed_by), first
    return coach or owner, first


async def get(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """A handed-over question, for who asked it and for who may answer it."""
    return next(iter(await _rows(tx, _handovers().where(handovers.c.question_id == id, _mine(scope)))), None)


async def _locked(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """The same, held against others until the transaction ends."""
    statement = _handovers().where(handovers.c.question_id == id, _mine(scope))
    return next(iter(await _rows(tx, statement.with_for_update(of=handovers))), None)


async def may_answer(tx: Tx, scope: Scope, id: str) -> bool:
    """Whether this person may answer the question."""
    statement = _handovers().where(handovers.c.question_id == id, _answerable(scope.person))
    return bool(await _rows(tx, statement))


async def thread(tx: Tx, scope: Scope, id: str, limit: int) -> list[Question]:
    """What was asked in the same thread up to this question, itself among it, the earliest first."""
    if await get(tx, scope, id) is None:
        return []
    asked = question_rows.alias()
    same = and_(
        question_rows.c.thread == asked.c.thread,
        question_rows.c.cluster_id.is_not_distinct_from(asked.c.cluster_id),
        question_rows.c.asked_at <= asked.c.asked_at,
    )
    statement = questions.columns().join(asked, same).where(asked.c.id == id).limit(limit)
    return (await questions.listed(tx, statement))[::-1]


async def claim(tx: Tx, scope: Scope, id: str, now: datetime) -> Handover | None:
    """Take a question on; the result tells who has it now.  None: there is no such question for this person.

    Who may not answer it any more loses their claim to the next who takes it on.
    """
    if not await may_answer(tx, scope, id):
        return None
    before = await _locked(tx, scope, id)
    if before is None or before.state not in ("open", "claimed"):
        return before
    if before.claimed_by not in (None, scope.person) and await _still_may(tx, before):
        return before
    if before.claimed_by != scope.person:
        changes = {"state": "claimed", "claimed_by": scope.person, "claimed_at": now, "draft": ""}
        await _change(tx, id, changes)
    return await get(tx, scope, id)


async def _still_may(tx: Tx, handover: Handover) -> bool:
    statement = _handovers().where(handovers.c.question_id == handover.question, _answerable(handover.claimed_by or ""))
    return bool(await _rows(tx, statement))


async def give_back(tx: Tx, scope: Scope, id: str) -> Handover | None:
    """Let somebody else take it on; returns the question as it was before, None if it was not this person's."""
    before = await _locked(tx, scope, id)
    if before is None or before.state != "claimed" or before.claimed_by != scope.person:
        return None
    await _change(tx, id, {"state": "open", "claimed_by": None, "claimed_at": None, "draft": ""})
    return before


async def write(tx: Tx, scope: Scope, id: str, draft: str) -> Handover | None:
    """Keep what the coach wrote, to be looked at before it is sent; None if the question is not theirs now."""
    before = await _locked(tx, scope, id)
    if before is None or before.state != "claimed" or before.claimed_by != scope.person:
        return None
    await _change(tx, id, {"draft": draft})
    return await get(tx, scope, id)


async def answer(tx: Tx, scope: Scope, id: str, note: str, now: datetime) -> HandoverNote | None:
    """Make the draft an answer, with the id ``note``; None if there is nothing to send.

    Asked again it gives the answer that was made last, which has another id.
    """
    before = await _locked(tx, scope, id)
    if before is None or before.claimed_by != scope.person:
        return None
    if before.state == "claimed" and before.draft:
        await _add_note(tx, scope, id, note, "coach", before.draft, now)
        await _change(tx, id, {"state": "answered", "draft": "", "answered_at": now})
    elif before.state == "claimed":
        return None
    return next((n for n in reversed(await notes(tx, scope, id)) if n.author == "coach"), None)


async def delivered(tx: Tx, scope: Scope, id: str, note: str, now: datetime) -> None:
    """Keep that a message between the two arrived."""
    if await get(tx, scope, id) is not None:
        this = and_(handover_notes.c.id == note, handover_notes.c.question_id == id)
        await tx.execute(update(handover_notes).where(this).values(delivered_at=now))


async def ask_more(tx: Tx, scope: Scope, id: str, note: str, text: str, now: datetime) -> Handover | None:
    """The asker needs more: it is with the coach again.  None if it is not their question."""
    before = await _locked(tx, scope, id)
    if before is None or before.asker != scope.person:
        return None
    await _add_note(tx, scope, id, note, "asker", text, now)
    changes: dict[str, Any] = {"state": "claimed", "closed_at": None}
    if before.claimed_by is None or not await _still_may(tx, before):
        changes |= {"state": "open", "claimed_by": None, "claimed_at": None, "draft": ""}
    await _change(tx, id, changes)
    return await get(tx, scope, id)


async def close(tx: Tx, scope: Scope, id: str, now: datetime) -> Handover | None:
    """The asker's last word; returns the question as it was before, None if it is not theirs."""
    before = await _locked(tx, scope, id)
    if before is None or before.asker != scope.person:
        return None
    if before.state != "closed":
        await _change(tx, id, {"state": "closed", "closed_at": now})
    return before


async def answerer(tx: Tx, scope: Scope, id: str) -> Person | None:
    """Who shall answer: who has taken it on, or else the coach or owner it was handed to."""
    known = await get(tx, scope, id)
    if known is None:
        return None
    if known.claimed_by is not None:
        return await by_id(tx, known.claimed_by)
    return await coach_of(tx, scope) or await owner_of(tx, known.topic, other_than=scope.person)


async def propose(tx: Tx, scope: Scope, id: str, now: datetime) -> bool:
    """Let the curators see question and answer, to make an article of it; False if there is no answer of one's own."""
    before = await _locked(tx, scope, id)
    if before is None or before.claimed_by != scope.person or before.answered_at is None:
        return False
    if before.proposed_at is None:
        await _change(tx, id, {"proposed_at": now})
    return True


async def notes(tx: Tx, scope: Scope, id: str) -> list[HandoverNote]:
    """What coach and asker wrote to one another, the earliest first."""
    columns = [getattr(handover_notes.c, name) for name in ("id", "author", "text", "at", "delivered_at")]
    statement = (
        select(*columns)
        .join(handovers, handovers.c.question_id == handover_notes.c.question_id)
        .join(question_rows, question_rows.c.id == handovers.c.question_id)
        .where(handovers.c.question_id == id, _mine(scope))
        .order_by(handover_notes.c.number)
    )
    return [HandoverNote(**row) for row in (await tx.execute(statement)).mappings()]


async def to_answer(tx: Tx, scope: Scope, limit: int = 50) -> list[Handover]:
    """What waits for this person: what nobody has, what they have, and what did not arrive; the longest waiting first.

    A claim of somebody who may not answer any more is open to the others.
    """
    own = and_(handovers.c.claimed_by == scope.person, or_(handovers.c.state == "claimed", _undelivered()))
    waiting = or_(own, handovers.c.state == "open")
    found = await _rows(tx, _handovers().where(_answerable(scope.person), waiting).limit(limit))
    taken = and_(handovers.c.state == "claimed", handovers.c.claimed_by != scope.person)
    others = await _rows(tx, _handovers().where(_answerable(scope.person), taken).limit(limit))
    left = [handover for handover in others if not await _still_may(tx, handover)]
    return sorted([*found, *left], key=lambda handover: (handover.handed_at, handover.question))


async def of_asker(tx: Tx, scope: Scope, limit: int = 50) -> list[Handover]:
    """The person's own questions that are with a coach, the latest first."""
    own = and_(handovers.c.person_id == scope.person, handovers.c.state != "closed")
    return (await _rows(tx, _handovers().where(own).limit(limit)))[::-1]


def _mine(scope: Scope) -> ColumnElement[bool]:
    return or_(handovers.c.person_id == scope.person, _answerable(scope.person))


def _answerable(person: str) -> ColumnElement[bool]:
    """A coach of the cluster may answer; without a coach, an owner of the topic."""
    owner = and_(handovers.c.to_owner, owned(person, handovers.c.topic))
    return or_(granted(person, question_rows.c.cluster_id), owner)


def _undelivered() -> ColumnElement[bool]:
    lost = and_(handover_notes.c.question_id == handovers.c.question_id, handover_notes.c.author == "coach")
    return select(handover_notes.c.id).where(lost, handover_notes.c.delivered_at.is_(None)).exists()


def _handovers() -> Select[Any]:
    askers, coaches = people.alias(), people.alias()
    columns = ("topic", "state", "claimed_by", "draft", "answered_at", "closed_at", "proposed_at")
    return (
        select(
            handovers.c.question_id.label("question"),
            question_rows.c.text,
            handovers.c.person_id.label("asker"),
            func.coalesce(askers.c.name, "").label("asker_name"),
            func.coalesce(clusters.c.name, "").label("cluster_name"),
            *(handovers.c[name] for name in columns),
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


async def _rows(tx: Tx, statement: Select[Any]) -> list[Handover]:
    return [Handover(**row) for row in (await tx.execute(statement)).mappings()]


async def _change(tx: Tx, id: str, values: dict[str, Any]) -> None:
    await tx.execute(update(handovers).where(handovers.c.question_id == id).values(values))


async def _add_note(tx: Tx, scope: Scope, id: str, note: str, author: str, text: str, now: datetime) -> None:
    last = select(func.max(handover_notes.c.number)).where(handover_notes.c.question_id == id)
    values = {"id": note, "question_id": id, "person_id": scope.person, "author": author, "text": text, "at": now}
    await tx.execute(insert(handover_notes).values(**values, number=(await tx.scalar(last) or 0) + 1))
