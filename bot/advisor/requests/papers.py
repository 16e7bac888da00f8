"""Opening a plan, goal or assessment in plain words: the one there is, or a choice."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.documents import dialogues, offering, telling
from bot.advisor.requests import offers
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Buttons, Entries, Note, Style
from bot.chat.views import Message, Reply
from bot.store import documents, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.forms import FormRef
from knowledge.search.requests import Request

STARTS = 3
"""Dialogues that are offered to a wish at most."""
MOST = 9
"""Documents of one choice."""


async def open_(turn: Turn, request: Request) -> Reply | None:
    """Open what was named; a choice where there are several, None where there is nothing."""
    if turn.is_coach:
        return await _handed_in(turn)
    found = await _documents(turn, request.subjects)
    if not found:
        return None
    if len(found) == 1:
        return await _show(turn, found[0])
    return Reply(messages=(await _choice(turn, "open.several", found),))


def begin(turn: Turn, request: Request) -> Reply:
    """What can be begun where there is nothing to open."""
    offered = registry.all_dialogues(turn.audience)
    named = [each for each in request.subjects if each in offered]
    buttons = [_begin(turn, each) for each in named] or list(offering.start_buttons(turn))
    return Reply(messages=(offers.card(turn, "open.none", buttons),))


def meant(turn: Turn, request: Request) -> list[Button]:
    """A button for each dialogue that a wish to start one may mean, as far as there is one for the person."""
    known = {each.id for each in offering.offered(turn)}
    return [_begin(turn, each) for each in request.dialogues if each in known][:STARTS]


def wish(turn: Turn, request: Request) -> Reply | None:
    """What a wish such as "I want to plan our move abroad" leads to: the fitting dialogue, with what it is for.

    Several where it is not clear which is meant; None where there is none for the person.
    """
    buttons = meant(turn, request)
    if not buttons:
        return None
    more = Button(turn.voice.say("start.all"), "command:all")
    if len(buttons) > 1:
        return Reply(messages=(offers.card(turn, "start.which", (*buttons, more)),))
    dialogue = next(each for each in offering.offered(turn) if each.id in request.dialogues)
    text = turn.voice.text
    params = {"dialogue": text(dialogue.id, dialogue.title), "purpose": text(dialogue.id, dialogue.purpose)}
    params["minutes"] = str(dialogue.minutes)
    return Reply(messages=(offers.card(turn, "start.offer", (*buttons, more), **params),))


async def again(turn: Turn, dialogue: str) -> Reply | None:
    """What a dialogue led to already, before a second one is begun; None where there is a draft or nothing yet."""
    found = await _documents(turn, (dialogue,))
    if not found or any(each.submitted_version is None for each in found):
        return None
    new = Button(turn.voice.say("open.new"), f"dialogue:start:{dialogue}::")
    said = await _choice(turn, "open.choice", found)
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((new,)))),))


@reads
def _choice(tx: Tx, turn: Turn, message: str, found: Sequence[Document]) -> Message:
    """A list of documents with what tells them apart, each with the button that opens it."""
    title = turn.voice.say(message)
    listed = Entries(title, telling.entries(tx, turn, found[:MOST]))
    left = len(found) - MOST
    more = [Note(turn.voice.mark("due.more", count=left))] if left > 0 else []
    return Message(title, (listed, *more))


async def _show(turn: Turn, document: Document) -> Reply:
    if document.submitted_version is None:
        return await dialogues.resume(turn, document.id)
    return await dialogues.open_(turn, document.id, FormRef(""))


@reads
def _documents(tx: Tx, turn: Turn, subjects: Sequence[str]) -> list[Document]:
    """The drafts and results of the cluster, the latest first; of some dialogues, or of all."""
    offered = registry.all_dialogues(turn.audience)
    listed = [each for each in documents.listing(tx, turn.scope) if each.dialogue in offered]
    found = [each for each in listed if each.saved_on or each.submitted_version is not None]
    named = [each for each in found if each.dialogue in subjects]
    return named if any(each in offered for each in subjects) else found


@reads
def _handed_in(tx: Tx, turn: Turn) -> Reply:
    """The plans that a coach may read."""
    plans = versions.handed_in(tx, turn.person.id)
    if not plans:
        return turn.say("home.none-handed-in")
    buttons = [
        Button(short(f"{each.cluster_name}: {each.name}", 70), f"document:open:{each.document}")
        for each in plans[:MOST]
    ]
    return Reply(messages=(offers.card(turn, "open.several", buttons),))


def _begin(turn: Turn, dialogue: str) -> Button:
    kind = registry.dialogue(dialogue)
    label = turn.voice.say("home.new", dialogue=turn.voice.text(kind.id, kind.title))
    return Button(label, f"dialogue:start:{dialogue}::", Style.PRIMARY)
