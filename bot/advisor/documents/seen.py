"""What somebody had before them when they typed: the state on top of which their answers are merged."""

from collections.abc import Iterator, Mapping, Sequence

from bot.advisor.documents.drafts import Draft
from bot.advisor.turn import Turn
from bot.chat.events import FormSent
from bot.store import revisions
from bot.store.engine import Tx
from bot.store.revisions import Revision
from flows.fields import Raw
from flows.merge import get, put
from flows.people import with_names
from flows.validation import Path


def seen_by(tx: Tx, turn: Turn, draft: Draft, sent: FormSent) -> dict[str, Raw]:
    """The answers that the person saw; of a revision that is unknown, nothing counts as seen."""
    if sent.revision == draft.document.revision:
        return draft.answers
    then = revisions.revision_at(tx, turn.scope, sent.document, sent.revision)
    if then is None:
        return {}
    seen = _as_now(draft, then)
    return _with_own(tx, turn, draft, sent, seen) if sent.continued else seen


def _as_now(draft: Draft, then: Revision) -> dict[str, Raw]:
    """Answers of another time in the form of the dialogue as it is now, with people under the names of today."""
    newest = then.dialogue_version >= draft.dialogue.version
    answers = then.answers if newest else draft.dialogue.upgrade(then.answers, then.dialogue_version)
    named: dict[str, Raw] = with_names(answers, draft.people.names)
    return named


def _with_own(tx: Tx, turn: Turn, draft: Draft, sent: FormSent, seen: dict[str, Raw]) -> dict[str, Raw]:
    """The same with what the person saved since by this very form: they are not asked whether to replace themselves."""
    theirs = [
        (_as_now(draft, before), _as_now(draft, after))
        for before, after in revisions.saved_by_others(tx, turn.scope, sent.document, sent.revision)
    ]
    for path in _paths(sent):
        stored = get(draft.answers, path)
        there = len(path) < 4 or get(draft.answers, path[:3]) is not None
        if there and not _is_theirs(path, stored, theirs):
            seen = put(seen, path, stored)
    return seen


def _is_theirs(path: Path, stored: Raw, theirs: Sequence[tuple[Mapping[str, Raw], Mapping[str, Raw]]]) -> bool:
    """Whether what stands in a field now was put there by somebody else."""
    for before, after in reversed(theirs):
        if get(before, path) != get(after, path):
            return bool(get(after, path) == stored)
    return False


def _paths(sent: FormSent) -> Iterator[Path]:
    """Where the answers of a form stand in the document, cell by cell."""
    ref = sent.ref
    inside: Path = (ref.page, ref.field, ref.row) if ref.row else (ref.page,)
    for key, raw in sent.answers.items():
        if isinstance(raw, Mapping) and not ref.row:
            yield from ((*inside, key, row, column) for row, columns in raw.items() for column in columns)
        else:
            yield (*inside, key)
