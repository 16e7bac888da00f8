"""What people do with a reminder: done, later, why."""

from dataclasses import replace
from datetime import timedelta

from bot.advisor import notices
from bot.advisor.following import plans
from bot.advisor.notices import Notice
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Note
from bot.chat.views import Reply
from bot.reminders import timing
from bot.reminders.preparing import Due
from bot.reminders.timing import WorkingTime
from bot.store import reminders
from bot.store.engine import Tx
from bot.store.reminders import Reminder


async def done(turn: Turn, reminder_id: str) -> Reply:
    """The button "Done": the action is marked as done in the plan, and its other reminders are withdrawn."""
    reminder, count = await _with_count(turn, reminder_id)
    if reminder is None or reminder.document is None or reminder.row is None:
        return turn.say("reminder.gone")
    alone = count <= 1
    but = reminder.message_ref or "" if alone else ""
    day = str(reminder.params.get("deadline") or "")
    said = await plans.done_line(turn, reminder.document, reminder.row, day, but=but)
    return Reply(replace=said) if alone else Reply(messages=(said,))


@reads
def _with_count(tx: Tx, turn: Turn, reminder_id: str) -> tuple[Reminder | None, int]:
    """A reminder, and how many its message tells of."""
    reminder = reminders.get(tx, turn.scope, reminder_id)
    reference = reminder.message_ref if reminder else None
    return reminder, len(reminders.for_message(tx, turn.scope, reference)) if reference else 0


@writes
def snooze(tx: Tx, turn: Turn, reminder_id: str, *, days: int) -> Reply:
    """Remind again tomorrow or next week, in the morning of a working day."""
    works, place = WorkingTime.of(turn.person), timing.spread(turn.person.id)
    day = works.calendar.working_day_from(turn.today + timedelta(days=days))
    until = works.morning(day, place)
    found = _recheck(tx, turn, reminder_id)
    if found is None or found.why is None:
        return turn.say("reminder.gone")
    if found.until is not None and until >= found.until:
        return turn.say("reminder.too-late")
    reminders.snooze(tx, turn.scope, reminder_id, until, turn.now)
    return turn.say("reminder.snoozed", when=turn.voice.moment(until))


@reads
def page(tx: Tx, turn: Turn, reminder_id: str, number: int) -> Reply:
    """Another page of a message that tells of many reminders, in its place."""
    reminder = reminders.get(tx, turn.scope, reminder_id)
    if reminder is None or reminder.person != turn.person.id or reminder.message_ref is None:
        return turn.say("reminder.gone")
    told = [r for r in reminders.for_message(tx, turn.scope, reminder.message_ref) if r.sent_to == reminder.sent_to]
    [composed] = notices.compose(turn.registry.reminders, tx, [Due(turn.person, told)], turn.now, max(number, 0))
    return Reply(replace=composed.message) if composed.message else turn.say("reminder.gone")


@reads
def why(tx: Tx, turn: Turn, reminder_id: str) -> Reply:
    """Why somebody gets a reminder, and how to stop them."""
    found = _recheck(tx, turn, reminder_id)
    if found is None or found.why is None:
        return turn.say("reminder.gone")
    reason = turn.line(found.why.id, **found.why.params)
    off = Note(turn.voice.mark("reminder.why-off"))
    return Reply(messages=(replace(reason, blocks=(*reason.blocks, off)),))


def _recheck(tx: Tx, turn: Turn, reminder_id: str) -> Notice | None:
    """The reminder as it is now; None when it is not wanted any more, or not the person's to see."""
    reminder = reminders.get(tx, turn.scope, reminder_id)
    if reminder is None:
        return None
    asked = notices.Asked(turn.voice, turn.person, reminder)
    return notices.recheck(turn.registry.reminders, tx, [asked], turn.now)[0]
