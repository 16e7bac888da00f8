"""Telling documents apart, also those of one name: what each is for, whose it is, how far it is and since when."""

from collections.abc import Sequence

from bot.advisor.documents import changes
from bot.advisor.documents.drafts import title_of
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Entry, Style
from bot.store import documents
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry


def entries(tx: Tx, turn: Turn, known: Sequence[Document]) -> tuple[Entry, ...]:
    """A choice between documents, each with a button that opens it, or goes on with it."""
    changed = changes.unsubmitted(tx, turn, known)
    goals = {each.id: documents.get(tx, turn.scope, each.parent) for each in known if each.parent}
    return tuple(_entry(turn, each, goals.get(each.id), each.id in changed) for each in known)


def _entry(turn: Turn, document: Document, parent: Document | None, changed: bool) -> Entry:
    submitted = document.submitted_version is not None
    label, verb = ("dialogue.open", "open") if submitted else ("dialogue.continue", "resume")
    button = Button(turn.voice.say(label), f"document:{verb}:{document.id}", Style.PRIMARY)
    return Entry(named(turn, document), detail(turn, document, parent, changed=changed), (button,))


def named(turn: Turn, document: Document) -> str:
    """A document by its kind and name."""
    dialogue = registry.dialogue(document.dialogue)
    kind = turn.voice.text(dialogue.id, dialogue.title)
    return f"{kind}: {title_of(document, turn.voice)}" if document.name else kind


def detail(turn: Turn, document: Document, parent: Document | None = None, *, changed: bool = False) -> str:
    """What tells a document from others: its goal, who began it, its state, and when it was submitted."""
    say = turn.voice.say
    parts = [state(turn, document)]
    if changed:
        parts.append(say("document.state-changes"))
    if document.created_by_name:
        parts.insert(0, say("document.by", name=document.created_by_name))
    if parent is not None and parent.name and parent.name != document.name:
        parts.insert(0, say("document.for-goal", goal=title_of(parent, turn.voice)))
    return " · ".join(parts)


def state(turn: Turn, document: Document) -> str:
    """How far a document is, and since when."""
    say, local_date = turn.voice.say, turn.voice.local_date
    number, submitted_at = document.submitted_version, document.submitted_at
    if number is None or submitted_at is None:
        return say("document.state-draft", when=turn.voice.moment(document.updated_at))
    if document.handed_in_version == number and document.handed_in_at is not None:
        handed_in = local_date(document.handed_in_at)
        return say("document.state-handed-in", version=number, date=local_date(submitted_at), handed_in=handed_in)
    return say("document.state-submitted", version=number, date=local_date(submitted_at))
