"""Where a cluster is, and whether somebody of it has said that this is right."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nobody has confirmed what is known so far."""
    op.add_column("clusters", sa.Column("region", sa.Text(), nullable=False, server_default=""))
    op.add_column("clusters", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """What was confirmed is forgotten."""
    op.drop_column("clusters", "confirmed_at")
    op.drop_column("clusters", "region")
