"""What is kept of somebody, or of a cluster, to take along: rows as they stand, by what they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from bot.store.engine import Tx
from bot.store.personal import MINE, Own
from bot.store.places import of_cluster
from bot.store.questionnaire_tables import metadata
from bot.store.scope import NotFoundError, Role, Scope
from bot.store.tables import accounts, revisions

Rows = list[dict[str, Any]]

_SECRETS = frozenset(
    {
        "accounts.sign_in",
        "invitations.secret",
        "mail_addresses.mark",
        "questionnaires.key",
        "reminders.lease_until",
        "reminders.lease_token",
    }
)
NOT_OF_A_CLUSTER: Mapping[str, str] = {
    "questionnaire_answers": "members were promised that nobody reads what one of them answered",
    "questionnaire_drafts": "as the answers",
    "calendar_feeds": "links of single people",
    "session_notes": "they are for whoever wrote them, and stand in what each takes along",
    "kinds_off": "settings of single people",
}
"""What is of a cluster and is not given to its administrators."""


def of_person(tx: Tx, person: str) -> dict[str, Rows]:
    """Everything that is somebody's own, by the names of `bot.store.personal.MINE`; what is not there is left out."""
    own = Own(person, tuple(tx.scalars(select(accounts.c.account).where(accounts.c.person_id == person))))
    found = {}
    for mine in MINE:
        columns = [column for column in mine.table.columns if column.name not in mine.hidden]
        rows = _rows(tx, select(*columns).where(mine.rows(own)).order_by(*mine.table.primary_key.columns))
        if mine.table is revisions:
            rows = [_changed(tx, row) for row in rows]
        if rows:
            found[mine.name] = rows
    return found


def _changed(tx: Tx, row: dict[str, Any]) -> dict[str, Any]:
    """A saved state with what was answered then: what stood there already may be somebody else's."""
    this = (revisions.c.document_id == row["document_id"], revisions.c.revision == row["revision"] - 1)
    before: dict[str, Any] = tx.scalar(select(revisions.c.answers).where(*this)) or {}
    answered = {}
    for page, fields in row["answers"].items():
        known = before.get(page)
        if not isinstance(fields, dict) or not isinstance(known, dict):
            changed = fields if fields != known else {}
        else:
            changed = {key: value for key, value in fields.items() if value != known.get(key)}
        if changed:
            answered[page] = changed
    return {**row, "answers": answered}


def cluster(tx: Tx, scope: Scope, id: str) -> dict[str, Rows]:
    """Everything that is kept of a cluster, by the names of the tables.

    Raises:
        NotFoundError: whoever asks does not run the programme.
    """
    if scope.role is not Role.ADMIN:
        raise NotFoundError("Only administrators take a whole cluster along.")
    found = {}
    for table in metadata.sorted_tables:
        condition = None if table.name in NOT_OF_A_CLUSTER else of_cluster(table, id)
        if condition is None:
            continue
        if rows := _rows(tx, select(*_open(table)).where(condition).order_by(*table.primary_key.columns)):
            found[table.name] = rows
    return found


def _open(table: Table) -> list[Any]:
    return [column for column in table.columns if f"{table.name}.{column.name}" not in _SECRETS]


def _rows(tx: Tx, statement: Any) -> Rows:
    return [{key: _plain(value) for key, value in row.items()} for row in tx.execute(statement).mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
