"""Questions between people, on the Home of a curator."""

from bot.advisor.handover import cards
from bot.advisor.lists import Section
from bot.advisor.turn import Turn
from bot.store import handovers
from bot.store.engine import Tx

MOST = 500
"""So many are read at most."""


def sections(tx: Tx, turn: Turn) -> list[Section]:
    """What waits for this person's answer, and what they asked."""
    to_answer = cards.to_answer(turn, handovers.to_answer(tx, turn.scope, MOST))
    asked = cards.asked(turn, handovers.of_asker(tx, turn.scope, MOST))
    return [Section.of("to-answer", to_answer), Section.of("asked", asked)]
