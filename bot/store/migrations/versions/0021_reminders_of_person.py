"""An index that finds what of somebody's reminders is due, however many wait for later."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Everything stays; PostgreSQL and SQLite read it in another order."""
    op.drop_index("ix_reminders_person_id_state", "reminders")
    op.create_index("ix_reminders_person_id_state_due_at", "reminders", ["person_id", "state", "due_at"])
