"""Handing a document in: from then on the coach sees the version submitted last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change
from bot.advisor.documents import shown, telling
from bot.advisor.documents.drafts import Draft, GoneError, load
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Buttons, Style, Text
from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.store import clusters, documents, people
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows import registry

DEEPEST = 5
"""How many documents stand behind one at most: each is begun from the one before."""


async def hand_in(turn: Turn, document_id: str, *, as_it_is: int = 0) -> Reply:
    """Let the coach see the version submitted last, and tell them once.

    Where there are newer changes, it asks first, unless that version is to be handed in ``as_it_is``.
    """
    try:
        done = await _hand_in(turn, document_id, as_it_is)
    except GoneError:
        return turn.say("dialogue.gone")
    if isinstance(done, Reply):
        return done
    await notices.replace_outdated(turn, done.outdated)
    if not done.coaches:
        return turn.say("document.hand-in-no-coach", version=done.number)
    if done.draft.document.handed_in_version != done.number:
        for coach in done.coaches:
            await _tell(turn, done, coach)
    names, told = turn.voice.listed(done.behind), turn.voice.all_of([coach.name for coach in done.coaches])
    if names:
        return turn.say("document.handed-in-behind", coach=told, version=done.number, names=names)
    return turn.say("document.handed-in", coach=told, version=done.number)


@dataclass(frozen=True)
class _HandedIn:
    """The document as it was before, the version handed in, who is to be told, and what the coach sees behind it."""

    draft: Draft
    number: int
    coaches: Sequence[people.Person]
    cluster: str
    outdated: Sequence[Reminder]
    behind: Sequence[str]
    title: str
    """What the version is called: the draft may be called something else by now, of which the coach sees nothing."""


@writes
def _hand_in(tx: Tx, turn: Turn, document_id: str, as_it_is: int) -> _HandedIn | Reply:
    """Hand in the version submitted last, or what to say or ask instead.

    Raises:
        GoneError: the document is not there any more, or deleted.
    """
    draft = load(tx, turn, document_id)
    if draft.document.state == "cancelled":  # an old button: nobody would see it
        raise GoneError(document_id)
    number = draft.document.submitted_version
    if number is None:
        return turn.say("document.wrong-state")
    if draft.has_changes and as_it_is != number:
        return _ask(turn, draft, number)
    sources = _sources(tx, turn, draft.document)
    numbers = [(source.id, source.submitted_version or 0) for source in sources]
    document = documents.hand_in(tx, turn.scope, document_id, number, now=turn.now, sources=numbers)
    outdated = consequences.apply(tx, turn, Change.HANDED_IN, document)
    coaches, cluster = people.coaches_of(tx, turn.scope), clusters.name(tx, turn.scope)
    behind, title = [telling.named(turn, source) for source in sources], shown.title_of_version(tx, turn, draft, number)
    return _HandedIn(draft, number, coaches, cluster, outdated, behind, title)


def _ask(turn: Turn, draft: Draft, number: int) -> Reply:
    """What to hand in where there are newer changes."""
    say = turn.voice.say
    asked = turn.line("document.newer-changes", title=draft.title(turn.voice), version=number)
    buttons = (
        Button(say("document.submit-first"), f"document:edit:{draft.document.id}", Style.PRIMARY),
        Button(say("document.hand-in-as-is", version=number), f"document:hand-in-as-is:{draft.document.id}:{number}"),
    )
    return Reply(messages=(replace(asked, blocks=(*asked.blocks, Buttons(buttons))),))


def _sources(tx: Tx, turn: Turn, document: Document) -> list[Document]:
    """The submitted documents from which one was begun, the nearest first: a plan's goal, and the needs behind it."""
    found: list[Document] = []
    while document.parent is not None and len(found) < DEEPEST:
        parent = documents.get(tx, turn.scope, document.parent)
        if parent is None or parent.id in {document.id, *(each.id for each in found)}:
            break
        document = parent
        if document.submitted_version is not None and document.dialogue in registry.known_dialogues():
            found.append(document)
    return found


async def _tell(turn: Turn, done: _HandedIn, coach: people.Person) -> None:
    """Tell a coach; when that fails the document still stands on their Home."""
    draft, cluster, number, title = done.draft, done.cluster, done.number, done.title
    text = turn.voice.mark("document.coach-notice", cluster=cluster, title=title, version=number)
    summary = turn.voice.say("document.coach-notice", cluster=cluster, title=title, version=number)
    buttons = [Button(turn.voice.say("dialogue.open"), f"document:open:{draft.document.id}")]
    if before := draft.document.handed_in_version:
        compare = f"document:compare:{draft.document.id}:{before}:{number}"
        buttons.append(Button(turn.voice.say("comment.compare", version=before), compare))
    message = Message(summary, (Text(text), Buttons(tuple(buttons))))
    try:
        await turn.services.sender.send(
            coach.account, message, key=f"handed-in:{draft.document.id}:{number}:{coach.id}"
        )
    except SendError:
        return
