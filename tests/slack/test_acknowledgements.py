"""Slack hears within three seconds that something came, whatever hangs: on a clock that counts waiting only."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from selectors import DefaultSelector, SelectorKey
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from bot.chat.events import Event
from bot.chat.views import Reply
from bot.slack.connection import Pace
from bot.slack.handlers import IN_TIME, NOTED
from tests.slack.conftest import ANA, Stage, staged
from tests.slack.fake_slack import TEAM, FakeSlack, Lost


class Counting(DefaultSelector):
    """Nobody really waits for a moment to come: when nothing else happens, the clock is put forward."""

    clock = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        found = super().select(0.01)
        if not found:
            self.clock += timeout
        return found


class CountedLoop(asyncio.SelectorEventLoop):
    """Its clock counts the seconds that were waited."""

    def __init__(self) -> None:
        self._counting = Counting()
        super().__init__(self._counting)

    def time(self) -> float:
        return self._counting.clock

    @classmethod
    def running(cls) -> "CountedLoop":
        """The one that runs this."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, cls)
        return loop

    def work(self, seconds: float) -> None:
        """Something keeps the processor so long."""
        self._counting.clock += seconds


@asynccontextmanager
async def opened(folder: Path, template: Path, **more: Any) -> AsyncIterator[Stage]:
    """The surface with one person."""
    fake = FakeSlack(people={"UANA": dict(ANA)})
    await fake.start()
    try:
        async with staged(fake, Path(shutil.copy(template, folder / "stage.db")), **more) as stage:
            yield stage
    finally:
        await fake.stop()


def counted(body: Coroutine[Any, Any, None]) -> None:
    """Run something on that clock."""
    with asyncio.Runner(loop_factory=CountedLoop) as runner:
        runner.run(body)


def one_of_each(stage: Stage, number: int) -> Awaitable[httpx2.Response]:
    """A command, a button, a message or a mention."""
    ana = stage.ana
    match number % 4:
        case 0:
            fields = {"command": "/ask", "text": "something", "team_id": TEAM, "user_id": "UANA", "channel_id": "C1"}
            body = urlencode({**fields, "trigger_id": f"{number}.1"}).encode()
            return ana.send(body, "application/x-www-form-urlencoded", settled=False)
        case 1:
            press = {"action_id": "press:0", "value": "x:y", "type": "button", "block_id": "b"}
            message = {"container": {"type": "message"}, "channel": {"id": "DUANA"}, "message": {"ts": "1.2"}}
            payload = {"type": "block_actions", **message, "actions": [press]}
            return ana.interact(payload, settled=False)
    event = {"type": "message", "channel_type": "im", "channel": "DUANA"}
    if number % 4 == 3:
        event = {"type": "app_mention", "channel": "C1"}
    body = json.dumps(
        {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev-{number}",
            "event": {**event, "user": "UANA", "text": "hello", "ts": f"{number}.5"},
        }
    ).encode()
    return ana.send(body, "application/json", settled=False)


async def acknowledged(stage: Stage, many: int) -> tuple[list[int], float]:
    """The responses to many interactions at once, and the seconds that were waited until the last one was there."""
    loop, late = asyncio.get_running_loop(), list[float]()
    begun = loop.time()

    async def timed(number: int) -> int:
        response = await one_of_each(stage, number)
        late.append(loop.time() - begun)
        return response.status_code

    statuses = await asyncio.gather(*(timed(number) for number in range(many)))
    return statuses, max(late)


@pytest.mark.parametrize(("hangs", "many"), [("the store", 300), ("all but the store", 60)])
def test_everything_that_comes_at_once_is_acknowledged_in_time(
    sqlite_template: Path, tmp_path: Path, hangs: str, many: int
) -> None:
    async def body() -> None:
        async with opened(tmp_path, sqlite_template) as stage:
            await stage.surface.connection.known()
            _hang(stage, hangs)
            statuses, seconds = await acknowledged(stage, many)
            assert seconds <= IN_TIME  # the rest of Slack's three seconds is for the way, and for the processor
            repeated = statuses.count(503)  # an event that could not be noted: Slack sends it again
            assert repeated == (many // 2 if hangs == "the store" else 0)
            assert statuses.count(200) == many - repeated

    counted(body())


def test_who_waits_in_a_long_row_is_acknowledged_with_half_a_second_to_spare(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """Each of 300 keeps the processor for five milliseconds before its turn at the store, which hangs."""

    async def body() -> None:
        async with opened(tmp_path, sqlite_template) as stage:
            await stage.surface.connection.known()
            _hang(stage, "the store", work=0.005)
            _, seconds = await acknowledged(stage, 300)
            assert NOTED <= seconds <= 2.5

    counted(body())


def test_before_slack_has_said_who_we_are_everything_is_answered_at_once(sqlite_template: Path, tmp_path: Path) -> None:
    async def body() -> None:
        async with opened(tmp_path, sqlite_template, pace=Pace(limit=0.5, first=3600.0, longest=3600.0)) as stage:
            stage.slack.outage = Lost.HANGS
            statuses, seconds = await acknowledged(stage, 40)
            assert seconds <= IN_TIME
            assert set(statuses) == {503}

    counted(body())


def _hang(stage: Stage, what: str, work: float = 0.0) -> None:
    """Let something never answer; ``work``: seconds of the processor that every one takes that comes."""
    loop = CountedLoop.running()

    async def store(event_id: str, now: datetime) -> bool:
        loop.work(work)
        if what == "the store":
            await asyncio.Event().wait()
        return True

    async def advisor(event: Event) -> Reply:
        await asyncio.Event().wait()
        return Reply()

    stage.advisor.reply = advisor
    stage.advisor.mark_seen = store  # type: ignore[method-assign]
    stage.slack.outage = Lost.HANGS
