"""What people set for themselves: reminders, absences, hours and working days, time zone."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, and_, update

from bot.store import signals
from bot.store.engine import Tx
from bot.store.scope import Role, Scope
from bot.store.signals import Kind
from bot.store.tables import people


def set_reminders(tx: Tx, scope: Scope, on: bool) -> None:
    """Turn the person's own reminders on or off."""
    _set(tx, scope, reminders_on=on)


def set_weekly(tx: Tx, scope: Scope, on: bool) -> None:
    """Turn the look at the person's week on or off."""
    _set(tx, scope, weekly_on=on)


def set_absences(tx: Tx, scope: Scope, absences: Sequence[tuple[date, date]]) -> None:
    """Say when the person is away: the first and the last day of each."""
    kept = [[first.isoformat(), last.isoformat()] for first, last in sorted(absences)]
    _set(tx, scope, absences=kept)


def set_hours(tx: Tx, scope: Scope, opens: time | None, closes: time | None, workdays: Collection[int] | None) -> None:
    """Say when the person works; None for what is usual."""
    values = {"opens": _minutes(opens), "closes": _minutes(closes)}
    days = None if workdays is None else sorted(workdays)
    _set(tx, scope, **values, workdays=days)


def set_zone(tx: Tx, scope: Scope, zone: str) -> None:
    """Choose the person's time zone, an IANA name; empty: the browser tells it again."""
    changes: dict[str, Any] = {"zone_chosen": bool(zone)} | ({"zone": zone} if zone else {})
    _set(tx, scope, **changes)


def _set(tx: Tx, scope: Scope, **values: Any) -> None:
    tx.execute(update(people).where(_own(scope)).values(values))
    signals.send(tx, Kind.PERSON, scope.person)


def _own(scope: Scope) -> ColumnElement[bool]:
    """The condition that a row is the person's own."""
    of_none = scope.role in (Role.COACH, Role.ADMIN)
    home = people.c.cluster_id.is_(None) if of_none else people.c.cluster_id == scope.cluster
    return and_(people.c.id == scope.person, home)


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute
