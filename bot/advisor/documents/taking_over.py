"""What drafts took over from a document, and what became of it there since."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Text
from bot.chat.views import Message, Reply
from bot.store import documents, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import Earlier
from flows.fields import Raw
from flows.merge import get, put

Changes = dict[tuple[str, str], Raw]
"""What would be taken over today, by page and field."""


@reads
def offers(tx: Tx, turn: Turn, source: Document) -> list[Message]:
    """What to tell when a new version is submitted: the drafts that took over something that is different now."""
    found = []
    for document in documents.listing(tx, turn.scope):
        if document.submitted_version is None and _took_from(document, source):
            draft = load(tx, turn, document.id)
            if _changes(tx, turn, draft, source):
                found.append(draft)
    return [_offer(turn, found)] if found else []


def _took_from(document: Document, source: Document) -> bool:
    return any(origin.get("document") == source.id for origin in document.taken_over.values())


def _offer(turn: Turn, drafts: Sequence[Draft]) -> Message:
    say = turn.voice.say
    buttons = tuple(
        Button(say("taken.update", title=draft.title(turn.voice)), f"document:take-over:{draft.document.id}")
        for draft in drafts
    )
    blocks: tuple[Block, ...] = (Text(turn.voice.mark("taken.changed")), Buttons(buttons))
    return Message(say("taken.changed"), blocks)


def _changes(tx: Tx, turn: Turn, draft: Draft, source: Document) -> Changes:
    """What the source says differently now, of those answers that nobody changed since they were taken over."""
    number = source.submitted_version
    version = versions.version(tx, turn.scope, source.id, number) if number is not None else None
    if version is None or source.dialogue not in registry.known_dialogues():
        return {}
    answers = registry.dialogue(source.dialogue).upgrade(version.answers, version.dialogue_version)
    about = draft.document.about if draft.document.parent == source.id else ""
    now = draft.dialogue.prefill([Earlier(source.dialogue, answers, about)])
    found: Changes = {}
    for place, origin in draft.document.taken_over.items():
        page, _, name = place.partition("/")
        as_taken = get(draft.stored, (page, name)) == origin.get("value")
        fresh = get(now, (page, name))
        if origin.get("document") == source.id and as_taken and fresh is not None and fresh != origin.get("value"):
            found[page, name] = fresh
    return found


async def take_over(turn: Turn, document_id: str) -> Reply:
    """The button: a draft gets what its sources say now; what was changed in it stays, what is submitted too."""
    try:
        return await at_once(turn, lambda tx: _take_over(tx, turn, document_id))
    except GoneError:
        return turn.say("dialogue.gone")


def _take_over(tx: Tx, turn: Turn, document_id: str) -> Reply:
    draft = load(tx, turn, document_id)
    title = draft.title(turn.voice)
    if draft.document.submitted_version is not None:
        return turn.say("document.stays", title=title)
    taken = dict(draft.document.taken_over)
    answers, ids = draft.stored, {str(origin.get("document")) for origin in taken.values()}
    for source in filter(None, (documents.get(tx, turn.scope, id) for id in sorted(ids))):
        for (page, name), value in _changes(tx, turn, draft, source).items():
            answers = put(answers, (page, name), value)
            origin = {"version": source.submitted_version, "name": source.name, "value": value}
            taken[f"{page}/{name}"] = {**taken[f"{page}/{name}"], **origin}
    if answers == draft.stored:
        return turn.say("taken.nothing", title=title)
    save(tx, turn, revised(draft, turn, answers, conflicts=draft.document.conflicts))
    documents.note_taken_over(tx, turn.scope, document_id, taken)
    said = turn.line("taken.done", title=title)
    look = Button(turn.voice.say("dialogue.open"), f"document:resume:{document_id}")
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((look,)))),))
