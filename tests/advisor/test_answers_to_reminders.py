"""What somebody answers to a reminder is heard as an answer for a day."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.engine import Engine
from tests.advisor.conftest import Begun, begun
from tests.advisor.conversation import House, Person
from tests.advisor.work import action, submits_plan

LATE = action("Call the members", "Mara", "2026-11-27")


async def asked(house: House) -> Person:
    """Mara, asked on Monday whether what was due on Friday is done."""
    await submits_plan(mara := house.mara, LATE)
    await house.until("2026-11-30 12:00")
    return mara


@pytest.fixture(scope="module")
def begun_by_mara(sample_template: Path, tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Begun:
    return asyncio.run(begun(sample_template, tmp_path_factory.mktemp("begun"), engine, asked))


@pytest.fixture
async def mara(begun_by_mara: Begun, tmp_path: Path, engine: Engine) -> AsyncIterator[Person]:
    async with begun_by_mara.continued(tmp_path, engine) as mara:
        yield mara


@pytest.mark.parametrize(
    "text", ["yes", "done", "Yes, done", "ja", "c'est fait", "sí", "fatto", "tak", "نعم", "👍🏽", "✅"]
)
async def test_yes_and_done_are_heard(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "marked as done" in mara.heard
    await mara.presses("Undo")
    assert "is open again" in mara.heard


@pytest.mark.parametrize(
    "text", ["not yet", "no", "noch nicht", "pas encore", "todavía no", "non ancora", "jeszcze nie", "👎"]
)
async def test_not_yet_keeps_it_open(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "stays open" in mara.heard
    await mara.presses("Remind me tomorrow")
    assert "I will remind you again" in mara.heard


async def test_a_thumb_where_nothing_was_asked_is_thanks(house: House) -> None:
    mara = await house.mara.says("👍")
    assert mara.heard == "You are welcome."


@pytest.mark.parametrize("text", ["later", "später", "plus tard", "más tarde", "più tardi", "później", "لاحقا"])
async def test_later_offers_when(mara: Person, text: str) -> None:
    await mara.says(text)
    await mara.presses("Remind me next week")
    assert "I will remind you again" in mara.heard


async def test_a_day_that_is_named_is_offered(mara: Person) -> None:
    await mara.says("remind me on friday")
    await mara.presses("Remind me on 4 December 2026")
    assert "4 December 2026" in mara.heard


@pytest.mark.parametrize("text", ["postpone to Friday", "auf Freitag verschieben", "reporte à vendredi"])
async def test_postponing_shows_the_deadline_and_both_ways(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "27 November 2026" in mara.heard
    assert "Remind me on 4 December 2026" in mara.labels
    assert "Open the plan" in mara.labels


async def test_an_answer_is_not_heard_two_days_later(mara: Person) -> None:
    await mara.house.passes(days=2)
    await mara.says("yes")
    assert "marked as done" not in mara.heard


async def test_yes_after_another_question_is_no_answer_to_the_reminder(mara: Person) -> None:
    await mara.says("what is a cluster organisation")
    await mara.says("yes")
    assert "marked as done" not in mara.heard


async def test_later_without_a_reminder_puts_nothing_off(house: House) -> None:
    mara = await house.mara.says("later")
    assert "nothing to put off" in mara.heard


async def test_what_is_done_can_be_taken_back_in_words(mara: Person) -> None:
    await mara.says("done")
    await mara.says("undo")
    await mara.presses("Not done after all: Call the members")
    assert "is open again" in mara.heard


async def test_of_two_reminders_the_right_one_is_chosen(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, LATE, action("Print the leaflet", "Mara", "2026-11-27"))
    await house.until("2026-11-30 12:00")
    await mara.says("done")
    assert "Which one is done?" in mara.heard
    await mara.presses("Print the leaflet")
    assert "“Print the leaflet” is marked as done" in mara.heard


async def test_an_action_that_is_named_is_asked_about(mara: Person) -> None:
    await mara.says("we called the members, mark call the members as done")
    assert "marked as done" not in mara.heard
