"""What people do with a submitted plan: mark an action as done."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents.drafts import GoneError, at_once, load, save
from bot.advisor.following import duties
from bot.advisor.turn import Turn
from bot.chat.views import Message, Reply
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.merge import get, put

ACTIONS = ("actions", "actions")
"""Where the actions of a plan stand: page and field."""


async def done(turn: Turn, document_id: str, row: str) -> Reply:
    """Mark an action as done from Home."""
    return Reply(messages=(await done_line(turn, document_id, row),))


async def done_line(turn: Turn, document_id: str, row: str, *, but: str = "") -> Message:
    """Mark an action as done and take back what was sent about it, except the message ``but``; says what came of it."""
    try:
        message, name, outdated = await at_once(turn, lambda tx: _mark_done(tx, turn, document_id, row))
    except GoneError:
        return turn.line("reminder.gone")
    await notices.replace_outdated(turn, outdated, but=but)
    return turn.line(message, action=name)


def _mark_done(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[str, str, Sequence[Reminder]]:
    """Set an action's status in the draft that everybody sees at once; its reminders are withdrawn.

    Returns the message about it, the action's name, and the reminders that were sent and are wrong now.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id)
    name = get(draft.answers, (*ACTIONS, row, "action"))
    if name is None:
        submitted = duties.of_plan(tx, turn.scope, document_id)
        removed = next((duty.action for duty in submitted if duty.row == row), None)
        if removed is None:
            raise GoneError(row)
        return "reminder.removed-in-draft", removed, ()
    path = (*ACTIONS, row, "status")
    if get(draft.answers, path) == "done":
        return "reminder.was-done", str(name), ()
    document = save(tx, turn, replace(draft.document, answers=put(draft.answers, path, "done")))
    return "reminder.is-done", str(name), consequences.apply(tx, turn, Change.LIVE_FIELD, document)
