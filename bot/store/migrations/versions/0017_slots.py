"""The times that coaches offer, and what people write after a session."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Nothing is offered; sessions have neither a link nor an agenda."""
    op.add_column("sessions", sa.Column("link", sa.Text(), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("edits", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "slots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("wall", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("limit_hours", sa.Integer(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name=op.f("fk_slots_coach_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=op.f("fk_slots_cluster_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_slots_session_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
        sa.UniqueConstraint("coach_id", "starts_at", name=op.f("uq_slots_coach_id_starts_at")),
        sa.UniqueConstraint("session_id", name=op.f("uq_slots_session_id")),
    )
    op.create_index(op.f("ix_slots_cluster_id"), "slots", ["cluster_id"])
    op.create_index(op.f("ix_slots_starts_at"), "slots", ["starts_at"])
    op.create_table(
        "session_notes",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("went", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_notes_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_session_notes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_notes")),
    )
    op.create_index(op.f("ix_session_notes_person_id"), "session_notes", ["person_id"])


def downgrade() -> None:
    """The sessions themselves stay."""
    op.drop_table("session_notes")
    op.drop_table("slots")
    for column in ("edits", "agenda", "link"):
        op.drop_column("sessions", column)
