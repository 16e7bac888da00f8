"""Where everything is wired: settings in, a running application out."""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from bot import trial
from bot.advisor import Advisor, Services
from bot.advisor.answers.knowledge_base import KnowledgeBase
from bot.advisor.curation import reviews
from bot.advisor.following import left_drafts, weekly
from bot.advisor.following import reminders as action_reminders
from bot.advisor.known_people import KnownPeople
from bot.advisor.outbox import Outbox
from bot.advisor.pace import Pace
from bot.advisor.programme import deadlines, leaving
from bot.chat.events import Actor, Belonging
from bot.hearing import hearing, listening_streams
from bot.meanwhile import meanwhile
from bot.metrics import Counted, Metrics
from bot.operation import Operation
from bot.reminders.clock import Clock
from bot.reminders.delivery import Delivery
from bot.reminders.housekeeping import tidy
from bot.reminders.stepping import step_through
from bot.sender_router import SenderRouter
from bot.settings import Settings
from bot.store import pauses, reminders
from bot.store.engine import Store, Tx
from bot.store.reminders import Reminder
from bot.store.retention import KEPT, Retention
from bot.surface_settings import mail_sender, slack_settings, teams_settings, web_settings
from bot.web.app import web_routes
from bot.web.headers import Protected
from bot.web.send import WebSender
from bot.web.sessions import WebSettings, sign_in_link
from flows import calendar

if TYPE_CHECKING:
    from bot.slack.app import Slack
    from bot.slack_by_link import ByLink
    from bot.store.listener import Listener
    from bot.teams.app import Teams

log = logging.getLogger(__name__)

REMEMBERED = 2.0
"""Seconds for which a process believes what it read of a person."""

FIRST = 0.1
"""Seconds that a server has to open its port and to answer who waits for that, before it sends and reads ahead."""


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
    router: SenderRouter
    web: WebSettings
    outbox: Outbox
    operation: Operation
    slack: "Slack | None" = None
    teams: "Teams | None" = None
    by_link: "ByLink | None" = None
    listener: "Listener | None" = None
    """Hears what other processes write; None on SQLite."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def assemble(
    settings: Settings, now: Callable[[], datetime] | None = None, metrics: Metrics | None = None
) -> AsyncIterator[Runtime]:
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
        for problem in knowledge.engine.problems:
            log.warning("An article is left out: %s", problem)
        router = SenderRouter()
        web = web_settings(settings, now)

        async def web_link(actor: Actor, moment: datetime) -> str:
            return await sign_in_link(advisor.web_sessions, web, settings.public_url, actor, moment)

        async def belonging(account: str) -> Belonging:
            platform = account.partition(":")[0]
            if platform not in ("slack", "teams"):
                return Belonging.MEMBER  # of the web page alone: no platform tells, and the store knows
            surface = runtime.slack if platform == "slack" else runtime.teams
            return await surface.belonging(account) if surface is not None else Belonging.UNKNOWN

        metrics = metrics or Metrics()
        link = web_link if settings.public_url else None
        kept = Retention({each.id: getattr(settings, each.setting) for each in KEPT if each.setting})
        services = Services(
            store,
            lambda: knowledge.engine,
            router,
            lambda: uuid4().hex,
            link,
            knowledge.refresh,
            public_url=settings.public_url,
            new_secret=lambda: secrets.token_urlsafe(32),
            belonging=belonging,
            mail=settings.mail,
            retention=kept,
            answered=metrics.answered,
        )
        advisor = Advisor(
            services, Pace(settings.messages_per_minute), KnownPeople(REMEMBERED), Pace(settings.presses_per_minute)
        )
        clock = now

        def on_dead(tx: Tx, due: Sequence[Reminder], reason: str) -> None:
            advisor.undeliverable(tx, due, reason, clock())
            delivery.tally.undeliverable += len(due)

        delivery = Delivery(store, router, advisor.compose, random=random.random, on_dead=on_dead)
        outbox = Outbox(store, now, random.random)

        async def tick() -> bool:
            began = time.monotonic()
            try:
                return (await delivery.advance(now())).more
            finally:
                metrics.ticked(time.monotonic() - began)

        async def daily() -> None:
            await tidy(store, now(), kept)
            await leaving.erase_and_plan(store, now())
            await outbox.tidy()
            await knowledge.refresh(0, True)
            await _plan_ahead(store, knowledge, now())

        beat = Clock(tick, seconds=settings.tick_seconds, daily=daily)
        operation = Operation(
            store,
            knowledge,
            beat,
            delivery,
            metrics,
            now,
            settings.mail,
            settings.metrics_token.get_secret_value(),
            settings.proxy_networks,
        )
        metrics.parts.tally, metrics.parts.unfinished = delivery.tally, lambda: store.unfinished
        await stack.enter_async_context(meanwhile(metrics.watch_loop()))
        runtime = Runtime(settings, now, store, knowledge, advisor, delivery, beat, router, web, outbox, operation)
        router.surfaces["web"] = WebSender(advisor, now)
        router.surfaces["mail"] = mail_sender(settings, advisor, now)
        if settings.trial:
            await trial.create_sample(store, now())
        if settings.slack_by_link:
            from bot.slack_by_link import by_link

            runtime.by_link = await by_link(settings, store, now, _resuming(store))
        if settings.slack:
            from bot.slack.app import build_slack  # a third of all imports, which the trial does without

            installations = None if runtime.by_link is None else runtime.by_link.installations
            connected = _resuming(store)
            runtime.slack = build_slack(advisor, now, slack_settings(settings), outbox, connected, installations)
            operation.slack = runtime.slack
            if runtime.by_link is not None:
                operation.tokens = runtime.by_link.kept.problems
            stack.push_async_callback(runtime.slack.close)
            await runtime.slack.start()
            router.surfaces["slack"] = runtime.slack.sender
            outbox.posters["slack"] = runtime.slack.poster
        if settings.teams:
            from bot.kept_references import KeptReferences
            from bot.teams.app import Teams  # Microsoft's SDK, which few need

            references = KeptReferences(store, now)
            runtime.teams = Teams(advisor, now, teams_settings(settings), outbox, references, random.random)
            operation.teams = runtime.teams
            advisor.web_sessions.taken = runtime.teams.passing.over
            stack.push_async_callback(runtime.teams.close)
            await runtime.teams.start()
            router.surfaces["teams"] = runtime.teams.sender
            outbox.posters["teams"] = runtime.teams.poster
        if outbox.posters:
            await stack.enter_async_context(meanwhile(outbox.run()))
        if not store.is_sqlite:
            await stack.enter_async_context(hearing(runtime))
        yield runtime


def _resuming(store: Store) -> Callable[[str], Awaitable[None]]:
    """Ends the pause of a workspace that a token which was not accepted has begun."""

    async def resume(workspace: str) -> None:
        if workspace in await store.read(pauses.paused):
            await store.write(lambda tx: pauses.resume(tx, workspace))
            log.info("Reminders for %s go out again", workspace)

    return resume


async def _plan_ahead(store: Store, knowledge: KnowledgeBase, now: datetime) -> None:
    """Plan the reminders that come near as days go by, and not because somebody changed something."""
    await weekly.plan_all(store, now)
    await action_reminders.plan_all(store, now)
    await left_drafts.plan_all(store, now)
    await deadlines.plan_all(store, now)
    await reviews.reconcile(store, knowledge.engine.library, now)


def _real_time() -> datetime:
    return datetime.now(UTC)


def application(runtime: Runtime, *, worker: bool, settled: Callable[[], object] = lambda: None) -> Starlette:
    """The one web application: Slack, the web page, health; with ``worker`` it sends reminders, too.

    ``settled`` is called when all is read that many will need.
    """
    counted = Middleware(Counted, metrics=runtime.operation.metrics)
    app = Starlette(
        routes=_routes(runtime), middleware=[counted], lifespan=lambda _: _running(runtime, worker, settled)
    )
    app.router.redirect_slashes = False  # the address would be built from what a request calls this host
    app.state.runtime = runtime
    return app


def create_app(settings: Settings, *, worker: bool = True, now: Callable[[], datetime] | None = None) -> Starlette:
    """The same, opening everything when it starts and closing it when it stops."""
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with assemble(settings, now, metrics) as runtime:
            app.state.runtime = runtime
            app.router.routes[:] = _routes(runtime)
            async with _running(runtime, worker, lambda: None):
                yield

    app = Starlette(middleware=[Middleware(Counted, metrics=metrics)], lifespan=lifespan)
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def _running(runtime: Runtime, worker: bool, settled: Callable[[], object]) -> AsyncIterator[None]:
    if runtime.slack is not None and runtime.settings.slack_app_token.get_secret_value():
        await runtime.slack.connect()
    try:
        async with meanwhile(_follow(runtime, worker, settled)):
            yield
    finally:
        runtime.stopping.set()
        await runtime.clock.stop()


async def _follow(runtime: Runtime, worker: bool, settled: Callable[[], object]) -> None:
    """Begin to send, and read what the first people would wait for: when all is started, which it would slow down, and
    one by one."""
    await asyncio.sleep(FIRST)
    if worker:
        runtime.clock.start()
    await runtime.knowledge.read_ahead()
    await asyncio.to_thread(calendar.read_ahead)
    settled()


def _routes(runtime: Runtime) -> list[BaseRoute]:
    guarded = [Middleware(Protected, secure=runtime.web.secure)]
    routes: list[BaseRoute] = [Route(path, page, middleware=guarded) for path, page in runtime.operation.pages.items()]
    if runtime.slack is not None:
        from bot.slack.manifest import PATH

        routes.append(Route(PATH, runtime.slack.endpoint, middleware=guarded))
    if runtime.teams is not None:
        from bot.teams.guard import PATH as TEAMS
        from bot.teams.pictures import PATH as PICTURES

        routes.append(Route(TEAMS, runtime.teams.endpoint, middleware=guarded))
        routes.append(Route(PICTURES, runtime.teams.pictures.show, middleware=guarded))
    sample = _sample_trial(runtime) if runtime.settings.trial else None
    installer = None if runtime.by_link is None else runtime.by_link.installing
    streams = listening_streams(runtime)
    runtime.operation.metrics.parts.streams = lambda: len(streams)
    tab = None if runtime.teams is None else runtime.teams.tab
    web = web_routes(runtime.advisor, runtime.now, runtime.web, sample, installer=installer, streams=streams, tab=tab)
    return [*routes, *web]


def _sample_trial(runtime: Runtime) -> trial.SampleTrial | None:
    clock = runtime.now
    if not isinstance(clock, trial.MovableClock):
        return None

    async def deliver(moment: datetime) -> int:
        clock.set(moment)
        await _plan_ahead(runtime.store, runtime.knowledge, moment)
        return await runtime.delivery.tick(moment)

    async def step(start: datetime, end: datetime) -> int:
        return await step_through(runtime.store, deliver, start, end)

    async def next_due() -> datetime | None:
        return await runtime.store.read(lambda tx: reminders.next_due(tx, clock(), weekly=False))

    return trial.SampleTrial(clock, step, next_due)
