"""Comments of coaches on the rows and fields of what was handed in, with the answers to them.

What a coach writes is a draft until all of it is sent back, and nobody else sees it.  A comment keeps what its row and
question were called, so that it stays readable whatever becomes of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, func, insert, select, update

from bot.store import versions
from bot.store.comment_tables import comments, feedbacks
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.scope import NotFoundError, Role, Scope, feedback_seen, parameters
from bot.store.tables import documents, people

Path = tuple[str, ...]


class Kind(StrEnum):
    """What a comment wants."""

    ACCEPT = "accept"
    CHANGE = "change"
    QUESTION = "question"


@dataclass(frozen=True)
class Place:
    """What is commented on: a path of page, field, row and field of the row, as far as it goes.

    ``row_name`` is what people call the row, ``question`` the English name of the field, both as they are then; empty
    where there is none.
    """

    path: Path
    row_name: str = ""
    question: str = ""


@dataclass(frozen=True)
class Comment:
    """A comment; ``sent_at`` is None while it is a draft.

    ``kind`` is a `Kind`, or empty while the coach has not chosen.  ``answered_at`` is when staff answered last,
    ``done`` whether they said that it is done.  ``settled``: the coach accepted the document as a whole since.
    """

    id: str
    feedback: str
    document: str
    cluster: str
    version: int
    author: str | None
    author_name: str
    path: Path
    row_name: str
    question: str
    kind: str
    text: str
    at: datetime
    sent_at: datetime | None
    answer: str
    done: bool
    answered_by_name: str
    answered_at: datetime | None
    settled: bool

    @property
    def is_open(self) -> bool:
        """Whether staff still owe an answer."""
        asks = self.kind != Kind.ACCEPT and self.sent_at is not None
        return asks and self.answered_at is None and not self.settled


def of_document(tx: Tx, scope: Scope, document: str) -> list[Comment]:
    """All comments on a document that the scope sees, those sent back first before later ones, drafts last."""
    rows = tx.execute(_of_document(scope.role), {**scope.values, "asked": document}).mappings()
    return [_comment(row) for row in rows]


@cache
def _of_document(role: Role) -> Select[Any]:
    statement = _comments(parameters(role)).where(documents.c.id == bindparam("asked"))
    return statement.order_by(func.coalesce(feedbacks.c.sent_at, comments.c.at), comments.c.at, comments.c.id)


def get(tx: Tx, scope: Scope, id: str) -> Comment | None:
    """One comment."""
    row = tx.execute(_one(scope.role), {**scope.values, "asked": id}).mappings().first()
    return _comment(row) if row else None


@cache
def _one(role: Role) -> Select[Any]:
    return _comments(parameters(role)).where(comments.c.id == bindparam("asked"))


def draft_at(tx: Tx, scope: Scope, document: str, version: int, path: Sequence[str]) -> Comment | None:
    """What a coach has written about a place and not sent back."""
    here = {"asked": document, "number": version, "where": "/".join(path)}
    row = tx.execute(_draft_at(scope.role), {**scope.values, **here}).mappings().first()
    return _comment(row) if row else None


@cache
def _draft_at(role: Role) -> Select[Any]:
    by = parameters(role)
    own = and_(feedbacks.c.person_id == by.person, feedbacks.c.sent_at.is_(None), documents.c.id == bindparam("asked"))
    here = and_(feedbacks.c.version == bindparam("number"), comments.c.path == bindparam("where"))
    return _comments(by).where(own, here)


def draft_of(tx: Tx, scope: Scope, document: str, version: int, now: datetime) -> str:
    """The id of a coach's draft of feedback on a version, begun where there is none.

    Raises:
        NotFoundError: this is no coach, or such a version was not handed in to them.
    """
    if scope.role is not Role.COACH or versions.handed_in_document(tx, scope.person, document, version) is None:
        raise NotFoundError("There is nothing to comment on for you.")
    one_at_a_time(tx, turns_of(document, scope.person))
    begun = select(feedbacks.c.id).where(
        feedbacks.c.document_id == document,
        feedbacks.c.version == version,
        feedbacks.c.person_id == scope.person,
        feedbacks.c.sent_at.is_(None),
    )
    known: str | None = tx.scalar(begun)
    if known is not None:
        return known
    name = tx.scalar(select(people.c.name).where(people.c.id == scope.person)) or ""
    made = {"id": uuid4().hex, "document_id": document, "version": version, "person_id": scope.person}
    tx.execute(insert(feedbacks).values(**made, author=name, begun_at=now))
    return made["id"]  # type: ignore[return-value]  # the one text among them


def turns_of(document: str, coach: str) -> str:
    """The name under which a coach's feedback on a document is written by one transaction after the other."""
    return f"feedback {document} {coach}"


def put(
    tx: Tx, scope: Scope, document: str, version: int, place: Place, *, kind: str, text: str, now: datetime
) -> Comment:
    """Keep what a coach writes about a place, in the draft of their feedback; it replaces what stood there.

    Raises:
        NotFoundError: as `draft_of`.
    """
    feedback = draft_of(tx, scope, document, version, now)
    path = "/".join(place.path)
    said = {"kind": kind, "text": text, "row_name": place.row_name, "question": place.question}
    here = and_(comments.c.feedback_id == feedback, comments.c.path == path)
    if not tx.execute(update(comments).where(here).values(said)).rowcount:
        tx.execute(insert(comments).values(id=uuid4().hex, feedback_id=feedback, path=path, at=now, **said))
    kept = draft_at(tx, scope, document, version, place.path)
    assert kept is not None
    return kept


def remove(tx: Tx, scope: Scope, id: str) -> Comment | None:
    """Take a comment out of one's own draft; None where it is in none."""
    known = get(tx, scope, id)
    if known is None or known.sent_at is not None or known.author != scope.person:
        return None
    tx.execute(delete(comments).where(comments.c.id == id))
    return known


def answer(tx: Tx, scope: Scope, id: str, *, text: str, done: bool, now: datetime) -> Comment | None:
    """What staff answer to a comment that was sent back; answered again, the last answer counts.

    None: there is no such comment for them, or the document was accepted since.
    """
    known = get(tx, scope, id)
    if scope.role is Role.COACH or known is None or known.settled:
        return None
    name = tx.scalar(select(people.c.name).where(people.c.id == scope.person)) or ""
    said = {"answer": text, "done": done, "answered_by": scope.person, "answered_by_name": name, "answered_at": now}
    tx.execute(update(comments).where(comments.c.id == id).values(said))
    return get(tx, scope, id)


def take_back_answer(tx: Tx, scope: Scope, id: str) -> Comment | None:
    """Leave a comment unanswered again; None as in `answer`."""
    known = get(tx, scope, id)
    if scope.role is Role.COACH or known is None or known.settled:
        return None
    nothing = {"answer": "", "done": False, "answered_by": None, "answered_by_name": "", "answered_at": None}
    tx.execute(update(comments).where(comments.c.id == id).values(nothing))
    return get(tx, scope, id)


def is_open() -> ColumnElement[bool]:
    """The condition of `Comment.is_open`."""
    return and_(is_undecided(), comments.c.answered_at.is_(None))


def is_undecided() -> ColumnElement[bool]:
    """The condition that a comment was sent back and wants something, answered or not, until its coach accepts the
    document."""
    asks = and_(comments.c.kind != Kind.ACCEPT.value, feedbacks.c.sent_at.is_not(None))
    return and_(asks, ~_settled())


def _settled() -> ColumnElement[bool]:
    later = feedbacks.alias()
    return exists().where(
        later.c.document_id == feedbacks.c.document_id,
        later.c.accepted,
        later.c.sent_at >= feedbacks.c.sent_at,
    )


def hand_over(tx: Tx, person: str, cluster: str, to: str) -> None:
    """Give what a coach wrote on the documents of a cluster to another coach: what was not sent back, to go on with,
    and what is not settled, to be told of the answers.  What was sent keeps the name of whoever wrote it.

    Where both have begun feedback on the same version it becomes one, and nothing of it is lost.
    """
    here = documents.c.cluster_id == cluster
    joined = feedbacks.join(documents, documents.c.id == feedbacks.c.document_id)
    mine = select(feedbacks).select_from(joined).where(here, feedbacks.c.person_id == person)
    name = tx.scalar(select(people.c.name).where(people.c.id == to)) or ""
    for row in tx.execute(mine.where(feedbacks.c.sent_at.is_(None))).all():
        theirs = tx.execute(
            select(feedbacks).where(
                feedbacks.c.document_id == row.document_id,
                feedbacks.c.version == row.version,
                feedbacks.c.person_id == to,
                feedbacks.c.sent_at.is_(None),
            )
        ).first()
        if theirs is None:
            changes = {"person_id": to, "author": name}
            tx.execute(update(feedbacks).where(feedbacks.c.id == row.id).values(changes))
        else:
            _join(tx, row, theirs)
    unsettled = [row.id for row in tx.execute(mine.where(feedbacks.c.sent_at.is_not(None), ~_settled()))]
    tx.execute(update(feedbacks).where(feedbacks.c.id.in_(unsettled)).values(person_id=to))


def _join(tx: Tx, draft: Any, into: Any) -> None:
    """Put a draft of feedback into another one; where both say something of the same, one text stands below the
    other."""
    both = {name: _below(getattr(into, name), getattr(draft, name)) for name in ("note", "steps")}
    tx.execute(update(feedbacks).where(feedbacks.c.id == into.id).values(both))
    there = select(comments.c.path, comments.c.id, comments.c.text).where(comments.c.feedback_id == into.id)
    known = {path: (id, text) for path, id, text in tx.execute(there)}
    for row in tx.execute(select(comments).where(comments.c.feedback_id == draft.id)).all():
        if row.path in known:
            id, text = known[row.path]
            tx.execute(update(comments).where(comments.c.id == id).values(text=_below(text, row.text)))
        else:
            tx.execute(update(comments).where(comments.c.id == row.id).values(feedback_id=into.id))
    tx.execute(delete(comments).where(comments.c.feedback_id == draft.id))
    tx.execute(delete(feedbacks).where(feedbacks.c.id == draft.id))


def _below(first: str, second: str) -> str:
    return "\n".join(filter(None, (first, second)))


def _comments(scope: Scope) -> Select[Any]:
    own = [column for column in comments.c if column not in (comments.c.feedback_id, comments.c.answered_by)]
    return (
        select(
            *own,
            comments.c.feedback_id.label("feedback"),
            documents.c.id.label("document"),
            documents.c.cluster_id.label("cluster"),
            feedbacks.c.version,
            feedbacks.c.person_id.label("author"),
            feedbacks.c.author.label("author_name"),
            feedbacks.c.sent_at,
            _settled().label("settled"),
        )
        .select_from(
            comments.join(feedbacks, feedbacks.c.id == comments.c.feedback_id).join(
                documents, documents.c.id == feedbacks.c.document_id
            )
        )
        .where(feedback_seen(scope))
    )


def _comment(row: Any) -> Comment:
    return Comment(**{**row, "path": tuple(row["path"].split("/")), "settled": bool(row["settled"])})
