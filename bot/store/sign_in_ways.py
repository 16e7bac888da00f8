"""Ways to sign in on the web page beside links in chat: subjects of identity providers and e-mail addresses, each of
one person.  The store keeps hashes of secrets and of addresses, never these.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from bot.store.engine import Tx
from bot.store.mail_addresses import mark_of
from bot.store.people import by_account
from bot.store.programme_tables import invited
from bot.store.reach_tables import mail_stopped
from bot.store.sign_in_tables import sign_in_flows, sign_in_proofs, sign_in_ways
from bot.store.tables import accounts, people

LASTS = timedelta(minutes=10)
"""How long a sign-in at a provider may take, and how long a proof waits for the other one."""

MAIL_LASTS = timedelta(minutes=15)
"""How long a link in an e-mail can be used."""

MAIL = "mail:"
"""How the subjects begin that are an e-mail address: its SHA-256 follows."""


@dataclass(frozen=True)
class Way:
    """A subject that signs a person in; ``label`` is what it is called."""

    subject: str
    person: str
    label: str
    added_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True)
class Flow:
    """A sign-in at a provider that has begun.  ``state`` and ``browser`` are SHA-256 in hex; ``back`` is the path to
    come back to; ``adds``: the subject is to be added to whoever is signed in."""

    state: str
    browser: str
    provider: str
    nonce: str
    verifier: str
    back: str
    adds: bool
    made_at: datetime


@dataclass(frozen=True)
class Proof:
    """Somebody has just proven to be a subject.  ``person`` is for whom alone that counts, None for whoever it is;
    ``mailed``: nobody has yet, the secret lies in an e-mail."""

    secret: str
    subject: str
    label: str
    name: str
    person: str | None
    mailed: bool
    made_at: datetime


@dataclass(frozen=True)
class Holder:
    """Who signs in by a subject, as which account."""

    person: str
    account: str
    workspace: str
    name: str
    locale: str


def begin(tx: Tx, flow: Flow) -> None:
    """Keep a sign-in that has begun; those of long ago are forgotten."""
    tx.execute(delete(sign_in_flows).where(sign_in_flows.c.made_at <= flow.made_at - LASTS))
    tx.execute(insert(sign_in_flows).values(asdict(flow)))


def take_flow(tx: Tx, state: str, browser: str, provider: str, now: datetime) -> Flow | None:
    """Use up a sign-in that this browser began with this provider; None if there is none (any more)."""
    this = and_(sign_in_flows.c.state == state, sign_in_flows.c.browser == browser)
    this = and_(this, sign_in_flows.c.provider == provider, sign_in_flows.c.made_at > now - LASTS)
    row = tx.execute(delete(sign_in_flows).where(this).returning(sign_in_flows)).mappings().first()
    return Flow(**row) if row else None


def prove(tx: Tx, proof: Proof) -> None:
    """Keep a proof.  Of the links that somebody asked for only the newest counts; what is old is forgotten."""
    tx.execute(delete(sign_in_proofs).where(sign_in_proofs.c.made_at <= proof.made_at - MAIL_LASTS))
    if proof.mailed:
        older = and_(sign_in_proofs.c.person_id == proof.person, sign_in_proofs.c.mailed)
        tx.execute(delete(sign_in_proofs).where(older))
    values = asdict(proof)
    tx.execute(insert(sign_in_proofs).values(person_id=values.pop("person"), **values))


def find_proof(tx: Tx, secret: str, now: datetime, *, mailed: bool = False) -> Proof | None:
    """What a secret proves; None where it proves nothing (any more)."""
    least = now - (MAIL_LASTS if mailed else LASTS)
    this = and_(
        sign_in_proofs.c.secret == secret, sign_in_proofs.c.mailed.is_(mailed), sign_in_proofs.c.made_at > least
    )
    columns = [sign_in_proofs.c[each.name] for each in fields(Proof) if each.name != "person"]
    row = tx.execute(select(*columns, sign_in_proofs.c.person_id.label("person")).where(this)).mappings().first()
    return Proof(**row) if row else None


def drop_proof(tx: Tx, secret: str) -> bool:
    """Use a proof up; False if it was."""
    return tx.execute(delete(sign_in_proofs).where(sign_in_proofs.c.secret == secret)).rowcount > 0


def of_subject(tx: Tx, subject: str) -> Way | None:
    """The way of a subject."""
    return next(iter(_ways(tx, sign_in_ways.c.subject == subject)), None)


def of_person(tx: Tx, account: str) -> list[Way]:
    """The ways of the person behind an account, the oldest first."""
    person = select(accounts.c.person_id).where(accounts.c.account == account).scalar_subquery()
    return _ways(tx, sign_in_ways.c.person_id == person)


def _ways(tx: Tx, condition: ColumnElement[bool]) -> list[Way]:
    names = ("subject", "label", "added_at", "used_at")
    columns = (*(sign_in_ways.c[name] for name in names), sign_in_ways.c.person_id.label("person"))
    found = select(*columns).where(condition).order_by(sign_in_ways.c.added_at, sign_in_ways.c.subject)
    return [Way(**row) for row in tx.execute(found).mappings()]


def move(tx: Tx, subject: str, person: str, label: str, now: datetime) -> None:
    """From now on a subject signs a person in, and nobody else."""
    tx.execute(delete(sign_in_ways).where(sign_in_ways.c.subject == subject))
    values = {"subject": subject, "person_id": person, "label": label, "added_at": now}
    tx.execute(insert(sign_in_ways).values(values))


def remove(tx: Tx, account: str, subject: str) -> Way | None:
    """Separate a subject from the person behind an account; None if it is none of theirs."""
    found = next((way for way in of_person(tx, account) if way.subject == subject), None)
    if found is not None:
        tx.execute(delete(sign_in_ways).where(sign_in_ways.c.subject == subject))
    return found


def use(tx: Tx, subject: str, now: datetime) -> None:
    """Keep when somebody signed in by a subject last."""
    tx.execute(update(sign_in_ways).where(sign_in_ways.c.subject == subject).values(used_at=now))


def holder(tx: Tx, subject: str) -> Holder | None:
    """Who signs in by a subject; None where nobody does, or no account of theirs belongs to its workspace any more."""
    way = of_subject(tx, subject)
    return _holder(tx, way.person) if way is not None else None


def holder_of_mail(tx: Tx, address: str) -> Holder | None:
    """Who signs in by an e-mail address: who has proven it, or whom an administrator named it for; None where that is
    nobody, or not one person alone, or whose it is wants no e-mail."""
    mark = mark_of(address)
    if wants_no_mail(tx, address):
        return None
    if (proven := holder(tx, f"{MAIL}{mark}")) is not None:
        return proven
    named = select(invited.c.person_id, invited.c.mail).where(invited.c.person_id.is_not(None), invited.c.mail != "")
    found = {person for person, mail in tx.execute(named) if mark_of(mail) == mark}
    return _holder(tx, found.pop()) if len(found) == 1 else None


def wants_no_mail(tx: Tx, address: str) -> bool:
    """Whether whoever reads at an address has stopped all e-mail."""
    return tx.scalar(select(mail_stopped.c.mark).where(mail_stopped.c.mark == mark_of(address))) is not None


def who(tx: Tx, account: str) -> Holder | None:
    """The person behind an account, as who signs in; None where there is none that belongs."""
    person = person_of(tx, account)
    return _holder(tx, person) if person else None


def _holder(tx: Tx, person: str) -> Holder | None:
    """As the account that they used last, of those that belong: as in chat, so that it stays one conversation."""
    own = and_(accounts.c.person_id == person, accounts.c.belongs)
    columns = (accounts.c.account, accounts.c.workspace, people.c.name, people.c.locale)
    found = select(*columns).join(people, people.c.id == accounts.c.person_id).where(own)
    row = tx.execute(found.order_by(accounts.c.used_at.desc(), accounts.c.account).limit(1)).first()
    return Holder(person, *row) if row else None


def person_of(tx: Tx, account: str) -> str:
    """The id of the person behind an account; empty where there is none."""
    found = by_account(tx, account)
    return found.id if found else ""


def accounts_of(tx: Tx, person: str) -> Sequence[str]:
    """All accounts of a person that belong to their workspace."""
    own = and_(accounts.c.person_id == person, accounts.c.belongs)
    return list(tx.scalars(select(accounts.c.account).where(own).order_by(accounts.c.account)))


def tidy(tx: Tx, now: datetime) -> None:
    """Forget sign-ins that nobody finished, and proofs that nobody used."""
    tx.execute(delete(sign_in_flows).where(sign_in_flows.c.made_at <= now - LASTS))
    tx.execute(delete(sign_in_proofs).where(sign_in_proofs.c.made_at <= now - MAIL_LASTS))
