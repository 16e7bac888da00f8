"""What one process tells all others at once, on PostgreSQL: that there is something new, and of what.

A signal goes out with the transaction that changes something, so nobody hears of what was undone, and nobody looks
before it is there.  It holds an id and nothing that anybody wrote.  On SQLite there is one process that serves people,
and a signal is nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import Executable, bindparam, func, select

from bot.store.engine import Tx

CHANNEL = "advisor"
"""Of PostgreSQL's notifications; every database has its own."""


class Kind(StrEnum):
    """What has changed, and what its id is of."""

    LINE = "line"
    """A line came into the web conversation of an account."""
    SESSION = "session"
    """A session on the web page has ended."""
    PERSON = "person"
    """A person is not what they were: their part, their settings, or whether they are there."""
    PROFILE = "profile"
    """A platform says that the profile of an account changed."""
    INSTALLATION = "installation"
    """An installation was made, renewed or ended."""


@dataclass(frozen=True)
class Signal:
    """One signal; ``id`` is never a name or an address."""

    kind: Kind
    id: str

    @classmethod
    def read(cls, payload: str) -> "Signal | None":
        """The signal that was sent as this; None for what a newer version sends."""
        kind, _, id = payload.partition(" ")
        try:
            return cls(Kind(kind), id)
        except ValueError:
            return None


def send(tx: Tx, kind: Kind, id: str) -> None:
    """Tell all processes, as soon as the transaction is committed; the same thing twice is told once."""
    if tx.dialect.name != "sqlite":
        tx.execute(_notify(), {"channel": CHANNEL, "payload": f"{kind} {id}"})


@cache
def _notify() -> Executable:
    return select(func.pg_notify(bindparam("channel"), bindparam("payload")))
