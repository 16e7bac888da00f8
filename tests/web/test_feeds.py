"""Calendar feeds over HTTP: for calendars, which sign in nowhere, and for nobody who does not hold the secret."""

import html
import logging
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from bot.chat.events import Belonging
from bot.settings import Settings
from bot.trial import MovableClock
from bot.web.limits import FEED_READS, FEED_READS_EACH
from bot.web.sessions import WebSettings
from tests.web.office import ANA, Office, office_app, run
from tests.web.site import START

URL = "https://advisor.test"


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    clock, signing = MovableClock(lambda: START), WebSettings(secret="s" * 32, secure=True)
    app = office_app(settings.model_copy(update={"public_url": URL}), signing, clock)
    with TestClient(app):
        yield Office(app, signing, clock)


def address(visitor: TestClient) -> str:
    """Make a link, or another one: its path."""
    form = visitor.get("/documents/calendar/link").text
    revision = re.search(r'name="revision" value="(\d+)"', form)
    assert revision
    assert "Make a link" in form
    page = visitor.post("/documents/calendar/link", data={"revision": revision[1], "one.shows": "all", "do": "next"})
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    found = re.search(rf"{URL}(/calendar/[\w-]{{43}}\.ics)", html.unescape(page.text))
    assert found, page.text
    assert f'href="webcal://advisor.test{found[1]}"' in page.text
    return found[1]


def test_a_calendar_reads_the_link_that_was_made_on_a_page(office: Office) -> None:
    ana, calendar = office.signed_in(), office.visitor()
    path = address(ana)
    answer = calendar.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert str(Calendar.from_ical(answer.content)["X-WR-CALNAME"]).startswith("Plans and sessions of")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.cookies == {}
    assert path not in ana.get("/").text
    assert path not in ana.get("/documents/calendar").text
    head = calendar.head(path)
    assert (head.status_code, head.text, head.headers["etag"]) == (200, "", answer.headers["etag"])


def test_the_script_sends_what_was_touched_and_the_rest_stays_as_it_is_shown(office: Office) -> None:
    page = office.signed_in().post("/documents/calendar/link", data={"revision": "0", "do": "next"})
    assert "Your calendar link" in page.text


def test_a_calendar_that_has_it_already_gets_nothing_again(office: Office) -> None:
    path, calendar = address(office.signed_in()), office.visitor()
    first = calendar.get(path)
    for headers, status in (
        ({"If-None-Match": first.headers["etag"]}, 304),
        ({"If-None-Match": f'"other", W/{first.headers["etag"]}'}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]}, 200),
        ({"If-Modified-Since": first.headers["last-modified"]}, 304),
        ({"If-Modified-Since": "Mon, 01 Mar 2021 09:00:00 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
    ):
        again = calendar.get(path, headers=headers)
        assert (again.status_code, again.headers["etag"]) == (status, first.headers["etag"]), headers
        assert (again.content == b"") is (status == 304)
    changed = datetime.strptime(first.headers["last-modified"], "%a, %d %b %Y %H:%M:%S %Z")  # noqa: DTZ007
    assert changed == START.replace(tzinfo=None)


def test_every_link_that_does_not_work_gets_the_same_answer(office: Office) -> None:
    ana, calendar = office.signed_in(), office.visitor()
    renewed = address(ana)
    of_a_guest = address(ana)
    run(office.runtime.advisor.note_belonging(ANA, Belonging.GUEST, START))
    paths = (renewed, of_a_guest, f"/calendar/{'x' * 43}.ics", "/calendar/x.ics", "/calendar/%C3%A9.ics")
    answers = [calendar.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.text, str(sorted(answer.headers.items()))) for answer in answers}) == 1


def test_the_secret_stands_in_no_log(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = address(office.signed_in())

    async def broken(secret: str, now: datetime) -> None:
        raise RuntimeError(secret)

    with caplog.at_level(logging.DEBUG):
        assert office.visitor().get(path).status_code == 200
        monkeypatch.setattr(office.runtime.advisor, "calendar", broken)
        assert office.visitor().get(path).status_code == 500
    failure = next(record for record in caplog.records if "Failure" in record.message)
    assert failure.message.endswith("at GET /calendar/….ics")
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    ours = [record for record in caplog.records if record.name.partition(".")[0] == "bot"]
    assert ours
    assert not [record for record in ours if secret in record.getMessage()]


def test_one_address_and_one_link_are_read_only_so_often(office: Office) -> None:
    calendar = office.visitor()
    same = [calendar.get("/calendar/x.ics") for _ in range(FEED_READS_EACH // 3 + 1)]
    assert [answer.status_code for answer in same] == [404] * (FEED_READS_EACH // 3) + [429]
    left = FEED_READS // 3 - len(same)
    others = [calendar.get(f"/calendar/{number}.ics") for number in range(left + 1)]
    assert [answer.status_code for answer in others] == [404] * left + [429]
    assert all(int(answer.headers["retry-after"]) > 0 for answer in (same[-1], others[-1]))
