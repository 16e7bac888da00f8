"""When people work: the weekend of a cluster; somebody's own hours, working days, absences and time zone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("clusters", sa.Column("weekend", sa.JSON(), nullable=True))
    op.add_column("people", sa.Column("zone_chosen", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("opens", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("closes", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("workdays", sa.JSON(), nullable=True))
    op.add_column("people", sa.Column("absences", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for column in ("absences", "workdays", "closes", "opens", "zone_chosen"):
        op.drop_column("people", column)
    op.drop_column("clusters", "weekend")
