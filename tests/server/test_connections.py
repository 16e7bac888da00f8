"""The server keeps its doors open: for whoever asks, however many others only begin to."""

import asyncio
import logging
import resource
import socket
import subprocess
import sys
from ipaddress import ip_network

import pytest

from bot.connections import OTHER_FILES, Connections, Limits
from tests.server.serving import Served, serving

SHORT = 0.2
"""Seconds of a limit that a test waits for."""
STOPPED = 2.0
"""Seconds in which the server stops."""
THIS_MACHINE = (ip_network("127.0.0.1"),)


def half(path: str = "/") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: he"


async def test_an_accepted_connection_sends_small_answers_at_once() -> None:
    async with serving(Limits()) as served:
        client = await served.ask()
        assert "200 OK" in await client.head()
        (connection,) = served.server.server_state.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_half_a_header_is_waited_for_only_so_long_and_told() -> None:
    async with serving(Limits(headers=SHORT)) as served:
        client = await served.connect()
        client.send(half())
        answer = await client.rest()
    assert answer.startswith("HTTP/1.1 408 ")
    assert "Please send it again." in answer


async def test_a_header_that_goes_on_and_on_is_not_waited_for_any_longer() -> None:
    async with serving(Limits(headers=SHORT)) as served:
        client = await served.connect()
        client.send("GET / HTTP/1.1\r\n")
        reading = asyncio.create_task(client.rest())
        while not reading.done():
            client.send("X: y\r\n")
            await asyncio.wait([reading], timeout=SHORT / 4)
    assert "408" in reading.result()


async def test_a_connection_on_which_nothing_comes_is_closed_without_a_word() -> None:
    async with serving(Limits(headers=SHORT)) as served:
        client = await served.connect()
        assert await client.rest() == ""


@pytest.mark.parametrize("limits", [Limits(silence=SHORT), Limits(body=SHORT)], ids=["silent", "too long in all"])
async def test_half_a_body_is_waited_for_only_so_long_and_told(limits: Limits) -> None:
    async with serving(limits) as served:
        client = await served.connect()
        client.send("POST /say HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n12345")
        answer = await client.rest()
    assert answer.startswith("HTTP/1.1 408 ")
    assert answer.count("HTTP/1.1") == 1


async def test_who_leaves_in_the_middle_of_a_request_leaves_nothing_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving(Limits()) as served:
        client = await served.connect()
        client.send("POST /say HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n")
        assert "100 Continue" in await client.head()  # now it is being read
        client.send("12345")
        client.writer.close()
        await until_closed(served)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_an_answer_that_nobody_reads_is_not_kept_for_ever() -> None:
    async with serving(Limits(unread=SHORT)) as served:
        client = await served.ask("/big")
        await client.head()
        client.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await until_closed(served)


async def until_closed(served: Served) -> None:
    """Wait until the server has closed everything; its limits say when."""
    async with asyncio.timeout(5):
        while served.connections.open:  # noqa: ASYNC110
            await asyncio.sleep(SHORT / 10)


async def passed(served: Served, times: int = 2) -> None:
    """Let the limits of a connection pass, so many times."""
    for _ in range(times):
        other = await served.connect()
        other.send(half())
        assert "408" in await other.rest()


async def test_an_event_stream_stays_open_beyond_every_limit() -> None:
    async with serving(Limits(headers=SHORT, silence=SHORT, body=SHORT, unread=SHORT)) as served:
        client = await served.ask("/stream")
        await client.reader.readuntil(b"first\n\n")
        await passed(served)
        served.news.set()
        assert b"last" in await client.reader.readuntil(b"last\n\n")


async def test_a_connection_is_kept_alive_between_two_requests() -> None:
    async with serving(Limits(headers=SHORT, silence=SHORT)) as served:
        client = await served.ask()
        await client.reader.readuntil(b"hello")
        await passed(served)
        client.send("GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert b"200 OK" in await client.reader.readuntil(b"hello")
        client.send(half())
        assert "408" in await client.rest()


async def test_many_half_sent_headers_keep_nobody_out() -> None:
    async with serving(Limits(connections=40, exempt=THIS_MACHINE)) as served:
        strangers = [await served.connect() for _ in range(400)]
        for stranger in strangers:
            stranger.send(half())
        for _ in range(3):
            client = await served.ask()
            assert "200 OK" in await client.head()
        assert served.connections.open <= 40


async def test_who_comes_when_all_connections_are_in_use_is_told() -> None:
    async with serving(Limits(connections=3, exempt=THIS_MACHINE)) as served:
        for _ in range(3):
            client = await served.ask("/stream")
            await client.reader.readuntil(b"first\n\n")
        refused = await served.ask()
        answer = await refused.rest()
        assert answer.startswith("HTTP/1.1 503 ")
        assert "try again in a moment" in answer
        assert served.connections.open == 3


async def test_one_address_cannot_take_the_place_of_others() -> None:
    async with serving(Limits(connections=10, per_address=3)) as served:
        taken = [await served.ask("/stream", "127.0.0.2") for _ in range(3)]
        for client in taken:
            await client.reader.readuntil(b"first\n\n")
        assert "503" in await (await served.ask("/", "127.0.0.2")).head()
        assert "200 OK" in await (await served.ask("/", "127.0.0.3")).head()


async def test_everybody_behind_a_proxy_may_come_from_its_address() -> None:
    async with serving(Limits(connections=10, per_address=3, exempt=THIS_MACHINE)) as served:
        clients = [await served.ask("/stream") for _ in range(8)]
        for client in clients:
            assert "200 OK" in await client.head()


async def test_what_is_open_is_counted_down_again() -> None:
    async with serving(Limits(headers=SHORT)) as served:
        for text in ("", half(), "nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"):
            client = await served.connect()
            client.send(text)
            await client.rest()
        gone = await served.connect()
        gone.writer.transport.abort()
        await until_closed(served)
        assert not served.connections.by_source
        assert not served.connections.waited_for


async def test_the_server_stops_at_once_whatever_is_open() -> None:
    async with serving(Limits()) as served:
        await (await served.connect()).writer.drain()
        streaming = await served.ask("/stream")
        await streaming.head()
        for text in (half(), "POST /say HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n12345"):
            (await served.connect()).send(text)
        unread = await served.ask("/big")
        await unread.head()
        unread.writer.transport.pause_reading()  # type: ignore[attr-defined]
        served.server.stop()
        async with asyncio.timeout(STOPPED):
            await served.running


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("10.1.2.3", ""),
        ("::ffff:10.1.2.3", ""),
    ],
)
def test_connections_are_counted_by_who_can_open_them(address: str, source: str) -> None:
    assert Connections(Limits(exempt=(ip_network("10.0.0.0/8"),))).source(address) == source


def test_there_are_never_more_connections_than_files_may_be_open() -> None:
    code = (
        "import resource; from bot.connections import room_for_files;"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, (64, {OTHER_FILES + 100}));"
        "print(room_for_files(50), room_for_files(2000), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["50", "100", str(OTHER_FILES + 100)]
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 64
