"""A tick of a worker while few reminders wait for later, and while a million do."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, literal, select, text, update

from benchmarks import postgresql
from benchmarks.reminders import NOW, plan
from benchmarks.table import table
from bot.chat.sender import Sender
from bot.chat.views import Message
from bot.reminders.delivery import Composed, Delivery, Due
from bot.store import Store, Tx
from bot.store.tables import reminders

FEW, MANY, DUE, TICKS = 1_000, 1_000_000, 100, 7
"""Reminders that wait, those that are due at each tick that sends, and ticks of each kind."""


class Taker(Sender):
    """Takes every message at once."""

    async def send(self, account: str, message: Message, *, key: str) -> str:
        """Done."""
        return key

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        """Nothing was lost."""
        return None

    async def update(self, account: str, reference: str, message: Message) -> None:
        """Nothing is replaced."""

    async def probe(self, workspace: str) -> None:
        """It works."""


@dataclass(frozen=True)
class Ticks:
    """Seconds of a tick that finds nothing to do, and of one that sends `DUE` reminders: the quickest of several."""

    idle: float
    sending: float


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder, postgresql.databases() as make:
        found = {}
        for name in ("SQLite", "PostgreSQL"):
            for number in (FEW, MANY):
                address = make() if name == "PostgreSQL" else f"sqlite:///{Path(folder) / f'{number}.db'}"
                found[name, number] = asyncio.run(measure(address, number))
    return report(found)


def report(found: dict[tuple[str, int], Ticks]) -> str:
    """The table: of each database the tick with few, the one with many, and their ratio."""
    rows = []
    for name in dict.fromkeys(name for name, _ in found):
        few, many = (ticks for (database, _), ticks in found.items() if database == name)
        for what, less, more in (("idle", few.idle, many.idle), (f"{DUE} due", few.sending, many.sending)):
            rows.append([f"{name}, {what}", f"{less * 1000:.1f} ms", f"{more * 1000:.1f} ms", f"{more / less:.2f}×"])
    numbers = list(dict.fromkeys(number for _, number in found))
    head = ["a tick", *(f"{number:,} wait" for number in numbers), "ratio"]
    return table("A tick while reminders wait", head, rows, "Aim: ≤ 2×")


async def measure(address: str, number: int, ticks: int = TICKS) -> Ticks:
    """Ticks on an empty database in which so many reminders wait for later."""
    await plan(address, DUE)
    store = await Store.open(address)
    await store.write(lambda tx: _fill(tx, number))
    delivery = Delivery(store, Taker(), compose, random=lambda: 0.5)
    await delivery.tick(NOW)
    idle, sending = [], []
    for _ in range(ticks):
        idle.append(await _timed(lambda: delivery.tick(NOW), 0))
        await store.write(_again)
        sending.append(await _timed(lambda: delivery.tick(NOW), DUE))
    await store.close()
    return Ticks(min(idle), min(sending))


async def _timed(tick: Callable[[], object], wanted: int) -> float:
    began = time.perf_counter()
    sent = await tick()  # type: ignore[misc]
    assert sent == wanted, f"{sent} of {wanted} were sent"
    return time.perf_counter() - began


def compose(tx: Tx, due: Sequence[Due], now: datetime) -> list[Composed]:
    """A word each."""
    return [Composed(Message("Something is due")) for _ in due]


def _fill(tx: Tx, number: int) -> None:
    """Copies of those that are there, due in months, until so many wait."""
    later = NOW + timedelta(days=90)
    changed = {
        reminders.c.due_at: literal(later, reminders.c.due_at.type),
        reminders.c.not_after: literal(later + timedelta(days=7), reminders.c.not_after.type),
    }
    turn = 0
    while (there := tx.scalar(select(func.count()).select_from(reminders)) or 0) < number:
        turn += 1
        named = {reminders.c.id: reminders.c.id + f".{turn}", reminders.c.key: reminders.c.key + f".{turn}"}
        copies = select(*({**changed, **named}.get(column, column) for column in reminders.c)).limit(number - there)
        tx.execute(insert(reminders).from_select([column.name for column in reminders.c], copies))
    tx.execute(text("ANALYZE"))


def _again(tx: Tx) -> None:
    """What was sent is due once more."""
    tx.execute(
        update(reminders).where(reminders.c.state == "sent").values(state="pending", lease_until=0.0, attempts=0)
    )
