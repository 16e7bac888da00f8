"""What a document was begun from, kept with the version that is handed in: a coach reads both."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What was handed in so far shows nothing behind it."""
    op.add_column("versions", sa.Column("sources", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Nothing is shown behind any version."""
    op.drop_column("versions", "sources")
