"""Limits of what one person writes, and of what is kept of it."""

import json
from datetime import timedelta

from bot.advisor import Advisor, transcript
from bot.advisor.pace import Pace
from bot.chat.blocks import Text
from bot.chat.views import Message
from tests.advisor.conversation import House
from tests.store.sample import NOW


def test_ten_messages_may_come_at_once_and_then_one_every_two_seconds() -> None:
    pace = Pace(30)
    assert [pace.wait("ana", NOW) for _ in range(12)] == [0] * 10 + [2, 2]
    assert pace.wait("ben", NOW) == 0
    assert pace.wait("ana", NOW + timedelta(seconds=1)) == 1
    assert pace.wait("ana", NOW + timedelta(seconds=2)) == 0
    assert pace.wait("ana", NOW + timedelta(seconds=2)) == 2


def test_732_messages_in_15_seconds_are_not_all_read() -> None:
    pace = Pace(30)
    moments = [NOW + timedelta(seconds=15 * number / 732) for number in range(732)]
    assert sum(pace.wait("ana", moment) == 0 for moment in moments) == 17


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    pace = Pace(30)
    assert pace.wait("ana", NOW) == 0
    assert pace.wait("ana", NOW - timedelta(hours=1)) == 0


async def test_presses_have_a_limit_of_their_own_and_forms_none(house: House) -> None:
    house.advisor = Advisor(house.advisor.services, presses=Pace(3))
    mara = await house.mara.commands("/smart-goal new")
    page = mara.page
    for number in range(5):
        mara.view = page
        await mara.fills(what=f"Recruit {number} companies").closes()
        assert not mara.reply.failed
    await mara.presses_action("home")
    assert mara.reply.home is not None
    await mara.presses_action("home")
    assert mara.reply.failed
    assert mara.reply.wait == 20
    assert "press again in 20 seconds" in mara.heard
    house.now += timedelta(seconds=20)
    assert (await mara.presses_action("home")).reply.home is not None


def test_without_a_limit_nobody_waits() -> None:
    assert not any(Pace(0).wait("ana", NOW) for _ in range(1_000))


def test_a_line_is_kept_shortened_where_it_is_far_too_long() -> None:
    stored = transcript.to_json(Message("x" * 950_000, tuple(Text("y" * 30_000) for _ in range(9))))
    kept = transcript.from_json(json.dumps(stored))
    assert (len(kept.summary), kept.summary[-1]) == (10_000, "…")
    assert len(str(stored)) < 120_000
    assert kept.blocks[-1].markup == "…"  # type: ignore[union-attr]


def test_a_line_of_ordinary_length_is_kept_as_it_is() -> None:
    message = Message("Short", (Text("also **short**"),))
    assert transcript.from_json(json.dumps(transcript.to_json(message))) == message
