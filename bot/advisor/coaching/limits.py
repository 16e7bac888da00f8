"""Until when a cluster may move or cancel a session that it chose among those offered."""

from datetime import datetime, timedelta

from bot.advisor.turn import Turn
from bot.chat.views import Message
from bot.reminders import hand_in
from bot.store import slots
from bot.store.engine import Tx
from bot.store.sessions import Session
from bot.store.slots import Slot


def changeable_until(slot: Slot) -> datetime:
    """The moment up to which the cluster may move or cancel: as the coach said, or until its plan is due."""
    if slot.limit_hours is None:
        return hand_in.due(slot.wall, slot.zone)
    return slot.starts_at - timedelta(hours=slot.limit_hours)


def refusal(tx: Tx, turn: Turn, session: Session) -> Message | None:
    """Why a session cannot be moved or cancelled by this person any more; None if it can.

    What was set in another way than by choosing a slot has no such limit, and none holds for a coach.
    """
    slot = None if turn.is_coach else slots.of_session(tx, session.id)
    if slot is None or turn.now < (until := changeable_until(slot)):
        return None
    when, limit = turn.voice.moment(session.starts_at), turn.voice.moment(until)
    return turn.line("slot.too-late", when=when, limit=limit, coach=slot.coach_name)
