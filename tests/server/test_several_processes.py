"""Two processes on one PostgreSQL: whatever one of them writes, the other knows at once, whoever came to which."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot import app as wiring
from bot.app import Runtime, application, assemble
from bot.chat.events import Actor, Belonging, HomeOpened, Place
from bot.chat.views import Message
from bot.store import Role, erasure, memberships, people
from bot.store.listener import NAME, Listener
from bot.store.signals import Kind
from bot.web import stream as streams_module
from bot.web.sessions import sign_in_link
from tests.emptied import EmptiedDatabase
from tests.web.site import START, trial_settings

ANA = "web:ana"
ADDRESS = "http://advisor.test"
PATIENCE = 20
NEVER = 600.0


@dataclass
class OpenStream:
    """An open page's stream of events."""

    said: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    task: "asyncio.Task[None] | None" = None

    async def following(self, text: str) -> str:
        """The next event that holds a text."""
        async with asyncio.timeout(PATIENCE):
            while text not in (event := await self.said.get()):
                pass
        return event


@dataclass
class Process:
    """A process, and a browser that came to it."""

    runtime: Runtime
    app: Starlette
    browser: httpx.AsyncClient

    @property
    def listener(self) -> Listener:
        assert self.runtime.listener is not None
        return self.runtime.listener

    def hears(self, kind: Kind) -> Callable[[], Any]:
        """Waits for the next signal of a kind."""
        heard = asyncio.Event()
        self.listener.on(kind, lambda _: heard.set())
        return lambda: asyncio.wait_for(heard.wait(), PATIENCE)

    async def link(self) -> str:
        actor = Actor(account=ANA, workspace="web:w", name="Ana")
        offered = self.runtime.advisor.web_sessions
        return await sign_in_link(offered, self.runtime.web, ADDRESS, actor, START)

    async def sign_in(self, link: str) -> int:
        token = httpx.URL(link).params["token"]
        return (await self.browser.post("/sign-in", data={"token": token})).status_code

    def open_stream(self) -> OpenStream:
        """An event stream, as a browser that is signed in opens it."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        headers = [(b"host", b"advisor.test"), (b"cookie", cookies.encode())]
        scope = {"type": "http", "method": "GET", "path": "/stream", "query_string": b"", "headers": headers}
        opened = OpenStream()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            return {}

        async def send(sent: Any) -> None:
            if body := sent.get("body"):
                opened.said.put_nowait(body.decode())

        opened.task = asyncio.create_task(self.app(scope, receive, send))
        return opened


@pytest.fixture
async def pair(
    emptied_database: EmptiedDatabase, tmp_path: Path, one_engine: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Process, Process]]:
    """Two processes that believe for ever what they are not told, and look for nothing by themselves."""
    monkeypatch.setattr(wiring, "REMEMBERED", NEVER)
    monkeypatch.setattr(streams_module, "STREAM_LOOK", NEVER)
    database = emptied_database.address()
    async with AsyncExitStack() as stack:
        opened: list[Process] = []
        for name in ("first", "second"):
            settings = trial_settings(tmp_path / name)
            settings.database_url, settings.slack_signing_secret = database, SecretStr("not the trial")
            runtime = await stack.enter_async_context(assemble(settings, lambda: START))
            app = application(runtime, worker=False)
            browser = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS)
            opened.append(Process(runtime, app, await stack.enter_async_context(browser)))
        first, second = opened
        with first.runtime.store.writing() as tx:
            people.upsert(tx, ANA, "web:w", "Ana", "en", "", START)
        await listening(opened)
        yield first, second
        for process in opened:
            process.runtime.stopping.set()
        await asyncio.sleep(0)


async def listening(processes: list[Process]) -> None:
    """Both hear one another."""
    for listener in (process.listener for process in processes):
        begun = asyncio.Event()
        listener.on_gap(begun.set)
        while not listener.listening:
            begun.clear()
            await asyncio.wait_for(begun.wait(), PATIENCE)


async def signed_in(first: Process, second: Process) -> None:
    """Ana, in a browser that comes to both by turns."""
    assert await first.sign_in(await first.link()) == 303
    second.browser.cookies = first.browser.cookies
    assert (await second.browser.get("/home")).status_code == 200


def writing(process: Process, work: Callable[[Any], Any]) -> Any:
    with process.runtime.store.writing() as tx:
        return work(tx)


async def test_a_link_of_one_process_signs_in_at_another_once_in_all(pair: tuple[Process, Process]) -> None:
    first, second = pair
    link = await first.link()
    assert await second.sign_in(link) == 303
    assert await first.sign_in(link) == 403
    first.browser.cookies = second.browser.cookies
    assert (await first.browser.get("/home")).status_code == 200


async def test_what_is_written_through_one_process_comes_to_a_page_of_another_at_once(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    await signed_in(first, second)
    page = second.open_stream()
    await page.following("retry:")
    assert (await first.browser.post("/say", data={"text": "What is a RACI matrix?"})).status_code in (200, 303)
    await page.following("What is a RACI matrix?")
    await page.following("event: line")  # the answer


async def test_signed_out_in_one_process_is_signed_out_in_all_with_open_pages(pair: tuple[Process, Process]) -> None:
    first, second = pair
    await signed_in(first, second)
    page = second.open_stream()
    await page.following("retry:")
    assert (await first.browser.post("/sessions/end", data={"session": "all"})).status_code == 303
    await page.following("signed-out")
    assert (await second.browser.get("/home")).headers["location"] == "/sign-in"


async def test_who_lost_their_part_or_changed_something_is_known_so_by_all(pair: tuple[Process, Process]) -> None:
    first, second = pair
    await signed_in(first, second)
    before = (await second.browser.get("/home")).text
    heard = second.hears(Kind.PERSON)
    person = writing(first, lambda tx: people.by_account(tx, ANA))
    writing(first, lambda tx: memberships.end(tx, person.id, Role.STAFF, person.cluster))
    await heard()
    assert (await second.browser.get("/home")).text != before


async def test_who_was_erased_in_one_process_is_gone_in_all_and_no_page_brings_them_back(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    await signed_in(first, second)
    person = writing(first, lambda tx: people.by_account(tx, ANA))
    ben = writing(first, lambda tx: people.upsert(tx, "web:ben", "web:w", "Ben", "en", "", START))
    writing(first, lambda tx: memberships.add(tx, ben.id, Role.ADMIN, "", START))
    heard = second.hears(Kind.SESSION)
    writing(first, lambda tx: erasure.erase(tx, person.id, START))
    await heard()
    assert (await second.browser.get("/home")).headers["location"] == "/sign-in"
    # a request that was let in just before
    actor = Actor(account=ANA, workspace="web:w", name="Ana", on_page=True, belonging=Belonging.MEMBER)
    event = HomeOpened(actor=actor, place=Place(conversation=ANA))
    await second.runtime.advisor.handle(event, START)
    assert writing(second, lambda tx: people.by_account(tx, ANA)) is None


async def test_a_profile_of_which_a_platform_told_one_process_is_asked_anew_by_all(
    pair: tuple[Process, Process],
) -> None:
    first, second = pair
    told: list[str] = []
    second.listener.on(Kind.PROFILE, told.append)
    heard = second.hears(Kind.PROFILE)
    await first.runtime.advisor.note_profile("slack:T1:UNKNOWN")
    await first.runtime.advisor.note_profile(ANA)
    await heard()
    assert told == [ANA]


async def test_who_does_not_belong_any_more_is_refused_by_all(pair: tuple[Process, Process]) -> None:
    first, second = pair
    await signed_in(first, second)
    heard = second.hears(Kind.SESSION)
    await first.runtime.advisor.note_belonging(ANA, Belonging.GUEST, START)
    await heard()
    assert (await second.browser.get("/home")).headers["location"] == "/sign-in"


async def test_a_listener_whose_connection_is_cut_misses_nothing(pair: tuple[Process, Process]) -> None:
    first, second = pair
    await signed_in(first, second)
    page = second.open_stream()
    await page.following("retry:")
    with psycopg.connect(first.runtime.settings.database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = %s", (NAME,)
        )
    await first.runtime.advisor.add_line(ANA, "advisor", Message("written while nobody listened"), START)
    await page.following("written while nobody listened")
    await listening([first, second])
    await first.runtime.advisor.add_line(ANA, "advisor", Message("and afterwards"), START)
    await page.following("and afterwards")
