"""Taking in a page that somebody sends: merge, check, save, and say what to show next.

Whatever the intent and whatever is wrong with it, what was typed is saved first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.advisor import dialogues
from bot.advisor.drafts import Draft, GoneError, form_view, load, on_form, save
from bot.advisor.reviewing import review_view
from bot.advisor.turn import Turn
from bot.chat.events import FormSent, Intent
from bot.chat.views import FormView, Reply, View
from bot.store import documents
from flows.fields import Kind, Raw, questions
from flows.forms import FormRef
from flows.merge import Conflict, merge, put
from flows.rows import add_row, move_row, remove_row, rows_of
from flows.validation import FieldError, check

_ROW_INTENTS = {Intent.REMOVE_ROW, Intent.ROW_UP, Intent.ROW_DOWN}


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Save what was sent and answer with what comes next."""
    try:
        draft, row_id, notices = await _store(turn, sent)
    except GoneError:
        return turn.say("dialogue.gone")
    if draft.dialogue.pages().get(sent.ref.page) is None:
        return await dialogues.open_(turn, draft.document.id, FormRef("review"))
    if sent.intent is Intent.CLOSE:
        return turn.say("dialogue.saved", command=turn.command(draft.dialogue.command))
    return Reply(view=_next_view(turn, draft, sent, row_id, notices))


async def _store(turn: Turn, sent: FormSent) -> tuple[Draft, str, list[str]]:
    """Merge and save; returns the new draft, the id of an added row, and what to tell about the merge."""
    async with turn.desk.store.write() as tx:
        draft = await load(tx, turn, sent.document, write=True)
        seen = draft.answers
        if sent.revision != draft.document.revision:
            seen = await documents.answers_at(tx, turn.scope, sent.document, sent.revision) or draft.answers
        row_id = turn.desk.new_id()[:8] if sent.intent is Intent.ADD_ROW else ""
        mine = _applied(draft, seen, sent, row_id)
        merged = merge(seen, mine, draft.answers)
        answers, decided = _decide(merged.answers, draft.document.conflicts, sent.choices)
        conflicts = [*decided, *_new_conflicts(draft, merged.conflicts)]
        touched = sent.ref.page if sent.ref.page in draft.dialogue.pages() else ""
        document = await save(tx, turn, draft.document, answers, conflicts=conflicts, saved_page=touched)
        combined = seen != draft.answers and draft.document.updated_by != turn.person.id
        saved = replace(draft, document=document, upgraded=False)
    notices = []
    if combined and not merged.conflicts:
        notices.append(turn.voice.say("dialogue.merged", name=draft.document.updated_by_name))
    return saved, row_id, notices


def _applied(draft: Draft, seen: Mapping[str, Raw], sent: FormSent, row_id: str) -> dict[str, Raw]:
    """The answers the person saw with what they typed put in, and the row they added, removed or moved."""
    ref, answers = sent.ref, dict(seen)
    untouched = ref.page not in draft.document.saved_on and not answers.get(ref.page)
    page: dict[str, Raw] = dict(draft.dialogue.suggest(ref.page, seen) if untouched else answers.get(ref.page) or {})
    if ref.row:
        repeat = rows_of(page.get(ref.field))
        row = {**repeat["rows"].get(ref.row, {}), **sent.answers}
        page[ref.field] = add_row(repeat, ref.row)
        page[ref.field] = put({"r": page[ref.field]}, ("r", ref.row), row)["r"]
    else:
        page |= sent.answers
    if sent.field:
        page[sent.field] = _row_change(page.get(sent.field), sent, row_id)
    answers[ref.page] = _without_blank_rows(draft, ref.page, page, keep=row_id or sent.row)
    return answers


def _row_change(raw: Raw, sent: FormSent, row_id: str) -> Raw:
    match sent.intent:
        case Intent.ADD_ROW:
            return add_row(raw, row_id)
        case Intent.REMOVE_ROW:
            return remove_row(raw, sent.row)
        case Intent.ROW_UP:
            return move_row(raw, sent.row, "up")
        case Intent.ROW_DOWN:
            return move_row(raw, sent.row, "down")
        case _:
            return raw


def _without_blank_rows(draft: Draft, page: str, answers: dict[str, Raw], keep: str) -> dict[str, Raw]:
    """Drop rows that were added and never filled in, except the one being worked on."""
    model = draft.dialogue.pages().get(page)
    for name, question in questions(model).items() if model else ():
        if question.kind is Kind.REPEAT and answers.get(name):
            for row_id, row in rows_of(answers[name])["rows"].items():
                if row_id != keep and not any(str(value).strip() for value in row.values() if value):
                    answers[name] = remove_row(answers[name], row_id)
    return answers


def _decide(
    answers: dict[str, Raw], conflicts: Sequence[dict[str, Any]], choices: Mapping[str, str]
) -> tuple[dict[str, Raw], list[dict[str, Any]]]:
    """Carry out the person's choices; returns the answers and the conflicts still open."""
    still_open = []
    for conflict in conflicts:
        choice = choices.get(conflict["key"])
        if choice == "mine":
            answers = put(answers, conflict["path"], conflict["mine"])
        elif choice != "theirs":
            still_open.append(conflict)
    return answers, still_open


def _new_conflicts(draft: Draft, conflicts: Sequence[Conflict]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{draft.document.revision}.{number}",
            "path": list(conflict.path),
            "mine": conflict.mine,
            "theirs": conflict.theirs,
            "theirs_by": draft.document.updated_by_name,
        }
        for number, conflict in enumerate(conflicts)
    ]


def _next_view(turn: Turn, draft: Draft, sent: FormSent, added: str, notices: Sequence[str]) -> View:
    ref, intent = sent.ref, sent.intent
    if intent is Intent.ADD_ROW:
        return form_view(draft, turn, FormRef(ref.page, sent.field, added), notices=notices)
    if intent is Intent.EDIT_ROW:
        return _row_view(draft, turn, FormRef(ref.page, sent.field, sent.row), notices)
    if any(on_form(conflict["path"], ref) for conflict in draft.document.conflicts):
        return form_view(draft, turn, ref, notices=notices)
    if intent in _ROW_INTENTS:
        return form_view(draft, turn, FormRef(ref.page), notices=notices)
    if ref.row:
        errors = _row_errors(draft, turn, ref) if intent in (Intent.NEXT, Intent.SAVE_ROW) else ()
        if errors:
            return form_view(draft, turn, ref, errors=errors, notices=notices)
        return form_view(draft, turn, FormRef(ref.page), notices=notices)
    if intent is Intent.REVIEW:
        return review_view(draft, turn)
    pages = list(draft.dialogue.pages())
    here = pages.index(ref.page)
    if intent is Intent.BACK:
        return form_view(draft, turn, FormRef(pages[max(here - 1, 0)]), notices=notices)
    if intent is Intent.NEXT:
        checked = draft.dialogue.check_page(ref.page, draft.answers.get(ref.page), draft.scene(turn.today))
        if checked.errors:
            return form_view(draft, turn, ref, errors=checked.errors, notices=notices)
    if draft.complete or here + 1 == len(pages):
        return review_view(draft, turn)
    return form_view(draft, turn, FormRef(pages[here + 1]), notices=notices)


def _row_view(draft: Draft, turn: Turn, ref: FormRef, notices: Sequence[str]) -> FormView:
    """The row, or its page when somebody removed it meanwhile."""
    try:
        return form_view(draft, turn, ref, notices=notices)
    except KeyError:
        gone = turn.voice.say("dialogue.page-gone")
        return form_view(draft, turn, FormRef(ref.page), notices=(*notices, gone))


def _row_errors(draft: Draft, turn: Turn, ref: FormRef) -> Sequence[FieldError]:
    question = questions(draft.dialogue.pages()[ref.page])[ref.field]
    assert question.row is not None
    rows = rows_of((draft.answers.get(ref.page) or {}).get(ref.field))["rows"]
    return check(question.row, rows.get(ref.row, {}), draft.scene(turn.today), ref.row).errors
