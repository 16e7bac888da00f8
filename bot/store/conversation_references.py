"""Where conversations are on platforms that answer only under an address which they gave themselves.

None of this belongs to a cluster: these functions are for the platform's surface.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.reference_tables import conversation_references
from bot.store.tables import accounts


@dataclass(frozen=True)
class Record:
    """One conversation, by its plain id; ``account`` is the person whose direct messages these are, None elsewhere."""

    conversation: str
    account: str | None
    service_url: str
    address: str
    user: str


def of(tx: Tx, conversation: str) -> Record | None:
    """Where a conversation is; None where nothing is known."""
    row = tx.execute(select(*_columns()).where(conversation_references.c.conversation == conversation)).one_or_none()
    return None if row is None else Record(*row)


def any_in(tx: Tx, workspace: str) -> Record | None:
    """Somebody's direct messages in a workspace, those heard of last; None where there are none."""
    table = conversation_references
    inside = (accounts.c.workspace == workspace, table.c.address != "", table.c.user != "")
    found = select(*_columns()).join(accounts, accounts.c.account == table.c.account).where(*inside)
    row = tx.execute(found.order_by(table.c.noted_at.desc(), table.c.conversation).limit(1)).one_or_none()
    return None if row is None else Record(*row)


def note(tx: Tx, record: Record, now: datetime) -> None:
    """Keep where a conversation is now."""
    values = {
        "conversation": record.conversation,
        "account": record.account,
        "service_url": record.service_url,
        "address": record.address,
        "user": record.user,
        "noted_at": now,
    }
    changed = {name: value for name, value in values.items() if name != "conversation"}
    tx.execute(
        insert(tx, conversation_references)
        .values(values)
        .on_conflict_do_update(index_elements=["conversation"], set_=changed)
    )


def forget(tx: Tx, conversation: str) -> None:
    """Nothing is known of a conversation any more."""
    tx.execute(delete(conversation_references).where(conversation_references.c.conversation == conversation))


def _columns() -> tuple[ColumnElement[Any], ...]:
    table = conversation_references
    return table.c.conversation, table.c.account, table.c.service_url, table.c.address, table.c.user
