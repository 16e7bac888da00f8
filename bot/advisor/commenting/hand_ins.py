"""What is late or missing before the sessions of a coach's clusters."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Chip, Entry, Style
from bot.reminders import hand_in
from bot.store import hand_ins
from bot.store.engine import Tx
from bot.store.hand_ins import SessionHandIn
from flows.dialogues.action_plan import ActionPlan

BACK = timedelta(days=14)
"""How long after a session it still matters that nothing, or something too late, was handed in."""
SOON = timedelta(days=14)
"""So long before it is due a plan is expected."""


def find(tx: Tx, turn: Turn, session: str) -> SessionHandIn | None:
    """A session of one of the coach's clusters; nothing for others, who grant no later dates."""
    if not turn.is_coach:
        return None
    known = hand_ins.of_coach(tx, turn.scope, ActionPlan.id, turn.now - BACK)
    return next((each for each in known if each.session == session), None)


def due(session: SessionHandIn) -> str | None:
    """How a hand-in stands: ``missing`` or ``late``; None where it came in time."""
    if session.handed_in_at is None:
        return "missing"
    return "late" if session.handed_in_at > hand_in.due(session.wall, session.zone, session.later) else None


def entries(tx: Tx, turn: Turn) -> Sequence[Callable[[], Entry]]:
    """On Home of a coach: what is missing soon, was missing lately, or came late; the first session first."""
    known = hand_ins.of_coach(tx, turn.scope, ActionPlan.id, turn.now - BACK)
    return [partial(_entry, turn, each) for each in known if due(each) == "late" or _is_awaited(turn, each)]


def _is_awaited(turn: Turn, session: SessionHandIn) -> bool:
    by = hand_in.due(session.wall, session.zone, session.later)
    return session.handed_in_at is None and by <= turn.now + SOON


def _entry(turn: Turn, session: SessionHandIn) -> Entry:
    say, moment = turn.voice.say, turn.voice.moment
    by, when = hand_in.due(session.wall, session.zone, session.later), moment(session.starts_at)
    granted = (Chip(say("home.granted")),) if by == session.later else ()
    if session.handed_in_at is not None:
        detail = say("home.late-detail", at=moment(session.handed_in_at), due=moment(by), when=when)
        return Entry(session.cluster_name, detail, (), (Chip(say("state.late"), "advice"), *granted))
    if session.starts_at <= turn.now:
        chip = Chip(say("state.overdue"), "warning")
        return Entry(session.cluster_name, say("home.missing-over", when=when), (), (chip,))
    detail = say("home.missing-detail", when=when, due=moment(by))
    soon = Chip(say("state.due-soon", date=turn.voice.local_date(by)))
    chip = Chip(say("state.overdue"), "warning") if by <= turn.now else soon
    more = [Button(say("later.grant"), f"feedback:later:{session.session}", Style.NORMAL)]
    if granted:
        more.append(withdrawal(turn, session.session, session.cluster_name, by))
    return Entry(session.cluster_name, detail, tuple(more), (chip, *granted))


def withdrawal(turn: Turn, session: str, cluster: str, until: datetime) -> Button:
    """Takes a later date back."""
    sure = turn.voice.say("later.withdraw-sure", cluster=cluster, due=turn.voice.moment(until))
    return Button(turn.voice.say("later.withdraw"), f"feedback:usual:{session}", confirm=sure)
