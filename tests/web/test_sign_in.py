"""Signing in and out: links, cookies, sessions that end."""

from collections.abc import Iterator
from datetime import timedelta
from re import findall, search

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route, Router
from starlette.testclient import TestClient

from bot.chat.events import Belonging
from bot.settings import Settings
from bot.store import people
from bot.trial import MovableClock
from bot.web.sessions import WebSettings, browser_label
from bot.web.stream import SIGNED_OUT
from tests.web.office import ANA, Office, office_app, run
from tests.web.site import START

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(params=[False, True], ids=["http", "https"])
def office(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Office]:
    clock, signing = MovableClock(lambda: START), WebSettings(secret="s" * 32, secure=request.param)
    app = office_app(settings, signing, clock)
    with TestClient(app):
        yield Office(app, signing, clock)


def all_routes(router: Router | Mount | Starlette) -> Iterator[tuple[str, set[str]]]:
    """Every address of an application, from its own list, with the methods it takes."""
    for route in router.routes:
        if isinstance(route, Route):
            yield route.path, route.methods or set()
        elif isinstance(route, Mount) and route.path != "/static":
            yield from all_routes(route)


def test_nobody_comes_in_anywhere_without_signing_in(office: Office) -> None:
    visitor = office.visitor()
    # neither calendars sign in, nor people who are about to, are invited, answer a questionnaire, or only get e-mail
    outside = ("/sign-in", "/calendar/", "/join/", "/mail/stop/", "/questionnaire/", "/privacy")
    routes = [
        (path, method) for path, ways in all_routes(office.app) for method in ways if not path.startswith(outside)
    ]
    assert len(routes) > 15
    for path, method in routes:
        answer = visitor.request(method, path.replace("{", "").replace("}", ""), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), (method, path)
    answer = visitor.post("/say", data={"text": "x"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["signed_out"]) == (401, True)


def test_what_is_kept_is_told_to_everybody_and_somebody_takes_it_along_and_is_erased(office: Office) -> None:
    visitor = office.visitor()
    assert 'href="/privacy"' in visitor.get("/sign-in").text
    kept = visitor.get("/privacy").text
    assert "What is kept" in kept
    assert '<a href="/sign-in">Back</a>' in kept
    ana = office.signed_in()
    waiting = office.token()
    ana.post("/say", data={"text": "erase me"})
    (action,) = findall(r'value="(privacy:erase-now:\w+)"', ana.get("/").text)
    file = ana.get("/documents/my-data/files/0/document.zip")
    assert (file.status_code, file.headers["content-type"]) == (200, "application/zip")
    assert "Erase you?" in ana.post("/press", data={"action": action, "confirm": "Erase you?"}).text
    end = ana.post("/press", data={"action": action, "confirm": "Erase you?", "confirmed": "yes"})
    assert end.url.path == "/sign-in"
    assert "nothing of yours is kept" in end.text
    assert visitor.post("/sign-in", data={"token": waiting}).status_code == 403
    found = run(office.runtime.store.read(lambda tx: people.by_account(tx, ANA)))
    assert found is None


def test_what_was_sent_after_the_session_ended_is_given_back(office: Office) -> None:
    answer = office.visitor().post("/say", data={"text": "Half of our members never come"})
    assert answer.status_code == 401
    assert "no longer signed in" in answer.text
    assert "Half of our members never come" in answer.text
    assert 'href="/sign-in"' in answer.text


def test_a_stream_asked_for_without_a_session_says_so_for_its_page(office: Office) -> None:
    answer = office.visitor().get("/stream", headers={"Accept": "text/event-stream"})
    assert (answer.text, answer.headers["content-type"].split(";")[0]) == (SIGNED_OUT, "text/event-stream")


def test_a_link_signs_in_once(office: Office) -> None:
    visitor, token = office.visitor(), office.token()
    for _ in range(2):  # the preview of a chat program looks first
        assert "Hello Ana." in visitor.get(f"/sign-in?token={token}").text
    assert visitor.post("/sign-in", data={"token": token}).url.path == "/"
    assert "Hello Ana." in visitor.get("/").text
    assert visitor.post("/sign-out").url.path == "/sign-in"
    assert "used before" in visitor.post("/sign-in", data={"token": token}).text
    assert visitor.get("/").url.path == "/sign-in"


def test_a_newer_link_ends_the_older_ones_that_nobody_used(office: Office) -> None:
    older, others, newer = office.token(), office.token("web:ben"), office.token()
    assert "a newer one since" in office.visitor().post("/sign-in", data={"token": older}).text
    assert office.visitor().post("/sign-in", data={"token": newer}).url.path == "/"
    assert office.visitor().post("/sign-in", data={"token": others}).url.path == "/"


def test_signing_out_everywhere_ends_the_link_that_nobody_used(office: Office) -> None:
    here, waiting = office.signed_in(), office.token()
    here.post("/sessions/end", data={"session": "all"})
    assert office.visitor().post("/sign-in", data={"token": waiting}).status_code == 403


def test_a_link_of_somebody_who_belongs_no_more_lets_nobody_in(office: Office) -> None:
    waiting = office.token()
    for belonging in (Belonging.GUEST, Belonging.MEMBER):
        run(office.runtime.advisor.note_belonging(ANA, belonging, START))
        assert office.visitor().post("/sign-in", data={"token": waiting}).status_code == 403
    assert office.visitor().post("/sign-in", data={"token": office.token()}).url.path == "/"


def test_a_copied_cookie_is_worth_nothing_after_signing_out(office: Office) -> None:
    owner, thief = office.signed_in(), office.visitor()
    thief.cookies.update(owner.cookies)
    assert thief.get("/home").url.path == "/home"
    owner.post("/sign-out")
    assert thief.get("/home").url.path == "/sign-in"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(office: Office) -> None:
    answer = office.visitor().post("/sign-in", data={"token": office.token()}, follow_redirects=False)
    cookie = next(value for name, value in answer.headers.multi_items() if name == "set-cookie")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert ("Secure" in cookie, cookie.startswith("__Host-")) == (office.settings.secure, office.settings.secure)


def test_signing_in_again_ends_the_session_that_the_browser_had(office: Office) -> None:
    visitor, thief = office.signed_in(), office.visitor()
    thief.cookies.update(visitor.cookies)
    visitor.post("/sign-in", data={"token": office.token()})
    assert visitor.get("/home").url.path == "/home"
    assert thief.get("/home").url.path == "/sign-in"


def test_a_session_ends_after_two_weeks_whatever_was_done_with_it(office: Office) -> None:
    visitor = office.signed_in()
    for _ in range(13):
        office.clock.set(office.clock() + timedelta(days=1))
        assert visitor.get("/home").url.path == "/home"
    office.clock.set(office.clock() + timedelta(days=1))
    assert visitor.get("/home").url.path == "/sign-in"


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(office: Office) -> None:
    here, there = office.signed_in(**{"User-Agent": FIREFOX}), office.signed_in(**{"User-Agent": "curl"})
    page = here.get("/sessions").text
    assert page.index("This browser") < page.index("A browser")
    assert "Firefox on Linux" in page
    other = findall(r'name="session" value="([0-9a-f]{64})"', page)[1]
    assert here.post("/sessions/end", data={"session": other}).url.path == "/sessions"
    assert there.get("/home").url.path == "/sign-in"
    assert here.get("/home").url.path == "/home"


def test_signing_out_everywhere_ends_all_sessions(office: Office) -> None:
    here, there = office.signed_in(), office.signed_in()
    assert here.post("/sessions/end", data={"session": "all"}).url.path == "/sign-in"
    assert [visitor.get("/home").url.path for visitor in (here, there)] == ["/sign-in", "/sign-in"]


def test_nobody_ends_the_session_of_somebody_else(office: Office) -> None:
    ana, ben = office.signed_in(), office.visitor()
    ben.post("/sign-in", data={"token": office.token("web:ben")})
    found = search(r'name="session" value="([0-9a-f]{64})"', ana.get("/sessions").text)
    assert found
    ben.post("/sessions/end", data={"session": found[1]})
    assert ana.get("/home").url.path == "/home"


def test_somebody_who_is_not_known_any_more_is_not_let_in(office: Office) -> None:
    answer = office.visitor().post("/sign-in", data={"token": office.token("web:gone")})
    assert answer.status_code == 403
    assert "Write to the advisor where you chat" in answer.text


def test_a_session_ended_by_another_process_ends_within_seconds(office: Office) -> None:
    visitor = office.signed_in()
    visitor.get("/home")
    with office.runtime.store.writing() as tx:
        from bot.store import web_sessions

        web_sessions.end_all(tx, ANA)
    office.clock.set(office.clock() + timedelta(seconds=2))
    assert visitor.get("/home").url.path == "/sign-in"


def test_of_sessions_that_are_looked_at_together_only_the_ended_ones_end(office: Office) -> None:
    ana, other = office.signed_in(), office.signed_in()
    found = findall(r'name="session" value="([0-9a-f]{64})"', ana.get("/sessions").text)
    other.get("/home")
    with office.runtime.store.writing() as tx:
        from bot.store import web_sessions

        web_sessions.end(tx, found[1])
    office.clock.set(office.clock() + timedelta(seconds=2))
    assert ana.get("/home").url.path == "/home"
    assert other.get("/home").url.path == "/sign-in"


def test_an_old_link_is_refused(office: Office) -> None:
    visitor, token = office.visitor(), office.token()
    office.clock.set(START + timedelta(minutes=11))
    assert "too old" in visitor.post("/sign-in", data={"token": token}).text
    assert visitor.get("/").url.path == "/sign-in"


@pytest.mark.parametrize("token", ["", "x", "e30.x", "é", "a" * 5000, "\x00"])
def test_a_changed_link_is_refused(office: Office, token: str) -> None:
    answer = office.visitor().post("/sign-in", data={"token": token})
    assert answer.status_code == 403
    assert "not complete" in answer.text


def test_no_address_leads_to_the_host_that_a_request_names(office: Office) -> None:
    visitor = office.signed_in()
    for path in ("/documents/x/", "/home/", "/sign-in/", "/static", "/sessions/", "//home"):
        answer = visitor.get(path, headers={"Host": "elsewhere.example"}, follow_redirects=False)
        assert "elsewhere" not in answer.headers.get("location", ""), path


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("<script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_by_its_name(agent: str, label: str) -> None:
    assert browser_label(agent) == label
