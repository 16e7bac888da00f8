"""Later dates for handing in before a session, as its coach granted them."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.store import dialect, sessions
from bot.store.comment_tables import extensions
from bot.store.engine import Tx
from bot.store.people import enter
from bot.store.scope import NotFoundError, Role, Scope
from bot.store.tables import people


def later(tx: Tx, scope: Scope, session: str) -> datetime | None:
    """Until when may be handed in for a session of the scope's cluster, if a coach granted more time."""
    found = sessions.get(tx, scope, session)
    return found.later if found is not None else None


def grant(tx: Tx, scope: Scope, session: str, until: datetime, now: datetime) -> None:
    """Give a cluster more time before a session; granted again, the last date counts.

    Raises:
        NotFoundError: this is no coach of the cluster, or it has no such session.
    """
    _enter(tx, scope, session)
    name = tx.scalar(select(people.c.name).where(people.c.id == scope.person)) or ""
    granted = {"until": until, "person_id": scope.person, "author": name, "granted_at": now}
    statement = dialect.insert(tx, extensions).values(session_id=session, **granted)
    tx.execute(statement.on_conflict_do_update(index_elements=["session_id"], set_=granted))


def withdraw(tx: Tx, scope: Scope, session: str) -> bool:
    """Take the later date back, so that the usual one counts again; False where none was granted.

    Raises:
        NotFoundError: as `grant`.
    """
    _enter(tx, scope, session)
    return tx.execute(delete(extensions).where(extensions.c.session_id == session)).rowcount > 0


def _enter(tx: Tx, scope: Scope, session: str) -> None:
    if scope.role is not Role.COACH:
        raise NotFoundError("Only a coach grants a later date.")
    enter(tx, scope)
    if sessions.get(tx, scope, session) is None:
        raise NotFoundError("There is no such session.")
