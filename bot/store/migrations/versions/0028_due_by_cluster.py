"""What is due is found cluster by cluster: messages about one plan are made ready together."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """The order in which reminders are claimed."""
    _index("due_at", "cluster_id", "id")


def downgrade() -> None:
    """The order in which they were."""
    _index("due_at", "id")


def _index(*columns: str) -> None:
    pending = sa.text("state = 'pending'")
    op.drop_index("ix_reminders_due", "reminders")
    op.create_index("ix_reminders_due", "reminders", columns, sqlite_where=pending, postgresql_where=pending)
