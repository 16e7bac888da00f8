"""The revisions of documents: what was saved, by whom, and what it was before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from bot.store.engine import Tx
from bot.store.person import FORMER
from bot.store.scope import Scope, inside_documents
from bot.store.tables import documents, people, revisions
from bot.store.versions import Answers


def note(tx: Tx, person: str, id: str, revision: int, dialogue_version: int, answers: Answers, now: datetime) -> None:
    """Keep the answers of a document as a person saves them now, who was let through to it."""
    saved = {
        "document_id": id,
        "revision": revision,
        "dialogue_version": dialogue_version,
        "answers": answers,
        "person_id": person,
        "saved_at": now,
    }
    tx.execute(insert(revisions), saved)


def answers_at(tx: Tx, scope: Scope, id: str, revision: int) -> Answers | None:
    """The answers as they were at a revision: what somebody saw who saves on top of it."""
    found = revision_at(tx, scope, id, revision)
    return found.answers if found else None


@dataclass(frozen=True)
class Revision:
    """Answers as they were saved once, with the version of the dialogue in whose form they are."""

    number: int
    answers: Answers
    dialogue_version: int
    person_id: str | None


def revision_at(tx: Tx, scope: Scope, id: str, revision: int) -> Revision | None:
    """One revision of a document."""
    row = tx.execute(_revisions(scope, id).where(revisions.c.revision == revision)).mappings().first()
    return Revision(**row) if row else None


def saved_by_others(tx: Tx, scope: Scope, id: str, since: int) -> list[tuple[Revision, Revision]]:
    """What others saved after a revision: each time what was before, and what they made of it."""
    numbers = select(revisions.c.revision).where(
        revisions.c.document_id == id,
        revisions.c.revision > since,
        revisions.c.person_id.is_distinct_from(scope.person),
    )
    theirs = set(tx.scalars(numbers))
    if not theirs:
        return []
    wanted = theirs | {number - 1 for number in theirs}
    rows = tx.execute(_revisions(scope, id).where(revisions.c.revision.in_(wanted))).mappings()
    found = {row["number"]: Revision(**row) for row in rows}
    return [(found[number - 1], found[number]) for number in sorted(theirs) if {number - 1, number} <= set(found)]


def _revisions(scope: Scope, id: str) -> Select[Any]:
    columns = (revisions.c.answers, revisions.c.dialogue_version, revisions.c.person_id)
    return (
        select(revisions.c.revision.label("number"), *columns)
        .join(documents, documents.c.id == revisions.c.document_id)
        .where(inside_documents(scope, documents.c.cluster_id), revisions.c.document_id == id)
    )


def answers_before(tx: Tx, scope: Scope, id: str, moment: datetime) -> Answers:
    """The answers as they were at a moment; none where the document is younger."""
    statement = (
        select(revisions.c.answers)
        .join(documents, documents.c.id == revisions.c.document_id)
        .where(inside_documents(scope, documents.c.cluster_id))
        .where(revisions.c.document_id == id, revisions.c.saved_at < moment)
        .order_by(revisions.c.revision.desc())
        .limit(1)
    )
    return tx.scalar(statement) or {}


@dataclass(frozen=True)
class Saved:
    """That a document was saved once; the name is empty when they are gone."""

    number: int
    person_id: str | None
    person_name: str
    saved_at: datetime


def saved(tx: Tx, scope: Scope, id: str, limit: int) -> list[Saved]:
    """When and by whom a document was saved, the newest first."""
    statement = _saved(scope, id).order_by(revisions.c.revision.desc()).limit(limit)
    return [Saved(**row) for row in tx.execute(statement).mappings()]


def saved_once(tx: Tx, scope: Scope, id: str, revision: int) -> Saved | None:
    """When and by whom one revision of a document was saved."""
    row = tx.execute(_saved(scope, id).where(revisions.c.revision == revision)).mappings().first()
    return Saved(**row) if row else None


def _saved(scope: Scope, id: str) -> Select[Any]:
    return (
        select(
            revisions.c.revision.label("number"),
            revisions.c.person_id,
            func.coalesce(people.c.name, FORMER).label("person_name"),
            revisions.c.saved_at,
        )
        .select_from(
            revisions.join(documents, documents.c.id == revisions.c.document_id).outerjoin(
                people, people.c.id == revisions.c.person_id
            )
        )
        .where(inside_documents(scope, documents.c.cluster_id), revisions.c.document_id == id)
    )
