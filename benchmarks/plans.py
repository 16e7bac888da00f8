"""A cluster with a plan whose actions call for reminders, as the measurements and trials of reminders need it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.store import Role, clusters, documents, reminders
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Planned
from flows.people import bound


def put(tx: Tx, cluster: str, workspace: str, due: Mapping[int, tuple[int, datetime]], start: datetime) -> None:
    """Make the cluster and its people the day before ``start``; ``due`` gives by the number of an action whose it is,
    by the number of the person, and when its reminder is due.  All actions are to be done a week after ``start``."""
    before = start - timedelta(days=1)
    clusters.create(tx, id=cluster, name=cluster, country="", now=before)
    clusters.connect(tx, workspace, cluster, before)
    people = [
        _person(tx, cluster, workspace, number, before) for number in sorted({whose for whose, _ in due.values()})
    ]
    deadline = _deadline(start)
    rows = {
        f"r{number}": {
            "action": f"Call member {number}",
            "responsible": [bound(f"Person {whose}", f"p{whose}")],  # as it stands in what was submitted
            "deadline": deadline,
        }
        for number, (whose, _) in due.items()
    }
    id, scope = f"plan-{cluster}", people[0].scope
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
    reminders.reconcile(tx, scope, f"plan:{id}", wanted(id, due, start), before)


def wanted(plan: str, due: Mapping[int, tuple[int, datetime]], start: datetime, time: str = "") -> list[Planned]:
    """The reminders of a plan that was made by `put`; another ``time`` than before, all of them once more."""
    deadline = _deadline(start)
    return [
        Planned(
            key=f"action:{plan}:r{number}/action-7/{deadline}{time}/p{whose}",
            kind="action-7",
            subject=f"action:{plan}:r{number}",
            document=plan,
            row=f"r{number}",
            version=1,
            person=f"p{whose}",
            wall=at.replace(tzinfo=None),
            zone="Etc/UTC",
            due_at=at,
            not_after=start + timedelta(days=6),
            params={"action": f"Call member {number}", "deadline": deadline},
        )
        for number, (whose, at) in due.items()
    ]


def _deadline(start: datetime) -> str:
    return (start + timedelta(days=7)).date().isoformat()


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
