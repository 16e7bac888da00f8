"""What the cohort adds to the house."""

from collections.abc import Mapping

from bot.advisor.cohort import asking, compared, listing, nudging, sheet
from bot.advisor.cohort.listing import Wanted
from bot.advisor.notices import each
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("cohort", "show"): lambda turn, p: listing.show(turn, Wanted.read(*p[:3])),
    ("cohort", "needs"): lambda turn, p: compared.show(turn),
    ("cohort", "nudge"): lambda turn, p: nudging.nudge(turn, *p[:4]),
    ("cohort", "file"): lambda turn, p: sheet.file(turn),
}

ROOM = Room(
    PRESSES,
    pages=(asking,),
    files={asking.DOCUMENT: sheet.file},
    reminders={"cohort": each(nudging.recheck)},
    missed={"cohort": nudging.missed},
)
