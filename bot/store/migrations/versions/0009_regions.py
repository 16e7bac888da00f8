"""The region of a cluster: its public holidays are those of the region."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("clusters", sa.Column("region", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("clusters", "region")
