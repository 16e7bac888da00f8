"""What came too late because a platform did not work or no worker ran: given up, and told once when that is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import and_, insert, select, update

from bot.store.dialect import real_time
from bot.store.engine import Tx
from bot.store.pauses import lately
from bot.store.reminders import FRESH, LATE, NOT_RUN, OUTLASTED, Reminder, columns, rows
from bot.store.tables import PENDING, accounts, people, reminders

TOLD_FOR = timedelta(days=7)
"""How long after it was missed it still makes sense to tell of a reminder."""


def expire(tx: Tx, now: datetime) -> int:
    """Give up what is pointless by now; what may have gone out already is looked up first."""
    late = and_(
        reminders.c.state == PENDING,
        reminders.c.due_at <= now,
        reminders.c.lease_until <= real_time(tx),
        reminders.c.not_after < now,
        reminders.c.send_started_at.is_(None),
    )
    lost = rows(tx, columns().where(late).order_by(reminders.c.due_at, reminders.c.id))
    if not lost:
        return 0
    stuck = _stuck(tx, {reminder.person for reminder in lost})
    unwilling = _unwilling(tx, {reminder.person for reminder in lost})
    ended: dict[str, list[Reminder]] = {"too late": [], NOT_RUN: [], OUTLASTED: []}
    for reminder in lost:
        blamed = reminder.setbacks or reminder.person in stuck
        reason = "too late" if reminder.person in unwilling else OUTLASTED if blamed else NOT_RUN
        ended[reason].append(reminder)
    for reason, these in ended.items():
        _end(tx, [reminder.id for reminder in these], reason)
    tell(tx, [*ended[NOT_RUN], *ended[OUTLASTED]], now)
    return len(lost)


def _unwilling(tx: Tx, persons: set[str]) -> set[str]:
    """Those of them who want no reminders, and have missed none."""
    off = select(people.c.id).where(people.c.id.in_(persons), people.c.reminders_on.is_(False))
    return set(tx.execute(off).scalars())


def _stuck(tx: Tx, persons: set[str]) -> set[str]:
    """Those of them who cannot be reached anywhere, because what reaches them does or did not work."""
    shut = lately(tx)
    if not shut:
        return set()
    theirs = select(accounts.c.person_id).where(accounts.c.person_id.in_(persons))
    open_ = set(tx.execute(theirs.where(accounts.c.workspace.not_in(shut))).scalars())
    return set(tx.execute(theirs.where(accounts.c.workspace.in_(shut))).scalars()) - open_


def _end(tx: Tx, ids: Sequence[str], reason: str) -> None:
    changes = {"state": "expired", "reason": reason, "lease_token": None}
    if ids:
        tx.execute(update(reminders).where(reminders.c.id.in_(ids)).values(changes))


def tell(tx: Tx, lost: Sequence[Reminder], now: datetime) -> None:
    """Plan one more reminder for each person, of the kind `LATE`: it tells what came too late."""
    to_tell = sorted((r for r in lost if r.kind != LATE), key=lambda r: (r.person, r.cluster))
    for (person, cluster), group in groupby(to_tell, key=lambda r: (r.person, r.cluster)):
        missed = list(group)
        ids, zone = [reminder.id for reminder in missed], missed[0].zone
        waiting = _waiting(tx, person, cluster)
        if waiting is not None:
            params = {"ids": [*waiting.params["ids"], *ids]}
            changes = {"params": params, "not_after": now + TOLD_FOR}
            tx.execute(update(reminders).where(reminders.c.id == waiting.id).values(changes))
            continue
        tx.execute(
            insert(reminders).values(
                FRESH
                | {
                    "id": uuid4().hex,
                    "key": f"late:{ids[0]}",
                    "cluster_id": cluster,
                    "person_id": person,
                    "source": f"late:{person}",
                    "kind": LATE,
                    "subject": f"late:{person}",
                    "version": 0,
                    "params": {"ids": ids},
                    "wall": now.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
                    "zone": zone,
                    "due_at": now,
                    "not_after": now + TOLD_FOR,
                }
            )
        )


def _waiting(tx: Tx, person: str, cluster: str) -> Reminder | None:
    mine = and_(reminders.c.person_id == person, reminders.c.cluster_id == cluster, reminders.c.kind == LATE)
    unsent = and_(reminders.c.state == PENDING, reminders.c.send_started_at.is_(None))
    return next(iter(rows(tx, columns().where(mine, unsent).limit(1))), None)


def missed(tx: Tx, late: Reminder) -> list[Reminder]:
    """The reminders of which one of the kind `LATE` tells, without those that a later one has made up for."""
    later = reminders.alias()
    made_up = (
        select(later.c.id)
        .where(
            later.c.person_id == reminders.c.person_id,
            later.c.subject == reminders.c.subject,
            later.c.due_at > reminders.c.due_at,
            later.c.state.in_(("pending", "sent")),
        )
        .exists()
    )
    to_tell = columns().where(reminders.c.id.in_(late.params["ids"]), reminders.c.person_id == late.person, ~made_up)
    return rows(tx, to_tell.order_by(reminders.c.due_at, reminders.c.id))
