"""The calendar feed: one's deadlines and sessions in one's own calendar, for as long as one belongs there."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from icalendar import Calendar

from bot.chat.blocks import Button, Buttons
from bot.chat.events import Belonging, Intent
from bot.store import programme
from bot.store.scope import Role
from bot.store.tables import coach_grants
from bot.store.traffic_tables import calendar_feeds as kept_feeds
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.test_files import taken
from tests.advisor.test_wall import stranger
from tests.advisor.work import action, changes_action, submits_plan

ADDRESS = re.compile(r"https://advisor\.test/calendar/([\w-]+)\.ics")
SESSION = "our coaching session is on 18 January 2027 at 14:00"


@pytest.fixture
def house(house: House) -> House:
    """The sample house with a public address."""
    secrets = count(1)
    house.advisor.services = replace(
        house.advisor.services, public_url="https://advisor.test/", new_secret=lambda: f"secret-{next(secrets)}"
    )
    return house


async def link(person: Person, shows: str = "all") -> str:
    """Make a link, or another one; gives its secret."""
    await person.presses_action("calendar:make")
    await person.fills(shows=shows).next()
    assert person.reply.window is not None, person.heard
    assert person.reply.messages == ()
    found = ADDRESS.search(text_of(person.reply.window))
    assert found
    return found[1]


async def events(house: House, secret: str) -> dict[str, Any]:
    """What stands in the calendar, by its title."""
    found = await house.advisor.calendar(secret, house.now)
    assert found is not None
    return {str(event["summary"]): event for event in Calendar.from_ical(found.content).walk("VEVENT")}


async def ends(house: House, secret: str) -> bool:
    return await house.advisor.calendar(secret, house.now) is None


async def test_a_link_is_shown_once_and_kept_nowhere(house: House) -> None:
    mara = await house.mara.presses_action("calendar:show")
    assert "Make a link" in mara.labels
    secret = await link(mara)
    window = mara.reply.window
    assert window is not None
    assert [button.url for button in buttons(window)] == [f"webcal://advisor.test/calendar/{secret}.ics"]
    assert "Google Calendar" in text_of(window)
    shown = await house.mara.presses_action("calendar:show")
    assert "The link was made on 23 November 2026" in text_of(shown.finished.content)
    assert "No calendar has read it yet" in text_of(shown.finished.content)
    assert secret not in text_of(shown.finished.content)
    assert all(secret not in text_of(line.message) for line in await house.advisor.transcript("web:mara", 0))
    with house.store.reading() as tx:
        assert secret not in str([tuple(row) for row in tx.execute(kept_feeds.select())])
    assert await events(house, secret) == {}
    assert "last read it on 23 November 2026" in text_of((await shown.presses_action("calendar:show")).finished.content)


async def test_a_feed_has_the_deadlines_and_the_sessions_as_the_download_has_them(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call", outcome="Three; join, “us”\nGreek: Ζωή"))
    await mara.says(SESSION)
    found = await events(house, await link(mara))
    downloaded = Calendar.from_ical(await taken(mara, document, "ics")).walk("VEVENT")
    assert set(found) == {"Call", "Coaching session"}
    for event in downloaded:
        same = found[str(event["summary"])]
        for key in ("uid", "sequence", "dtstart", "dtend", "description"):
            assert same.get(key) == event.get(key), key
    assert found["Call"].decoded("dtstart") == date(2027, 1, 15)
    assert found["Coaching session"].decoded("dtstart").isoformat() == "2027-01-18T13:00:00+00:00"


async def test_the_calendar_says_how_often_to_read_it(house: House) -> None:
    published = await house.advisor.calendar(await link(house.mara), house.now)
    assert published is not None
    lines = published.content.decode().split("\r\n")
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)


async def test_mine_is_what_i_am_responsible_for(house: House) -> None:
    await submits_plan(house.mara, action("Call", "Jonas"), action("Write", "Mara"), action("Wait", "The mayor"))
    assert set(await events(house, await link(house.mara))) == {"Call", "Write", "Wait"}
    assert set(await events(house, await link(house.jonas, "mine"))) == {"Call"}
    assert set(await events(house, await link(house.mara, "mine"))) == {"Write", "Wait"}  # it is her plan


async def test_a_moved_deadline_moves_and_what_is_done_or_removed_disappears(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call"), action("Write"))
    secret = await link(mara)
    first = await house.advisor.calendar(secret, house.now)
    before = (await events(house, secret))["Call"]
    house.now += timedelta(hours=3)
    await changes_action(mara, document, "Call", deadline="2027-02-20")
    await mara.submits()
    after = (await events(house, secret))["Call"]
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after.decoded("dtstart") == date(2027, 2, 20)
    assert after.decoded("last-modified") - before.decoded("last-modified") == timedelta(hours=3)
    second = await house.advisor.calendar(secret, house.now)
    assert first is not None
    assert second is not None
    assert second.mark != first.mark
    assert second.changed_at == house.now
    row = re.search(r"actions/actions/([^/]+)/", after["uid"])
    assert row
    await mara.presses_action(f"action:done:{document}:{row[1]}")
    assert set(await events(house, secret)) == {"Write"}
    await mara.presses_action(f"document:delete-it:{document}")
    assert await events(house, secret) == {}


async def test_nothing_new_is_the_same_file_since_the_same_moment(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    secret = await link(house.mara)
    first = await house.advisor.calendar(secret, house.now)
    for _ in range(2):
        house.now += timedelta(hours=2)
        assert await house.advisor.calendar(secret, house.now) == first


async def test_a_session_moves_stays_when_it_is_over_and_goes_when_it_is_cancelled(house: House) -> None:
    mara = await house.mara.says(SESSION)
    secret = await link(mara)
    before = (await events(house, secret))["Coaching session"]
    await mara.commands("/coaching move 19 January 2027 at 14:00")
    after = (await events(house, secret))["Coaching session"]
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(days=1)
    house.now = datetime.fromisoformat("2027-03-01T09:00:00+00:00")
    assert set(await events(house, secret)) == {"Coaching session"}
    house.now = datetime.fromisoformat("2027-01-02T09:00:00+00:00")
    await mara.commands("/coaching cancel 19 January 2027")
    assert await events(house, secret) == {}


async def test_a_renewed_link_ends_the_old_one_and_a_form_makes_one_link(house: House) -> None:
    mara = house.mara
    old = await link(mara)
    await mara.presses_action("calendar:make")
    assert "stops working as soon as the new one is made" in mara.seen
    form = mara.page
    new = await link(mara, "mine")
    assert await ends(house, old)
    mara.view = form
    await mara.fills(shows="all").next()  # the same page again, as "reload" sends it
    assert mara.reply.window is None
    assert "This form has already made a link" in mara.heard
    assert await events(house, new) == {}


async def test_a_stopped_link_ends(house: House) -> None:
    mara = house.mara
    secret = await link(mara)
    await (await mara.presses_action("calendar:show")).presses("Stop")
    assert "is stopped" in mara.heard
    assert await ends(house, secret)
    assert "You have no calendar link" in (await mara.presses_action("calendar:stop")).heard


@pytest.mark.parametrize("belonging", [Belonging.GUEST, Belonging.DELETED])
async def test_who_does_not_belong_any_more_loses_the_feed_for_good(house: House, belonging: Belonging) -> None:
    secret = await link(house.mara)
    await house.advisor.note_belonging("web:mara", Belonging.UNKNOWN, house.now)
    assert not await ends(house, secret)
    await house.advisor.note_belonging("web:mara", belonging, house.now)
    assert await ends(house, secret)
    await house.advisor.note_belonging("web:mara", Belonging.MEMBER, house.now)
    assert await ends(house, secret)


async def test_who_signs_out_everywhere_loses_the_feed(house: House) -> None:
    secret = await link(house.mara)
    await house.advisor.web_sessions.end_all("web:mara", house.now)
    assert await ends(house, secret)


@pytest.mark.parametrize("role", [Role.COACH, Role.CURATOR])
async def test_who_gets_another_role_loses_the_feed_of_before(house: House, role: Role) -> None:
    secret = await link(house.mara)
    with house.store.writing() as tx:
        cluster = str(tx.execute(coach_grants.select()).mappings().one()["cluster_id"])
        programme.appoint(tx, "web:mara", role, cluster, house.now)
    assert await ends(house, secret)


async def test_a_feed_has_nothing_of_another_cluster(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.mara.says(SESSION)
    assert await events(house, await link(stranger(house))) == {}


async def test_a_coach_has_the_sessions_of_the_clusters_granted_to_them(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.mara.says(SESSION)
    secret = await link(petra := house.petra, "mine")
    (title,) = await events(house, secret)
    assert title.startswith("Coaching session of ")
    assert list(await events(house, await link(petra))) == [title]
    secret = await link(petra)
    with house.store.writing() as tx:
        tx.execute(coach_grants.delete())
    assert await events(house, secret) == {}


async def test_curators_have_nothing_to_subscribe_to(house: House) -> None:
    with house.store.writing() as tx:
        programme.appoint(tx, "web:mara", Role.CURATOR, "", house.now)
    mara = await house.mara.commands("/advisor settings")
    assert "Subscribe in your calendar" not in mara.labels
    for verb in ("show", "make"):
        await mara.presses_action(f"calendar:{verb}")
        assert "nothing for you to subscribe to" in mara.seen


async def test_the_way_there_stands_in_the_settings_and_beside_the_files_of_a_plan(house: House) -> None:
    mara = await house.mara.says("settings")
    await mara.presses("Subscribe in your calendar")
    assert "from a secret link" in mara.seen
    document = await submits_plan(mara, action("Call"))
    blocks = (await mara.opens(document)).finished.content.blocks
    at = next(at for at, block in enumerate(blocks) if getattr(block, "kind", "") == "downloads")
    beside = blocks[at + 1]
    assert isinstance(beside, Buttons)
    assert [button.action for button in beside.items] == ["calendar:show"]


async def test_without_a_public_address_it_is_said_what_to_do(house: House) -> None:
    house.advisor.services = replace(house.advisor.services, public_url="")
    mara = await house.mara.presses_action("calendar:make")
    assert "PUBLIC_URL" in mara.seen
    document = await submits_plan(mara, action("Call"))
    assert not [b for b in _all(await mara.opens(document)) if b.action == "calendar:show"]


def _all(person: Person) -> list[Button]:
    return list(buttons(person.finished.content))


async def test_what_is_to_be_seen_has_to_be_chosen(house: House) -> None:
    mara = await house.mara.presses_action("calendar:make")
    await mara.fills(shows="everything of everybody").sends(Intent.NEXT)
    assert mara.reply.window is None
    assert "shows" in mara.errors


async def test_what_repeats_begins_in_the_feed_with_the_first_day_that_is_open(house: House) -> None:
    mara = house.mara
    await submits_plan(mara, action("Publish", "Mara", "2026-11-30", repeats="month", until="2027-02-28"))
    await mara.opens_home()
    await mara.presses("Done")
    (event,) = (await events(house, await link(mara))).values()
    assert event.decoded("dtstart") == date(2026, 12, 30)
    rule = event["rrule"]
    assert (rule["UNTIL"], rule["BYMONTHDAY"], rule["BYSETPOS"]) == ([date(2027, 2, 28)], [28, 29, 30], [-1])
