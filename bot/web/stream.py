"""The event stream of a chat page: new lines of the transcript, as ready HTML, without a reload."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from bot.advisor import Advisor, Line
from bot.web.limits import STREAM_BEAT, STREAM_POLL

log = logging.getLogger(__name__)


async def new_lines(
    advisor: Advisor,
    account: str,
    last: int,
    draw: Callable[[Line], str],
    stopping: asyncio.Event,
    poll: float = STREAM_POLL,
) -> AsyncIterator[str]:
    """Server-sent events named ``line``, each with the id of its line, until the server stops.

    An open stream would keep the server from stopping, so it ends when ``stopping`` is set; it also ends when the
    store cannot be read, and the browser connects again by itself.
    """
    yield "retry: 3000\n\n"
    silent = 0.0
    while not stopping.is_set():
        try:
            # Shielded: a page that closes in the middle of a read must not break the database's connection.
            lines = await asyncio.shield(asyncio.ensure_future(advisor.transcript(account, last)))
        except Exception as error:
            log.warning("The event stream ends: the transcript cannot be read (%s)", type(error).__name__)
            return
        for line in lines:
            last = line.id
            yield event(line.id, draw(line))
        silent = 0.0 if lines else silent
        if silent >= STREAM_BEAT:
            silent = 0.0
            yield ": still here\n\n"
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), poll)
        silent += poll


def event(line: int, html: str) -> str:
    """One server-sent event; the HTML may have several lines."""
    data = "".join(f"data: {part}\n" for part in html.splitlines())
    return f"event: line\nid: {line}\n{data}\n"
