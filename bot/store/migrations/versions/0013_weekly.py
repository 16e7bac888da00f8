"""Who wants a look at their week on Monday mornings."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Everybody gets it until they turn it off."""
    op.add_column("people", sa.Column("weekly_on", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Nobody is asked."""
    op.drop_column("people", "weekly_on")
