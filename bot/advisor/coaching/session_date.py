"""The dates of coaching sessions as they are typed: shown, set, moved, cancelled."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.advisor.coaching import asking, booking, changes, coach_page
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Buttons, Entries, Entry, Note
from bot.chat.views import Message, Reply
from bot.store import sessions, slots
from bot.store.engine import Tx
from bot.store.sessions import Session
from flows.reading.dates import read_date
from flows.reading.text import unquoted

BACK = timedelta(days=365)
"""How far back the sessions stand that were."""
MOST_EARLIER = 5
"""So many of them."""

_CANCEL = {"cancel", "off", "delete", "remove", "none"}
_MOVE = {"move", "postpone", "reschedule", "change"}
_TO = re.compile(r"(?:^|\s)to\s", re.IGNORECASE)


async def command(turn: Turn, text: str) -> Reply:
    """``/coaching`` shows the sessions, ``/coaching 12 March 2027 14:00`` sets one; ``move``, ``cancel`` change it."""
    text = " ".join(unquoted(text).split())
    if turn.is_coach and not text:
        return await coach_page.show(turn)
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if not text:
        return await _show(turn)
    word, _, rest = text.partition(" ")
    if word.casefold().rstrip(".!") in _CANCEL:
        return await _cancel(turn, rest)
    if word.casefold() in _MOVE:
        return await _move(turn, rest)
    wall = asking.read(turn, text, lambda time: f"coaching:set:{time}")
    return wall if isinstance(wall, Reply) else await changes.set_(turn, wall)


@reads
def _show(tx: Tx, turn: Turn) -> Reply:
    there = sessions.ahead(tx, turn.scope, turn.now)
    usage = Note(turn.voice.mark("coaching.usage", command=turn.command("coaching")))
    choose = (booking.choose_button(turn),) if slots.any_free(tx, turn.scope, turn.now) else ()
    opens = tuple(Button(turn.voice.say("coaching.open"), f"coaching:open:{each.id}") for each in there[:1])
    if len(there) > 1:
        said = turn.line("coaching.several")
        blocks = (*said.blocks, changes.listing(turn, there), Buttons((*choose, *opens)), *_earlier(tx, turn), usage)
        return Reply(messages=(Message(said.summary, blocks),))
    said = current_line(turn, there[0]) if there else turn.line("coaching.none")
    set_date = Button(turn.voice.say("home.another-session" if there else "home.set-session"), "coaching:ask")
    buttons = Buttons((*choose, set_date, *opens))
    return Reply(messages=(Message(said.summary, (*said.blocks, buttons, *_earlier(tx, turn), usage)),))


def _earlier(tx: Tx, turn: Turn) -> Iterator[Entries]:
    """The last sessions that were, with the way to what was written of them."""
    found = sessions.planned(tx, turn.scope, turn.now - BACK)
    over = [session for session in found if session.starts_at <= turn.now][-MOST_EARLIER:]
    if over:
        yield Entries(turn.voice.say("coaching.earlier"), tuple(_over(turn, session) for session in reversed(over)))


def _over(turn: Turn, session: Session) -> Entry:
    open_ = Button(turn.voice.say("coaching.open"), f"coaching:open:{session.id}")
    return Entry(turn.voice.moment(session.starts_at), "", (open_,))


def current_line(turn: Turn, session: Session) -> Message:
    """When the session is and by when the plan is due, as it stands now."""
    return changes.line(turn, "coaching.current", session)


async def _cancel(turn: Turn, text: str) -> Reply:
    """Cancel the session, or the one of a day."""
    if not text.strip(" .!"):
        return await changes.cancel(turn)
    days = _days(turn, text)
    return days if isinstance(days, Reply) else await changes.cancel(turn, days=days)


async def _move(turn: Turn, text: str) -> Reply:
    """``move [DAY] [to] DATE TIME``: move the session, or the one of a day."""
    which, new = _TO.split(text, maxsplit=1) if _TO.search(text) else ("", text)
    days = _days(turn, which) if which.strip() else ()
    if isinstance(days, Reply):
        return days
    named = ",".join(day.isoformat() for day in days)
    wall = asking.read(turn, new.strip(), lambda time: f"coaching:move-day:{named}:{time}")
    return wall if isinstance(wall, Reply) else await changes.move(turn, wall, days=days)


def days_in(named: str) -> tuple[date, ...]:
    """The days in a button.

    Raises:
        ValueError: they are none of ours.
    """
    return tuple(date.fromisoformat(day) for day in named.split(",") if day)


def _days(turn: Turn, text: str) -> tuple[date, ...] | Reply:
    """The days that may be meant by what was typed."""
    reading = read_date(text.strip(), turn.today)
    if reading.value is not None:
        return (reading.value,)
    if not reading.offers and reading.words is not None:
        return turn.say(reading.words.id, **reading.words.params)
    return reading.offers
