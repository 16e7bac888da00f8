"""The date of the coaching session: shown, set, moved, cancelled."""

from datetime import datetime

from bot.advisor.following import notices, reminding
from bot.advisor.turn import Turn
from bot.chat.views import Message, Note, Reply, Text
from bot.reminders import timing
from bot.reminders.rules import HAND_IN
from bot.store import clusters, people, sessions
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.dates import NoSuchDateError, parse_moment

_CANCEL = {"cancel", "off", "delete", "remove", "none"}


async def command(turn: Turn, text: str) -> Reply:
    """``/coaching`` shows the session, ``/coaching 12 March 2027 14:00`` sets or moves it, ``cancel`` takes it away."""
    text = " ".join(text.split())
    if turn.is_coach and not text:
        return await _show_coach(turn)
    if not turn.person.cluster:
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
    said = current_line(turn, session) if session else turn.line("coaching.none")
    return Reply(messages=(Message(said.summary, (*said.blocks, usage)),))


def current_line(turn: Turn, session: Session) -> Message:
    """When the session is and by when the plan is due, as it stands now."""
    return _session_line(turn, "coaching.current", session)


async def _show_coach(turn: Turn) -> Reply:
    """The next session of each of a coach's clusters, the earliest first."""
    ahead: list[tuple[datetime, str]] = []
    async with turn.desk.store.read() as tx:
        for cluster in await people.clusters_of_coach(tx, turn.person.id):
            scope = Scope(cluster, turn.person.id, Role.COACH)
            if session := await sessions.current(tx, scope, turn.now):
                ahead.append((session.starts_at, await clusters.name(tx, scope)))
    if not ahead:
        return turn.say("coaching.of-no-cluster")
    said = turn.line("coaching.of-clusters")
    lines = [
        turn.voice.mark("coaching.of-cluster", cluster=name, when=turn.voice.moment(starts_at))
        for starts_at, name in sorted(ahead)
    ]
    listed = Text("\n".join(f"- {line}" for line in lines))
    return Reply(messages=(Message(said.summary, (*said.blocks, listed)),))


async def _cancel(turn: Turn) -> Reply:
    async with turn.desk.store.write() as tx:
        session = await sessions.current(tx, turn.scope, turn.now)
        if session is None:
            return turn.say("coaching.none")
        await sessions.cancel(tx, turn.scope, turn.now)
        outdated = await reminding.withdraw_session(tx, turn, session)
    await notices.take_back(turn, outdated)
    return turn.say("coaching.cancelled")


async def _set(turn: Turn, text: str) -> Reply:
    typed = text if len(text) <= 60 else text[:59] + "…"
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
    async with turn.desk.store.write() as tx:
        before = await sessions.current(tx, turn.scope, turn.now)
        session = await sessions.set_(
            tx, turn.scope, wall=wall, zone=turn.person.zone, starts_at=starts_at, now=turn.now
        )
        outdated = await reminding.follow_session(tx, turn)
    await notices.take_back(turn, outdated)
    moved = before is not None and before.starts_at != session.starts_at
    return Reply(messages=(_session_line(turn, "coaching.moved" if moved else "coaching.set", session),))


def _session_line(turn: Turn, message: str, session: Session) -> Message:
    late = _due(session) <= turn.now
    return turn.line(
        f"{message}-late" if late else message,
        when=turn.voice.moment(session.starts_at),
        due=hand_in_due(turn, session),
    )


def _due(session: Session) -> datetime:
    """When the plan is due: the session's local time three calendar days earlier."""
    return timing.to_utc(session.wall - HAND_IN, session.zone)


def hand_in_due(turn: Turn, session: Session) -> str:
    """When the plan is due, in words."""
    return turn.voice.moment(_due(session))
