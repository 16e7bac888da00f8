"""The table of who did what, without anything that anybody wrote."""

from sqlalchemy import Column, Index, Table, Text

from bot.store.columns import UtcTime
from bot.store.tables import metadata as metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column(
        "actor", Text, nullable=False
    ),  # a person's id, a word for a command line, or what stands for somebody erased
    Column("role", Text, nullable=False),
    Column("cluster", Text, nullable=False),  # for which they spoke; it stays when the cluster is erased
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),  # ids, with colons between
    Column("outcome", Text, nullable=False),
    Index("ix_audit_at_id", "at", "id"),
)
