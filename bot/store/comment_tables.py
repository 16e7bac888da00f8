"""The tables of the coaches' feedback on what was handed in: comments, next steps, and later dates for handing in."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, false

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata


def _whoever(name: str) -> Column[Any]:
    return Column(name, Text, ForeignKey("people.id", ondelete="SET NULL"))


def _feedback(**options: Any) -> Column[Any]:
    return Column("feedback_id", Text, ForeignKey("feedbacks.id", ondelete="CASCADE"), nullable=False, **options)


feedbacks = Table(
    "feedbacks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    _whoever("person_id"),
    Column("author", Typed, nullable=False),  # the coach's name as it was
    Column("note", Typed, nullable=False, server_default=""),
    Column("steps", Typed, nullable=False, server_default=""),  # as they are typed, until it is sent back
    Column("accepted", Boolean, nullable=False, server_default=false()),
    Column("begun_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),  # none: a draft, which only the coach sees
    Index("ix_feedbacks_document_id_version", "document_id", "version"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Text, primary_key=True),
    _feedback(),
    Column("path", Text, nullable=False),  # page, field, row and field of the row, with slashes
    Column("row_name", Typed, nullable=False),  # as it was
    Column("question", Text, nullable=False),  # in English, as it was
    Column("kind", Text, nullable=False),
    Column("text", Typed, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("answer", Typed, nullable=False, server_default=""),
    Column("done", Boolean, nullable=False, server_default=false()),
    _whoever("answered_by"),
    Column("answered_by_name", Typed, nullable=False, server_default=""),
    Column("answered_at", UtcTime),
    UniqueConstraint("feedback_id", "path"),
)

next_steps = Table(
    "next_steps",
    metadata,
    _feedback(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Typed, nullable=False),
    Column("plan", Text, ForeignKey("documents.id", ondelete="SET NULL")),  # where it became an action
    Column("row", Text),
    Column("taken_at", UtcTime),
)

extensions = Table(
    "extensions",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("until", UtcTime, nullable=False),
    _whoever("person_id"),
    Column("author", Typed, nullable=False),
    Column("granted_at", UtcTime, nullable=False),
)
