"""What was asked, what came of it, and who takes it on: for follow-ups and for the curators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    Select,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from bot.store.engine import Tx
from bot.store.people import colleagues, enter
from bot.store.scope import NotFoundError, Role, Scope, granted, inside, parameters
from bot.store.tables import questions

AROUND, CLOCKS = timedelta(minutes=2), timedelta(seconds=1)
"""How far a message and the question in it may lie apart, and how much two clocks may differ."""


_OF_NO_CLUSTER = (Role.COACH, Role.ADMIN)
"""Their own questions belong to no cluster."""


@dataclass(frozen=True)
class Question:
    """A question and its outcome (``answer``, ``suggest``, ``unknown``, ``chat``).

    ``articles`` are (article id, score), the best first; ``helpful`` is None until somebody says so; ``handed_to``
    is the person who was asked to answer it.  A coach's own question has no cluster.
    """

    id: str
    cluster: str | None
    person: str | None
    text: str
    language: str
    outcome: str
    articles: list[tuple[str, float]]
    thread: str
    asked_at: datetime
    helpful: bool | None
    handed_to: str | None
    handed_at: datetime | None


_INSERT = insert(questions)


def add(
    tx: Tx,
    scope: Scope,
    *,
    id: str,
    text: str,
    language: str,
    outcome: str,
    articles: Sequence[tuple[str, float]],
    thread: str,
    now: datetime,
) -> None:
    """Keep a question.

    Raises:
        NotFoundError: there is no such cluster.
    """
    if scope.role not in _OF_NO_CLUSTER:
        enter(tx, scope)
    values = {
        "id": id,
        "cluster_id": None if scope.role in _OF_NO_CLUSTER else scope.cluster,
        "person_id": scope.person,
        "text": text,
        "language": language,
        "outcome": outcome,
        "articles": [[article, score] for article, score in articles],
        "thread": thread,
        "asked_at": now,
    }
    tx.execute(_INSERT, values)


def get(tx: Tx, scope: Scope, id: str) -> Question | None:
    """A question of the cluster."""
    row = tx.execute(_questions(scope).where(questions.c.id == id)).mappings().first()
    return _question(row) if row else None


def at_root(tx: Tx, scope: Scope, thread: str, began: datetime, *, own: bool) -> Question | None:
    """The question that the first message of a thread asked (``own``) or answered, which stands outside of threads.

    ``thread`` is that of what is said outside, ``began`` when the first message was written by the platform's clock.
    """
    here = and_(questions.c.thread == thread, questions.c.person_id == scope.person)
    window = questions.c.asked_at.between(began - AROUND, began + AROUND)
    rows = tx.execute(_questions(scope).where(here, window).order_by(questions.c.asked_at)).mappings()
    found = [_question(row) for row in rows]
    before = [each for each in found if each.asked_at <= began + CLOCKS]
    after = [each for each in found if each.asked_at >= began - CLOCKS]
    if own:
        return after[0] if after else None
    return before[-1] if before else None


def rate(tx: Tx, scope: Scope, id: str, helpful: bool, now: datetime) -> bool:
    """Say whether the answer helped; False if there is no such question."""
    mine = (questions.c.id == id) & _visible(scope)
    rated = tx.execute(update(questions).where(mine).values(helpful=helpful, rated_at=now))
    return rated.rowcount > 0


def chosen(tx: Tx, scope: Scope, id: str, article: str, now: datetime) -> bool:
    """Keep that the person chose an article, which is the question's answer from then on.

    What they said before of another answer, or of the suggestions, does not tell of this one.
    """
    question = get(tx, scope, id)
    if question is None:
        return False
    others = [[other, score] for other, score in question.articles if other != article]
    values: dict[str, Any] = {"outcome": "answer", "articles": [[article, 1.0], *others]}
    if (question.outcome, [first for first, _ in question.articles[:1]]) != ("answer", [article]):
        values |= {"helpful": None, "rated_at": None}
    changed = tx.execute(update(questions).where(questions.c.id == id, _visible(scope)).values(values))
    return changed.rowcount > 0


def hand_over(tx: Tx, scope: Scope, id: str, to_person: str | None, now: datetime) -> bool:
    """Give a question to somebody of the cluster or its coach; False if it was handed over already.

    Without ``to_person`` it waits for whoever becomes the cluster's coach.

    Raises:
        NotFoundError: no such question, or no such person.
    """
    question = get(tx, scope, id)
    if question is None:
        raise NotFoundError("There is no such question.")
    if to_person is not None and to_person not in {colleague.id for colleague in colleagues(tx, scope)}:
        raise NotFoundError("There is no such person in this cluster.")
    free = (questions.c.id == id) & questions.c.handed_at.is_(None)
    handed = tx.execute(update(questions).where(free).values(handed_to=to_person, handed_at=now))
    return handed.rowcount > 0


def recent_in_thread(tx: Tx, scope: Scope, thread: str, limit: int) -> list[Question]:
    """What was asked last in a thread, the latest first: for follow-up questions."""
    named = {**scope.values, "thread": thread, "limit": limit}
    return [_question(row) for row in tx.execute(_recent(scope.role), named).mappings()]


@cache  # every message that may be a follow-up asks
def _recent(role: Role) -> Select[Any]:
    here = _questions(parameters(role)).where(questions.c.thread == bindparam("thread"))
    return here.order_by(questions.c.asked_at.desc(), questions.c.id).limit(bindparam("limit", type_=Integer))


def listed(tx: Tx, statement: Select[Any]) -> list[Question]:
    """The questions that a statement of `columns` finds, the latest first."""
    rows = tx.execute(statement.order_by(questions.c.asked_at.desc(), questions.c.id))
    return [_question(row) for row in rows.mappings()]


def columns() -> Select[Any]:
    """A question's columns as `Question` names them."""
    renamed = {"cluster_id": "cluster", "person_id": "person"}
    hidden = ("rated_at", "resolved_at", "resolved_in")
    return select(*(c.label(renamed.get(c.name, c.name)) for c in questions.c if c.name not in hidden))


def _questions(scope: Scope) -> Select[Any]:
    return columns().where(_visible(scope))


def _visible(scope: Scope) -> ColumnElement[bool]:
    """Staff see their cluster's questions; a coach or administrator their own, and those handed to them."""
    if scope.role not in _OF_NO_CLUSTER:
        return inside(scope, questions.c.cluster_id)
    own = and_(questions.c.cluster_id.is_(None), questions.c.person_id == scope.person)
    handed = and_(questions.c.handed_to == scope.person, granted(scope.person, questions.c.cluster_id))
    return or_(own, handed)


def _question(row: RowMapping) -> Question:
    return Question(**{**row, "articles": [(article, score) for article, score in row["articles"]]})
