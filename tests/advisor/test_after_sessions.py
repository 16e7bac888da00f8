"""After a session: how it went, notes, and next steps that become actions; its link and agenda before it."""

from datetime import UTC, datetime

from bot.advisor.coaching.links import address
from tests.advisor.conversation import House, Person
from tests.advisor.test_slots import FIRST, LINK, chooses, event_of, offers, session_of


async def held(house: House) -> str:
    """A session that was on 12 March; it is the evening of that day."""
    await offers(house, "12 March 2027 14:00")
    session = session_of(await chooses(house.mara))
    await house.until("2027-03-12 18:00")
    return session


async def writes(person: Person, session: str, **fields: str) -> Person:
    await person.presses_action(f"coaching:notes:{session}")
    return await person.fills(**fields).next()


async def test_an_hour_after_the_end_coach_and_staff_are_asked_how_it_went(house: House) -> None:
    await held(house)
    asked = (await house.petra.inbox())[-1]
    assert asked.message.summary.startswith(f"How did it go with Sample Cluster? The coaching session was on {FIRST}.")
    assert asked.at == datetime(2027, 3, 12, 15, tzinfo=UTC)
    mara = house.mara
    assert (await mara.inbox())[-1].message.summary.startswith(f"How did it go? Your coaching session was on {FIRST}.")
    await mara.presses("Write notes")
    assert mara.page.form.page_title == "How did it go?"


async def test_a_cancelled_session_and_one_that_was_written_of_is_not_asked_about(house: House) -> None:
    await offers(house, "12 March 2027 14:00\n12 March 2027 10:00")
    session = session_of(await chooses(house.mara, 1))
    await house.mara.presses_action(f"coaching:cancel:{session}")
    session = session_of(await chooses(house.mara, 0))
    await house.until("2027-03-12 11:30")
    await writes(house.mara, session, notes="It was short.")
    await house.until("2027-03-15 12:00")
    assert not [line for line in await house.mara.inbox() if "How did it go" in line.message.summary]
    assert len([line for line in await house.petra.inbox() if "How did it go" in line.message.summary]) == 1


async def test_both_sides_read_what_each_wrote(house: House) -> None:
    session = await held(house)
    petra = await writes(house.petra, session, went="well", notes="A *clear* plan.", steps="Ask three members")
    assert "Make it an action" not in petra.labels
    mara = await writes(house.mara, session, went="partly", notes="We need more time.")
    for person in (mara, await petra.presses_action(f"coaching:open:{session}")):
        assert all(text in person.seen for text in ("A *clear* plan.", "It went well", "We need more time."))
    for person in (await mara.commands("/coaching"), await petra.commands("/coaching")):
        assert FIRST in person.seen.partition("Earlier sessions")[2]
        await person.presses("Open the session")
        assert "It went well" in person.seen
    await writes(petra, session, went="well", notes="Mended.")
    assert "A *clear* plan." not in (await mara.presses_action(f"coaching:open:{session}")).seen


async def test_a_next_step_becomes_an_action_by_one_press_and_only_once(house: House) -> None:
    session = await held(house)
    await writes(house.petra, session, steps="- Ask three members\n- Invite the mayor")
    mara = await house.mara.presses_action(f"coaching:open:{session}")
    await mara.presses("Make it an action")
    assert mara.page.form.dialogue == "action-plan"
    assert mara.answers["action"] == "Ask three members"
    assert any("in the draft of your plan" in notice for notice in mara.page.notices)
    await mara.presses_action(f"coaching:open:{session}")
    assert "Ask three members: noted by Petra [In your plan]" in mara.seen
    press = next(b for b in mara.finished.content.blocks if b.kind == "entries" and b.title == "Next steps")
    await mara.presses_action(press.items[1].buttons[0].action)
    await mara.presses_action(press.items[1].buttons[0].action)
    await mara.back()
    assert mara.rows("actions") == ["Ask three members", "Invite the mayor"]


async def test_notes_are_written_after_the_session_has_begun(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    session = session_of(await chooses(house.mara))
    await house.mara.presses_action(f"coaching:notes:{session}")
    assert "Write your notes after that." in (await house.mara.presses_action(f"coaching:notes:{session}")).heard


async def test_link_and_agenda_are_changed_by_either_side_and_told(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    session = session_of(await chooses(house.mara))
    await house.passes(minutes=1)
    petra = await house.petra.presses_action(f"coaching:details:{session}")
    await petra.fills(link="ftp://example.org").next()
    assert "not a web address" in petra.errors["link"]
    await petra.fills(link=LINK, agenda="First the goals").next()
    assert "the others have been told" in petra.seen
    await house.passes(minutes=1)
    mara = house.mara
    told = (await mara.inbox())[-1]
    assert told.message.summary == f"Petra changed the link or the agenda of the coaching session on {FIRST}."
    _, event = await event_of(mara, session)
    assert (event["sequence"], str(event["url"]), str(event["description"])) == (2, LINK, f"First the goals\n\n{LINK}")
    set_ = next(line for line in await house.jonas.inbox() if "set a coaching session" in line.message.summary)
    assert "no longer needed" not in await house.jonas.reads_again(set_.id)


def test_only_addresses_of_the_web_are_links() -> None:
    assert address(f" {LINK} ") == LINK
    for wrong in (
        "javascript:x",
        "https://",
        "http://a b",
        "//example.org",
        "https://u:p@a.org",
        "http://[",
        "x" * 300,
    ):
        assert address(wrong) is None
