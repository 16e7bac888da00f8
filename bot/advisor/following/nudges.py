"""What people do with a reminder: done, later, why."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.advisor.following import notices, plans
from bot.advisor.following.notices import LateNotice, ReviewNotice, SessionNotice, compose
from bot.advisor.turn import Turn, reads, writes
from bot.chat.views import Note, Reply
from bot.reminders import timing
from bot.store import reminders
from bot.store.engine import Tx
from bot.store.reminders import Reminder

__all__ = ["compose", "done", "snooze", "why"]


async def done(turn: Turn, reminder_id: str) -> Reply:
    """The button "Done": the action is marked as done in the plan, and its other reminders are withdrawn."""
    reminder, told = await _told(turn, reminder_id)
    if reminder is None or reminder.document is None or reminder.row is None:
        return turn.say("reminder.gone")
    alone = told <= 1
    but = reminder.message_ref or "" if alone else ""
    said = await plans.done_line(turn, reminder.document, reminder.row, but=but)
    return Reply(replace=said) if alone else Reply(messages=(said,))


@reads
def _told(tx: Tx, turn: Turn, reminder_id: str) -> tuple[Reminder | None, int]:
    """A reminder, and how many its message tells of."""
    reminder = reminders.get(tx, turn.scope, reminder_id)
    reference = reminder.message_ref if reminder else None
    return reminder, len(reminders.for_message(tx, turn.scope, reference)) if reference else 0


@writes
def snooze(tx: Tx, turn: Turn, reminder_id: str, *, days: int) -> Reply:
    """Remind again tomorrow or next week, in the morning of a working day."""
    wall = datetime.combine(turn.today + timedelta(days=days), timing.OPENS)
    until = timing.next_allowed(timing.to_utc(wall, turn.person.zone), turn.person.zone, turn.person.country)
    reminder = reminders.get(tx, turn.scope, reminder_id)
    found = notices.look(tx, turn.person, reminder, turn.now) if reminder else None
    if (
        found is None
        or isinstance(found, LateNotice)
        or (isinstance(found, SessionNotice) and until >= found.starts_at)
    ):
        late = isinstance(found, SessionNotice)
        return turn.say("reminder.too-late" if late else "reminder.gone")
    reminders.snooze(tx, turn.scope, reminder_id, until, turn.now)
    return turn.say("reminder.snoozed", when=turn.voice.moment(until))


@reads
def why(tx: Tx, turn: Turn, reminder_id: str) -> Reply:
    """Why somebody gets a reminder, and how to stop them."""
    reminder = reminders.get(tx, turn.scope, reminder_id)
    found = notices.look(tx, turn.person, reminder, turn.now) if reminder else None
    if found is None or isinstance(found, LateNotice):
        return turn.say("reminder.gone")
    if isinstance(found, SessionNotice):
        reason = turn.line("reminder.why-session", when=turn.voice.moment(found.starts_at))
    elif isinstance(found, ReviewNotice):
        reason = turn.line("review.why", **found.params)
    else:
        own = found.duty.responsible.casefold() == turn.person.name.casefold()
        which = "reminder.why-action" if own else "reminder.why-owner"
        reason = turn.line(which, person=found.duty.responsible, plan=found.params["plan"])
    off = Note(turn.voice.mark("reminder.why-off"))
    return Reply(messages=(replace(reason, blocks=(*reason.blocks, off)),))
