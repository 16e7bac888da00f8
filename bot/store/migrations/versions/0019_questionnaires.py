"""Questionnaires that are sent out to members, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """None was sent out yet."""
    op.create_table(
        "questionnaires",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("brought", sa.JSON(), nullable=True),
        _belongs("questionnaires", "document_id", "documents.id"),
        _belongs("questionnaires", "cluster_id", "clusters.id"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_questionnaires")),
        sa.UniqueConstraint("name", name=op.f("uq_questionnaires_name")),
    )
    op.create_index(op.f("ix_questionnaires_cluster_id"), "questionnaires", ["cluster_id"])
    op.create_table(
        "questionnaire_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        _belongs("questionnaire_answers", "document_id", "questionnaires.document_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_answers")),
    )
    op.create_index(op.f("ix_questionnaire_answers_document_id"), "questionnaire_answers", ["document_id"])
    for column in ("member", "device"):
        given = sa.text(f"{column} <> ''")
        op.create_index(
            f"uq_questionnaire_answers_{column}",
            "questionnaire_answers",
            ["document_id", column],
            unique=True,
            sqlite_where=given,
            postgresql_where=given,
        )
    op.create_table(
        "questionnaire_drafts",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        _belongs("questionnaire_drafts", "document_id", "questionnaires.document_id"),
        sa.PrimaryKeyConstraint("document_id", "member", "device", name=op.f("pk_questionnaire_drafts")),
    )
    op.create_index("ix_questionnaire_drafts_document_id_saved_at", "questionnaire_drafts", ["document_id", "saved_at"])


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def downgrade() -> None:
    """What was answered is lost, and links lead nowhere."""
    for table in ("questionnaire_drafts", "questionnaire_answers", "questionnaires"):
        op.drop_table(table)
