"""What coaching adds to the house."""

from collections.abc import Mapping

from bot.advisor.coaching import asking, reminders, session_date
from bot.advisor.notices import each
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("coaching", "set"): lambda turn, p: session_date.set_(turn, asking.decoded(p[0])),
}

ROOM = Room(
    PRESSES,
    consequences=(reminders.PlanForSession(),),
    reminders={"session": each(reminders.recheck_session), "plan": each(reminders.recheck_plan)},
    missed={"session": reminders.missed, "plan": reminders.missed},
)
