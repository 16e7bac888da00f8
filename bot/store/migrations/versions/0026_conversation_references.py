"""Where conversations are on platforms that answer only under an address which they gave themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Nothing has come from such a platform yet."""
    op.create_table(
        "conversation_references",
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_conversation_references")),
    )
    op.create_index(op.f("ix_conversation_references_account"), "conversation_references", ["account"], unique=False)


def downgrade() -> None:
    """They come again with the next message."""
    op.drop_table("conversation_references")
