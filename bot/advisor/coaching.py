"""The date of the coaching session: shown, set, moved, cancelled."""

import re
from datetime import datetime, time, timedelta

from bot.advisor import reminding
from bot.advisor.turn import Turn
from bot.chat.views import Message, Note, Reply
from bot.reminders import timing
from bot.store import sessions
from bot.store.sessions import Session
from flows.dates import NoSuchDateError, parse_date

HAND_IN = timedelta(days=3)
"""The plan is due this long before the session (Cluster Booster Academy, training day 2, "Next steps")."""

_TIME = re.compile(r"(?:\s+at)?\s+(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\s*(?:h|o'clock)?$", re.IGNORECASE)
_CANCEL = {"cancel", "off", "delete", "remove", "none"}


async def command(turn: Turn, text: str) -> Reply:
    """``/coaching`` shows the session, ``/coaching 12 March 2027 14:00`` sets or moves it, ``cancel`` takes it away."""
    text = " ".join(text.split())
    if turn.is_coach and text:
        return turn.say("coaching.coach-no-cluster")
    if not text:
        return await _show(turn)
    if text.casefold() in _CANCEL:
        return await _cancel(turn)
    return await _set(turn, text)


async def _show(turn: Turn) -> Reply:
    async with turn.desk.store.read() as tx:
        session = await sessions.current(tx, turn.scope, turn.now)
    usage = Note(turn.voice.mark("coaching.usage", command=turn.command("coaching")))
    said = _session_line(turn, "coaching.current", session) if session else turn.line("coaching.none")
    return Reply(messages=(Message(said.summary, (*said.blocks, usage)),))


async def _cancel(turn: Turn) -> Reply:
    async with turn.desk.store.write() as tx:
        session = await sessions.current(tx, turn.scope, turn.now)
        if session is None:
            return turn.say("coaching.none")
        await sessions.cancel(tx, turn.scope, turn.now)
        await reminding.withdraw_session(tx, turn, session)
    return turn.say("coaching.cancelled")


async def _set(turn: Turn, text: str) -> Reply:
    typed = text if len(text) <= 60 else text[:59] + "…"
    found = _TIME.search(text)
    clock = _clock(found) if found else None
    day_text = text[: found.start()] if found and clock else text
    try:
        day = parse_date(day_text)
    except NoSuchDateError:
        return turn.say("coaching.no-such-date", typed=typed)
    except ValueError:
        return turn.say("coaching.not-a-date", typed=typed)
    if clock is None:
        return turn.say("coaching.no-time", date=day.isoformat(), command=turn.command("coaching"))
    wall = datetime.combine(day, clock)
    starts_at = timing.to_utc(wall, turn.person.zone)
    if starts_at <= turn.now:
        return turn.say("coaching.past", when=turn.voice.moment(starts_at))
    async with turn.desk.store.write() as tx:
        before = await sessions.current(tx, turn.scope, turn.now)
        session = await sessions.set_(
            tx, turn.scope, wall=wall, zone=turn.person.zone, starts_at=starts_at, now=turn.now
        )
        await reminding.follow_session(tx, turn)
    moved = before is not None and before.starts_at != session.starts_at
    return Reply(messages=(_session_line(turn, "coaching.moved" if moved else "coaching.set", session),))


def _clock(found: re.Match[str]) -> time | None:
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    elif not found[2]:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _session_line(turn: Turn, message: str, session: Session) -> Message:
    return turn.line(message, when=turn.voice.moment(session.starts_at), due=hand_in_due(turn, session))


def hand_in_due(turn: Turn, session: Session) -> str:
    """When the plan is due: the session's local time three calendar days earlier."""
    return turn.voice.moment(timing.to_utc(session.wall - HAND_IN, session.zone))
