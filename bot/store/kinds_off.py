"""Which kinds of reminders somebody does not want: each is a family, the word before the first dash of a kind."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.reach_tables import kinds_off
from bot.store.scope import Scope

_OFF = select(kinds_off.c.person_id, kinds_off.c.family).where(
    kinds_off.c.person_id.in_(bindparam("asked", expanding=True))
)


def off(tx: Tx, persons: Collection[str]) -> set[tuple[str, str]]:
    """Of several people, each with a family that they do not want."""
    return {(person, family) for person, family in tx.execute(_OFF, {"asked": list(persons)})}


def turn(tx: Tx, scope: Scope, family: str, *, on: bool, now: datetime) -> None:
    """Turn a family of the person's own reminders off, or on again."""
    if on:
        tx.execute(delete(kinds_off).where(kinds_off.c.person_id == scope.person, kinds_off.c.family == family))
        return
    values = {"person_id": scope.person, "family": family, "since": now}
    tx.execute(insert(tx, kinds_off).values(values).on_conflict_do_nothing())
