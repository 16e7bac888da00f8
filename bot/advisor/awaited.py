"""Messages that something else waits for: a coach's answer, an asker's further question, the name of an article."""

from datetime import timedelta

from bot.advisor.curation import curating
from bot.advisor.handover import handover
from bot.advisor.turn import Turn, also
from bot.chat.views import Reply
from bot.store import expected

WAITS = {handover.ANSWER: timedelta(days=7), handover.MORE: timedelta(days=1), curating.NAMED: timedelta(hours=1)}
"""So long a message is taken for what was asked for; after that it is a question again."""


async def hear(turn: Turn, text: str) -> Reply | None:
    """Take a message for what was awaited in this conversation; None when it is something of its own."""
    found = await turn.desk.store.read(lambda tx: expected.get(tx, turn.person.id, turn.place.conversation))
    if found is None or found.since < turn.now - WAITS[found.kind]:
        return None
    match found.kind:
        case handover.ANSWER:
            return await handover.take_answer(turn, found.subject, text)
        case handover.MORE:
            return await handover.take_more(turn, found.subject, text)
        case _:
            return await curating.take_name(turn, found.subject, text)


async def stop(turn: Turn) -> Reply:
    """Wait for nothing any more, in any conversation; what was written for somebody is offered to be sent or not."""
    found = await turn.desk.store.write(lambda tx: expected.forget_all(tx, turn.person.id))
    live = [one for one in found if one.since >= turn.now - WAITS[one.kind]]
    if not live:
        return turn.say("chat.stop")
    of_questions = [one for one in live if one.kind != curating.NAMED]
    written = [await handover.unsent(turn, one.kind, one.subject) for one in of_questions]
    said = turn.say("chat.stop-waiting-kept" if of_questions else "chat.stop-waiting")
    return also(said, *(message for message in written if message))
