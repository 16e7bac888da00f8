"""How fast Teams is written to."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.teams.limits import PER_CONVERSATION, PER_TENANT
from bot.teams.pace import Turns


@dataclass
class Hours:
    """A clock that goes on by waiting."""

    at: float = 100.0
    waits: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    def clock(self) -> float:
        return self.at


async def test_a_few_messages_go_out_at_once() -> None:
    hours = Hours()
    turns = Turns(hours.sleep, hours.clock)
    for _ in range(PER_CONVERSATION):
        await turns.turn("t", "c")
    assert hours.waits == []


@given(st.lists(st.floats(0, 0.5), max_size=60))
async def test_there_are_never_more_in_any_second_than_may_be(pauses: list[float]) -> None:
    hours = Hours()
    turns = Turns(hours.sleep, hours.clock)
    sent = []
    for pause in pauses:
        hours.at += pause
        await turns.turn("t", "c")
        sent.append(hours.at)
    for first, after in zip(sent, sent[PER_CONVERSATION:], strict=False):
        assert after - first >= 1.0 - 1e-9


async def test_an_organisation_has_a_limit_of_its_own() -> None:
    hours = Hours()
    turns = Turns(hours.sleep, hours.clock)
    for number in range(PER_TENANT + 1):
        await turns.turn("t", f"c{number}")
    assert hours.waits == [1.0]
    await turns.turn("another", "c")
    assert hours.waits == [1.0]


async def test_who_is_written_to_a_lot_delays_nobody_else_of_the_organisation() -> None:
    hours = Hours()
    planned: list[float] = []

    async def note(seconds: float) -> None:
        planned.append(seconds)

    turns = Turns(note, hours.clock)
    for _ in range(PER_TENANT - 2):
        await turns.turn("t", "busy")
    planned.clear()
    await turns.turn("t", "quiet")
    assert planned == []
