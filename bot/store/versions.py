"""Versions: what was submitted, which never changes, and what of it the coach may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, cast, func, select

from bot.store.engine import Tx
from bot.store.person import FORMER
from bot.store.scope import Role, Scope, documents_seen, granted, inside_documents, parameters
from bot.store.tables import clusters, documents, people
from bot.store.tables import versions as version_rows

Answers = dict[str, Any]
"""Raw answers: page → field → raw, see `flows.fields.Raw`."""


@dataclass(frozen=True)
class Version:
    """What was submitted once.  ``document`` is the document's id, ``name`` what it was called then.

    ``sources`` are the versions of other documents from which it was begun, as they were when it was handed in, the
    nearest first: each a document's id and a number.
    """

    document: str
    cluster: str
    dialogue: str
    name: str
    number: int
    revision: int
    dialogue_version: int
    answers: Answers
    submitted_by: str | None
    submitted_by_name: str
    cluster_name: str
    submitted_at: datetime
    handed_in_at: datetime | None
    sources: list[tuple[str, int]]


def version(tx: Tx, scope: Scope, id: str, number: int) -> Version | None:
    """One submitted version of a document."""
    row = tx.execute(_one(scope.role), {**scope.values, "asked": id, "number": number}).mappings().first()
    return Version(**row) if row else None


@cache
def _one(role: Role) -> Select[Any]:
    statement = _versions().where(inside_documents(parameters(role), documents.c.cluster_id))
    return statement.where(documents.c.id == bindparam("asked"), version_rows.c.number == bindparam("number"))


@dataclass(frozen=True)
class Submission:
    """When a document was submitted last, and by whom; the name is empty when they are gone."""

    submitted_at: datetime
    submitted_by_name: str


def submissions(tx: Tx, scope: Scope) -> dict[str, Submission]:
    """Of all documents of the cluster that were submitted, by document id."""
    return {id: Submission(at, name) for id, at, name in tx.execute(_submissions(scope.role), scope.values)}


@cache
def _submissions(role: Role) -> Select[Any]:
    return (
        select(documents.c.id, version_rows.c.submitted_at, func.coalesce(people.c.name, FORMER))
        .select_from(
            version_rows.join(documents, documents.c.id == version_rows.c.document_id).outerjoin(
                people, people.c.id == version_rows.c.submitted_by
            )
        )
        .where(inside_documents(parameters(role), documents.c.cluster_id))
        .where(version_rows.c.number == documents.c.submitted_version)
    )


@dataclass(frozen=True)
class Latest:
    """A document as it was submitted last, and its draft now: both sets of answers are JSON as it stands there.

    So they can be compared with what was read before, and need not be read again.  ``number`` and ``submitted_at`` are
    those of the version.
    """

    document: str
    cluster: str
    dialogue: str
    name: str
    state: str
    dialogue_version: int
    number: int
    submitted_at: datetime
    created_by: str | None
    submitted: str
    draft: str


def latest(tx: Tx, asked: Sequence[tuple[Scope, str]]) -> list[Latest | None]:
    """What was submitted last of several documents, each asked for by somebody; None where they see nothing."""
    if not asked:
        return []
    rows = tx.execute(_latest(), {"asked": list({id for _, id in asked})}).all()
    found = {row.document: Latest(*row) for row in rows}
    seen = [(found.get(id), documents_seen(scope)) for scope, id in asked]
    return [plan if plan is not None and plan.cluster == cluster else None for plan, cluster in seen]


@cache
def _latest() -> Select[Any]:
    """What `Latest` holds, in its order."""
    submitted = version_rows.c.number == documents.c.submitted_version
    return (
        select(
            documents.c.id.label("document"),
            documents.c.cluster_id.label("cluster"),
            documents.c.dialogue,
            documents.c.name,
            documents.c.state,
            version_rows.c.dialogue_version,
            version_rows.c.number,
            version_rows.c.submitted_at,
            documents.c.created_by,
            cast(version_rows.c.answers, Text).label("submitted"),
            cast(documents.c.answers, Text).label("draft"),
        )
        .select_from(documents.join(version_rows, and_(version_rows.c.document_id == documents.c.id, submitted)))
        .where(documents.c.id.in_(bindparam("asked", expanding=True)))
    )


def submitted(tx: Tx, scope: Scope, dialogue: str) -> list[str]:
    """The ids of all documents of a dialogue that were submitted and not put away, in the order in which they began."""
    return list(tx.scalars(_submitted(scope.role), {**scope.values, "dialogue": dialogue}))


@cache
def _submitted(role: Role) -> Select[Any]:
    inside = inside_documents(parameters(role), documents.c.cluster_id)
    there = and_(documents.c.submitted_version.is_not(None), documents.c.state != "cancelled")
    statement = select(documents.c.id).where(inside, there, documents.c.dialogue == bindparam("dialogue"))
    return statement.order_by(documents.c.created_at, documents.c.id)


def versions(tx: Tx, scope: Scope, id: str) -> list[Version]:
    """All submitted versions of a document, the latest first."""
    statement = _versions().where(inside_documents(scope, documents.c.cluster_id), documents.c.id == id)
    rows = tx.execute(statement.order_by(version_rows.c.number.desc()))
    return [Version(**row) for row in rows.mappings()]


def handed_in(tx: Tx, coach_person_id: str) -> list[Version]:
    """What was handed in to a coach: the latest handed-in version of each document, the newest first."""
    statement = _handed_in(coach_person_id).order_by(version_rows.c.handed_in_at.desc(), documents.c.id)
    return [Version(**row) for row in tx.execute(statement).mappings()]


@dataclass(frozen=True)
class HandedIn:
    """What a list tells of a version that was handed in last; ``name`` is what the document was called then."""

    document: str
    dialogue: str
    name: str
    number: int
    cluster_name: str
    handed_in_at: datetime


def handed_in_names(tx: Tx, coach_person_id: str) -> list[HandedIn]:
    """As `handed_in`, without what they say: a coach may have many."""
    return [HandedIn(*row) for row in tx.execute(_handed_in_names(), {"scope_person": coach_person_id})]


@cache
def _handed_in_names() -> Select[Any]:
    this = and_(version_rows.c.document_id == documents.c.id, version_rows.c.number == documents.c.handed_in_version)
    coach = parameters(Role.COACH).person
    return (
        select(
            documents.c.id,
            documents.c.dialogue,
            version_rows.c.name,
            version_rows.c.number,
            clusters.c.name.label("cluster_name"),
            version_rows.c.handed_in_at,
        )
        .select_from(documents.join(version_rows, this).join(clusters, clusters.c.id == documents.c.cluster_id))
        .where(granted(coach, documents.c.cluster_id), documents.c.state != "cancelled")
        .where(version_rows.c.handed_in_at.is_not(None))
        .order_by(version_rows.c.handed_in_at.desc(), documents.c.id)
    )


def handed_in_document(tx: Tx, coach_person_id: str, document: str, number: int | None = None) -> Version | None:
    """A handed-in version of one document, if its cluster is granted to this coach: the latest, or the one named."""
    asked = {"scope_person": coach_person_id, "asked": document, "number": number}
    row = tx.execute(_handed_in_document(number is None), asked).mappings().first()
    return Version(**row) if row else None


@cache
def _handed_in_document(latest: bool) -> Select[Any]:
    coach, this = parameters(Role.COACH).person, documents.c.id == bindparam("asked")
    if latest:
        return _handed_in(coach).where(this)
    numbered = and_(version_rows.c.number == bindparam("number"), version_rows.c.handed_in_at.is_not(None))
    return _versions().where(_open_to(coach), this, numbered)


def handed_in_numbers(tx: Tx, coach_person_id: str, document: str) -> list[Version]:
    """All versions of a document that were handed in to a coach, the latest first."""
    statement = _versions().where(
        _open_to(coach_person_id),
        documents.c.id == document,
        version_rows.c.handed_in_at.is_not(None),
    )
    rows = tx.execute(statement.order_by(version_rows.c.number.desc()))
    return [Version(**row) for row in rows.mappings()]


def behind(tx: Tx, coach_person_id: str, version: Version) -> list[Version]:
    """What a handed-in version was begun from, as it was when it was handed in; nothing of another cluster."""
    found = []
    for document, number in version.sources:
        statement = _versions().where(
            _open_to(coach_person_id),
            documents.c.cluster_id == version.cluster,
            documents.c.id == document,
            version_rows.c.number == number,
        )
        if row := tx.execute(statement).mappings().first():
            found.append(Version(**row))
    return found


def behind_any(tx: Tx, coach_person_id: str, document: str, number: int) -> Version | None:
    """A version from which something was begun that was handed in to a coach last; None if there is nothing."""
    plans = [plan for plan in handed_in(tx, coach_person_id) if (document, number) in map(tuple, plan.sources)]
    found = [each for plan in plans for each in behind(tx, coach_person_id, plan)]
    return next((each for each in found if (each.document, each.number) == (document, number)), None)


def draft_of(tx: Tx, coach_person_id: str, version: Version) -> tuple[Answers, int]:
    """The draft of a document that was handed in to a coach, and the version of its dialogue.

    Of it they may be shown live fields and no others.
    """
    statement = select(documents.c.answers, documents.c.dialogue_version).where(
        documents.c.id == version.document,
        documents.c.handed_in_version.is_not(None),
        _open_to(coach_person_id),
    )
    row = tx.execute(statement).first()
    return (row[0], row[1]) if row else (version.answers, version.dialogue_version)


def _handed_in(coach: str) -> Select[Any]:
    return _versions().where(
        _open_to(coach),
        version_rows.c.number == documents.c.handed_in_version,
        version_rows.c.handed_in_at.is_not(None),
    )


def _open_to(coach: str) -> ColumnElement[bool]:
    """The condition that a document is of a cluster granted to a coach, and was not deleted: then it is for nobody."""
    return and_(granted(coach, documents.c.cluster_id), documents.c.state != "cancelled")


@cache  # to make the statement takes longer than to run it
def _versions() -> Select[Any]:
    columns = [column for column in version_rows.c if column is not version_rows.c.document_id]
    submitters = people.alias()  # the statement around it may ask for people, too
    return select(
        *columns,
        documents.c.id.label("document"),
        documents.c.cluster_id.label("cluster"),
        documents.c.dialogue,
        func.coalesce(submitters.c.name, FORMER).label("submitted_by_name"),
        clusters.c.name.label("cluster_name"),
    ).select_from(
        version_rows.join(documents, documents.c.id == version_rows.c.document_id)
        .join(clusters, clusters.c.id == documents.c.cluster_id)
        .outerjoin(submitters, submitters.c.id == version_rows.c.submitted_by)
    )
