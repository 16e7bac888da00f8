"""Setting, moving and cancelling coaching sessions, of which any number can be ahead."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.advisor import notices
from bot.advisor.coaching import asking, invitations, limits, news, reminders
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons, Note, Style, Text
from bot.chat.views import Message, Reply
from bot.reminders import hand_in as hand_in_rule
from bot.reminders import timing
from bot.reminders.rules import CANCELLED, MOVED, SET
from bot.store import people, sessions, slots
from bot.store.engine import Tx
from bot.store.reminders import ENDED, Reminder
from bot.store.sessions import Session
from bot.store.slots import Slot

FARTHEST = timedelta(days=3 * 366)
"""So far ahead there are sessions: what is farther is likely a slip."""
MOST = 4
"""Sessions that are offered as buttons at a time."""

Changed = tuple[Session | None, list[Reminder]]
"""The session as it is now, None if it is not ahead any more; and the reminders that were sent and are wrong now."""


async def set_(turn: Turn, wall: datetime) -> Reply:
    """Set a session; where one is ahead already, ask whether this is another one or whether that one moves."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if (unlikely := _unlikely(turn, wall)) is not None:
        return unlikely
    there = await _ahead(turn)
    starts_at = timing.to_utc(wall, turn.person.zone)
    if (same := next((session for session in there if session.starts_at == starts_at), None)) is not None:
        return Reply(messages=(line(turn, "coaching.already", same),))
    if not there:
        return await add(turn, wall)
    new = turn.voice.moment(starts_at)
    if len(there) == 1:
        said = turn.line("coaching.another", when=turn.voice.moment(there[0].starts_at), new=new)
    else:
        said = turn.line("coaching.another-of-several", list=_listed(turn, there), new=new)
    another = Button(turn.voice.say("coaching.add-button"), f"coaching:add:{asking.encoded(turn, wall)}", Style.PRIMARY)
    return _with_buttons(said, (another, *_move_buttons(turn, there, wall)))


async def add(turn: Turn, wall: datetime, *, sure: bool = False) -> Reply:
    """Set one more session; one that overlaps with others only when the person is ``sure``."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if (unlikely := _unlikely(turn, wall)) is not None:
        return unlikely
    if not sure and await _collides(turn, wall):
        return _doubted(turn, wall, f"coaching:add:{asking.encoded(turn, wall)}:sure")
    session, outdated = await _add(turn, wall)
    return await _said(turn, "coaching.set", session, outdated)


async def move(turn: Turn, wall: datetime, id: str = "", days: Sequence[date] = (), *, sure: bool = False) -> Reply:
    """Move a session: the one named, the one of a day, or the only one; else ask which.  To a time that overlaps with
    others only when the person is ``sure``."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if (unlikely := _unlikely(turn, wall)) is not None:
        return unlikely
    there = await _ahead(turn)
    found = [s for s in there if (s.id == id if id else not days or _day(turn, s) in days)]
    if not found:
        return _nothing(turn, days, id)
    if len(found) > 1:
        said = turn.line("coaching.which-to-move", new=turn.voice.moment(timing.to_utc(wall, turn.person.zone)))
        return _with_buttons(said, _move_buttons(turn, found, wall))
    if (refused := await refusal(turn, found[0])) is not None:
        return Reply(messages=(refused,))
    if not sure and await _collides(turn, wall, found[0].id):
        return _doubted(turn, wall, f"coaching:move:{found[0].id}:{asking.encoded(turn, wall)}:sure")
    session, outdated = await _move(turn, found[0].id, wall)
    return await _said(turn, "coaching.moved", session, outdated)


async def cancel(turn: Turn, id: str = "", days: Sequence[date] = ()) -> Reply:
    """Cancel a session: the one named, the one of a day, or the only one; else ask which."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    there = await _ahead(turn)
    found = [s for s in there if (s.id == id if id else not days or _day(turn, s) in days)]
    if not found:
        return _nothing(turn, days, id)
    if len(found) > 1:
        buttons = tuple(
            Button(_named(turn, "coaching.cancel-button", s, found), f"coaching:cancel:{s.id}") for s in found[:MOST]
        )
        return _with_buttons(turn.line("coaching.which-to-cancel"), buttons)
    if (refused := await refusal(turn, found[0])) is not None:
        return Reply(messages=(refused,))
    session, outdated, slot = await _cancel(turn, found[0].id)
    if session is None:
        return turn.say("coaching.gone")
    await notices.replace_outdated(turn, outdated)
    when = turn.voice.moment(session.starts_at)
    calendar = invitations.button(turn.voice, session.id)
    if turn.is_coach:
        back = (Button(turn.voice.say("slot.withdraw-it"), f"slot:withdraw:{slot.id}"),) if slot is not None else ()
        return _with_buttons(turn.line("coaching.cancelled-by-coach", when=when), (*back, calendar))
    said = turn.line("coaching.cancelled-of", when=when)
    wall = timing.to_wall(session.starts_at, turn.person.zone)
    press = f"slot:take:{slot.id}" if slot is not None else f"coaching:add:{asking.encoded(turn, wall)}"
    again = Button(turn.voice.say("coaching.again-button"), press)
    return _with_buttons(said, (again, calendar))


def line(turn: Turn, message: str, session: Session) -> Message:
    """When the session is and by when the plan is due; ``message`` has a variant for a plan that is late."""
    late = hand_in(session) <= turn.now and message != "coaching.already"
    when, due = turn.voice.moment(session.starts_at), turn.voice.moment(hand_in(session))
    return turn.line(f"{message}-late" if late else message, when=when, due=due)


def hand_in(session: Session) -> datetime:
    """When the plan is due."""
    return hand_in_rule.due(session.wall, session.zone, session.later)


@reads
def refusal(tx: Tx, turn: Turn, session: Session) -> Message | None:
    """Why the person cannot move or cancel a session any more; None if they can."""
    return limits.refusal(tx, turn, session)


@reads
def _ahead(tx: Tx, turn: Turn) -> list[Session]:
    return sessions.ahead(tx, turn.scope, turn.now)


@reads
def _collides(tx: Tx, turn: Turn, wall: datetime, moving: str = "") -> bool:
    coaches = [coach.id for coach in people.coaches_of(tx, turn.scope)]
    return slots.collides(tx, turn.scope, coaches, timing.to_utc(wall, turn.person.zone), turn.now, moving)


@writes
def _add(tx: Tx, turn: Turn, wall: datetime) -> Changed:
    zone = turn.person.zone
    starts_at = timing.to_utc(wall, zone)
    session = sessions.add(tx, turn.scope, wall=wall, zone=zone, starts_at=starts_at, now=turn.now)
    return follow(tx, turn, SET, session)


@writes
def _move(tx: Tx, turn: Turn, id: str, wall: datetime) -> Changed:
    zone = turn.person.zone
    starts_at = timing.to_utc(wall, zone)
    session = sessions.move(tx, turn.scope, id, wall=wall, zone=zone, starts_at=starts_at, now=turn.now)
    slot = slots.of_session(tx, session.id) if session is not None else None
    if session is not None and slot is not None and slot.starts_at != session.starts_at:
        slots.release(tx, session.id)
    return follow(tx, turn, MOVED, session)


@writes
def _cancel(tx: Tx, turn: Turn, id: str) -> tuple[Session | None, list[Reminder], Slot | None]:
    """As `Changed`, with the slot that is free again."""
    session = sessions.cancel(tx, turn.scope, id, turn.now)
    slot = slots.of_session(tx, session.id) if session is not None else None
    if session is not None:
        slots.release(tx, session.id)
    return *follow(tx, turn, CANCELLED, session), slot


def follow(tx: Tx, turn: Turn, kind: str, session: Session | None) -> Changed:
    """The reminders of a session as it is now, and the news of it."""
    if session is None:
        return None, []
    work = reminders.withdraw if kind in (CANCELLED, ENDED) else reminders.reconcile
    return session, [*work(tx, turn, session), *news.tell(tx, turn, kind, session)]


def end(tx: Tx, turn: Turn) -> list[Reminder]:
    """Cancel all sessions ahead of a cluster that leaves the programme, as long as its people can be told."""
    outdated: list[Reminder] = []
    for ahead in sessions.ahead(tx, turn.scope, turn.now):
        session = sessions.cancel(tx, turn.scope, ahead.id, turn.now)
        slots.release(tx, ahead.id)
        outdated += follow(tx, turn, ENDED, session)[1]
    return outdated


async def _said(turn: Turn, message: str, session: Session | None, outdated: Sequence[Reminder]) -> Reply:
    if session is None:
        return turn.say("coaching.gone")
    await notices.replace_outdated(turn, outdated)
    said = line(turn, message, session)
    told = "coaching.told" if await _has_coach(turn) else "coaching.told-nobody-coach"
    buttons = Buttons((invitations.button(turn.voice, session.id),))
    return Reply(messages=(Message(said.summary, (*said.blocks, Note(turn.voice.mark(told)), buttons)),))


@reads
def _has_coach(tx: Tx, turn: Turn) -> bool:
    return people.coach_of(tx, turn.scope) is not None


def _unlikely(turn: Turn, wall: datetime) -> Reply | None:
    """What to say of a time that is over, or so far ahead that the year is likely wrong."""
    starts_at = timing.to_utc(wall, turn.person.zone)
    if turn.now < starts_at <= turn.now + FARTHEST:
        return None
    return turn.say("coaching.past" if starts_at <= turn.now else "slot.far", when=turn.voice.moment(starts_at))


def _doubted(turn: Turn, wall: datetime, press: str) -> Reply:
    """Ask about a time that overlaps with another session, whose it is does not matter."""
    said = turn.line("coaching.collides", when=turn.voice.moment(timing.to_utc(wall, turn.person.zone)))
    others = Button(turn.voice.say("slot.choose-one"), "slot:free")
    return _with_buttons(said, (Button(turn.voice.say("coaching.all-the-same"), press), others))


def _nothing(turn: Turn, days: Sequence[date], id: str) -> Reply:
    if id:
        return turn.say("coaching.gone")
    return turn.say("coaching.no-session-then", date=days[0]) if days else turn.say("coaching.none")


def _day(turn: Turn, session: Session) -> date:
    return turn.voice.local_date(session.starts_at)


def _move_buttons(turn: Turn, there: Sequence[Session], wall: datetime) -> tuple[Button, ...]:
    return tuple(
        Button(_named(turn, "coaching.move-button", s, there), f"coaching:move:{s.id}:{asking.encoded(turn, wall)}")
        for s in there[:MOST]
    )


def _named(turn: Turn, message: str, session: Session, among: Sequence[Session]) -> str:
    """A button about one of several sessions: by its day, or by its time, too, where two are on one day."""
    day = _day(turn, session)
    alone = [_day(turn, other) for other in among].count(day) == 1
    return turn.voice.say(message, date=day if alone else turn.voice.moment(session.starts_at))


def _listed(turn: Turn, there: Sequence[Session]) -> str:
    return "; ".join(turn.voice.moment(session.starts_at) for session in there)


def _with_buttons(said: Message, buttons: tuple[Button, ...]) -> Reply:
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons(buttons))),))


def listing(turn: Turn, there: Sequence[Session]) -> Text:
    """Several sessions, one a line."""
    lines = (
        turn.voice.mark("coaching.session-item", when=turn.voice.moment(s.starts_at), due=turn.voice.moment(hand_in(s)))
        for s in there
    )
    return Text("\n".join(f"- {line}" for line in lines))
