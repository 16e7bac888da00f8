"""Handed-over questions with their answers, what curators change, and who owns a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "topic_owners",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_topic_owners_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic", "person_id", name=op.f("pk_topic_owners")),
    )
    op.create_index(op.f("ix_topic_owners_person_id"), "topic_owners", ["person_id"], unique=False)
    op.add_column("questions", sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("questions", sa.Column("resolved_in", sa.Text(), nullable=True))
    op.create_table(
        "handovers",
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("to_owner", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["people.id"], name=op.f("fk_handovers_claimed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_handovers_person_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_handovers_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_claimed_by"), "handovers", ["claimed_by"], unique=False)
    op.create_index(op.f("ix_handovers_person_id"), "handovers", ["person_id"], unique=False)
    op.execute(
        "INSERT INTO handovers (question_id, person_id, topic, to_owner, state, draft)"
        " SELECT id, person_id, '', false, 'open', '' FROM questions WHERE handed_at IS NOT NULL"
    )
    op.create_table(
        "handover_notes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_handover_notes_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_handover_notes_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_notes")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_handover_notes_question_id_number")),
    )
    op.create_table(
        "expected",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_expected_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "conversation", name=op.f("pk_expected")),
    )
    op.create_table(
        "curations",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdraws", _NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_curations_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_curations_change"), "curations", ["change"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_curations_change"), table_name="curations")
    op.drop_table("curations")
    op.drop_table("expected")
    op.drop_table("handover_notes")
    op.drop_index(op.f("ix_handovers_person_id"), table_name="handovers")
    op.drop_index(op.f("ix_handovers_claimed_by"), table_name="handovers")
    op.drop_table("handovers")
    op.drop_column("questions", "resolved_in")
    op.drop_column("questions", "resolved_at")
    op.drop_index(op.f("ix_topic_owners_person_id"), table_name="topic_owners")
    op.drop_table("topic_owners")
