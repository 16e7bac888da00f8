"""Coaching sessions in plain words: when they are, setting, moving and cancelling one."""

from collections.abc import Sequence
from datetime import date

from bot.advisor.coaching import asking, changes, session_date
from bot.advisor.requests import offers
from bot.advisor.turn import Turn, reads
from bot.chat.views import Reply
from bot.reminders import timing
from bot.store import sessions
from bot.store.engine import Tx
from bot.store.sessions import Session
from flows.reading.dates import read_date
from flows.reading.mentions import named_in
from flows.reading.moments import read_moment
from knowledge.search.requests import Request


async def show(turn: Turn) -> Reply:
    """When the next sessions are."""
    return await session_date.command(turn, "")


async def change(turn: Turn, request: Request, text: str) -> Reply:
    """Set or move a session: to a moment that was named in full at once, else what is missing or not sure is asked."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    named = named_in(text, turn.today)
    if not named:
        return turn.say("session.when", command=turn.command("coaching"))
    there = await _ahead(turn)
    if request.kind == "session-move" and there:
        return await _move(turn, request, text, there)
    wall = asking.read(turn, named[-1], lambda time: f"coaching:set:{time}")
    if isinstance(wall, Reply):
        return wall
    if there or (request.exact and request.kind == "session-set"):
        return await changes.set_(turn, wall)  # where one is ahead already, that asks what is meant
    when = turn.voice.moment(timing.to_utc(wall, turn.person.zone))
    press = f"coaching:set:{asking.encoded(turn, wall)}"
    return offers.confirm(turn, "session.set-confirm", "session.yes-set", press, when=when)


async def _move(turn: Turn, request: Request, text: str, there: Sequence[Session]) -> Reply:
    """ "Move the session (of this day) to that": of two days that are named the first tells which."""
    only_days = named_in(text, turn.today, clock=False)
    days = _days(turn, only_days[0]) if len(only_days) > 1 else ()
    found = [session for session in there if not days or turn.voice.local_date(session.starts_at) in days]
    target = named_in(text, turn.today)[-1]
    timeless = len(found) == 1 and _is_timeless(turn, target)
    if timeless:  # it stays at its time of day
        wall_before = timing.to_wall(found[0].starts_at, turn.person.zone)
        target = f"{target} {wall_before:%H:%M}"
    which = ",".join(day.isoformat() for day in days)
    wall = asking.read(turn, target, lambda time: f"coaching:move-day:{which}:{time}")
    if isinstance(wall, Reply):
        return wall
    if len(found) != 1 or (request.exact and not timeless):
        return await changes.move(turn, wall, days=days)
    when, before = turn.voice.moment(timing.to_utc(wall, turn.person.zone)), turn.voice.moment(found[0].starts_at)
    press = f"coaching:move:{found[0].id}:{asking.encoded(turn, wall)}"
    return offers.confirm(turn, "session.move-confirm", "session.yes-move", press, when=when, before=before)


async def cancel(turn: Turn, request: Request, text: str) -> Reply:
    """Cancel a session, the one of a day where one is named; after a look, unless the words leave no doubt."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    named = named_in(text, turn.today, clock=False)
    days = _days(turn, named[0]) if named else ()
    found = [each for each in await _ahead(turn) if not days or turn.voice.local_date(each.starts_at) in days]
    if len(found) != 1 or request.exact:
        return await changes.cancel(turn, days=days)
    when = turn.voice.moment(found[0].starts_at)
    press = f"coaching:cancel:{found[0].id}"
    return offers.confirm(turn, "session.cancel-confirm", "session.yes-cancel", press, when=when)


def _days(turn: Turn, named: str) -> tuple[date, ...]:
    """The days that a part of a message can mean."""
    reading = read_date(named, turn.today)
    return (reading.value,) if reading.value else reading.offers


def _is_timeless(turn: Turn, named: str) -> bool:
    reading = read_moment(named, turn.today)
    return bool(reading.offers) and reading.offers[0].start is None


@reads
def _ahead(tx: Tx, turn: Turn) -> list[Session]:
    return sessions.ahead(tx, turn.scope, turn.now)
