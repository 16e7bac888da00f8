"""E-mail addresses of those without an account, and kinds of reminders that somebody does not want."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Nobody has an address, and everybody gets every kind."""
    op.create_table(
        "mail_addresses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name=op.f("fk_mail_addresses_cluster_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["people.id"], name=op.f("fk_mail_addresses_given_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mail_addresses_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_addresses")),
        sa.UniqueConstraint("cluster_id", "who", name=op.f("uq_mail_addresses_cluster_id_who")),
        sa.UniqueConstraint("person_id", name=op.f("uq_mail_addresses_person_id")),
    )
    op.create_index(op.f("ix_mail_addresses_mark"), "mail_addresses", ["mark"], unique=False)
    op.create_table(
        "mail_stops",
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("secret", name=op.f("pk_mail_stops")),
    )
    op.create_index(op.f("ix_mail_stops_mark"), "mail_stops", ["mark"], unique=False)
    op.create_table(
        "mail_stopped",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_mail_stopped")),
    )
    op.create_table(
        "kinds_off",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_kinds_off_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "family", name=op.f("pk_kinds_off")),
    )


def downgrade() -> None:
    """Nobody is reached by e-mail any more, and everybody gets every kind."""
    for table in ("kinds_off", "mail_stopped", "mail_stops", "mail_addresses"):
        op.drop_table(table)
