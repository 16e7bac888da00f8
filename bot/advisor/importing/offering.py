"""Where bringing something in begins in a conversation: a file that was sent, a table that was pasted, a wish."""

from collections.abc import Sequence
from functools import partial

from bot.advisor.importing import showing
from bot.advisor.importing.bringing import Refused, bring, surely_a_table, takers
from bot.advisor.importing.waiting import columns, proposed
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Note, Style, Text
from bot.chat.events import SentFile
from bot.chat.markup import escape
from bot.chat.views import Message, Reply
from bot.store import imports
from bot.store.engine import Tx
from bot.store.imports import Waiting

LINES = 3
"""A table has at least so many lines: its heads and two rows."""


def start_button(turn: Turn, style: Style = Style.NORMAL) -> Button:
    """Opens the form in which a file is chosen."""
    return Button(turn.voice.say("import.bring"), "import:start", style)


def invite(turn: Turn) -> Reply:
    """To somebody who asks for it: what can be brought, and how."""
    if not takers(turn):
        return turn.say("import.staff-only")
    said = turn.line("import.invite")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((start_button(turn, Style.PRIMARY),)))),))


async def files(turn: Turn, sent: Sequence[SentFile]) -> Message:
    """What was understood of a file that was sent in a conversation; of several, of the first."""
    if not takers(turn):
        return turn.line("import.staff-only")
    if turn.place.shared:
        return turn.line("import.in-channel")
    kept = await bring(turn, sent[0])
    if isinstance(kept, Refused):
        return _with(Message(kept.why, (Text(escape(kept.why)),)), Buttons((start_button(turn),)))
    said = await _card(turn, kept)
    return _with(said, Note(turn.voice.mark("import.first-only"))) if len(sent) > 1 else said


async def table(turn: Turn, text: str) -> Message | None:
    """What was understood of a message that is surely a table; None for every other."""
    if turn.place.shared or text.count("\n") + 1 < LINES or not (offered := takers(turn)):
        return None
    if not await turn.services.readings.done(partial(surely_a_table, text, offered)):
        return None
    kept = await bring(turn, text)
    return None if isinstance(kept, Refused) else await _card(turn, kept)


async def _card(turn: Turn, id: str) -> Message:
    """What is understood, with the buttons that go on; nothing is taken over by itself."""
    if (found := await columns(turn, id)) is not None:
        return showing.columns_card(turn, found)
    returned = await proposed(turn, id)
    if returned is None:
        return turn.line("import.gone")
    title = showing.title_for(turn, returned)
    said = turn.line("import.came-back", title=title, count=len(returned.found))
    look = Button(turn.voice.say("import.show"), f"import:changes:{id}", Style.PRIMARY)
    return _with(said, Buttons((look, showing.drop_button(turn, id))))


def _with(said: Message, *blocks: Block) -> Message:
    return Message(said.summary, (*said.blocks, *blocks))


def waiting(tx: Tx, turn: Turn) -> Sequence[Waiting]:
    """What the person brought and did not take over yet."""
    return imports.listing(tx, turn.scope) if takers(turn) else ()
