"""Processor time of other processes, and how to give them a share of a processor only."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

STEP = 0.005
"""Seconds between two looks at how much a process has used of its share."""
SAVED = 0.05
"""Seconds of processor time that a process may have left over from when it had nothing to do."""


def used(pid: int) -> float:
    """Seconds of processor time that a process has used, to the nanosecond: the kernel's clock of that process."""
    return time.clock_gettime(~pid << 3 | 2)


def used_with_children(pid: int) -> float:
    """The same together with all its children, also those that have ended."""
    tick = os.sysconf("SC_CLK_TCK")
    own = sum(int(field) for field in _stat(pid)[11:15]) / tick
    for child in _children(pid):
        with suppress(OSError):  # it has ended since
            own += used(child)
    return own


def parent(pid: int) -> int:
    """The process that started it."""
    return int(_stat(pid)[1])


@asynccontextmanager
async def limited(pids: Sequence[int], share: float) -> AsyncIterator[None]:
    """Let each have this share of a processor at most, as on a machine that is so much smaller; 0 for no limit."""
    holding = [asyncio.create_task(_hold(pid, share)) for pid in pids if share]
    try:
        yield
    finally:
        for task in holding:
            task.cancel()
        await asyncio.gather(*holding, return_exceptions=True)


async def _hold(pid: int, share: float) -> None:
    before, at, left, halted = used(pid), time.monotonic(), 0.0, False
    try:
        while True:
            await asyncio.sleep(STEP)
            now, moment = used(pid), time.monotonic()
            left = min(SAVED, left + share * (moment - at) - (now - before))
            before, at = now, moment
            if halted != (left < 0):
                halted = not halted
                os.kill(pid, signal.SIGSTOP if halted else signal.SIGCONT)
    finally:
        os.kill(pid, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").iterdir():
        with suppress(OSError):
            if path.name.isdigit() and parent(int(path.name)) == pid:
                found.append(int(path.name))
    return found


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
