"""Starting, resuming and opening dialogues."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.advisor import results
from bot.advisor.drafts import Draft, GoneError, form_view, load, save, title_of
from bot.advisor.reviewing import review_view
from bot.advisor.turn import Turn, also
from bot.chat.views import Button, Buttons, Reply
from bot.store import documents, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import Dialogue, Earlier
from flows.documents import effective
from flows.fields import Raw
from flows.forms import FormRef

KEPT = timedelta(days=30)
"""How long a cancelled draft is kept."""


async def start(turn: Turn, dialogue_id: str, *, parent: str = "", about: str = "", new: bool = False) -> Reply:
    """Open a dialogue: the newest unfinished draft of it, or a new one prefilled from what was said before."""
    dialogue = registry.all_dialogues().get(dialogue_id)
    if dialogue is None:
        return turn.say("dialogue.unknown", dialogue=dialogue_id)
    if turn.is_coach:
        return turn.say("coaching.coach-no-cluster")
    async with turn.desk.store.write() as tx:
        known = await documents.listing(tx, turn.scope)
        if not new and not parent and (unfinished := _unfinished(known, dialogue_id)):
            draft = await load(tx, turn, unfinished.id, write=True)
            notice = turn.voice.say(
                "dialogue.resumed", when=turn.voice.moment(draft.document.updated_at), command=dialogue.command
            )
            return Reply(view=form_view(draft, turn, resume_at(draft), notices=(notice,)))
        earlier = await _earlier(tx, turn, known, parent, about)
        prefilled = dialogue.prefill([said for _, said in earlier])
        document = await documents.create(
            tx,
            turn.scope,
            id=turn.desk.new_id(),
            dialogue=dialogue.id,
            dialogue_version=dialogue.version,
            name=dialogue.name_of(prefilled),
            answers=prefilled,
            about=about,
            parent=parent or None,
            now=turn.now,
        )
        draft = await load(tx, turn, document.id)
    notices = [_taken_over(turn, dialogue, earlier, prefilled)] if prefilled else []
    return Reply(view=form_view(draft, turn, FormRef(next(iter(dialogue.pages()))), notices=notices))


def _unfinished(known: Sequence[Document], dialogue_id: str) -> Document | None:
    """The draft to resume: the one saved last, if anything was saved in it."""
    return next((d for d in known if d.dialogue == dialogue_id and d.state == "draft" and d.saved_on), None)


async def _earlier(
    tx: Tx, turn: Turn, known: Sequence[Document], parent: str, about: str
) -> list[tuple[Document, Earlier]]:
    """The cluster's submitted documents, newest first, the chosen parent before all others."""
    ordered = sorted(known, key=lambda document: document.id != parent)
    found: list[tuple[Document, Earlier]] = []
    for document in ordered:
        if document.submitted_version is None:
            continue
        version = await versions.version(tx, turn.scope, document.id, document.submitted_version)
        if version is not None and document.dialogue in registry.all_dialogues():
            dialogue = registry.dialogue(document.dialogue)
            submitted = dialogue.upgrade(version.answers, version.dialogue_version)
            answers = effective(dialogue, submitted, document.answers)
            chosen = about if document.id == parent else ""
            found.append((document, Earlier(document.dialogue, answers, chosen)))
    return found


def _taken_over(
    turn: Turn, dialogue: type[Dialogue], earlier: Sequence[tuple[Document, Earlier]], prefilled: dict[str, Raw]
) -> str:
    source = next(document for document, said in earlier if dialogue.prefill([said]) == prefilled)
    return turn.voice.say("dialogue.prefilled", title=title_of(source, turn.voice))


def resume_at(draft: Draft) -> FormRef:
    """Where to go on: the first page that was never saved, or the review when all were."""
    page = next((page for page in draft.dialogue.pages() if page not in draft.document.saved_on), None)
    return FormRef(page or next(reversed(draft.dialogue.pages())))


async def open_(turn: Turn, document_id: str, ref: FormRef) -> Reply:
    """Show a page, a row, the review (``page="review"``) or the finished document (``page=""``)."""
    try:
        async with turn.desk.store.write() as tx:
            draft = await load(tx, turn, document_id, write=True)
    except GoneError:
        return await results.handed_in(turn, document_id)
    if not ref.page and draft.document.submitted_version is not None:
        return Reply(view=await results.document_view(turn, draft))
    if ref.page in ("", "review"):
        return Reply(view=review_view(draft, turn))
    try:
        return Reply(view=form_view(draft, turn, ref))
    except KeyError:
        page = ref.page if ref.page in draft.dialogue.pages() else resume_at(draft).page
        notice = turn.voice.say("dialogue.page-gone")
        return Reply(view=form_view(draft, turn, FormRef(page), notices=(notice,)))


async def resume(turn: Turn, document_id: str) -> Reply:
    """Go on with a draft where it was left."""
    try:
        async with turn.desk.store.write() as tx:
            draft = await load(tx, turn, document_id, write=True)
    except GoneError:
        return turn.say("dialogue.gone")
    if draft.complete:
        return Reply(view=review_view(draft, turn))
    return Reply(view=form_view(draft, turn, resume_at(draft)))


async def cancel(turn: Turn, document_id: str) -> Reply:
    """Put a draft away for `KEPT`; what was submitted stays."""
    async with turn.desk.store.write() as tx:
        document = await documents.get(tx, turn.scope, document_id)
        if document is None:
            return turn.say("dialogue.gone")
        if document.submitted_version is not None:
            return turn.say("dialogue.nothing-to-cancel")
        await documents.cancel(tx, turn.scope, document_id, now=turn.now)
    said = turn.line("dialogue.cancelled", until=(turn.today + KEPT).isoformat())
    restore = Button(turn.voice.say("dialogue.restore"), f"document:restore:{document_id}")
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((restore,)))),))


async def restore(turn: Turn, document_id: str) -> Reply:
    """Bring a cancelled draft back."""
    try:
        async with turn.desk.store.write() as tx:
            draft = await load(tx, turn, document_id)
            await save(tx, turn, draft.document, draft.answers)
    except GoneError:
        return turn.say("dialogue.gone")
    return also(await resume(turn, document_id), turn.line("dialogue.restored"))
