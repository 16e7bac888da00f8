"""What people set for themselves, on the web."""

from starlette.testclient import TestClient

from tests.web.test_pages import send, texts


def test_settings_are_shown_and_changed_on_a_page_of_their_own(client: TestClient) -> None:
    assert "Working hours: 09:00 to 17:00" in texts(client.get("/settings").text)
    path = "/documents/settings/own"
    answers = {"one__opens": "08:00", "one__closes": "14:00", "many__workdays": "0", "one__reminders": "no"}
    status, address, page = send(client, path, **answers, one__first="2027-04-01", one__last="2027-04-09")
    assert (status, address) == (200, "/documents/settings")
    shown = texts(page)
    for line in (
        "08:00 to 14:00",
        "Working days: Monday",
        "Reminders are off",
        "Away from 1 April 2027 to 9 April 2027",
    ):
        assert line in shown


def test_what_does_not_fit_is_said_beside_its_field(client: TestClient) -> None:
    status, _, page = send(client, "/documents/settings/own", one__opens="14:00", one__closes="08:00")
    assert status == 422
    assert "A working day lasts at least one hour." in texts(page)


def test_somebody_without_a_chat_chooses_their_time_zone(client: TestClient) -> None:
    _, _, page = send(client, "/documents/settings/own", one__zone="asia/tokyo")
    assert "Time zone: Asia/Tokyo" in texts(page)
    assert "Time zone: Asia/Tokyo" in texts(client.get("/settings").text)


def test_where_nothing_is_required_nothing_is_called_optional(client: TestClient) -> None:
    page = texts(client.get("/documents/settings/own").text)
    assert "Do you want reminders?" in page
    assert "(optional)" not in page
    assert "No answer" not in page
    assert "(optional)" in texts(client.get("/documents/cluster/where").text)
