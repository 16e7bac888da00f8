"""Buttons from anywhere: none makes the advisor fail."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.events import FormSent, Intent, Place, Pressed
from flows.forms import FormRef
from tests.advisor.conversation import House, text_of
from tests.advisor.work import action, submits_plan

part = st.sampled_from(["", "0", "1", "-1", "9" * 30, "٣", "action-plan", "governance", "..", "a/b", "\0"]) | st.text(
    max_size=12
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_garbage_in_a_button_is_answered_calmly(house: House, data: st.DataObject) -> None:
    name, verb = data.draw(
        st.sampled_from([*sorted(Registry.of(ROOMS).presses), ("home", ""), ("document", "nothing")])
    )
    parts = data.draw(st.lists(part, max_size=4))
    await press(house, ":".join([name, verb, *parts]))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200))
async def test_any_text_as_a_button_is_answered_calmly(house: House, text: str) -> None:
    await press(house, text)


async def press(house: House, pressed: str) -> None:
    for person in (house.mara, house.petra):
        event = Pressed(actor=person.actor, place=person.place, action=pressed)
        reply = await house.advisor.handle(event, house.now)
        assert not any("went wrong" in message.summary for message in reply.messages), pressed


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_garbage_in_a_form_is_answered_calmly_and_the_plan_stays(house: House, data: st.DataObject) -> None:
    document = await plan_of(house)
    names = st.sampled_from(["", "start", "actions", "goals", "deliverables", "action", "nothing", "deadline"])
    raw = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
        max_leaves=4,
    )
    sent = FormSent(
        actor=house.jonas.actor,
        place=Place(conversation="web:jonas"),
        document=document,
        ref=FormRef(data.draw(names), data.draw(names), data.draw(names)),
        revision=data.draw(st.integers(-1, 20)),
        answers=data.draw(st.dictionaries(names, raw, max_size=3)),
        intent=data.draw(st.sampled_from(list(Intent))),
        field=data.draw(names),
        row=data.draw(names),
        choices=data.draw(st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=1)),
    )
    reply = await house.advisor.handle(sent, house.now)
    assert not any("went wrong" in message.summary for message in reply.messages)
    assert "Call | Jonas" in text_of((await house.mara.opens(document)).finished.content)


_PLANS: dict[int, str] = {}


async def plan_of(house: House) -> str:
    """The one plan of this house."""
    if id(house) not in _PLANS:
        _PLANS[id(house)] = await submits_plan(house.mara, action("Call"))
    return _PLANS[id(house)]


@pytest.mark.parametrize("pressed", ["document:submit", "document:submit:x:y", "reminder:done", "swot:now", ":::"])
async def test_a_button_of_another_time_says_what_to_do(house: House, pressed: str) -> None:
    mara = await house.mara.presses_action(pressed)
    assert mara.heard


async def test_pressing_at_the_same_moment_is_done_once(house: House) -> None:
    document = await submits_plan(house.mara, action("Call", deadline="2026-12-11"))
    jonas, mara = await house.jonas.opens(document, "actions"), house.mara
    pressed = f"action:done:{document}:{jonas.row('actions', 'Call')}"
    await asyncio.gather(jonas.presses_action(pressed), mara.presses_action(pressed))
    assert sorted("already" in person.heard for person in (jonas, mara)) == [False, True]
