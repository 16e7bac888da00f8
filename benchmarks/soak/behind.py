"""What happens behind people's backs during a soak: reminders fall due, curators change the knowledge base."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy import func, select, update

from benchmarks import plans
from benchmarks.soak.verdict import Readings
from bot.advisor.web_sessions import WebSessions
from bot.chat.events import Actor
from bot.store import Role, Scope, Store, Tx, curation, programme
from bot.store.tables import people as at_work
from bot.store.tables import reminders
from bot.web.sessions import WebSettings, sign_in_link

CLUSTER, WORKSPACE = "soak", "slack:T1"
ACTIONS = 40
DUE, DUE_EVERY = 2, 10.0
"""So many reminders fall due every so many seconds."""
CURATED_EVERY = 150.0
"""Seconds between two changes of the knowledge base."""
ARTICLE = "membership-fees"


async def people(store: Store, number: int, secret: str) -> list[str]:
    """So many people of one cluster, with a plan; gives a token for each with which to sign in on the web."""
    now = datetime.now(UTC)
    due = {action: (action % number, now + timedelta(days=1)) for action in range(ACTIONS)}
    await store.write(lambda tx: plans.put(tx, CLUSTER, WORKSPACE, due, now))
    await store.write(
        lambda tx: tx.execute(update(at_work).values(opens=0, closes=24 * 60 - 1, workdays=list(range(7))))
    )
    await store.write(lambda tx: programme.appoint(tx, f"{WORKSPACE}:U0", Role.CURATOR, "", now, also=True))
    offered, settings = WebSessions(store), WebSettings(secret=secret)
    whom = [Actor(account=f"{WORKSPACE}:U{each}", workspace=WORKSPACE, name=f"Person {each}") for each in range(number)]
    links = [await sign_in_link(offered, settings, "", each, now) for each in whom]
    return [link.partition("token=")[2] for link in links]


async def remind(store: Store, going: Callable[[], bool]) -> None:
    """Reminders fall due again and again, at any hour and on any day."""
    while going():
        await asyncio.sleep(DUE_EVERY)
        await store.write(_fall_due)


def _fall_due(tx: Tx) -> None:
    now = datetime.now(UTC)
    chosen = (
        select(reminders.c.id).where(reminders.c.source == f"plan:plan-{CLUSTER}").order_by(func.random()).limit(DUE)
    )
    anew = {"attempts": 0, "lease_until": 0.0, "send_started_at": None, "message_key": None, "sent_at": None}
    values = {"state": "pending", "due_at": now, "not_after": now + timedelta(days=5), **anew}
    tx.execute(update(reminders).where(reminders.c.id.in_(chosen)).values(values))


async def curate(store: Store, readings: Readings, going: Callable[[], bool], pace: Callable[[], float]) -> None:
    """A curator adds one way to ask after another."""
    for number in itertools.count():
        await _pause(CURATED_EVERY * pace(), going)
        if not going():
            return
        await store.write(partial(_add, number=number))
        readings.done["changes of the knowledge base"] += 1


def _add(tx: Tx, number: int) -> None:
    scope, said = Scope("", "p0", Role.CURATOR), {"text": f"What shall members pay in year {number}?"}
    curation.add(tx, scope, "phrasing", ARTICLE, said, change=uuid4().hex, now=datetime.now(UTC))


async def _pause(seconds: float, going: Callable[[], bool]) -> None:
    """So long, or until it is over."""
    for _ in range(int(seconds)):
        if going():
            await asyncio.sleep(1)
