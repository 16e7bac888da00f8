"""The people of a trial with their plans, the reminders that come due, and what has become of them."""

import random
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from benchmarks.chaos.clock import START
from bot.store import Role, Store, clusters, documents, reminders
from bot.store.deliveries import LONGEST_LEASE
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Planned
from bot.store.tables import people as people_rows
from bot.store.tables import reminders as reminder_rows

EACH, CLUSTER, WORKSPACE = 4, 10, 50
"""Reminders of a person, people of a cluster, people of a workspace."""


def plan(store: Store, number: int, within: float, chance: random.Random) -> None:
    """So many reminders of as many actions, each due at a random moment of the seconds after the start."""
    due = [START + timedelta(seconds=chance.uniform(0, within)) for _ in range(number)]
    with store.writing() as tx:
        for first in range(0, number, EACH * CLUSTER):
            _cluster(tx, first // (EACH * CLUSTER), range(first, min(first + EACH * CLUSTER, number)), due)
        tx.execute(update(people_rows).values(opens=0, closes=24 * 60 - 1))  # troubles take place at all hours


def _cluster(tx: Tx, number: int, actions: range, due: list[datetime]) -> None:
    cluster, before = f"c{number}", START - timedelta(days=1)
    workspace = f"slack:T{number * CLUSTER // WORKSPACE}"
    clusters.create(tx, id=cluster, name=cluster, country="", now=before)
    clusters.connect(tx, workspace, cluster, before)
    members = sorted({action // EACH for action in actions})
    persons = [_person(tx, cluster, workspace, member, before) for member in members]
    deadline = (START + timedelta(days=7)).date().isoformat()
    rows = {
        f"r{action}": {
            "action": f"Call member {action}",
            "responsible": f"Person {action // EACH}",
            "deadline": deadline,
        }
        for action in actions
    }
    id, scope = f"plan{number}", persons[0].scope
    made = documents.create(
        tx,
        scope,
        id=id,
        dialogue="action-plan",
        dialogue_version=2,
        name="Our plan",
        answers={"actions": {"actions": {"order": list(rows), "rows": rows}}},
        about="",
        parent=None,
        now=before,
    )
    documents.submit(tx, scope, id, revision=made.revision, now=before)
    wanted = [
        Planned(
            key=f"action:{id}:r{action}/action-7/{deadline}/p{action // EACH}",
            kind="action-7",
            subject=f"action:{id}:r{action}",
            document=id,
            row=f"r{action}",
            version=1,
            person=f"p{action // EACH}",
            wall=due[action].replace(tzinfo=None),
            zone="Etc/UTC",
            due_at=due[action],
            not_after=START + timedelta(days=6),
            params={"action": f"Call member {action}", "deadline": deadline},
        )
        for action in actions
    ]
    reminders.reconcile(tx, scope, f"plan:{id}", wanted, before)


def _person(tx: Tx, cluster: str, workspace: str, number: int, now: datetime) -> Person:
    return clusters.add_person(
        tx,
        cluster=cluster,
        person=f"p{number}",
        name=f"Person {number}",
        account=f"{workspace}:U{number}",
        workspace=workspace,
        role=Role.STAFF,
        zone="Etc/UTC",
        locale="en",
        country="",
        now=now,
    )


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
