"""The table of conversations on platforms that answer only under an address which they gave themselves."""

from sqlalchemy import Column, Table, Text

from bot.store.columns import UtcTime
from bot.store.tables import metadata as metadata

conversation_references = Table(
    "conversation_references",
    metadata,
    Column("conversation", Text, primary_key=True),  # a plain id; of direct messages the account
    Column("account", Text, index=True),  # whose direct messages these are; none: others read there
    Column("service_url", Text, nullable=False),
    Column("address", Text, nullable=False),  # the platform's id of it; empty: it has to be begun with the user
    Column("user", Text, nullable=False),  # the platform's id of the person
    Column("noted_at", UtcTime, nullable=False),
)
