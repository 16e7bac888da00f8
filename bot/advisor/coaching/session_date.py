"""The date of the coaching session: shown, set, moved, cancelled."""

from datetime import datetime

from bot.advisor import notices
from bot.advisor.coaching import asking, reminders
from bot.advisor.turn import Turn, reads, writes
from bot.chat.views import Message, Note, Reply, Text
from bot.reminders import timing
from bot.reminders.rules import HAND_IN
from bot.store import clusters, people, sessions
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.reading.text import unquoted

_CANCEL = {"cancel", "off", "delete", "remove", "none"}


async def command(turn: Turn, text: str) -> Reply:
    """``/coaching`` shows the session, ``/coaching 12 March 2027 14:00`` sets or moves it, ``cancel`` takes it away."""
    text = " ".join(unquoted(text).split())
    if turn.is_coach and not text:
        return await _show_coach(turn)
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if not text:
        return await _show(turn)
    if text.casefold().rstrip(" .!") in _CANCEL:
        return await _cancel(turn)
    return await _set(turn, text)


@reads
def _show(tx: Tx, turn: Turn) -> Reply:
    session = sessions.current(tx, turn.scope, turn.now)
    usage = Note(turn.voice.mark("coaching.usage", command=turn.command("coaching")))
    said = current_line(turn, session) if session else turn.line("coaching.none")
    return Reply(messages=(Message(said.summary, (*said.blocks, usage)),))


def current_line(turn: Turn, session: Session) -> Message:
    """When the session is and by when the plan is due, as it stands now."""
    return _session_line(turn, "coaching.current", session)


@reads
def _show_coach(tx: Tx, turn: Turn) -> Reply:
    """The next session of each of a coach's clusters, the earliest first."""
    ahead: list[tuple[datetime, str]] = []
    for cluster in people.clusters_of_coach(tx, turn.person.id):
        scope = Scope(cluster, turn.person.id, Role.COACH)
        if session := sessions.current(tx, scope, turn.now):
            ahead.append((session.starts_at, clusters.name(tx, scope)))
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
    outdated = await _withdraw(turn)
    if outdated is None:
        return turn.say("coaching.none")
    await notices.replace_outdated(turn, outdated)
    return turn.say("coaching.cancelled")


@writes
def _withdraw(tx: Tx, turn: Turn) -> list[Reminder] | None:
    """Cancel the session that is ahead; returns the reminders of it that were sent, None if there is no session."""
    session = sessions.cancel(tx, turn.scope, turn.now)
    return None if session is None else reminders.withdraw(tx, turn, session)


async def _set(turn: Turn, text: str) -> Reply:
    wall = asking.read(turn, text, lambda time: f"coaching:set:{time}")
    return wall if isinstance(wall, Reply) else await set_(turn, wall)


async def set_(turn: Turn, wall: datetime) -> Reply:
    """Set or move the session to a local time."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    starts_at = timing.to_utc(wall, turn.person.zone)
    if starts_at <= turn.now:
        return turn.say("coaching.past", when=turn.voice.moment(starts_at))
    session, moved, outdated = await _keep(turn, wall, starts_at)
    await notices.replace_outdated(turn, outdated)
    return Reply(messages=(_session_line(turn, "coaching.moved" if moved else "coaching.set", session),))


@writes
def _keep(tx: Tx, turn: Turn, wall: datetime, starts_at: datetime) -> tuple[Session, bool, list[Reminder]]:
    """The session as it is then, whether it was moved, and the reminders that were sent and are wrong now."""
    before = sessions.current(tx, turn.scope, turn.now)
    session = sessions.set_(tx, turn.scope, wall=wall, zone=turn.person.zone, starts_at=starts_at, now=turn.now)
    moved = before is not None and before.starts_at != session.starts_at
    return session, moved, reminders.reconcile(tx, turn, session)


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
