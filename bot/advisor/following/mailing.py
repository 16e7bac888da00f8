"""Reminders by e-mail, for people without an account: the first message, and what follows where none arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.advisor.following import recipients, reminders
from bot.advisor.notices import Asked, Notice
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.reminders import timing
from bot.reminders.planning import Recipient, planned
from bot.reminders.timing import WorkingTime
from bot.store import documents, mail_addresses, people
from bot.store import reminders as rows
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.mail_addresses import MailAddress
from bot.store.people import Person
from bot.store.reminders import Planned, Reminder
from bot.store.scope import Role, Scope
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Words

FIRST, REFUSED, STOPPED = "mail-first", "mail-refused", "mail-stopped"
TOLD_FOR = timedelta(days=14)
"""How long it makes sense to tell somebody that an address was given, or takes nothing."""


@dataclass(frozen=True)
class Addressed:
    """Whom an account stands for.  ``by`` gave the address, for ``cluster``; ``secret`` stops all e-mail to it.

    ``asks``: for a questionnaire.
    """

    address: str
    name: str
    locale: str
    by: str
    cluster: str
    secret: str
    asks: bool


def addressed(tx: Tx, account: str, secret: str, now: datetime) -> Addressed | None:
    """Whom an account stands for, with a link of their own from now on; None where nothing may be sent."""
    found = mail_addresses.of_account(tx, account)
    person = people.by_id(tx, found.person) if found is not None else None
    if found is None or person is None or not found.works:
        return None
    mail_addresses.new_stop(tx, found.address, secret, now)
    by, asks = found.given_by_name, bool(found.questionnaire)
    return Addressed(found.address, found.name, person.locale, by, found.cluster_name, secret, asks)


def welcome(tx: Tx, turn: Turn, address: MailAddress, document: Document) -> None:
    """Tell whose address was given of that, in their next working hours."""
    person = people.by_id(tx, address.person)
    if person is not None:
        params = {"plan": document.name, "by": turn.person.name}
        planned = _at_once(FIRST, address, Recipient(person.id, WorkingTime.of(person)), document.id, params, turn.now)
        rows.reconcile(tx, turn.scope, _source(address), [planned], turn.now)


def follow(tx: Tx, cluster: str, now: datetime) -> None:
    """Let the reminders of all plans of a cluster fit the addresses that work now: who cannot be reached is reminded
    through the owner of the plan."""
    for document in _plans(tx, cluster):
        reminders.plan(tx, Scope(cluster, "", Role.STAFF), document, now)


def _plans(tx: Tx, cluster: str) -> list[Document]:
    listed = documents.listing(tx, Scope(cluster, "", Role.STAFF))
    return [each for each in listed if each.dialogue == ActionPlan.id and each.submitted_version is not None]


def undeliverable(tx: Tx, due: Sequence[Reminder], reason: str, now: datetime) -> None:
    """Reminders could not be delivered: nothing more is sent to the addresses behind them, and the owners of the plans
    get what they would have got, and are told why.  Those of a questionnaire stand on its page."""
    reason = reason if reason.endswith(".") else f"It was {reason}."
    for address in mail_addresses.of_persons(tx, {reminder.person for reminder in due}):
        theirs = [reminder for reminder in due if reminder.person == address.person]
        rows.take_back(tx, [reminder.id for reminder in theirs], "the address takes no e-mail")
        if address.works:
            mail_addresses.refuse(tx, address.id, reason, now)
        if address.works and not address.questionnaire:
            about = {reminder.document for reminder in theirs}
            _tell_owners(tx, REFUSED, address, about, {"reason": reason}, now)
            follow(tx, address.cluster, now)


def stop(tx: Tx, secret: str, stop: bool, now: datetime) -> bool:
    """Stop all e-mail to the address of a link, or allow it again; False where there is no such link.

    The owners of the plans get what would have been sent, and are told.
    """
    concerned = mail_addresses.set_stopped(tx, secret, stop, now)
    for address in concerned or ():
        if address.stopped is not stop and not address.questionnaire:
            if stop:
                _tell_owners(tx, STOPPED, address, None, {}, now)
            follow(tx, address.cluster, now)
    return concerned is not None


def _tell_owners(
    tx: Tx, kind: str, address: MailAddress, about: set[str | None] | None, params: dict[str, str], now: datetime
) -> None:
    """Tell whoever has a plan in which the person is responsible; ``about``: of these alone, where there are any."""
    scope = Scope(address.cluster, "", Role.STAFF)
    colleagues = [each for each in people.colleagues(tx, scope) if each.role is Role.STAFF]
    if not colleagues:
        return
    giver = next((each for each in colleagues if each.id == address.given_by), colleagues[0])
    named = [each for each in _plans(tx, address.cluster) if reminders.names(tx, scope, each, address.who)]
    chosen = [each for each in named if about is None or each.id in about] or named
    owners: dict[str, tuple[Person, str | None]] = {}
    for document in chosen:
        owner = recipients.staff(tx, scope, document, giver).owner
        owners.setdefault(owner.id, (owner, document.id))
    told = owners.values() or [(giver, None)]
    planned = [
        _at_once(kind, address, Recipient(person.id, WorkingTime.of(person)), document, params, now)
        for person, document in told
    ]
    rows.reconcile(tx, scope, _source(address), planned, now)


def _at_once(
    kind: str, address: MailAddress, person: Recipient, document: str | None, params: dict[str, str], now: datetime
) -> Planned:
    """News of an address: in the next working hours, once for each address that was given."""
    due_at = person.works.next_allowed(now, timing.spread(person.person))
    return planned(
        _source(address),
        kind,
        str(address.number),
        person,
        due_at,
        due_at + TOLD_FOR,
        document=document,
        version=address.number,
        params=params | {"name": address.name},
    )


def _source(address: MailAddress) -> str:
    return f"mail:{address.id}"


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """News of an address as they are now; None when it was given anew or taken away since."""
    speaker, reminder = asked.speaker, asked.reminder
    address = mail_addresses.of_account(tx, reminder.subject)
    if address is None or address.number != reminder.version:
        return None
    if reminder.kind == FIRST:
        params = {
            "by": str(reminder.params["by"]),
            "plan": short(str(reminder.params["plan"]), 80),
            "cluster": address.cluster_name,
        }
        return Notice(reminder, Words(id="mail.first", params=params), (), why=None, place=("", "", -1))
    if address.stopped is not (reminder.kind == STOPPED):
        return None
    params = {"name": address.name, "address": address.address, "reason": address.refusal}
    change = Button(speaker.say("mail.addresses"), f"reminder:addresses:{reminder.document}", Style.PRIMARY)
    buttons = (change,) if reminder.document and reminder.kind == REFUSED else ()
    return Notice(reminder, Words(id=f"mail.{reminder.kind.removeprefix('mail-')}", params=params), buttons, why=None)
