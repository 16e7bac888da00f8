"""What settings add to the house."""

from bot.advisor.registry import Room
from bot.advisor.settings import own

ROOM = Room(
    {
        ("settings", "show"): lambda turn, p: own.show(turn),
        ("settings", "edit"): lambda turn, p: own.edit(turn),
        ("settings", "away"): lambda turn, p: own.set_away(turn, *own.days_in(p[0])),
        ("settings", "back"): lambda turn, p: own.not_away(turn, p[0]),
    }
)
