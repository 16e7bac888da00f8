"""The times that a coach offers: chosen, moved and cancelled by buttons, with a file for the calendar."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar, Component

from bot.chat.events import Intent, SentFile
from bot.store import clusters, people, programme, slots
from bot.store.people import Person as People
from bot.store.scope import Role
from bot.store.tables import coach_grants
from tests.advisor.conversation import House, Person, buttons
from tests.imports.made import workbook

FIRST = "Friday, 12 March 2027, 14:00"
SECOND = "Friday, 19 March 2027, 14:00"
LINK = "https://meet.example.org/plan"


async def offers(house: House, times: str, **more: str) -> Person:
    """The coach fills in the form and sends it."""
    petra = await house.petra.presses_action("slot:offer")
    return await petra.fills(times=times, **more).next()


async def chooses(person: Person, number: int = 0) -> Person:
    """Press the button of one of the times that are free."""
    await person.presses_action("slot:free")
    (entries,) = [block.items for block in person.finished.content.blocks if block.kind == "entries"]
    return await person.presses_action(entries[number].buttons[0].action)


async def test_a_coach_offers_a_weekly_series_and_staff_see_and_choose_one(house: House) -> None:
    petra = await offers(house, "12 March 2027 14:00", weeks="3", link=LINK, agenda="Read the plan together")
    assert "Offered now: 3." in petra.seen
    mara = await house.mara.commands("/coaching")
    await mara.presses("Choose a time")
    assert all(when in mara.seen for when in (FIRST, SECOND, "Friday, 26 March 2027, 14:00"))
    await mara.presses("Choose")
    assert f"Your coaching session is set: {FIRST}." in mara.seen
    assert f"Video link: {LINK}" in mara.seen
    assert "Read the plan together" in mara.seen
    await mara.presses_action("slot:free")
    assert "These sessions are set." in mara.seen
    free = mara.seen.partition("Free times")[2]
    assert FIRST not in free
    assert SECOND in free


async def test_everybody_is_told_of_a_chosen_time_with_a_file_for_the_calendar(house: House) -> None:
    await offers(house, "12 March 2027 14:00", link=LINK)
    await chooses(house.mara)
    await house.passes(minutes=1)
    (told,) = await (petra := house.petra).inbox()
    assert told.message.summary == f"Sample Cluster set a coaching session with you: {FIRST}."
    await petra.presses("Calendar file")
    (file,) = petra.reply.files
    assert file.media_type == "text/calendar"
    (jonas := house.jonas).read_up_to = 0
    (told,) = await jonas.inbox()
    assert f"Mara set a coaching session: {FIRST}." in told.message.summary
    await jonas.presses("Open the session")
    assert f"Video link: {LINK}" in jonas.seen


async def southern(house: House) -> Person:
    """Somebody of another cluster that has the same coach."""
    sol = await house.person("web:sol", workspace="web:south", name="Sol").opens_home()
    south, petra = await known(house, "web:sol"), await known(house, "web:coach")
    grant = {"person_id": petra.id, "cluster_id": south.cluster, "granted_at": house.now}
    await house.store.write(lambda tx: tx.execute(coach_grants.insert().values(grant)))
    return sol


async def test_who_comes_second_is_told_at_once_and_sees_what_is_free(house: House) -> None:
    sol = await southern(house)
    await offers(house, "12 March 2027 14:00\n19 March 2027 14:00", cluster="all")
    await sol.presses_action("slot:free")
    await chooses(house.mara)
    await sol.presses("Choose")
    assert "That time is no longer free" in sol.seen
    assert SECOND in sol.seen
    assert FIRST not in sol.seen.partition("Free times")[2]
    assert "No coaching session is set." in (await sol.commands("/coaching")).heard


async def test_what_is_offered_to_one_cluster_the_others_do_not_see(house: House) -> None:
    sol = await southern(house)
    petra = await house.petra.presses_action("slot:offer")
    south = (await known(house, "web:sol")).cluster
    await petra.fills(times="12 March 2027 14:00", cluster=south).next()
    assert FIRST in (await sol.presses_action("slot:free")).seen
    assert FIRST not in (await house.mara.presses_action("slot:free")).seen
    assert "for New cluster" in petra.seen


async def test_pressed_twice_a_time_is_chosen_once(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    mara = await house.mara.presses_action("slot:free")
    press = next(action for action in (b.action for b in buttons(mara.finished.content)) if "slot:take:" in action)
    await mara.presses_action(press)
    await mara.presses_action(press)
    assert "Your cluster already has that time." in mara.seen
    assert f"Your next coaching session is on {FIRST}." in (await mara.commands("/coaching")).heard


async def test_a_button_seen_for_one_cluster_sets_nothing_for_another(house: House) -> None:
    with house.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=house.now)
        programme.appoint(tx, "web:mara", Role.STAFF, "south", house.now, also=True)
        programme.appoint(tx, "web:coach", Role.COACH, "south", house.now, also=True)
    await offers(house, "12 March 2027 14:00", cluster="all")
    mara = await house.mara.presses_action("slot:free")
    press = next(b.action for b in buttons(mara.finished.content) if b.action.startswith("slot:take:"))
    await mara.presses_action("part:choose:staff:trial")
    await mara.presses_action(press)
    assert "shown to you for South" in mara.heard
    assert "No coaching session is set." in (await house.mara.commands("/coaching")).heard
    await mara.presses("staff of South")
    await mara.presses_action(press)
    assert f"Your coaching session is set: {FIRST}." in mara.seen


@pytest.mark.parametrize("moment", ["00010101T0000", "99991231T2300"])
async def test_a_button_with_a_year_that_nobody_means_is_refused(house: House, moment: str) -> None:
    assert "too old to work" in (await house.mara.presses_action(f"coaching:add:{moment}")).heard
    assert "Is the year right?" in (await house.mara.commands("/coaching 12 March 2126 14:00")).heard


async def test_a_time_that_was_cancelled_by_mistake_is_chosen_again(house: House) -> None:
    await offers(house, "12 March 2027 14:00", link=LINK)
    mara = await chooses(house.mara)
    await mara.presses("Cancel the session")
    await mara.presses("Set it again")
    assert f"Video link: {LINK}" in mara.seen


async def test_the_coach_moves_a_session_to_another_of_their_times(house: House) -> None:
    await offers(house, "12 March 2027 14:00\n19 March 2027 14:00")
    session = session_of(await chooses(house.mara))
    petra = await house.petra.presses_action(f"slot:move:{session}")
    await petra.presses("Move it here")
    assert f"Moved. The coaching session is now on {SECOND}." in petra.seen
    await house.passes(minutes=1)
    told = (await house.mara.inbox())[-1].message.summary
    assert told.startswith(f"Petra moved the coaching session. It is now on {SECOND}.")


async def event_of(person: Person, session: str) -> tuple[str, Component]:
    await person.presses_action(f"coaching:invitation:{session}")
    calendar = Calendar.from_ical(person.reply.files[0].content)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


def session_of(person: Person) -> str:
    """The session whose page is open."""
    return person.finished.document.removeprefix("meeting:")


async def test_moving_and_cancelling_by_buttons_frees_the_time_and_changes_the_same_entry_in_calendars(
    house: House,
) -> None:
    await offers(house, "12 March 2027 14:00\n19 March 2027 14:00")
    mara = await chooses(house.mara)
    session = session_of(mara)
    method, first = await event_of(mara, session)
    await mara.presses("Move it")
    assert f"Which time should the session on {FIRST} move to?" in mara.seen
    await mara.presses("Move it here")
    assert f"Moved. The coaching session is now on {SECOND}." in mara.seen
    _, second = await event_of(house.petra, session)
    with house.store.reading() as tx:
        free = slots.free(tx, (await known(house, "web:mara")).scope, house.now)
    assert [slot.wall for slot in free] == [datetime.fromisoformat("2027-03-12T14:00")]
    await mara.presses("Cancel the session")
    cancelled, third = await event_of(mara, session)
    assert (method, cancelled) == ("REQUEST", "CANCEL")
    assert first["uid"] == second["uid"] == third["uid"]
    assert [event["sequence"] for event in (first, second, third)] == [1, 2, 3]
    await mara.presses_action("slot:free")
    assert all(when in mara.seen for when in (FIRST, SECOND))


async def known(house: House, account: str) -> People:
    person = await house.store.read(lambda tx: people.by_account(tx, account))
    assert person is not None
    return person


async def test_until_the_limit_staff_change_it_and_after_that_only_the_coach(house: House) -> None:
    await offers(house, "12 March 2027 14:00", hours="24")
    mara = await chooses(house.mara)
    session = session_of(mara)
    house.now = datetime(2027, 3, 11, 12, tzinfo=UTC)  # two hours before the limit
    await mara.presses_action(f"coaching:open:{session}")
    assert "Cancel the session" in mara.labels
    house.now = datetime(2027, 3, 11, 13, tzinfo=UTC)
    for press in (f"coaching:cancel:{session}", f"slot:move:{session}"):
        await mara.presses_action(press)
        assert "could be moved or cancelled until Thursday, 11 March 2027, 14:00. Please speak to Petra" in mara.seen
    assert "could be moved or cancelled until" in (await mara.commands("/coaching cancel")).heard
    await house.petra.presses_action(f"coaching:cancel:{session}")
    assert "No coaching session is set." in (await mara.commands("/coaching")).heard


async def test_without_hours_the_limit_is_when_the_plan_is_due(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    mara = await chooses(house.mara)
    assert "Can be moved until: Tuesday, 9 March 2027, 14:00" in mara.seen


async def test_a_session_that_the_coach_cancels_is_told_and_its_time_can_be_withdrawn(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    await chooses(house.mara)
    await house.passes(minutes=1)
    petra = await house.petra.commands("/coaching")
    assert f"Sample Cluster: {FIRST}" in petra.seen
    await petra.presses("Cancel the session")
    assert "The cluster has been told" in petra.heard
    await petra.presses("Withdraw that time, too")
    assert "You are not offering any times just now." in petra.seen
    await house.passes(minutes=1)
    told = await (mara := house.mara).inbox()
    assert f"Petra cancelled the coaching session on {FIRST}." in told[-1].message.summary
    await mara.presses_action("slot:free")
    assert "No time is free just now." in mara.seen


async def test_what_speaks_against_a_time_is_asked_before_it_is_offered(house: House) -> None:
    petra = await offers(
        house, "25 November 2026 14:00\n14 March 2027 10:00\n25 December 2026 10:00\n12 March 2027 14:00"
    )
    asked = petra.errors["sure"]
    assert "Wednesday, 25 November 2026, 14:00 is so soon" in asked
    assert "Sunday, 14 March 2027, 10:00 is a weekend" in asked
    assert "Friday, 25 December 2026, 10:00 is a holiday" in asked
    await petra.fills(sure="others").next()
    assert "Offered now: 1." in petra.seen
    assert FIRST in petra.seen


async def test_what_speaks_against_a_time_is_asked_before_it_is_chosen(house: House) -> None:
    petra = await offers(house, "14 March 2027 10:00")
    await petra.fills(sure="all").next()
    mara = await chooses(house.mara)
    assert "There is a problem with this time." in mara.seen
    assert "No coaching session is set." in (await house.jonas.commands("/coaching")).heard
    await mara.presses("Yes, choose it")
    assert "Sunday, 14 March 2027, 10:00" in (await house.jonas.commands("/coaching")).heard


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"times": "20 November 2026 14:00"}, "times", "is in the past"),
        ({"times": "12 March 2027 14:00\n12 March 2027 14:30"}, "times", "have a session, then: Friday, 12 March"),
        (
            {"times": "12 March 2027 at 3"},
            "times",
            "I am not sure about “12 March 2027 at 3”. If you mean 2027-03-12 15",
        ),
        ({"times": "someday"}, "times", "I can’t read “someday”"),
        ({"times": "12 March 2027 14:00", "zone": "Europe/Atlantis"}, "zone", "Europe/Atlantis"),
        ({"times": "12 March 2027 14:00", "link": "javascript:alert(1)"}, "link", "not a web address"),
        ({"times": "12 March 2027 14:00", "weeks": "100"}, "weeks", "52 or less"),
        ({"times": "\n".join(f"12 March 2027 {hour}:00" for hour in (9, 11, 13, 15)), "weeks": "52"}, "times", "up to"),
    ],
)
async def test_what_cannot_be_offered_is_said_beside_its_field(
    house: House, sent: dict[str, str], field: str, said: str
) -> None:
    assert said in (await offers(house, **sent)).errors[field]
    assert "No time is free just now." in (await house.mara.presses_action("slot:free")).seen


async def test_a_time_zone_can_be_chosen_and_others_see_the_time_in_theirs(house: House) -> None:
    await offers(house, "12 March 2027 14:00", zone="europe/helsinki")
    mara = await house.mara.presses_action("slot:free")
    assert "Friday, 12 March 2027, 13:00" in mara.seen


async def test_times_are_read_from_a_list_and_from_a_calendar(house: House) -> None:
    petra = await house.petra.presses_action("slot:offer")
    listed = workbook(
        ["Cluster", "Slot", "Time"],
        ["", datetime.fromisoformat("2027-03-12T14:00"), ""],
        ["", "19 March 2027", "14:00"],
        ["", "to be agreed", ""],
        ["", datetime.fromisoformat("2026-03-12T14:00"), ""],
    )
    await petra.sends(Intent.NEXT, file=SentFile(name="slots.xlsx", content=listed))
    assert petra.answers["times"] == "2027-03-12 14:00\n2027-03-19 14:00"
    assert "Entries left out: 2." in petra.seen
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Europe/Helsinki:20270318T110000",
            "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Helsinki:20270325T110000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:2", "DTSTART;VALUE=DATE:20270320", "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip
    await petra.sends(Intent.NEXT, file=SentFile(name="mine.ics", content=calendar.encode()))
    assert petra.answers["times"].splitlines()[2:] == ["2027-03-18 10:00", "2027-04-01 10:00"]
    await petra.next()
    assert "Offered now: 4." in petra.seen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0001-01-01 00:00", "can’t read"),
        ("9999-12-31 23:00", "can’t read"),
        ("2126-03-12 14:00", "Is the year right?"),
    ],
)
async def test_a_time_in_a_year_that_nobody_means_is_refused(house: House, typed: str, said: str) -> None:
    assert said in (await offers(house, typed)).errors["times"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:never\r\nEND:VEVENT\r\nEND:VCALENDAR", "no future times"),
        (b"BEGIN:VCALENDAR\r\nVERSION", "damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"Name;Town\nAna;Ghent\n", "no future times"),
        (b"2027-03-12 14:00\n" * 3000, "days and times"),
    ],
)
async def test_a_file_without_times_is_told_and_changes_nothing(house: House, content: bytes, said: str) -> None:
    petra = await house.petra.presses_action("slot:offer")
    await petra.sends(Intent.NEXT, file=SentFile(name="a.ics", content=content))
    assert petra.page.file is not None
    assert said in petra.page.file.error


async def test_who_is_no_coach_or_has_no_cluster_offers_nothing(house: House) -> None:
    assert "Only coaches offer times." in (await house.mara.presses_action("slot:offer")).heard
    await house.petra.opens_home()
    with house.store.writing() as tx:
        tx.execute(coach_grants.delete())
    assert "You have no cluster yet" in (await house.petra.presses_action("slot:offer")).heard
    assert "You have no cluster yet" in (await house.petra.commands("/coaching")).seen


async def test_the_coach_withdraws_a_free_time(house: House) -> None:
    petra = await offers(house, "12 March 2027 14:00")
    assert f"{FIRST}: for all your clusters" in petra.seen
    await petra.presses("Withdraw")
    assert "That time is no longer offered." in petra.seen
    assert FIRST not in (await house.mara.presses_action("slot:free")).seen


async def test_home_of_the_coach_leads_to_sessions_and_times(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    await chooses(house.mara)
    petra = await house.petra.opens_home()
    assert f"Sample Cluster: {FIRST}" in petra.seen
    await petra.presses("My sessions and times")
    assert "You are not offering any times just now." in petra.seen
    assert "Choose a time" not in (await house.mara.opens_home()).labels
    await offers(house, "19 March 2027 14:00")
    assert "Choose a time" in (await house.mara.opens_home()).labels


async def test_another_cluster_sees_and_changes_nothing_of_a_session(house: House) -> None:
    await offers(house, "12 March 2027 14:00")
    session = session_of(await chooses(house.mara))
    sol = house.person("web:sol", workspace="web:south", name="Sol")
    assert "No time is free just now." in (await sol.presses_action("slot:free")).seen
    for press in ("open", "cancel", "invitation", "notes", "details"):
        assert FIRST not in (await sol.presses_action(f"coaching:{press}:{session}")).seen
    assert FIRST in (await house.jonas.commands("/coaching")).heard


async def test_a_date_of_ones_own_that_overlaps_with_another_session_of_the_coach_is_asked_about(house: House) -> None:
    sol = await southern(house)
    await offers(house, "12 March 2027 14:00", cluster="all")
    await chooses(house.mara)
    asked = await sol.commands("/coaching 12 March 2027 14:30")
    assert "Your cluster or your coach already has another session on" in asked.heard
    assert "No coaching session is set." in (await sol.commands("/coaching")).heard
    await sol.commands("/coaching 12 March 2027 14:30")
    assert "Your coaching session is on Friday, 12 March 2027, 14:30" in (await sol.presses("Set it anyway")).heard


async def test_a_time_offered_for_one_cluster_is_not_set_for_another(house: House) -> None:
    with house.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=house.now)
        programme.appoint(tx, "web:mara", Role.STAFF, "south", house.now, also=True)
    mara = await house.mara.commands("/coaching 14 March 2027 14:00")  # a Sunday: asked about
    press = next(b.action for b in buttons(mara.reply.messages[0]) if b.action.startswith("coaching:set:"))
    await mara.presses_action("part:choose:staff:trial")
    assert "shown to you for South" in (await mara.presses_action(press)).heard
    assert "No coaching session is set." in (await mara.commands("/coaching")).heard
