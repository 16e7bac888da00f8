"""Taking an older state up again as the new draft: asked first, and what the draft held can be brought back."""

from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.documents import differences, history, labels
from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save, title_of
from bot.advisor.documents.history import State
from bot.advisor.turn import Turn, also, reads
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.store.engine import Tx
from flows.comparison import compare
from flows.documents import effective, live_paths
from flows.fields import Raw
from flows.forms import FormRef
from flows.people import with_names

RESTORE = "as-draft"
"""The page of a document on which it is asked whether a state shall be the new draft: the row is its key."""


@reads
def ask(tx: Tx, turn: Turn, document_id: str, key: str) -> Reply:
    """What would be replaced in the draft, with the button that does it."""
    return _ask(tx, turn, document_id, key)


@reads
def part(tx: Tx, turn: Turn, document_id: str, key: str, number: str) -> Reply:
    """One part of what would be replaced, where a surface shows it only when it is asked for."""
    return differences.shown_alone(turn, _ask(tx, turn, document_id, key), number)


def _ask(tx: Tx, turn: Turn, document_id: str, key: str) -> Reply:
    try:
        draft, state = _found(tx, turn, document_id, key)
    except GoneError:
        return turn.say("dialogue.gone")
    return _asked(turn, draft, state) if state is not None else turn.say("restore.gone")


async def restore(turn: Turn, document_id: str, key: str, revision: int) -> Reply:
    """Make a state the draft, unless the draft is another one than the ``revision`` that the person saw.

    Live fields, such as what is done, stay as they are, and so does every value that waits to be chosen.
    """
    try:
        return await at_once(turn, lambda tx: _restore(tx, turn, document_id, key, revision))
    except GoneError:
        return turn.say("dialogue.gone")


def _restore(tx: Tx, turn: Turn, document_id: str, key: str, revision: int) -> Reply:
    draft, state = _found(tx, turn, document_id, key)
    if state is None:
        return turn.say("restore.gone")
    if revision != draft.document.revision:
        return also(_asked(turn, draft, state), turn.line("restore.changed-since"))
    answers = _restored(draft, state)
    if not compare(draft.dialogue, draft.stored, answers):
        return turn.say("restore.same")
    saved = save(tx, turn, revised(draft, turn, answers, conflicts=draft.document.conflicts))
    said = turn.line("restore.done", state=state.name, title=title_of(saved, turn.voice))
    former = f"document:as-draft-now:{document_id}:{history.saved_key(revision)}:{saved.revision}"
    look = Button(turn.voice.say("restore.look"), f"document:edit:{document_id}", Style.PRIMARY)
    back = Button(turn.voice.say("restore.bring-back"), former)
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((look, back)))),))


def _found(tx: Tx, turn: Turn, document_id: str, key: str) -> tuple[Draft, State | None]:
    """The document with one of its states; the draft itself is none that can be taken up again.

    Raises:
        GoneError: there is no such document in the person's cluster, or the person only reads it.
    """
    if turn.is_coach:
        raise GoneError(document_id)
    draft = load(tx, turn, document_id)
    return draft, history.of_staff(tx, turn, draft, key) if key != history.DRAFT else None


def _restored(draft: Draft, state: State) -> dict[str, Raw]:
    return effective(draft.dialogue, state.stored, draft.stored)


def _asked(turn: Turn, draft: Draft, state: State) -> Reply:
    say, document = turn.voice.say, draft.document
    title = say("restore.title", title=title_of(document, turn.voice))
    answers = with_names(_restored(draft, state), draft.people.names)
    names = (say("restore.now"), say("restore.then"))
    say_answers = labels.words_of(turn.voice, draft.dialogue.id)
    found = compare(draft.dialogue, draft.answers, answers, say_answers)
    part = f"document:as-draft-part:{document.id}:{state.key}"
    tables = tuple(differences.tables(turn.voice, draft.dialogue, found, names, part))
    do = f"document:as-draft-now:{document.id}:{state.key}:{document.revision}"
    keep = Button(say("restore.keep"), f"document:open:{document.id}")
    blocks: tuple[Block, ...] = (
        Heading(turn.voice.text(draft.dialogue.id, draft.dialogue.title)),
        Text(turn.voice.mark("document.statement", statement=title)),
        Text("\n\n".join(_explained(turn, draft, state)) if tables else say("restore.same")),
        *tables,
        Buttons((Button(say("restore.do"), do, Style.PRIMARY), keep) if tables else (keep,)),
    )
    ref = FormRef(RESTORE, row=state.key)
    return Reply(view=DocumentView(document.id, title, Message(title, blocks), ref, paper=False))


def _explained(turn: Turn, draft: Draft, state: State) -> Iterator[str]:
    """What becomes of the draft and of the version that counts, as markup."""
    mark, document = turn.voice.mark, draft.document
    yield mark("restore.what", state=state.name)
    if document.submitted_version is not None:
        yield mark("restore.counts", version=document.submitted_version)
    if document.submitted_version is None or draft.has_changes:
        yield mark("restore.unsubmitted", name=document.updated_by_name)
    if any(live_paths(draft.dialogue, draft.answers)):
        yield mark("restore.live")
