"""What somebody typed, put into the answers that they saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.advisor.documents.directory import asks_for_people
from bot.advisor.documents.drafts import Draft
from bot.advisor.documents.labels import repeat_at
from bot.chat.events import FormSent, Intent
from flows.fields import Kind, Question, Raw, questions
from flows.merge import get
from flows.people_fields import bind
from flows.rows import add_row, is_blank, move_row, remove_row, restore_row, rows_of
from flows.typed import clean, clean_text, settled
from flows.typed_fields import with_units


@dataclass(frozen=True)
class Rows:
    """What a change of rows needs to know: the id of a new one, a repeat as it was ``before``, and what becomes of a
    repeat by a list that is ``taken``.  ``today`` is the day on which the page was filled in."""

    added: str
    before: Raw
    taken: Callable[[Raw], Raw]
    today: date


def applied(draft: Draft, seen: Mapping[str, Raw], sent: FormSent, rows: Rows) -> dict[str, Raw]:
    """The answers the person saw with what they typed put in, and the rows they added, removed, put back or moved."""
    ref, answers = sent.ref, dict(seen)
    untouched = ref.page not in draft.document.saved_on and not answers.get(ref.page)
    page: dict[str, Raw] = dict(
        draft.dialogue.suggest(ref.page, seen, rows.today) if untouched else answers.get(ref.page) or {}
    )
    model = draft.dialogue.pages().get(ref.page)
    asked = questions(model) if model else {}
    if ref.is_list:
        page[ref.field] = rows.taken(page.get(ref.field))
    elif not ref.row:
        stored = [answers.get(ref.page) or {} for answers in (draft.answers, draft.stored)]
        page |= _settled(draft, asked, sent.answers, page, *stored)
    elif isinstance(page.get(ref.field) or {}, Mapping):  # else there are no rows in this version of the dialogue
        row_model = asked[ref.field].row if ref.field in asked else None
        before = get(page, (ref.field, ref.row)) or {}
        stored = [get(answers, (ref.page, ref.field, ref.row)) or {} for answers in (draft.answers, draft.stored)]
        row = {**before, **_settled(draft, questions(row_model) if row_model else {}, sent.answers, before, *stored)}
        repeat = add_row(rows_of(page.get(ref.field)), ref.row)
        repeat = {**repeat, "rows": {**repeat["rows"], ref.row: row}}
        left = sent.intent in (Intent.BACK, Intent.CLOSE) and is_blank(row)  # begun, and nothing was typed
        page[ref.field] = remove_row(repeat, ref.row) if left else repeat
    if sent.field and repeat_at(draft, ref.page, sent.field) is not None:
        page[sent.field] = _row_change(page.get(sent.field), sent, rows)
    answers[ref.page] = page
    return answers


def _settled(
    draft: Draft, asked: Mapping[str, Question], typed: Mapping[str, Raw], *known: Mapping[str, Raw]
) -> dict[str, Raw]:
    """What was typed, in its proper shape, with people bound to who is surely meant.

    ``known`` is what stood there: as the person saw it, as it is now, and as it was saved.  What means the same is
    written as it stood, units in their places.
    """
    seen, stored, *_ = known
    fields: dict[str, Raw] = {}
    for key, raw in typed.items():
        question = asked.get(key)
        if question is None:  # the page comes from an older version of the dialogue
            fields[key] = clean_text(raw) if isinstance(raw, str) else seen.get(key)
        elif question.kind is not Kind.REPEAT:
            value = clean(question, raw)
            if asks_for_people(question):
                value = bind(value, [answers.get(key) for answers in known], draft.people)
            fields[key] = settled(question, value, [seen.get(key), stored.get(key)])
    moved = with_units(asked, {**seen, **fields})
    units = {question.unit_field for key, question in asked.items() if key in fields}
    return {key: raw for key, raw in moved.items() if key in fields or key in units}


def _row_change(raw: Raw, sent: FormSent, rows: Rows) -> Raw:
    match sent.intent:
        case Intent.ADD_ROW if rows.added:
            return add_row(raw, rows.added)
        case Intent.RESTORE_ROW:
            return restore_row(raw, sent.row, rows.before)
        case Intent.REMOVE_ROW:
            return remove_row(raw, sent.row)
        case Intent.ROW_UP:
            return move_row(raw, sent.row, "up")
        case Intent.ROW_DOWN:
            return move_row(raw, sent.row, "down")
        case _:
            return raw
