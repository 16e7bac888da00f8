"""What coaching adds to the house."""

from bot.advisor.coaching import reminders
from bot.advisor.registry import Room

ROOM = Room(
    consequences=(reminders.PlanForSession(),),
    reminders={"session": reminders.look_at_session, "plan": reminders.look_at_plan},
)
