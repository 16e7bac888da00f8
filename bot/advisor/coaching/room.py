"""What coaching adds to the house."""

from bot.advisor.coaching import reminders
from bot.advisor.notices import each
from bot.advisor.registry import Room

ROOM = Room(
    consequences=(reminders.PlanForSession(),),
    reminders={"session": each(reminders.recheck_session), "plan": each(reminders.recheck_plan)},
    missed={"session": reminders.missed, "plan": reminders.missed},
)
