"""Who is signed in on the web page: one row a browser.  The store keeps a hash of each token, never the token."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, insert, or_, select, update

from bot.store import calendar_feeds, signals
from bot.store.engine import Tx
from bot.store.signals import Kind
from bot.store.tables import accounts
from bot.store.traffic_tables import web_sessions


@dataclass(frozen=True)
class WebSession:
    """``id`` is the SHA-256 of the token in hex; ``label`` names the browser; it ends at ``ends_at``, whatever is
    done with it."""

    id: str
    account: str
    workspace: str
    name: str
    label: str
    created_at: datetime
    used_at: datetime
    ends_at: datetime


def offer(tx: Tx, account: str, link: str) -> None:
    """From now on this link signs in to an account; older ones of the person behind it do not any more."""
    tx.execute(update(accounts).where(_same_person(account)).values(sign_in=None))
    tx.execute(update(accounts).where(accounts.c.account == account).values(sign_in=link))


def take(tx: Tx, account: str, link: str) -> bool:
    """Use a link up; False if it is not the one offered last, or was used."""
    offered = and_(accounts.c.account == account, accounts.c.sign_in == link)
    return tx.execute(update(accounts).where(offered).values(sign_in=None)).rowcount > 0


def start(tx: Tx, session: WebSession) -> bool:
    """Keep a new session; False if nobody has its account (any more), or it does not belong to its workspace."""
    known = select(accounts.c.account).where(accounts.c.account == session.account, accounts.c.belongs)
    if tx.scalar(known) is None:
        return False
    tx.execute(insert(web_sessions).values(asdict(session)))
    return True


def find(tx: Tx, id: str, now: datetime) -> WebSession | None:
    """A session that has not ended."""
    row = tx.execute(_one(), {"asked": id, "now": now}).mappings().first()
    return WebSession(**row) if row else None


def alive(tx: Tx, ids: Iterable[str], now: datetime) -> set[str]:
    """Those of these sessions that have not ended."""
    return set(tx.scalars(_alive(), {"asked": list(ids), "now": now}))


@cache
def _alive() -> Select[Any]:
    asked = web_sessions.c.id.in_(bindparam("asked", expanding=True))
    return select(web_sessions.c.id).where(asked, web_sessions.c.ends_at > bindparam("now"))


def of_person(tx: Tx, account: str, now: datetime) -> list[WebSession]:
    """The sessions of the person behind an account, under whichever account they signed in; the last used first."""
    found = _sessions().where(_of_person(account), web_sessions.c.ends_at > now)
    rows = tx.execute(found.order_by(web_sessions.c.used_at.desc(), web_sessions.c.id))
    return [WebSession(**row) for row in rows.mappings()]


def use(tx: Tx, id: str, now: datetime) -> None:
    """Keep when a session was used last; that does not make it longer."""
    tx.execute(update(web_sessions).where(web_sessions.c.id == id).values(used_at=now))


def end(tx: Tx, id: str) -> None:
    """End one session, whoever's it is: for the browser that holds its token."""
    _end(tx, web_sessions.c.id == id)


def end_own(tx: Tx, account: str, id: str) -> bool:
    """End one session of the person behind an account; False if they have no such session."""
    return bool(_end(tx, and_(web_sessions.c.id == id, _of_person(account))))


def end_all(tx: Tx, account: str) -> list[str]:
    """End all sessions of the person behind an account, the link that waits to be used, and their calendar feed.

    Gives the ids of the sessions.
    """
    calendar_feeds.stop_all(tx, account)
    tx.execute(update(accounts).where(_same_person(account)).values(sign_in=None))
    return _end(tx, _of_person(account))


def end_accounts(tx: Tx, held: Collection[str]) -> list[str]:
    """End all sessions of accounts that are about to be erased.  Gives their ids."""
    return _end(tx, web_sessions.c.account.in_(held))


def _end(tx: Tx, which: ColumnElement[bool]) -> list[str]:
    ended = list(tx.scalars(delete(web_sessions).where(which).returning(web_sessions.c.id)))
    for id in ended:
        signals.send(tx, Kind.SESSION, id)
    return ended


def forget(tx: Tx, now: datetime) -> int:
    """Erase the sessions that ended by themselves; returns how many."""
    return tx.execute(delete(web_sessions).where(web_sessions.c.ends_at <= now)).rowcount


def _sessions() -> Select[Any]:
    return select(*(web_sessions.c[field.name] for field in fields(WebSession)))


@cache  # every request asks, and to make the statement takes longer than to run it
def _one() -> Select[Any]:
    return _sessions().where(web_sessions.c.id == bindparam("asked"), web_sessions.c.ends_at > bindparam("now"))


def _same_person(account: str) -> ColumnElement[bool]:
    own = accounts.alias()
    return accounts.c.person_id == select(own.c.person_id).where(own.c.account == account).scalar_subquery()


def _of_person(account: str) -> ColumnElement[bool]:
    theirs = select(accounts.c.account).where(_same_person(account))
    return or_(web_sessions.c.account == account, web_sessions.c.account.in_(theirs))
