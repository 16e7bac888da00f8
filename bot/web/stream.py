"""The event streams of chat pages: new lines of the transcript, as ready HTML, without a reload.

One task of a process reads for all its open streams: one query a tick, however many there are, and none while there
are none.  An open stream by itself only waits.  Where somebody tells of new lines, whichever process wrote them, it
reads when they come, for those for whom they are, and ticks are rare.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from contextvars import Context
from datetime import datetime
from math import inf

from bot.advisor import Advisor, TranscriptLine
from bot.advisor.transcript import NEW_LINES
from bot.web.limits import (
    STREAM_BEAT,
    STREAM_CHECK,
    STREAM_GATHER,
    STREAM_LOOK,
    STREAM_PAUSE,
    STREAM_POLL,
    STREAM_TICK,
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

    ``poll`` is the time between two reads in seconds, while nobody tells of new lines: ``told`` says whether `news`,
    `ended` and `missed` are called whenever there is something.
    """

    def __init__(
        self,
        advisor: Advisor,
        clock: Callable[[], datetime],
        stopping: asyncio.Event,
        poll: float = STREAM_POLL,
        *,
        told: Callable[[], bool] = lambda: False,
    ) -> None:
        self._advisor, self._clock, self._stopping, self._poll, self._told = advisor, clock, stopping, poll, told
        self._open: dict[str, list[Stream]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._opened = 0
        self._news: set[str] = set()
        """Accounts that may have lines which their streams have not."""
        self._missed = False
        self._wake = asyncio.Event()

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
        if self._told():
            self.news(account)
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

    def news(self, account: str) -> None:
        """There is a new line for an account, or there may be."""
        if account in self._open:
            self._news.add(account)
            self._wake.set()

    def ended(self, session_id: str) -> None:
        """A session has ended, wherever that was done."""
        for stream in self._all():
            if stream.session_id == session_id:
                self._close(stream)
                stream.end(SIGNED_OUT)

    def missed(self) -> None:
        """Something may have come, or ended, of which nobody told."""
        self._missed = True
        self._wake.set()

    async def check_sessions(self) -> None:
        """End the streams of sessions that have ended."""
        ids = {stream.session_id for stream in self._all()} - {""}
        alive = await self._advisor.web_sessions.alive(ids, self._clock()) if ids else set()
        for ended in ids - alive:
            self.ended(ended)

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
        time = asyncio.get_running_loop().time
        looked = checked = -inf
        beaten = time()
        stopped = asyncio.ensure_future(self._stopping.wait())
        stopped.add_done_callback(lambda _: self._wake.set())
        try:
            while self._open and not self._stopping.is_set():
                now, told, missed, news = time(), self._told(), self._missed, self._news
                self._missed, self._news = False, set()
                self._wake.clear()
                everything = missed or not told or now - looked >= STREAM_LOOK or self._any_waits()
                if everything:
                    looked = now
                await self._distribute(self._open if everything else news)
                if missed or now - checked >= (STREAM_LOOK if told else STREAM_CHECK):
                    checked = now
                    await self.check_sessions()
                if now - beaten >= STREAM_BEAT:
                    beaten = now
                    for stream in self._all():
                        stream.beat()
                await self._next(told)
        except Exception as error:
            log.warning("The event streams end: the transcript cannot be read (%s)", type(error).__name__)
        finally:
            stopped.cancel()
            for stream in self._all():
                stream.end()
            self._open.clear()

    async def _next(self, told: bool) -> None:
        """Wait for the next look; lines that are told of one after the other are looked for together."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), STREAM_TICK if told else self._poll)
            if told and not self._stopping.is_set():
                await asyncio.sleep(STREAM_GATHER)

    def _any_waits(self) -> bool:
        """Whether a browser was given no more: nobody tells when it takes more again."""
        return any(not stream.takes_more for stream in self._all())

    async def _distribute(self, accounts: Iterable[str]) -> None:
        seen = self._seen(accounts)
        found = await self._advisor.new_lines(seen) if seen else ()
        for account, line in found:
            for stream in self._open.get(account, ()):
                # One opened meanwhile may ask for earlier lines: these come first, with the next read.
                if stream.takes_more and stream.last >= seen[account]:
                    stream.give(line)
        if len(found) >= NEW_LINES:  # there may be more
            self.missed()

    def _seen(self, accounts: Iterable[str]) -> Mapping[str, int]:
        """For each account the number up to which all its streams have its lines."""
        waiting = ((each, [s.last for s in self._open.get(each, ()) if s.takes_more]) for each in accounts)
        return {account: min(lasts) for account, lasts in waiting if lasts}


def event(line: int, html: str) -> str:
    """One server-sent event; the HTML may have several lines."""
    data = "".join(f"data: {part}\n" for part in html.splitlines())
    return f"event: line\nid: {line}\n{data}\n"
