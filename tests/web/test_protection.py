"""What a browser is told on every page: nothing inline or from elsewhere, in nobody's frame, HTTPS from now on."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route, Router
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web import render
from bot.web.headers import HEADERS, HTTPS
from tests.examples.asking import QUESTIONNAIRE
from tests.web.site import trial_app
from tests.web.test_pages import start
from tests.web.test_questionnaires import member, sent_out


class Inline(HTMLParser):
    """Finds in a page what a strict policy refuses: scripts and styles that stand in it, and addresses elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "script" and "src" not in given):
            self.found.append(tag)
        for name, value in attrs:
            loads = name == "src" or (name == "href" and tag == "link") or name in ("action", "formaction")
            if name.startswith("on") or name == "style" or "javascript:" in (value or ""):
                self.found.append(f"{tag} {name}")
            if loads and re.match(r"\s*(?:[a-z]+:|//)", value or "", re.IGNORECASE):
                self.found.append(f"{tag} {name}={value}")


def inline(page: str) -> list[str]:
    parser = Inline()
    parser.feed(page)
    return parser.found


def check(answer: Any, *, secure: bool = False) -> None:
    for name, value in {**HEADERS, **(HTTPS if secure else {})}.items():
        assert answer.headers[name] == value, (name, answer)
    assert ("strict-transport-security" in answer.headers) is secure
    assert "cache-control" in answer.headers
    if "html" in answer.headers.get("content-type", ""):
        assert inline(answer.text) == []


def routes(router: Router | Mount | Starlette) -> Iterator[tuple[str, set[str]]]:
    for route in router.routes:
        if isinstance(route, Route):
            yield route.path, route.methods or set()
        elif isinstance(route, Mount):
            yield from routes(route)


def test_every_address_there_is_answers_with_the_protective_headers(client: TestClient) -> None:
    page = start(client)
    document = page.split("/")[2]
    app: Any = client.app
    tried = list(routes(app))
    assert len(tried) > 25
    known = {"document": document, "page": "specific", "secret": "nobody-knows-this"}
    for path, methods in tried:
        for method in methods - ({"GET"} if path == "/stream" else set()):
            address = re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "x"), path)
            check(client.request(method, address, follow_redirects=False))


def test_errors_and_public_pages_hold_nothing_inline(client: TestClient) -> None:
    [first, *_] = sent_out(client, dict(QUESTIONNAIRE))
    visitor = member(client)
    client.post("/say", data={"text": "What is a RACI matrix?"})
    answers = [
        visitor.get(first),
        visitor.post(first, data={"do": "send", "one.pay-much": "a lot"}),
        client.get("/"),
        client.get("/home"),
        client.get("/documents/asked"),
        client.get("/settings"),
        client.get("/nothing"),
        client.put("/home"),
        client.get("/", headers={"Host": "elsewhere.example"}),
        client.post("/say", data={"text": "x"}, headers={"Origin": "https://elsewhere.example"}),
        client.post("/say", data={"text": "x" * 1_100_000}),
        client.get("/%00"),
    ]
    assert {200, 400, 403, 404, 405, 413, 421, 422} <= {answer.status_code for answer in answers}
    for answer in answers:
        check(answer)


def test_a_failure_of_ours_is_as_protected_as_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    app: Any = client.app
    monkeypatch.setattr(app.state.runtime.advisor, "handle", None)
    answer = client.get("/home")
    assert answer.status_code == 500
    check(answer)
    assert "reference" in answer.text.lower()


def test_behind_a_proxy_with_https_browsers_come_by_https_alone(settings: Settings) -> None:
    secure = settings.model_copy(update={"public_url": "https://advisor.example.org"})
    with TestClient(trial_app(secure), base_url="http://127.0.0.1") as visitor:
        for path in ("/", "/healthz", "/readyz", "/metrics", "/nothing", "/static/advisor.js"):
            check(visitor.get(path), secure=True)


@pytest.mark.parametrize(
    "template", sorted(Path(render.__file__).parent.glob("templates/*.html")), ids=lambda p: p.stem
)
def test_no_template_has_anything_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", text)
