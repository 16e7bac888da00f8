"""Other ways to sign in on the web page: identity providers and e-mail addresses that lead to people."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Nobody has another way yet than links in chat."""
    op.create_table(
        "sign_in_ways",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_in_ways_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_ways")),
    )
    op.create_index(op.f("ix_sign_in_ways_person_id"), "sign_in_ways", ["person_id"], unique=False)
    op.create_table(
        "sign_in_flows",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("adds", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_sign_in_flows")),
    )
    op.create_index(op.f("ix_sign_in_flows_made_at"), "sign_in_flows", ["made_at"], unique=False)
    op.create_table(
        "sign_in_proofs",
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_in_proofs_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("secret", name=op.f("pk_sign_in_proofs")),
    )
    op.create_index(op.f("ix_sign_in_proofs_person_id"), "sign_in_proofs", ["person_id"], unique=False)
    op.create_index(op.f("ix_sign_in_proofs_made_at"), "sign_in_proofs", ["made_at"], unique=False)


def downgrade() -> None:
    """Links in chat sign in as before."""
    for table in ("sign_in_proofs", "sign_in_flows", "sign_in_ways"):
        op.drop_table(table)
