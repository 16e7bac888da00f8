"""The page "What is kept": made from the one table of what is kept and how long."""

from bot.advisor.turn import Services, Turn
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.events import FormSent
from bot.chat.messages import Voice, voice
from bot.chat.views import DocumentView, Message, Reply
from bot.store.retention import KEPT, Kept
from flows.forms import FormRef

DOCUMENT = "kept"
"""Stands where documents have their id."""

_TOGETHER = 7
"""So many things in one block: a chat has short ones."""


async def show(turn: Turn) -> Reply:
    """The page, with the ways to one's own data below it."""
    say = turn.voice.say
    own = Buttons(
        (Button(say("mine.title"), "privacy:mine", Style.PRIMARY), Button(say("erase.title"), "privacy:erase"))
    )
    return Reply(view=page(turn.services, turn.voice, (own,)))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The same, as a page of its own."""
    return await show(turn)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is asked on it."""
    return await show(turn)


def public(services: Services, locale: str) -> DocumentView:
    """The page for everybody, whoever they are."""
    return page(services, voice(locale or "en", "UTC"))


def page(services: Services, speaker: Voice, own: tuple[Block, ...] = ()) -> DocumentView:
    """All that is kept, why and how long."""
    lines = [f"- {_line(services, speaker, kept)}" for kept in KEPT]
    parts = [Text("\n".join(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    title = speaker.say("kept.title")
    intro = (Heading(title), Text(speaker.mark("kept.intro")))
    blocks = (*intro, *parts, Text(speaker.mark("kept.what-if")), *own)
    return DocumentView(DOCUMENT, title, Message(title, blocks), paper=False)


def _line(services: Services, speaker: Voice, kept: Kept) -> str:
    """One thing that is kept; all of it is our own words, so it may hold markup."""
    days = services.retention.of(kept)
    how_long = speaker.mark("kept.along") if days is None else speaker.mark("kept.forever")
    if days:
        how_long = speaker.mark("kept.days", days=days)
    what, why = speaker.mark(f"kept.{kept.id}"), speaker.mark(f"kept.{kept.id}-why")
    return f"**{what}**: {why} {how_long}"
