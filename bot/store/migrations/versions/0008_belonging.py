"""Accounts that do not belong any more, the link that signs in to an account, and since when a pause lasts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("belongs", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("accounts", sa.Column("sign_in", sa.Text(), nullable=True))
    op.add_column("pauses", sa.Column("since", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("pauses", "since")
    op.drop_column("accounts", "sign_in")
    op.drop_column("accounts", "belongs")
