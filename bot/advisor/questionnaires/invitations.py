"""The links of a questionnaire, to be copied into mails: one for each member, or one for all.

They are shown to the people of the cluster alone, as often as they ask: a list of links is needed again for reminders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.advisor.questionnaires import links, mailing, printing
from bot.advisor.questionnaires.design import Design, design
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Download, Downloads, Heading, Note, Style, TableBlock, Text
from bot.chat.events import FormSent
from bot.chat.views import DocumentView, File, Message, Reply
from bot.exports.xlsx import xlsx
from bot.exports.xlsx.about import About
from bot.store import clusters, questionnaires
from bot.store.engine import Tx
from bot.store.questionnaires import Questionnaire
from flows.dialogues.member_questionnaire import MemberQuestionnaire
from flows.forms import FormRef
from flows.sheets import Column, Sheet

DOCUMENT = "questionnaire"
"""Stands where documents have their id, with the id of the questionnaire behind a colon."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class _Found:
    """A questionnaire, how it is answered if it was sent out, and who has answered."""

    design: Design
    cluster: str
    one: Questionnaire | None
    answered: frozenset[str]


async def show(turn: Turn, document_id: str) -> Reply:
    """The links, with a text for the mail."""
    found = await _find(turn, document_id)
    if found is None or found.one is None:
        return turn.say("questionnaire.gone")
    title = turn.voice.say("questionnaire.links-of", title=found.design.title)
    content = Message(title, tuple(_blocks(turn, found, found.one)))
    return Reply(view=DocumentView(f"{DOCUMENT}:{document_id}", title, content))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The page by its address."""
    return await show(turn, about)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is filled in here."""
    return await show(turn, sent.document.partition(":")[2])


async def file_(turn: Turn, document_id: str, name: str) -> Reply:
    """The questionnaire on paper, or the list of links as a spreadsheet; ``name`` ends with the form."""
    form = name.rpartition(".")[2]
    found = await _find(turn, document_id)
    if found is None or form not in _MEDIA_TYPES or (form == "xlsx" and found.one is None):
        return turn.say("questionnaire.gone")
    title = found.design.title
    if form == "docx":
        make = partial(printing.printed, turn, found.design, found.cluster)
    else:
        assert found.one is not None
        title = turn.voice.say("questionnaire.links-of", title=title)
        make = partial(_spreadsheet, turn, document_id, found, found.one)
    content = await turn.services.drawer.made(make)
    return Reply(files=(File(f"questionnaire.{form}", _MEDIA_TYPES[form], content, title),))


def on_paper(turn: Turn, document_id: str, version: int) -> Downloads:
    """The questionnaire for members who answer with a pen."""
    say = turn.voice.say
    return Downloads(say("questionnaire.paper"), (_paper(turn, document_id),), f"{DOCUMENT}:{document_id}", version)


def _paper(turn: Turn, document_id: str) -> Download:
    return Download(turn.voice.say("questionnaire.paper-file"), "docx", f"questionnaire:file:{document_id}:docx")


@reads
def _find(tx: Tx, turn: Turn, document_id: str) -> _Found | None:
    found = design(tx, turn.scope, document_id)
    if found is None:
        return None
    one = questionnaires.get(tx, turn.scope, document_id)
    answers = questionnaires.answers(tx, turn.scope, document_id) if one is not None else []
    return _Found(found, clusters.name(tx, turn.scope), one, frozenset(each.member for each in answers))


def _blocks(turn: Turn, found: _Found, one: Questionnaire) -> Iterable[Block]:
    say, mark = turn.voice.say, turn.voice.mark
    until, title = found.design.deadline, found.design.title
    yield Heading(say("questionnaire.links-of", title=title))
    if not one.takes(turn.now):
        yield Text(mark("questionnaire.links-over", date=until))
    yield Text(mark("questionnaire.links-each" if found.design.personal else "questionnaire.links-all", most=one.most))
    yield Text(mark("questionnaire.mail", title=title, cluster=found.cluster, date=until))
    rows = tuple(_rows(turn, found, one))
    missing = tuple(row for row in rows if not row[2])
    columns = (say("questionnaire.member"), say("questionnaire.link"))
    if missing:
        label = "questionnaire.to-answer" if found.design.personal else "questionnaire.one-link"
        yield TableBlock(say(label, count=len(missing)), columns, tuple(row[:2] for row in missing))
    if done := tuple((row[0],) for row in rows if row[2]):
        yield TableBlock(say("questionnaire.has-answered", count=len(done)), columns[:1], done)
    yield Downloads(
        say("file.menu"),
        (
            Download(say("questionnaire.links-file"), "xlsx", f"questionnaire:file:{one.document}:xlsx"),
            _paper(turn, one.document),
        ),
        f"{DOCUMENT}:{one.document}",
        found.design.version,
    )
    mail = Button(say("questionnaire.mail-title"), f"questionnaire:mail:{one.document}")
    back = Button(say("questionnaire.back"), f"document:open:{one.document}", Style.PRIMARY)
    yield Buttons((back, mail) if found.design.personal else (back,))
    if not turn.services.public_url:
        yield Note(mark("questionnaire.no-address"))


def _rows(turn: Turn, found: _Found, one: Questionnaire) -> Iterable[tuple[str, str, bool]]:
    """Who is asked, their link, and whether they have answered."""
    if not found.design.personal:
        yield turn.voice.say("questionnaire.everybody"), _address(turn, one, links.EVERYBODY), False
        return
    for member in found.design.members:
        yield member.name, _address(turn, one, member.id), member.id in found.answered


def _address(turn: Turn, one: Questionnaire, member: str) -> str:
    return mailing.link(one, member, turn.services.public_url)


def _spreadsheet(turn: Turn, document_id: str, found: _Found, one: Questionnaire) -> bytes:
    say = turn.voice.say
    heads: Sequence[str] = (say("questionnaire.member"), say("questionnaire.link"), say("questionnaire.answered"))
    yes = say("questionnaire.yes")
    rows = tuple(("", (name, link, yes if answered else "")) for name, link, answered in _rows(turn, found, one))
    sheet = Sheet(say("questionnaire.links"), tuple(map(Column, heads)), rows)
    about = About(
        document=document_id,
        dialogue=MemberQuestionnaire.id,
        dialogue_version=MemberQuestionnaire.version,
        version=found.design.version,
        title=found.design.title,
        made_at=turn.now,
    )
    return xlsx((sheet,), about)
