"""Who did what, for administrators: names of buttons and ids, never a word that anybody wrote."""

from collections.abc import Sequence

from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, TableBlock, Text
from bot.chat.events import FormSent
from bot.chat.views import DocumentView, Message, Reply
from bot.store import audit, people
from bot.store.audit import Deed
from bot.store.engine import Tx
from flows.forms import FormRef

DOCUMENT = "who-did-what"
"""Stands where documents have their id."""

MOST = 100
"""So many are shown."""


async def show(turn: Turn) -> Reply:
    """The last ones, the latest first."""
    return await (_shown(turn) if turn.is_administrator else _refused(turn))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The same, as a page of its own."""
    return await show(turn)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is asked on it."""
    return await show(turn)


async def _refused(turn: Turn) -> Reply:
    return turn.say("programme.administrators-only")


@reads
def _shown(tx: Tx, turn: Turn) -> Reply:
    say = turn.voice.say
    found = audit.listing(tx, turn.scope, MOST)
    title = say("done.title")
    table = _table(tx, turn, found) if found else Text(turn.voice.mark("done.none"))
    note = Note(turn.voice.mark("done.note", count=MOST))
    blocks: tuple[Block, ...] = (Heading(title), table, note, Buttons((Button(say("home.title"), "home"),)))
    return Reply(view=DocumentView(DOCUMENT, title, Message(title, blocks), paper=False))


def _table(tx: Tx, turn: Turn, found: Sequence[Deed]) -> TableBlock:
    known = people.by_ids(tx, {deed.actor for deed in found})
    rows = tuple(
        (
            turn.voice.moment(deed.at),
            known[deed.actor].name or deed.actor if deed.actor in known else deed.actor,
            deed.action,
            deed.object,
            deed.outcome,
        )
        for deed in found
    )
    columns = tuple(turn.voice.say(f"done.{each}") for each in ("when", "who", "what", "to", "outcome"))
    return TableBlock(turn.voice.say("done.title"), columns, rows, main=(0, 1, 2))
