"""What was marked as done lately: that can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.advisor.following.duties import Duty
from bot.advisor.following.places import place
from bot.advisor.following.plans import DONE, DONE_UNTIL
from bot.store import revisions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows.dialogue import Answers
from flows.merge import get

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Done:
    """What is done, and the status it had before.  Of what repeats, the duty is that of the ``day`` done last."""

    duty: Duty
    before: str
    day: date | None = None


def done_lately(
    tx: Tx, scope: Scope, known: Sequence[Document], plans: Mapping[str, Sequence[Duty]], now: datetime
) -> list[Done]:
    """What was marked as done within `LATELY` in the plans of the cluster, in the order of the plans.

    ``plans`` are the actions of those among the documents, as `bot.advisor.following.duties.of_known` reads them.
    """
    found: list[Done] = []
    for document in known:
        if document.updated_at < now - LATELY:
            continue
        done = [duty for duty in plans.get(document.id, ()) if duty.status == DONE or duty.done_until]
        answers = revisions.answers_before(tx, scope, document.id, now - LATELY) if done else {}
        found += [each for duty in done if (each := _done(duty, answers)) is not None]
    return found


def _done(duty: Duty, before: Answers) -> Done | None:
    """None where it was done before."""
    if duty.status == DONE:
        status = str(get(before, place(duty.row, "status")) or "")
        return Done(duty, status) if status != DONE else None
    if duty.repetition is None or duty.done_until is None:
        return None
    day = duty.repetition.up_to(duty.done_until)
    if day is None or get(before, place(duty.row, DONE_UNTIL)) == duty.done_until.isoformat():
        return None
    return Done(replace(duty, deadline=day), duty.status, day)
