"""What people do with a submitted plan: mark an action as done, hand the plan in to the coach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, save, title_of
from bot.advisor.following import duties, notices, reminding
from bot.advisor.turn import Turn, writes
from bot.chat.sender import SendError
from bot.chat.views import Button, Buttons, Message, Reply, Text
from bot.store import clusters, documents, people
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
    await notices.take_back(turn, outdated, but=but)
    return turn.line(message, action=name)


def _mark_done(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[str, str, Sequence[Reminder]]:
    """Set an action's status in the draft that everybody sees at once; its reminders are withdrawn.

    Returns the message about it, the action's name, and the reminders that were sent and are wrong now.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = load(tx, turn, document_id, write=True)
    name = get(draft.answers, (*ACTIONS, row, "action"))
    if name is None:
        submitted = duties.of_plan(tx, turn.scope, draft.document)
        removed = next((duty.action for duty in submitted if duty.row == row), None)
        if removed is None:
            raise GoneError(row)
        return "reminder.removed-in-draft", removed, ()
    path = (*ACTIONS, row, "status")
    if get(draft.answers, path) == "done":
        return "reminder.was-done", str(name), ()
    document = save(tx, turn, replace(draft.document, answers=put(draft.answers, path, "done")))
    return "reminder.is-done", str(name), reminding.follow_plan(tx, turn, document)


async def hand_in(turn: Turn, document_id: str) -> Reply:
    """Let the coach see the version submitted last, and tell them once."""
    try:
        done = await _hand_in(turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    if done is None:
        return turn.say("document.wrong-state")
    await notices.take_back(turn, done.outdated)
    if done.coach is None:
        return turn.say("document.hand-in-no-coach", version=done.number)
    if done.draft.document.handed_in_version != done.number:
        await _tell(turn, done.draft, done.coach, done.cluster, done.number)
    return turn.say("document.handed-in", coach=done.coach.name, version=done.number)


@dataclass(frozen=True)
class _HandedIn:
    """The plan as it was before, the version handed in, and who is to be told."""

    draft: Draft
    number: int
    coach: people.Person | None
    cluster: str
    outdated: Sequence[Reminder]


@writes
def _hand_in(tx: Tx, turn: Turn, document_id: str) -> _HandedIn | None:
    """Hand in the version submitted last; None if there is none.

    Raises:
        GoneError: the plan is not there any more.
    """
    draft = load(tx, turn, document_id, write=True)
    number = draft.document.submitted_version
    if number is None:
        return None
    documents.hand_in(tx, turn.scope, document_id, number, now=turn.now)
    outdated = reminding.follow_session(tx, turn)
    return _HandedIn(draft, number, people.coach_of(tx, turn.scope), clusters.name(tx, turn.scope), outdated)


async def _tell(turn: Turn, draft: Draft, coach: people.Person, cluster: str, number: int) -> None:
    """Tell the coach; when that fails the plan still stands on their Home."""
    title = title_of(draft.document, turn.voice)
    text = turn.voice.mark("document.coach-notice", cluster=cluster, title=title, version=number)
    summary = turn.voice.say("document.coach-notice", cluster=cluster, title=title, version=number)
    button = Button(turn.voice.say("dialogue.open"), f"document:open:{draft.document.id}")
    message = Message(summary, (Text(text), Buttons((button,))))
    try:
        await turn.desk.sender.send(coach.account, message, key=f"handed-in:{draft.document.id}:{number}")
    except SendError:
        return
