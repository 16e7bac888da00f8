"""What privacy adds to the house."""

from bot.advisor.privacy import done, erasing, kept_page, of_cluster, own_data
from bot.advisor.registry import Room

ROOM = Room(
    {
        ("privacy", "kept"): lambda turn, p: kept_page.show(turn),
        ("privacy", "mine"): lambda turn, p: own_data.offer(turn),
        ("privacy", "take"): lambda turn, p: own_data.take(turn),
        ("privacy", "erase"): lambda turn, p: erasing.ask(turn, p[0]),
        ("privacy", "erase-now"): lambda turn, p: erasing.erase(turn, p[0], p[1]),
        ("data", "show"): lambda turn, p: of_cluster.show(turn, p[0]),
        ("data", "take"): lambda turn, p: of_cluster.take(turn, p[0]),
        ("data", "erase"): lambda turn, p: of_cluster.erase(turn, p[0]),
        ("data", "done"): lambda turn, p: done.show(turn),
    },
    pages=(kept_page, of_cluster, done),
    files={own_data.DOCUMENT: own_data.take, of_cluster.DOCUMENT: of_cluster.take},
)
