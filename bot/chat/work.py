"""Work that goes on after a platform has its response, and the response itself, which must come in time."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_arrived: ContextVar[float | None] = ContextVar("arrived", default=None)


class Work:
    """Tasks that nobody waits for; they are kept until done, and waited for at the end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, seconds: float) -> None:
        """Wait until all is done, at most so long; what is still going on then is cancelled."""
        async with asyncio.timeout(None) as waiting:
            waiting.reschedule(asyncio.get_running_loop().time() + seconds)
            try:
                while self._tasks:
                    await asyncio.wait(self._tasks)
            except asyncio.CancelledError:
                for task in self._tasks:
                    task.cancel()
                raise


def now() -> float:
    """The event loop's own clock, in seconds: only good for measuring."""
    return asyncio.get_running_loop().time()


def arrived() -> None:
    """A request of Slack's is here: from this moment on it waits for its response, whatever is done first."""
    _arrived.set(now())


def left(seconds: float) -> float:
    """What is left of so many seconds from when the request arrived; never less than none."""
    since = _arrived.get()
    return seconds if since is None else max(0.0, since + seconds - now())


async def settled(task: "asyncio.Task[Any]", seconds: float) -> bool:
    """Whether a task is done within so many seconds; it goes on if not."""
    await asyncio.wait({task}, timeout=seconds)
    return task.done()


class Response:
    """What is sent back to a platform for one request: once, and only while it still waits."""

    def __init__(self) -> None:
        self._given: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    def give(self, **content: Any) -> bool:
        """Answer; False if it is too late or an answer was given before."""
        if self._given.done():
            return False
        self._given.set_result(content)
        return True

    async def within(self, seconds: float) -> dict[str, Any] | None:
        """The answer if it comes in time; None, and nobody can give it any more, if not."""
        await asyncio.wait({self._given}, timeout=seconds)
        if self._given.done():
            return self._given.result()
        self._given.cancel()
        return None
