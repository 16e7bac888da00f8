"""Documents: drafts as typed, every revision of them, and what was submitted and handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, Update, and_, bindparam, delete, func, insert, select, update

from bot.store import revisions
from bot.store.engine import Tx
from bot.store.person import FORMER
from bot.store.scope import NotFoundError, Role, Scope, inside_documents, parameters
from bot.store.tables import documents, people
from bot.store.tables import versions as version_rows
from bot.store.versions import Answers, Version, handed_in, handed_in_document, version, versions

__all__ = [
    "Answers",
    "Document",
    "StaleError",
    "Version",
    "cancel",
    "cancelled",
    "create",
    "erase_cancelled",
    "get",
    "hand_in",
    "handed_in",
    "handed_in_document",
    "listing",
    "note_taken_over",
    "rename",
    "save",
    "submit",
    "version",
    "versions",
]


class StaleError(Exception):
    """Somebody saved the document meanwhile; ``current`` is its revision now."""

    def __init__(self, current: int) -> None:
        super().__init__(f"The document is at revision {current} by now.")
        self.current = current


@dataclass(frozen=True)
class Document:
    """A document as it stands.

    ``state`` is ``draft``, ``submitted`` or ``cancelled``.  A submitted document that was edited since stays
    submitted: ``revision`` is then ahead of ``submitted_revision``.  ``saved_on`` maps a page (or, with slashes, a
    date on it) to the ISO day on which it was saved; an empty day means that somebody is still on the page.
    ``about`` says which part of ``parent`` (a document id) it serves.  ``own_name`` is what people call it, empty where
    ``name`` comes from the answers.  ``taken_over`` maps a question (``page/field``) to where its first answer came
    from: ``document`` (an id), ``version``, and the ``value``.
    """

    id: str
    cluster: str
    dialogue: str
    dialogue_version: int
    name: str
    own_name: str
    state: str
    revision: int
    answers: Answers
    taken_over: dict[str, Any]
    conflicts: list[dict[str, Any]]
    saved_on: dict[str, str]
    about: str
    parent: str | None
    created_by: str | None
    created_by_name: str
    created_at: datetime
    updated_by: str | None
    updated_by_name: str
    updated_at: datetime
    submitted_version: int | None
    submitted_revision: int | None
    submitted_at: datetime | None
    handed_in_version: int | None
    handed_in_at: datetime | None
    cancelled_at: datetime | None


def create(
    tx: Tx,
    scope: Scope,
    *,
    id: str,
    dialogue: str,
    dialogue_version: int,
    name: str,
    answers: Answers,
    about: str,
    parent: str | None,
    now: datetime,
    taken_over: Mapping[str, Any] | None = None,
) -> Document:
    """Begin a draft at revision 1.

    Raises:
        NotFoundError: ``parent`` is no document of this cluster, or the scope has no documents.
    """
    if scope.role is Role.COACH or not scope.cluster:
        raise NotFoundError("A coach has no documents of their own.")
    if parent is not None:
        _current(tx, scope, parent)
    begun = {
        "id": id,
        "cluster_id": scope.cluster,
        "dialogue": dialogue,
        "dialogue_version": dialogue_version,
        "name": name,
        "own_name": "",
        "state": "draft",
        "revision": 1,
        "answers": answers,
        "taken_over": dict(taken_over or {}),
        "conflicts": [],
        "saved_on": {},
        "about": about,
        "parent": parent,
    }
    by = {"created_by": scope.person, "created_at": now, "updated_by": scope.person, "updated_at": now}
    tx.execute(insert(documents), begun | by)
    revisions.note(tx, scope.person, id, 1, dialogue_version, answers, now)
    return _current(tx, scope, id)


def get(tx: Tx, scope: Scope, id: str) -> Document | None:
    """A document of the cluster, cancelled or not."""
    row = tx.execute(_one(scope.role), {**scope.values, "asked": id}).mappings().first()
    return _document(row) if row else None


@cache
def _one(role: Role) -> Select[Any]:
    return _documents(parameters(role)).where(documents.c.id == bindparam("asked"))


def _current(tx: Tx, scope: Scope, id: str) -> Document:
    """The document, locked against other writers until the transaction ends."""
    row = tx.execute(_locked(scope.role), {**scope.values, "asked": id}).mappings().first()
    if row is None:
        raise NotFoundError("There is no such document.")
    return _document(row)


@cache
def _locked(role: Role) -> Select[Any]:
    return _one(role).with_for_update(of=documents)


def listing(tx: Tx, scope: Scope) -> list[Document]:
    """All documents of the cluster that are not cancelled, the one changed last first."""
    rows = tx.execute(_listing(scope.role), scope.values)
    return [_document(row) for row in rows.mappings()]


def cancelled(tx: Tx, scope: Scope) -> list[Document]:
    """The cancelled documents that are still kept."""
    rows = tx.execute(_cancelled(scope.role), scope.values)
    return [_document(row) for row in rows.mappings()]


@cache
def _listing(role: Role) -> Select[Any]:
    return _changed_last_first(_documents(parameters(role)).where(documents.c.state != "cancelled"))


@cache
def _cancelled(role: Role) -> Select[Any]:
    return _changed_last_first(_documents(parameters(role)).where(documents.c.state == "cancelled"))


def _changed_last_first(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(documents.c.updated_at.desc(), documents.c.id)


def save(
    tx: Tx,
    scope: Scope,
    id: str,
    *,
    revision: int,
    dialogue_version: int,
    name: str,
    answers: Answers,
    conflicts: list[dict[str, Any]],
    saved_on: dict[str, str],
    now: datetime,
) -> Document:
    """Save on top of the revision that the person saw; a cancelled document comes back.

    Raises:
        StaleError: there is a later revision.
        NotFoundError: no such document.
    """
    before = _current(tx, scope, id)
    if before.revision != revision:
        raise StaleError(before.revision)
    revisions.note(tx, scope.person, id, revision + 1, dialogue_version, answers, now)
    return _change(
        tx,
        scope,
        before,
        {
            "state": "draft" if before.submitted_version is None else "submitted",
            "cancelled_at": None,
            "revision": revision + 1,
            "dialogue_version": dialogue_version,
            "name": before.own_name or name,
            "answers": answers,
            "conflicts": conflicts,
            "saved_on": saved_on,
        },
        now,
    )


def rename(tx: Tx, scope: Scope, id: str, name: str, own_name: str, now: datetime) -> Document:
    """Call a document as people want; an empty ``own_name`` gives it the ``name`` that its answers make.

    Raises:
        NotFoundError: no such document.
    """
    before = _current(tx, scope, id)
    return _change(tx, scope, before, {"name": own_name or name, "own_name": own_name}, now)


def note_taken_over(tx: Tx, scope: Scope, id: str, taken_over: Mapping[str, Any]) -> None:
    """Keep where answers of a draft come from now.

    Raises:
        NotFoundError: no such document.
    """
    before = _current(tx, scope, id)
    tx.execute(_changing(), {"asked": before.id, "taken_over": dict(taken_over)})


def submit(tx: Tx, scope: Scope, id: str, *, revision: int, now: datetime) -> Document:
    """Make the next version of a revision; submitted twice, the same revision stays the same version.

    Raises:
        StaleError: there is a later revision, and this one was never submitted.
        NotFoundError: no such document.
    """
    before = _current(tx, scope, id)
    submitted = select(version_rows.c.number).where(
        version_rows.c.document_id == id, version_rows.c.revision == revision
    )
    if tx.scalar(submitted) is not None:
        return before
    if before.revision != revision:
        raise StaleError(before.revision)
    number = (before.submitted_version or 0) + 1
    made = {
        "document_id": id,
        "number": number,
        "revision": revision,
        "dialogue_version": before.dialogue_version,
        "name": before.name,
        "answers": before.answers,
        "sources": [],
        "submitted_by": scope.person,
        "submitted_at": now,
    }
    tx.execute(insert(version_rows), made)
    changes = {
        "state": "submitted",
        "cancelled_at": None,
        "submitted_version": number,
        "submitted_revision": revision,
    }
    return _change(tx, scope, before, changes, now)


def hand_in(
    tx: Tx, scope: Scope, id: str, version: int, now: datetime, sources: Sequence[tuple[str, int]] = ()
) -> Document:
    """Show a version to the coach, with the versions from which it was begun (``sources``: document and number).

    Handed in twice, it keeps the first time.

    Raises:
        NotFoundError: no such document or version.
    """
    before = _current(tx, scope, id)
    this = (version_rows.c.document_id == id) & (version_rows.c.number == version)
    if tx.scalar(select(version_rows.c.number).where(this)) is None:
        raise NotFoundError("There is no such version of the document.")
    values = {"handed_in_at": now, "sources": [list(source) for source in sources]}
    tx.execute(update(version_rows).where(this, version_rows.c.handed_in_at.is_(None)).values(values))
    if version <= (before.handed_in_version or 0):
        return before
    changes = {"handed_in_version": version, "handed_in_at": now}
    tx.execute(_changing(), {"asked": id, **changes})
    return replace(before, handed_in_version=version, handed_in_at=now)


def cancel(tx: Tx, scope: Scope, id: str, now: datetime) -> Document:
    """Put a document away; saving it brings it back.  Cancelled twice, it keeps the first time.

    Raises:
        NotFoundError: no such document.
    """
    before = _current(tx, scope, id)
    if before.state == "cancelled":
        return before
    return _change(tx, scope, before, {"state": "cancelled", "cancelled_at": now}, now)


def _change(tx: Tx, scope: Scope, before: Document, changes: dict[str, Any], now: datetime) -> Document:
    tx.execute(_changing(), {"asked": before.id, **changes, "updated_by": scope.person, "updated_at": now})
    return _current(tx, scope, before.id)


@cache
def _changing() -> Update:
    return update(documents).where(documents.c.id == bindparam("asked"))


def erase_cancelled(tx: Tx, before: datetime) -> int:
    """Erase for good what was cancelled before this moment, in all clusters, with all its versions."""
    old = (documents.c.state == "cancelled") & (documents.c.cancelled_at < before)
    return tx.execute(delete(documents).where(old)).rowcount


def _documents(scope: Scope) -> Select[Any]:
    return _all_documents().where(inside_documents(scope, documents.c.cluster_id))


@cache  # to make the statement takes longer than to run it
def _all_documents() -> Select[Any]:
    plain = [column for column in documents.c if column is not documents.c.cluster_id]
    authors = people.alias()
    submitted = and_(
        version_rows.c.document_id == documents.c.id, version_rows.c.number == documents.c.submitted_version
    )
    return select(
        *plain,
        documents.c.cluster_id.label("cluster"),
        func.coalesce(people.c.name, FORMER).label("updated_by_name"),
        func.coalesce(authors.c.name, FORMER).label("created_by_name"),
        version_rows.c.submitted_at,
    ).select_from(
        documents.outerjoin(people, people.c.id == documents.c.updated_by)
        .outerjoin(authors, authors.c.id == documents.c.created_by)
        .outerjoin(version_rows, submitted)
    )


def _document(row: RowMapping) -> Document:
    return Document(**row)
