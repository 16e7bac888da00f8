"""Times are offered and chosen in Slack, in windows and on Home."""

from datetime import datetime

from sqlalchemy import select

from bot.store import Role, programme
from bot.store.tables import accounts, people
from tests.slack.conftest import Office
from tests.slack.person import Person


async def test_a_coach_offers_times_in_a_window_and_staff_choose_and_write_notes(
    office: Office, ana: Person, ben: Person
) -> None:
    for person in (ana, ben):
        await person.open_home()
    with office.runtime.store.writing() as tx:
        known = select(accounts.c.account, people.c.cluster_id).join(people, people.c.id == accounts.c.person_id)
        account, cluster = tx.execute(known.where(accounts.c.account.like("%UBEN"))).one()
        programme.appoint(tx, account, Role.COACH, cluster, office.time())
    office.runtime.advisor.services.known.forget(account)
    office.time.ahead += datetime.fromisoformat("2040-02-01T09:00:00+00:00") - office.time()
    await ben.open_home()
    await ben.press_home("Offer times")
    ben.fill("When?", "2040-03-14 10:00\n2040-03-14 15:00")  # a Wednesday
    await ben.submit()
    assert "for all your clusters" in ben.reads()
    await ana.open_home()
    await ana.press_home("Choose a time")
    await ana.press_in_modal("Choose")
    assert "Can be moved until" in ana.reads()
    await ana.press_in_modal("Move it")
    await ana.press_in_modal("Move it here")
    assert "Wednesday, 14 March 2040, 16:00" in ana.reads()  # Vienna is an hour ahead of Lisbon
    office.time.ahead += datetime.fromisoformat("2040-03-14T18:00:00+00:00") - office.time()
    await ben.open_home()
    await ben.press_home("My sessions and times")
    await ben.press_in_modal("Write notes")
    ben.fill("What do you want to keep of it?", "A clear plan.")
    await ben.submit()
    assert "A clear plan." in ben.reads()
