"""What one of the two writes to the other: awaited, kept as a draft, sent."""

from bot.advisor.handover import cards
from bot.advisor.turn import Turn, reads
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.store import expected, handovers
from bot.store.engine import Tx

LONGEST = 10_000
"""Characters of an answer."""
ANSWER, MORE = "answer", "more"
"""What is awaited of a coach, and of an asker."""


def expect(tx: Tx, turn: Turn, kind: str, question_id: str) -> None:
    """Take the person's next message here for this."""
    expected.expect(tx, turn.person.id, turn.conversation, kind, question_id, turn.now)


def draft_of(tx: Tx, turn: Turn, kind: str, question_id: str) -> Message | None:
    """What somebody wrote and did not send, to be sent from there; None if there is nothing."""
    handover = handovers.get(tx, turn.scope, question_id)
    to = handovers.answerer(tx, turn.scope, question_id)
    if handover is None:
        return None
    if kind == MORE:
        return cards.more_draft_card(turn.voice, handover, to.name if to else "") if handover.more else None
    theirs = handover.state == "claimed" and handover.claimed_by == turn.person.id
    return cards.draft_card(turn.voice, handover) if theirs and handover.draft else None


unsent = reads(draft_of)


async def send_to(turn: Turn, account: str, message: Message, key: str) -> bool:
    """Send somebody a message; False if it did not arrive."""
    try:
        await turn.services.sender.send(account, message, key=key)
    except SendError:
        return False
    return True
