"""The public page of a questionnaire over HTTP: for members without an account, on whatever phone they have."""

import html
import logging
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.store import Store, documents, people
from bot.store.engine import Tx
from bot.web.limits import QUESTIONNAIRE_READS
from tests.examples.asking import QUESTIONNAIRE
from tests.web.office import run
from tests.web.site import START
from tests.web.test_pages import texts

OPEN = {**QUESTIONNAIRE, "who": {"way": "open", "asked": "40", "most": "30"}}


def submitted(store: Store, answers: dict[str, Any]) -> None:
    """A questionnaire of the sample cluster, as it is when it was submitted."""

    def work(tx: Tx) -> None:
        mara = people.by_account(tx, "web:mara")
        assert mara is not None
        made = {"id": "asked", "dialogue": "member-questionnaire", "dialogue_version": 1, "name": "Our services"}
        documents.create(tx, mara.scope, **made, answers=answers, about="", parent=None, now=START)  # type: ignore[arg-type]
        documents.submit(tx, mara.scope, "asked", revision=1, now=START)

    run(store.write(work))


def links(client: TestClient) -> list[str]:
    """Send it out: the addresses of its links."""
    client.post("/press", data={"action": "questionnaire:send:asked", "back": "/"})
    page = html.unescape(client.get("/documents/questionnaire:asked").text)
    return re.findall(r"/questionnaire/[\w.-]+", page)


def sent_out(client: TestClient, answers: dict[str, Any]) -> list[str]:
    submitted(client.app.state.runtime.store, answers)  # type: ignore[attr-defined]
    return links(client)


def member(client: TestClient) -> TestClient:
    """Somebody else's browser."""
    return TestClient(client.app, base_url="http://127.0.0.1", headers={"Accept": "text/html"})


def test_a_member_answers_without_an_account_and_is_thanked(client: TestClient) -> None:
    path = sent_out(client, dict(QUESTIONNAIRE))[1]
    visitor = member(client)
    page = visitor.get(path)
    assert page.status_code == 200
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert {"Our services in 2028", "What should we change first?"} <= set(texts(page.text).splitlines()), page.text
    assert "For Sal & Mar." in texts(page.text)
    assert "Thank you" not in texts(visitor.get(f"{path}?done=sent").text), "nobody answered yet"
    assert "sign-out" not in page.text
    wrong = visitor.post(path, data={"do": "send", "one.pay-much": "a lot", "one.change": "More visits"})
    assert wrong.status_code == 422
    assert 'role="alert"' in wrong.text
    assert 'href="#f-pay-much"' in wrong.text
    assert "More visits" in wrong.text
    sent = visitor.post(path, data={"do": "send", "one.overall": "4", "many.areas": ["skills", "green"]})
    assert "Thank you" in texts(sent.text)
    assert "Thank you" in texts(visitor.get(path).text)
    assert "Thank you" in texts(member(client).get(path).text), "the link is used, whoever opens it"
    assert "1 of 6 answered" in texts(client.get("/documents/asked").text)


def test_what_was_begun_is_there_again_on_the_same_device_by_a_cookie_of_this_page(client: TestClient) -> None:
    first, second, *_ = sent_out(client, dict(QUESTIONNAIRE))
    visitor = member(client)
    none = visitor.get(first).text.count("No answer")
    typed = {"do": "save", "one.change": "More visits", "one.overall": "4"}
    saved = visitor.post(first, data=typed, follow_redirects=False)
    assert f"Path={first}" in saved.headers["set-cookie"]
    assert "HttpOnly" in saved.headers["set-cookie"]
    assert "Saved on this device" in texts(visitor.get(saved.headers["location"]).text)
    assert "You started on this device" in texts(visitor.get(first).text)
    assert "More visits" in visitor.get(first).text
    assert visitor.get(first).text.count("No answer") == none > 0, "an answer can be taken back"
    assert "More visits" not in member(client).get(first).text
    assert "answering" not in (visitor.get(second).request.headers.get("cookie") or "")
    forgetful = member(client).post(first, data={"do": "save"}, follow_redirects=False).headers["location"]
    assert "keeps no cookies" in texts(member(client).get(forgetful).text)


def test_a_link_that_was_changed_or_is_over_says_so_in_plain_words(client: TestClient) -> None:
    path = sent_out(client, dict(QUESTIONNAIRE))[0]
    visitor = member(client)
    for changed in (path[:-1], f"{path}x", "/questionnaire/x", "/questionnaire/a.b.c"):
        for answer in (visitor.get(changed), visitor.post(changed, data={"do": "send", "one.overall": "5"})):
            assert answer.status_code == 404
            assert "This link leads nowhere" in texts(answer.text)
            assert "set-cookie" not in answer.headers
    client.post("/press", data={"action": "questionnaire:close:asked", "back": "/"})
    over = visitor.post(path, data={"do": "send", "one.overall": "5"})
    assert over.status_code == 410
    assert "could be answered until 20 January 2028" not in texts(over.text), "it was closed before that"
    assert "could be answered until" in texts(over.text)


def test_a_script_that_fills_it_in_again_and_again_is_told_to_stop(client: TestClient) -> None:
    (path,) = sent_out(client, OPEN)
    codes, last = [], ""
    for _ in range(QUESTIONNAIRE_READS):
        answer = member(client).post(path, data={"do": "send", "one.overall": "1"}, follow_redirects=False)
        codes.append(answer.status_code)
        last = answer.text
    assert codes.count(303) == QUESTIONNAIRE_READS // 3
    assert set(codes) == {303, 429}
    assert "Please try again in a minute" in texts(last)
    assert "30 of 40 answered" in texts(client.get("/documents/asked").text)


def test_no_link_stands_in_a_log(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent_out(client, dict(QUESTIONNAIRE))[0]

    async def broken(*asked: object) -> None:
        raise RuntimeError(path)

    with caplog.at_level(logging.DEBUG):
        assert member(client).post(path, data={"do": "send", "one.change": "My secret"}).status_code == 200
        monkeypatch.setattr(client.app.state.runtime.advisor, "questionnaire", broken)  # type: ignore[attr-defined]
        assert member(client).get(path).status_code == 500
    ours = [record.getMessage() for record in caplog.records if record.name.partition(".")[0] == "bot"]
    assert any("at GET /questionnaire/…" in said for said in ours)
    assert not [said for said in ours if path in said or "My secret" in said]
