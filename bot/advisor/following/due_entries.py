"""How an action or a milestone that is due is worded in a list, on Home and in an answer alike."""

from datetime import date

from bot.advisor.following import changing
from bot.advisor.following.duties import Duty
from bot.advisor.following.plans import done_press
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Chip, Entry, Style
from flows.dialogues.action_plan import ActionPlan
from flows.repetition import EVERY


def entry(turn: Turn, duty: Duty) -> Entry:
    """An action with its deadline, its people, and what one does with it."""
    told = (turn.voice.say("milestone.title") if duty.is_milestone else "", when(turn, duty.deadline))
    detail = " · ".join(part for part in (*told, repeats(turn, duty), duty.names) if part)
    return Entry(duty.action, detail, buttons(turn, duty), chips(turn, duty.deadline))


def when(turn: Turn, deadline: date) -> str:
    """The deadline, as one that comes or one that was missed."""
    return turn.voice.say("home.overdue" if deadline < turn.today else "home.due-on", date=deadline)


def repeats(turn: Turn, duty: Duty) -> str:
    """How often it is due, and until when; empty where it does not repeat."""
    if duty.repetition is None:
        return ""
    pace = next(each.label for each in EVERY if each.value == duty.repetition.every)
    return turn.voice.say("home.repeats", pace=turn.voice.text(ActionPlan.id, pace), date=duty.repetition.last)


def chips(turn: Turn, deadline: date) -> tuple[Chip, ...]:
    """How near a deadline is, where that matters."""
    if deadline < turn.today:
        return (Chip(turn.voice.say("state.overdue"), "warning"),)
    return (Chip(turn.voice.say("state.today"), "advice"),) if deadline == turn.today else ()


def buttons(turn: Turn, duty: Duty, done: Style = Style.NORMAL) -> tuple[Button, ...]:
    """Done, another status or deadline, and the way to the plan."""
    say = turn.voice.say
    return (
        done_button(turn, duty, done),
        changing.button(turn, duty, Style.LINK),
        Button(say("reminder.open-plan"), f"document:open:{duty.document}", Style.LINK),
    )


def done_button(turn: Turn, duty: Duty, style: Style = Style.NORMAL) -> Button:
    """Marks it as done, or as reached."""
    label = turn.voice.say("milestone.reached" if duty.is_milestone else "reminder.done")
    return Button(label, done_press(duty), style)
