"""Messages that something else waits for: a coach's answer, an asker's further question, the name of an article."""

from bot.advisor import deeds
from bot.advisor.turn import Turn, also
from bot.chat.views import Reply
from bot.store import expected
from bot.store.expected import Expected


async def take(turn: Turn, text: str) -> Reply | None:
    """Take a message for what was awaited in this conversation; None when it is something of its own."""
    found = await turn.services.store.read(lambda tx: expected.get(tx, turn.person.id, turn.place.conversation))
    if found is None or not _is_live(turn, found):
        return None
    noted = deeds.noting(turn, "awaited", found.kind, found.subject.split(":"))
    return await turn.registry.awaited[found.kind].take(noted, found.subject, text)


def _is_live(turn: Turn, found: Expected) -> bool:
    """Whether a message is still taken for it; after its time it is a question again."""
    known = turn.registry.awaited.get(found.kind)
    return known is not None and found.since >= turn.now - known.patience


async def stop(turn: Turn) -> Reply:
    """Wait for nothing any more, in any conversation; what was written for somebody is offered to be sent or not."""
    found = await turn.services.store.write(lambda tx: expected.forget_all(tx, turn.person.id))
    live = [one for one in found if _is_live(turn, one)]
    if not live:
        return turn.say("chat.stop")
    kept = [(unsent, one.subject) for one in live if (unsent := turn.registry.awaited[one.kind].unsent)]
    written = [await unsent(turn, subject) for unsent, subject in kept]
    said = turn.say("chat.stop-waiting-kept" if kept else "chat.stop-waiting")
    return also(said, *(message for message in written if message))
