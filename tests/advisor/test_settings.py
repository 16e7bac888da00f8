"""What people set about their time: hours, days, absences, time zone, the weekend of their cluster."""

from datetime import UTC, date, datetime, time

import pytest

from bot.chat.events import Actor, Belonging, Intent
from bot.chat.views import DocumentView
from bot.store import clusters, people
from bot.store.people import Person as Kept
from bot.store.scope import Role, Scope
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.test_nudges import arrivals, days
from tests.advisor.work import action, submits_plan


def kept(house: House, person: Person) -> Kept:
    with house.store.reading() as tx:
        found = people.by_account(tx, person.actor.account)
    assert found is not None
    return found


async def sets(person: Person, **answers: object) -> Person:
    """Open the settings and save them."""
    await person.commands("/advisor settings")
    await person.presses("Change")
    return await person.fills(**answers).sends(Intent.NEXT)


async def test_settings_show_what_is_set(house: House) -> None:
    mara = await house.mara.commands("/advisor settings")
    assert isinstance(mara.view, DocumentView)
    text = text_of(mara.view.content)
    assert "Working hours: 09:00 to 17:00" in text
    assert "Reminders are on" in text
    assert "Settings" in (await mara.opens_home()).labels


@pytest.mark.parametrize("typed", ["/settings", "/advisor settings", "/advisor Settings"])
async def test_settings_are_shown_by_their_name_alone(house: House, typed: str) -> None:
    mara = await house.mara.says(typed)
    assert isinstance(mara.view, DocumentView)
    assert "Working hours" in text_of(mara.view.content)


async def test_hours_and_days_of_ones_own_decide_when_reminders_come(house: House) -> None:
    await sets(house.jonas, opens="13:00", closes="19:00", workdays=["0", "1", "2"])
    await submits_plan(house.mara, action("Call"))  # due on Friday, 15 January
    await house.until("2027-01-16 12:00")
    told = [at for at, _ in await arrivals(house.jonas)]
    assert [at.date().isoformat() for at in told] == ["2027-01-06", "2027-01-13"]  # Wednesdays
    assert {at.hour for at in told} == {13}


async def test_reminders_are_turned_off_and_on_in_the_settings(house: House) -> None:
    jonas = await sets(house.jonas, reminders="no")
    assert not kept(house, jonas).reminders_on
    assert kept(house, await sets(house.jonas, reminders="yes")).reminders_on


@pytest.mark.parametrize(
    ("answers", "field", "text"),
    [
        ({"opens": "17:00", "closes": "09:00"}, "closes", "at least one hour"),
        ({"opens": "09:00", "closes": "09:30"}, "closes", "at least one hour"),
        ({"first": "2027-01-10"}, "last", "the first day and the last"),
        ({"first": "2027-01-10", "last": "2027-01-05"}, "last", "5 January 2027 is before 10 January 2027"),
        ({"first": "2026-01-10", "last": "2026-01-12"}, "last", "is over already"),
        ({"first": "2027-01-10", "last": "2029-01-10"}, "last", "more than a year"),
        ({"first": "soon", "last": "2027-01-05"}, "first", "is not a date"),
        ({"zone": "Middle/Earth"}, "zone", "is not a time zone I know"),
    ],
)
async def test_what_does_not_fit_is_said_at_its_field(
    house: House, answers: dict[str, str], field: str, text: str
) -> None:
    mara = await sets(house.mara, **answers)
    assert text in mara.errors[field]
    assert kept(house, mara).absences == ()


async def test_while_somebody_is_away_nothing_comes_and_the_owner_is_told(house: House) -> None:
    await submits_plan(house.mara, action("Call"))  # due on Friday, 15 January
    await sets(house.jonas, first="2027-01-11", last="2027-01-24")
    await house.until("2027-01-26 12:00")
    assert await days(house.jonas) == ["2027-01-08", "2027-01-25"]
    ((at, text),) = await arrivals(house.mara)
    assert at.date().isoformat() == "2027-01-14"
    assert text.startswith("Jonas is away when this is due, on 15 January 2027: Call")


async def test_being_away_can_be_said_in_words_and_taken_back(house: House) -> None:
    jonas = await house.jonas.says("I am away from 11 January 2027 to 24 January 2027.")
    assert "You are away from 11 January 2027 to 24 January 2027" in jonas.heard
    assert kept(house, jonas).absences == ((date(2027, 1, 11), date(2027, 1, 24)),)
    await jonas.presses("Undo")
    assert kept(house, jonas).absences == ()
    assert "as two days" in (await jonas.commands("/advisor away when I can")).heard
    await jonas.says("I am away from 11 January to 24 January")
    assert "Will you be away from 11 January 2027 to 24 January 2027?" in jonas.heard
    assert kept(house, jonas).absences == ()
    await jonas.presses("Yes, I am away then")
    assert kept(house, jonas).absences == ((date(2027, 1, 11), date(2027, 1, 24)),)
    await jonas.commands("/advisor away from 2027-02-01 until 2027-02-05")
    await sets(jonas, kept=[])
    assert kept(house, jonas).absences == ()


async def test_the_weekend_of_a_cluster_counts_for_all_its_people(house: House) -> None:
    await sets(house.mara, weekend="friday-saturday")
    await submits_plan(house.mara, action("Call", deadline="2027-01-18"))  # a Monday
    await house.until("2027-01-18 12:00")
    assert (await days(house.jonas))[-1] == "2027-01-17"
    with house.store.reading() as tx:
        known = clusters.get(tx, kept(house, house.jonas).scope)
    assert known is not None
    assert known.weekend == frozenset({4, 5})


async def test_a_coach_sets_their_own_time_and_no_clusters(house: House) -> None:
    petra = await house.petra.commands("/advisor settings")
    await petra.presses("Change")
    assert "weekend" not in {field.key for field in petra.page.form.fields}
    await petra.fills(opens="10:00", closes="16:00").sends(Intent.NEXT)
    assert kept(house, petra).opens == time(10)


# time zones


def at(account: str, zone: str, *, guessed: bool) -> Actor:
    return Actor(
        account=account, workspace="slack:T1", name="Ana", zone=zone, zone_guessed=guessed, belonging=Belonging.MEMBER
    )


async def test_the_zone_of_the_chat_is_the_persons_whatever_a_browser_says(house: House) -> None:
    ana = await Person(house, at("slack:T1:U1", "Europe/Vienna", guessed=False)).says("hello")
    await Person(house, at("slack:T1:U1", "America/New_York", guessed=True)).says("hello")
    assert kept(house, ana).zone == "Europe/Vienna"
    await Person(house, at("slack:T1:U1", "Africa/Cairo", guessed=False)).says("hello")
    assert kept(house, ana).zone == "Africa/Cairo"
    await ana.commands("/advisor settings")
    await ana.presses("Change")
    assert "zone" not in {field.key for field in ana.page.form.fields}


async def test_a_browser_tells_the_zone_of_somebody_without_a_chat_until_they_choose_one(house: House) -> None:
    ana = await Person(house, at("web:ana", "Europe/Vienna", guessed=True)).says("hello")
    assert kept(house, ana).zone == "Europe/Vienna"
    ana = await Person(house, at("web:ana", "Europe/Helsinki", guessed=True)).says("hello")
    assert kept(house, ana).zone == "Europe/Helsinki"
    await sets(ana, zone="asia/tokyo")
    await ana.says("hello")
    assert (kept(house, ana).zone, kept(house, ana).zone_chosen) == ("Asia/Tokyo", True)


@pytest.mark.parametrize(
    ("zone", "deadline", "reminded"),
    [
        ("Europe/Vienna", "2026-12-28", "2026-12-24"),
        ("Europe/Vienna", "2027-01-07", "2027-01-05"),
        ("Africa/Cairo", "2027-01-18", "2027-01-17"),
        ("Asia/Calcutta", "2027-01-27", "2027-01-25"),  # Republic Day; an old name of the zone
    ],
)
async def test_where_no_country_is_known_it_is_that_of_the_time_zone(
    house: House, zone: str, deadline: str, reminded: str
) -> None:
    ana = Person(house, at("slack:T1:U1", zone, guessed=False))
    await submits_plan(ana, action("Call", responsible="Ana", deadline=deadline))
    await house.until(f"{deadline} 12:00", zone)
    told = [where.date().isoformat() for where, _ in await sent_to(house, ana, zone)]
    assert told[-1] == reminded


async def sent_to(house: House, person: Person, zone: str) -> list[tuple[datetime, str]]:
    """What waited for somebody of a chat that does not exist here: when it was due."""
    from zoneinfo import ZoneInfo

    from bot.store import reminders

    with house.store.reading() as tx:
        lost = reminders.lost(tx, kept(house, person).scope, datetime(2026, 1, 1, tzinfo=UTC), 20)
    due = sorted((each.due_at.astimezone(ZoneInfo(zone)), each.kind) for each in lost)
    return [entry for entry in due if entry[1] in ("action-7", "action-1")]


async def test_the_chain_of_a_plan_counts_the_clusters_holidays(house: House) -> None:
    first = action("First", duration="5", deadline="2027-02-26")
    document = await submits_plan(house.mara, first)
    with house.store.reading() as tx:
        found = clusters.calendar(tx, Scope("sample", "mara", Role.STAFF))
    assert document
    assert found.country in ("BE", "")
