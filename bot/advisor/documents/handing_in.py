"""Handing a document in: from then on the coach sees the version submitted last."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents.drafts import Draft, GoneError, load
from bot.advisor.turn import Turn, writes
from bot.chat.sender import SendError
from bot.chat.views import Button, Buttons, Message, Reply, Text
from bot.store import clusters, documents, people
from bot.store.engine import Tx
from bot.store.reminders import Reminder


async def hand_in(turn: Turn, document_id: str) -> Reply:
    """Let the coach see the version submitted last, and tell them once."""
    try:
        done = await _hand_in(turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    if done is None:
        return turn.say("document.wrong-state")
    await notices.replace_outdated(turn, done.outdated)
    if done.coach is None:
        return turn.say("document.hand-in-no-coach", version=done.number)
    if done.draft.document.handed_in_version != done.number:
        await _tell(turn, done.draft, done.coach, done.cluster, done.number)
    return turn.say("document.handed-in", coach=done.coach.name, version=done.number)


@dataclass(frozen=True)
class _HandedIn:
    """The document as it was before, the version handed in, and who is to be told."""

    draft: Draft
    number: int
    coach: people.Person | None
    cluster: str
    outdated: Sequence[Reminder]


@writes
def _hand_in(tx: Tx, turn: Turn, document_id: str) -> _HandedIn | None:
    """Hand in the version submitted last; None if there is none.

    Raises:
        GoneError: the document is not there any more.
    """
    draft = load(tx, turn, document_id)
    number = draft.document.submitted_version
    if number is None:
        return None
    document = documents.hand_in(tx, turn.scope, document_id, number, now=turn.now)
    outdated = consequences.apply(tx, turn, Change.HANDED_IN, document)
    return _HandedIn(draft, number, people.coach_of(tx, turn.scope), clusters.name(tx, turn.scope), outdated)


async def _tell(turn: Turn, draft: Draft, coach: people.Person, cluster: str, number: int) -> None:
    """Tell the coach; when that fails the document still stands on their Home."""
    title = draft.title(turn.voice)
    text = turn.voice.mark("document.coach-notice", cluster=cluster, title=title, version=number)
    summary = turn.voice.say("document.coach-notice", cluster=cluster, title=title, version=number)
    button = Button(turn.voice.say("dialogue.open"), f"document:open:{draft.document.id}")
    message = Message(summary, (Text(text), Buttons((button,))))
    try:
        await turn.desk.sender.send(coach.account, message, key=f"handed-in:{draft.document.id}:{number}")
    except SendError:
        return
