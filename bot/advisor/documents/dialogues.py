"""Starting, resuming and opening dialogues."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.advisor import consequences
from bot.advisor.documents import changes, comparing, restoring, results
from bot.advisor.documents.drafts import Draft, GoneError, at_once, begin, load, save, title_of
from bot.advisor.documents.forms import form_view
from bot.advisor.documents.keeping import KEPT
from bot.advisor.documents.reviewing import review_view
from bot.advisor.notices import replace_outdated
from bot.advisor.places import country_name
from bot.advisor.turn import Turn, also, reads, writes
from bot.chat.blocks import Button, Buttons, Text
from bot.chat.messages import Voice, voice
from bot.chat.sender import SendError
from bot.chat.views import Message, Reply
from bot.store import clusters, documents, people, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from flows import registry
from flows.dialogue import SETTINGS, Dialogue, Earlier
from flows.documents import effective
from flows.fields import Raw
from flows.forms import FormRef
from flows.merge import get


async def start(
    turn: Turn, dialogue_id: str, *, parent: str = "", about: str = "", new: bool = False, first: str = ""
) -> Reply:
    """Open a dialogue: the newest unfinished draft of it, or a new one prefilled from what was said before.

    With ``first``, the answer to its first question where that is a text, it begins anew.
    """
    dialogue = registry.all_dialogues(turn.audience).get(dialogue_id)
    if dialogue is None:
        return turn.say("dialogue.unknown", dialogue=dialogue_id)
    if not turn.person.cluster:
        return turn.say("dialogue.coach")
    if not new and first and (answers := dialogue.begin_with(first)):
        return await _begin_with(turn, dialogue, answers)
    resumed = None if new else await _resume_unfinished(turn, dialogue_id, parent, about)
    return resumed or await _begin(turn, dialogue, parent, about, new)


@writes
def _begin_with(tx: Tx, turn: Turn, dialogue: type[Dialogue], answers: dict[str, Raw]) -> Reply:
    draft = begin(tx, turn, dialogue, answers)
    return Reply(view=form_view(draft, turn, FormRef(next(iter(dialogue.pages())))))


@reads
def _resume_unfinished(tx: Tx, turn: Turn, dialogue_id: str, parent: str, about: str) -> Reply | None:
    """The unfinished draft where it was left; None if there is none."""
    parent, about = _known_parent(tx, turn, parent, about)
    unfinished = _unfinished(documents.listing(tx, turn.scope), dialogue_id, parent, about)
    return _resumed(turn, load(tx, turn, unfinished.id), unfinished) if unfinished else None


@writes
def _begin(tx: Tx, turn: Turn, dialogue: type[Dialogue], parent: str, about: str, new: bool) -> Reply:
    """A new draft, prefilled; or the one that somebody began this very moment."""
    parent, about = _known_parent(tx, turn, parent, about)
    known = documents.listing(tx, turn.scope)
    if not new and (unfinished := _unfinished(known, dialogue.id, parent, about)):
        return _resumed(turn, load(tx, turn, unfinished.id), unfinished)
    earlier = _earlier(tx, turn, known, parent, about)
    prefilled = dialogue.prefill([*(said for _, said in earlier), _settings(tx, turn)])
    alone = [(document, taken) for document, said in earlier if (taken := dialogue.prefill([said]))]
    source = alone[0][0] if alone else None
    sources = {
        (page, name): next((found for found, taken in alone if get(taken, (page, name)) == value), None)
        or next((found for found, said in earlier if _says(said.answers, value)), source)
        for page, fields in prefilled.items()
        for name, value in fields.items()
    }
    draft = begin(
        tx,
        turn,
        dialogue,
        prefilled,
        about=about,
        parent=parent or (source.id if source else ""),
        sources={path: found for path, found in sources.items() if found is not None},
    )
    notices = [_taken_over(turn, source)] if source else []
    return Reply(view=form_view(draft, turn, FormRef(next(iter(dialogue.pages()))), notices=notices))


def _says(answers: Raw, text: Raw) -> bool:
    """Whether a text stands among answers word for word."""
    if isinstance(answers, Mapping):
        return any(_says(inner, text) for inner in answers.values())
    return isinstance(text, str) and bool(text.strip()) and answers == text


def _known_parent(tx: Tx, turn: Turn, parent: str, about: str) -> tuple[str, str]:
    """The parent and what of it is served; nothing if it was erased since, or never was of this cluster."""
    gone = parent and documents.get(tx, turn.scope, parent) is None
    return ("", "") if gone else (parent, about)


def _unfinished(known: Sequence[Document], dialogue_id: str, parent: str, about: str) -> Document | None:
    """The draft to resume: the one saved last, if anything was saved in it; with a parent, the one begun from it."""
    drafts = [d for d in known if d.dialogue == dialogue_id and d.state == "draft" and d.saved_on]
    return next((d for d in drafts if not parent or (d.parent, d.about) == (parent, about)), None)


def _resumed(turn: Turn, draft: Draft, before: Document) -> Reply:
    """The draft where it was left, with who left it when."""
    own = before.updated_by == turn.person.id
    said = turn.line(
        "dialogue.resumed" if own else "dialogue.resumed-other",
        when=turn.voice.moment(before.updated_at),
        name=before.updated_by_name,
        command=draft.dialogue.command,
    )
    if draft.next_page is None:
        return Reply(messages=(said,), view=review_view(draft, turn))
    return Reply(view=form_view(draft, turn, FormRef(draft.next_page), notices=(said.summary,)))


def _earlier(tx: Tx, turn: Turn, known: Sequence[Document], parent: str, about: str) -> list[tuple[Document, Earlier]]:
    """The cluster's submitted documents, newest first, the chosen parent before all others."""
    ordered = sorted(known, key=lambda document: document.id != parent)
    found: list[tuple[Document, Earlier]] = []
    for document in ordered:
        if document.submitted_version is None:
            continue
        version = versions.version(tx, turn.scope, document.id, document.submitted_version)
        if version is not None and document.dialogue in registry.all_dialogues():
            dialogue = registry.dialogue(document.dialogue)
            submitted = dialogue.upgrade(version.answers, version.dialogue_version)
            answers = effective(dialogue, submitted, document.answers)
            chosen = about if document.id == parent else ""
            found.append((document, Earlier(document.dialogue, answers, chosen)))
    return found


def _settings(tx: Tx, turn: Turn) -> Earlier:
    """What the cluster is called and where it is, once somebody has said that this is right."""
    cluster = clusters.get(tx, turn.scope)
    if cluster is None or not cluster.confirmed:
        return Earlier(SETTINGS, {})
    country = country_name(cluster.country, turn.voice.locale) if cluster.country else ""
    return Earlier(SETTINGS, {"organisation": {"name": cluster.name, "country": country}})


def _taken_over(turn: Turn, source: Document) -> str:
    kind = registry.dialogue(source.dialogue)
    shown = turn.voice.text(kind.id, kind.title)
    if not source.name:
        return turn.voice.say("dialogue.prefilled", dialogue=shown)
    return turn.voice.say("dialogue.prefilled-from", dialogue=shown, title=title_of(source, turn.voice))


async def open_(turn: Turn, document_id: str, ref: FormRef) -> Reply:
    """Show a page, a row, the review (``page="review"``), the finished document (``page=""``) or a part of it."""
    if ref.page == results.VERSIONS:
        return await results.version(turn, document_id, ref.row)
    if ref.page == comparing.COMPARE:
        return await comparing.opened(turn, document_id, ref.row)
    if ref.page == restoring.RESTORE:
        return await restoring.ask(turn, document_id, ref.row)
    if ref.page == results.BEHIND:
        return await results.behind(turn, document_id, ref.row)
    try:
        draft = await turn.services.store.read(lambda tx: load(tx, turn, document_id))
    except GoneError:
        return await results.handed_in(turn, document_id)
    if not ref.page and draft.document.submitted_version is not None:
        return Reply(view=await results.document_view(turn, draft))
    if ref.page in ("", "review"):
        return Reply(view=review_view(draft, turn))
    try:
        return Reply(view=form_view(draft, turn, ref))
    except KeyError:
        return Reply(messages=(turn.line("dialogue.page-unknown"),), view=review_view(draft, turn))


@reads
def resume(tx: Tx, turn: Turn, document_id: str) -> Reply:
    """Go on with a draft where it was left."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    if draft.next_page is None:
        return Reply(view=review_view(draft, turn))
    return Reply(view=form_view(draft, turn, FormRef(draft.next_page)))


async def cancel(turn: Turn, document_id: str) -> Reply:
    """Put a draft away for `KEPT`; what was submitted stays.  Whoever began it is told when somebody else does it."""
    done = await _cancel(turn, document_id)
    if isinstance(done, Reply):
        return done
    document, owner = done
    if owner is not None:
        await _tell_owner(turn, document, owner)
    until = turn.voice.local_date((document.cancelled_at or turn.now) + KEPT)
    wording = ("dialogue.cancelled-told", owner.name) if owner else ("dialogue.cancelled", "")
    said = turn.line(wording[0], until=until, name=wording[1])
    return Reply(messages=(replace(said, blocks=(*said.blocks, _restore_button(turn.voice, document_id))),))


@writes
def _cancel(tx: Tx, turn: Turn, document_id: str) -> tuple[Document, Person | None] | Reply:
    """The document put away, and the colleague who is to be told of it; or why it was not put away."""
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return turn.say("dialogue.gone")
    before = draft.document
    if before.submitted_version is not None:
        return _stays(turn, draft, before.submitted_version)
    document = documents.cancel(tx, turn.scope, document_id, now=turn.now)
    others = before.created_by not in (None, turn.person.id) and before.state != "cancelled"
    owner = people.by_id(tx, before.created_by or "") if others else None
    return document, owner if owner is not None and owner.account else None


def _stays(turn: Turn, draft: Draft, version: int) -> Reply:
    """What was submitted stays; what was changed since can be discarded."""
    if not draft.has_changes:
        return turn.say("document.stays", title=draft.title(turn.voice))
    said = turn.line("document.stays-changes", version=version, title=draft.title(turn.voice))
    discard = Buttons((changes.discard_button(turn, draft.document),))
    return Reply(messages=(replace(said, blocks=(*said.blocks, discard)),))


async def _tell_owner(turn: Turn, document: Document, owner: Person) -> None:
    """Tell somebody that a colleague put their draft away; when that fails it still stands on their Home."""
    speaker = voice(owner.locale, owner.zone)
    until = speaker.local_date((document.cancelled_at or turn.now) + KEPT)
    params: dict[str, str | date] = {"name": turn.person.name, "title": title_of(document, speaker), "until": until}
    text = Text(speaker.mark("dialogue.cancelled-notice", **params))
    message = Message(speaker.say("dialogue.cancelled-notice", **params), (text, _restore_button(speaker, document.id)))
    try:
        await turn.services.sender.send(owner.account, message, key=f"cancelled:{document.id}:{turn.now.isoformat()}")
    except SendError:
        return


def _restore_button(speaker: Voice, document_id: str) -> Buttons:
    return Buttons((Button(speaker.say("dialogue.restore"), f"document:restore:{document_id}"),))


async def restore(turn: Turn, document_id: str) -> Reply:
    """Bring back what was put away, a submitted document with its reminders."""
    try:
        submitted, outdated = await at_once(turn, lambda tx: _bring_back(tx, turn, document_id))
    except GoneError:
        return turn.say("dialogue.gone")
    await replace_outdated(turn, outdated)
    shown = await (open_(turn, document_id, FormRef("")) if submitted else resume(turn, document_id))
    return also(shown, turn.line("dialogue.restored"))


def _bring_back(tx: Tx, turn: Turn, document_id: str) -> tuple[bool, list[Reminder]]:
    """Whether it is a submitted document, and the reminders that are not right any more."""
    draft = load(tx, turn, document_id)
    document = draft.document
    if document.state == "cancelled":
        document = save(tx, turn, document)
    return document.submitted_version is not None, consequences.reconcile(tx, turn, document)
