"""The tables of the workspaces and organisations in which people have installed the advisor."""

from sqlalchemy import JSON, Boolean, Column, Double, Integer, Table, Text

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata as metadata

installations = Table(
    "installations",
    metadata,
    Column("home", Text, primary_key=True),  # a workspace's id, or an organisation's that has it everywhere
    Column("team", Text, nullable=False),
    Column("enterprise", Text, nullable=False),
    Column("enterprise_wide", Boolean, nullable=False),
    Column("bot_user", Text, nullable=False),
    Column("name", Typed, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("token", Text),  # encrypted; none: it was taken away
    Column("refresh_token", Text),  # encrypted; none: the token does not expire
    Column("expires_at", UtcTime),
    Column("revision", Integer, nullable=False),  # rises with every change
    Column("installed_at", UtcTime, nullable=False),
    Column("installed_by", Text, nullable=False),  # an account
    Column("removed_at", UtcTime, index=True),
    Column("erase_at", UtcTime),  # when the data of one that was removed end
    Column("lease_until", Double, nullable=False),  # as reminders.lease_until: who renews the token now
    Column("lease_token", Text),
)

installing = Table(
    "installing",
    metadata,
    Column("state", Text, primary_key=True),  # the SHA-256 of what Slack gives back
    Column("ends_at", UtcTime, nullable=False, index=True),
)
"""Installations that somebody has begun and not finished."""
