"""What was asked in a thread before a question that is handed over: it goes with it."""

from sqlalchemy import and_

from bot.store import handovers, questions
from bot.store.engine import Tx
from bot.store.people import Person, coach_of, owner_of
from bot.store.questions import Question
from bot.store.scope import Scope
from bot.store.tables import questions as question_rows


def thread(tx: Tx, scope: Scope, id: str, limit: int) -> list[Question]:
    """What was asked in the same thread up to this question, itself among it, the earliest first."""
    return _thread(tx, id, limit) if handovers.get(tx, scope, id) is not None else []


def to_send(tx: Tx, scope: Scope, id: str, topic: str, limit: int) -> tuple[Person | None, list[Question]]:
    """Whom a question would go to, and what would go with it, itself the last; before it is handed over.

    Nobody where it was handed over already, or where there is nobody.
    """
    if questions.get(tx, scope, id) is None or handovers.get(tx, scope, id) is not None:
        return None, []
    return coach_of(tx, scope) or owner_of(tx, topic, other_than=scope.person), _thread(tx, id, limit)


def _thread(tx: Tx, id: str, limit: int) -> list[Question]:
    asked = question_rows.alias()
    same = and_(
        question_rows.c.thread == asked.c.thread,
        question_rows.c.cluster_id.is_not_distinct_from(asked.c.cluster_id),
        question_rows.c.asked_at <= asked.c.asked_at,
    )
    statement = questions.columns().join(asked, same).where(asked.c.id == id).limit(limit)
    return questions.listed(tx, statement)[::-1]
