"""Who may show a document to everybody in a channel, and where: the button "Share here"."""

from collections.abc import Iterator
from hashlib import sha256

from bot.advisor.turn import Turn
from bot.chat.views import Block, Button, Buttons
from bot.store.documents import Document
from bot.store.scope import Role


def may_share(turn: Turn) -> bool:
    """Whether there is somebody to share with here, and the person belongs to the staff of a cluster."""
    return turn.place.shared and turn.person.role is Role.STAFF


def buttons(turn: Turn, document: Document) -> Iterator[Block]:
    """The button, where the person may."""
    if may_share(turn):
        action = f"document:share:{document.id}:{seal(turn, document.id)}"
        yield Buttons((Button(turn.voice.say("document.share"), action),))


def seal(turn: Turn, document_id: str) -> str:
    """Ties the button to the document, the person and the place for which it was drawn."""
    place = turn.place
    named = "\n".join((document_id, turn.person.id, place.conversation, place.thread))
    return sha256(named.encode()).hexdigest()[:16]
