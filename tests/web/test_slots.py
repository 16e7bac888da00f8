"""Times are offered and chosen on the web, by pages without a script."""

import html
import re

from starlette.testclient import TestClient

from tests.web.test_pages import texts

OFFER = "/documents/slots/offer"
ICS = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270319T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def press(client: TestClient, page: str, label: str) -> str:
    """Press the first button of that label: the page that comes then."""
    found = re.search(r'name="action" value="([^"]+)"[^>]*>(?:(?!</button>).)*' + label, page, re.DOTALL)
    assert found, f"No button “{label}”."
    return client.post("/press", data={"action": html.unescape(found[1]), "back": "/"}).text


def test_a_coach_offers_times_out_of_a_calendar_and_staff_choose_one(client: TestClient) -> None:
    client.post("/trial/person", data={"account": "web:coach", "person": "web:coach", "back": "/"})
    page = client.get(OFFER).text
    assert 'enctype="multipart/form-data"' in page
    sent = client.post(OFFER, data={"do": "next", "revision": "0"}, files={"file": ("mine.ics", ICS)})
    assert "2027-03-19 14:00" in sent.text
    times = "2027-03-19 14:00\n2027-03-26 14:00"
    page = client.post(OFFER, data={"do": "next", "revision": "0", "one.times": times}).text
    assert "Offered now: 2." in texts(page)
    client.post("/trial/person", data={"account": "web:mara", "person": "web:mara", "back": "/"})
    page = press(client, client.get("/home").text, "Choose a time")
    assert "Friday, 26 March 2027, 14:00" in texts(page)
    page = press(client, page, "Choose")
    assert "Your coaching session is set: Friday, 19 March 2027, 14:00." in texts(page)
    link = re.search(r'href="(/documents/meeting[^"]+/document.ics)"', page)
    assert link
    assert b"METHOD:REQUEST" in client.get(link[1]).content
