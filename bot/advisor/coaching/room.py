"""What coaching adds to the house."""

from collections.abc import Mapping

from bot.advisor.coaching import asking, reminders, session_date
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("coaching", "set"): lambda turn, p: session_date.set_(turn, asking.decoded(p[0])),
}

ROOM = Room(
    PRESSES,
    consequences=(reminders.PlanForSession(),),
    reminders={"session": reminders.recheck_session, "plan": reminders.recheck_plan},
    missed={"session": reminders.missed, "plan": reminders.missed},
)
