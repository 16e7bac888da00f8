"""The tables of what passes between the advisor and people: web sessions and calendar feeds, lines of the web page,
answers, events seen."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata as metadata
from bot.store.tables import partial_index

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("id", Text, primary_key=True),  # the SHA-256 of the token
    Column("account", Text, ForeignKey("accounts.account", ondelete="CASCADE"), nullable=False, index=True),
    Column("workspace", Text, nullable=False),
    Column("name", Typed, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False, index=True),
)


calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), index=True),  # none: a coach's
    Column("account", Text, ForeignKey("accounts.account", ondelete="CASCADE"), nullable=False, index=True),
    Column("secret", Text, nullable=False, unique=True),  # the SHA-256 of the secret
    Column("shows", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("renewed_at", UtcTime, nullable=False),
    Column("read_at", UtcTime),
    Column("mark", Text, nullable=False),  # of what was read last
    Column("changed_at", UtcTime, nullable=False),
)


outbound = Table(
    "outbound",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("conversation", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("account", Text, nullable=False),  # whom it answers
    Column("private", Boolean, nullable=False),
    Column("replaces", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False, index=True),
    Column("not_after", UtcTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lease_until", Double, nullable=False),  # as reminders.lease_until
    Column("lease_token", Text),
    Column("attempts", Integer, nullable=False),
    Column("send_started_at", UtcTime),
    Column("reference", Text),
    partial_index("ix_outbound_waiting", "conversation", "id", where="state = 'pending'"),
    sqlite_autoincrement=True,  # the order of a conversation
)


lines = Table(
    "lines",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_lines_account_id", "account", "id"),
    partial_index("uq_lines_account_key", "account", "key", unique=True, where="key <> ''"),
    sqlite_autoincrement=True,  # an id is never given twice: pages ask for what comes after the last one seen
)


events = Table(
    "events",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("seen_at", UtcTime, nullable=False, index=True),
)
