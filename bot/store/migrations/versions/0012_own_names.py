"""What people call their documents themselves, and what a draft took over from other documents."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Every document is called by its answers so far, and of none is known what it took over."""
    op.add_column("documents", sa.Column("own_name", sa.Text(), nullable=False, server_default=""))
    op.add_column("documents", sa.Column("taken_over", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Both are forgotten."""
    op.drop_column("documents", "taken_over")
    op.drop_column("documents", "own_name")
