"""Finished documents as files to take away, for all to whom the document is open."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial

from bot.advisor.documents import comment_trail, labels, pictures
from bot.advisor.documents.contents import Shown, answered, heading, noticed, tables
from bot.advisor.documents.contents import pictures as picture_blocks
from bot.advisor.documents.dates import due_entry, session_entry
from bot.advisor.documents.plain_text import as_text
from bot.advisor.documents.shown import asked_version, submitted
from bot.advisor.turn import Turn, reads
from bot.chat import markup
from bot.chat.alternatives import words_of
from bot.chat.blocks import Block, Heading, Text
from bot.chat.messages.direction import without_isolates
from bot.chat.messages.voice import spoken
from bot.chat.views import DocumentView, File, Message, Reply
from bot.exports.docx import docx
from bot.exports.ics import Entry, ics
from bot.exports.paper import Paper
from bot.exports.pictures import on_paper
from bot.exports.xlsx import xlsx
from bot.exports.xlsx.about import About
from bot.store import sessions
from bot.store.engine import Tx
from bot.store.sessions import Session
from bot.store.versions import Version
from flows.due import due_days
from flows.sheets import sheets

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
LONGEST_NAME = 80
"""Characters of a file's name without its ending."""


@dataclass(frozen=True)
class _Found:
    """A version that may be taken away, with the sessions ahead of its cluster, and what its coaches said of it."""

    shown: Shown
    version: Version
    sessions: list[Session]
    said: comment_trail.Said


async def file(
    turn: Turn, document_id: str, number: str, name: str, *, dark: bool = False, printed: bool = False
) -> Reply:
    """A file of a version: ``name`` is ``document`` with the form behind it (`contents.FORMS`), or a picture's."""
    form = name.removeprefix("document.")
    if form not in MEDIA_TYPES:
        return await pictures.file(turn, document_id, number, name, dark=dark, on_paper=printed)
    found = await _find(turn, document_id, number)
    if found is None:
        return turn.say("file.gone")
    entries = _entries(turn, found) if form == "ics" else []
    if form == "ics" and not entries:
        return turn.say("file.no-dates")
    title = without_isolates(found.shown.title)
    match form:
        case "docx":
            make = partial(_word, turn, found)
        case "xlsx":
            make = partial(_spreadsheet, turn, found)
        case "ics":
            make = partial(ics, title, entries, found.version.submitted_at, _language(turn))
        case _:
            make = partial(_text, turn, found)
    content = await turn.services.drawer.made(make)
    return Reply(files=(File(f"{file_name(title)}.{form}", MEDIA_TYPES[form], content, title),))


def file_name(title: str) -> str:
    """A title as a file's name in its own letters: without what ends a name or leads elsewhere."""
    kept = "".join(" " if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in title)
    return " ".join(kept.split())[:LONGEST_NAME].strip(" .") or "document"


@reads
def _find(tx: Tx, turn: Turn, document_id: str, number: str) -> _Found | None:
    """None where it is not open to the person."""
    found = asked_version(tx, turn, document_id, number)
    if found is None:
        return None
    shown, version = found
    ahead = sessions.ahead(tx, replace(turn.scope, cluster=version.cluster), turn.now)
    said = comment_trail.read(tx, turn, document_id, version.number)
    return _Found(replace(shown, on_paper=True), version, ahead, said)


def _language(turn: Turn) -> str:
    """The language in which the texts around what people typed are written."""
    return str(spoken(turn.voice.locale)).replace("_", "-")


def _word(turn: Turn, found: _Found) -> bytes:
    return docx(_paper(turn, found))


def _paper(turn: Turn, found: _Found) -> Paper:
    """The whole document; drawing its pictures takes a while."""
    shown, voice = found.shown, turn.voice
    say, locale = words_of(voice, shown.dialogue.id), spoken(voice.locale)
    return Paper(
        title=shown.title,
        kind=voice.text(shown.dialogue.id, shown.dialogue.title),
        language=_language(turn),
        blocks=(*_blocks(turn, shown), *comment_trail.blocks(turn, shown.dialogue, shown.answers, found.said)),
        made_at=found.version.submitted_at.astimezone(UTC),
        pictures={each.id: on_paper(each, say, str(locale)) for each in shown.conclusion.pictures},
        notes=(markup.plain(submitted(turn, found.version)),),
        foot=voice.say("file.foot", title=file_name(shown.title), version=found.version.number),
        right_to_left=str(locale.text_direction) == "rtl",
    )


def _blocks(turn: Turn, shown: Shown) -> Iterator[Block]:
    """The sentence that the document is, the document itself, its pictures, and what follows from it."""
    voice = turn.voice
    if shown.statement != shown.title:
        yield Text(voice.mark("document.statement", statement=shown.statement))
    yield from answered(voice, shown)
    if drawn := tuple(picture_blocks(voice, shown)):
        yield Heading(voice.say("file.pictures"))
        yield from drawn
    follows = tuple(tables(voice, shown))
    if shown.conclusion.findings:
        yield Heading(voice.say("file.noticed"))
        yield from noticed(voice, shown.conclusion.findings)
    yield from follows


def _text(turn: Turn, found: _Found) -> bytes:
    """The document as plain text: with what its pictures say."""
    shown, voice = replace(found.shown, on_paper=False), turn.voice
    blocks: tuple[Block, ...] = (
        *heading(voice, shown),
        *noticed(voice, shown.conclusion.findings),
        *picture_blocks(voice, shown),
        *answered(voice, shown),
        *tables(voice, shown),
        *comment_trail.blocks(turn, shown.dialogue, shown.answers, found.said),
    )
    return as_text(DocumentView(found.version.document, shown.title, Message(shown.statement, blocks))).encode()


def _spreadsheet(turn: Turn, found: _Found) -> bytes:
    shown, version = found.shown, found.version
    say = labels.words_of(turn.voice, shown.dialogue.id)
    return xlsx(
        sheets(shown.dialogue, shown.answers, shown.conclusion.tables, say),
        About(
            document=version.document,
            dialogue=shown.dialogue.id,
            dialogue_version=shown.dialogue.version,
            version=version.number,
            title=shown.title,
            made_at=version.submitted_at.astimezone(UTC),
            right_to_left=str(spoken(turn.voice.locale).text_direction) == "rtl",
        ),
    )


def _entries(turn: Turn, found: _Found) -> list[Entry]:
    """The days by which something is to be done, and the sessions ahead."""
    shown, version = found.shown, found.version
    days = [
        due_entry(turn, shown.dialogue, due, document=version.document, version=version.number, title=shown.title)
        for due in due_days(shown.dialogue, shown.answers)
    ]
    return days + [session_entry(turn, each, version.cluster_name) for each in found.sessions]
