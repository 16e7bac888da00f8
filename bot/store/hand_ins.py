"""Which sessions a plan was handed in for, and when: those of a coach's clusters, or of all for an administrator."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select, true

from bot.store.comment_tables import extensions
from bot.store.engine import Tx
from bot.store.scope import Role, Scope, granted, parameters
from bot.store.tables import clusters, documents, sessions
from bot.store.tables import versions as version_rows


@dataclass(frozen=True)
class SessionHandIn:
    """A session that is planned, with the local ``wall`` time in ``zone`` and until when a coach gave more time.

    ``handed_in_at`` is when the cluster first handed anything in of the dialogue that was asked for, None if it never
    did.
    """

    session: str
    cluster: str
    cluster_name: str
    wall: datetime
    zone: str
    starts_at: datetime
    later: datetime | None
    handed_in_at: datetime | None


def of_coach(tx: Tx, scope: Scope, dialogue: str, since: datetime) -> list[SessionHandIn]:
    """The sessions from a moment on of all clusters granted to a coach, the first first; nothing for others but
    administrators, who are told of all."""
    if scope.role not in (Role.COACH, Role.ADMIN):
        return []
    asked = {**scope.values, "dialogue": dialogue, "since": since}
    return [SessionHandIn(*row) for row in tx.execute(_of_coach(scope.role), asked)]


@cache
def _of_coach(role: Role) -> Select[Any]:
    first = (
        select(func.min(version_rows.c.handed_in_at))
        .select_from(version_rows.join(documents, documents.c.id == version_rows.c.document_id))
        .where(
            documents.c.cluster_id == sessions.c.cluster_id,
            documents.c.dialogue == bindparam("dialogue"),
            documents.c.state != "cancelled",
        )
        .scalar_subquery()
    )
    return (
        select(
            sessions.c.id,
            sessions.c.cluster_id,
            clusters.c.name,
            sessions.c.wall,
            sessions.c.zone,
            sessions.c.starts_at,
            extensions.c.until,
            first,
        )
        .select_from(
            sessions.join(clusters, clusters.c.id == sessions.c.cluster_id).outerjoin(
                extensions, extensions.c.session_id == sessions.c.id
            )
        )
        .where(
            and_(sessions.c.state == "planned", sessions.c.starts_at >= bindparam("since")),
            true() if role is Role.ADMIN else granted(parameters(role).person, sessions.c.cluster_id),
        )
        .order_by(sessions.c.starts_at, sessions.c.id)
    )
