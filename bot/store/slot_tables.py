"""The tables of what coaches offer, and of what people write after a session."""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata as metadata

slots = Table(
    "slots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("coach_id", Text, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), index=True),  # none: all of the coach's
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("limit_hours", Integer),  # none: until the plan is due
    Column("link", Typed, nullable=False),
    Column("agenda", Typed, nullable=False),
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="SET NULL"), unique=True),  # none: it is free
    Column("offered_at", UtcTime, nullable=False),
    UniqueConstraint("coach_id", "starts_at"),
    Index("ix_slots_starts_at", "starts_at"),
)

session_notes = Table(
    "session_notes",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("went", Text, nullable=False),
    Column("notes", Typed, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("written_at", UtcTime, nullable=False),
)
