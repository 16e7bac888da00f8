"""E-mail addresses that are given for one questionnaire, and which answers came from a file."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """All addresses are for plans; of answers there are already nobody knows any more whether a file brought them."""
    op.add_column("mail_addresses", sa.Column("questionnaire", sa.Text(), nullable=False, server_default=""))
    op.add_column("mail_addresses", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "questionnaire_answers", sa.Column("brought", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Addresses of members go: they were given for their questionnaire alone."""
    op.execute("DELETE FROM mail_addresses WHERE questionnaire <> ''")
    op.drop_column("questionnaire_answers", "brought")
    for column in ("asked_at", "questionnaire"):
        op.drop_column("mail_addresses", column)
