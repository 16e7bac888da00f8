"""What was changed in a document after it was submitted: told, submitted as the next version, or discarded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.advisor.documents.drafts import Draft, GoneError, at_once, load, revised, save
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Style, Text
from bot.chat.views import Reply
from bot.store import revisions, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.documents import changed, effective
from flows.fields import Raw


def unsubmitted(tx: Tx, turn: Turn, known: Sequence[Document]) -> set[str]:
    """Which of these documents have changes that were not submitted, by id."""
    edited = [each for each in known if each.submitted_version and each.revision != each.submitted_revision]
    return {each.id for each in edited if _has_changes(tx, turn, each)}


def _has_changes(tx: Tx, turn: Turn, document: Document) -> bool:
    number = document.submitted_version
    version = versions.version(tx, turn.scope, document.id, number) if number else None
    if version is None or document.dialogue not in registry.known_dialogues():
        return False
    dialogue = registry.dialogue(document.dialogue)
    submitted = dialogue.upgrade(version.answers, version.dialogue_version)
    return changed(dialogue, submitted, dialogue.upgrade(document.answers, document.dialogue_version))


def blocks(turn: Turn, draft: Draft) -> Iterator[Block]:
    """That there are changes, and what one can do with them; nothing where there are none."""
    if draft.has_changes:
        yield Text(told(turn, draft.document))
        document = draft.document
        compare = f"document:compare:{document.id}:{document.submitted_version}:draft"
        yield Buttons((*buttons(turn, document), Button(turn.voice.say("compare.with-draft"), compare)))


def told(turn: Turn, document: Document) -> str:
    """That there are changes, and whose, as markup."""
    if _is_own(turn, document):
        return turn.voice.mark("document.changes")
    return turn.voice.mark("document.changes-by", name=document.updated_by_name)


def buttons(turn: Turn, document: Document) -> tuple[Button, ...]:
    """To submit the changes of a document that has some, and to discard them."""
    say, number = turn.voice.say, document.submitted_version or 0
    name = document.updated_by_name
    asked = "" if _is_own(turn, document) else say("document.submit-confirm-by", name=name, version=number + 1)
    submit = f"document:submit:{document.id}:{document.revision}"
    return Button(say("document.submit-changes"), submit, Style.PRIMARY, confirm=asked), discard_button(turn, document)


def discard_button(turn: Turn, document: Document) -> Button:
    """Goes back to what was submitted, after a question that names whose changes they are."""
    say, number = turn.voice.say, document.submitted_version or 0
    action = f"document:discard:{document.id}:{document.revision}"
    if _is_own(turn, document):
        asked = say("document.discard-confirm", version=number)
        return Button(say("document.discard"), action, Style.DANGER, confirm=asked)
    asked = say("document.discard-confirm-by", version=number, name=document.updated_by_name)
    return Button(say("document.discard-all"), action, Style.DANGER, confirm=asked)


def _is_own(turn: Turn, document: Document) -> bool:
    return document.updated_by in (None, turn.person.id)


async def discard(turn: Turn, document_id: str, revision: int) -> Reply:
    """Go back to the version submitted last; live fields, such as what is done, stay as they are."""
    try:
        return await at_once(turn, lambda tx: _discard(tx, turn, document_id, revision))
    except GoneError:
        return turn.say("dialogue.gone")


def _discard(tx: Tx, turn: Turn, document_id: str, revision: int) -> Reply:
    draft = load(tx, turn, document_id)
    number, title = draft.document.submitted_version, draft.title(turn.voice)
    version = versions.version(tx, turn.scope, document_id, number) if number is not None else None
    if version is None or not draft.has_changes:
        return turn.say("document.no-changes", title=title)
    if revision != draft.document.revision:
        return turn.say("document.changed-since")
    submitted = draft.dialogue.upgrade(version.answers, version.dialogue_version)
    _replace(tx, turn, draft, effective(draft.dialogue, submitted, draft.stored))
    said = turn.line("document.discarded", version=version.number, title=version.name or title)
    back = Button(turn.voice.say("document.bring-back"), f"document:bring-back:{document_id}:{revision}")
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((back,)))),))


async def bring_back(turn: Turn, document_id: str, revision: int) -> Reply:
    """Take up discarded changes again, unless there are others by now."""
    try:
        return await at_once(turn, lambda tx: _bring_back(tx, turn, document_id, revision))
    except GoneError:
        return turn.say("dialogue.gone")


def _bring_back(tx: Tx, turn: Turn, document_id: str, revision: int) -> Reply:
    draft = load(tx, turn, document_id)
    then = revisions.answers_at(tx, turn.scope, document_id, revision)
    if then is None or draft.document.submitted_version is None or draft.has_changes:
        return turn.say("document.not-brought-back")
    _replace(tx, turn, draft, effective(draft.dialogue, then, draft.stored))
    return turn.say("document.brought-back")


def _replace(tx: Tx, turn: Turn, draft: Draft, answers: dict[str, Raw]) -> None:
    save(tx, turn, revised(draft, turn, answers, conflicts=[]))
