"""Who may show a document to everybody in a channel, and where: the button "Share here"."""

from collections.abc import Iterator
from hashlib import sha256

from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons
from bot.chat.events import Place
from bot.store.documents import Document
from bot.store.scope import Role


def may_share(turn: Turn) -> bool:
    """Whether there is somebody to share with here, and the person belongs to the staff of a cluster."""
    return turn.place.shared and turn.person.role is Role.STAFF


def buttons(turn: Turn, document: Document) -> Iterator[Block]:
    """The button, where the person may."""
    if may_share(turn):
        action = f"document:share:{document.id}:{seal(document.id, turn.person.id, turn.place)}"
        yield Buttons((Button(turn.voice.say("document.share"), action),))


def seal(document: str, person: str, place: Place) -> str:
    """Ties the button to the document, the person and the place for which it was drawn."""
    named = "\n".join((document, person, place.conversation, place.thread))
    return sha256(named.encode()).hexdigest()[:16]
