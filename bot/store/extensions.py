"""Later dates for handing in before a session, as its coach granted them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.store import dialect, sessions
from bot.store.comment_tables import extensions
from bot.store.engine import Tx
from bot.store.people import enter
from bot.store.scope import NotFoundError, Role, Scope, inside
from bot.store.tables import people
from bot.store.tables import sessions as session_rows


@dataclass(frozen=True)
class Extension:
    """A later date: until when, and who granted it when."""

    until: datetime
    author_name: str
    granted_at: datetime


def get(tx: Tx, scope: Scope, session: str) -> Extension | None:
    """The later date of a session of the scope's cluster."""
    statement = (
        select(extensions.c.until, extensions.c.author, extensions.c.granted_at)
        .select_from(extensions.join(session_rows, session_rows.c.id == extensions.c.session_id))
        .where(extensions.c.session_id == session, inside(scope, session_rows.c.cluster_id))
    )
    row = tx.execute(statement).first()
    return Extension(*row) if row else None


def later(tx: Tx, scope: Scope, session: str) -> datetime | None:
    """Until when may be handed in for a session, if a coach granted more time."""
    found = get(tx, scope, session)
    return found.until if found else None


def grant(tx: Tx, scope: Scope, session: str, until: datetime, now: datetime) -> None:
    """Give a cluster more time before a session; granted again, the last date counts.

    Raises:
        NotFoundError: this is no coach of the cluster, or it has no such session.
    """
    if scope.role is not Role.COACH:
        raise NotFoundError("Only a coach grants a later date.")
    enter(tx, scope)
    if sessions.get(tx, scope, session) is None:
        raise NotFoundError("There is no such session.")
    name = tx.scalar(select(people.c.name).where(people.c.id == scope.person)) or ""
    granted = {"until": until, "person_id": scope.person, "author": name, "granted_at": now}
    statement = dialect.insert(tx, extensions).values(session_id=session, **granted)
    tx.execute(statement.on_conflict_do_update(index_elements=["session_id"], set_=granted))


def withdraw(tx: Tx, scope: Scope, session: str) -> bool:
    """Let the usual date count again; False where no other was granted.

    Raises:
        NotFoundError: as `grant`.
    """
    if scope.role is not Role.COACH:
        raise NotFoundError("Only a coach grants a later date.")
    enter(tx, scope)
    if sessions.get(tx, scope, session) is None:
        return False
    return tx.execute(delete(extensions).where(extensions.c.session_id == session)).rowcount > 0
