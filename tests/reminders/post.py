"""A place that takes messages, as obliging or as difficult as a test wants it."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat

from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Composed, Delivery, Due, OnDead, Pace
from bot.store import Store, Tx
from bot.store.reminders import Reminder

QUICK = Pace(settle=0.0, backoff=0.0)
"""Tries again at once: a test never waits."""


@dataclass
class Post:
    """Takes messages; ``troubles`` are raised one by one, None for a sending that goes well.

    A trouble with ``unknown`` comes after the message was taken, if ``taken_anyway``.
    """

    troubles: Iterator[SendError | None] = field(default_factory=lambda: repeat(None))
    taken_anyway: bool = False
    sent: list[tuple[str, str, Message]] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    async def send(self, account: str, message: Message, *, key: str) -> str:
        trouble = next(self.troubles, None)
        if trouble is None or (trouble.unknown and self.taken_anyway):
            self.sent.append((account, key, message))
        if trouble is not None:
            raise trouble
        return f"{account}/{key}"

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        self.searched.append(key)
        return next((f"{a}/{k}" for a, k, _ in self.sent if (a, k) == (account, key)), None)

    async def update(self, account: str, reference: str, message: Message) -> None:
        raise AssertionError("delivery replaces nothing")

    async def probe(self, workspace: str) -> None:
        return None

    @property
    def said(self) -> list[str]:
        return [message.summary for _, _, message in self.sent]


@dataclass
class Words:
    """Words reminders by their rows; those in ``unwanted`` are done meanwhile."""

    unwanted: set[str] = field(default_factory=set)
    before: Callable[[], None] = lambda: None

    def __call__(self, tx: Tx, due: Sequence[Due], now: datetime) -> list[Composed]:
        return [self.composed(each.reminders) for each in due]

    def composed(self, due: Sequence[Reminder]) -> Composed:
        self.before()
        wanted = [reminder for reminder in due if reminder.row not in self.unwanted]
        gone = tuple(reminder.id for reminder in due if reminder not in wanted)
        summary = " ".join(f"{r.kind}:{r.row}" for r in wanted)
        return Composed(Message(summary) if wanted else None, gone)


def delivery(
    store: Store,
    post: Post,
    words: Words | None = None,
    *,
    pace: Pace = QUICK,
    on_dead: OnDead | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> Delivery:
    words = words or Words()
    return Delivery(store, post, words, random=lambda: 1.0, pace=pace, on_dead=on_dead, monotonic=monotonic)
