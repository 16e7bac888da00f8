"""The tables of the programme: its dates and defaults, the parts that people have in it, and who was invited."""

from typing import Any

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Table, Text

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata


def _cluster(**options: Any) -> Column[str]:
    return Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False, **options)


def _person(name: str, *, kept: bool = False, **options: Any) -> Column[str]:
    ondelete = "SET NULL" if kept else "CASCADE"
    return Column(name, Text, ForeignKey("people.id", ondelete=ondelete), nullable=kept, **options)


programmes = Table(
    "programmes",
    metadata,
    _cluster(primary_key=True),  # of those who run it; its name is the programme's
    Column("starts", Date),
    Column("ends", Date),
    Column("closures", JSON, nullable=False),  # name, first and last day of each
    Column("deadlines", JSON, nullable=False),  # name and day of each
    Column("opens", Integer),  # minutes after midnight; none: as everybody
    Column("closes", Integer),
    Column("weekend", JSON(none_as_null=True)),  # weekdays, Monday is 0; none: those of each country
    Column("changed_at", UtcTime, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    _person("person_id", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("place", Text, primary_key=True),  # a cluster's id; empty for a coach, whose clusters are granted
    Column("since", UtcTime, nullable=False),
    Index("ix_memberships_place_role", "place", "role"),
)

stand_ins = Table(
    "stand_ins",
    metadata,
    _cluster(primary_key=True),
    _person("person_id", primary_key=True),  # who left it
    _person("stands_in", index=True),
)

invited = Table(
    "invited",
    metadata,
    Column("id", Text, primary_key=True),
    _cluster(index=True),  # the programme's for those who are no staff
    Column("role", Text, nullable=False),
    Column("clusters", JSON, nullable=False),
    Column("name", Typed, nullable=False),
    Column("mail", Text, nullable=False),
    _person("person_id", kept=True),  # who came
    Column("added_at", UtcTime, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Text, primary_key=True),
    _cluster(index=True),  # as invited.cluster_id
    Column("role", Text, nullable=False),
    Column("clusters", JSON, nullable=False),
    Column("secret", Text, nullable=False, unique=True),  # the SHA-256 of the secret
    Column("invited_id", Text, ForeignKey("invited.id", ondelete="SET NULL")),  # none: for whoever has it
    _person("person_id", kept=True),  # who made it
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
)
