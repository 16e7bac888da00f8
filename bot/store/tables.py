"""The tables.  Times are UTC and aware in Python; ids are uuid4 in hex unless said otherwise."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    text,
    true,
)

from bot.store.columns import Typed, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of those rows for which a condition holds.

    The migrations make it on both databases.  Only SQLite is told the condition here: an option of PostgreSQL's
    imports all that SQLAlchemy knows of PostgreSQL, and a start on SQLite does without.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


def _owner(*, nullable: bool = False, **options: Any) -> Column[str]:
    return Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=nullable, **options)


def _person(name: str, *, nullable: bool = False, **options: Any) -> Column[str]:
    ondelete = "SET NULL" if nullable else "CASCADE"
    return Column(name, Text, ForeignKey("people.id", ondelete=ondelete), nullable=nullable, **options)


def _document(**options: Any) -> Column[str]:
    return Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, **options)


def _question(**options: Any) -> Column[str]:
    return Column("question_id", Text, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, **options)


clusters = Table(
    "clusters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Typed, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=""),
    Column("confirmed_at", UtcTime),  # none: nobody of it has said that this is right
    Column("weekend", JSON(none_as_null=True)),  # weekdays, Monday is 0; none: those of the country
    Column("created_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime),  # from the programme: it is kept, and nobody sees it
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace", Text, primary_key=True),
    _owner(index=True),
    Column("connected_at", UtcTime, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(nullable=True, index=True),  # none: a coach
    Column("name", Typed, nullable=False),
    Column("role", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("reminders_on", Boolean, nullable=False),
    Column("weekly_on", Boolean, nullable=False, server_default=true()),  # a look at the week, on Monday
    Column("zone_chosen", Boolean, nullable=False, server_default=false()),  # by the person, not told by a surface
    Column("opens", Integer),  # minutes after midnight; none: as everybody
    Column("closes", Integer),
    Column("workdays", JSON(none_as_null=True)),  # weekdays, Monday is 0; none: those of the cluster
    Column("absences", JSON, nullable=False, server_default="[]"),  # pairs of dates: from, until
    Column("created_at", UtcTime, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    _person("person_id", index=True),
    Column("workspace", Text, nullable=False, index=True),
    Column("used_at", UtcTime, nullable=False),
    Column("belongs", Boolean, nullable=False, server_default=true()),  # to the workspace, as the platform said last
    Column("closed_until", Double),  # nothing is sent until then: the person has blocked or removed the advisor
    Column("sign_in", Text),  # the SHA-256 of the one link that signs in, until it is used
)

coach_grants = Table(
    "coach_grants",
    metadata,
    _person("person_id", primary_key=True),
    _owner(primary_key=True, index=True),
    Column("granted_at", UtcTime, nullable=False),
)

topic_owners = Table(
    "topic_owners",
    metadata,
    Column("topic", Text, primary_key=True),
    _person("person_id", primary_key=True, index=True),
    Column("named_at", UtcTime, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(),
    Column("dialogue", Text, nullable=False),
    Column("dialogue_version", Integer, nullable=False),
    Column("name", Typed, nullable=False),
    Column("own_name", Typed, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("taken_over", JSON, nullable=False, server_default="{}"),
    Column("conflicts", JSON, nullable=False),
    Column("saved_on", JSON, nullable=False),
    Column("about", Typed, nullable=False),
    Column("parent", Text, ForeignKey("documents.id", ondelete="SET NULL")),
    _person("created_by", nullable=True),
    Column("created_at", UtcTime, nullable=False),
    _person("updated_by", nullable=True),
    Column("updated_at", UtcTime, nullable=False),
    Column("submitted_version", Integer),
    Column("submitted_revision", Integer),
    Column("handed_in_version", Integer),
    Column("handed_in_at", UtcTime),
    Column("cancelled_at", UtcTime, index=True),
    Index("ix_documents_cluster_id_updated_at", "cluster_id", "updated_at"),
)

revisions = Table(
    "revisions",
    metadata,
    _document(primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("dialogue_version", Integer, nullable=False),
    Column("answers", JSON, nullable=False),
    _person("person_id", nullable=True),
    Column("saved_at", UtcTime, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    _document(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("dialogue_version", Integer, nullable=False),
    Column("name", Typed, nullable=False),
    Column("answers", JSON, nullable=False),
    _person("submitted_by", nullable=True),
    Column("submitted_at", UtcTime, nullable=False),
    Column("handed_in_at", UtcTime),
    Column("sources", JSON, nullable=False, server_default="[]"),  # what it was begun from, as it was handed in with it
    UniqueConstraint("document_id", "revision"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(),
    _person("person_id"),
    Column("dialogue", Text, nullable=False),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="SET NULL"), index=True),  # none: a new one
    Column("revision", Integer, nullable=False),  # of the document, with which it is compared
    Column("name", Typed, nullable=False),
    Column("source", JSON, nullable=False),
    Column("corrections", JSON(none_as_null=True)),  # which field each column is; none: as it was understood
    Column("made_at", UtcTime, nullable=False, index=True),
    Index("ix_imports_cluster_id_person_id", "cluster_id", "person_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(),
    _person("coach_id", nullable=True),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("link", Typed, nullable=False, server_default=""),
    Column("agenda", Typed, nullable=False, server_default=""),
    Column("edits", Integer, nullable=False, server_default="0"),
    Index("ix_sessions_cluster_id_starts_at", "cluster_id", "starts_at"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Text, primary_key=True),
    _owner(nullable=True),  # none: asked by a coach
    _person("person_id", nullable=True),
    Column("text", Typed, nullable=False),
    Column("language", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("thread", Text, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("helpful", Boolean),
    Column("rated_at", UtcTime),
    _person("handed_to", nullable=True),
    Column("handed_at", UtcTime),
    Column("resolved_at", UtcTime),
    Column("resolved_in", Text),  # as curations.change
    Index("ix_questions_cluster_id_asked_at", "cluster_id", "asked_at"),
    Index("ix_questions_cluster_id_thread_asked_at", "cluster_id", "thread", "asked_at"),
)

handovers = Table(
    "handovers",
    metadata,
    _question(primary_key=True),
    _person("person_id", nullable=True, index=True),  # who asks
    Column("topic", Text, nullable=False),
    Column("to_owner", Boolean, nullable=False),  # of the topic: the cluster has no coach
    Column("state", Text, nullable=False),
    _person("claimed_by", nullable=True, index=True),
    Column("claimed_at", UtcTime),
    Column("draft", Typed, nullable=False),
    Column("answered_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("proposed_at", UtcTime),
)

handover_notes = Table(
    "handover_notes",
    metadata,
    Column("id", Text, primary_key=True),
    _question(),
    Column("number", Integer, nullable=False),
    _person("person_id", nullable=True),
    Column("author", Text, nullable=False),
    Column("text", Typed, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("delivered_at", UtcTime),
    UniqueConstraint("question_id", "number"),
)

expected = Table(
    "expected",
    metadata,
    _person("person_id", primary_key=True),
    Column("conversation", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
)

curations = Table(
    "curations",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("change", Text, nullable=False, index=True),
    _person("person_id", nullable=True),
    Column("at", UtcTime, nullable=False),
    Column("withdraws", BigInteger().with_variant(Integer, "sqlite")),
    sqlite_autoincrement=True,  # the last id is the version, so none is given twice
)

PENDING = literal_column("'pending'", Text)
"""Written out, not as a parameter: only then a database sees that its index of pending reminders fits."""

reminders = Table(
    "reminders",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # subject, kind, what it is due for, person
    _owner(index=True),
    _person("person_id"),
    Column("source", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("document", Text),
    Column("row", Text),
    Column("version", Integer, nullable=False),
    Column("params", JSON, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("not_after", UtcTime, nullable=False),
    Column("snoozed_from", Text, ForeignKey("reminders.id", ondelete="SET NULL")),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lease_until", Double, nullable=False),  # seconds since 1970 on the database's own clock
    Column("lease_token", Text),
    Column("attempts", Integer, nullable=False),
    Column("setbacks", Integer, nullable=False, server_default="0"),
    Column("unclear", Boolean, nullable=False, server_default=false()),
    Column("send_started_at", UtcTime),
    Column("sent_to", Text),
    Column("message_key", Text),
    Column("message_ref", Text),
    Column("sent_at", UtcTime),
    Column("closed_at", UtcTime),
    partial_index(
        "ix_reminders_due",
        "due_at",
        "cluster_id",
        "id",
        where="state = 'pending'",
    ),
    Index("ix_reminders_person_id_state_due_at", "person_id", "state", "due_at"),
    Index("ix_reminders_message_ref", "message_ref"),
)

pauses = Table(
    "pauses",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("until", Double),  # as reminders.lease_until; none: until the platform answers a probe
    Column("reason", Text, nullable=False),
    Column("probe_at", Double),  # as until; none: at once
    Column("since", Double),  # as until; none: made by a version that did not keep it
)
