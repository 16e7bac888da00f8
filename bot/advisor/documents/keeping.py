"""What one does with a document as a whole: copy it, call it something else, put it away."""

from collections.abc import Iterator
from datetime import timedelta

from bot.advisor import consequences
from bot.advisor.documents.drafts import Draft, GoneError, at_once, begin, load, title_of
from bot.advisor.documents.forms import form_view
from bot.advisor.notices import replace_outdated
from bot.advisor.registry import Awaited
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Buttons, Style
from bot.chat.views import Message, Reply
from bot.store import documents, expected
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.documents import live_paths
from flows.forms import FormRef
from flows.merge import put
from flows.typed import clean_text

NAME = "name"
"""What is awaited: what a document shall be called."""
LONGEST = 200
"""Characters of a name."""
KEPT = timedelta(days=30)
"""How long what was put away is kept."""


def buttons(turn: Turn, document: Document) -> Buttons:
    """What one can do with a submitted document, in a menu."""
    say, id = turn.voice.say, document.id
    more = (
        Button(say("keep.copy"), f"document:copy:{id}"),
        Button(say("keep.rename"), f"document:rename:{id}"),
        Button(say("keep.delete"), f"document:delete:{id}"),
    )
    return Buttons((), more, say("keep.more"))


def returns(turn: Turn, draft: Draft) -> Iterator[Buttons]:
    """Brings back a file of it that was edited, where the document takes one."""
    if draft.dialogue.imported:
        yield Buttons((Button(turn.voice.say("import.back"), f"import:start:{draft.document.id}"),))


@writes
def copy(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """A new draft that begins with what was submitted last; what is live, such as what is done, begins anew."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    answers = draft.submitted if draft.submitted is not None else draft.stored
    for path in list(live_paths(draft.dialogue, answers)):
        answers = put(answers, path, None)
    before = draft.document
    parent = before.parent if before.parent and documents.get(tx, turn.scope, before.parent) else ""
    made = begin(tx, turn, draft.dialogue, answers, about=before.about if parent else "", parent=parent)
    notice = turn.voice.say("keep.copied", title=draft.title(turn.voice))
    page = next(iter(draft.dialogue.pages()))
    return Reply(view=form_view(made, turn, FormRef(page), notices=(notice,)))


@writes
def ask_name(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """The button "Rename": the person's next message is the name."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    expected.expect(tx, turn.person.id, turn.conversation, NAME, document_id, turn.now)
    return turn.ask("keep.which-name", title=draft.title(turn.voice))


@writes
def take_name(tx: Tx, turn: Turn, document_id: str, text: str) -> Reply | None:
    """The name that somebody wrote; None where the document is not there any more."""
    expected.forget(tx, turn.person.id, NAME, document_id)
    if text.rstrip().endswith(("?", "؟")):  # that is no name
        return None
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return None
    own = " ".join(clean_text(text).split())[:LONGEST]
    name = draft.dialogue.name_of(draft.answers)
    before = draft.title(turn.voice)
    renamed = documents.rename(tx, turn.scope, document_id, name, own, turn.now)
    said = turn.line("keep.renamed", before=before, title=title_of(renamed, turn.voice))
    verb = "open" if renamed.submitted_version is not None else "resume"
    open_ = Button(turn.voice.say("dialogue.open"), f"document:{verb}:{document_id}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((open_,)))),))


AWAITED = Awaited(timedelta(hours=1), take_name)


@writes
def ask_delete(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """The button "Delete": what that means, and whose document it is."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    said = turn.line(_asked(turn, draft), title=draft.title(turn.voice), name=draft.document.created_by_name)
    yes = Button(turn.voice.say("keep.delete-yes"), f"document:delete-it:{document_id}", Style.DANGER)
    keep = Button(turn.voice.say("keep.leave"), "request:keep")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((yes, keep)))),))


def _asked(turn: Turn, draft: Draft) -> str:
    document = draft.document
    if document.handed_in_version is not None:
        return "keep.delete-handed-in"
    return "keep.delete-sure" if document.created_by in (None, turn.person.id) else "keep.delete-other"


async def delete(turn: Turn, document_id: str) -> Reply:
    """Put a document away, with its reminders; it can be brought back for `KEPT`."""
    try:
        document, title, outdated = await at_once(turn, lambda tx: _delete(tx, turn, document_id))
    except GoneError:
        return turn.say("dialogue.gone")
    await replace_outdated(turn, outdated)
    until = turn.voice.local_date((document.cancelled_at or turn.now) + KEPT)
    said = turn.line("keep.deleted", title=title, until=until)
    back = Button(turn.voice.say("dialogue.restore"), f"document:restore:{document_id}")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((back,)))),))


def _delete(tx: Tx, turn: Turn, document_id: str) -> tuple[Document, str, list[Reminder]]:
    draft = load(tx, turn, document_id)
    document = documents.cancel(tx, turn.scope, document_id, now=turn.now)
    return document, draft.title(turn.voice), consequences.reconcile(tx, turn, document)
