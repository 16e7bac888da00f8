"""The parts of the web surface by themselves: links, streams, sending, signing in, failures."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer
from starlette.applications import Starlette
from starlette.datastructures import FormData, Headers
from starlette.testclient import TestClient

from bot.advisor import Advisor, TranscriptLine
from bot.app import Runtime, assemble
from bot.chat.blocks import Button, Buttons, TableBlock, Text
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.settings import Settings
from bot.trial import MovableClock
from bot.web import listen, render
from bot.web.app import web_routes
from bot.web.documents import file_name
from bot.web.guard import refused
from bot.web.render import Frame
from bot.web.send import WebSender
from bot.web.sessions import WebSettings, local_path
from bot.web.stream import event
from tests.web.site import START, trial_app

ANA = "web:ana"
MESSAGE = Message("Something is due", (Text("Something is **due**"),))


@pytest.fixture
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    async with assemble(settings, MovableClock(lambda: START)) as opened:
        yield opened


def test_html_with_several_lines_stays_one_event() -> None:
    assert event(7, "<p>\n</p>") == "event: line\nid: 7\ndata: <p>\ndata: </p>\n\n"


async def test_what_somebody_wrote_bears_their_name_and_a_reminder_is_called_one(runtime: Runtime) -> None:
    sender = WebSender(runtime.advisor, lambda: START)
    await sender.send(ANA, MESSAGE, key="reminder-1")
    await sender.send(ANA, Message("Ben <b> answers", by="Ben <b>"), key="answer-1")
    frame = Frame(account=ANA, locale="en")
    reminder, answer = [render.line(line, frame) for line in await runtime.advisor.transcript(ANA, 0)]
    assert "Reminder" in reminder
    assert "Reminder" not in answer
    assert '<span class="who" dir="auto">Ben &lt;b&gt;</span>' in answer


def test_nobody_gets_a_page_that_was_drawn_for_somebody_else() -> None:
    ana, ben = Frame(account=ANA, name="Ana"), Frame(account="web:ben", name="Ben", notices=("Saved.",))
    for draw in (_chat, render.home_page):
        drawn = {frame: draw(frame, [], MESSAGE) for frame in (ana, ben, replace(ben, notices=()))}
        assert all(draw(frame, [], MESSAGE) == page for frame, page in drawn.items())
        assert len(set(drawn.values())) == 3
        assert ["Ben" in page for page in drawn.values()] == [False, True, True]
        assert ["Saved." in page for page in drawn.values()] == [False, True, False]


def _chat(frame: Frame, lines: Sequence[TranscriptLine], home: Message) -> str:
    return render.chat_page(frame, lines, home, before=0, newest=True)


def test_what_is_new_stands_on_a_page_that_was_drawn_before() -> None:
    frame, lines = Frame(account=ANA), [TranscriptLine(7, "advisor", START, MESSAGE)]
    for draw in (_chat, render.home_page):
        assert "something else" not in draw(frame, lines, MESSAGE)
        said = [replace(lines[0], message=Message("", (Text("Now something else"),)))]
        assert "something else" in draw(frame, said, MESSAGE)
        assert "something else" in draw(frame, lines, said[0].message)


async def test_sending_with_the_same_key_writes_one_line(runtime: Runtime) -> None:
    sender = WebSender(runtime.advisor, lambda: START)
    reference = await sender.send(ANA, MESSAGE, key="reminder-1")
    assert await sender.send(ANA, MESSAGE, key="reminder-1") == reference
    assert await sender.find(ANA, "reminder-1", since=START) == reference
    assert await sender.find(ANA, "reminder-2", since=START) is None
    await sender.update(ANA, reference, Message("No longer needed"))
    lines = await runtime.advisor.transcript(ANA, 0)
    assert [(line.author, line.message.summary) for line in lines] == [("reminder", "No longer needed")]


async def test_a_reference_of_another_surface_cannot_be_updated(runtime: Runtime) -> None:
    with pytest.raises(SendError) as refusal:
        await WebSender(runtime.advisor, lambda: START).update(ANA, "1700000000.000100", MESSAGE)
    assert refusal.value.permanent


class BrokenAdvisor(Advisor):
    """An advisor whose store has gone away."""

    def __init__(self) -> None:
        pass

    def __getattribute__(self, name: str) -> Any:
        raise OSError("the disk is gone")


async def test_a_store_that_is_gone_is_a_passing_failure_of_sending() -> None:
    with pytest.raises(SendError) as failure:
        await WebSender(BrokenAdvisor(), lambda: START).send(ANA, MESSAGE, key="1")
    assert not failure.value.permanent


def test_a_failure_gives_a_reference_and_what_was_typed() -> None:
    settings = WebSettings(secret="s" * 32)
    routes = web_routes(BrokenAdvisor(), lambda: START, settings, trial=None)
    said = {"account": ANA, "workspace": "web:w", "name": "Ana", "until": START.timestamp() + 60, "once": "x"}
    token = URLSafeSerializer(settings.secret, salt="sign-in").dumps(said)
    with TestClient(Starlette(routes=routes), headers={"Accept": "text/html"}) as client:
        answer = client.post("/sign-in", data={"token": token, "text": "My long text"})
        assert answer.status_code == 500
        assert "Something went wrong on our side" in answer.text
        assert "reference" in answer.text
        assert "My long text" in answer.text
        assert "disk" not in answer.text


@given(st.text(max_size=40) | st.sampled_from(["//a.b", "/\\a.b", "https://a.b", "/\t/a.b", "javascript:x", "/ok?x=1"]))
def test_an_address_to_go_back_to_is_always_on_this_site(address: str) -> None:
    path = local_path(address)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not any(char in path for char in "\r\n\t")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("mailto:info@example.org", True),
        ("webcal://example.org/a.ics", True),
        ("webcal:", False),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/home", False),
        ("https:", False),
        ("https://[a", False),
        ("https://", False),
        ("https://a b", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_become_links(url: str, kept: bool) -> None:
    assert render.safe_link(url) == (url if kept else "")


def test_a_button_with_a_bad_address_is_not_drawn() -> None:
    html = render.home(Message("", (Buttons((Button("Go", url="javascript:alert(1)"),)),)), Frame())
    assert "Go" not in html
    assert "javascript" not in html


@given(st.text(max_size=200))
def test_people_s_text_never_becomes_a_tag(text: str) -> None:
    blocks = (Text(text), Buttons((Button(text, action=text, confirm=text),)))
    html = render.home(Message(text, blocks), Frame())
    bare = render.home(Message("", (Text("x"), Buttons((Button("x", action="x", confirm="x"),)))), Frame())
    known = {"<p", "<b", "<a", "<s", "<u", "<o", "<l", "<d", "<f", "<i", "</"}
    found = {html[at : at + 2] for at in range(len(html)) if html[at] == "<"}
    assert found <= known
    assert html.count("<script") == bare.count("<script") == 0


def test_columns_that_are_empty_throughout_are_left_out() -> None:
    table = TableBlock("Actions", ("Action", "Stakeholders", "Days"), (("Call", "", 0), ("Meet", "", 2)))
    assert render.filled(table) == [0, 2]
    assert render.filled(TableBlock("Empty", ("Action",), ())) == [0]


def test_a_long_text_in_a_table_is_not_squeezed_on_a_phone() -> None:
    article = TableBlock("The article", ("Part", "Text"), (("More", "Read each row. " * 30), ("Id", "raci-matrix")))
    plan = TableBlock("Actions", ("Action", "Outcome", "Days"), (("Call", "A list of companies. " * 30, 2),))
    shown = render.home(Message("", (article, plan)), Frame())
    assert shown.count('class="table parts"') == 1
    assert shown.count('class="long"') == 2


def test_answers_are_read_by_the_kind_their_names_tell() -> None:
    form = FormData(
        [
            ("one.what", "a\r\nb"),
            ("one.status", ""),
            ("one.status", "done"),
            ("many.depends_on", ""),
            ("many.depends_on", "a1"),
            ("many.none", ""),
            ("grid.ratings.today.a.theme.with.dots", "3"),
            ("revision", "4"),
        ]
    )
    assert listen.answers_of(form) == {
        "what": "a\nb",
        "status": "done",
        "depends_on": ["a1"],
        "none": [],
        "ratings": {"a.theme.with.dots": {"today": "3"}},
    }


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 0),
        ({"origin": "http://a.example"}, 0),
        ({"origin": "https://a.example", "sec-fetch-site": "none"}, 0),
        ({"origin": "http://b.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://a.example", "sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_a_post_is_refused_when_it_comes_from_elsewhere(headers: dict[str, str], status: int) -> None:
    assert refused("POST", Headers({"host": "a.example", **headers})) == status
    assert refused("GET", Headers({"host": "a.example", **headers})) == 0


def test_a_host_that_is_no_address_is_refused() -> None:
    assert refused("GET", Headers({"host": "[a"}), ("127.0.0.1",)) == 400
    assert refused("POST", Headers({"host": "a.example", "origin": "http://[a"})) == 400


@pytest.mark.parametrize(
    ("title", "name"),
    [("Été & «Plan» 1", "ete-plan-1"), ("../../etc", "etc"), ("خطة", "document"), ("x" * 99, "x" * 60)],
)
def test_a_title_becomes_a_file_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_the_surface_needs_nothing_but_its_own_files(tmp_path: Path) -> None:
    theirs = {file for file in render.STATIC.iterdir() if file.name.startswith("teams-js")}  # Microsoft's own
    for file in set(render.STATIC.iterdir()) - theirs:
        text = file.read_text()
        assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), file.name


def test_who_writes_too_fast_is_told_so_and_keeps_the_text(settings: Settings) -> None:
    limited = settings.model_copy(update={"messages_per_minute": 3})
    with TestClient(trial_app(limited), base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as client:
        assert client.post("/say", data={"text": "help"}).status_code == 200
        refused_one = client.post("/say", data={"text": "My careful text"})
        assert (refused_one.status_code, refused_one.headers["retry-after"]) == (429, "20")
        assert "My careful text" in refused_one.text
        refusal = client.post("/say", data={"text": "more"}, headers={"Accept": "application/json"})
        assert "again in 20 seconds" in refusal.json()["error"]
        assert "My careful text" not in client.get("/").text


def test_long_lines_make_no_long_page_and_earlier_ones_are_a_link_away(settings: Settings) -> None:
    with TestClient(trial_app(settings), base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as client:
        assert client.post("/say", data={"text": "x" * 10_001}).status_code == 413
        advisor = client.app.state.runtime.advisor  # type: ignore[attr-defined]
        assert client.portal is not None
        for _ in range(123):
            client.portal.call(advisor.add_line, "web:mara", "person", Message("<" * 950_000), START)
        newest = client.get("/")
        assert len(newest.content) < 3_000_000
        earlier = re.search(r'href="(/\?before=\d+)"', newest.text)
        assert earlier
        page = client.get(earlier[1]).text
        assert "Go to the newest messages" in page
        assert 'id="transcript"' not in page
