"""What somebody brought, with what would become of it: worked out anew whenever it is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import count

from bot.advisor.documents import conflicts, labels
from bot.advisor.documents.conflicts import Waiting as Undecided
from bot.advisor.documents.directory import directory
from bot.advisor.documents.drafts import Draft
from bot.advisor.importing.bringing import there
from bot.advisor.importing.packing import unpacked
from bot.advisor.turn import Turn, reads
from bot.store import clusters, imports, revisions
from bot.store.engine import Tx
from bot.store.imports import Import
from flows import registry
from flows.calendar import Calendar
from flows.comparison import Difference, compare
from flows.dialogue import Dialogue
from flows.fields import Raw, questions
from flows.importing.columns import Layout, layout, with_keys
from flows.importing.proposal import Proposal, propose
from flows.importing.table import Source
from flows.meaning import Meaning
from flows.merge import merge
from flows.people import with_names
from flows.reading.names import Directory
from flows.validation import Scene, raw_rows


@dataclass(frozen=True)
class Kept:
    """What waits, as the store holds it, with the document that it goes to (None for a new one).

    ``base`` are the answers of that document with which it is compared: as they were when it was brought, or in the
    version of which the spreadsheet was made; with the names of today.
    """

    stored: Import
    dialogue: type[Dialogue]
    draft: Draft | None
    base: dict[str, Raw]
    people: Directory
    calendar: Calendar

    def scene(self, today: date) -> Scene:
        """How the answers are read."""
        typed_on = self.draft.typed_on if self.draft is not None else {}
        return Scene(today, self.base, self.people, typed_on, calendar=self.calendar)


@dataclass(frozen=True)
class Columns:
    """The columns of a table of somebody's own, as they are understood."""

    kept: Kept
    source: Source
    layout: Layout


@dataclass(frozen=True)
class Proposed:
    """What would become of it now.

    ``answers`` are those the document would have, ``undecided`` what both the file and somebody in the document
    changed: it is kept beside the document until somebody chooses.  ``found`` is all that differs from the document as
    it is now; ``since`` what was changed in it since, which stays.
    """

    kept: Kept
    source: Source
    layout: Layout | None
    proposal: Proposal
    answers: dict[str, Raw]
    undecided: Sequence[Undecided]
    found: Sequence[Difference]
    since: Sequence[Difference]

    @property
    def revision(self) -> int:
        """That of the document as it is compared now; 0 for a new one."""
        return self.kept.draft.document.revision if self.kept.draft is not None else 0

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        return bool(self.found or self.undecided)


async def columns(turn: Turn, id: str) -> Columns | None:
    """The columns of what waits; None where there is none, or it is a spreadsheet of ours."""
    kept = await kept_as(turn, id)
    return await turn.services.readings.done(partial(_columns, kept)) if kept is not None else None


async def proposed(turn: Turn, id: str, *, keep_missing: bool = True) -> Proposed | None:
    """What would become of what waits; ``keep_missing``: entries of the document that the file has no more stay."""
    kept = await kept_as(turn, id)
    if kept is None:
        return None
    return await turn.services.readings.done(partial(_proposed, turn, kept, keep_missing))


@reads
def kept_as(tx: Tx, turn: Turn, id: str) -> Kept | None:
    """What the person brought under this id; None where there is none any more."""
    stored = imports.get(tx, turn.scope, id)
    dialogue = registry.known_dialogues().get(stored.waiting.dialogue) if stored is not None else None
    if stored is None or dialogue is None:
        return None
    document = stored.waiting.document
    draft = there(tx, turn, document) if document is not None else None
    if draft is None:
        return Kept(
            stored, dialogue, None, {}, directory(tx, turn.scope, turn.person.id), clusters.calendar(tx, turn.scope)
        )
    then = revisions.revision_at(tx, turn.scope, draft.document.id, stored.revision)
    base = draft.answers
    if then is not None:
        base = with_names(dialogue.upgrade(then.answers, then.dialogue_version), draft.people.names)
    return Kept(stored, dialogue, draft, base, draft.people, draft.calendar)


def _columns(kept: Kept) -> Columns | None:
    source = unpacked(kept.stored.source)
    found = _layout(kept, source)
    return Columns(kept, source, found) if found is not None else None


def _layout(kept: Kept, source: Source) -> Layout | None:
    """The columns as the person corrected them; None for a spreadsheet of ours."""
    if source.ours is not None:
        return None
    found, corrections = layout(kept.dialogue, source), kept.stored.corrections
    if found is None or corrections is None or len(corrections) != len(found.columns):
        return found
    return with_keys(found, corrections)


def _proposed(turn: Turn, kept: Kept, keep_missing: bool) -> Proposed:
    source = unpacked(kept.stored.source)
    columns = _layout(kept, source)
    proposal = propose(
        kept.dialogue,
        source,
        columns,
        kept.base,
        keep_missing=keep_missing,
        new_id=_row_ids(kept.stored.waiting.id),
        scene=kept.scene(turn.today),
    )
    mine, say = dict(proposal.answers), labels.words_of(turn.voice, kept.dialogue.id)
    if kept.draft is None:
        found = compare(kept.dialogue, {}, mine, say)
        return Proposed(kept, source, columns, proposal, mine, (), found, ())
    draft = kept.draft
    merged = merge(kept.base, mine, draft.answers, Meaning(kept.dialogue))
    entries = _there_now(kept)
    answers, asked = conflicts.keep_unasked(draft, merged.answers, merged.conflicts)
    return Proposed(
        kept,
        source,
        columns,
        replace(proposal, missing=tuple(each for each in proposal.missing if each[0] in entries)),
        answers,
        conflicts.waiting(draft, turn, asked),
        compare(kept.dialogue, draft.answers, answers, say),
        compare(kept.dialogue, kept.base, draft.answers, say),
    )


def _there_now(kept: Kept) -> set[str]:
    """The ids of all entries that stand in the document now."""
    answers = kept.draft.answers if kept.draft is not None else {}
    lists = [
        (answers.get(page) or {}).get(name)
        for page, model in kept.dialogue.pages().items()
        for name in questions(model)
    ]
    return {row for raw in lists for row, _ in raw_rows(raw)}


def _row_ids(id: str) -> Callable[[], str]:
    """The ids of new entries: whenever it is worked out, the same."""
    mark, numbers = sha256(id.encode()).hexdigest()[:6], count(1)
    return lambda: f"{mark}{next(numbers):02}"
