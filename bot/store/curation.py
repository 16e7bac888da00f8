"""What curators see and change: questions without a good answer, and what they add to the articles.

Changes are appended and never altered: taking one back is a row of its own.  The last row's number is the
version by which every process knows that there is something new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, or_, select, update

from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope, enter_curation, owned
from bot.store.tables import curations, handover_notes, handovers, people, questions, topic_owners


@dataclass(frozen=True)
class Curation:
    """One change to one article: ``kind`` is ``phrasing``, ``article``, ``review``, or ``aside`` (of no article).

    Those of one decision have the same ``change``.  ``by`` is a name.
    """

    id: int
    kind: str
    article: str
    content: dict[str, Any]
    change: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """A question that waits for the curators: what was asked and what came of it, and nothing of who asked it.

    ``outcome`` is as in `bot.store.questions.Question`: an answer that did not help, suggestions of which none was
    meant, or nothing.  ``articles`` are (article id, score), the best first.
    """

    id: str
    text: str
    language: str
    outcome: str
    articles: list[tuple[str, float]]
    asked_at: datetime


@dataclass(frozen=True)
class Undone:
    """A decision that was taken back: its ``kind``, as in `Curation`, and how many questions wait again."""

    kind: str
    questions: int


@dataclass(frozen=True)
class Proposal:
    """A coach's answer that was proposed as an article, with the question."""

    question: str
    text: str
    language: str
    answer: str


_VERSION = select(func.max(curations.c.id))


def version(tx: Tx) -> int:
    """The number of the last change; 0 while there is none."""
    return tx.scalar(_VERSION) or 0


def current(tx: Tx) -> list[Curation]:
    """What was changed and not taken back, in its order; of the same article a later version replaces an earlier."""
    rows = tx.execute(_curations().where(_not_withdrawn()).order_by(curations.c.id)).mappings()
    return [Curation(**row) for row in rows]


def of_article(tx: Tx, article: str, kind: str) -> Curation | None:
    """The last change of a kind to an article that was not taken back."""
    row = tx.execute(_of_article(), {"article": article, "kind": kind}).mappings().first()
    return Curation(**row) if row else None


def changed_at(tx: Tx, article: str) -> datetime | None:
    """When an article, or the ways to ask for it, was changed last; taking a change back is one, too."""
    this = and_(curations.c.article == article, curations.c.kind != "review")
    found: datetime | None = tx.scalar(select(func.max(curations.c.at)).where(this))
    return found


def add(tx: Tx, scope: Scope, kind: str, article: str, content: dict[str, Any], *, change: str, now: datetime) -> None:
    """Append a change.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    _append(tx, scope, kind, article, content, change, now)


def review(
    tx: Tx, scope: Scope, article: str, topic: str, content: dict[str, Any], *, change: str, now: datetime
) -> None:
    """Append that an article was read and is still right.

    Raises:
        NotFoundError: as `check_keeper`.
    """
    check_keeper(tx, scope, topic)
    _append(tx, scope, "review", article, content, change, now)


def check_keeper(tx: Tx, scope: Scope, topic: str) -> None:
    """Make sure that somebody looks after a topic: curators do, and its owners.

    Raises:
        NotFoundError: this is neither.
    """
    owner = select(topic_owners.c.topic).where(topic_owners.c.topic == topic, owned(scope.person, topic_owners.c.topic))
    if scope.role is not Role.CURATOR and tx.scalar(owner.limit(1)) is None:
        raise NotFoundError("This article is looked after by somebody else.")


def _append(
    tx: Tx,
    scope: Scope,
    kind: str,
    article: str,
    content: dict[str, Any],
    change: str,
    now: datetime,
    withdraws: int | None = None,
) -> None:
    # the numbers must become visible in their order, or a process that compares the last one misses a change
    one_at_a_time(tx, "curations")
    values = {"kind": kind, "article": article, "content": content, "change": change, "at": now}
    tx.execute(insert(curations).values(**values, person_id=scope.person, withdraws=withdraws))


def withdraw(tx: Tx, scope: Scope, row: Curation, *, change: str, now: datetime) -> None:
    """Take one change back.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    _append(tx, scope, row.kind, row.article, {}, change, now, withdraws=row.id)


def undo(tx: Tx, scope: Scope, change: str, now: datetime) -> Undone | None:
    """Take a decision back: what it changed, what it withdrew comes back, and its questions wait again.

    None if there is nothing to take back.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    one_at_a_time(tx, "curations")
    done = tx.execute(_curations().where(_of_decision(change)).order_by(curations.c.id)).mappings().all()
    for row in done:
        _append(tx, scope, row["kind"], row["article"], {}, change, now, withdraws=row["id"])
    if not done:
        return None
    this = questions.c.resolved_in == change
    again = tx.execute(update(questions).where(this).values(resolved_at=None, resolved_in=None))
    return Undone(done[0]["kind"], again.rowcount)


def _of_decision(change: str) -> ColumnElement[bool]:
    """The rows that a decision made, and that it did not take back itself.

    What it withdrew is of other decisions; a row that withdraws one of its own is its undoing.
    """
    own, back = curations.alias(), curations.alias()
    undoing = curations.c.withdraws.in_(select(own.c.id).where(own.c.change == change))
    undone = select(back.c.withdraws).where(back.c.change == change, back.c.withdraws.is_not(None))
    return and_(
        curations.c.change == change,
        or_(curations.c.withdraws.is_(None), ~undoing),
        curations.c.id.not_in(undone),
    )


def recent(tx: Tx, scope: Scope, limit: int) -> list[Curation]:
    """The latest decisions that stand, the last first; of each the first of its changes.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    first = select(func.min(curations.c.id)).where(_not_withdrawn()).group_by(curations.c.change)
    statement = _curations().where(curations.c.id.in_(first)).order_by(curations.c.id.desc()).limit(limit)
    return [Curation(**row) for row in tx.execute(statement).mappings()]


def waiting(tx: Tx, scope: Scope, until: datetime, limit: int = 1000) -> list[Waiting]:
    """The questions asked up to a moment that had no answer, or one that did not help, the latest first.

    Those of the programme's own people are left out: curators try things.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    unanswered = or_(questions.c.outcome == "unknown", questions.c.helpful.is_(False))
    theirs = or_(questions.c.cluster_id.is_(None), questions.c.cluster_id != PROGRAMME)
    statement = (
        select(*(questions.c[name] for name in ("id", "text", "language", "outcome", "articles", "asked_at")))
        .where(unanswered, theirs, questions.c.resolved_at.is_(None), questions.c.asked_at <= until)
        .order_by(questions.c.asked_at.desc(), questions.c.id)
        .limit(limit)
    )
    rows = tx.execute(statement).mappings()
    return [Waiting(**{**row, "articles": [(article, score) for article, score in row["articles"]]}) for row in rows]


def proposals(tx: Tx, scope: Scope) -> list[Proposal]:
    """What coaches proposed as articles and nobody dealt with, the earliest first.

    ``answer`` holds what the asker still needed to know as well, where the coach went on from it.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    proposed = and_(handovers.c.proposed_at.is_not(None), questions.c.resolved_at.is_(None))
    columns = (questions.c.id, questions.c.text, questions.c.language, handover_notes.c.author)
    statement = (
        select(*columns, handover_notes.c.text.label("note"))
        .join(handovers, handovers.c.question_id == questions.c.id)
        .join(handover_notes, handover_notes.c.question_id == questions.c.id)
        .where(proposed, handover_notes.c.author.in_(("coach", "asker")))
        .order_by(handovers.c.proposed_at, questions.c.id, handover_notes.c.number)
    )
    found: dict[str, Proposal] = {}
    written: dict[str, list[str]] = {}
    for id, text, language, author, note in tx.execute(statement):
        written.setdefault(id, []).append(note)
        if author == "coach":
            found[id] = Proposal(id, text, language, "\n\n".join(written[id]))
    return list(found.values())


def all_waiting(tx: Tx, scope: Scope, ids: Sequence[str]) -> bool:
    """Whether nobody dealt with any of these questions; other decisions wait until this transaction ends.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    one_at_a_time(tx, "curations")
    these = and_(questions.c.id.in_(ids), questions.c.resolved_at.is_(None))
    return tx.scalar(select(func.count()).select_from(questions).where(these)) == len(set(ids))


def resolve(tx: Tx, scope: Scope, ids: Sequence[str], change: str, now: datetime) -> None:
    """Take questions out of the queue: a decision was made about them.

    Raises:
        NotFoundError: this is no curator.
    """
    enter_curation(scope)
    one_at_a_time(tx, "curations")
    these = and_(questions.c.id.in_(ids), questions.c.resolved_at.is_(None))
    tx.execute(update(questions).where(these).values(resolved_at=now, resolved_in=change))


@cache
def _of_article() -> Select[Any]:
    this = and_(curations.c.article == bindparam("article"), curations.c.kind == bindparam("kind"), _not_withdrawn())
    return _curations().where(this).order_by(curations.c.id.desc()).limit(1)


def _not_withdrawn() -> ColumnElement[bool]:
    """A change that stands: nothing withdraws it, or what did was itself taken back."""
    back, again = curations.alias(), curations.alias()
    void = select(again.c.withdraws).where(again.c.withdraws.is_not(None))
    withdrawn = select(back.c.withdraws).where(back.c.withdraws.is_not(None), back.c.id.not_in(void))
    return and_(curations.c.withdraws.is_(None), curations.c.id.not_in(withdrawn))


def _curations() -> Select[Any]:
    columns = [curations.c[name] for name in ("id", "kind", "article", "content", "change", "at")]
    joined = curations.outerjoin(people, people.c.id == curations.c.person_id)
    return select(*columns, func.coalesce(people.c.name, "").label("by")).select_from(joined)
