"""Questions between people, on the Home of a curator."""

from bot.advisor.handover import cards
from bot.advisor.turn import Turn
from bot.chat.views import Block
from bot.store import handovers
from bot.store.engine import Tx

MOST = 10
"""Entries of one list."""


def blocks(tx: Tx, turn: Turn) -> list[Block]:
    """What waits for this person's answer, and what they asked; nothing where there is nothing."""
    to_answer = handovers.to_answer(tx, turn.scope, MOST)
    asked = handovers.of_asker(tx, turn.scope, MOST)
    found: list[Block] = [cards.to_answer(turn, to_answer)] if to_answer else []
    return [*found, cards.asked(turn, asked)] if asked else found
