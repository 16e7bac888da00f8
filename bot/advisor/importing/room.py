"""What bringing something in adds to the house."""

from collections.abc import Mapping

from bot.advisor.importing import steps, taking
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("import", "start"): lambda turn, p: steps.start(turn, p[0]),
    ("import", "look"): lambda turn, p: steps.look(turn, p[0]),
    ("import", "columns"): lambda turn, p: steps.edit_columns(turn, p[0]),
    ("import", "changes"): lambda turn, p: steps.changes(turn, p[0]),
    ("import", "part"): lambda turn, p: steps.part(turn, p[0], p[1]),
    ("import", "take"): lambda turn, p: taking.take(turn, p[0], int(p[1]), p[2]),
    ("import", "drop"): lambda turn, p: taking.drop(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    pages=(steps,),
    kept=(steps,),
)
