"""What stands in the menu of a nudge for those who are away, or want no more of these."""

from dataclasses import replace
from datetime import date, timedelta

from bot.advisor import consequences, notices
from bot.advisor.notices import FAMILIES
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons
from bot.chat.views import Reply
from bot.store import kinds_off, reminders
from bot.store.engine import Tx
from bot.store.reminders import Reminder


async def away(turn: Turn) -> Reply:
    """The button "I am away": until when?"""
    say, today = turn.voice.say, turn.today
    friday = today + timedelta(days=4 - min(today.weekday(), 4))
    until = dict.fromkeys((today, friday, friday + timedelta(days=7), friday + timedelta(days=14)))
    buttons = [Button(say("reminder.away-until", date=day), _away(today, day)) for day in until]
    return _asked(turn, "reminder.away-how-long", *buttons, Button(say("reminder.away-other"), "settings:edit"))


def _away(first: date, last: date) -> str:
    return f"settings:away:{first.isoformat()}/{last.isoformat()}"


@reads
def stop(tx: Tx, turn: Turn, reminder_id: str) -> Reply:
    """The button "Stop these": only those of one kind, or all?"""
    say = turn.voice.say
    reminder = reminders.get(tx, turn.scope, reminder_id)
    family = notices.family_of(reminder) if reminder is not None else ""
    buttons = [Button(say("reminder.stop-all"), "request:do:reminders-off")]
    if family in FAMILIES:
        label = say("reminder.stop-kind", kind=say(f"kind.{family}"))
        buttons.insert(0, Button(label, f"reminder:kind-off:{family}"))
    return _asked(turn, "reminder.stop-what", *buttons)


async def kind_off(turn: Turn, family: str) -> Reply:
    """The button "Only …": with a way back."""
    if family not in FAMILIES:
        return turn.say("chat.stale-button")
    kind = turn.voice.say(f"kind.{family}")
    await _turn(turn, family, on=False)
    said = turn.line("reminder.kind-off", kind=kind)
    back = Button(turn.voice.say("reminder.kind-on-button", kind=kind), f"reminder:kind-on:{family}")
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((back,)))),))


async def kind_on(turn: Turn, family: str) -> Reply:
    """The button "Turn on": what is ahead is planned again."""
    if family not in FAMILIES:
        return turn.say("chat.stale-button")
    await notices.replace_outdated(turn, await _turn(turn, family, on=True))
    return turn.say("reminder.kind-on", kind=turn.voice.say(f"kind.{family}"))


@writes
def _turn(tx: Tx, turn: Turn, family: str, *, on: bool) -> list[Reminder]:
    kinds_off.turn(tx, turn.scope, family, on=on, now=turn.now)
    return consequences.reconcile_all(tx, turn) if on else []


def _asked(turn: Turn, message: str, *buttons: Button) -> Reply:
    said = turn.line(message)
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons(buttons))),))
