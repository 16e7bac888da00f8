"""The workspaces and organisations in which people have installed the advisor, and installations that are begun."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Nobody has: who uses the token of one workspace goes on with it."""
    op.create_table(
        "installations",
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("enterprise_wide", sa.Boolean(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("refresh_token", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("installed_by", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("home", name=op.f("pk_installations")),
    )
    op.create_index(op.f("ix_installations_removed_at"), "installations", ["removed_at"])
    op.create_table(
        "installing",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_installing")),
    )
    op.create_index(op.f("ix_installing_ends_at"), "installing", ["ends_at"])


def downgrade() -> None:
    """The advisor has to be installed anew."""
    op.drop_table("installing")
    op.drop_table("installations")
