"""All clusters of a coach on the web page."""

from io import BytesIO

from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.web.test_pages import press, texts


def test_a_coach_finds_all_clusters_on_home_filters_nudges_and_takes_them_away(client: TestClient) -> None:
    client.post("/trial/person", data={"account": "web:coach"})
    home = client.get("/home").text
    assert "Nothing yet: 1 · Draft: 0" in texts(home)
    page = press(client, home, "All clusters", back="/home")
    assert "Sample Cluster" in texts(page)
    page = press(client, page, "By state")
    assert "/documents/cohort%3Aall.state.1" in page
    page = press(client, page, "Remind", back="/documents/cohort")
    assert "I will remind these people in Sample Cluster what to hand in" in texts(page)
    assert "Reminded today" in texts(page)
    file = client.get("/documents/cohort/files/0/document.xlsx")
    assert file.headers["content-disposition"].startswith("attachment")
    assert load_workbook(BytesIO(file.content)).worksheets[0].title == "All clusters"
    client.post("/trial/person", data={"account": "web:mara"})
    assert client.get("/documents/cohort").status_code == 404
    assert client.get("/documents/cohort/files/0/document.xlsx").status_code == 404
