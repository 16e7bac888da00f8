"""Files and tables that somebody brought and did not take over yet: what was read of them, for a few days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from bot.store import documents
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Role, Scope, inside_documents
from bot.store.tables import imports


@dataclass(frozen=True)
class Waiting:
    """A file that waits: ``name`` is what it is called, empty for a pasted table, ``dialogue`` what it becomes.

    ``document`` is where it goes, None for a new one.  ``made_at`` is when it was brought.
    """

    id: str
    dialogue: str
    document: str | None
    name: str
    made_at: datetime


@dataclass(frozen=True)
class Import:
    """The same with what was read of it.

    ``revision`` is that of the document with which it is compared, 0 for a new one.  ``source`` is as
    `bot.advisor.importing.packing` makes it.  ``corrections`` are the fields that its columns are, None as long as
    nobody looked at them.
    """

    waiting: Waiting
    revision: int
    source: dict[str, Any]
    corrections: list[str] | None


def create(
    tx: Tx,
    scope: Scope,
    *,
    id: str,
    dialogue: str,
    document: str | None,
    revision: int,
    name: str,
    source: dict[str, Any],
    now: datetime,
) -> None:
    """Keep what was read of a file.

    Raises:
        NotFoundError: ``document`` is none of this cluster, or the scope has no documents.
    """
    if scope.role is Role.COACH or not scope.cluster:
        raise NotFoundError("A coach has no documents of their own.")
    if document is not None and documents.get(tx, scope, document) is None:
        raise NotFoundError("There is no such document.")
    tx.execute(
        insert(imports).values(
            id=id,
            cluster_id=scope.cluster,
            person_id=scope.person,
            dialogue=dialogue,
            document_id=document,
            revision=revision,
            name=name,
            source=source,
            corrections=None,
            made_at=now,
        )
    )


def get(tx: Tx, scope: Scope, id: str) -> Import | None:
    """What somebody brought; nobody else sees it."""
    row = tx.execute(select(imports).where(_own(scope), imports.c.id == id)).mappings().first()
    if row is None:
        return None
    waiting = Waiting(row["id"], row["dialogue"], row["document_id"], row["name"], row["made_at"])
    return Import(waiting, row["revision"], row["source"], row["corrections"])


def listing(tx: Tx, scope: Scope) -> Sequence[Waiting]:
    """What somebody brought, the last first."""
    columns = (imports.c.id, imports.c.dialogue, imports.c.document_id, imports.c.name, imports.c.made_at)
    found = select(*columns).where(_own(scope)).order_by(imports.c.made_at.desc(), imports.c.id)
    return [Waiting(*row) for row in tx.execute(found)]


def count(tx: Tx, scope: Scope) -> int:
    """How many files of somebody wait."""
    return tx.scalar(select(func.count()).select_from(imports).where(_own(scope))) or 0


def correct(tx: Tx, scope: Scope, id: str, corrections: Sequence[str]) -> None:
    """Keep which field each column is, as the person said it; nothing where there is no such file."""
    tx.execute(update(imports).where(_own(scope), imports.c.id == id).values(corrections=list(corrections)))


def drop(tx: Tx, scope: Scope, id: str) -> bool:
    """Forget one; False where there is none any more."""
    return tx.execute(delete(imports).where(_own(scope), imports.c.id == id)).rowcount > 0


def forget(tx: Tx, before: datetime) -> int:
    """Forget what was brought before a moment, in all clusters; returns how many."""
    return tx.execute(delete(imports).where(imports.c.made_at < before)).rowcount


def _own(scope: Scope) -> ColumnElement[bool]:
    return and_(inside_documents(scope, imports.c.cluster_id), imports.c.person_id == scope.person)
