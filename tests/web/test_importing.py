"""A plan comes in on the web page: a form with a file, without and with a script."""

import io
import re

from starlette.testclient import TestClient

from bot.web import limits
from tests.advisor.bringing import BAD, TABLE, said_of
from tests.web.test_pages import texts

BRING = "/documents/import/bring"


def upload(
    client: TestClient, content: bytes, name: str = "plan.csv", path: str = BRING, **fields: str
) -> tuple[int, str, str]:
    """Choose a file and send the form: the status, the address and the page that comes then."""
    sent = client.post(path, data={"do": "next", "revision": "0", **fields}, files={"file": (name, content)})
    return sent.status_code, sent.url.path, sent.text


def test_a_file_is_chosen_its_columns_corrected_and_it_is_taken_over(client: TestClient) -> None:
    page = client.get(BRING).text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page
    status, _, page = upload(client, TABLE.encode(), "Our plan.csv")
    assert status == 200
    assert "I read “Our plan.csv”. Rows: 3." in texts(page)
    found = re.search(r'action="(/documents/import[^"]+/columns)"', page)
    assert found
    answers = {"one.c0": "action", "one.c1": "responsible", "one.c2": "deadline", "one.c3": "requirements"}
    page = client.post(found[1], data={"do": "next", "revision": "0", **answers}).text
    assert "This would become a new document. Entries: 3." in texts(page)
    action = re.search(r'name="action" value="(import:take:[^"]+)"', page)
    assert action
    page = client.post("/press", data={"action": action[1], "back": "/"}).text
    assert "“Our plan” is a draft now. Entries: 3." in texts(page)


def test_a_file_that_is_too_large_is_told_kindly_and_not_kept_in_memory(client: TestClient) -> None:
    status, _, page = upload(client, b"x" * (limits.UPLOAD + 1))
    assert status == 413
    assert "larger than 10 MB" in texts(page)
    assert "choose a smaller one" in texts(page)


def test_no_other_form_takes_a_file(client: TestClient) -> None:
    status, _, _ = upload(client, b"x", path="/documents/settings/own")
    assert status == 400
    status, _, _ = upload(client, b"x" * (limits.BODY + 1), path="/documents/settings/own")
    assert status == 413


def test_a_file_from_another_site_is_refused(client: TestClient) -> None:
    sent = client.post(
        BRING,
        data={"do": "next"},
        files={"file": ("a.csv", io.BytesIO(b"x"))},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert sent.status_code == 403


def test_what_was_pasted_stays_in_the_form_when_it_is_no_table(client: TestClient) -> None:
    sent = client.post(BRING, data={"do": "next", "revision": "0", "one.text": "Just a sentence."})
    assert sent.status_code == 422
    assert "Just a sentence." in sent.text
    assert 'href="#f-text"' in sent.text


def test_an_upload_without_a_file_or_a_text_says_what_to_do(client: TestClient) -> None:
    status, _, page = upload(client, b"", "")
    assert status == 422
    assert "Choose a file, or paste your table." in texts(page)
    assert 'href="#f-file"' in page


def test_every_bad_file_is_answered_with_what_to_do(client: TestClient) -> None:
    for reason, make in BAD.items():
        if reason != "imports.too-large":  # which has a test of its own
            status, _, page = upload(client, make(), "plan.xlsx")
            assert status == 422, reason
            assert said_of(reason) in texts(page), reason
