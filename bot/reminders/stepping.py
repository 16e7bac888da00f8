"""The trial's way through time: from one due reminder to the next."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.store import reminders
from bot.store.engine import Store


async def step_through(
    store: Store, deliver: Callable[[datetime], Awaitable[int]], start: datetime, end: datetime
) -> int:
    """Deliver at each time between start and end at which something is due, and at the end.

    ``deliver`` is given the time it shall take for now (`Delivery.tick`, after moving the trial's clock); returns
    how many reminders were sent.
    """
    sent = await deliver(start)
    moment = start
    while moment < end:
        following = await store.read(partial(reminders.next_due, after=moment))
        moment = end if following is None else min(following, end)
        sent += await deliver(moment)
    return sent
