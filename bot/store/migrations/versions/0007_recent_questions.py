"""An index that finds the last questions of a thread without reading all of them."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """One index takes the place of the other."""
    op.create_index("ix_questions_cluster_id_thread_asked_at", "questions", ["cluster_id", "thread", "asked_at"])
    op.drop_index("ix_questions_cluster_id_thread", "questions")
