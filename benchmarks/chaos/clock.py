"""A clock that all processes of a trial share: it runs faster than real time, and can be set like any clock.

Elapsed time always goes on; the wall clock of a machine is that, moved.  Event loops of `Loop` live in this time, so
that the product waits as long as it always does, and that passes quickly.
"""

import asyncio
import mmap
import selectors
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2027, 3, 1, 6, tzinfo=UTC)
"""A Monday morning: when the wall clock says so no time has elapsed."""

_SLOT = struct.Struct("<4d")
"""Real seconds, elapsed seconds then, speed, and by how much the wall clock is ahead."""
_LOOK = 0.02
"""Real seconds after which a loop that waits looks again: the speed may have changed."""


class SharedClock:
    """Stands in a file; one process sets it, others read it.  Two slots, so that nobody reads half a change."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(1) + _SLOT.pack(time.monotonic(), 0.0, 1.0, 0.0) * 2)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)

    def _now(self) -> tuple[float, float, float]:
        real, elapsed, speed, ahead = _SLOT.unpack_from(self._map, 1 + self._map[0] * _SLOT.size)
        return elapsed + (time.monotonic() - real) * speed, speed, ahead

    @property
    def speed(self) -> float:
        """How many seconds pass in a real one."""
        return self._now()[1]

    def elapsed(self) -> float:
        """Seconds since the start, whatever the wall clock says."""
        return self._now()[0]

    def wall(self) -> datetime:
        """What the wall clock says."""
        elapsed, _, ahead = self._now()
        return START + timedelta(seconds=elapsed + ahead)

    def set(self, *, speed: float | None = None, ahead: float = 0.0) -> None:
        """Go faster or slower from now on, or set the wall clock ahead by seconds (back: negative)."""
        elapsed, before, moved = self._now()
        other = 1 - self._map[0]
        changed = (time.monotonic(), elapsed, before if speed is None else speed, moved + ahead)
        _SLOT.pack_into(self._map, 1 + other * _SLOT.size, *changed)
        self._map[0] = other


class _Selector(selectors.DefaultSelector):
    def __init__(self, clock: SharedClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for a time that passes with the clock."""
        return super().select(_LOOK if timeout is None else min(_LOOK, timeout / self._clock.speed))


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose seconds are those of the clock."""

    def __init__(self, clock: SharedClock) -> None:
        super().__init__(_Selector(clock))
        self._clock = clock

    def time(self) -> float:
        """Elapsed seconds."""
        return self._clock.elapsed()


def set_database_clock(connection: Any, clock: SharedClock) -> None:
    """Give a connection to SQLite this clock: what its own functions would say of the time."""

    def julian(_: str) -> float:
        return clock.wall().timestamp() / 86400.0 + 2440587.5

    def formatted(form: str, _: str) -> str:
        now = clock.wall()
        return now.strftime(form.replace("%f", f"{now:%S}.{now.microsecond // 1000:03}"))

    # one moment for a whole statement, as SQLite has it
    connection.create_function("julianday", 1, julian, deterministic=True)
    connection.create_function("strftime", 2, formatted, deterministic=True)


def postgresql_clock(clock: SharedClock) -> str:
    """The statement that gives a database of PostgreSQL this clock until the next change."""
    return f"""
        CREATE OR REPLACE FUNCTION chaos.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
            SELECT timestamptz '{clock.wall().isoformat()}'
                + (pg_catalog.clock_timestamp() - timestamptz '{datetime.now(UTC).isoformat()}') * {clock.speed:.6f}
        $$
    """
