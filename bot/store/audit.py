"""Who did what to what, and when: names of actions and ids, never a word that anybody wrote."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Executable, delete, event, func, select, update

from bot.store import people
from bot.store.audit_tables import audit
from bot.store.dialect import insert_in
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Role, Scope

T = TypeVar("T")

DONE, REFUSED = "done", "refused"

COMMAND_LINE, DAILY = "command line", "daily job"
"""Stand for those who are no person in the list of who did what."""


@dataclass(frozen=True)
class Deed:
    """One thing done.  ``actor`` is a person's id, ``cluster`` the one for which they spoke, ``action`` the name of
    what was done such as ``programme:give``, ``object`` the ids of what it was done to, with colons between."""

    id: str
    at: datetime
    actor: str
    role: str
    cluster: str
    action: str
    object: str
    outcome: str


def note(tx: Tx, deed: Deed) -> None:
    """Keep it; noted twice, it is kept once."""
    tx.execute(_note(tx.dialect.name), asdict(deed))


@cache  # every press that changes something is noted, and to make the statement takes longer than to run it
def _note(dialect: str) -> Executable:
    return insert_in(dialect, audit).on_conflict_do_nothing()


def note_of_account(tx: Tx, account: str, action: str, now: datetime, outcome: str = DONE) -> None:
    """Note what the person behind an account did at the door of the page; of an account that is nobody's, nothing."""
    person = people.by_account(tx, account)
    if person is not None:
        note(tx, Deed(uuid4().hex, now, person.id, person.role, person.cluster, action, "", outcome))


def note_whole(tx: Tx, by: str, action: str, named: str, now: datetime) -> None:
    """Note what was done by no person with all that is kept of a cluster, a workspace or a person, in the transaction
    in which it is; an account names somebody, so it is not told."""
    told = "" if named.count(":") > 1 or named.startswith("web:") else named
    note(tx, Deed(uuid4().hex, now, by, Role.ADMIN, "", action, told, DONE))


def noted_if_changed(tx: Tx, work: Callable[[Tx], T], action: str, now: datetime) -> T:
    """Do something on the command line, and note it if rows were written and it does not note itself."""
    written: list[int] = []
    noted: list[str] = []

    def count(tx: Tx, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        if statement.startswith(f"INSERT INTO {audit.name}"):
            noted.append(action)
        elif context.isinsert or context.isupdate or context.isdelete:
            written.append(cursor.rowcount)

    event.listen(tx, "after_cursor_execute", count)
    try:
        done = work(tx)
    finally:
        event.remove(tx, "after_cursor_execute", count)
    if any(written) and not noted:
        note(tx, Deed(uuid4().hex, now, COMMAND_LINE, Role.ADMIN, "", action, "", DONE))
    return done


def listing(tx: Tx, scope: Scope, limit: int, before: datetime | None = None) -> Sequence[Deed]:
    """What was done last, the latest first; ``before``: what was done before a moment.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    if scope.role is not Role.ADMIN:
        raise NotFoundError("Only administrators see what was done.")
    columns = (audit.c[field.name] for field in fields(Deed))
    found = select(*columns).order_by(audit.c.at.desc(), audit.c.id).limit(limit)
    rows = tx.execute(found if before is None else found.where(audit.c.at < before))
    return [Deed(**row) for row in rows.mappings()]


def replace(tx: Tx, person: str, instead: str) -> None:
    """Let something else stand for a person, as who did it and as to whom it was done."""
    tx.execute(update(audit).where(audit.c.actor == person).values(actor=instead))
    changed = func.replace(audit.c.object, person, instead)
    tx.execute(update(audit).where(audit.c.object.contains(person, autoescape=True)).values(object=changed))


def forget(tx: Tx, before: datetime) -> int:
    """Erase what was done before a moment."""
    return tx.execute(delete(audit).where(audit.c.at < before)).rowcount
