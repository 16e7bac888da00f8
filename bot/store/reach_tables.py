"""The tables of how people are reached beside their chats: e-mail addresses of those without an account, who stopped
e-mail, and which kinds of reminders somebody does not want."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata as metadata

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False),
    Column("who", Text, nullable=False),  # as flows.people.Person.key
    Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("name", Typed, nullable=False),
    Column("address", Typed, nullable=False),
    Column("mark", Text, nullable=False, index=True),  # the SHA-256 of the address
    Column("number", Integer, nullable=False),  # how often an address was given
    Column("given_by", Text, ForeignKey("people.id", ondelete="SET NULL")),
    Column("given_at", UtcTime, nullable=False),
    Column("refused_at", UtcTime),
    Column("refusal", Text, nullable=False),
    Column("questionnaire", Text, nullable=False, server_default=""),  # the id of the one that it was given for
    Column("asked_at", UtcTime),  # since when its member is asked by e-mail to answer it
    UniqueConstraint("cluster_id", "who"),
)

mail_stops = Table(
    "mail_stops",
    metadata,
    Column("secret", Text, primary_key=True),  # the SHA-256 of the secret
    Column("mark", Text, nullable=False, index=True),  # as mail_addresses.mark
    Column("made_at", UtcTime, nullable=False),
)

mail_stopped = Table(
    "mail_stopped",
    metadata,
    Column("mark", Text, primary_key=True),  # as mail_addresses.mark: the address itself is not needed
    Column("stopped_at", UtcTime, nullable=False),
)

kinds_off = Table(
    "kinds_off",
    metadata,
    Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("family", Text, primary_key=True),  # the word before the first dash of a kind
    Column("since", UtcTime, nullable=False),
)
