"""What people write after a session: each their own, for the cluster and its coach to read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Scope
from bot.store.sessions import find
from bot.store.slot_tables import session_notes
from bot.store.tables import people


@dataclass(frozen=True)
class SessionNote:
    """What one person wrote of a session: how it ``went`` (``well``, ``partly``, ``badly`` or nothing), ``notes``, and
    the next ``steps``, one text each."""

    session: str
    person: str
    name: str
    went: str
    notes: str
    steps: tuple[str, ...]
    written_at: datetime


def put(tx: Tx, scope: Scope, session: str, *, went: str, notes: str, steps: Sequence[str], now: datetime) -> None:
    """Keep what the person writes, in the place of what they wrote before.

    Raises:
        NotFoundError: there is no such session for them.
    """
    if find(tx, scope, session) is None:
        raise NotFoundError("There is no such session for you.")
    values = {"went": went, "notes": notes, "steps": list(steps), "written_at": now}
    statement = insert(tx, session_notes).values(session_id=session, person_id=scope.person, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["session_id", "person_id"], set_=values))


def of_session(tx: Tx, scope: Scope, session: str) -> list[SessionNote]:
    """What everybody wrote of a session, the first first; nothing where the person sees no such session."""
    if find(tx, scope, session) is None:
        return []
    columns = session_notes.c
    named = (columns.session_id.label("session"), columns.person_id.label("person"), people.c.name)
    statement = select(*named, columns.went, columns.notes, columns.steps, columns.written_at)
    statement = statement.join(people, people.c.id == columns.person_id).where(columns.session_id == session)
    rows = tx.execute(statement.order_by(columns.written_at, columns.person_id)).mappings()
    return [SessionNote(**{**row, "steps": tuple(row["steps"])}) for row in rows]


def written_by(tx: Tx, person: str, among: Collection[str]) -> frozenset[str]:
    """Of which of these sessions somebody wrote something."""
    columns = session_notes.c
    own = select(columns.session_id).where(columns.person_id == person, columns.session_id.in_(among))
    return frozenset(tx.execute(own).scalars())
