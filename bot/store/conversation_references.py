"""Where conversations are on platforms that answer only under an address which they gave themselves.

None of this belongs to a cluster: these functions are for the platform's surface.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.reference_tables import conversation_references


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
    table = conversation_references
    columns = (table.c.conversation, table.c.account, table.c.service_url, table.c.address, table.c.user)
    row = tx.execute(select(*columns).where(table.c.conversation == conversation)).one_or_none()
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
