"""A sentence becomes an action: it is added to the draft of the plan, or of a new one, and opened there."""

from collections.abc import Mapping
from itertools import chain

from bot.advisor.documents.drafts import Draft, begin, load, revised, save
from bot.advisor.documents.forms import form_view
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.views import Reply
from bot.store import documents
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows import registry
from flows.dialogue import Dialogue
from flows.fields import Raw, questions
from flows.forms import FormRef
from flows.meaning import question_at
from flows.merge import get, put
from flows.rows import add_row, rows_of
from flows.validation import Path


class FullError(ValueError):
    """The plan takes no more actions."""


def plan(tx: Tx, scope: Scope, *preferred: str | None) -> Document | None:
    """The plan that takes it: the first of these ids that is there, or else the one submitted that was changed last, or
    else the newest draft; None where there is no plan."""
    there = [each for each in documents.listing(tx, scope) if _takes(each.dialogue)]
    named = (each for id in preferred for each in there if each.id == id)
    submitted = (each for each in there if each.submitted_version is not None)
    return next(chain(named, submitted, there), None)


def rows(plan: Document) -> frozenset[str]:
    """The ids of its actions."""
    return _rows(registry.dialogue(plan.dialogue), plan.answers)


def add(tx: Tx, turn: Turn, plan: Document | None, row: str, text: str) -> Draft:
    """The draft of the plan, of a new one where it is None, with an action of that id; as it is if it has it.

    Raises:
        GoneError: the plan is not there any more.
        FullError: the plan takes no more.
        StaleError: somebody saved the plan meanwhile.
    """
    draft = load(tx, turn, plan.id) if plan is not None else begin(tx, turn, _plans(), {})
    there = _rows(draft.dialogue, draft.answers)
    if row in there:
        return draft
    path = _list(draft.dialogue)
    question = question_at(draft.dialogue, path)
    assert question is not None
    assert question.row is not None
    if len(there) >= question.max_rows:
        raise FullError(row)
    first, asked = next(iter(questions(question.row).items()))
    named = short(text, asked.max_length) if asked.max_length else text
    answers = put(draft.answers, path, add_row(get(draft.answers, path), row, {first: named}))
    save(tx, turn, revised(draft, turn, dict(answers), conflicts=draft.document.conflicts, page=path[0]))
    return load(tx, turn, draft.document.id)


def opened(turn: Turn, draft: Draft, row: str, said: str) -> Reply:
    """The form of the action, for what is still to be said of it."""
    page, field = _list(draft.dialogue)
    return Reply(view=form_view(draft, turn, FormRef(page, field, row), notices=(said,)))


def _rows(dialogue: type[Dialogue], answers: Mapping[str, Raw]) -> frozenset[str]:
    return frozenset(rows_of(get(answers, _list(dialogue)))["rows"])


def _takes(dialogue: str) -> bool:
    known = registry.all_dialogues().get(dialogue)
    return known is not None and bool(known.imported)


def _plans() -> type[Dialogue]:
    """The dialogue whose table of actions can also be brought in."""
    return next(each for each in registry.all_dialogues().values() if each.imported)


def _list(dialogue: type[Dialogue]) -> Path:
    return tuple(dialogue.imported.split("/"))
