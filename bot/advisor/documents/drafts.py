"""Drafts as the advisor handles them: found, brought to the newest version of their dialogue, changed, saved."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from bot.advisor.documents.directory import directory, with_people_bound
from bot.advisor.turn import Turn
from bot.chat.blocks import Button
from bot.chat.messages import Voice
from bot.store import clusters, comments, documents, versions
from bot.store.comments import Comment
from bot.store.documents import Document, StaleError
from bot.store.engine import Tx
from flows import registry
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.dialogue import Dialogue
from flows.documents import changed, date_paths
from flows.fields import Kind, Question, Raw
from flows.merge import get
from flows.people import with_names
from flows.reading.names import Directory
from flows.typed import same
from flows.validation import Path, Scene

Result = TypeVar("Result")

TRIES = 5
"""How often a change is tried when others save at the same moment."""

_DATE = Question(Kind.DATE, "")


class GoneError(LookupError):
    """The document is not there, or not for this person."""


@dataclass(frozen=True)
class Draft:
    """A document with its dialogue.

    People in its answers have the names of today; in ``stored`` those under which they were saved.  ``people`` are
    those who can be named in it.  ``submitted`` is what was submitted last, None where nothing was.  ``owner`` is the
    name of the colleague who began it, empty for one's own.  ``comments`` are those of coaches that were sent back.
    """

    document: Document
    dialogue: type[Dialogue]
    people: Directory
    stored: dict[str, Raw]
    upgraded: bool = False
    owner: str = ""
    submitted: dict[str, Raw] | None = None
    calendar: Calendar = MONDAY_TO_FRIDAY
    comments: Sequence[Comment] = ()

    @property
    def answers(self) -> dict[str, Raw]:
        return self.document.answers

    @property
    def has_changes(self) -> bool:
        """Whether something was changed since it was submitted; live fields take effect without that."""
        return self.submitted is not None and changed(self.dialogue, self.submitted, self.answers)

    @property
    def typed_on(self) -> dict[Path, date]:
        """The day on which each date was typed, by its path."""
        days = self.document.saved_on.items()
        return {tuple(place.split("/")): date.fromisoformat(day) for place, day in days if "/" in place}

    @property
    def next_page(self) -> str | None:
        """The first page that the person has not finished; None when all are."""
        return next((page for page in self.dialogue.pages() if not self.document.saved_on.get(page)), None)

    def scene(self, today: date) -> Scene:
        return Scene(today, self.answers, self.people, self.typed_on, calendar=self.calendar)

    def title(self, voice: Voice) -> str:
        """The document's own name, or the dialogue's where it has none yet."""
        return title_of(self.document, voice)


LONGEST_TITLE = 90
"""Characters of a document's name in a list."""


def title_of(document: Document, voice: Voice) -> str:
    """A document's own name, shortened for lists, or its dialogue's where it has none."""
    if document.name:
        if len(document.name) <= LONGEST_TITLE:
            return document.name
        whole_words = textwrap.shorten(document.name, LONGEST_TITLE, placeholder=" …")
        return whole_words if len(whole_words) > LONGEST_TITLE // 2 else document.name[: LONGEST_TITLE - 1] + "…"
    dialogue = registry.dialogue(document.dialogue)
    return voice.text(dialogue.id, dialogue.title)


def cancel_button(turn: Turn, document: Document, owner: str) -> Button:
    """Puts a draft away, after a question that names whose it is; ``owner`` is empty for one's own."""
    say = turn.voice.say
    asked = say("dialogue.cancel-confirm-other", name=owner) if owner else say("dialogue.cancel-confirm")
    return Button(say("dialogue.cancel"), f"document:cancel:{document.id}", confirm=asked)


async def at_once(turn: Turn, work: Callable[[Tx], Result]) -> Result:
    """Do something with a document in one transaction; again on its newest state when somebody else was faster."""
    for _ in range(TRIES - 1):
        try:
            return await turn.services.store.write(work)
        except StaleError:
            continue
    return await turn.services.store.write(work)


def begin(
    tx: Tx,
    turn: Turn,
    dialogue: type[Dialogue],
    answers: dict[str, Raw],
    *,
    about: str = "",
    parent: str = "",
    sources: Mapping[Path, Document] | None = None,
) -> Draft:
    """A new draft with what can be filled in already; ``about`` is the part of the document ``parent`` it serves.

    ``sources`` are the documents from which answers (by page and field) come: the draft remembers them.
    """
    answers = with_people_bound(dialogue, answers, directory(tx, turn.scope, turn.person.id))
    document = documents.create(
        tx,
        turn.scope,
        id=turn.services.new_id(),
        dialogue=dialogue.id,
        dialogue_version=dialogue.version,
        name=dialogue.name_of(answers),
        answers=answers,
        about=about,
        parent=parent or None,
        now=turn.now,
        taken_over={"/".join(path): _origin(source, get(answers, path)) for path, source in (sources or {}).items()},
    )
    return load(tx, turn, document.id)


def _origin(source: Document, value: Raw) -> dict[str, Any]:
    """Where an answer comes from, and what it was there."""
    return {
        "document": source.id,
        "version": source.submitted_version,
        "dialogue": source.dialogue,
        "name": source.name,
        "value": value,
    }


def load(tx: Tx, turn: Turn, document_id: str) -> Draft:
    """The draft of a document, in the form of its dialogue's newest version; it is stored so with the next save.

    Raises:
        GoneError: there is no such document in the person's cluster.
    """
    document = documents.get(tx, turn.scope, document_id)
    if document is None or document.dialogue not in registry.known_dialogues():
        raise GoneError(document_id)
    dialogue = registry.dialogue(document.dialogue)
    upgraded = document.dialogue_version < dialogue.version
    if upgraded:
        answers = dialogue.upgrade(document.answers, document.dialogue_version)
        document = replace(document, answers=answers, dialogue_version=dialogue.version)
    known = directory(tx, turn.scope, turn.person.id)
    owner = known.by_id(document.created_by or "") if document.created_by != turn.person.id else None
    calendar = clusters.calendar(tx, turn.scope)
    named = replace(document, answers=with_names(document.answers, known.names))
    submitted = None
    if document.submitted_version is not None:
        version = versions.version(tx, turn.scope, document_id, document.submitted_version)
        submitted = dialogue.upgrade(version.answers, version.dialogue_version) if version is not None else None
    said = comments.of_document(tx, turn.scope, document_id) if document.handed_in_version is not None else ()
    whose = owner.name if owner else ""
    return Draft(named, dialogue, known, document.answers, upgraded, whose, submitted, calendar, said)


def revised(
    draft: Draft, turn: Turn, answers: dict[str, Raw], *, conflicts: Sequence[dict[str, Any]], page: str = ""
) -> Document:
    """The document with other answers, not saved yet.

    In ``saved_on`` a page has the day on which the person finished it, or nothing while they are on it, and a date
    (by its path, with slashes) the day on which it was typed.
    """
    before = draft.document
    saved_on = {place: day for place, day in before.saved_on.items() if "/" not in place}
    if page:
        saved_on.setdefault(page, "")
    for path in date_paths(draft.dialogue, answers):
        place = "/".join(path)
        if not same(_DATE, get(answers, path), get(before.answers, path)):
            saved_on[place] = turn.today.isoformat()
        elif place in before.saved_on:
            saved_on[place] = before.saved_on[place]
    return replace(before, answers=answers, conflicts=list(conflicts), saved_on=saved_on)


def finished(document: Document, turn: Turn, page: str) -> Document:
    """The document with a page that the person has left behind."""
    day = document.saved_on.get(page) or turn.today.isoformat()
    return replace(document, saved_on={**document.saved_on, page: day})


def save(tx: Tx, turn: Turn, document: Document) -> Document:
    """Store a changed document as the next revision.

    Raises:
        StaleError: somebody saved it meanwhile.
    """
    return documents.save(
        tx,
        turn.scope,
        document.id,
        revision=document.revision,
        dialogue_version=document.dialogue_version,
        name=registry.dialogue(document.dialogue).name_of(document.answers),
        answers=document.answers,
        conflicts=document.conflicts,
        saved_on=document.saved_on,
        now=turn.now,
    )
