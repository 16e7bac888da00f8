"""The cohort on Home, in short: how many clusters are how far, and those that should be looked at first."""

from collections.abc import Sequence

from bot.advisor.cohort.listing import Wanted, entry, filter_name
from bot.advisor.cohort.standings import STATES, Filter, Standing, counted, read
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Note
from bot.store.engine import Tx

SHOWN = 3
"""Clusters on Home."""


def blocks(tx: Tx, turn: Turn) -> list[Block]:
    """The late ones first, then those that handed in last; nothing where there are no clusters."""
    standings = read(tx, turn, actions=False)
    if not standings:
        return []
    say, counts = turn.voice.say, counted(standings)
    figures = [say("cohort.count", name=filter_name(turn, state), count=counts[state]) for state in STATES]
    items = tuple(entry(turn, each) for each in _first(standings))
    return [
        Entries(say("cohort.on-home"), items, count=len(standings)),
        Note(turn.voice.mark("cohort.counts", counts=" · ".join(figures), late=counts[Filter.LATE])),
        Buttons((Button(say("cohort.all"), Wanted().action),)),
    ]


@reads
def of_all(tx: Tx, turn: Turn) -> list[Block]:
    """The same for those who have a Home of another kind."""
    return blocks(tx, turn)


def _first(standings: Sequence[Standing]) -> list[Standing]:
    def rank(each: Standing) -> tuple[bool, float]:
        handed_in = each.of.handed_in_at
        return not each.missing, -handed_in.timestamp() if handed_in is not None else 0.0

    return sorted(standings, key=rank)[:SHOWN]
