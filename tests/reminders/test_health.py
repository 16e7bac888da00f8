"""Health tells the truth: a long backlog is well, a worker that never ticked is not."""

import asyncio
import json
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.reminders.clock import Clock
from bot.reminders.delivery import Delivery, Pace, Progress
from bot.settings import SettingsError
from bot.store import Store
from bot.worker_health import health_address
from tests.reminders.post import Post, Words
from tests.reminders.test_delivery import MORNING, states
from tests.reminders.test_outage import crowd


class Hands:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("works", [True, False], ids=["worked once", "never worked"])
async def test_ticks_that_fail_turn_it_unhealthy_after_a_minute(works: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    hands, ticked = Hands(), asyncio.Event()

    async def tick() -> None:
        ticked.set()
        if not works:
            raise RuntimeError("a defect")

    clock = Clock(tick, seconds=10, monotonic=hands)
    assert clock.problems() == []
    clock.start()
    await ticked.wait()
    await asyncio.sleep(0)
    hands.seconds += 59
    assert clock.problems() == []
    hands.seconds += 2
    [problem] = clock.problems()
    assert problem.startswith("Reminders are not being sent")
    await clock.stop()


async def test_a_clock_that_was_never_started_has_no_problem() -> None:
    async def tick() -> None:
        raise AssertionError

    assert Clock(tick).problems() == []


async def test_a_long_backlog_is_delivered_in_ticks_that_follow_at_once() -> None:
    hands, left, done = Hands(), 50, asyncio.Event()

    async def tick() -> bool:
        nonlocal left
        hands.seconds += 30
        assert clock.problems() == []
        left -= 1
        if not left:
            done.set()
        return left > 0

    clock = Clock(tick, seconds=10, monotonic=hands)
    clock.start()
    await asyncio.wait_for(done.wait(), 5)
    await clock.stop()
    assert left == 0


async def test_stopping_ends_a_long_backlog() -> None:
    ticks, several = 0, asyncio.Event()

    async def tick() -> bool:
        nonlocal ticks
        ticks += 1
        if ticks == 3:
            several.set()
        await asyncio.sleep(0)
        return True

    clock = Clock(tick)
    clock.start()
    await several.wait()
    await asyncio.wait_for(clock.stop(), 5)


async def test_a_piece_of_delivery_ends_and_the_next_goes_on(store: Store) -> None:
    await crowd(store, 25)
    post = Post()
    delivery = Delivery(store, post, Words(), random=lambda: 1.0, pace=Pace(batch=10))
    pieces = [await delivery.advance(MORNING) for _ in range(3)]
    assert pieces == [Progress(10, True), Progress(10, True), Progress(5, False)]
    assert await states(store) == ["sent"] * 25


async def ask(port: int, request: bytes) -> tuple[str, Any]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return head.split(b"\r\n")[0].decode(), json.loads(body) if body else None


@pytest.mark.parametrize(("ok", "status"), [(True, "HTTP/1.1 200 OK"), (False, "HTTP/1.1 503 Service Unavailable")])
async def test_a_worker_answers_at_its_health_address(ok: bool, status: str) -> None:
    async def page(request: Request) -> Response:
        assert request.client is not None
        return JSONResponse({"ok": ok, "from": request.client.host, "by": request.headers["x-by"]}, 200 if ok else 503)

    pages = {"/healthz": page}
    async with health_address(pages, "127.0.0.1", 0) as port:
        line, answer = await ask(port, b"GET /healthz?x HTTP/1.1\r\nHost: x\r\nX-By: me\r\n\r\n")
        assert (line, answer) == (status, {"ok": ok, "from": "127.0.0.1", "by": "me"})
        assert (await ask(port, b"GET / HTTP/1.1\r\n\r\n"))[0] == "HTTP/1.1 404 Not Found"
        assert await ask(port, b"HEAD /healthz HTTP/1.1\r\nX-By: me\r\n\r\n") == (status, None)
        with pytest.raises(SettingsError, match="another program uses it"):
            async with health_address(pages, "127.0.0.1", port):
                pass


async def test_whoever_is_connected_when_the_worker_stops_is_let_go() -> None:
    async with health_address({}, "127.0.0.1", 0) as port:
        before = asyncio.all_tasks()
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        while asyncio.all_tasks() == before:  # noqa: ASYNC110  it has not been accepted yet
            await asyncio.sleep(0)
    assert asyncio.all_tasks() == before
    writer.close()
    await writer.wait_closed()
