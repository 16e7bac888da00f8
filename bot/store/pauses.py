"""Pauses: workspaces into which nothing is sent for a while, and when to ask whether they work again.

All times are those of the database's own clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, or_, select, update

from bot.store.dialect import insert, real_time, real_time_in
from bot.store.engine import Tx
from bot.store.scope import Scope
from bot.store.tables import PENDING, accounts, pauses, reminders

LONGEST = 900.0
"""Seconds: no pause with an end, and no wait between two probes, is longer."""


def pause(tx: Tx, workspace: str, seconds: float | None, reason: str, *, probe_in: float = 0.0) -> None:
    """Send nothing into a workspace for so many seconds; a longer pause stays.

    None: until it answers a probe, the first of which is due in ``probe_in`` seconds.
    """
    now = real_time(tx)
    until, probe_at = (None, now + probe_in) if seconds is None else (now + min(seconds, LONGEST), None)
    statement = insert(tx, pauses).values(workspace=workspace, until=until, reason=reason, probe_at=probe_at, since=now)
    lasts = pauses.c.until.is_(None)  # then what follows goes on from it
    longer = or_(statement.excluded.until.is_(None), pauses.c.until < statement.excluded.until)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["workspace"],
            set_={name: statement.excluded[name] for name in ("until", "reason", "probe_at")}
            | {"since": case((lasts, pauses.c.since), else_=statement.excluded.since)},
            where=longer,
        )
    )


def resume(tx: Tx, workspace: str, now: datetime | None = None) -> None:
    """End the pause of a workspace; what waited for it goes out with the next tick.

    What is due ``now`` counts one more setback: should it come too late, the platform is to blame.
    """
    tx.execute(pauses.delete().where(pauses.c.workspace == workspace))
    reached = select(accounts.c.person_id).where(accounts.c.workspace == workspace).scalar_subquery()
    theirs = reminders.c.person_id.in_(reached)
    wake(tx, theirs)
    if now is not None:
        kept = and_(_waits(theirs), reminders.c.due_at <= now)
        tx.execute(update(reminders).where(kept).values(setbacks=reminders.c.setbacks + 1))


def wake(tx: Tx, theirs: ColumnElement[bool]) -> None:
    """Let what of these reminders waits to be tried again go out with the next tick, but nothing that may be out."""
    tx.execute(update(reminders).where(_waits(theirs), reminders.c.lease_until > 0).values(lease_until=0.0))


def _waits(theirs: ColumnElement[bool]) -> ColumnElement[bool]:
    free = (reminders.c.lease_token.is_(None), reminders.c.send_started_at.is_(None))
    return and_(theirs, reminders.c.state == PENDING, *free)


def take_probes(tx: Tx, seconds: float, *, all_now: bool = False) -> list[str]:
    """The workspaces to ask now whether they work again; for so many seconds nobody else is given them."""
    now = real_time(tx)
    due = or_(pauses.c.probe_at.is_(None), pauses.c.probe_at <= now, pauses.c.probe_at > now + LONGEST)
    asked = pauses.c.until.is_(None) if all_now else and_(pauses.c.until.is_(None), due)
    taken = update(pauses).where(asked).values(probe_at=now + seconds).returning(pauses.c.workspace)
    return sorted(tx.execute(taken).scalars())


def probe_later(tx: Tx, workspace: str, seconds: float, reason: str) -> None:
    """It does not work yet, for this reason: ask again after so many seconds."""
    changes = {"probe_at": real_time(tx) + min(seconds, LONGEST), "reason": reason}
    tx.execute(update(pauses).where(pauses.c.workspace == workspace, pauses.c.until.is_(None)).values(changes))


def shorten(tx: Tx) -> None:
    """End those that are longer than they can be in time: the machine's clock was set back."""
    latest = real_time(tx) + LONGEST
    tx.execute(update(pauses).where(pauses.c.until > latest).values(until=latest))


def paused(tx: Tx) -> dict[str, str]:
    """The workspaces into which nothing is sent now, with the reason: for those who run the programme."""
    return {row.workspace: row.reason for row in tx.execute(_paused(tx.dialect.name))}


@cache  # delivery asks before each portion
def _paused(dialect: str) -> Select[tuple[str, str]]:
    in_force = or_(pauses.c.until.is_(None), pauses.c.until > real_time_in(dialect))
    return select(pauses.c.workspace, pauses.c.reason).where(in_force).order_by(pauses.c.workspace)


def lately(tx: Tx) -> list[str]:
    """The workspaces that are paused, or were a moment ago."""
    recent = or_(pauses.c.until.is_(None), pauses.c.until > real_time(tx) - LONGEST)
    return list(tx.execute(select(pauses.c.workspace).where(recent)).scalars())


@dataclass(frozen=True)
class Pause:
    """A workspace into which nothing is sent until it answers a probe: why, and since when, if that is known."""

    workspace: str
    reason: str
    since: datetime | None


def failing(tx: Tx, scope: Scope | None = None) -> list[Pause]:
    """The lasting pauses, without those that only wait a moment: all, or those of a person's own workspaces."""
    found = tx.execute(_failing(own=scope is not None), {} if scope is None else {"person": scope.person})
    return [
        Pause(row.workspace, row.reason, None if row.since is None else datetime.fromtimestamp(row.since, UTC))
        for row in found
    ]


@cache  # asked for every Home
def _failing(*, own: bool) -> Select[tuple[str, str, float | None]]:
    lasting = select(pauses.c.workspace, pauses.c.reason, pauses.c.since).where(pauses.c.until.is_(None))
    if own:
        theirs = select(accounts.c.workspace).where(accounts.c.person_id == bindparam("person"))
        lasting = lasting.where(pauses.c.workspace.in_(theirs))
    return lasting.order_by(pauses.c.workspace)
