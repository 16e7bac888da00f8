"""Hearing what other processes signal: one connection of its own for each process on PostgreSQL, beside the pool."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL

from bot.store.signals import CHANNEL, Kind, Signal

log = logging.getLogger(__name__)

NAME = "advisor-listener"
"""By which operators find the connection in ``pg_stat_activity``."""
BEAT = 10.0
"""Seconds between two signals to oneself: one that does not come back tells that nothing else does."""
PATIENCE = 5.0
"""Seconds in which the database must take one."""
BACK_OFF, BACK_OFF_LIMIT = 0.25, 30.0
"""Seconds until it is tried again after the connection was lost, doubled each time up to a limit."""

# a connection that a firewall has dropped is found within half a minute
_USUAL = {"application_name": NAME, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
_OPTIONS = {"autocommit": True, "prepare_threshold": None, "connect_timeout": 10}


class SilentError(Exception):
    """A signal to oneself did not come back."""


class Listener:
    """Tells those who remember something what they remember no longer holds.  One for each process.

    What is signalled while there is no connection is not told later: as soon as there is one again, whoever called
    `on_gap` has to look at everything.  ``random`` gives numbers from 0 to 1.
    """

    def __init__(
        self,
        url: URL,
        random: Callable[[], float],
        *,
        beat: float = BEAT,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url, self._random, self._beat, self._pause = url, random, beat, pause
        self._mine = f"beat {uuid4().hex}"
        self._heard: defaultdict[Kind, list[Callable[[str], None]]] = defaultdict(list)
        self._gaps: list[Callable[[], None]] = []
        self._failures = 0
        self.listening = False
        """Whether what is signalled now is heard: proven at the start and with each beat."""

    def on(self, kind: Kind, heard: Callable[[str], None]) -> None:
        """Call this, in the event loop, with the id of each signal of a kind."""
        self._heard[kind].append(heard)

    def on_gap(self, missed: Callable[[], None]) -> None:
        """Call this when signals are heard no more, and when they are again: some may have been missed."""
        self._gaps.append(missed)

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(**self._connect())
                async with connection:
                    await self._listen(connection)
            except (psycopg.Error, OSError, TimeoutError, SilentError) as error:
                log.warning("What other processes write is not heard at once now: %s", type(error).__name__)
            finally:
                self._set(listening=False)
            await self._pause(self._wait())

    def _connect(self) -> dict[str, Any]:
        _, given = self._url.get_dialect()().create_connect_args(self._url)
        return {**_USUAL, **given, **_OPTIONS}

    async def _listen(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        while True:
            async with asyncio.timeout(PATIENCE):
                await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._mine))
            if not await self._hear(connection):
                raise SilentError

    async def _hear(self, connection: psycopg.AsyncConnection[Any]) -> bool:
        """Pass on what comes until the next beat; whether this one came."""
        came = False
        async with aclosing(connection.notifies(timeout=self._beat)) as notices:
            async for notice in notices:
                if notice.payload == self._mine:
                    came = True
                    self._set(listening=True)
                elif (signal := Signal.read(notice.payload)) is not None:
                    for heard in self._heard[signal.kind]:
                        heard(signal.id)
        return came

    def _set(self, *, listening: bool) -> None:
        if listening:
            self._failures = 0
        if self.listening is not listening:
            self.listening = listening
            for missed in self._gaps:
                missed()

    def _wait(self) -> float:
        self._failures += 1
        longest = min(BACK_OFF_LIMIT, BACK_OFF * 2.0 ** min(self._failures - 1, 20))
        return longest * (0.5 + self._random() / 2)
