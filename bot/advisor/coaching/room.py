"""What coaching adds to the house."""

from collections.abc import Mapping

from bot.advisor.coaching import asking, changes, reminders, session_date, session_form
from bot.advisor.notices import each
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("coaching", "ask"): lambda turn, p: session_form.ask(turn),
    ("coaching", "set"): lambda turn, p: changes.set_(turn, asking.decoded(p[0])),
    ("coaching", "add"): lambda turn, p: changes.add(turn, asking.decoded(p[0])),
    ("coaching", "move"): lambda turn, p: changes.move(turn, asking.decoded(p[1]), p[0]),
    ("coaching", "move-day"): lambda turn, p: changes.move(turn, asking.decoded(p[1]), days=session_date.days_in(p[0])),
    ("coaching", "cancel"): lambda turn, p: changes.cancel(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    consequences=(reminders.PlanForSession(),),
    standing=(reminders.of_sessions,),
    reminders={"session": each(reminders.recheck_session), "plan": each(reminders.recheck_plan)},
    missed={"session": reminders.missed, "plan": reminders.missed},
)
