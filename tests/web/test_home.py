"""Home and answers on the web page: as somebody without a script sees them."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.test_pages import press, say, send, texts


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
