"""A coach gives a cluster more time: it is told, and its reminders follow that date."""

import pytest

from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, submits_plan

SESSION = "/coaching 9 December 2026 14:00"
"""A Wednesday: the plan is due on Sunday, 6 December, 14:00."""


async def asks_for_more(house: House) -> Person:
    petra = await house.petra.opens_home()
    assert (
        "Session on Wednesday, 9 December 2026, 14:00. The plan is due by Sunday, 6 December 2026, 14:00." in petra.seen
    )
    return await petra.presses("Give more time")


async def grants(house: House, day: str = "8 December 2026", time: str = "12:00") -> Person:
    petra = await asks_for_more(house)
    return await petra.fills(day=day, time=time).next()


async def messages(person: Person, holding: str) -> list[str]:
    found = [text_of(line.message) for line in await person.inbox()]
    return [text for text in found if holding in text]


async def test_reminders_follow_the_later_date(house: House) -> None:
    await house.mara.commands(SESSION)
    await submits_plan(house.mara, action("Recruit auditors"))
    petra = await grants(house)
    assert "Sample Cluster may hand in until Tuesday, 8 December 2026, 12:00." in petra.seen
    await house.passes(minutes=5)
    mara, jonas = house.mara, house.jonas
    told = "Petra has given you more time: please hand in your plan by Tuesday, 8 December 2026, 12:00"
    assert await messages(mara, told)
    assert await messages(jonas, told)
    await house.until("2026-12-08 12:00")
    nudges = await messages(mara, "action plan")
    assert len(nudges) == 2
    assert all("by Tuesday, 8 December 2026, 12:00" in each for each in nudges)
    assert "[More time was given]" in (await house.petra.opens_home()).seen


async def test_a_reminder_that_went_out_before_comes_again_before_the_later_date(house: House) -> None:
    await house.mara.commands(SESSION)
    await submits_plan(house.mara, action("Recruit auditors"))
    await house.until("2026-12-06 15:00")
    mara = house.mara
    assert len(await messages(mara, "by Sunday, 6 December 2026, 14:00")) == 1
    assert "[Overdue]" in (await house.petra.opens_home()).seen
    await grants(house)
    assert "[Overdue]" not in (await house.petra.opens_home()).seen
    await house.until("2026-12-08 12:00")
    assert [each for each in await messages(mara, "by Tuesday, 8 December 2026, 12:00") if "action plan" in each]


async def test_a_later_date_can_be_taken_back_and_the_usual_one_counts_again(house: House) -> None:
    await house.mara.commands(SESSION)
    await submits_plan(house.mara, action("Recruit auditors"))
    petra = await grants(house)
    await house.passes(minutes=5)
    mara = house.mara
    [later] = [line for line in await mara.inbox() if "has given you more time" in text_of(line.message)]
    await petra.presses("Withdraw the extra time")
    assert "is due by Sunday, 6 December 2026, 14:00, as usual" in petra.heard
    assert "no longer needed" in await mara.reads_again(later.id)
    assert "[More time was given]" not in (await petra.opens_home()).seen
    await house.until("2026-12-08 18:00")
    heard = [text_of(line.message) for line in await mara.inbox()]
    assert sum("Petra has withdrawn the later date for your plan" in each for each in heard) == 1
    assert not any("8 December 2026, 12:00" in each for each in heard)
    assert any("with your coach by Sunday, 6 December 2026, 14:00" in each for each in heard)
    assert "No later date" in (await petra.presses("Withdraw the extra time")).heard


async def test_a_later_date_granted_anew_after_it_was_taken_back_is_the_one_that_is_told(house: House) -> None:
    await house.mara.commands(SESSION)
    petra = await grants(house)
    await petra.presses("Withdraw the extra time")
    await grants(house, "8 December 2026", "10:00")
    await house.passes(minutes=5)
    heard = await messages(house.mara, "December 2026")
    assert ["by Tuesday, 8 December 2026, 10:00" in each for each in heard] == [True]


async def test_a_session_that_is_moved_behind_the_later_date_has_its_usual_one_again(house: House) -> None:
    await house.mara.commands(SESSION)
    await grants(house)
    await house.mara.commands("/coaching move 16 December 2026 14:00")
    assert (
        "by Sunday, 13 December 2026, 14:00" in house.mara.heard
        or "13 December" in (await house.mara.opens_home()).seen
    )
    assert "[More time was given]" not in (await house.petra.opens_home()).seen


@pytest.mark.parametrize(
    ("day", "time", "field", "error"),
    [
        ("20 November 2026", "12:00", "day", "Friday, 20 November 2026, 12:00 is in the past."),
        ("9 December 2026", "15:00", "day", "The session begins on Wednesday, 9 December 2026, 14:00."),
        ("5 December 2026", "12:00", "day", "That is no later than Sunday, 6 December 2026, 14:00"),
        ("8 December 2026", "soon", "time", "soon"),
        ("nonsense", "", "day", "nonsense"),
    ],
)
async def test_what_is_no_later_date_is_said_beside_its_field(
    house: House, day: str, time: str, field: str, error: str
) -> None:
    await house.mara.commands(SESSION)
    petra = await grants(house, day, time)
    assert error in petra.errors[field]


async def test_only_the_coach_of_the_cluster_gives_more_time(house: House) -> None:
    await house.mara.commands(SESSION)
    petra = await asks_for_more(house)
    page, session = petra.view, petra.page.document.removeprefix("later:")
    assert "over or cancelled" in (await house.mara.presses_action(f"feedback:usual:{session}")).heard
    for other in (house.mara, house.person("web:xeno", workspace="web:elsewhere", name="Xeno")):
        other.view = page
        await other.fills(day="8 December 2026", time="12:00").next()
        assert "over or cancelled, or the cluster is not yours" in other.heard
