"""The tab in Teams: Microsoft's token opens the page, and only there, and only for whom the chat would know."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bot.teams.tab import CLIENTS, ORIGINS
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import APP, FakeTeams, new_key
from tests.teams.person import Person

SITE = "https://advisor.test"
TAB = "/teams/home"
SAME = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"}
INSIDE = {"Sec-Fetch-Dest": "iframe"}
FRAMED = f"frame-ancestors {' '.join(ORIGINS)}"
NOBODY = "frame-ancestors 'none'"


class Time:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)


@pytest.fixture
def time(fake: FakeTeams) -> Time:
    standing = Time()
    fake.clock = lambda: standing.now.timestamp()
    return standing


@pytest.fixture
async def site(fake: FakeTeams, data: Path, time: Time) -> AsyncIterator[Office]:
    """The advisor under a public address."""
    async with opened_office(fake, data, lambda: time.now, public_url=SITE) as office:
        yield office


async def ana_at_work(site: Office, **more: Any) -> Person:
    """Somebody who has written to the advisor, without a trace of it in their browser."""
    ana = site.person("Ana", **more)
    await ana.write("hello")
    return ana


async def look(site: Office, **query: str) -> str:
    """Look at the tab; gives what the page remembers of that look."""
    page = await site.http.get(TAB, params=query, headers=INSIDE)
    assert page.status_code == 200
    found = re.search(r'data-attempt="([^"]+)"', page.text)
    assert found is not None
    return found[1]


async def enter(site: Office, token: str, attempt: str = "", **headers: str) -> httpx2.Response:
    """What the page does with what Teams said."""
    form = {"attempt": attempt or await look(site), "token": token, "back": "/home"}
    return await site.http.post(TAB, data=form, headers={**SAME, **headers})


async def test_who_is_known_in_the_chat_sees_home_without_a_sign_in(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    answer = await enter(site, fake.tab_token("Ana"))
    assert answer.json() == {"go": "/home"}
    home = await site.http.get("/home", headers=INSIDE)
    assert home.status_code == 200
    assert "Ana Sample" not in home.text, "sign-out is not offered where one is signed in by Teams"
    assert "/sign-out" not in home.text
    (session,) = await site.runtime.advisor.web_sessions.of_person("teams:tenant-1:aad-ana", site.runtime.now())
    assert session.account == "teams:tenant-1:aad-ana"


async def test_the_cookie_is_for_the_frame_alone(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    answer = await enter(site, fake.tab_token("Ana"))
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("__Host-advisor_tab=")]
    assert {"HttpOnly", "Secure", "SameSite=none", "Partitioned", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("client", CLIENTS)
async def test_a_token_in_the_first_version_is_taken_as_well(site: Office, fake: FakeTeams, client: str) -> None:
    await ana_at_work(site)
    older = {"iss": "https://sts.windows.net/tenant-1/", "aud": f"api://advisor.test/{APP}", "azp": None, "ver": "1.0"}
    assert (await enter(site, fake.tab_token("Ana", appid=client, **older))).json() == {"go": "/home"}


WRONG: dict[str, dict[str, object]] = {
    "another app": {"aud": "22222222-aaaa-4bbb-8ccc-222222222222"},
    "another address": {"aud": f"api://evil.example/{APP}"},
    "another issuer": {"iss": "https://login.microsoftonline.com/tenant-1/v2.0"},
    "an issuer of another organisation": {"iss": "https://sts.windows.net/tenant-2/"},
    "another program": {"azp": "33333333-aaaa-4bbb-8ccc-222222222222"},
    "no program": {"azp": None},
    "an app instead of a person": {"scp": None, "roles": ["access_as_user"]},
    "another scope": {"scp": "User.Read"},
    "nobody": {"oid": None},
    "somebody with a path in their id": {"oid": "../aad-ana"},
    "no organisation": {"tid": None},
    "no end": {"exp": None},
    "no beginning": {"nbf": None},
    "an end that is no number": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_token_that_is_not_for_this_is_refused(site: Office, fake: FakeTeams, wrong: str) -> None:
    await ana_at_work(site)
    answer = await enter(site, fake.tab_token("Ana", **WRONG[wrong]))
    assert (answer.status_code, answer.json()) == (403, {"hindrance": "refused"})
    assert "__Host-advisor_tab=" not in str(answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize("token", ["", "a.b.c", "ä", "x" * 20_000])
async def test_what_is_no_token_is_refused(site: Office, token: str) -> None:
    assert (await enter(site, token)).json() == {"hindrance": "refused"}


async def test_a_token_of_a_key_that_microsoft_does_not_publish_is_refused(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    published, fake.keys = fake.keys, [new_key("k1")]
    forged = fake.tab_token("Ana")
    fake.keys = published
    assert (await enter(site, forged)).json() == {"hindrance": "refused"}


async def test_keys_that_are_changed_are_read_again(site: Office, fake: FakeTeams, time: Time) -> None:
    await ana_at_work(site)
    assert (await enter(site, fake.tab_token("Ana"))).json() == {"go": "/home"}
    fake.keys = [new_key("k2")]
    time.now += timedelta(minutes=2)
    assert (await enter(site, fake.tab_token("Ana"))).json() == {"go": "/home"}


@pytest.mark.parametrize(("minutes", "hindrance"), [(64, None), (66, "refused")])
async def test_clocks_may_differ_by_five_minutes(
    site: Office, fake: FakeTeams, time: Time, minutes: int, hindrance: str | None
) -> None:
    await ana_at_work(site)
    token = fake.tab_token("Ana")  # for an hour
    time.now += timedelta(minutes=minutes)
    assert (await enter(site, token)).json().get("hindrance") == hindrance


async def test_a_token_of_tomorrow_does_not_count_today(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    tomorrow = int(fake.clock()) + 86_400
    answer = await enter(site, fake.tab_token("Ana", nbf=tomorrow, exp=tomorrow + 3600))
    assert answer.json() == {"hindrance": "refused"}


async def test_an_organisation_that_is_not_served_is_told_so(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    other = fake.tab_token("Ana", tid="tenant-2", iss=f"{fake.url}/tenant-2/v2.0")
    assert (await enter(site, other)).json() == {"hindrance": "stranger"}


async def test_a_guest_does_not_come_in(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site, role="guest")
    assert (await enter(site, fake.tab_token("Ana"))).json() == {"hindrance": "guest"}


async def test_who_never_wrote_to_the_advisor_is_asked_to(site: Office, fake: FakeTeams) -> None:
    assert (await enter(site, fake.tab_token("Zoe"))).json() == {"hindrance": "unknown"}


async def test_while_teams_does_not_say_what_somebody_is_they_come_again_later(
    site: Office, fake: FakeTeams, time: Time
) -> None:
    await ana_at_work(site)
    time.now += timedelta(hours=2)
    fake.failing = [(403, "BotNotInConversationRoster", {})] * 4
    assert (await enter(site, fake.tab_token("Ana"))).json() == {"hindrance": "later"}


async def test_what_was_sent_once_is_not_taken_twice(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    token, attempt = fake.tab_token("Ana"), await look(site)
    kept = {"Cookie": f"__Host-advisor_tab_try={attempt}"}
    assert (await enter(site, token, attempt)).json() == {"go": "/home"}
    site.http.cookies.clear()
    assert (await enter(site, token, attempt, **kept)).json() == {"hindrance": "again"}
    made_up = {"Cookie": "__Host-advisor_tab_try=made-up"}
    assert (await enter(site, token, "made-up", **made_up)).json() == {"hindrance": "again"}


async def test_a_look_of_an_hour_ago_is_none(site: Office, fake: FakeTeams, time: Time) -> None:
    await ana_at_work(site)
    attempt = await look(site)
    time.now += timedelta(hours=1)
    kept = {"Cookie": f"__Host-advisor_tab_try={attempt}"}
    assert (await enter(site, fake.tab_token("Ana"), attempt, **kept)).json() == {"hindrance": "again"}


async def test_a_browser_that_keeps_no_cookies_is_told_before_anybody_is_signed_in(
    site: Office, fake: FakeTeams
) -> None:
    await ana_at_work(site)
    attempt = await look(site)
    site.http.cookies.clear()
    assert (await enter(site, fake.tab_token("Ana"), attempt)).json() == {"hindrance": "cookies"}
    assert await site.runtime.advisor.web_sessions.of_person("teams:tenant-1:aad-ana", site.runtime.now()) == []


async def test_each_look_ends_the_session_of_the_one_before(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    for _ in range(3):
        await enter(site, fake.tab_token("Ana"))
    assert len(await site.runtime.advisor.web_sessions.of_person("teams:tenant-1:aad-ana", site.runtime.now())) == 1


async def test_a_session_of_the_tab_ends_after_half_a_day_and_leads_back_to_where_one_was(
    site: Office, fake: FakeTeams, time: Time
) -> None:
    await ana_at_work(site)
    await enter(site, fake.tab_token("Ana"))
    time.now += timedelta(hours=13)
    ended = await site.http.get("/documents/settings", headers=INSIDE)
    assert (ended.status_code, ended.headers["location"]) == (303, f"{TAB}?back=/documents/settings")
    assert FRAMED in ended.headers["content-security-policy"]
    assert 'data-back="/documents/settings"' in (await site.http.get(ended.headers["location"])).text
    asked = await site.http.get("/sign-in", headers=INSIDE)
    assert asked.headers["location"] == TAB


async def test_the_way_back_leads_to_no_other_site(site: Office) -> None:
    assert 'data-back="/home"' in (await site.http.get(TAB, params={"back": "https://evil.example"})).text


# --- who may show it in a frame, and who may post ---


async def test_only_teams_shows_the_tab_in_a_frame_and_nobody_anything_else(site: Office, fake: FakeTeams) -> None:
    await ana_at_work(site)
    for path in ("/", "/home", "/sign-in", "/privacy", "/static/tab.js", "/healthz", "/nothing/here"):
        answer = await site.http.get(path)
        assert answer.headers["content-security-policy"].endswith(NOBODY), path
        assert answer.headers["x-frame-options"] == "DENY", path
    entry = await site.http.get(TAB)
    assert entry.headers["content-security-policy"].endswith(FRAMED)
    assert "x-frame-options" not in entry.headers
    await enter(site, fake.tab_token("Ana"))
    for path in ("/", "/home", "/nothing/here"):
        answer = await site.http.get(path, headers=INSIDE)
        assert answer.headers["content-security-policy"].endswith(FRAMED), path
        assert "x-frame-options" not in answer.headers, path


async def test_a_browser_that_sends_the_cookie_everywhere_is_signed_in_in_the_tab_alone(
    site: Office, fake: FakeTeams
) -> None:
    await ana_at_work(site)
    await enter(site, fake.tab_token("Ana"))
    alone = await site.http.get("/home", headers={"Sec-Fetch-Dest": "document"})
    assert (alone.status_code, alone.headers["location"]) == (303, "/sign-in")
    assert alone.headers["content-security-policy"].endswith(NOBODY)


POSTS: list[tuple[dict[str, str], bool]] = [
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Origin": SITE}, True),
    ({}, False),
    ({"Sec-Fetch-Site": "none"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": SITE}, False),
    ({"Origin": "https://teams.microsoft.com"}, False),
    ({"Origin": "http://advisor.test"}, False),
    ({"Origin": "null"}, False),
]


@pytest.mark.parametrize(("headers", "taken"), POSTS)
async def test_with_the_cookie_of_the_tab_only_our_own_page_posts(
    site: Office, fake: FakeTeams, headers: dict[str, str], taken: bool
) -> None:
    await ana_at_work(site)
    await enter(site, fake.tab_token("Ana"))
    answer = await site.http.post("/say", data={"text": "What is a SMART goal?"}, headers=headers)
    assert (answer.status_code == 303) is taken
    assert (answer.status_code == 403) is not taken


@pytest.mark.parametrize("headers", [given for given, taken in POSTS if not taken])
async def test_nobody_else_signs_somebody_in(site: Office, fake: FakeTeams, headers: dict[str, str]) -> None:
    await ana_at_work(site)
    form = {"attempt": await look(site), "token": fake.tab_token("Ana"), "back": "/home"}
    assert (await site.http.post(TAB, data=form, headers=headers)).status_code == 403


async def test_without_a_public_address_there_is_no_tab(office: Office) -> None:
    answer = await office.http.get(TAB)
    assert answer.headers["content-security-policy"].endswith(NOBODY)
    assert answer.status_code == 303
