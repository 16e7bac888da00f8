"""Until when nothing is sent to an account whose person has blocked or removed the advisor."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """None is known to be closed."""
    op.add_column("accounts", sa.Column("closed_until", sa.Double(), nullable=True))


def downgrade() -> None:
    """The next message into such an account tells again."""
    op.drop_column("accounts", "closed_until")
