"""The states in which a document was: versions, the draft, and what was saved on the way; who saved what when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.advisor.documents.drafts import Draft
from bot.advisor.turn import Turn
from bot.store import revisions, versions
from bot.store.engine import Tx
from bot.store.revisions import Saved
from bot.store.versions import Version
from flows import registry
from flows.fields import Raw
from flows.people import with_names

DRAFT = "draft"
"""The key of the state that is being edited."""
_SAVED = "r"
PAUSE = timedelta(hours=1)
"""What somebody saves within so much time is one edit."""
READ, SHOWN = 300, 6
"""So many revisions are looked through, and so many edits shown."""


@dataclass(frozen=True)
class State:
    """A document as it was once.

    ``key`` is ``draft``, the number of a version, or ``r`` with the number of a revision; ``revision`` is that in which
    it stood and ``version`` its number as a version, 0 for another state.  ``detail`` tells who made it and when, as
    markup.  ``stored`` are its answers in the newest form of the dialogue, in ``answers`` with the names of today.
    """

    key: str
    name: str
    detail: str
    revision: int
    stored: dict[str, Raw]
    answers: dict[str, Raw]
    version: int = 0


def of_staff(tx: Tx, turn: Turn, draft: Draft, key: str) -> State | None:
    """A state of a document of the person's own cluster; None where there is none of that key."""
    if key == DRAFT:
        return _draft(turn, draft)
    if key.startswith(_SAVED):
        return _saved(tx, turn, draft, number_in(key.removeprefix(_SAVED)))
    found = versions.version(tx, turn.scope, draft.document.id, number_in(key))
    return _version(turn, found, draft.people.names) if found is not None else None


def of_coach(tx: Tx, turn: Turn, document_id: str, key: str) -> tuple[Version, State] | None:
    """A version that was handed in to the person; nothing else of a document is open to a coach."""
    found = versions.handed_in_document(tx, turn.person.id, document_id, number_in(key))
    return (found, _version(turn, found, {})) if found is not None else None


def _draft(turn: Turn, draft: Draft) -> State:
    document, name = draft.document, turn.voice.say("state.draft")
    when = turn.voice.moment(document.updated_at)
    detail = turn.voice.mark("state.saved-by", state=name, name=document.updated_by_name, when=when)
    return State(DRAFT, name, detail, document.revision, draft.stored, draft.answers)


def _saved(tx: Tx, turn: Turn, draft: Draft, number: int) -> State | None:
    found = revisions.revision_at(tx, turn.scope, draft.document.id, number)
    made = revisions.saved_once(tx, turn.scope, draft.document.id, number)
    if found is None or made is None:
        return None
    stored = draft.dialogue.upgrade(found.answers, found.dialogue_version)
    name = turn.voice.say("state.saved", when=turn.voice.moment(made.saved_at))
    detail = turn.voice.mark("state.saved-once", state=name, name=made.person_name)
    return State(saved_key(number), name, detail, number, stored, with_names(stored, draft.people.names))


def _version(turn: Turn, found: Version, names: Mapping[str, str]) -> State:
    stored = registry.dialogue(found.dialogue).upgrade(found.answers, found.dialogue_version)
    name = turn.voice.say("state.version", version=found.number)
    date, by = turn.voice.local_date(found.submitted_at), found.submitted_by_name
    detail = turn.voice.mark("state.submitted-by", state=name, date=date, name=by)
    return State(str(found.number), name, detail, found.revision, stored, with_names(stored, names), found.number)


def saved_key(number: int) -> str:
    """The key of what was saved as a revision."""
    return f"{_SAVED}{number}"


def number_in(key: str) -> int:
    """The number that an address or button names; 0 where it names none."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 9 else 0


@dataclass(frozen=True)
class Edit:
    """What one person saved without a long pause: the revision before it (its own, if it began the document) and the
    last of it."""

    before: int
    last: int
    name: str
    at: datetime


def edits(tx: Tx, turn: Turn, draft: Draft) -> list[Edit]:
    """Who edited a document last, the newest first."""
    return list(grouped(revisions.saved(tx, turn.scope, draft.document.id, READ)))[:SHOWN]


def grouped(saved: Sequence[Saved]) -> Iterator[Edit]:
    """What was saved (the newest first) by person, as long as there is no `PAUSE` between."""
    at = 0
    while at < len(saved):
        end = at
        while end + 1 < len(saved) and _belong(saved[end + 1], saved[end]):
            end += 1
        last, first = saved[at], saved[end]
        yield Edit(max(first.number - 1, 1), last.number, last.person_name, last.saved_at)
        at = end + 1


def _belong(earlier: Saved, later: Saved) -> bool:
    return earlier.person_id == later.person_id and later.saved_at - earlier.saved_at < PAUSE
