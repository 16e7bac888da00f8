"""The database's threads: a transaction is one function that runs whole on one of them.

An event loop that ran each statement by itself would change threads several times for each; so a function does all
of its statements there, and the loop waits once.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from contextvars import Context, copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Connection], T]

TOGETHER = 64
"""So many waiting writes share one transaction at most."""


class Transaction(Protocol):
    """Opens a transaction on the calling thread; ``durable`` ones end when the disk has them."""

    def __call__(self, *, durable: bool = True) -> AbstractContextManager[Connection]: ...


class Pool:
    """Several threads, each with a transaction of its own: readers, and writers on PostgreSQL."""

    def __init__(self, transaction: Transaction, threads: int, name: str) -> None:
        self._transaction = transaction
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self.unfinished = 0
        """Transactions that run or wait for a thread."""

    async def run(self, work: Work[T], *, durable: bool = True) -> T:
        """Run a function in a transaction, and give what it returns."""

        def job() -> T:
            with self._transaction(durable=durable) as tx:
                return work(tx)

        context = copy_context()  # what is logged on the thread belongs to the same request
        self.unfinished += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(job))
        finally:
            self.unfinished -= 1

    def close(self) -> None:
        """Take nothing more; what runs ends."""
        self._threads.shutdown(wait=True)


@dataclass(frozen=True)
class _Write:
    work: Work[Any]
    durable: bool
    result: Future[Any]
    context: Context


class Writer:
    """The one thread that writes to SQLite.

    Writes that wait while another one is at work share one transaction, and so one wait for the disk.  When one of
    them fails, all are undone and each runs again by itself, so that nobody's failure is anybody else's.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: SimpleQueue[_Write | None] = SimpleQueue()
        self.unfinished = 0
        """Writes that run or wait."""
        self._thread = threading.Thread(target=self._serve, name="database-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T], *, durable: bool = True) -> T:
        """Run a function in a write transaction, and give what it returns.

        The function may run twice, so it does nothing but work on the database.
        """
        result: Future[T] = Future()
        self._waiting.put(_Write(work, durable, result, copy_context()))
        self.unfinished += 1
        try:
            return await asyncio.wrap_future(result)
        finally:
            self.unfinished -= 1

    def close(self) -> None:
        """Write what waits, then end."""
        self._waiting.put(None)
        self._thread.join()

    def _serve(self) -> None:
        for writes in self._batches():
            if len(writes) == 1 or not self._together(writes):
                for write in writes:
                    self._alone(write)

    def _batches(self) -> Iterator[list[_Write]]:
        """What waits, a transaction at a time, until the end; what nobody waits for any more is left out."""
        while (first := self._waiting.get()) is not None:
            writes = [first]
            ends = False
            while len(writes) < TOGETHER and not ends:
                try:
                    following = self._waiting.get_nowait()
                except Empty:
                    break
                if following is None:
                    ends = True
                else:
                    writes.append(following)
            yield [write for write in writes if write.result.set_running_or_notify_cancel()]
            if ends:
                return

    def _together(self, writes: list[_Write]) -> bool:
        """All in one transaction; False, with nothing done, if that failed."""
        try:
            with self._transaction(durable=any(write.durable for write in writes)) as tx:
                results = [write.context.run(write.work, tx) for write in writes]
        except Exception:  # whoever's it is, each is tried alone and is told its own
            return False
        for write, result in zip(writes, results, strict=True):
            write.result.set_result(result)
        return True

    def _alone(self, write: _Write) -> None:
        try:
            with self._transaction(durable=write.durable) as tx:
                result = write.context.run(write.work, tx)
        except BaseException as error:
            write.result.set_exception(error)
        else:
            write.result.set_result(result)
