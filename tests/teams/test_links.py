"""Links to the web page that are handed out in Teams: their cards go when they are worth nothing any more."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import FakeTeams, Object, actions_of
from tests.teams.person import Person

OVER = "This link was used, or its time is over. Write “home” and press “Open on the web” for a new one."
SITE = "https://advisor.test"


class Timer:
    """A timer that runs when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def __call__(self, seconds: float, work: Callable[[], None]) -> "Timer":
        self.waiting.append((seconds, work))
        return self

    def cancel(self) -> None:
        self.waiting.pop()

    def runs(self) -> float:
        """Let the time be over; gives the seconds it took."""
        seconds, work = self.waiting[-1]
        work()
        return seconds


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
async def site(fake: FakeTeams, data: Path, timer: Timer) -> AsyncIterator[Office]:
    """The advisor under a public address."""
    async with opened_office(fake, data, public_url=SITE) as office:
        assert office.runtime.teams is not None
        office.runtime.teams.passing.later = timer
        yield office


async def asks(site: Office) -> Person:
    """Somebody who has asked for the web page."""
    ana = site.person("Ana")
    await ana.write("home")
    await ana.press("Open on the web")
    return ana


def links(person: Person) -> list[Object]:
    """What leads to the web page from what stands in the chat."""
    opened = [each for sent in person.seen for each in actions_of(sent.get("attachments", []))]
    return [each for each in opened if each["type"] == "Action.OpenUrl" and "/sign-in?token=" in each["url"]]


async def drained(site: Office) -> None:
    assert site.runtime.teams is not None
    await site.runtime.teams.drain()


async def test_a_link_that_was_used_goes_away(site: Office, timer: Timer) -> None:
    ana = await asks(site)
    (link,) = links(ana)
    token = urlsplit(link["url"]).query.removeprefix("token=")
    entered = await site.http.post("/sign-in", data={"token": token}, headers={"Origin": SITE})
    assert entered.status_code == 303
    await drained(site)
    assert links(ana) == []
    assert ana.seen[-1]["text"] == OVER
    assert timer.waiting == []


async def test_a_link_whose_time_is_over_goes_away(site: Office, timer: Timer) -> None:
    ana = await asks(site)
    assert len(links(ana)) == 1
    assert timer.runs() == 300
    await drained(site)
    assert links(ana) == []
    assert ana.seen[-1]["text"] == OVER


async def test_a_newer_link_takes_the_older_one_away(site: Office) -> None:
    ana = await asks(site)
    (first,) = links(ana)
    await ana.press("Open on the web")
    (second,) = links(ana)
    assert first["url"] != second["url"]


async def test_a_link_for_somebody_else_stays(site: Office, timer: Timer) -> None:
    ana = await asks(site)
    ben = site.person("Ben")
    await ben.write("home")
    await ben.press("Open on the web")
    timer.runs()  # Ben's
    await drained(site)
    assert len(links(ana)) == 1
    assert links(ben) == []


async def test_when_the_advisor_stops_no_link_stays_behind(fake: FakeTeams, data: Path) -> None:
    async with opened_office(fake, data, public_url=SITE) as office:
        ana = await asks(office)
        assert len(links(ana)) == 1
    assert links(ana) == []
