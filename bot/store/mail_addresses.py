"""E-mail addresses of people without an account, each typed by a colleague for that purpose, and who stopped e-mail.

The purpose is the plans of a cluster, or one questionnaire: addresses of its members go when it is over.
Behind each address stands a person of the role `Role.OUTSIDE`, who belongs to no cluster and can do nothing: reminders
have somebody to go to.  The store keeps a hash of each secret that stops e-mail, never the secret.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, and_, bindparam, delete, exists, func, select, update

from bot.store.dialect import insert
from bot.store.engine import Tx
from bot.store.people import Person, by_ids, enter
from bot.store.questionnaire_tables import questionnaires
from bot.store.reach_tables import mail_addresses, mail_stopped, mail_stops
from bot.store.scope import NotFoundError, Role, Scope, inside_documents, parameters
from bot.store.tables import accounts, clusters, people

MAIL = "mail:"
"""How accounts begin that are an e-mail address."""

WORKSPACE = "mail:server"
"""All of them are in one workspace: where the server takes nothing, nobody gets e-mail."""

KEPT = timedelta(days=400)
"""How long the link in a message stops e-mail at least."""

OVER_FOR = timedelta(days=14)
"""How long the addresses of a questionnaire are kept after its deadline where nobody closes it: a later one may be
set."""


@dataclass(frozen=True)
class MailAddress:
    """An address.  ``who`` is the `flows.people.Person.key` of whom it is, ``person`` the id of who stands for them.

    ``number`` says how often an address was given for them, ``given_by_name`` by whom this one, empty where they are
    gone.  ``refused_at``: since then the server of the address takes nothing, and ``refusal`` says why; ``stopped``:
    whose it is wants no e-mail.  ``questionnaire`` is the one that it was given for, empty where it is for plans, and
    ``asked_at`` since when e-mail asks to answer it.
    """

    id: str
    cluster: str
    cluster_name: str
    who: str
    person: str
    name: str
    address: str
    number: int
    given_by: str | None
    given_by_name: str
    given_at: datetime
    refused_at: datetime | None
    refusal: str
    questionnaire: str
    asked_at: datetime | None
    stopped: bool

    @property
    def account(self) -> str:
        return f"{MAIL}{self.id}"

    @property
    def member(self) -> str:
        """The row of the member of its questionnaire."""
        return self.who.rpartition("/")[2]

    @property
    def works(self) -> bool:
        """Whether e-mail may be sent there."""
        return self.refused_at is None and not self.stopped


def listing(tx: Tx, scope: Scope, questionnaire: str = "") -> list[MailAddress]:
    """The addresses that were given for plans of the cluster, or for a questionnaire, by name; a coach sees none."""
    rows = tx.execute(_listing(scope.role), {**scope.values, "purpose": questionnaire}).mappings()
    return [MailAddress(**row) for row in rows]


@cache  # asked for whenever reminders are reconciled
def _listing(role: Role) -> Select[Any]:
    found = _inside(parameters(role)).where(mail_addresses.c.questionnaire == bindparam("purpose"))
    return found.order_by(mail_addresses.c.name, mail_addresses.c.id)


def reached(tx: Tx, scope: Scope) -> dict[str, Person]:
    """The people behind the addresses that work, by the key of whose they are."""
    works = [each for each in listing(tx, scope) if each.works]
    found = by_ids(tx, [each.person for each in works]) if works else {}
    return {each.who: found[each.person] for each in works if each.person in found}


def persons(tx: Tx, scope: Scope) -> set[str]:
    """The ids of those to whom reminders of the cluster may go by e-mail."""
    return {row.person for row in tx.execute(_of_cluster(scope.role), scope.values)}


@cache
def _of_cluster(role: Role) -> Select[Any]:
    return _inside(parameters(role))


def give(
    tx: Tx,
    scope: Scope,
    *,
    who: str,
    name: str,
    address: str,
    zone: str,
    locale: str,
    now: datetime,
    questionnaire: str = "",
) -> str:
    """Keep the address of somebody, in the place of the one before; gives its id.

    ``questionnaire``: for that alone; its members are ``who`` then.

    Raises:
        NotFoundError: the scope may not write to its cluster.
    """
    enter(tx, scope)
    if scope.role in (Role.COACH, Role.OUTSIDE):
        raise NotFoundError("Only the people of a cluster give addresses.")
    given = {"name": name, "address": address, "mark": mark_of(address), "given_by": scope.person, "given_at": now}
    given |= {"refused_at": None, "refusal": "", "questionnaire": questionnaire, "asked_at": None}
    who = f"{questionnaire}/{who}" if questionnaire else who
    this = (mail_addresses.c.cluster_id == scope.cluster, mail_addresses.c.who == who)
    known = tx.execute(select(mail_addresses.c.id, mail_addresses.c.person_id).where(*this)).first()
    if known is not None:
        id, person = known
        again = update(mail_addresses).where(*this).values(given | {"number": mail_addresses.c.number + 1})
        tx.execute(again)
        tx.execute(update(people).where(people.c.id == person).values(name=name, zone=zone, locale=locale))
        return str(id)
    id, person = uuid4().hex, uuid4().hex
    country = tx.scalar(select(clusters.c.country).where(clusters.c.id == scope.cluster)) or ""
    tx.execute(
        insert(tx, people).values(
            id=person,
            cluster_id=None,
            name=name,
            role=Role.OUTSIDE.value,
            zone=zone,
            locale=locale,
            country=country,
            reminders_on=True,
            weekly_on=False,
            created_at=now,
        )
    )
    reached = {"account": f"{MAIL}{id}", "person_id": person, "workspace": WORKSPACE, "used_at": now}
    tx.execute(insert(tx, accounts).values(reached))
    owner = {"id": id, "cluster_id": scope.cluster, "who": who, "person_id": person, "number": 1}
    tx.execute(insert(tx, mail_addresses).values(owner | given))
    return id


def remove(tx: Tx, scope: Scope, id: str) -> bool:
    """Forget an address, and whoever stood for it with all their reminders; False if there is none."""
    person = tx.scalar(_inside(scope).where(mail_addresses.c.id == id).with_only_columns(mail_addresses.c.person_id))
    if person is None:
        return False
    tx.execute(delete(people).where(people.c.id == person))
    return True


def ask(tx: Tx, scope: Scope, questionnaire: str, now: datetime) -> int:
    """From now on e-mail asks those of a questionnaire who were not asked yet; gives how many they are."""
    new = [each.id for each in listing(tx, scope, questionnaire) if each.asked_at is None and each.works]
    tx.execute(update(mail_addresses).where(mail_addresses.c.id.in_(new)).values(asked_at=now))
    return len(new)


def forget(tx: Tx, questionnaire: str, members: Collection[str] | None = None) -> int:
    """Erase the addresses that were given for a questionnaire, or those of some of its members, with whoever stood for
    them; gives how many there were."""
    these = [mail_addresses.c.questionnaire == questionnaire]
    if members is not None:
        these.append(mail_addresses.c.who.in_([f"{questionnaire}/{member}" for member in members]))
    gone = select(mail_addresses.c.person_id).where(*these)
    return tx.execute(delete(people).where(people.c.id.in_(gone))).rowcount if questionnaire else 0


def of_account(tx: Tx, account: str) -> MailAddress | None:
    """The address behind an account: for sending, which knows to whom it sends."""
    this = _addresses().where(mail_addresses.c.id == account.removeprefix(MAIL))
    row = tx.execute(this).mappings().first()
    return MailAddress(**row) if row else None


def of_persons(tx: Tx, asked: Collection[str]) -> list[MailAddress]:
    """The addresses of several people, of those who have one."""
    rows = tx.execute(_addresses().where(mail_addresses.c.person_id.in_(list(asked)))).mappings()
    return [MailAddress(**row) for row in rows]


def refuse(tx: Tx, id: str, reason: str, now: datetime) -> None:
    """The server of the address takes nothing for it: nothing more is sent there until it is given again."""
    tx.execute(update(mail_addresses).where(mail_addresses.c.id == id).values(refused_at=now, refusal=reason))


def mark_of(address: str) -> str:
    """What stands for an address where it need not be known."""
    return _hashed(address.strip().lower())


def new_stop(tx: Tx, address: str, secret: str, now: datetime) -> None:
    """From now on the secret stops all e-mail to an address."""
    tx.execute(insert(tx, mail_stops).values(secret=_hashed(secret), mark=mark_of(address), made_at=now))


def is_stop(tx: Tx, secret: str) -> bool | None:
    """Whether the e-mail that a secret stops is stopped; None for a secret that was never given out."""
    mark = _mark(tx, secret)
    if mark is None:
        return None
    return tx.scalar(select(mail_stopped.c.mark).where(mail_stopped.c.mark == mark)) is not None


def set_stopped(tx: Tx, secret: str, stopped: bool, now: datetime) -> list[MailAddress] | None:
    """Stop the e-mail of a secret, or allow it again; None for a secret that was never given out.

    Gives the addresses that it concerns, as they were before, in whatever cluster.
    """
    mark = _mark(tx, secret)
    if mark is None:
        return None
    concerned = [MailAddress(**row) for row in tx.execute(_addresses().where(mail_addresses.c.mark == mark)).mappings()]
    if stopped:
        tx.execute(insert(tx, mail_stopped).values(mark=mark, stopped_at=now).on_conflict_do_nothing())
    else:
        tx.execute(delete(mail_stopped).where(mail_stopped.c.mark == mark))
    return concerned


def tidy(tx: Tx, now: datetime) -> None:
    """Forget links of long ago, and the addresses of questionnaires that are over."""
    tx.execute(delete(mail_stops).where(mail_stops.c.made_at < now - KEPT))
    open_ = select(questionnaires.c.document_id).where(
        questionnaires.c.closed_at.is_(None), questionnaires.c.closes_at >= now - OVER_FOR
    )
    over = and_(mail_addresses.c.questionnaire != "", mail_addresses.c.questionnaire.not_in(open_))
    gone = select(mail_addresses.c.person_id).where(over)
    tx.execute(delete(people).where(people.c.id.in_(gone)))


def _inside(scope: Scope) -> Select[Any]:
    return _addresses().where(inside_documents(scope, mail_addresses.c.cluster_id))


def _mark(tx: Tx, secret: str) -> str | None:
    found: str | None = tx.scalar(select(mail_stops.c.mark).where(mail_stops.c.secret == _hashed(secret)))
    return found


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def _addresses() -> Select[Any]:
    givers = people.alias()
    plain = ("id", "who", "name", "address", "number", "given_by", "given_at", "refused_at", "refusal")
    purpose = ("questionnaire", "asked_at")
    return select(
        *(mail_addresses.c[name] for name in (*plain, *purpose)),
        mail_addresses.c.cluster_id.label("cluster"),
        mail_addresses.c.person_id.label("person"),
        clusters.c.name.label("cluster_name"),
        func.coalesce(givers.c.name, "").label("given_by_name"),
        exists().where(mail_stopped.c.mark == mail_addresses.c.mark).label("stopped"),
    ).select_from(
        mail_addresses.join(clusters, clusters.c.id == mail_addresses.c.cluster_id).outerjoin(
            givers, givers.c.id == mail_addresses.c.given_by
        )
    )
