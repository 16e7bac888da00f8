"""The workspaces and organisations in which the advisor is installed, with their tokens as ciphertext.

None of this belongs to a cluster: these functions are for the platform's surface and for those who run the advisor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, select, update
from sqlalchemy import insert as plain_insert

from bot.store import signals
from bot.store.dialect import insert, real_time
from bot.store.engine import Tx
from bot.store.installation_tables import installations, installing
from bot.store.signals import Kind

KEPT = timedelta(days=30)
"""How long the data of a workspace are kept after the advisor was removed from it."""

STATE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Record:
    """One installation.  ``token`` and ``refresh_token`` are ciphertext; without ``removed_at`` there is a token.

    ``revision`` rises with every change of it, whoever makes it.
    """

    home: str
    team: str
    enterprise: str
    enterprise_wide: bool
    bot_user: str
    name: str
    scopes: tuple[str, ...]
    token: str | None = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime | None
    installed_at: datetime
    installed_by: str
    revision: int = 0
    removed_at: datetime | None = None
    erase_at: datetime | None = None


def keep(tx: Tx, record: Record) -> int:
    """Keep an installation; one that was there, or had been removed, goes on with what is new.  Gives its revision."""
    values = asdict(record) | {"scopes": list(record.scopes), "lease_until": 0.0, "lease_token": None, "revision": 1}
    fresh = insert(tx, installations).values(values)
    changed = {name: value for name, value in values.items() if name not in ("home", "revision")}
    changed["revision"] = installations.c.revision + 1
    again = fresh.on_conflict_do_update(index_elements=["home"], set_=changed)
    revision = int(tx.execute(again.returning(installations.c.revision)).scalar_one())
    signals.send(tx, Kind.INSTALLATION, record.home)
    return revision


def of_home(tx: Tx, home: str) -> Record | None:
    """One installation, also one that was removed."""
    return next(iter(_found(tx, _rows().where(installations.c.home == home))), None)


def held(tx: Tx, home: str) -> Record | None:
    """The same, and nobody changes it before the transaction ends."""
    return next(iter(_found(tx, _rows().where(installations.c.home == home).with_for_update())), None)


def revision(tx: Tx, home: str) -> int:
    """The revision of one that is installed; 0 where there is none."""
    asked = select(installations.c.revision).where(installations.c.home == home, _installed())
    return tx.scalar(asked) or 0


def homes(tx: Tx) -> list[str]:
    """All that are installed, the earliest first."""
    asked = select(installations.c.home).where(_installed())
    return list(tx.scalars(asked.order_by(installations.c.installed_at, installations.c.home)))


def installed(tx: Tx) -> list[Record]:
    """The same with all that is kept of them."""
    return _found(tx, _rows().where(_installed()).order_by(installations.c.installed_at, installations.c.home))


def removed(tx: Tx) -> list[Record]:
    """All that were removed and are not erased yet, the one to be erased first first."""
    gone = _rows().where(installations.c.removed_at.is_not(None))
    return _found(tx, gone.order_by(installations.c.erase_at, installations.c.home))


def remove(tx: Tx, home: str, now: datetime) -> bool:
    """Note that an installation is there no more, and forget its tokens; False if that was known, or it never was."""
    return _remove(tx, now, installations.c.home == home)


def remove_at(tx: Tx, home: str, revision: int, now: datetime) -> bool:
    """The same, unless somebody has changed or installed it since that revision."""
    return _remove(tx, now, and_(installations.c.home == home, installations.c.revision == revision))


def _remove(tx: Tx, now: datetime, which: ColumnElement[bool]) -> bool:
    values = {
        "token": None,
        "refresh_token": None,
        "expires_at": None,
        "removed_at": now,
        "erase_at": now + KEPT,
        "lease_token": None,
        "lease_until": 0.0,
        "revision": installations.c.revision + 1,
    }
    gone = update(installations).where(which, _installed()).values(values).returning(installations.c.home)
    return _told(tx, tx.scalars(gone))


def _told(tx: Tx, homes: Iterable[str]) -> bool:
    """Tell all processes that these have changed; whether there are any."""
    changed = list(homes)
    for home in changed:
        signals.send(tx, Kind.INSTALLATION, home)
    return bool(changed)


def keep_longer(tx: Tx, home: str, erase_at: datetime, longer: timedelta = KEPT) -> datetime | None:
    """Put off the end of the data of one that was removed; None if it is not to end at that moment any more."""
    later = erase_at + longer
    this = and_(installations.c.home == home, installations.c.erase_at == erase_at)
    changed = tx.execute(update(installations).where(this, _removed()).values(erase_at=later))
    return later if changed.rowcount else None


def forget(tx: Tx, home: str) -> None:
    """Erase an installation that was removed."""
    tx.execute(delete(installations).where(installations.c.home == home, _removed()))


def lease(tx: Tx, home: str, revision: int, holder: str, seconds: float) -> bool:
    """Whether this holder alone may renew the token as it was at that revision; for so many seconds."""
    free = and_(installations.c.lease_until < real_time(tx), installations.c.revision == revision, _installed())
    values = {"lease_token": holder, "lease_until": real_time(tx) + seconds}
    return tx.execute(update(installations).where(installations.c.home == home, free).values(values)).rowcount > 0


def renew(tx: Tx, home: str, holder: str, token: str, refresh_token: str, expires_at: datetime | None) -> bool:
    """Keep the token that a holder of the lease was given; False if it was removed or installed anew meanwhile."""
    values = {
        "token": token,
        "refresh_token": refresh_token,
        "expires_at": expires_at,
        "revision": installations.c.revision + 1,
        "lease_until": 0.0,
        "lease_token": None,
    }
    mine = and_(installations.c.home == home, installations.c.lease_token == holder, _installed())
    renewed = update(installations).where(mine).values(values).returning(installations.c.home)
    return _told(tx, tx.scalars(renewed))


def release(tx: Tx, home: str, holder: str, seconds: float) -> None:
    """Let others try to renew the token, so many seconds from now."""
    mine = and_(installations.c.home == home, installations.c.lease_token == holder)
    values = {"lease_until": real_time(tx) + seconds, "lease_token": None}
    tx.execute(update(installations).where(mine).values(values))


def rekey(tx: Tx, renewed: Callable[[str], str]) -> int:
    """Encrypt every token anew; returns how many installations have one.  All of it happens or, if one fails, nothing.

    ``renewed`` gives a ciphertext under the newest key.
    """
    count = 0
    asked = select(installations.c.home, installations.c.token, installations.c.refresh_token).where(_installed())
    for home, token, refresh_token in tx.execute(asked.with_for_update()).all():
        values = {"token": renewed(token), "refresh_token": renewed(refresh_token) if refresh_token else None}
        tx.execute(update(installations).where(installations.c.home == home).values(values))
        count += 1
    return count


def tokens(tx: Tx) -> Sequence[tuple[str, str]]:
    """Everything that is encrypted, with the home to which it belongs."""
    asked = select(installations.c.home, installations.c.token, installations.c.refresh_token).where(_installed())
    rows = tx.execute(asked.order_by(installations.c.home)).all()
    return [(home, text) for home, *texts in rows for text in texts if text]


def begin(tx: Tx, state: str, now: datetime) -> None:
    """Note that somebody begins to install; ``state`` is what Slack gives back, of which only a hash is kept."""
    tx.execute(plain_insert(installing).values(state=_hashed(state), ends_at=now + STATE_LASTS))


def take(tx: Tx, state: str, now: datetime) -> bool:
    """Use a state up; False if it was never given, was used, or is more than ten minutes old."""
    this = delete(installing).where(installing.c.state == _hashed(state)).returning(installing.c.ends_at)
    ends_at = tx.scalar(this)
    return ends_at is not None and ends_at > now


def tidy(tx: Tx, now: datetime) -> int:
    """Forget the states that are too old; returns how many."""
    return tx.execute(delete(installing).where(installing.c.ends_at <= now)).rowcount


def begun(tx: Tx) -> int:
    """How many installations are begun and not finished."""
    return tx.scalar(select(func.count()).select_from(installing)) or 0


def _hashed(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()


def _installed() -> ColumnElement[bool]:
    return installations.c.removed_at.is_(None)


def _removed() -> ColumnElement[bool]:
    return installations.c.removed_at.is_not(None)


def _rows() -> Select[Any]:
    return select(*(installations.c[each.name] for each in fields(Record)))


def _found(tx: Tx, asked: Select[Any]) -> list[Record]:
    rows = tx.execute(asked).mappings()
    return [Record(**{**row, "scopes": tuple(row["scopes"])}) for row in rows]
