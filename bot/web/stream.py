"""The event streams of chat pages: new lines of the transcript, as ready HTML, without a reload.

One task of a process reads for all its open streams: one query a tick, however many there are, and none while there
are none.  An open stream by itself only waits.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from contextvars import Context
from datetime import datetime

from bot.advisor import Advisor, TranscriptLine
from bot.web.limits import (
    STREAM_BEAT,
    STREAM_CHECK,
    STREAM_PAUSE,
    STREAM_POLL,
    STREAM_WAITING,
    STREAMS,
    STREAMS_EACH,
)

log = logging.getLogger(__name__)

BEAT = ": still here\n\n"
REPLACED = f"retry: {STREAM_PAUSE * 1000}\nevent: ended\ndata: replaced\n\n"
"""Tells the page not to come back at once."""
SIGNED_OUT = f"retry: {STREAM_PAUSE * 1000}\nevent: ended\ndata: signed-out\n\n"
"""Tells the page that its session has ended.  A browser hides from it with which status a stream was refused, so this
is also the answer to whoever asks for a stream and is not signed in."""


class StreamsFullError(Exception):
    """This process has as many open streams as it takes."""


class Stream:
    """One open page: what waits to be sent to it.  ``last`` is the number of the last line that it was given."""

    def __init__(self, account: str, session_id: str, last: int) -> None:
        self.account, self.session_id, self.last = account, session_id, last
        self.ended = False
        self._reason = ""
        self._lines: deque[TranscriptLine] = deque()
        self._beat = False
        self._news = asyncio.Event()

    @property
    def takes_more(self) -> bool:
        """Whether it keeps up: a browser that does not read is given nothing more to wait in memory."""
        return not self.ended and len(self._lines) < STREAM_WAITING

    def give(self, line: TranscriptLine) -> None:
        """A line of its account; one that it has had is left out."""
        if line.id > self.last:
            self.last = line.id
            self._lines.append(line)
            self._news.set()

    def beat(self) -> None:
        """Have it say that it is still there, so that no proxy closes it."""
        self._beat = True
        self._news.set()

    def end(self, reason: str = "") -> None:
        """Have it end once what waits is sent; its page is told the ``reason``, one of the events above."""
        self.ended, self._reason = True, reason
        self._news.set()

    async def events(self, draw: Callable[[TranscriptLine], str], retry: int) -> AsyncIterator[str]:
        """The events, until it is ended; ``retry`` is after how many milliseconds a browser comes back."""
        yield f"retry: {retry}\n\n"
        while True:
            while self._lines:
                line = self._lines.popleft()
                yield event(line.id, draw(line))
            if self.ended:
                if self._reason:
                    yield self._reason
                return
            if self._beat:
                self._beat = False
                yield BEAT
            self._news.clear()
            await self._news.wait()


class Streams:
    """All open streams of a process, and the task that reads for them while there are any.

    ``poll`` is the time between two reads in seconds.
    """

    def __init__(
        self, advisor: Advisor, clock: Callable[[], datetime], stopping: asyncio.Event, poll: float = STREAM_POLL
    ) -> None:
        self._advisor, self._clock, self._stopping, self._poll = advisor, clock, stopping, poll
        self._open: dict[str, list[Stream]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._opened = 0

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    def open(self, account: str, session_id: str, last: int) -> Stream:
        """A new stream, which must be read by `read`; the oldest of a person with too many ends.

        Raises:
            StreamsFullError: there are too many in all.
        """
        own = self._open.get(account, [])
        if len(own) >= STREAMS_EACH:
            own.pop(0).end(REPLACED)
        elif len(self) >= STREAMS:
            raise StreamsFullError
        stream = Stream(account, session_id, last)
        self._open.setdefault(account, []).append(stream)
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._serve(), context=Context())  # of no request
        return stream

    async def read(self, stream: Stream, draw: Callable[[TranscriptLine], str]) -> AsyncIterator[str]:
        """The server-sent events of a stream, until it or the server ends."""
        self._opened += 1
        retry = 3_000 + self._opened % 20 * 250  # not all at the same moment after a restart
        try:
            async for said in stream.events(draw, retry):
                yield said
        finally:
            self._close(stream)

    async def check_sessions(self) -> None:
        """End the streams of sessions that have ended."""
        ids = {stream.session_id for stream in self._all()} - {""}
        alive = await self._advisor.web_sessions.alive(ids, self._clock()) if ids else set()
        for stream in self._all():
            if stream.session_id in ids - alive:
                self._close(stream)
                stream.end(SIGNED_OUT)

    def _close(self, stream: Stream) -> None:
        own = self._open.get(stream.account, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self._open.pop(stream.account, None)

    def _all(self) -> list[Stream]:
        return [stream for own in self._open.values() for stream in own]

    async def _serve(self) -> None:
        """Read for all streams, until there are none or the server stops; they would keep it from stopping."""
        beat = check = 0.0
        try:
            while self._open and not self._stopping.is_set():
                await self._distribute()
                if check >= STREAM_CHECK:
                    check = 0.0
                    await self.check_sessions()
                if beat >= STREAM_BEAT:
                    beat = 0.0
                    for stream in self._all():
                        stream.beat()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._poll)
                beat += self._poll
                check += self._poll
        except Exception as error:
            log.warning("The event streams end: the transcript cannot be read (%s)", type(error).__name__)
        finally:
            for stream in self._all():
                stream.end()
            self._open.clear()

    async def _distribute(self) -> None:
        seen = self._seen()
        for account, line in await self._advisor.new_lines(seen) if seen else ():
            for stream in self._open.get(account, ()):
                # One opened meanwhile may ask for earlier lines: these come first, with the next read.
                if stream.takes_more and stream.last >= seen[account]:
                    stream.give(line)

    def _seen(self) -> Mapping[str, int]:
        """For each account the number up to which all its streams have its lines."""
        waiting = ((account, [s.last for s in own if s.takes_more]) for account, own in self._open.items())
        return {account: min(lasts) for account, lasts in waiting if lasts}


def event(line: int, html: str) -> str:
    """One server-sent event; the HTML may have several lines."""
    data = "".join(f"data: {part}\n" for part in html.splitlines())
    return f"event: line\nid: {line}\n{data}\n"
