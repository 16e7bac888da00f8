"""About us: what the cluster said once and others build on, with who said it when and the way to change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.advisor.documents.contents import Shown, conclude, part, table_block
from bot.advisor.documents.directory import directory
from bot.advisor.documents.drafts import title_of
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Part, Style, TableBlock, Text
from bot.chat.events import FormSent
from bot.chat.views import DocumentView, Message, Reply
from bot.store import documents, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.contents import sections
from flows.documents import effective
from flows.facts import KINDS, FactKind
from flows.forms import FormRef
from flows.people import with_names

DOCUMENT = "about"
"""Stands where documents have their id: the page is opened as that of a document is."""
MOST = 10
"""Documents of a kind of which each is a fact of its own."""


@dataclass(frozen=True)
class _Said:
    """A submitted document, as it was submitted last."""

    document: Document
    version: Version
    shown: Shown


async def show(turn: Turn) -> Reply:
    """The button "About us"."""
    if not turn.person.cluster:
        return turn.say("dialogue.coach")
    return Reply(view=await _view(turn))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The page."""
    return await show(turn)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is sent to it; what is there is shown."""
    return await show(turn)


@reads
def _view(tx: Tx, turn: Turn) -> DocumentView:
    say = turn.voice.say
    title = say("about.title")
    blocks: list[Block] = [Heading(title), Text(turn.voice.mark("about.intro"))]
    missing: list[Entry] = []
    for kind in KINDS:
        if kind.dialogue not in registry.all_dialogues():
            continue
        said = _said(tx, turn, kind)
        if told := [each for one in said for each in _told(turn, kind, one)]:
            if kind.every:
                blocks.append(Heading(turn.voice.text("facts", kind.title)))
            blocks += told
        else:
            missing.append(_missing(turn, kind))
    if missing:
        blocks.append(Entries(say("about.missing"), tuple(missing)))
    return DocumentView(DOCUMENT, title, Message(title, tuple(blocks)))


def _said(tx: Tx, turn: Turn, kind: FactKind) -> Sequence[_Said]:
    """The documents that tell the facts of a kind, the one submitted last first."""
    there = [each for each in documents.listing(tx, turn.scope) if each.dialogue == kind.dialogue]
    submitted = sorted(
        (each for each in there if each.submitted_at is not None), key=lambda each: each.submitted_at or turn.now
    )
    known = directory(tx, turn.scope, turn.person.id)
    found = []
    for document in list(reversed(submitted))[: MOST if kind.every else 1]:
        version = versions.version(tx, turn.scope, document.id, document.submitted_version or 0)
        if version is None:
            continue
        dialogue = registry.dialogue(document.dialogue)
        answers = with_names(dialogue.upgrade(version.answers, version.dialogue_version), known.names)
        answers = effective(dialogue, answers, document.answers)
        conclusion = conclude(tx, turn, dialogue, answers, known)
        shown = Shown(dialogue, title_of(document, turn.voice), conclusion, answers=answers)
        found.append(_Said(document, version, shown))
    return found


def _told(turn: Turn, kind: FactKind, said: _Said) -> Iterator[Block]:
    """The facts of one document, with who said them and the way to change them; nothing where it tells none."""
    voice, shown = turn.voice, said.shown
    found: list[Block] = [Text(voice.mark("document.statement", statement=shown.statement))] if kind.every else []
    found += [table_block(voice, shown, each) for each in shown.conclusion.tables if each.id in kind.tables]
    pages = [each for each in sections(shown.dialogue, shown.answers) if each.page in kind.pages]
    found += [part(voice, shown, page) for page in pages]
    if not found:
        return
    if not kind.every and not isinstance(found[0], Part | TableBlock):
        found.insert(0, Heading(voice.text("facts", kind.title)))
    yield from found
    date = voice.local_date(said.version.submitted_at)
    title = title_of(said.document, voice)
    yield Note(voice.mark("about.said", name=said.version.submitted_by_name or "–", date=date, title=title))
    edit = Button(voice.say("dialogue.edit"), f"document:edit:{said.document.id}")
    yield Buttons((edit, Button(voice.say("dialogue.open"), f"document:open:{said.document.id}", Style.LINK)))


def _missing(turn: Turn, kind: FactKind) -> Entry:
    dialogue = registry.dialogue(kind.dialogue)
    title = turn.voice.text(dialogue.id, dialogue.title)
    start = Button(turn.voice.say("answer.start", dialogue=title), f"dialogue:start:{dialogue.id}::")
    return Entry(
        turn.voice.text("facts", kind.title), turn.voice.say("next.minutes", minutes=dialogue.minutes), (start,)
    )
