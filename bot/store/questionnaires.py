"""Questionnaires that were sent out, and what members answered.

Whoever holds a link acts without an account: the functions without a scope are for them, behind a link that was
checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, delete, exists, select, update

from bot.store import documents
from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.questionnaire_tables import questionnaire_answers, questionnaire_drafts, questionnaires
from bot.store.scope import NotFoundError, Scope, inside_documents

Values = Mapping[str, Any]
"""Answers by the ids of the questions."""

BEGUN = 1_000
"""So many answers that are begun are kept of one questionnaire; the one saved longest ago goes first."""


class Sent(StrEnum):
    """What became of answers that were sent."""

    TAKEN = "taken"
    BEFORE = "before"
    """There are answers of this member, or from this device, already."""
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Questionnaire:
    """One that was sent out.

    ``name`` is what links call it, ``key`` what signs them.  ``most`` answers are taken, until ``closes_at``; from
    ``closed_at`` on its answers are shown and no more come.  ``brought`` are answers from a file that wait.
    """

    document: str
    cluster: str
    name: str
    key: str
    most: int
    answered: int
    closes_at: datetime
    sent_at: datetime
    closed_at: datetime | None
    brought: dict[str, Any] | None

    def takes(self, now: datetime) -> bool:
        """Whether members can answer."""
        return self.closed_at is None and now < self.closes_at


@dataclass(frozen=True)
class Answer:
    """What one member answered; ``member`` is the id of its row, empty where nobody knows whose it is.

    ``brought``: from a file, so somebody of the cluster knows it.
    """

    id: str
    member: str
    values: dict[str, Any]
    sent_at: datetime
    brought: bool


def send_out(
    tx: Tx, scope: Scope, document: str, *, name: str, key: str, most: int, closes_at: datetime, now: datetime
) -> bool:
    """Let members answer a submitted document; False if they can already.

    Raises:
        NotFoundError: there is no such document that was submitted.
    """
    found = documents.get(tx, scope, document)
    if found is None or found.submitted_version is None:
        raise NotFoundError("There is no such questionnaire.")
    values = {"document_id": document, "cluster_id": found.cluster, "name": name, "key": key, "most": most}
    values |= {"answered": 0, "closes_at": closes_at, "sent_at": now, "closed_at": None, "brought": None}
    made = insert(tx, questionnaires).values(values).on_conflict_do_nothing()
    return tx.scalar(made.returning(questionnaires.c.document_id)) is not None


def get(tx: Tx, scope: Scope, document: str) -> Questionnaire | None:
    """One that was sent out; None for everybody else, and for a coach."""
    return _one(tx, and_(questionnaires.c.document_id == document, _inside(scope)))


def change(tx: Tx, scope: Scope, document: str, *, most: int, closes_at: datetime) -> None:
    """Take other numbers and another day, as long as it is not closed."""
    changed = update(questionnaires).where(questionnaires.c.document_id == document, _inside(scope))
    tx.execute(changed.where(questionnaires.c.closed_at.is_(None)).values(most=most, closes_at=closes_at))


def close(tx: Tx, scope: Scope, document: str, now: datetime) -> bool:
    """Take no more answers, for good; what was begun is forgotten.  False if it is closed already, or not there."""
    closed = update(questionnaires).where(questionnaires.c.document_id == document, _inside(scope))
    closed = closed.where(questionnaires.c.closed_at.is_(None)).values(closed_at=now, brought=None)
    if not tx.execute(closed).rowcount:
        return False
    tx.execute(delete(questionnaire_drafts).where(questionnaire_drafts.c.document_id == document))
    return True


def answers(tx: Tx, scope: Scope, document: str) -> list[Answer]:
    """What was answered, in an order that does not tell when."""
    inside = select(questionnaires.c.document_id).where(questionnaires.c.document_id == document, _inside(scope))
    table = questionnaire_answers
    columns = (table.c.id, table.c.member, table.c.answers.label("values"), table.c.sent_at, table.c.brought)
    found = select(*columns).where(table.c.document_id.in_(inside)).order_by(table.c.id)
    return [Answer(**row) for row in tx.execute(found).mappings()]


def bring(tx: Tx, scope: Scope, document: str, brought: dict[str, Any] | None) -> None:
    """Keep answers from a file until somebody says whose they are; the last file counts."""
    kept = update(questionnaires).where(questionnaires.c.document_id == document, _inside(scope))
    tx.execute(kept.where(questionnaires.c.closed_at.is_(None)).values(brought=brought))


def take(tx: Tx, scope: Scope, document: str, found: Sequence[tuple[str, Values]], now: datetime) -> int:
    """Add answers collected elsewhere, each with its member; gives how many were added.

    Nothing is added for a member of whom there are answers, beyond what is taken at most, or once it is closed.
    """
    one = get(tx, scope, document)
    if one is None:
        return 0
    return sum(_add(tx, one, member, "", values, now, brought=True) is Sent.TAKEN for member, values in found)


def find(tx: Tx, name: str) -> Questionnaire | None:
    """What a link calls by this name; the link is yet to be checked."""
    return _one(tx, questionnaires.c.name == name)


def has_sent(tx: Tx, one: Questionnaire, member: str, device: str) -> bool:
    """Whether this member, or somebody with this device, has answered."""
    table = questionnaire_answers
    same = table.c.member == member if member else and_(table.c.device == device, table.c.device != "")
    return bool(tx.scalar(select(exists().where(table.c.document_id == one.document, same))))


def draft(tx: Tx, one: Questionnaire, member: str, device: str) -> dict[str, Any]:
    """What was begun on this device."""
    table = questionnaire_drafts
    found = select(table.c.answers).where(table.c.document_id == one.document, table.c.member == member)
    return tx.scalar(found.where(table.c.device == device)) or {}


def keep_draft(tx: Tx, one: Questionnaire, member: str, device: str, answers: Values, now: datetime) -> None:
    """Keep what was begun on this device."""
    table = questionnaire_drafts
    place = {"document_id": one.document, "member": member, "device": device}
    changed = {"answers": dict(answers), "saved_at": now}
    put = insert(tx, table).values({**place, **changed})
    tx.execute(put.on_conflict_do_update(index_elements=list(place), set_=changed))
    latest = select(table.c.saved_at).where(table.c.document_id == one.document)
    oldest_kept = tx.scalar(latest.order_by(table.c.saved_at.desc()).offset(BEGUN).limit(1))
    if oldest_kept is not None:
        old = and_(table.c.document_id == one.document, table.c.saved_at <= oldest_kept)
        tx.execute(delete(table).where(old, table.c.device != device))


def send(tx: Tx, one: Questionnaire, member: str, device: str, values: Values, now: datetime) -> Sent:
    """Take the answers of a member, once; what was begun on this device is forgotten then."""
    if now >= one.closes_at:
        return Sent.CLOSED
    sent = _add(tx, one, member, device, values, now)
    if sent is Sent.TAKEN:
        table = questionnaire_drafts
        done = and_(table.c.document_id == one.document, table.c.member == member)
        tx.execute(delete(table).where(done if member else and_(done, table.c.device == device)))
    return sent


def _add(
    tx: Tx, one: Questionnaire, member: str, device: str, values: Values, now: datetime, *, brought: bool = False
) -> Sent:
    """Add answers.  Counting them locks the questionnaire, so that no two of them are the last one."""
    this = questionnaires.c.document_id == one.document
    counted = update(questionnaires).where(this, questionnaires.c.closed_at.is_(None))
    counted = counted.where(questionnaires.c.answered < questionnaires.c.most)
    if not tx.execute(counted.values(answered=questionnaires.c.answered + 1)).rowcount:
        closed = tx.scalar(select(questionnaires.c.closed_at).where(this))
        return Sent.FULL if closed is None else Sent.CLOSED
    row = {"id": uuid4().hex, "document_id": one.document, "member": member, "device": device}
    made = insert(tx, questionnaire_answers).values(
        {**row, "answers": dict(values), "sent_at": now, "brought": brought}
    )
    if tx.scalar(made.on_conflict_do_nothing().returning(questionnaire_answers.c.id)) is not None:
        return Sent.TAKEN
    tx.execute(update(questionnaires).where(this).values(answered=questionnaires.c.answered - 1))
    return Sent.BEFORE


def _inside(scope: Scope) -> Any:
    return inside_documents(scope, questionnaires.c.cluster_id)


def _one(tx: Tx, condition: Any) -> Questionnaire | None:
    table = questionnaires
    plain = [column for column in table.c if column.name not in ("document_id", "cluster_id")]
    named = (table.c.document_id.label("document"), table.c.cluster_id.label("cluster"))
    row = tx.execute(select(*plain, *named).where(condition)).mappings().first()
    return Questionnaire(**row) if row else None
