"""A picture that is too large for a card stands at an address for an hour: for whoever asked, and for nobody else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import erasure, people
from bot.teams import limits
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import FakeTeams
from tests.teams.person import Person
from tests.teams.test_files import with_plan

URL = "https://advisor.example.org"
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def office(fake: FakeTeams, data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An organisation whose cards hold no picture, as those of large plans do not."""
    fake.clock = lambda: clock().timestamp()
    monkeypatch.setattr("bot.teams.files.limits.CARD_BYTES", 8_000)
    async with opened_office(fake, data, clock, public_url=URL) as opened:
        yield opened


async def asked_for(office: Office) -> tuple[Person, str]:
    """Somebody who had a picture shown, and the path at which it stands."""
    ana = await with_plan(office)
    await ana.press("Show the picture")
    (image,) = [each for each in ana.newest["attachments"][0]["content"]["body"] if each["type"] == "Image"]
    assert image["altText"]
    assert image["url"].startswith(f"{URL}/teams/pictures/")
    return ana, image["url"].removeprefix(URL)


async def test_it_is_shown_from_an_address_that_tells_nobody_whose_it_is(office: Office) -> None:
    _, path = await asked_for(office)
    shown = await office.http.get(path)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert shown.content.startswith(b"\x89PNG")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in shown.headers
    assert "ana" not in path.lower()
    assert len(path) < limits.URL


async def test_it_is_closed_after_an_hour(office: Office, clock: Clock) -> None:
    _, path = await asked_for(office)
    clock.now += timedelta(seconds=limits.PICTURE_SECONDS - 1)
    assert (await office.http.get(path)).status_code == 200
    clock.now += timedelta(seconds=2)
    assert (await office.http.get(path)).status_code == 404


async def test_an_address_that_was_changed_or_made_up_opens_nothing(office: Office) -> None:
    _, path = await asked_for(office)
    token = path.rpartition("/")[2].removesuffix(".png")
    changed = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    for made_up in (changed, token[:-8], "x", "ü", "A" * 3_000):
        answer = await office.http.get(f"/teams/pictures/{made_up}.png")
        assert (answer.status_code, answer.content) == (404, b"")
        assert answer.headers["cache-control"] == "no-store"


async def test_whoever_was_erased_sees_nothing_any_more_and_is_not_brought_back(office: Office, clock: Clock) -> None:
    ana, path = await asked_for(office)
    store = office.runtime.store
    person = await store.read(lambda tx: people.by_account(tx, ana.account))
    assert person is not None
    await store.write(lambda tx: erasure.erase(tx, person.id, clock.now))
    assert (await office.http.get(path)).status_code == 404
    assert await store.read(lambda tx: people.by_account(tx, ana.account)) is None


async def test_without_an_address_on_the_internet_a_large_picture_is_offered_as_a_file(
    fake: FakeTeams, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.files.limits.CARD_BYTES", 8_000)
    async with opened_office(fake, data) as opened:
        ana = await with_plan(opened)
        await ana.press("Show the picture")
        assert [offer["name"] for _, offer in ana.offers] == ["priorities.png"]
