"""Taking over what was brought: into the draft of its document, or into a new one, and never over a newer change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.advisor import consequences
from bot.advisor.consequences import Change
from bot.advisor.documents import history
from bot.advisor.documents.drafts import Draft, begin, load, revised, save
from bot.advisor.documents.reviewing import review_view
from bot.advisor.importing import showing
from bot.advisor.importing.waiting import Proposed, proposed
from bot.advisor.notices import replace_outdated
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons
from bot.chat.views import Reply
from bot.store import documents, imports
from bot.store.documents import StaleError
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.documents import live_paths
from flows.merge import get


@dataclass(frozen=True)
class _Taken:
    """The document as it is then, with the reminders that were sent and are wrong now."""

    draft: Draft
    outdated: Sequence[Reminder]


async def take(turn: Turn, id: str, revision: int, missing: str) -> Reply:
    """Take it over as it was shown: compared with ``revision`` of the document, 0 for a new one.

    Where the document was changed since, what would change is shown once more.  ``missing`` is ``remove`` where the
    entries that the file has no more shall go.
    """
    found = await proposed(turn, id, keep_missing=missing != "remove")
    if found is None:
        return turn.say("import.gone")
    if found.revision != revision:
        return await _again(turn, id)
    try:
        taken = await turn.services.store.write(lambda tx: _take(tx, turn, found))
    except StaleError:
        return await _again(turn, id)
    if taken is None:
        return turn.say("import.gone")
    await replace_outdated(turn, taken.outdated)
    return _told(turn, found, taken)


async def _again(turn: Turn, id: str) -> Reply:
    """What would change now, for somebody who saw another state of the document."""
    found = await proposed(turn, id)
    if found is None:
        return turn.say("import.gone")
    draft = found.kept.draft
    name = draft.document.updated_by_name if draft is not None else ""
    return Reply(view=showing.view(turn, found, [turn.voice.say("import.changed-since", name=name or "–")]))


def _take(tx: Tx, turn: Turn, found: Proposed) -> _Taken | None:
    """None where it was taken over or thrown away meanwhile.

    Raises:
        StaleError: somebody saved the document meanwhile.
    """
    if not imports.drop(tx, turn.scope, found.kept.stored.waiting.id):
        return None
    page = found.kept.dialogue.imported.partition("/")[0]
    before = found.kept.draft
    if before is None:
        return _Taken(_new(tx, turn, found, page), ())
    waits = [*before.document.conflicts, *found.undecided]
    document = save(tx, turn, revised(before, turn, found.answers, conflicts=waits, page=page))
    outdated: Sequence[Reminder] = ()
    live = live_paths(before.dialogue, before.answers)
    changed = any(get(found.answers, path) != get(before.answers, path) for path in live)
    if document.submitted_version is not None and changed:
        outdated = consequences.apply(tx, turn, Change.LIVE_FIELD, document)
    return _Taken(load(tx, turn, document.id), outdated)


def _new(tx: Tx, turn: Turn, found: Proposed, page: str) -> Draft:
    """A new document; where its answers give it no name it is called as the file is."""
    draft = begin(tx, turn, found.kept.dialogue, {})
    document = save(tx, turn, revised(draft, turn, found.answers, conflicts=(), page=page))
    if not document.name and (name := showing.name_for(found)):
        documents.rename(tx, turn.scope, document.id, "", name, turn.now)
    return load(tx, turn, document.id)


def _told(turn: Turn, found: Proposed, taken: _Taken) -> Reply:
    """The document as it is now, with what to do next and the way back."""
    say, document, before = turn.voice.say, taken.draft.document, found.kept.draft
    title = taken.draft.title(turn.voice)
    if before is None:
        said = turn.line("import.made", title=title, count=found.proposal.taken)
        return Reply(messages=(said,), view=review_view(taken.draft, turn))
    former = history.saved_key(before.document.revision)
    back = Button(say("restore.bring-back"), f"document:as-draft-now:{document.id}:{former}:{document.revision}")
    look = Button(say("restore.look"), f"document:edit:{document.id}")
    said = turn.line("import.taken-submitted" if document.submitted_version else "import.taken", title=title)
    said = replace(said, blocks=(*said.blocks, Buttons((look, back))))
    return Reply(messages=(said,), view=review_view(taken.draft, turn))


async def drop(turn: Turn, id: str) -> Reply:
    """Throw away what was brought; nothing else changes."""
    gone = await turn.services.store.write(lambda tx: imports.drop(tx, turn.scope, id))
    return turn.say("import.dropped" if gone else "import.gone")
