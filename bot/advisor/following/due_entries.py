"""How an action that is due is worded in a list, on Home and in an answer alike."""

from datetime import date

from bot.advisor.following import changing
from bot.advisor.following.duties import Duty
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Chip, Entry, Style


def entry(turn: Turn, duty: Duty) -> Entry:
    """An action with its deadline, its people, and what one does with it."""
    detail = when(turn, duty.deadline)
    if duty.responsible:
        detail = f"{detail} · {duty.names}"
    return Entry(duty.action, detail, buttons(turn, duty), chips(turn, duty.deadline))


def when(turn: Turn, deadline: date) -> str:
    """The deadline, as one that comes or one that was missed."""
    return turn.voice.say("home.overdue" if deadline < turn.today else "home.due-on", date=deadline)


def chips(turn: Turn, deadline: date) -> tuple[Chip, ...]:
    """How near a deadline is, where that matters."""
    if deadline < turn.today:
        return (Chip(turn.voice.say("state.overdue"), "warning"),)
    return (Chip(turn.voice.say("state.today"), "advice"),) if deadline == turn.today else ()


def buttons(turn: Turn, duty: Duty, done: Style = Style.NORMAL) -> tuple[Button, ...]:
    """Done, another status or deadline, and the way to the plan."""
    say = turn.voice.say
    return (
        Button(say("reminder.done"), f"action:done:{duty.document}:{duty.row}", done),
        changing.button(turn, duty, Style.LINK),
        Button(say("reminder.open-plan"), f"document:open:{duty.document}", Style.LINK),
    )
