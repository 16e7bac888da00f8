"""The deadlines that all clusters of the programme have, as Home shows them."""

from collections.abc import Sequence

from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Facts, Heading
from bot.store import programme_setup
from bot.store.engine import Tx

MOST = 5
"""So many are shown, the next first."""


def ahead(tx: Tx, turn: Turn) -> Sequence[Block]:
    """Those that are not over; nothing where there are none."""
    known = programme_setup.basics(tx)
    due = sorted((day, name) for name, day in known.deadlines if day >= turn.today) if known else []
    if not due:
        return ()
    pairs = tuple((name, turn.voice.shown(day)) for day, name in due[:MOST])
    return (Heading(turn.voice.say("programme.deadlines")), Facts(pairs))
