"""What coaching adds to the house."""

from collections.abc import Mapping

from bot.advisor.coaching import changes, reminders
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("coaching", "add"): lambda turn, p: changes.add(turn, changes.decoded(p[0])),
    ("coaching", "move"): lambda turn, p: changes.move(turn, changes.decoded(p[1]), p[0]),
    ("coaching", "cancel"): lambda turn, p: changes.cancel(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    consequences=(reminders.PlanForSession(),),
    reminders={"session": reminders.recheck_session, "plan": reminders.recheck_plan},
    missed={"session": reminders.missed, "plan": reminders.missed},
)
