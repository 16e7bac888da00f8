"""A coach who does something with a session acts for its cluster."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.advisor.turn import Turn, reads
from bot.chat.views import Reply
from bot.store import sessions
from bot.store.engine import Tx
from bot.store.sessions import Session


def for_cluster(turn: Turn, cluster: str) -> Turn:
    """The same turn, of somebody who acts for a cluster."""
    return replace(turn, person=replace(turn.person, cluster=cluster))


async def on(turn: Turn, session: str, do: Callable[[Turn], Awaitable[Reply]]) -> Reply:
    """Do something with a session: a coach for its cluster, as long as it is granted to them."""
    if not turn.is_coach:
        return await do(turn)
    found = await _find(turn, session)
    return await do(for_cluster(turn, found.cluster)) if found is not None else turn.say("coaching.gone")


@reads
def _find(tx: Tx, turn: Turn, session: str) -> Session | None:
    return sessions.find(tx, turn.scope, session)
