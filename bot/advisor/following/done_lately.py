"""Actions that were marked as done lately: that can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.advisor.following.duties import Duty
from bot.advisor.following.plans import ACTIONS, DONE
from bot.store import revisions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows.merge import get

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Done:
    """An action that is done, and the status it had before."""

    duty: Duty
    before: str


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
        done = [duty for duty in plans.get(document.id, ()) if duty.done]
        answers = revisions.answers_before(tx, scope, document.id, now - LATELY) if done else {}
        for duty in done:
            before = str(get(answers, (*ACTIONS, duty.row, "status")) or "")
            if before != DONE:
                found.append(Done(duty, before))
    return found
