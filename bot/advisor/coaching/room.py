"""What coaching adds to the house."""

from collections.abc import Mapping

from bot.advisor.coaching import (
    acting,
    afterwards,
    asking,
    booking,
    changes,
    coach_page,
    invitations,
    meeting,
    meeting_forms,
    next_steps,
    offering,
    reminders,
    session_date,
    session_form,
)
from bot.advisor.notices import each
from bot.advisor.registry import Handler, Press, Room
from bot.advisor.turn import Turn
from bot.chat.views import Reply


def _number(part: str) -> int:
    """The page in a button; the first one where there is none."""
    return max(int(part or 0), 0)


async def _free(turn: Turn, moving: str, page: int) -> Reply:
    if not moving:
        return await booking.free(turn, page=page)
    return await acting.on(turn, moving, lambda own: booking.free(own, moving, page))


PRESSES: Mapping[Press, Handler] = {
    ("coaching", "ask"): lambda turn, p: session_form.ask(turn),
    ("coaching", "set"): lambda turn, p: asking.at(turn, p[0], lambda wall: changes.set_(turn, wall)),
    ("coaching", "add"): lambda turn, p: asking.at(
        turn, p[0], lambda wall: changes.add(turn, wall, sure=p[1] == "sure")
    ),
    ("coaching", "move"): lambda turn, p: asking.at(
        turn, p[1], lambda wall: changes.move(turn, wall, p[0], sure=p[2] == "sure")
    ),
    ("coaching", "move-day"): lambda turn, p: asking.at(
        turn, p[1], lambda wall: changes.move(turn, wall, days=session_date.days_in(p[0]))
    ),
    ("coaching", "cancel"): lambda turn, p: acting.on(turn, p[0], lambda own: changes.cancel(own, p[0])),
    ("coaching", "show"): lambda turn, p: session_date.command(turn, ""),
    ("coaching", "open"): lambda turn, p: acting.on(turn, p[0], lambda own: meeting.show(own, p[0])),
    ("coaching", "invitation"): lambda turn, p: invitations.bring(turn, p[0]),
    ("coaching", "notes"): lambda turn, p: acting.on(
        turn, p[0], lambda own: meeting_forms.form(own, meeting_forms.NOTES, p[0])
    ),
    ("coaching", "details"): lambda turn, p: acting.on(
        turn, p[0], lambda own: meeting_forms.form(own, meeting_forms.DETAILS, p[0])
    ),
    ("coaching", "step"): lambda turn, p: next_steps.to_action(turn, p[0], p[1], p[2]),
    ("slot", "free"): lambda turn, p: _free(turn, p[0], _number(p[1])),
    ("slot", "move"): lambda turn, p: acting.on(turn, p[0], lambda own: booking.free(own, p[0])),
    ("slot", "take"): lambda turn, p: acting.on(
        turn, p[1], lambda own: booking.take(own, p[0], p[1], p[2], "".join(p[3:4]))
    ),
    ("slot", "offer"): lambda turn, p: offering.start(turn),
    ("slot", "mine"): lambda turn, p: coach_page.show(turn, _number(p[0])),
    ("slot", "withdraw"): lambda turn, p: offering.withdraw(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    pages=(meeting_forms, offering, session_form),
    files={meeting_forms.DOCUMENT: invitations.bring},
    consequences=(reminders.PlanForSession(),),
    standing=(reminders.of_sessions,),
    reminders={
        "session": each(reminders.recheck_session),
        "plan": each(reminders.recheck_plan),
        "after": each(afterwards.recheck),
    },
    closing=(changes.end,),
    missed={"session": reminders.missed, "plan": reminders.missed},
)
