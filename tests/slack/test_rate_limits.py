"""One gate for all that is sent to Slack: its rates, ``Retry-After`` for everybody, people's answers first."""

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.slack.connection import Client
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.rate_limits import PATIENCE, RateLimits, Rates, in_background
from bot.store import outbound
from tests.slack.conftest import Stage
from tests.slack.fake_slack import TOKEN, FakeSlack, RefusedError
from tests.slack.test_failures import answering

ANA = "slack:T1:UANA"
POST = "chat.postMessage"


@dataclass
class Frozen:
    """A clock that only moves while somebody sleeps; ``slept`` are all the times."""

    at: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.at += seconds


def gate(time: Frozen, **rates: float) -> RateLimits:
    return RateLimits(Rates(**rates), time, time.sleep)  # type: ignore[arg-type]


async def posted(limits: RateLimits, channel: str, *, background: bool = False) -> bool:
    """Whether one message has its turn."""
    with in_background() if background else nullcontext():
        try:
            await limits.turn(POST, {"channel": channel})
        except SlackError:
            return False
        return True


async def test_a_few_messages_go_out_at_once_and_then_one_a_second() -> None:
    time = Frozen()
    limits = gate(time)
    for _ in range(8):
        assert await posted(limits, "C1")
    assert time.slept == [1.0, 1.0, 1.0]


async def test_conversations_do_not_wait_for_each_other() -> None:
    time = Frozen()
    limits = gate(time)
    for number in range(20):
        assert await posted(limits, f"C{number}")
    assert time.slept == []


async def test_a_workspace_has_a_limit_over_all_its_conversations() -> None:
    time = Frozen()
    limits = gate(time)
    for number in range(320):
        assert await posted(limits, f"C{number}")
    assert time.at - 1_000 == pytest.approx(60)


async def test_who_would_wait_too_long_is_told_how_long_and_takes_no_turn() -> None:
    time = Frozen()
    limits = gate(time)
    limits.refused(POST, 60)
    with pytest.raises(SlackError) as caught:
        await limits.turn(POST, {"channel": "C1"})
    assert (caught.value.meaning, caught.value.retry_after) == (Meaning.WAIT, 60)
    time.at += 60
    for _ in range(5):
        assert await posted(limits, "C1")
    assert time.slept == []


async def test_what_slack_asks_of_a_method_holds_for_all_who_call_it_and_for_no_other_method() -> None:
    time = Frozen()
    limits = gate(time)
    limits.refused("users.info", 4)
    limits.refused("users.info", 1)  # one that was asked before, and answered after
    await limits.turn("conversations.open", {})
    assert await posted(limits, "C1")
    assert time.slept == []
    await limits.turn("users.info", {"user": "U1"})
    with in_background():
        await limits.turn("users.info", {"user": "U2"})
    assert time.slept == [4]


async def test_a_trigger_is_not_waited_away() -> None:
    time = Frozen()
    limits = gate(time)
    limits.refused("views.open", 2)
    with pytest.raises(SlackError):
        await limits.turn("views.open", {"trigger_id": "1.2"})
    assert time.slept == []


async def test_a_flood_of_reminders_delays_no_answer() -> None:
    time = Frozen()
    limits = gate(time)
    for number in range(500):
        assert await posted(limits, f"U{number}", background=True)
    before = list(time.slept)
    for number in range(10):
        assert await posted(limits, f"C{number}")
    assert time.slept == before


async def test_reminders_for_one_person_leave_room_for_an_answer_there() -> None:
    time = Frozen()
    limits = gate(time)
    for _ in range(30):
        assert await posted(limits, "UANA", background=True)
    before = list(time.slept)
    assert await posted(limits, "UANA")
    assert time.slept == before


async def test_without_rates_of_our_own_slack_alone_decides() -> None:
    time = Frozen()
    limits = RateLimits(Rates.of(0), time, time.sleep)
    for _ in range(1_000):
        assert await posted(limits, "C1")
    assert time.slept == []


async def test_the_gate_forgets_conversations_that_have_rested() -> None:
    time = Frozen()
    limits = gate(time, workspace=0)
    for number in range(5_000):
        await posted(limits, f"C{number}")
        time.at += 0.01
    assert len(limits._conversations) <= 1_001


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.floats(0, 3)), min_size=1, max_size=80))
def test_no_conversation_ever_gets_more_than_slack_allows(calls: list[tuple[int, bool, float]]) -> None:
    async def all_of_them() -> None:
        time = Frozen()
        limits = gate(time)
        went: dict[int, list[float]] = {}
        for channel, background, pause in calls:
            if await posted(limits, f"C{channel}", background=background):
                went.setdefault(channel, []).append(time.at)
            time.at += pause
        for times in went.values():
            for first, last in zip(times, times[5:], strict=False):
                assert last - first >= 1 - 1e-6  # at most five at once, then one a second
            assert len(times) <= 5 + (times[-1] - times[0]) + 1e-6

    asyncio.run(all_of_them())


async def test_turns_in_one_conversation_come_in_the_order_in_which_they_were_asked_for() -> None:
    time = Frozen()
    waiting: list[float] = []

    async def sleep(seconds: float) -> None:
        waiting.append(seconds)

    limits = RateLimits(Rates(), time, sleep)
    await asyncio.gather(*(posted(limits, "C1") for _ in range(15)))
    assert waiting == [float(number) for number in range(1, 11)]
    assert not await posted(limits, "C1")  # it would wait longer than anybody does


async def test_every_call_of_the_web_api_passes_the_gate(fake: FakeSlack) -> None:
    time = Frozen()
    fake.failing["users.info"] = [RefusedError("ratelimited", status=429, headers={"Retry-After": "30"})]
    client = Client(token=TOKEN, base_url=f"{fake.url}/api/", retry_handlers=[], rate_limits=gate(time))
    for _ in range(2):
        with pytest.raises(SlackError) as caught:
            await asking(client.users_info(user="UANA"))
        assert (caught.value.meaning, caught.value.retry_after) == (Meaning.WAIT, 30)
    assert [method for method, _ in fake.calls] == ["users.info"]
    for _ in range(7):
        await asking(client.chat_postMessage(channel="C1", text="Hello"))
    assert time.slept == [1.0, 1.0]
    time.at += 30
    await asking(client.users_info(user="UANA"))


async def test_what_slack_asked_a_reminder_to_wait_for_keeps_an_answer_in_the_outbox(stage: Stage) -> None:
    limited = RefusedError("ratelimited", status=429, headers={"Retry-After": "60"})
    stage.slack.failing[POST] = [limited]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, Message("Reminder"), key="r1")
    assert caught.value.retry_after == 60
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    assert [method for method, _ in stage.slack.calls].count(POST) == 1
    assert await stage.store.read(outbound.waiting) == 1
    assert PATIENCE < 60


async def test_a_limit_that_only_an_answer_tells_is_waited_for_as_well(stage: Stage) -> None:
    stage.slack.failing[POST] = [RefusedError("message_limit_exceeded")]
    with pytest.raises(SendError) as caught:
        await stage.surface.sender.send(ANA, Message("Reminder"), key="r1")
    assert caught.value.retry_after == 30
