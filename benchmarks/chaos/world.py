"""The people of a trial with their plans, the reminders that come due, and what has become of them."""

import random
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from benchmarks import plans
from benchmarks.chaos.clock import START
from bot.store import Store
from bot.store.deliveries import LONGEST_LEASE
from bot.store.engine import Tx
from bot.store.tables import people as people_rows
from bot.store.tables import reminders as reminder_rows

EACH, CLUSTER, WORKSPACE = 4, 10, 50
"""Reminders of a person, people of a cluster, people of a workspace."""


def plan(store: Store, number: int, within: float, chance: random.Random) -> None:
    """So many reminders of as many actions, each due at a random moment of the seconds after the start."""
    due = [START + timedelta(seconds=chance.uniform(0, within)) for _ in range(number)]
    with store.writing() as tx:
        for first in range(0, number, EACH * CLUSTER):
            cluster, actions = first // (EACH * CLUSTER), range(first, min(first + EACH * CLUSTER, number))
            theirs = {action: (action // EACH, due[action]) for action in actions}
            plans.put(tx, f"c{cluster}", f"slack:T{cluster * CLUSTER // WORKSPACE}", theirs, START)
        tx.execute(update(people_rows).values(opens=0, closes=24 * 60 - 1))  # troubles take place at all hours


def states(tx: Tx) -> Counter[str]:
    """How many reminders are in which state."""
    found = tx.execute(select(reminder_rows.c.state, func.count()).group_by(reminder_rows.c.state))
    return Counter({row.state: row[1] for row in found})


def waiting(tx: Tx, now: datetime, clock: datetime) -> tuple[int, int]:
    """How many reminders are still to be sent; how many of them are due, and held or to be tried again before long by
    the database's clock."""
    pending = select(func.count()).where(reminder_rows.c.state == "pending")
    soon = reminder_rows.c.lease_until <= clock.timestamp() + LONGEST_LEASE
    return tx.scalar(pending) or 0, tx.scalar(pending.where(reminder_rows.c.due_at <= now, soon)) or 0
