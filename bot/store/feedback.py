"""The feedback of coaches on versions that were handed in, as a whole: overall note, next steps, acceptance.

How far a cluster's hand-in is, follows from it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, select, true, update

from bot.store.comment_tables import comments, feedbacks, next_steps
from bot.store.comments import draft_of, is_open
from bot.store.engine import Tx
from bot.store.scope import Role, Scope, feedback_seen, granted, inside_documents, parameters
from bot.store.tables import clusters, documents


class HandInState(StrEnum):
    """How far the hand-in of a cluster is."""

    NONE = "none"
    DRAFT = "draft"
    HANDED_IN = "handed-in"
    IN_COMMENTS = "in-comments"
    DONE = "done"


@dataclass(frozen=True)
class NextStep:
    """Something to do that a coach wrote; ``plan`` and ``row`` say which action it became, if it did."""

    number: int
    text: str
    plan: str | None = None
    row: str | None = None


@dataclass(frozen=True)
class Feedback:
    """What a coach says of a version as a whole; ``sent_at`` is None while it is a draft.

    ``typed_steps`` are the next steps as they were typed, one a line; ``steps`` are there once it was sent back.
    """

    id: str
    document: str
    cluster: str
    version: int
    author: str | None
    author_name: str
    note: str
    typed_steps: str
    accepted: bool
    begun_at: datetime
    sent_at: datetime | None
    steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True)
class ClusterState:
    """How far a cluster is with its documents of one dialogue.

    ``document`` and ``version`` are what was handed in last, None where nothing was; ``open_points`` those of it.
    """

    cluster: str
    cluster_name: str
    state: HandInState
    document: str | None = None
    version: int | None = None
    handed_in_at: datetime | None = None
    open_points: int = 0


@dataclass(frozen=True)
class DocumentState:
    """The same for one document; ``draft``: the coach who asks has begun feedback and not sent it back."""

    state: HandInState
    open_points: int = 0
    draft: bool = False


_BULLET = re.compile(r"^[-–—•*]+(?:\s+|$)")
"""How people begin a line of a list; “-5 % of energy” and “**Call**” are no such lines."""
_TIES = (feedbacks.c.version, feedbacks.c.accepted, feedbacks.c.id)
"""The order of what was sent at the same moment: acceptance is the last word."""


def of_document(tx: Tx, scope: Scope, document: str) -> list[Feedback]:
    """All feedback on a document that the scope sees, what was sent back first before later ones, drafts last."""
    asked = {**scope.values, "asked": document}
    rows = tx.execute(_of_document(scope.role), asked).mappings().all()
    return _with_steps(tx, [Feedback(**row) for row in rows])


@cache
def _of_document(role: Role) -> Select[Any]:
    statement = _feedbacks(parameters(role)).where(documents.c.id == bindparam("asked"))
    return statement.order_by(func.coalesce(feedbacks.c.sent_at, feedbacks.c.begun_at), *_TIES)


def get(tx: Tx, scope: Scope, id: str) -> Feedback | None:
    """One of them."""
    row = tx.execute(_feedbacks(scope).where(feedbacks.c.id == id)).mappings().first()
    return _with_steps(tx, [Feedback(**row)])[0] if row else None


def draft(tx: Tx, scope: Scope, document: str, version: int) -> Feedback | None:
    """What a coach has begun on a version and not sent back."""
    return next(
        (
            each
            for each in of_document(tx, scope, document)
            if each.sent_at is None and each.version == version and each.author == scope.person
        ),
        None,
    )


def write(
    tx: Tx, scope: Scope, document: str, version: int, *, note: str, steps: str, accepted: bool, now: datetime
) -> None:
    """Keep what a coach says of a version as a whole, in the draft of their feedback.

    Raises:
        NotFoundError: as `bot.store.comments.draft_of`.
    """
    id = draft_of(tx, scope, document, version, now)
    said = {"note": note, "steps": steps, "accepted": accepted}
    tx.execute(update(feedbacks).where(feedbacks.c.id == id).values(said))


def send(tx: Tx, scope: Scope, document: str, version: int, now: datetime) -> Feedback | None:
    """Send a coach's draft back, all at once; None where there is none any more."""
    begun = draft(tx, scope, document, version)
    if begun is None:
        return None
    unsent = and_(feedbacks.c.id == begun.id, feedbacks.c.sent_at.is_(None))
    if not tx.execute(update(feedbacks).where(unsent).values(sent_at=now)).rowcount:
        return None
    steps = steps_in(begun.typed_steps)
    wanted = [{"feedback_id": begun.id, "number": at, "text": text} for at, text in enumerate(steps, 1)]
    if wanted:
        tx.execute(insert(next_steps), wanted)
    return get(tx, scope, begun.id)


def steps_in(typed: str) -> list[str]:
    """The next steps in what a coach typed, one a line."""
    lines = (_BULLET.sub("", line.strip()).strip() for line in typed.splitlines())
    return [line for line in lines if line]


def take_step(tx: Tx, scope: Scope, id: str, number: int, *, plan: str, row: str, now: datetime) -> bool:
    """Note which action a next step became; False where the scope sees no such step."""
    known = get(tx, scope, id)
    if scope.role is Role.COACH or known is None or known.sent_at is None:
        return False
    this = and_(next_steps.c.feedback_id == id, next_steps.c.number == number)
    return tx.execute(update(next_steps).where(this).values(plan=plan, row=row, taken_at=now)).rowcount > 0


def open_points(tx: Tx, scope: Scope, document: str) -> int:
    """How many comments on a document wait for an answer of its cluster."""
    return open_by_document(tx, scope).get(document, 0)


def open_by_document(tx: Tx, scope: Scope) -> dict[str, int]:
    """The same for all documents that the scope sees; those without open points are left out."""
    return dict(tuple(row) for row in tx.execute(_open(scope.role), scope.values))


@cache
def _open(role: Role) -> Select[Any]:
    joined = comments.join(feedbacks, feedbacks.c.id == comments.c.feedback_id).join(
        documents, documents.c.id == feedbacks.c.document_id
    )
    mine = _within(parameters(role), documents.c.cluster_id)
    condition = and_(mine, is_open(), documents.c.state != "cancelled")
    return select(documents.c.id, func.count()).select_from(joined).where(condition).group_by(documents.c.id)


def document_states(tx: Tx, scope: Scope) -> dict[str, DocumentState]:
    """How far the documents are that were handed in and that the scope sees, in two queries."""
    rows = tx.execute(_latest(scope.role), scope.values).all()
    waiting = open_by_document(tx, scope)
    found: dict[str, DocumentState] = {}
    for id, accepted, sent_at, is_draft in rows:  # the latest feedback last
        before = found.get(id, DocumentState(HandInState.HANDED_IN, waiting.get(id, 0)))
        if sent_at is not None:
            state = HandInState.DONE if accepted else HandInState.IN_COMMENTS
            before = DocumentState(state, before.open_points, before.draft)
        found[id] = DocumentState(before.state, before.open_points, before.draft or bool(is_draft))
    return found


@cache
def _latest(role: Role) -> Select[Any]:
    """Every handed-in document, once for each feedback on the version handed in last, and once if there is none."""
    scope = parameters(role)
    own = feedbacks.c.person_id == scope.person if role is Role.COACH else feedbacks.c.sent_at.is_not(None)
    about = and_(
        feedbacks.c.document_id == documents.c.id,
        feedbacks.c.version == documents.c.handed_in_version,
        feedbacks.c.sent_at.is_not(None) | own,
    )
    is_draft = and_(feedbacks.c.id.is_not(None), feedbacks.c.sent_at.is_(None))
    return (
        select(documents.c.id, feedbacks.c.accepted, feedbacks.c.sent_at, is_draft.label("is_draft"))
        .select_from(documents.outerjoin(feedbacks, about))
        .where(_within(scope, documents.c.cluster_id), documents.c.handed_in_version.is_not(None))
        .order_by(documents.c.id, feedbacks.c.sent_at, *_TIES)
    )


def states(tx: Tx, scope: Scope, dialogue: str) -> dict[str, ClusterState]:
    """How far the clusters that the scope sees are with a dialogue, by cluster id, in three queries.

    A coach sees those granted to them, an administrator all, everybody else their own.  Of what was not handed in
    nothing is told but that there is something.
    """
    rows = tx.execute(_clusters(scope.role), {**scope.values, "dialogue": dialogue}).mappings().all()
    documents_seen = document_states(tx, scope)
    found: dict[str, ClusterState] = {}
    for row in rows:  # what was handed in last comes last
        known = found.get(row["cluster"], ClusterState(row["cluster"], row["cluster_name"], HandInState.NONE))
        if row["document"] is None:
            found[row["cluster"]] = known
        elif row["handed_in_at"] is None:
            state = HandInState.DRAFT if known.document is None else known.state
            found[row["cluster"]] = ClusterState(known.cluster, known.cluster_name, state)
        else:
            so = documents_seen.get(row["document"], DocumentState(HandInState.HANDED_IN))
            about = (row["document"], row["handed_in_version"], row["handed_in_at"], so.open_points)
            found[row["cluster"]] = ClusterState(known.cluster, known.cluster_name, so.state, *about)
    return found


@cache
def _clusters(role: Role) -> Select[Any]:
    wanted = and_(
        documents.c.cluster_id == clusters.c.id,
        documents.c.dialogue == bindparam("dialogue"),
        documents.c.state != "cancelled",
    )
    return (
        select(
            clusters.c.id.label("cluster"),
            clusters.c.name.label("cluster_name"),
            documents.c.id.label("document"),
            documents.c.handed_in_version,
            documents.c.handed_in_at,
        )
        .select_from(clusters.outerjoin(documents, wanted))
        .where(_within(parameters(role), clusters.c.id))
        .order_by(clusters.c.id, documents.c.handed_in_at.is_not(None), documents.c.handed_in_at)
    )


def _within(scope: Scope, cluster: Any) -> ColumnElement[bool]:
    if scope.role is Role.ADMIN:
        return true()
    return granted(scope.person, cluster) if scope.role is Role.COACH else inside_documents(scope, cluster)


def _feedbacks(scope: Scope) -> Select[Any]:
    return (
        select(
            feedbacks.c.id,
            documents.c.id.label("document"),
            documents.c.cluster_id.label("cluster"),
            feedbacks.c.version,
            feedbacks.c.person_id.label("author"),
            feedbacks.c.author.label("author_name"),
            feedbacks.c.note,
            feedbacks.c.steps.label("typed_steps"),
            feedbacks.c.accepted,
            feedbacks.c.begun_at,
            feedbacks.c.sent_at,
        )
        .select_from(feedbacks.join(documents, documents.c.id == feedbacks.c.document_id))
        .where(feedback_seen(scope))
    )


def _with_steps(tx: Tx, found: Sequence[Feedback]) -> list[Feedback]:
    ids = [each.id for each in found if each.sent_at is not None]
    steps: dict[str, list[NextStep]] = {}
    if ids:
        columns = (
            next_steps.c.feedback_id,
            next_steps.c.number,
            next_steps.c.text,
            next_steps.c.plan,
            next_steps.c.row,
        )
        wanted = select(*columns).where(next_steps.c.feedback_id.in_(ids)).order_by(next_steps.c.number)
        for id, *step in tx.execute(wanted):
            steps.setdefault(id, []).append(NextStep(*step))
    return [replace(each, steps=tuple(steps.get(each.id, ()))) for each in found]
