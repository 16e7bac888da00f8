"""Home and answers on the web page: in order for eyes, ears and fingers."""

import itertools
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from tests.web import journey
from tests.web.office import Office
from tests.web.site import Site
from tests.web.test_pages import press, say, send, texts

HEADINGS = (
    "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]))"
)
LANDMARKS = """() =>
  [...document.querySelectorAll('nav, aside, main, [role=region], section[aria-label], form[aria-label]')]
  .filter(each => each.checkVisibility())
  .map(each => `${each.getAttribute('role') || each.tagName} ${each.getAttribute('aria-label') || ''}`)"""


def in_order(levels: list[int]) -> bool:
    """Whether no heading skips a level below the one before it."""
    return levels[0] == 1 and all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_an_answer_has_one_main_button_and_tells_when_it_was_checked(client: TestClient) -> None:
    page = say(client, "What is a RACI matrix?")
    answer = page.split('class="line advisor"')[-1].split("</article>")[0]
    assert len(re.findall('class="button primary"', answer)) == 1
    assert re.search(r"Source: .+ · Checked on \d+ \w+ \d{4}", texts(answer))
    assert answer.count('class="thumb"') == 2


def test_a_rating_leaves_no_line_behind(client: TestClient) -> None:
    before = say(client, "What is a RACI matrix?")
    action = re.search(r'value="(answer:unhelpful:[^"]+)"', before)
    assert action
    page = client.post("/press", data={"action": action[1], "back": "/"}).text
    assert "The people who write these answers will see it." in texts(page)
    assert page.count('class="line ') == before.count('class="line ')
    assert "will see it" not in texts(client.get("/").text)


def test_the_views_of_home_are_links(client: TestClient) -> None:
    page = client.get("/home").text
    assert list(re.findall(r'href="(/home\?view=\w+)"', page))[:3] == [
        f"/home?view={view}" for view in ("mine", "team", "documents")
    ]
    documents = client.get("/home?view=documents").text
    assert "Plans and other results" in texts(documents)
    assert 'href="/home?view=documents" aria-current="page"' in documents


def test_no_two_buttons_to_start_something_sound_alike(client: TestClient) -> None:
    page = client.get("/home?view=start").text
    named = re.findall(r'aria-label="([^"]+)">(Start|Set a date)<', page)
    assert ("Start: SMART goal", "Start") in named
    assert len(dict(named)) == len(named) == page.count(">Start</button>") + 1


def test_a_button_leads_back_to_the_view_it_stands_on(client: TestClient) -> None:
    page = client.get("/home?view=documents").text
    assert 'name="back" value="/home?view=documents"' in page


def test_the_date_of_a_session_is_set_on_a_page_of_its_own(client: TestClient) -> None:
    page = press(client, client.get("/home").text, "Set a date", "/home")
    assert "When is the coaching session?" in texts(page)
    status, _, wrong = send(client, "/documents/session/when", one__day="12 March 2027", one__time="soon")
    assert (status, "I can’t read “soon” as a time." in texts(wrong)) == (422, True)
    status, _, page = send(client, "/documents/session/when", one__day="12 March 2027", one__time="14:00")
    assert (status, "Friday, 12 March 2027, 14:00" in texts(page)) == (200, True)
    assert "Friday, 12 March 2027, 14:00" in texts(client.get("/home").text)


def test_home_says_it_where_it_failed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*asked: object) -> None:
        raise RuntimeError

    assert "My work" in texts(client.get("/home").text)
    monkeypatch.setattr(client.app.state.runtime.advisor, "_answer", broken)  # type: ignore[attr-defined]
    assert "Something went wrong on my side" in texts(client.get("/home").text)


def test_what_is_done_stays_in_its_place_with_a_way_back(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.begin_with_a_plan(page)
    journey.go_on(page, "review")
    journey.submit(page)
    page.goto(f"{site.url}/home")
    entry = page.locator(".home .entries li").first
    entry.get_by_role("button", name="Done").click()
    expect(page.locator(".home .over")).to_contain_text("Call")
    page.locator(".home .over").get_by_role("button", name="Undo").click()
    expect(page.locator(".home .over")).to_have_count(0)
    assert page.url == f"{site.url}/home"
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{site.url}/home?view=team")
    elsewhere.locator(".home .entries li").first.get_by_role("button", name="Done").click()
    expect(elsewhere.locator(".home .over")).to_contain_text("Call")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # one comes back to the first page
    expect(page.locator(".home .over")).to_contain_text("Call")


def test_the_chat_is_in_order_for_screen_readers(page: Page, site: Site) -> None:
    page.goto(site.url)
    assert in_order(page.evaluate(HEADINGS))
    journey.ask_a_question(page)
    journey.ask(page, "help")
    expect(page.locator(".line.advisor")).to_have_count(2)
    for address in (site.url, f"{site.url}/home", f"{site.url}/home?view=team"):
        page.goto(address)
        assert in_order(page.evaluate(HEADINGS)), address
        landmarks = page.evaluate(LANDMARKS)
        assert len(landmarks) == len(set(landmarks)), address


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844)])
def test_the_input_covers_no_line_of_the_chat_on_a_phone(browser: Browser, site: Site, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.url)
    _covers_nothing(page)
    journey.ask_a_question(page)
    _covers_nothing(page)
    page.goto(site.url)
    page.evaluate("document.querySelector('#scroll').scrollTop = 0")
    _covers_nothing(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    context.close()


def _covers_nothing(page: Page) -> None:
    above, below = page.locator("#scroll").bounding_box(), page.locator(".composer").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 1


@pytest.mark.parametrize("width", [320, 390])
def test_the_way_through_the_pages_stays_on_one_line_on_a_phone(
    browser: Browser, office_site: Office, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(office_site.link())
    page.get_by_role("button", name="Sign in").click()
    for path in ("/", "/home", "/sessions"):
        page.goto(office_site.url + path)
        brand, nav = page.locator(".brand").bounding_box(), page.locator(".top nav").bounding_box()
        assert brand
        assert nav
        assert abs(brand["y"] + brand["height"] / 2 - nav["y"] - nav["height"] / 2) < 8, path
        assert nav["height"] < 60, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
