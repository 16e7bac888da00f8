"""What curation adds to the house."""

from collections.abc import Mapping
from datetime import timedelta

from bot.advisor.curation import authoring, decisions, home, reviews
from bot.advisor.curation.publishing import Publishing
from bot.advisor.notices import each
from bot.advisor.registry import Awaited, Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("curation", "list"): lambda turn, p: home.further(turn, p[0]),
    ("curation", "look"): lambda turn, p: decisions.look(turn, p[0]),
    ("curation", "assign"): lambda turn, p: decisions.assign(turn, p[0], p[1], p[2]),
    ("curation", "another"): lambda turn, p: decisions.another(turn, p[0], p[1]),
    ("curation", "write"): lambda turn, p: authoring.write(turn, p[0], p[1]),
    ("curation", "aside"): lambda turn, p: decisions.aside(turn, p[0], p[1]),
    ("curation", "edit"): lambda turn, p: authoring.edit(turn, p[0]),
    ("curation", "undo"): lambda turn, p: decisions.undo(turn, p[0]),
    ("review", "right"): lambda turn, p: reviews.still_right(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    consequences=(Publishing(),),
    reminders={"review": each(reviews.recheck)},
    missed={"review": reviews.missed},
    awaited={decisions.NAMED: Awaited(timedelta(hours=1), decisions.take_name)},
)
