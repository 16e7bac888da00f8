"""Finished documents: what one does first, then what they say; for staff, for coaches, and to be shared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.advisor import consequences, further_reading
from bot.advisor.documents import changes, commented, comparing, keeping, sharing
from bot.advisor.documents.commented import Commented
from bot.advisor.documents.contents import (
    Shown,
    all_tables,
    answered,
    downloads,
    heading,
    noticed,
    part,
    pictures,
    table_block,
    tables,
)
from bot.advisor.documents.drafts import Draft, GoneError, load
from bot.advisor.documents.history import number_in
from bot.advisor.documents.shown import asked, called, name_of, of_cluster, of_staff, submitted, which
from bot.advisor.turn import Turn, here, reads
from bot.chat.blocks import Block, Button, Buttons, Facts, Heading, Note, Part, Style, TableBlock
from bot.chat.views import DocumentView, Message, Reply
from bot.store import versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.contents import sections
from flows.forms import FormRef

LONG = 8
"""So many answers and rows of tables make a document so long that its buttons stand below it as well."""
VERSIONS = "versions"
"""The page of a document on which one of its versions is read: the row is its number."""


@reads
def document_view(tx: Tx, turn: Turn, draft: Draft) -> DocumentView:
    """The last submitted version of a document of the person's own cluster, with its buttons."""
    number = draft.document.submitted_version
    assert number is not None
    found = versions.version(tx, turn.scope, draft.document.id, number)
    assert found is not None
    shown = of_staff(tx, turn, draft, found)
    notes = [submitted(turn, found)]
    if found.handed_in_at:
        handed_in_on = turn.voice.local_date(found.handed_in_at)
        notes.append(turn.voice.mark("document.handed-in-on", version=number, date=handed_in_on))
    buttons = list(_buttons(tx, turn, draft, shown))
    said = Commented(tx, turn, draft.document.id, number, number) if draft.document.handed_in_version else None
    parts = commented.beside(said, shown) if said else answered(turn.voice, shown)
    contents = [*parts, *pictures(turn.voice, shown), *tables(turn.voice, shown)]
    blocks = (
        *heading(turn.voice, shown),
        *changes.blocks(turn, draft),
        *(commented.overview(said, shown) if said else ()),
        *(block for each in consequences.of(turn, draft.document) for block in each.blocks(tx, turn, draft.document)),
        *noticed(turn.voice, shown.conclusion.findings),
        *buttons,
        *downloads(turn.voice, shown),
        *_beside_files(turn, draft),
        *keeping.returns(turn, draft),
        *_notes(tx, turn, draft),
        *contents,
        *(buttons if _is_long(contents) else ()),
        *_worth_reading(tx, turn, shown),
        keeping.buttons(turn, draft.document),
        *sharing.buttons(turn, draft.document),
        *_earlier(turn, versions.versions(tx, turn.scope, draft.document.id), number),
        Note("\n\n".join(notes)),
    )
    return _view(draft.document.id, shown, blocks)


@reads
def version(tx: Tx, turn: Turn, document_id: str, number: str) -> Reply:
    """An earlier version, to be read: staff may read all of their cluster, a coach those that were handed in."""
    wanted = number_in(number)
    if turn.is_coach:
        return _of_coach(tx, turn, document_id, wanted)
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    found = versions.version(tx, turn.scope, document_id, wanted)
    latest = draft.document.submitted_version
    if found is None or latest is None:
        return turn.say("document.no-version", version=number[:9])
    shown = of_staff(tx, turn, draft, found, live=wanted == latest)
    open_ = Button(turn.voice.say("document.latest"), f"document:open:{document_id}")
    said = Commented(tx, turn, document_id, wanted, latest)
    blocks = (
        *heading(turn.voice, shown),
        Note(which(turn, found, latest)),
        Buttons((open_, *comparing.of_earlier(turn, document_id, wanted, latest))),
        *downloads(turn.voice, shown),
        *commented.beside(said, shown),
        *pictures(turn.voice, shown),
        *tables(turn.voice, shown),
        *_earlier(turn, versions.versions(tx, turn.scope, document_id), wanted),
    )
    return Reply(view=_view(document_id, shown, blocks, _ref(wanted)))


@reads
def table(tx: Tx, turn: Turn, document_id: str, number: str, id: str) -> Reply:
    """One table of a version with all its columns, where a surface shows it only when it is asked for."""
    shown = asked(tx, turn, document_id, number)
    found = next((each for each in all_tables(shown) if each.id == id), None) if shown is not None else None
    if shown is None or found is None:
        return turn.say("document.no-table")
    block = table_block(turn.voice, replace(shown, version=None), found)
    return Reply(window=Message(f"{block.title}: {shown.title}", (Heading(shown.title), replace(block, main=()))))


@reads
def page(tx: Tx, turn: Turn, document_id: str, number: str, id: str) -> Reply:
    """All that was answered on one page of a version, where a surface shows it only when it is asked for."""
    shown = asked(tx, turn, document_id, number)
    found = sections(shown.dialogue, shown.answers) if shown is not None else ()
    wanted = next((each for each in found if each.page == id), None)
    if shown is None or wanted is None:
        return turn.say("document.no-table")
    block = part(turn.voice, replace(shown, version=None), wanted)
    return Reply(window=Message(f"{block.title}: {shown.title}", (Heading(shown.title), block)))


@reads
def share(tx: Tx, turn: Turn, document_id: str, seal: str) -> Reply:
    """The button "Share here": the version submitted last, for everybody in the place where it was pressed.

    Its one button opens the document for those to whom it is open.
    """
    if not sharing.may_share(turn) or seal != sharing.seal(document_id, turn.person.id, turn.place):
        return turn.say("document.not-shared")
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    number = draft.document.submitted_version
    found = versions.version(tx, turn.scope, document_id, number) if number is not None else None
    if found is None:
        return turn.say("document.share-submit-first")
    shown = replace(of_staff(tx, turn, draft, found, live=False), version=None)  # nobody else may ask for more of it
    blocks = (
        *heading(turn.voice, shown),  # what was noticed is for those who can mend it
        *answered(turn.voice, shown),
        *tables(turn.voice, shown),
        Note(turn.voice.mark("document.shared-by", name=turn.person.name, version=found.number)),
        Buttons((Button(turn.voice.say("dialogue.open"), f"document:open:{document_id}"),)),
    )
    said = turn.line("document.shared", title=shown.title)
    return Reply(messages=(said,), shared=here(Message(shown.statement, blocks)))


@reads
def handed_in(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """A document that a cluster handed in, for its coach; nobody else gets here."""
    return _of_coach(tx, turn, document_id, None) if turn.is_coach else turn.say("dialogue.gone")


BEHIND = "behind"
"""The page of a document on which one is read from which it was begun: the row is its id."""


@reads
def behind(tx: Tx, turn: Turn, document_id: str, source: str) -> Reply:
    """What a document was begun from, as it was when that was handed in: for the coach."""
    plan = versions.handed_in_document(tx, turn.person.id, document_id) if turn.is_coach else None
    known = versions.behind(tx, turn.person.id, plan) if plan is not None else []
    found = next((each for each in known if each.document == source), None)
    if plan is None or found is None:
        return turn.say("dialogue.gone")
    shown = of_cluster(tx, turn, found, live=False)
    back = Button(turn.voice.say("document.back-to", title=name_of(turn, plan)), f"document:open:{document_id}")
    blocks = (
        *heading(turn.voice, shown),
        Buttons((back,)),
        *downloads(turn.voice, shown),
        *answered(turn.voice, shown),
        *pictures(turn.voice, shown),
        *tables(turn.voice, shown),
        Note(submitted(turn, found)),
    )
    return Reply(view=_view(document_id, shown, blocks, FormRef(BEHIND, row=source)))


def _of_coach(tx: Tx, turn: Turn, document_id: str, number: int | None) -> Reply:
    """A handed-in version, the latest where none is named, with the statuses of today and what is behind it."""
    found = versions.handed_in_document(tx, turn.person.id, document_id, number)
    if found is None:
        return turn.say("dialogue.gone")
    known = versions.handed_in_numbers(tx, turn.person.id, document_id)
    latest = known[0].number
    shown = of_cluster(tx, turn, found, live=found.number == latest)
    sources = [
        Button(called(turn, each), f"document:behind:{document_id}:{each.document}")
        for each in versions.behind(tx, turn.person.id, found)
        if found.number == latest
    ]
    said = Commented(tx, turn, document_id, found.number, latest)
    blocks = (
        *heading(turn.voice, shown),
        *commented.overview(said, shown),
        *noticed(turn.voice, shown.conclusion.findings),
        *((Heading(turn.voice.say("document.behind")), Buttons(tuple(sources))) if sources else ()),
        *downloads(turn.voice, shown),
        *commented.beside(said, shown),
        *pictures(turn.voice, shown),
        *tables(turn.voice, shown),
        *_earlier(turn, known, found.number),
        Note(submitted(turn, found) if found.number == latest else which(turn, found, latest)),
    )
    return Reply(view=_view(document_id, shown, blocks, None if number is None else _ref(found.number)))


def _view(document_id: str, shown: Shown, blocks: tuple[Block, ...], ref: FormRef | None = None) -> DocumentView:
    return DocumentView(document_id, shown.title, Message(shown.statement, blocks), ref)


def _ref(number: int) -> FormRef:
    return FormRef(VERSIONS, row=str(number))


def _buttons(tx: Tx, turn: Turn, draft: Draft, shown: Shown) -> Iterator[Block]:
    """What one does next with a submitted document, the most important first."""
    document = draft.document
    first = [button for each in consequences.of(turn, document) for button in each.buttons(turn, document)]
    steps = [
        Button(
            turn.voice.words(step.label),
            f"dialogue:start:{step.dialogue}:{document.id}:{step.about}",
            Style.NORMAL if first or number else Style.PRIMARY,
        )
        for number, step in enumerate(shown.conclusion.next_steps)
        if step.dialogue in registry.all_dialogues()
    ]
    final = any(each.is_final(tx, turn, document) for each in consequences.of(turn, document))
    edit = () if final else (Button(turn.voice.say("dialogue.edit"), f"document:edit:{document.id}"),)
    if buttons := (*first, *steps, *edit):
        yield Buttons(buttons)


def _beside_files(turn: Turn, draft: Draft) -> Iterator[Block]:
    document = draft.document
    if buttons := [button for each in consequences.of(turn, document) for button in each.beside_files(turn, document)]:
        yield Buttons(tuple(buttons))


def _notes(tx: Tx, turn: Turn, draft: Draft) -> Iterator[Block]:
    for each in consequences.of(turn, draft.document):
        yield from (Note(note) for note in each.notes(tx, turn, draft.document))


def _is_long(contents: Sequence[Block]) -> bool:
    blocks = [item for each in contents for item in (each.items if isinstance(each, Part) else (each,))]
    return sum(_lines(block) for block in blocks) >= LONG


def _lines(block: Block) -> int:
    match block:
        case Facts(pairs=lines) | TableBlock(rows=lines):
            return len(lines)
    return 0


def _worth_reading(tx: Tx, turn: Turn, shown: Shown) -> Iterator[Block]:
    read = further_reading.titles(tx, turn, shown.conclusion.articles)
    if read:
        yield Heading(turn.voice.say("document.read"))
        yield Buttons(tuple(Button(title, f"article:{article}:") for article, title in read.items()))


def _earlier(turn: Turn, known: list[Version], number: int) -> Iterator[Block]:
    """The other versions, each to be opened, the latest first."""
    others = [
        Button(
            turn.voice.say(
                "document.version-number", version=each.number, date=turn.voice.local_date(each.submitted_at)
            ),
            f"document:version:{each.document}:{each.number}",
        )
        for each in known
        if each.number < number
    ]
    if others:
        yield Heading(turn.voice.say("document.history"))
        yield Buttons((*others, comparing.of_latest(turn, known, number)))
