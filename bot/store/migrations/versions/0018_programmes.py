"""The programme, the parts of people in it, and invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

PARTS = (
    "INSERT INTO memberships (person_id, role, place, since) "
    "SELECT id, role, CASE WHEN role = 'coach' THEN '' ELSE cluster_id END, created_at FROM people "
    "WHERE role = 'coach' OR cluster_id IS NOT NULL"
)
"""Everybody gets the part that they had."""


def _cluster(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_cluster_id")
    return sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=name, ondelete="CASCADE")


def _person(table: str, column: str = "person_id", ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    """Everybody has the part that they had; nothing is set up, and nobody is invited."""
    op.add_column("clusters", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "programmes",
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("closures", sa.JSON(), nullable=False),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("weekend", sa.JSON(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _cluster("programmes"),
        sa.PrimaryKeyConstraint("cluster_id", name=op.f("pk_programmes")),
    )
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _person("memberships"),
        sa.PrimaryKeyConstraint("person_id", "role", "place", name=op.f("pk_memberships")),
    )
    op.execute(PARTS)
    op.create_index("ix_memberships_place_role", "memberships", ["place", "role"])
    op.create_table(
        "stand_ins",
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("stands_in", sa.Text(), nullable=False),
        _cluster("stand_ins"),
        _person("stand_ins"),
        _person("stand_ins", "stands_in"),
        sa.PrimaryKeyConstraint("cluster_id", "person_id", name=op.f("pk_stand_ins")),
    )
    op.create_index(op.f("ix_stand_ins_stands_in"), "stand_ins", ["stands_in"])
    op.create_table(
        "invited",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("clusters", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _cluster("invited"),
        _person("invited", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited")),
    )
    op.create_index(op.f("ix_invited_cluster_id"), "invited", ["cluster_id"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("clusters", sa.JSON(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("invited_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        _cluster("invitations"),
        _person("invitations", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["invited_id"], ["invited.id"], name=op.f("fk_invitations_invited_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("secret", name=op.f("uq_invitations_secret")),
    )
    op.create_index(op.f("ix_invitations_cluster_id"), "invitations", ["cluster_id"])


def downgrade() -> None:
    """Everybody keeps the part in which they speak now."""
    for table in ("invitations", "invited", "stand_ins", "memberships", "programmes"):
        op.drop_table(table)
    op.drop_column("clusters", "removed_at")
