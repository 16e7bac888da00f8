"""Requests to the pages, feeds and sign-ins: of every route, and of none."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.events import Intent
from bot.slack.declared import commands
from flows.fields import Kind, questions
from flows.registry import dialogue
from tests.fuzz.house import DIALOGUES, ROLES
from tests.fuzz.wire import Sent

Fields = SearchStrategy[list[tuple[str, str]]]

MARK = "quokkawort"
"""A word in texts that are sent, which no log may hold."""
_ODD = [
    "",
    MARK,
    "\0",
    "\ud800",
    "é",
    "9" * 20,
    "9" * 5000,
    "-1",
    "1e9",
    "NaN",
    "١٢",
    "..",
    "../../etc",
    "a.b",
    "%",
    "%00",
    "\r\nX: y",
    "{}",
    "null",
    "x" * 20_000,
    "<script>",
    "'; --",
    "\u202e",
    "🏭" * 40,
    "31 February 2027",
    "99999-01-01",
    "1 June 2027",
]
TEXT = st.sampled_from(_ODD) | st.text(max_size=30)
NUMBERS = st.integers().map(str) | st.sampled_from(_ODD)
IDS = st.sampled_from([f"{{{name}}}" for name in ("cluster", "person_staff", "person_admin", *DIALOGUES)])

_PRESSES = [":".join(press) for press in Registry.of(ROOMS).presses]
ACTIONS = (
    st.builds(
        lambda press, rest: ":".join((press, *rest)),
        st.sampled_from(_PRESSES),
        st.lists(IDS | NUMBERS | TEXT | st.sampled_from(["1", "actions", "all", "name", "staff"]), max_size=4),
    )
    | TEXT
)
"""Buttons of every name there is, with anything behind it."""

_WORDS = [f"/{each.name} {text}" for each in commands() for text in ("", "new", "settings", MARK)]
SAID = TEXT | st.sampled_from([*_WORDS, "How do we attract new members?", "coaching 12 March 2030 14:00", "/join x"])


def _form(id: str) -> Mapping[str, list[str]]:
    """The pages of a dialogue, each with the names of its inputs."""
    found = {}
    for page, model in dialogue(id).pages().items():
        names = ["revision", "do", "continued", "file", "one.", "many.x", "conflict.x", "grid.x.y.z"]
        for key, question in questions(model).items():
            kind = {Kind.CHOICES: "many", Kind.GRID: "grid"}.get(question.kind, "one")
            names.append(f"{kind}.{key}" if kind != "grid" else f"grid.{key}.today.x")
            names.append(f"one.{key}")
            for inner in questions(question.row) if question.row else ():
                names.append(f"one.{inner}")
        found[page] = names
    return found


FORMS = {id: _form(id) for id in DIALOGUES}
_REPEATS = ["actions", "members", "people", "x", "first_steps"]
DO = st.builds(
    lambda intent, *rest: "|".join((intent, *rest)),
    st.sampled_from([intent.value for intent in Intent]),
    st.sampled_from(_REPEATS) | TEXT,
    IDS | TEXT,
) | st.sampled_from([*(intent.value for intent in Intent), "take|one.what|x", "file|x", ""])


@st.composite
def _filled(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A page of a draft with the fields of its form, some of them and some of others."""
    id = draw(st.sampled_from(DIALOGUES))
    page = draw(st.sampled_from([*FORMS[id], "review", "nothing"]))
    names = FORMS[id].get(page, ["one.x"])
    rest = draw(st.sampled_from(["", "", "/actions", "/actions/x", "/x/y", "/x/y/z"]))
    fields = draw(st.lists(st.tuples(st.sampled_from(names) | TEXT, TEXT | IDS | NUMBERS), max_size=8))
    revision = draw(st.sampled_from(["1", "1", "2"]) | NUMBERS)
    return f"/documents/{{{id}}}/{page}{rest}", [("revision", revision), ("do", draw(DO)), *fields]


def _named(**fields: SearchStrategy[str]) -> Fields:
    """Some of these fields, and perhaps others."""
    return st.lists(
        st.one_of([st.tuples(st.just(name), value) for name, value in fields.items()] + [st.tuples(TEXT, TEXT)]),
        max_size=len(fields) + 2,
    )


NOTHING: Fields = st.just([])
_SECRET = st.sampled_from(["x", "x" * 43, "é"]) | TEXT
_QUERY = _named(before=NUMBERS, after=NUMBERS, lines=NUMBERS, fragment=TEXT, view=TEXT, words=TEXT, dark=TEXT)
_SENT_BACK = _named(state=_SECRET, code=TEXT, error=TEXT, iss=TEXT, error_description=TEXT, scope=TEXT)
_PERSON = _named(name=TEXT, email=TEXT, zone=TEXT, yes=TEXT, secret=TEXT)
_PAGE = _named(revision=NUMBERS, do=DO, **{"one.what": TEXT})

SENT: Mapping[str, Fields] = {
    "/healthz": NOTHING,
    "/readyz": NOTHING,
    "/metrics": NOTHING,
    "/": _QUERY,
    "/say": _named(text=SAID, back=TEXT),
    "/press": _named(action=ACTIONS, message=NUMBERS, back=TEXT, confirm=TEXT, confirmed=TEXT, label=TEXT, file=TEXT),
    "/stream": _QUERY,
    "/home": _QUERY,
    "/sessions": _QUERY,
    "/sessions/end": _named(session=TEXT),
    "/sessions/ways/remove": _named(way=TEXT, provider=TEXT, subject=TEXT),
    "/sessions/ways/mail": _named(email=TEXT, address=TEXT),
    "/sign-out": NOTHING,
    "/trial/person": _named(account=TEXT, back=TEXT),
    "/trial/clock": _named(to=TEXT, back=TEXT),
    "/settings": _QUERY,
    "/documents/{document}.txt": _QUERY,
    "/documents/{document}/parts/{page}/{row}.txt": _QUERY,
    "/documents/{document}/pictures/{version}/{name}": _QUERY,
    "/documents/{document}/files/{version}/{name}": _QUERY,
    "/documents/{document}": _QUERY,
    "/documents/{document}/review": _QUERY,
    "/documents/{document}/parts/{page}/{row}": _QUERY,
    "/documents/{document}/{page}": _PAGE,
    "/documents/{document}/{page}/{field}": _PAGE,
    "/documents/{document}/{page}/{field}/{row}": _PAGE,
    "/sign-in": _named(token=_SECRET, back=TEXT),
    "/sign-in/with/{provider}": _named(back=TEXT, join=TEXT),
    "/sign-in/done/{provider}": _SENT_BACK,
    "/sign-in/join": _named(yes=TEXT, secret=TEXT, join=TEXT),
    "/sign-in/mail": _named(email=TEXT, address=TEXT, back=TEXT),
    "/sign-in/mail/{secret}": _PERSON,
    "/privacy": _QUERY,
    "/calendar/{secret}.ics": _QUERY,
    "/mail/stop/{secret}": _PERSON,
    "/questionnaire/{secret}": _PAGE,
    "/join/{secret}": _PERSON,
    "/slack/install": _QUERY,
    "/slack/install/begin": _QUERY,
    "/slack/oauth_redirect": _SENT_BACK,
    "/static/{path}": _named(v=TEXT),
    "/slack/events": NOTHING,  # what Slack sends: tests.fuzz.of_slack
}
"""What is sent to each route, in its query or its form.  A new route needs a line here."""

PARAMETERS: Mapping[str, SearchStrategy[str]] = {
    "document": IDS | TEXT,
    "page": st.sampled_from(sorted({page for pages in FORMS.values() for page in pages})) | TEXT,
    "field": st.sampled_from(_REPEATS) | TEXT,
    "row": TEXT,
    "version": NUMBERS,
    "name": st.sampled_from(["plan.docx", "plan.xlsx", "schedule.png", "x.svg"]) | TEXT,
    "secret": _SECRET,
    "provider": st.sampled_from(["127-0-0-1", "x"]) | TEXT,
    "path": st.sampled_from(["advisor.js", "", "..", "../app.py", "a/b"]) | TEXT,
}
BRACES = re.compile(r"\{(\w+)\}")

ROUTES = st.sampled_from([path for path in SENT if path != "/slack/events"])
METHODS = st.sampled_from(["GET", "POST", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
TYPES = st.sampled_from(
    [
        b"application/x-www-form-urlencoded; charset=utf-7",
        b"multipart/form-data",
        b"multipart/form-data; boundary=x; charset=utf-7",
        b"multipart/form-data; boundary=x; charset=punycode",
        b"multipart/form-data; boundary=" + b"y" * 300,
        b"application/json",
        b"text/plain; charset=\xff",
        b"\xff",
        b"",
    ]
)
_HEADERS = {
    b"Accept-Language": [b"pt-PT,pt;q=0.9", b"xx-YY", b"\xff"],
    b"Accept": [b"application/json", b"text/event-stream", b"*/*;q=x"],
    b"Accept-Encoding": [b"gzip, br", b"*;q=0"],
    b"Last-Event-ID": [b"9" * 30, b"-1", b"1"],
    b"User-Agent": [b"Firefox Windows", b"\xfe\xff", b""],
    b"Origin": [b"https://advisor.test", b"null", b"https://elsewhere.test", b"[a", b"http://["],
    b"Sec-Fetch-Site": [b"same-origin", b"cross-site", b"x"],
    b"Host": [b"elsewhere.test", b"[", b"advisor.test:99999999", b"a b", b""],
    b"Range": [b"bytes=0-1", b"bytes=9999999999-", b"bytes=-1,-2", b"x", b"bytes=1-0"],
    b"If-None-Match": [b'"x"', b"*", b"\xff"],
    b"If-Modified-Since": [b"Mon, 99 Foo 2027 99:99:99 GMT"],
    b"Cookie": [b"__Host-advisor_session=x", b'__Host-advisor_notices="\\377"', b"zone=..%2F..; =;;", b"=\xff"],
    b"X-Forwarded-For": [b"1.2.3.4, x", b"::1", b"\xff"],
    b"X-Forwarded-Proto": [b"https", b"x"],
    b"Forwarded": [b"for=[::1"],
    b"Authorization": [b"Bearer x", b"Basic \xff", b"Digest"],
    b"Expect": [b"100-continue"],
    b"Upgrade": [b"websocket", b"h2c"],
    b"X-Request-ID": [b"x" * 300, b"a b", b"\xff"],
    b"traceparent": [b"00-x"],
}
HEADERS = st.lists(
    st.sampled_from(list(_HEADERS)).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.sampled_from(_HEADERS[name])
            | st.binary(max_size=20).map(lambda value: value.translate(None, b"\r\n\0")),
        )
    ),
    max_size=3,
)


def encoded(fields: list[tuple[str, str]]) -> bytes:
    """As a form or a query; braces stay, what stands in them is filled in later."""
    return urlencode(fields, errors="surrogatepass").encode()


def multipart(fields: list[tuple[str, str]]) -> bytes:
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields)
    return ("".join(parts) + "--x--\r\n").encode("utf-8", "surrogatepass")


def with_file(fields: list[tuple[str, str]], name: str, content: bytes) -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode("utf-8", "replace") + content + b"\r\n" + multipart(fields)


_FORM = b"application/x-www-form-urlencoded"
_FILES = st.sampled_from(
    [b"", b"PK\x03\x04" + b"\0" * 200, b"a;b\n1;2\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"\xff\xfe"]
)
_TOO_LARGE = st.sampled_from([b"text=" + b"x" * 1_100_000, b"&" * 60_000, b"a=1&" * 6_000])


@st.composite
def requests(draw: st.DrawFn, *only: str) -> Sent:
    """One request to the web surface: to any route, or ``only`` to some."""
    filled = not only and draw(st.integers(0, 3)) == 0
    path, fields = draw(_filled() if filled else _to_a_route(st.sampled_from(only) if only else ROUTES))
    method = draw(st.sampled_from(["GET", "POST"]) | METHODS)
    headers = list(draw(HEADERS))
    query, body = b"", b""
    if method in ("POST", "PUT", "PATCH") or draw(st.integers(0, 9)) == 0:
        kind, body = draw(_body(fields))
        headers.append((b"Content-Type", kind))
    else:
        query = encoded(fields) if draw(st.integers(0, 9)) else draw(st.binary(max_size=20))
    target = path + (f"?{quote(query, safe='=&%+{}')}" if query else "")
    framing = draw(st.sampled_from(["whole"] * 8 + ["chunked", "cut"]))
    return Sent(method, target, tuple(headers), body, draw(st.sampled_from(ROLES)), framing=framing)  # type: ignore[arg-type]


@st.composite
def _to_a_route(draw: st.DrawFn, routes: SearchStrategy[str]) -> tuple[str, list[tuple[str, str]]]:
    route = draw(routes)
    values = {name: draw(PARAMETERS[name]) for name in BRACES.findall(route)}
    path = BRACES.sub(lambda found: quote(values[found[1]], safe="{}", errors="surrogatepass"), route)
    more = draw(st.sampled_from([""] * 6 + ["/", "/x", "%00", "%ff", "%0a", ";x", "//", "%2e%2e/"]))
    return path + more, draw(SENT[route])


@st.composite
def _body(draw: st.DrawFn, fields: list[tuple[str, str]]) -> tuple[bytes, bytes]:
    match draw(st.integers(0, 11)):
        case 0:
            return draw(TYPES), draw(st.binary(max_size=200))
        case 1:
            return _FORM, draw(st.binary(max_size=200))
        case 2:
            return draw(TYPES), encoded(fields)
        case 3 | 4:
            return b"multipart/form-data; boundary=x", multipart(fields)
        case 5:
            return b"multipart/form-data; boundary=x", with_file(fields, draw(TEXT), draw(_FILES))
        case 6:
            return _FORM, draw(_TOO_LARGE) if draw(st.integers(0, 9)) == 0 else encoded(fields * 3)
        case _:
            return _FORM, encoded(fields)
