"""Whatever is sent to the web surface: no answer is a failure of ours, and none shows what is inside.

``FUZZ=5000 pytest tests/web/test_fuzz.py`` tries more.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.chat.events import Intent
from tests.web.site import trial_app, trial_settings

EXAMPLES = int(os.environ.get("FUZZ", "150"))
HOST = b"127.0.0.1"

ODD = st.sampled_from(
    [
        "",
        "\0",
        "\ud800",
        "é",
        "9" * 20,
        "9" * 5000,
        "-1",
        "1e9",
        "١٢",
        "..",
        "../../etc",
        "a.b",
        "%",
        "\r\n",
        "{}",
        "null",
    ]
)
TEXT = ODD | st.text(max_size=30)
NUMBERS = st.integers().map(str) | ODD
_NAMES = """
    text token action message back confirm confirmed label account to date session do revision one.what
    many.what one.a many.a grid.a grid.a.b grid.a.b.c grid.ratings.today.x conflict.x conflict. one.
    many. . one..
    """
NAMES = st.sampled_from(_NAMES.split())
INTENTS = st.sampled_from([intent.value for intent in Intent])
DO = st.builds(lambda intent, *rest: "|".join((intent, *rest)), INTENTS, TEXT, TEXT) | INTENTS | TEXT
_ACTIONS = """
    document:submit:{d}:1 document:open:{d} document:cancel:{d} dialogue:start:x::
    dialogue:start:smart-goal:: action:done:{d}:x answer:more:x:y article:x reminder:why:x
    reminder:snooze-day:x home handover:claim:x document:submit:{d}: document:submit:{d}:x
    """
ACTIONS = st.sampled_from(_ACTIONS.split())
_PATHS = """
    / /say /press /stream /home /sessions /sessions/end /sign-in /sign-out /trial/person /trial/clock
    /documents/{d} /documents/{d}.txt /documents/{d}/review /documents/{d}/specific
    /documents/{d}/time_bound /documents/{d}/actions /documents/{d}/specific/a/b /static/advisor.js
    /static/ /static/.. /nothing /calendar/{d}.ics /calendar/{d} /questionnaire/{d}
    """
PATHS = st.sampled_from(_PATHS.split())
METHODS = st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "BREW"])
TYPES = st.sampled_from(
    [
        b"application/x-www-form-urlencoded",
        b"application/x-www-form-urlencoded; charset=utf-7",
        b"multipart/form-data",
        b"multipart/form-data; boundary=x",
        b"multipart/form-data; boundary=x; charset=utf-7",
        b"multipart/form-data; boundary=x; charset=punycode",
        b"application/json",
        b"\xff",
        b"",
    ]
)


def encoded(fields: list[tuple[str, str]]) -> bytes:
    return urlencode(fields, errors="surrogatepass").encode()


def multipart(fields: list[tuple[str, str]]) -> bytes:
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields)
    return ("".join(parts) + "--x--\r\n").encode("utf-8", "surrogatepass")


FIELDS = st.lists(
    st.tuples(NAMES | TEXT, TEXT)
    | st.tuples(st.just("revision"), NUMBERS)
    | st.tuples(st.just("do"), DO)
    | st.tuples(st.just("action"), ACTIONS),
    max_size=8,
)
BODIES = FIELDS.map(encoded) | FIELDS.map(multipart) | st.binary(max_size=200)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [b"cookie", b"accept-language", b"accept", b"last-event-id", b"user-agent", b"origin", b"host"]
        ),
        st.sampled_from(
            [b"advisor_person=x", b'advisor_notices="\\377', b"zone=..%2F..; =;;", b"=\xff", b"[a", b"9" * 30, b"xx-YY"]
        )
        | st.binary(max_size=20),
    ),
    max_size=3,
)
QUERIES = st.lists(
    st.tuples(st.sampled_from(["before", "after", "lines", "fragment", "token"]), NUMBERS), max_size=2
).map(encoded) | st.binary(max_size=20)


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory, packaged: Path) -> Iterator[tuple[TestClient, str]]:
    """The trial with a draft, and the draft's id."""
    app = trial_app(trial_settings(Path(shutil.copytree(packaged, tmp_path_factory.mktemp("fuzz") / "data"))))
    with TestClient(app, base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as client:
        opened = client.post("/say", data={"text": "/smart-goal new"}).url.path
        yield client, opened.split("/")[2]


def ask(
    client: TestClient, method: str, path: str, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> tuple[int, str]:
    """One request as a server hands it over: status and page.  A stream is left when it has begun."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    got: list[Any] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        got.append(message)

    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    return got[0]["status"], b"".join(part.get("body", b"") for part in got[1:]).decode("utf-8", "replace")


@limits(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    method=METHODS | st.just("POST"),
    path=PATHS,
    more=st.just("") | TEXT.map(lambda text: f"/{text}"),
    query=QUERIES,
    headers=HEADERS,
    kind=TYPES,
    body=BODIES,
)
def test_no_request_fails_on_our_side(
    visited: tuple[TestClient, str],
    method: str,
    path: str,
    more: str,
    query: bytes,
    headers: list[tuple[bytes, bytes]],
    kind: bytes,
    body: bytes,
) -> None:
    client, document = visited
    sent = [(b"host", HOST), (b"content-type", kind), *headers]
    filled = body.replace(b"%7Bd%7D", document.encode()).replace(b"{d}", document.encode())
    status, page = ask(client, method, path.replace("{d}", document) + more, query, sent, filled)
    assert status < 500, page
    assert "Traceback" not in page
    assert "my side" not in page, page


FORM = {"revision": "1", "do": "next"}


@pytest.mark.parametrize(
    "fields",
    [
        [("one.a", "x"), ("many.a", "y")],
        [("many.a", "x"), ("grid.a.b.c", "y")],
        [("grid.a.b.c", "x"), ("one.a", "y")],
        [("revision", "9" * 20)],
        [("revision", "9" * 5000)],
        [("revision", "٣")],
    ],
)
def test_a_form_that_no_page_has_is_refused_in_a_sentence(
    visited: tuple[TestClient, str], fields: list[tuple[str, str]]
) -> None:
    client, document = visited
    sent = urlencode([*FORM.items(), *fields])
    answer = client.post(
        f"/documents/{document}/specific", content=sent, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 400
    assert "did not arrive in one piece" in re.sub(r"<[^>]*>", "", answer.text)


@pytest.mark.parametrize("path", ["/documents/a%00b", "/documents/%ff", "/documents/x%0ay", "/static/%00"])
def test_an_address_that_is_no_text_is_refused_in_a_sentence(visited: tuple[TestClient, str], path: str) -> None:
    assert visited[0].get(path).status_code == 400


def test_an_address_with_a_slash_in_a_name_is_nothing(visited: tuple[TestClient, str]) -> None:
    assert visited[0].get(f"/documents/{quote('a/b', safe='')}").status_code in (200, 404)
