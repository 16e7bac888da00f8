"""Taking in a file or a pasted table: read beside everything else, and kept until somebody takes it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bot.advisor.documents.drafts import Draft, GoneError, load
from bot.advisor.importing.packing import packed
from bot.advisor.readings import BusyError
from bot.advisor.turn import Turn, reads, writes
from bot.chat.events import SentFile
from bot.imports import MOST_BYTES, read_file, read_text
from bot.store import imports, versions
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import Dialogue
from flows.importing.columns import Layout, layout
from flows.importing.table import Ours, Source, Unreadable

MOST = 10
"""So many files of one person wait at most."""
KEPT = timedelta(days=7)
"""How long they wait."""
LONGEST_NAME = 120
"""Characters of a file's name."""
MEGABYTES = MOST_BYTES // 1_000_000


@dataclass(frozen=True)
class Refused:
    """Nothing was kept; ``why`` says what is wrong and what to do."""

    why: str


@dataclass(frozen=True)
class _Read:
    """What was read: for which dialogue, and in the form in which it waits."""

    source: Source
    dialogue: type[Dialogue]
    columns: Layout | None
    stored: dict[str, Any]


def takers(turn: Turn) -> Sequence[type[Dialogue]]:
    """The dialogues into which the person may bring something; none for a coach."""
    if turn.is_coach or turn.is_outsider or not turn.person.cluster:
        return ()
    return [each for each in registry.all_dialogues(turn.audience).values() if each.imported]


async def bring(turn: Turn, brought: SentFile | str, target: str = "") -> str | Refused:
    """Read a file, or a pasted text, and keep what was read; gives the id under which it waits.

    ``target`` is the document into which a table of somebody's own shall go, empty for a new one; a spreadsheet of
    ours goes where it came from.
    """
    say, file = turn.voice.say, brought if isinstance(brought, SentFile) else None
    if not takers(turn):
        return Refused(say("import.staff-only"))
    if file is not None and file.problem:
        return Refused(say(file.problem, limit=MEGABYTES))
    into = await target_of(turn, target) if target else None
    offered = takers(turn) if into is None else [into.dialogue]
    try:
        read = await turn.services.readings.read(turn.person.id, partial(_read, brought, offered))
    except BusyError:
        return Refused(say("import.busy"))
    except Unreadable as error:
        return Refused(turn.voice.words(error.words))
    return await _keep(turn, read, _name(file.name) if file is not None else "", target)


def surely_a_table(text: str, offered: Sequence[type[Dialogue]]) -> bool:
    """Whether a message can only be meant as a table: several rows, below heads of which two are known."""
    try:
        found = _read(text, offered)
    except Unreadable:
        return False
    if found.columns is None:
        return False
    known = [column for column in found.columns.columns if column.sure and column.key]
    rows = len(found.source.tables[found.columns.table].rows) - found.columns.first_row
    return len(known) > 1 and rows > 1


def _read(brought: SentFile | str, offered: Sequence[type[Dialogue]]) -> _Read:
    """Read and lay out; takes up to seconds.

    Raises:
        Unreadable: nothing can be taken from it.
    """
    source = read_text(brought) if isinstance(brought, str) else read_file(brought.name, brought.content)
    if source.ours is not None:
        made = registry.known_dialogues().get(source.ours.dialogue)
        if made is None or not made.imported:
            raise Unreadable("import.other-document")
        return _Read(source, made, None, packed(source))
    found = [(each, columns) for each in offered if (columns := layout(each, source)) is not None]
    if not found:
        raise Unreadable("imports.no-table-text" if isinstance(brought, str) else "imports.no-table-file")
    dialogue, columns = max(found, key=lambda each: sum(column.sure for column in each[1].columns))
    return _Read(source, dialogue, columns, packed(source))


def _name(name: str) -> str:
    """The name of a file without folders, in one line."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign if sign.isprintable() else " " for sign in last)
    return " ".join(shown.split())[:LONGEST_NAME]


@reads
def target_of(tx: Tx, turn: Turn, document_id: str) -> Draft | None:
    """The document into which something shall go, as `there`."""
    return there(tx, turn, document_id)


def there(tx: Tx, turn: Turn, document_id: str) -> Draft | None:
    """A document of the cluster that takes what is brought; None where there is none, or it was put away."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return None
    return draft if draft.dialogue.imported and draft.document.state != "cancelled" else None


@writes
def _keep(tx: Tx, turn: Turn, read: _Read, name: str, target: str) -> str | Refused:
    if imports.count(tx, turn.scope) >= MOST:
        return Refused(turn.voice.say("import.too-many", limit=MOST))
    ours = read.source.ours
    draft = there(tx, turn, ours.document if ours is not None else target)
    if draft is not None and draft.dialogue is not read.dialogue:
        draft = None
    id = turn.services.new_id()
    imports.create(
        tx,
        turn.scope,
        id=id,
        dialogue=read.dialogue.id,
        document=draft.document.id if draft is not None else None,
        revision=_compared_with(tx, turn, draft, ours) if draft is not None else 0,
        name=name,
        source=read.stored,
        now=turn.now,
    )
    return id


def _compared_with(tx: Tx, turn: Turn, draft: Draft, ours: Ours | None) -> int:
    """The revision that somebody saw who made the file: that of its version, or as the document stands now."""
    version = versions.version(tx, turn.scope, draft.document.id, ours.version) if ours is not None else None
    return version.revision if version is not None else draft.document.revision
