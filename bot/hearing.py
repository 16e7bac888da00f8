"""What other processes write, as this one hears of it: what it remembers of that does not hold any more."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.meanwhile import meanwhile
from bot.store.signals import Kind
from bot.web.stream import Streams

if TYPE_CHECKING:
    from bot.app import Runtime


@asynccontextmanager
async def hearing(runtime: "Runtime") -> AsyncIterator[None]:
    """Listen on PostgreSQL while the block runs; nothing waits for the connection."""
    from bot.store.listener import Listener  # only here: no start on SQLite waits for another database's driver

    listener = runtime.listener = Listener(runtime.store.url, random.random)
    known, sessions = runtime.advisor.services.known, runtime.advisor.web_sessions
    listener.on(Kind.PERSON, known.forget_person)
    listener.on(Kind.SESSION, lambda id: sessions.forget([id]))
    listener.on_gap(known.forget_all)
    listener.on_gap(sessions.forget_all)
    if (slack := runtime.slack) is not None:
        listener.on(Kind.PROFILE, slack.workspaces.profile_changed)
        listener.on_gap(slack.workspaces.profiles_missed)
    if slack is not None and (by_link := runtime.by_link) is not None:
        listener.on(Kind.INSTALLATION, by_link.installations.doubt)
        listener.on(Kind.INSTALLATION, slack.workspaces.doubt)
    async with meanwhile(listener.run()):
        yield


def listening_streams(runtime: "Runtime") -> Streams:
    """The event streams of a process, which are told of new lines where it listens."""
    listener = runtime.listener
    if listener is None:
        return Streams(runtime.advisor, runtime.now, runtime.stopping)
    streams = Streams(runtime.advisor, runtime.now, runtime.stopping, told=lambda: listener.listening)
    listener.on(Kind.LINE, streams.news)
    listener.on(Kind.SESSION, streams.ended)
    listener.on_gap(streams.missed)
    return streams
