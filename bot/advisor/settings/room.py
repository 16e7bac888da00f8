"""What settings add to the house."""

from bot.advisor.registry import Room
from bot.advisor.settings import cluster

ROOM = Room(
    {
        ("cluster", "show"): lambda turn, p: cluster.show(turn),
        ("cluster", "edit"): lambda turn, p: cluster.edit(turn),
        ("cluster", "confirm"): lambda turn, p: cluster.confirm(turn),
    }
)
