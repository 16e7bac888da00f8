"""The e-mail addresses of those responsible in a plan who have no account: shown, given, changed and taken away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.advisor import consequences, notices
from bot.advisor.consequences import Consequences
from bot.advisor.following import duties, mailing, recipients
from bot.advisor.following.recipients import MAILED
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Style
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store import documents, mail_addresses
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.mail_addresses import MailAddress
from bot.store.reminders import Reminder
from flows.dialogue import Dialogue, Page
from flows.dialogues.action_plan import ActionPlan
from flows.fields import Raw, questions, short_text
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.reading.mail_addresses import is_address
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "address"
"""Stands where documents have their id, before the plan and the person: ``address:<document>:<mark>``."""

_PAGE = "mail"


class AddressPage(Page):
    title = "E-mail address"
    intro = (
        "Give it only with the person's consent. They get a message that says who gave it, what for, and how to stop. "
        "It is used for reminders of this cluster's plans, and for nothing else."
    )
    address: str = short_text("At which e-mail address can they be reminded?", example="anna@example.org")


class Address(Dialogue):
    """The page of an address; no document is made of it."""

    id = "address"
    command = "address"
    title = "E-mail address"
    purpose = "Say how somebody without an account can be reminded."
    minutes = 1
    mail: AddressPage


@dataclass(frozen=True)
class _Outside:
    """Somebody without an account who is responsible for something open in a plan."""

    who: str
    name: str
    address: MailAddress | None

    @property
    def mark(self) -> str:
        """What stands for them in a button."""
        return sha256(self.who.encode()).hexdigest()[:16]


class MailAddresses(Consequences):
    """A submitted plan offers to give the addresses of those whom no reminder reaches."""

    dialogue = ActionPlan.id

    def buttons(self, turn: Turn, document: Document) -> Iterable[Button]:
        """To the addresses, where e-mail is set up."""
        if turn.services.mail and document.submitted_version is not None and not turn.is_coach:
            yield Button(turn.voice.say("mail.addresses"), f"reminder:addresses:{document.id}", Style.LINK)


async def show(turn: Turn, document_id: str) -> Reply:
    """Everybody responsible in a plan who has no account, with their addresses."""
    return await _shown(turn, document_id)


async def open_(turn: Turn, ref: FormRef, about: str) -> Reply:
    """The form of one of them, ``about`` is ``<document>:<mark>``; or all of them."""
    document_id, _, mark = about.partition(":")
    return await (ask(turn, document_id, mark) if mark else show(turn, document_id))


async def ask(turn: Turn, document_id: str, mark: str) -> Reply:
    """The button that opens the form."""
    outside = await _find(turn, document_id, mark)
    if outside is None:
        return turn.say("mail.nobody")
    typed = outside.address.address if outside.address else ""
    return Reply(view=_form(turn, document_id, outside, {"address": typed}))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Keep an address; what is none says so beside its field."""
    document_id, _, mark = sent.document.partition(":")[2].partition(":")
    outside = await _find(turn, document_id, mark)
    if outside is None:
        return turn.say("mail.nobody")
    if sent.ref.page != _PAGE or sent.intent is Intent.BACK:
        return await show(turn, document_id)
    asked = questions(AddressPage)
    answers: dict[str, Raw] = {key: clean(question, sent.answers.get(key)) for key, question in asked.items()}
    checked = Address.check_page(_PAGE, answers, Scene(turn.today, {_PAGE: answers}))
    page = checked.model
    if checked.errors or not isinstance(page, AddressPage):
        return Reply(view=_form(turn, document_id, outside, answers, checked.errors))
    if not is_address(page.address):
        wrong = FieldError(("address",), Words(id="mail.no-address", params={"typed": page.address[:60]}))
        return Reply(view=_form(turn, document_id, outside, answers, (wrong,)))
    if outside.address is not None and outside.address.works and outside.address.address == page.address:
        return await show(turn, document_id)
    outdated = await _give(turn, document_id, outside, page.address)
    await notices.replace_outdated(turn, outdated)
    return await _shown(turn, document_id, turn.line("mail.given", name=outside.name))


async def remove(turn: Turn, document_id: str, mark: str) -> Reply:
    """The button that takes an address away."""
    outside = await _find(turn, document_id, mark)
    if outside is None or outside.address is None:
        return turn.say("mail.nobody")
    await notices.replace_outdated(turn, await _remove(turn, outside.address))
    return await _shown(turn, document_id, turn.line("mail.removed", name=outside.name))


@writes
def _give(tx: Tx, turn: Turn, document_id: str, outside: _Outside, address: str) -> list[Reminder]:
    person = turn.person
    id = mail_addresses.give(
        tx,
        turn.scope,
        who=outside.who,
        name=outside.name,
        address=address,
        zone=person.zone,
        locale=person.locale,
        now=turn.now,
    )
    document = documents.get(tx, turn.scope, document_id)
    found = next((each for each in mail_addresses.listing(tx, turn.scope) if each.id == id), None)
    if document is not None and found is not None and not found.stopped:
        mailing.welcome(tx, turn, found, document)
    return consequences.reconcile_all(tx, turn)


@writes
def _remove(tx: Tx, turn: Turn, address: MailAddress) -> list[Reminder]:
    mail_addresses.remove(tx, turn.scope, address.id)
    return consequences.reconcile_all(tx, turn)


@reads
def _find(tx: Tx, turn: Turn, document_id: str, mark: str) -> _Outside | None:
    return next((each for each in _outside(tx, turn, document_id) if each.mark == mark), None)


def _outside(tx: Tx, turn: Turn, document_id: str) -> list[_Outside]:
    """Those without an account who are responsible for something open in a plan; none where e-mail is not set up."""
    document = documents.get(tx, turn.scope, document_id) if turn.services.mail and not turn.is_coach else None
    if document is None:
        return []
    known = recipients.staff(tx, turn.scope, document, turn.person)
    addresses = {each.who: each for each in mail_addresses.listing(tx, turn.scope)}
    found: dict[str, _Outside] = {}
    for duty in duties.of_plan(tx, turn.scope, document_id):
        unreachable = {person.key for person, why in known.of(duty).unreachable if why in MAILED}
        for person in duty.responsible:
            if not duty.done and (person.key in unreachable or person.key in known.mailed):
                found.setdefault(person.key, _Outside(person.key, person.name, addresses.get(person.key)))
    return list(found.values())


def _form(
    turn: Turn, document_id: str, outside: _Outside, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()
) -> FormView:
    form = build_form(Address, FormRef(_PAGE), {_PAGE: answers}, errors, word=turn.voice.words)
    notice = turn.voice.say("mail.for", name=outside.name)
    return FormView(f"{DOCUMENT}:{document_id}:{outside.mark}", 0, form, notices=(notice,), first=True, alone=True)


async def _shown(turn: Turn, document_id: str, said: Message | None = None) -> Reply:
    outside = await _all(turn, document_id)
    if not outside and said is None:
        return turn.say("mail.nobody")
    say = turn.voice.say
    entries = tuple(_entry(turn, document_id, each) for each in outside)
    back = Button(say("reminder.open-plan"), f"document:open:{document_id}")
    blocks: list[Block] = [Heading(say("mail.title")), *(said.blocks if said else ())]
    blocks += [Entries(say("mail.who"), entries, say("mail.nobody")), Note(turn.voice.mark("mail.what-for"))]
    content = Message(said.summary if said else say("mail.title"), (*blocks, Buttons((back,))))
    return Reply(view=DocumentView(f"{DOCUMENT}:{document_id}", say("mail.title"), content, paper=False))


@reads
def _all(tx: Tx, turn: Turn, document_id: str) -> list[_Outside]:
    return _outside(tx, turn, document_id)


def _entry(turn: Turn, document_id: str, outside: _Outside) -> Entry:
    say, address, end = turn.voice.say, outside.address, f"{document_id}:{outside.mark}"
    give = Button(say("mail.change" if address else "mail.give"), f"reminder:address:{end}", Style.PRIMARY)
    if address is None:
        return Entry(outside.name, say("mail.none"), (give,))
    message = "mail.is-stopped" if address.stopped else "mail.is-refused" if address.refused_at else "mail.is"
    day = turn.voice.local_date(address.given_at)
    detail = say(message, address=address.address, by=address.given_by_name or "–", date=day, reason=address.refusal)
    asked = say("mail.remove-confirm", name=outside.name)
    take = Button(say("mail.remove"), f"reminder:address-off:{end}", Style.DANGER, confirm=asked)
    return Entry(outside.name, detail, (give, take))
