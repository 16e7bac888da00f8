"""The event streams: one reader for all open pages, with limits."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.advisor import Advisor, Services
from bot.chat.views import Message
from bot.store import Store
from bot.web import stream as streams_module
from bot.web.stream import BEAT, REPLACED, SIGNED_OUT, Stream, Streams, StreamsFullError
from tests.store.sample import NOW

ANA, BEN = "web:ana", "web:ben"


class CountingAdvisor(Advisor):
    """The advisor, counting how often it is asked for new lines."""

    reads = 0

    async def new_lines(self, seen: Any) -> Any:
        self.reads += 1
        return await super().new_lines(seen)


@pytest.fixture
def advisor(store: Store) -> CountingAdvisor:
    return CountingAdvisor(Services(store, None, None, lambda: "id"))  # type: ignore[arg-type]


@pytest.fixture
async def streams(advisor: Advisor) -> AsyncIterator[Streams]:
    stopping = asyncio.Event()
    yield Streams(advisor, lambda: NOW, stopping, poll=0.01)
    stopping.set()
    await asyncio.sleep(0)


def read(streams: Streams, stream: Stream) -> AsyncIterator[str]:
    return streams.read(stream, lambda line: f"<p>{line.message.summary}</p>")


async def say(advisor: Advisor, account: str, text: str) -> int:
    return await advisor.add_line(account, "advisor", Message(text), NOW)


async def following(events: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(events), 20)


async def test_a_stream_brings_what_comes_after_the_last_line_seen(advisor: Advisor, streams: Streams) -> None:
    first = await say(advisor, ANA, "seen")
    events = read(streams, streams.open(ANA, "", first))
    assert (await following(events)).startswith("retry:")
    await say(advisor, BEN, "for somebody else")
    second = await say(advisor, ANA, "new")
    assert await following(events) == f"event: line\nid: {second}\ndata: <p>new</p>\n\n"


async def test_two_pages_of_one_person_each_get_what_they_have_not_seen(advisor: Advisor, streams: Streams) -> None:
    first, second = [await say(advisor, ANA, text) for text in ("one", "two")]
    ahead, behind = (read(streams, streams.open(ANA, "", last)) for last in (second, first))
    for events in (ahead, behind):
        await following(events)
    assert "two" in await following(behind)
    await say(advisor, ANA, "three")
    assert "three" in await following(ahead)
    assert "three" in await following(behind)


async def test_all_open_streams_are_read_by_one_query_and_none_by_none(
    advisor: CountingAdvisor, streams: Streams
) -> None:
    opened = [streams.open(f"web:{number}", "", 0) for number in range(50)]
    await say(advisor, "web:7", "hello")
    events = read(streams, opened[7])
    await following(events)
    assert "hello" in await following(events)
    assert advisor.reads < 50
    for stream in opened:
        await read(streams, stream).aclose() if stream is not opened[7] else None  # type: ignore[attr-defined]
        streams._close(stream)
    for _ in range(100):
        if streams._reader is None or streams._reader.done():
            break
        await asyncio.sleep(0.01)
    assert streams._reader is not None
    assert streams._reader.done()


async def test_too_many_pages_of_one_person_end_the_oldest_which_does_not_come_back_at_once(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams_module, "STREAMS_EACH", 2)
    oldest = read(streams, streams.open(ANA, "", 0))
    await following(oldest)
    for _ in range(2):
        streams.open(ANA, "", 0)
    assert await following(oldest) == REPLACED
    assert await anext(oldest, None) is None
    assert len(streams) == 2


async def test_too_many_streams_in_all_are_refused(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams_module, "STREAMS", 2)
    for account in (ANA, BEN):
        streams.open(account, "", 0)
    with pytest.raises(StreamsFullError):
        streams.open("web:cleo", "", 0)


async def test_a_browser_that_does_not_read_gets_nothing_more_into_memory(
    advisor: Advisor, streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams_module, "STREAM_WAITING", 2)
    numbers = [await say(advisor, ANA, str(number)) for number in range(6)]
    stream = streams.open(ANA, "", numbers[0])
    await streams._distribute([ANA])
    assert not stream.takes_more
    events = read(streams, stream)
    await following(events)
    assert ["1" in await following(events), *[bool(await following(events)) for _ in range(4)]] == [True] * 5


async def test_a_stream_ends_with_its_session_and_tells_its_page(advisor: Advisor, streams: Streams) -> None:
    events = read(streams, streams.open(ANA, "a-session-that-ended", 0))
    await following(events)
    await streams.check_sessions()
    assert await following(events) == SIGNED_OUT
    assert await anext(events, None) is None


async def test_a_quiet_stream_says_that_it_is_still_there(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams_module, "STREAM_BEAT", 0.0)
    events = read(streams, streams.open(ANA, "", 0))
    await following(events)
    assert await following(events) == BEAT


async def test_streams_end_when_the_server_stops(advisor: Advisor) -> None:
    stopping = asyncio.Event()
    streams = Streams(advisor, lambda: NOW, stopping, poll=60)
    events = read(streams, streams.open(ANA, "", 0))
    await following(events)
    waiting = asyncio.ensure_future(anext(events, None))
    await asyncio.sleep(0)
    stopping.set()
    assert await asyncio.wait_for(waiting, 5) is None


async def test_streams_end_when_the_store_cannot_be_read(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(seen: Any) -> Any:
        raise OSError("the disk is gone")

    monkeypatch.setattr(advisor, "new_lines", gone)
    streams = Streams(advisor, lambda: NOW, asyncio.Event(), poll=0.01)
    events = read(streams, streams.open(ANA, "", 0))
    await following(events)
    assert await asyncio.wait_for(anext(events, None), 5) is None
