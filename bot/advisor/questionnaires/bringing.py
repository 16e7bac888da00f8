"""Answers collected elsewhere: read from a file, matched with the members who were asked, and only then taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.advisor.documents import dialogues
from bot.advisor.questionnaires.design import Design, design
from bot.advisor.readings import BusyError
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, also, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, TableBlock, Text
from bot.chat.events import FormSent, Intent, SentFile
from bot.chat.views import DocumentView, FileField, FormView, Message, Reply
from bot.imports import MOST_BYTES, read_file, read_text
from bot.store import mail_addresses, questionnaires
from bot.store.engine import Tx
from bot.store.questionnaires import Questionnaire
from flows.fields import Choice, Choices, Kind, Question
from flows.forms import Form, FormField, FormRef
from flows.importing.table import Unreadable
from flows.questionnaire.brought import Brought, brought, member_of, nearest
from flows.typed import clean_text

DOCUMENT = "import-answers"
"""Stands where documents have their id, with the id of the questionnaire behind a colon."""
MOST_UNKNOWN = 40
"""Names that are asked about at once."""

_FILE, _TEXT = "file", "text"
_BRING, _MEMBERS = "bring", "members"
_OUT = "-"
_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_MEGABYTES = MOST_BYTES // 1_000_000
_TOLD = 15
"""Cells that were not understood are told one by one up to here."""


@dataclass(frozen=True)
class _Found:
    """A questionnaire that takes answers, and the answers from a file that wait.

    ``answered`` are the members of whom there are answers already.
    """

    design: Design
    one: Questionnaire
    answered: frozenset[str]

    @property
    def names(self) -> Mapping[str, str]:
        return {member.id: member.name for member in self.design.members}

    @property
    def rows(self) -> list[tuple[str, dict[str, Any]]]:
        """Name as it stands in the file, and answers."""
        return [(str(name), values) for name, values in (self.one.brought or {}).get("rows", ())]

    @property
    def who(self) -> dict[str, str]:
        """Name in the file → member, `_OUT` where it is to be left out; without those nobody has been asked about."""
        said: Mapping[str, str] = (self.one.brought or {}).get("who", {})
        names = {name: member_of(name, self.names) or said.get(name, "") for name, _ in self.rows}
        return {name: member for name, member in names.items() if member}

    @property
    def left(self) -> int:
        """How many answers are taken yet."""
        return max(0, self.one.most - self.one.answered)

    @property
    def unknown(self) -> list[str]:
        """The names that are asked about; where nobody knows who answers, there is nothing to ask."""
        if not self.design.personal:
            return []
        return [name for name in dict.fromkeys(name for name, _ in self.rows) if name not in self.who]


async def start(turn: Turn, document_id: str, text: str = "", wrong: str = "", field: str = "") -> Reply:
    """The form in which a file is chosen or a table is pasted."""
    found = await _find(turn, document_id)
    if found is None:
        return turn.say("questionnaire.gone")
    say = turn.voice.say
    asked = Question(Kind.LONG_TEXT, say("import.text"), help=say("import.text-help"), required=False)
    in_file = wrong if field == _FILE else ""
    form = _form(
        turn,
        _BRING,
        say("questionnaire.bring-intro"),
        (FormField(_TEXT, asked, text, wrong if field == _TEXT else ""),),
        in_file,
    )
    file = FileField(
        say("import.file"), say("questionnaire.file-help", limit=_MEGABYTES), _ENDINGS, MOST_BYTES, in_file
    )
    opened = int(turn.now.timestamp())
    document = f"{DOCUMENT}:{document_id}"
    return Reply(view=FormView(document, opened, form, first=True, alone=True, submit=say("import.read"), file=file))


def _form(turn: Turn, page: str, intro: str, fields: tuple[FormField, ...], error: str = "") -> Form:
    title = turn.voice.say("questionnaire.bring")
    return Form(DOCUMENT, title, FormRef(page), title, intro, 1, 1, fields, error)


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A page by its address: the first form, or how far one is with what waits."""
    return await start(turn, about) if ref.page == _BRING else await look(turn, about)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """A page as it was sent."""
    document_id = sent.document.partition(":")[2]
    if sent.ref.page == _MEMBERS:
        said = {key: str(value or "") for key, value in sent.answers.items()}
        await _keep_who(turn, document_id, said)
        return await look(turn, document_id, sent=True)
    text = clean_text(str(sent.answers.get(_TEXT) or "")).strip()
    if sent.intent is not Intent.NEXT:
        return await start(turn, document_id, text)
    given = sent.file if sent.file is not None else text
    field = _FILE if given is sent.file else _TEXT
    if not given:
        return await start(turn, document_id, text, turn.voice.say("questionnaire.nothing"), _FILE)
    if sent.file is not None and sent.file.problem:
        return await start(turn, document_id, text, turn.voice.say(sent.file.problem, limit=_MEGABYTES), field)
    return await _read(turn, document_id, given, text, field)


async def _read(turn: Turn, document_id: str, given: SentFile | str, text: str, field: str) -> Reply:
    found = await _find(turn, document_id)
    if found is None:
        return turn.say("questionnaire.gone")
    try:
        read = await turn.services.readings.read(turn.person.id, partial(_answers, found.design, given))
    except BusyError:
        return await start(turn, document_id, text, turn.voice.say("import.busy"), field)
    except Unreadable as error:
        return await start(turn, document_id, text, turn.voice.words(error.words), field)
    await _keep(turn, document_id, read)
    return await look(turn, document_id)


def _answers(found: Design, given: SentFile | str) -> Brought:
    """Read and match with the questions; takes up to seconds.

    Raises:
        Unreadable: nothing can be taken from it.
    """
    source = read_text(given) if isinstance(given, str) else read_file(given.name, given.content)
    read = brought(found.questions, source.tables)
    if found.personal and not any(row.name for row in read.rows):
        raise Unreadable("questionnaire.no-members")
    unknown = {row.name for row in read.rows if not member_of(row.name, {m.id: m.name for m in found.members})}
    if found.personal and len(unknown) > MOST_UNKNOWN:
        raise Unreadable("questionnaire.too-many-unknown", {"count": len(unknown), "limit": MOST_UNKNOWN})
    return read


async def look(turn: Turn, document_id: str, *, sent: bool = False) -> Reply:
    """Who the unknown members are, as long as that is to be asked; then what would be taken over."""
    found = await _find(turn, document_id)
    if found is None or found.one.brought is None:
        return turn.say("questionnaire.nothing-waits")
    if found.unknown:
        return Reply(view=_who_form(turn, document_id, found, asked_before=sent))
    title = turn.voice.say("questionnaire.bring")
    content = Message(title, tuple(_blocks(turn, document_id, found)))
    return Reply(view=DocumentView(f"{DOCUMENT}:{document_id}", title, content, paper=False))


def _who_form(turn: Turn, document_id: str, found: _Found, *, asked_before: bool) -> FormView:
    say = turn.voice.say
    wrong = say("questionnaire.who-each") if asked_before else ""
    fields = tuple(
        FormField(
            f"w{at}",
            Question(Kind.CHOICE, name or say("questionnaire.nameless", row=at + 1)),
            error=wrong,
            choices=_offered(turn, found, name),
        )
        for at, name in enumerate(found.unknown)
    )
    intro = say("questionnaire.who-intro", count=len(fields), title=found.design.title)
    form = _form(turn, _MEMBERS, intro, fields)
    document = f"{DOCUMENT}:{document_id}"
    return FormView(document, 0, form, first=True, alone=True, submit=say("questionnaire.who-next"), passing=True)


def _offered(turn: Turn, found: _Found, name: str) -> Choices:
    names = found.names
    members = tuple(Choice(id, names[id]) for id in nearest(name, names))
    return (*members, Choice(_OUT, turn.voice.say("questionnaire.leave-out")))


def _blocks(turn: Turn, document_id: str, found: _Found) -> Sequence[Block]:
    say, mark = turn.voice.say, turn.voice.mark
    ready, before, out = _sorted(found)
    lines = [mark("questionnaire.would-add", count=len(ready))]
    if before:
        lines.append(mark("questionnaire.would-skip", names=turn.voice.together(before)))
    if out:
        lines.append(mark("questionnaire.would-leave-out", names=turn.voice.together(out)))
    blocks: list[Block] = [Heading(say("questionnaire.bring")), Text("\n\n".join(lines))]
    unread = list((found.one.brought or {}).get("unread", ()))
    if unread:
        columns = (say("import.row"), say("questionnaire.question"), say("import.stands-there"))
        rows = tuple((str(row), str(question), short(str(typed), 60)) for row, question, typed in unread[:_TOLD])
        note = say("questionnaire.unread-note")
        blocks.append(TableBlock(say("questionnaire.unread", count=len(unread)), columns, rows, note))
    if left_out := (found.one.brought or {}).get("left_out"):
        blocks.append(Text(mark("questionnaire.columns-out", names=turn.voice.together(left_out))))
    drop = Button(say("import.drop"), f"questionnaire:drop:{document_id}")
    take = Button(say("questionnaire.take"), f"questionnaire:take:{document_id}", Style.PRIMARY)
    fits = len(ready) <= found.left
    if not fits:
        blocks.append(Text(mark("questionnaire.over-limit", most=found.one.most, left=found.left)))
    blocks.append(Buttons((take, drop) if ready and fits else (drop,)))
    return blocks


def _sorted(found: _Found) -> tuple[list[tuple[str, dict[str, Any]]], list[str], list[str]]:
    """The answers that can be taken over with their members, and the names of those who answered, or are left out."""
    if not found.design.personal:
        return [("", values) for _, values in found.rows], [], []
    ready: dict[str, dict[str, Any]] = {}
    before: list[str] = []
    out: list[str] = []
    for name, values in found.rows:
        member = found.who.get(name, _OUT)
        if member == _OUT or member not in found.names:
            out.append(name)
        elif member in found.answered or member in ready:
            before.append(name)
        else:
            ready[member] = values
    return list(ready.items()), before, out


async def take(turn: Turn, document_id: str) -> Reply:
    """The button that takes the answers over."""
    count = await _take(turn, document_id)
    if count is None:
        return turn.say("questionnaire.nothing-waits")
    opened = await dialogues.open_(turn, document_id, FormRef(""))
    return also(opened, turn.line("questionnaire.taken", count=count))


async def drop(turn: Turn, document_id: str) -> Reply:
    """The button that throws away what was brought."""
    await _drop(turn, document_id)
    opened = await dialogues.open_(turn, document_id, FormRef(""))
    return also(opened, turn.line("questionnaire.dropped"))


@reads
def _find(tx: Tx, turn: Turn, document_id: str) -> _Found | None:
    return _there(tx, turn, document_id)


def _there(tx: Tx, turn: Turn, document_id: str) -> _Found | None:
    one, found = questionnaires.get(tx, turn.scope, document_id), design(tx, turn.scope, document_id)
    if one is None or found is None or one.closed_at is not None:
        return None
    answers = questionnaires.answers(tx, turn.scope, document_id)
    return _Found(found, one, frozenset(each.member for each in answers))


@writes
def _keep(tx: Tx, turn: Turn, document_id: str, read: Brought) -> None:
    rows = [[row.name, row.values] for row in read.rows]
    stored = {"rows": rows, "unread": [list(each) for each in read.unread], "left_out": list(read.left_out), "who": {}}
    questionnaires.bring(tx, turn.scope, document_id, stored)


@writes
def _keep_who(tx: Tx, turn: Turn, document_id: str, said: Mapping[str, str]) -> None:
    """Keep who the unknown members are, as somebody just said."""
    found = _there(tx, turn, document_id)
    if found is None or found.one.brought is None:
        return
    allowed = {*found.names, _OUT}
    chosen = {name: said.get(f"w{at}", "") for at, name in enumerate(found.unknown)}
    who = {**found.who, **{name: member for name, member in chosen.items() if member in allowed}}
    questionnaires.bring(tx, turn.scope, document_id, {**found.one.brought, "who": who})


@writes
def _take(tx: Tx, turn: Turn, document_id: str) -> int | None:
    """How many were taken over; None where nothing waits, or somebody is still to be asked about."""
    found = _there(tx, turn, document_id)
    if found is None or found.one.brought is None or found.unknown:
        return None
    ready, _, _ = _sorted(found)
    if len(ready) > found.left:  # some of them would be lost, and nobody could tell which
        return 0
    count = questionnaires.take(tx, turn.scope, document_id, ready, turn.now)
    questionnaires.bring(tx, turn.scope, document_id, None)
    mail_addresses.forget(tx, document_id, [member for member, _ in ready if member])
    return count


@writes
def _drop(tx: Tx, turn: Turn, document_id: str) -> None:
    questionnaires.bring(tx, turn.scope, document_id, None)
