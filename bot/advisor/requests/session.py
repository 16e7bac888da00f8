"""The coaching session in plain words: when it is, setting it, moving it, cancelling it."""

from datetime import datetime, timedelta

from bot.advisor.coaching import session_date
from bot.advisor.requests import offers
from bot.advisor.requests.dates import named_in, packed, unpacked
from bot.advisor.turn import Turn, reads
from bot.chat.views import Button, Buttons, Message, Reply
from bot.reminders import timing
from bot.store import sessions
from bot.store.engine import Tx
from bot.store.sessions import Session
from knowledge.search.requests import Request


async def show(turn: Turn) -> Reply:
    """When the next session is."""
    return await session_date.command(turn, "")


async def change(turn: Turn, request: Request, text: str) -> Reply:
    """Set or move the session: to a moment that was named in full at once, else what is missing is asked."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    command = turn.command("coaching")
    named = named_in(text, turn.today)
    if named.day is None:
        return turn.say("session.when", command=command)
    if named.clock is None:
        return turn.say("session.at", date=named.day.isoformat(), command=command)
    wall = datetime.combine(named.day, named.clock)
    before = await _current(turn)
    moves = request.kind == "session-move"
    if request.exact and not named.relative and (before is not None) == moves:
        return await set_(turn, packed(wall))
    when = turn.voice.moment(timing.to_utc(wall, turn.person.zone))
    action = f"request:set:{packed(wall)}"
    if before is None:
        return offers.confirm(turn, "session.set-confirm", "session.yes-set", action, when=when)
    message = "session.move-confirm" if moves else "session.instead"
    shown = turn.voice.moment(before.starts_at)
    return offers.confirm(turn, message, "session.yes-move", action, when=when, before=shown)


async def set_(turn: Turn, moment: str) -> Reply:
    """The button that sets or moves the session."""
    return await session_date.command(turn, f"{unpacked(moment):%Y-%m-%d %H:%M}")


async def cancel(turn: Turn, request: Request) -> Reply:
    """Cancel the session; after a look, unless the words leave no doubt."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    before = await _current(turn)
    if before is None:
        return turn.say("coaching.none")
    if request.exact:
        return await cancel_now(turn)
    when = turn.voice.moment(before.starts_at)
    action = f"request:cancel:{before.id}"
    return offers.confirm(turn, "session.cancel-confirm", "session.yes-cancel", action, when=when)


async def cancel_now(turn: Turn, session: str = "") -> Reply:
    """Cancel the session that is ahead, with a way back; ``session``: only if it is this one."""
    before = await _current(turn)
    if before is None or (session and before.id != session):
        return turn.say("coaching.none")
    reply = await session_date.command(turn, "cancel")
    back = Button(turn.voice.say("session.restore"), f"request:set:{packed(before.wall)}")
    said, *more = reply.messages
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((back,)))), *more))


@reads
def _current(tx: Tx, turn: Turn) -> Session | None:
    return sessions.current(tx, turn.scope, turn.now - timedelta(minutes=1))
