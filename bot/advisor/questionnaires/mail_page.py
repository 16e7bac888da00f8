"""The e-mail addresses of the members of one questionnaire: given for it alone, asked at them, and erased with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.advisor import consequences, notices
from bot.advisor.questionnaires.design import Design, design
from bot.advisor.readings import BusyError
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, TableBlock, Text
from bot.chat.events import FormSent, Intent, SentFile
from bot.chat.views import DocumentView, FileField, FormView, Message, Reply
from bot.imports import MOST_BYTES, read_file
from bot.store import documents, mail_addresses, questionnaires
from bot.store.engine import Tx
from bot.store.mail_addresses import MailAddress
from bot.store.questionnaires import Questionnaire
from bot.store.reminders import Reminder
from flows.fields import Kind, Question
from flows.forms import Form, FormField, FormRef
from flows.importing.table import Unreadable
from flows.questionnaire.mail_list import MailList, mail_list, typed
from flows.typed import clean_text

DOCUMENT = "import-addresses"
"""Stands where documents have their id, with the id of the questionnaire behind a colon."""

_GIVE = "give"
_TEXT = "text"
_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_MEGABYTES = MOST_BYTES // 1_000_000
_TOLD = 10
"""So many lines that cannot be kept are named one by one."""


@dataclass(frozen=True)
class _Found:
    """A questionnaire that takes answers by links of members, and the addresses that were given for it."""

    design: Design
    one: Questionnaire
    answered: frozenset[str]
    addresses: Mapping[str, MailAddress]

    @property
    def names(self) -> Mapping[str, str]:
        return {member.id: member.name for member in self.design.members}

    @property
    def new(self) -> list[MailAddress]:
        """The addresses to which nothing is sent yet."""
        return [each for each in self.addresses.values() if each.asked_at is None and each.works]


@dataclass(frozen=True)
class _Kept:
    """How many addresses were kept, the members who have answered already, and the reminders that are outdated."""

    count: int
    answered: tuple[str, ...]
    outdated: list[Reminder]


async def show(turn: Turn, document_id: str, said: str = "") -> Reply:
    """Who is asked by e-mail, and what can be done; why nobody is where no e-mail can be sent."""
    found = await _find(turn, document_id)
    if found is None:
        return turn.say("questionnaire.gone")
    title = turn.voice.say("questionnaire.mail-title")
    content = Message(said or title, tuple(_blocks(turn, document_id, found, said)))
    return Reply(view=DocumentView(f"{DOCUMENT}:{document_id}", title, content, paper=False))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A page by its address."""
    return await (give(turn, about) if ref.page == _GIVE else show(turn, about))


def _blocks(turn: Turn, document_id: str, found: _Found, said: str) -> Iterable[Block]:
    say, mark = turn.voice.say, turn.voice.mark
    yield Heading(say("questionnaire.mail-title"))
    if said:
        yield Text(turn.voice.mark("questionnaire.mail-said", text=said))
    back = Button(say("questionnaire.back"), f"document:open:{document_id}")
    copies = Button(say("questionnaire.links"), f"questionnaire:links:{document_id}")
    if not turn.services.mail:
        yield Text(mark("questionnaire.mail-off"))
        yield Buttons((copies, back))
        return
    yield Text(mark("questionnaire.mail-purpose"))
    rows = tuple(
        (name, found.addresses[id].address, _state(turn, found.addresses[id]))
        for id, name in found.names.items()
        if id in found.addresses
    )
    if rows:
        columns = (say("questionnaire.member"), say("questionnaire.mail-address"), say("questionnaire.mail-state"))
        yield TableBlock(say("questionnaire.mail-list", count=len(rows)), columns, rows)
    left = [id for id in found.names if id not in found.addresses and id not in found.answered]
    if left:
        yield Text(mark("questionnaire.mail-left", count=len(left)))
    give_ = Button(say("questionnaire.mail-give"), f"questionnaire:mail-give:{document_id}")
    buttons = [give_]
    if found.new and found.one.takes(turn.now):
        sure = say("questionnaire.mail-send-sure", count=len(found.new))
        label = say("questionnaire.mail-send", count=len(found.new))
        buttons.insert(0, Button(label, f"questionnaire:mail-send:{document_id}", Style.PRIMARY, confirm=sure))
    if rows:
        sure = say("questionnaire.mail-erase-sure")
        buttons.append(
            Button(
                say("questionnaire.mail-erase"), f"questionnaire:mail-erase:{document_id}", Style.DANGER, confirm=sure
            )
        )
    yield Buttons((*buttons, copies, back))
    yield Note(mark("questionnaire.mail-kept"))


def _state(turn: Turn, address: MailAddress) -> str:
    say = turn.voice.say
    if address.stopped:
        return say("questionnaire.mail-stopped")
    if address.refused_at is not None:
        return say("questionnaire.mail-refused", reason=address.refusal)
    if address.asked_at is None:
        return say("questionnaire.mail-new")
    return say("questionnaire.mail-asked", date=turn.voice.local_date(address.asked_at))


async def give(turn: Turn, document_id: str, text: str = "", wrong: str = "", field: str = "") -> Reply:
    """The form in which addresses are typed, pasted or brought in a file."""
    found = await _find(turn, document_id)
    if found is None:
        return turn.say("questionnaire.gone")
    if not turn.services.mail:
        return await show(turn, document_id)
    say = turn.voice.say
    title, asked = say("questionnaire.mail-give"), say("questionnaire.mail-lines")
    question = Question(Kind.LONG_TEXT, asked, help=say("questionnaire.mail-lines-help"), required=False)
    in_file, in_text = (wrong, "") if field != _TEXT else ("", wrong)
    fields = (FormField(_TEXT, question, text, in_text),)
    form = Form(DOCUMENT, title, FormRef(_GIVE), title, say("questionnaire.mail-intro"), 1, 1, fields, in_file)
    limit = say("questionnaire.mail-file-help", limit=_MEGABYTES)
    file = FileField(say("import.file"), limit, _ENDINGS, MOST_BYTES, in_file)
    submit = say("questionnaire.mail-keep")
    opened = int(turn.now.timestamp())
    return Reply(
        view=FormView(f"{DOCUMENT}:{document_id}", opened, form, first=True, alone=True, submit=submit, file=file)
    )


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Keep the addresses of members in the list; all others come back to be mended."""
    document_id = sent.document.partition(":")[2]
    if sent.ref.page != _GIVE or not turn.services.mail:
        return await show(turn, document_id)
    text = clean_text(str(sent.answers.get(_TEXT) or "")).strip()
    if sent.intent is not Intent.NEXT:
        return await give(turn, document_id, text)
    given = sent.file if sent.file is not None else text
    if not given:
        return await give(turn, document_id, text, turn.voice.say("questionnaire.nothing"))
    if sent.file is not None and sent.file.problem:
        return await give(turn, document_id, text, turn.voice.say(sent.file.problem, limit=_MEGABYTES))
    return await _read(turn, document_id, given, text)


async def _read(turn: Turn, document_id: str, given: SentFile | str, text: str) -> Reply:
    found = await _find(turn, document_id)
    if found is None:
        return turn.say("questionnaire.gone")
    field = _TEXT if given is text else ""
    try:
        read = await turn.services.readings.read(turn.person.id, partial(_listed, given, found.names))
    except BusyError:
        return await give(turn, document_id, text, turn.voice.say("import.busy"), field)
    except Unreadable as error:
        return await give(turn, document_id, text, turn.voice.words(error.words), field)
    kept = await _keep(turn, document_id, read.found)
    await notices.replace_outdated(turn, kept.outdated)
    bad = (*read.unknown, *read.wrong)
    if bad or (not kept.count and not kept.answered):
        lines = "\n".join(f"{name}; {address}" for name, address in bad)
        return await give(turn, document_id, lines or text, _problem(turn, read, kept), _TEXT)
    said = turn.voice.say("questionnaire.mail-given", count=kept.count)
    if kept.answered:
        said += " " + turn.voice.say("questionnaire.mail-answered", names=turn.voice.together(kept.answered))
    return await show(turn, document_id, said)


def _listed(given: SentFile | str, names: Mapping[str, str]) -> MailList:
    """What stands in a file or text; takes up to seconds.

    Raises:
        Unreadable: nothing can be taken from it.
    """
    tables = (typed(given),) if isinstance(given, str) else read_file(given.name, given.content).tables
    return mail_list(tables, names)


def _problem(turn: Turn, read: MailList, kept: _Kept) -> str:
    say, together = turn.voice.say, turn.voice.together
    said = [say("questionnaire.mail-given", count=kept.count)]
    if read.unknown:
        names = [name or address for name, address in read.unknown[:_TOLD]]
        said.append(say("questionnaire.mail-unknown", count=len(read.unknown), names=together(names)))
    if read.wrong:
        lines = [f"{name}: {address}" for name, address in read.wrong[:_TOLD]]
        said.append(say("questionnaire.mail-wrong", count=len(read.wrong), names=together(lines)))
    if not read.unknown and not read.wrong:
        said.append(say("questionnaire.mail-none"))
    return " ".join(said)


async def send(turn: Turn, document_id: str) -> Reply:
    """The button from which on the links go out by e-mail."""
    done = await _ask(turn, document_id) if turn.services.mail else None
    if done is None:
        return await show(turn, document_id)
    count, outdated = done
    await notices.replace_outdated(turn, outdated)
    return await show(turn, document_id, turn.voice.say("questionnaire.mail-sent", count=count))


async def erase(turn: Turn, document_id: str) -> Reply:
    """The button that erases all addresses of a questionnaire; who was not sent anything yet is not."""
    if await _erase(turn, document_id) is None:
        return turn.say("questionnaire.gone")
    return await show(turn, document_id, turn.voice.say("questionnaire.mail-erased"))


@reads
def _find(tx: Tx, turn: Turn, document_id: str) -> _Found | None:
    return _there(tx, turn, document_id)


def _there(tx: Tx, turn: Turn, document_id: str) -> _Found | None:
    found, one = design(tx, turn.scope, document_id), questionnaires.get(tx, turn.scope, document_id)
    if found is None or one is None or one.closed_at is not None or not found.personal:
        return None
    answered = frozenset(each.member for each in questionnaires.answers(tx, turn.scope, document_id))
    addresses = {each.member: each for each in mail_addresses.listing(tx, turn.scope, document_id)}
    return _Found(found, one, answered, addresses)


@writes
def _keep(tx: Tx, turn: Turn, document_id: str, given: Mapping[str, str]) -> _Kept:
    found, document = _there(tx, turn, document_id), documents.get(tx, turn.scope, document_id)
    if found is None or document is None:
        return _Kept(0, (), [])
    count = 0
    for member, address in given.items():
        before = found.addresses.get(member)
        if member in found.answered:
            continue
        count += 1
        if not address:
            mail_addresses.forget(tx, document_id, [member])
        elif before is None or before.address != address or before.refused_at is not None:
            mail_addresses.give(
                tx,
                turn.scope,
                who=member,
                name=found.names[member],
                address=address,
                zone=turn.person.zone,
                locale=turn.person.locale,
                now=turn.now,
                questionnaire=document_id,
            )
    answered = tuple(found.names[member] for member in given if member in found.answered)
    return _Kept(count, answered, consequences.reconcile(tx, turn, document))


@writes
def _ask(tx: Tx, turn: Turn, document_id: str) -> tuple[int, list[Reminder]] | None:
    found, document = _there(tx, turn, document_id), documents.get(tx, turn.scope, document_id)
    if found is None or document is None or not found.one.takes(turn.now):
        return None
    count = mail_addresses.ask(tx, turn.scope, document_id, turn.now)
    return count, consequences.reconcile(tx, turn, document)


@writes
def _erase(tx: Tx, turn: Turn, document_id: str) -> int | None:
    return mail_addresses.forget(tx, document_id) if _there(tx, turn, document_id) is not None else None
