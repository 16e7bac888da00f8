"""Where everything is wired: settings in, a running application out."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot import trial
from bot.advisor import Advisor, Desk
from bot.advisor.answers.knowledge_base import KnowledgeBase
from bot.advisor.curation import reviews
from bot.advisor.following.nudges import compose
from bot.chat.events import Actor
from bot.chat.sender import Sender, SendError
from bot.chat.views import Message
from bot.reminders.clock import Clock
from bot.reminders.delivery import Delivery
from bot.reminders.housekeeping import tidy
from bot.reminders.stepping import step_through
from bot.settings import Settings
from bot.slack.app import Slack, SlackSettings, build_slack
from bot.slack.manifest import PATH
from bot.store import reminders
from bot.store.engine import Store
from bot.web.app import web_routes
from bot.web.send import WebSender
from bot.web.sessions import WebSettings, sign_in_link

log = logging.getLogger(__name__)


class Postman:
    """Sends by the prefix of the account: ``slack:…`` through Slack, ``web:…`` onto the web page."""

    def __init__(self) -> None:
        self.surfaces: dict[str, Sender] = {}

    def _surface(self, account: str) -> Sender:
        prefix = account.partition(":")[0]
        try:
            return self.surfaces[prefix]
        except KeyError:
            raise SendError(f"No surface is set up for “{prefix}”.", permanent=True) from None

    async def send(self, account: str, message: Message, *, key: str) -> str:
        return await self._surface(account).send(account, message, key=key)

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        return await self._surface(account).find(account, key, since=since)

    async def update(self, account: str, reference: str, message: Message) -> None:
        await self._surface(account).update(account, reference, message)

    async def probe(self, workspace: str) -> None:
        await self._surface(workspace).probe(workspace)


@dataclass
class Runtime:
    """One running process: everything that was wired."""

    settings: Settings
    now: Callable[[], datetime]
    store: Store
    knowledge: KnowledgeBase
    advisor: Advisor
    delivery: Delivery
    clock: Clock
    postman: Postman
    web: WebSettings
    slack: Slack | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def assemble(settings: Settings, now: Callable[[], datetime] | None = None) -> AsyncIterator[Runtime]:
    """Open the store and the index and put everything together; closes it in the end.

    Raises:
        StoreError, OSError: the database or the data folder cannot be used.
    """
    async with AsyncExitStack() as stack:
        settings.advisor_data.mkdir(parents=True, exist_ok=True)
        now = now or (trial.MovableClock() if settings.trial else _real_time)
        store = await Store.open(settings.store_url)
        stack.push_async_callback(store.close)
        knowledge = await KnowledgeBase.open(store, settings.advisor_data)
        stack.push_async_callback(knowledge.close)
        for problem in knowledge.engine.library.problems:
            log.warning("An article is left out: %s", problem)
        postman = Postman()
        web_settings = _web_settings(settings)

        def web_link(actor: Actor, moment: datetime) -> str:
            return sign_in_link(web_settings, settings.public_url, actor, moment)

        link = web_link if settings.public_url else None
        desk = Desk(store, lambda: knowledge.engine, postman, lambda: uuid4().hex, link, knowledge.follow)
        advisor = Advisor(desk)
        delivery = Delivery(store, postman, compose, random=random.random)

        async def tick() -> bool:
            return (await delivery.advance(now())).more

        async def daily() -> None:
            await tidy(store, now())
            await knowledge.follow(0)
            await reviews.follow(store, knowledge.engine.library, now())

        runtime = Runtime(
            settings,
            now,
            store,
            knowledge,
            advisor,
            delivery,
            Clock(tick, seconds=settings.tick_seconds, daily=daily),
            postman,
            web_settings,
        )
        postman.surfaces["web"] = WebSender(advisor, now)
        if settings.trial:
            await trial.prepare(store, now())
        if settings.slack:
            runtime.slack = build_slack(advisor, now, _slack_settings(settings))
            stack.push_async_callback(runtime.slack.close)
            await runtime.slack.start()
            postman.surfaces["slack"] = runtime.slack.sender
        yield runtime


def _real_time() -> datetime:
    return datetime.now(UTC)


def _web_settings(settings: Settings) -> WebSettings:
    secret = settings.advisor_secret.get_secret_value() or secrets.token_urlsafe(32)
    return WebSettings(secret=secret, secure=settings.public_url.startswith("https://"))


def application(runtime: Runtime, *, worker: bool) -> Starlette:
    """The one web application: Slack, the web page, health; with ``worker`` it sends reminders, too."""
    app = Starlette(routes=_routes(runtime), lifespan=lambda _: _running(runtime, worker))
    app.state.runtime = runtime
    return app


def _slack_settings(settings: Settings) -> SlackSettings:
    return SlackSettings(
        bot_token=settings.slack_bot_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        api_url=settings.slack_api_url,
    )


def create_app(settings: Settings, *, worker: bool = True, now: Callable[[], datetime] | None = None) -> Starlette:
    """The same, opening everything when it starts and closing it when it stops."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with assemble(settings, now) as runtime:
            app.state.runtime = runtime
            app.router.routes[:] = _routes(runtime)
            async with _running(runtime, worker):
                yield

    return Starlette(lifespan=lifespan)


@asynccontextmanager
async def _running(runtime: Runtime, worker: bool) -> AsyncIterator[None]:
    if worker:
        runtime.clock.start()
    if runtime.slack is not None and runtime.settings.slack_app_token.get_secret_value():
        await runtime.slack.connect()
    try:
        yield
    finally:
        runtime.stopping.set()
        await runtime.clock.stop()


def _routes(runtime: Runtime) -> list[BaseRoute]:
    routes: list[BaseRoute] = [Route("/healthz", healthz)]
    if runtime.slack is not None:
        routes.append(Route(PATH, runtime.slack.endpoint))
    sample = _sample_trial(runtime) if runtime.settings.trial else None
    web = web_routes(runtime.advisor, runtime.now, runtime.web, sample, runtime.stopping)
    return [*routes, *web]


def _sample_trial(runtime: Runtime) -> trial.SampleTrial | None:
    clock = runtime.now
    if not isinstance(clock, trial.MovableClock):
        return None

    async def deliver(moment: datetime) -> int:
        clock.set(moment)
        await reviews.follow(runtime.store, runtime.knowledge.engine.library, moment)
        return await runtime.delivery.tick(moment)

    async def step(start: datetime, end: datetime) -> int:
        return await step_through(runtime.store, deliver, start, end)

    async def next_due() -> datetime | None:
        return await runtime.store.read(lambda tx: reminders.next_due(tx, clock()))

    return trial.SampleTrial(clock, step, next_due)


async def healthz(request: Request) -> JSONResponse:
    """Whether this process works: 200, or 503 with what does not."""
    told = await health(request.app.state.runtime)
    return JSONResponse(told, status_code=200 if told["ok"] else 503)


async def health(runtime: Runtime) -> dict[str, Any]:
    """How the process is: ``ok``, its ``problems``, and ``notes`` of what is not its fault, a sentence each."""
    problems = [*await runtime.store.check(thorough=False), *runtime.clock.problems()]
    notes = [] if problems else await runtime.delivery.notes()
    silent = runtime.clock.seconds_since_tick()
    return {"ok": not problems, "problems": problems, "notes": notes, "seconds_since_tick": silent}
