"""The dates of coaching sessions as they are typed: shown, set, moved, cancelled."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.advisor.coaching import changes
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads
from bot.chat.views import Message, Note, Reply, Text
from bot.reminders import timing
from bot.store import clusters, people, sessions
from bot.store.engine import Tx
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.dates import NoSuchDateError, parse_moment

_CANCEL = {"cancel", "off", "delete", "remove", "none"}
_MOVE = {"move", "postpone", "reschedule", "change"}
_TO = re.compile(r"(?:^|\s)to\s", re.IGNORECASE)


async def command(turn: Turn, text: str) -> Reply:
    """``/coaching`` shows the sessions, ``/coaching 12 March 2027 14:00`` sets one; ``move``, ``cancel`` change it."""
    text = " ".join(text.split())
    if turn.is_coach and not text:
        return await _show_coach(turn)
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if not text:
        return await _show(turn)
    word, _, rest = text.partition(" ")
    if word.casefold() in _CANCEL:
        return await _cancel(turn, rest)
    if word.casefold() in _MOVE:
        return await _move(turn, rest)
    return await _at(turn, text, lambda wall: changes.set_(turn, wall))


@reads
def _show(tx: Tx, turn: Turn) -> Reply:
    there = sessions.ahead(tx, turn.scope, turn.now)
    usage = Note(turn.voice.mark("coaching.usage", command=turn.command("coaching")))
    if len(there) > 1:
        said = turn.line("coaching.several")
        return Reply(messages=(Message(said.summary, (*said.blocks, changes.listing(turn, there), usage)),))
    said = current_line(turn, there[0]) if there else turn.line("coaching.none")
    return Reply(messages=(Message(said.summary, (*said.blocks, usage)),))


def current_line(turn: Turn, session: Session) -> Message:
    """When the session is and by when the plan is due, as it stands now."""
    return changes.line(turn, "coaching.current", session)


@reads
def _show_coach(tx: Tx, turn: Turn) -> Reply:
    """The next session of each of a coach's clusters, the earliest first."""
    ahead: list[tuple[datetime, str]] = []
    for cluster in people.clusters_of_coach(tx, turn.person.id):
        scope = Scope(cluster, turn.person.id, Role.COACH)
        name = clusters.name(tx, scope)
        ahead += [(session.starts_at, name) for session in sessions.ahead(tx, scope, turn.now)]
    if not ahead:
        return turn.say("coaching.of-no-cluster")
    said = turn.line("coaching.of-clusters")
    lines = [
        turn.voice.mark("coaching.of-cluster", cluster=name, when=turn.voice.moment(starts_at))
        for starts_at, name in sorted(ahead)
    ]
    listed = Text("\n".join(f"- {line}" for line in lines))
    return Reply(messages=(Message(said.summary, (*said.blocks, listed)),))


async def _cancel(turn: Turn, text: str) -> Reply:
    """Cancel the session, or the one of a day."""
    if not text:
        return await changes.cancel(turn)
    try:
        day, _ = parse_moment(text)
    except ValueError:
        return turn.say("coaching.not-a-date", typed=short(text, 60))
    return await changes.cancel(turn, day=day)


async def _move(turn: Turn, text: str) -> Reply:
    """``move [DAY] [to] DATE TIME``: move the session, or the one of a day."""
    which, new = _TO.split(text, maxsplit=1) if _TO.search(text) else ("", text)
    day = None
    if which.strip():
        try:
            day, _ = parse_moment(which.strip())
        except ValueError:
            return turn.say("coaching.not-a-date", typed=short(which, 60))
    return await _at(turn, new.strip(), lambda wall: changes.move(turn, wall, day=day))


async def _at(turn: Turn, text: str, work: Callable[[datetime], Awaitable[Reply]]) -> Reply:
    """Do something with the local time that was typed, or say what is wrong with it."""
    typed = short(text, 60)
    try:
        day, clock = parse_moment(text)
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
    return await work(wall)
