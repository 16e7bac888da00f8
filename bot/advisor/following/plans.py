"""What people do with a submitted plan: mark an action as done, and take that back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents.drafts import GoneError, at_once, load, save
from bot.advisor.following import duties
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons
from bot.chat.views import Message, Reply
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.merge import get, put
from flows.plan_pages import STATUSES

DONE = "done"
ACTIONS = ("actions", "actions")
"""Where the actions of a plan stand: page and field."""


async def done(turn: Turn, document_id: str, row: str) -> Reply:
    """Mark an action as done from Home."""
    return Reply(messages=(await done_line(turn, document_id, row),))


async def done_line(turn: Turn, document_id: str, row: str, *, but: str = "") -> Message:
    """Mark an action as done and take back what was sent about it, except the message ``but``; says what came of it."""
    try:
        marked = await at_once(turn, lambda tx: _mark(tx, turn, document_id, row, DONE))
    except GoneError:
        return turn.line("reminder.gone")
    await notices.replace_outdated(turn, marked.outdated, but=but)
    if marked.removed:
        return turn.line("reminder.removed-in-draft", action=marked.name)
    said = turn.line("reminder.was-done" if marked.before == DONE else "reminder.is-done", action=marked.name)
    if marked.before == DONE:
        return said
    undo = Buttons((undo_button(turn, document_id, row, marked.before),))
    return replace(said, blocks=(*said.blocks, undo))


async def undo(turn: Turn, document_id: str, row: str, before: str) -> Reply:
    """The button "Undo": an action that was marked as done gets back the status it had before."""
    if before not in {status.value for status in STATUSES} - {DONE}:
        before = ""
    try:
        marked = await at_once(turn, lambda tx: _mark(tx, turn, document_id, row, before))
    except GoneError:
        return turn.say("reminder.gone")
    if marked.removed:
        return turn.say("reminder.removed-in-draft", action=marked.name)
    await notices.replace_outdated(turn, marked.outdated)
    return turn.say("reminder.is-open" if marked.before == DONE else "reminder.was-open", action=marked.name)


def undo_button(turn: Turn, document_id: str, row: str, before: str) -> Button:
    """Give an action that is done its status of ``before`` again."""
    return Button(turn.voice.say("reminder.undo"), f"action:undo:{document_id}:{row}:{before}")


@dataclass(frozen=True)
class _Marked:
    """An action with the status it had before, and the reminders that were sent and are wrong now.

    ``removed``: it was taken out of the draft, and nothing was changed.
    """

    name: str
    before: str
    outdated: Sequence[Reminder] = ()
    removed: bool = False


def _mark(tx: Tx, turn: Turn, document_id: str, row: str, status: str) -> _Marked:
    """Set an action's status in the draft that everybody sees at once; its reminders follow.

    Only what is done becomes open again, so that nothing newer is lost.

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
        return _Marked(removed, "", removed=True)
    path = (*ACTIONS, row, "status")
    before = str(get(draft.answers, path) or "")
    if (before == DONE) is (status == DONE):
        return _Marked(str(name), before)
    document = save(tx, turn, replace(draft.document, answers=put(draft.answers, path, status)))
    return _Marked(str(name), before, consequences.apply(tx, turn, Change.LIVE_FIELD, document))
