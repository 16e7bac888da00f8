"""What settings add to the house."""

from bot.advisor.registry import Room
from bot.advisor.settings import cluster, own

ROOM = Room(
    {
        ("cluster", "show"): lambda turn, p: cluster.show(turn),
        ("cluster", "edit"): lambda turn, p: cluster.edit(turn),
        ("cluster", "confirm"): lambda turn, p: cluster.confirm(turn),
        ("settings", "show"): lambda turn, p: own.show(turn),
        ("settings", "edit"): lambda turn, p: own.edit(turn),
        ("settings", "away"): lambda turn, p: own.set_away(turn, *own.days_in(p[0])),
        ("settings", "back"): lambda turn, p: own.not_away(turn, p[0]),
    },
    pages=(cluster, own),
)
