"""The tables of questionnaires that were sent out: how they are answered, what was answered, what is begun."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from bot.store.columns import UtcTime
from bot.store.tables import partial_index
from bot.store.traffic_tables import metadata as metadata

questionnaires = Table(
    "questionnaires",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("cluster_id", Text, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False, unique=True),  # by which links name it: it tells nothing
    Column("key", Text, nullable=False),  # signs the links
    Column("most", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("closes_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("brought", JSON(none_as_null=True)),  # answers from a file that wait to be taken over
)


questionnaire_answers = Table(
    "questionnaire_answers",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "document_id", Text, ForeignKey("questionnaires.document_id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("member", Text, nullable=False),  # the id of its row, empty where nobody knows whose they are
    Column("device", Text, nullable=False),  # the SHA-256 of what its browser keeps, empty where it is not needed
    Column("brought", Boolean, nullable=False, server_default=false()),  # from a file: somebody of the cluster knows it
    Column("answers", JSON, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    partial_index(
        "uq_questionnaire_answers_member", "document_id", "member", unique=True, where="member <> ''"
    ),  # one answer each
    partial_index("uq_questionnaire_answers_device", "document_id", "device", unique=True, where="device <> ''"),
)


questionnaire_drafts = Table(
    "questionnaire_drafts",
    metadata,
    Column("document_id", Text, ForeignKey("questionnaires.document_id", ondelete="CASCADE"), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("answers", JSON, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Index("ix_questionnaire_drafts_document_id_saved_at", "document_id", "saved_at"),
)
