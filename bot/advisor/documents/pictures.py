"""The pictures of finished documents as files, for all to whom the document is open."""

from functools import partial

from bot.advisor.documents.shown import asked
from bot.advisor.turn import Turn, reads
from bot.chat.alternatives import alternative, words_of
from bot.chat.messages.voice import spoken
from bot.chat.views import File, Reply
from bot.store.engine import Tx
from flows.pictures import Picture

_MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


async def show(turn: Turn, document_id: str, number: str, id: str) -> Reply:
    """The button of a picture where a surface cannot show it in its place."""
    return await file(turn, document_id, number, f"{id}.png")


async def file(
    turn: Turn, document_id: str, number: str, name: str, *, dark: bool = False, on_paper: bool = False
) -> Reply:
    """A picture of a version: ``name`` is its id with ``.svg`` or ``.png`` behind it; ``on_paper``: as printed."""
    id, _, form = name.rpartition(".")
    found = await _find(turn, document_id, number, id) if form in _MEDIA_TYPES else None
    if found is None:
        return turn.say("picture.gone")
    dialogue, picture = found
    drawer = turn.services.drawer
    draw = partial(drawer.svg, on_paper=on_paper) if form == "svg" else drawer.png
    content = await draw(picture, dark, words_of(turn.voice, dialogue), str(spoken(turn.voice.locale)))
    title = turn.voice.text(dialogue, picture.title)
    return Reply(files=(File(name, _MEDIA_TYPES[form], content, title, alternative(turn.voice, dialogue, picture)),))


@reads
def _find(tx: Tx, turn: Turn, document_id: str, number: str, id: str) -> tuple[str, Picture] | None:
    """A picture and the dialogue from which it comes; None where it is not open to the person."""
    shown = asked(tx, turn, document_id, number)
    found = next((each for each in shown.conclusion.pictures if each.id == id), None) if shown is not None else None
    return (shown.dialogue.id, found) if shown is not None and found is not None else None
