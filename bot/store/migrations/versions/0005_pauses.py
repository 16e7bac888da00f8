"""Pauses that end when the platform works again, and reminders that an outage kept from going out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("pauses", sa.Column("probe_at", sa.Double(), nullable=True))
    op.add_column("reminders", sa.Column("setbacks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reminders", sa.Column("unclear", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("reminders", "unclear")
    op.drop_column("reminders", "setbacks")
    op.drop_column("pauses", "probe_at")
