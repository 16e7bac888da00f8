"""What people do with a submitted plan: mark an action as done, hand the plan in to the coach."""

from bot.advisor import reminding
from bot.advisor.drafts import Draft, GoneError, load, save, title_of
from bot.advisor.turn import Turn
from bot.chat.sender import SendError
from bot.chat.views import Button, Buttons, Message, Reply, Text
from bot.store import clusters, documents, people
from bot.store.engine import Tx
from flows.merge import get, put

ACTIONS = ("actions", "actions")
"""Where the actions of a plan stand: page and field."""


async def mark_done(tx: Tx, turn: Turn, document_id: str, row: str) -> tuple[str, bool]:
    """Set an action's status to done, in the draft that everybody sees at once, and withdraw its reminders.

    Returns the action's name and whether it was open before.

    Raises:
        GoneError: the plan or the action is not there any more.
    """
    draft = await load(tx, turn, document_id, write=True)
    name = get(draft.answers, (*ACTIONS, row, "action"))
    if name is None:
        raise GoneError(row)
    path = (*ACTIONS, row, "status")
    if get(draft.answers, path) == "done":
        return str(name), False
    document = await save(tx, turn, draft.document, put(draft.answers, path, "done"))
    await reminding.follow_plan(tx, turn, document)
    return str(name), True


async def done(turn: Turn, document_id: str, row: str) -> Reply:
    """Mark an action as done from Home."""
    try:
        async with turn.desk.store.write() as tx:
            name, was_open = await mark_done(tx, turn, document_id, row)
    except GoneError:
        return turn.say("reminder.gone")
    return turn.say("reminder.is-done" if was_open else "reminder.was-done", action=name)


async def hand_in(turn: Turn, document_id: str) -> Reply:
    """Let the coach see the version submitted last, and tell them."""
    try:
        async with turn.desk.store.write() as tx:
            draft = await load(tx, turn, document_id, write=True)
            number = draft.document.submitted_version
            if number is None:
                return turn.say("document.wrong-state")
            await documents.hand_in(tx, turn.scope, document_id, number, now=turn.now)
            await reminding.follow_session(tx, turn)
            coach = await people.coach_of(tx, turn.scope)
            cluster = await clusters.name(tx, turn.scope)
    except GoneError:
        return turn.say("dialogue.gone")
    if coach is None:
        return turn.say("document.hand-in-no-coach", version=number)
    await _tell(turn, draft, coach, cluster, number)
    return turn.say("document.handed-in", coach=coach.name, version=number)


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
