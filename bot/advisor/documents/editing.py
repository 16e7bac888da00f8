"""Taking in a page that somebody sends: merge, check, save, and say what to show next.

Whatever the intent and whatever is wrong with it, what was typed is saved first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.advisor import consequences
from bot.advisor.consequences import Change
from bot.advisor.documents import conflicts, dialogues
from bot.advisor.documents.directory import asks_for_people
from bot.advisor.documents.drafts import Draft, GoneError, at_once, finished, load, revised, save
from bot.advisor.documents.forms import form_view
from bot.advisor.documents.reviewing import review_view
from bot.advisor.notices import replace_outdated
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.events import FormSent, Intent
from bot.chat.markup import escape
from bot.chat.views import FormView, Message, Reply, Text, View
from bot.store import documents
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.documents import live_paths
from flows.fields import Kind, Question, Raw, questions
from flows.findings import Words
from flows.forms import FormRef
from flows.meaning import Meaning, question_at
from flows.merge import get, merge
from flows.people import listed, shown, with_names
from flows.people_fields import bind, people_of
from flows.rows import add_row, move_row, remove_row, rows_of
from flows.typed import clean, clean_text, settled
from flows.typed_fields import with_units
from flows.validation import FieldError, Path, check, raw_rows

_ROW_INTENTS = {Intent.REMOVE_ROW, Intent.ROW_UP, Intent.ROW_DOWN}


@dataclass(frozen=True)
class _Taken:
    """What came of a page: the draft as saved, the id of an added row, what is wrong, and what to tell.

    ``outdated`` are the reminders that were sent and are wrong now.
    """

    draft: Draft
    added: str
    errors: Sequence[FieldError]
    notices: Sequence[str]
    outdated: Sequence[Reminder]


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Save what was sent and answer with what comes next."""
    try:
        taken = await at_once(turn, lambda tx: _take(tx, turn, sent))
    except GoneError:
        return turn.say("dialogue.gone")
    await replace_outdated(turn, taken.outdated)
    draft = taken.draft
    if sent.ref.page not in draft.dialogue.pages():
        return await dialogues.open_(turn, draft.document.id, FormRef("review"))
    if sent.intent is Intent.CLOSE:
        if draft.document.submitted_version is not None:
            return turn.say("dialogue.saved-changes")
        return turn.say("dialogue.saved", command=turn.command(draft.dialogue.command))
    view = _next_view(turn, sent, taken)
    told = () if isinstance(view, FormView) else taken.notices  # a page shows them itself
    return Reply(tuple(Message(notice, (Text(escape(notice)),)) for notice in told), view)


def _take(tx: Tx, turn: Turn, sent: FormSent) -> _Taken:
    """Merge what was sent with what was saved meanwhile, check it and save it."""
    draft = load(tx, turn, sent.document, write=True)
    seen: Mapping[str, Raw] = draft.answers
    if sent.revision != draft.document.revision:  # of a revision that is unknown, nothing counts as seen
        then = documents.answers_at(tx, turn.scope, sent.document, sent.revision) or {}
        seen = with_names(then, draft.people.names)
    full = _is_full(draft, sent)
    added = turn.desk.new_id()[:8] if sent.intent is Intent.ADD_ROW and not full else ""
    mine = _applied(draft, seen, sent, added)
    merged = merge(seen, mine, draft.answers, Meaning(draft.dialogue))
    answers, new = conflicts.keep_unasked(draft, merged.answers, merged.conflicts)
    answers, undecided = conflicts.decide(draft, turn, answers, seen=seen, mine=mine, choices=sent.choices)
    undecided = conflicts.together(undecided, conflicts.waiting(draft, turn, new))
    page = sent.ref.page if sent.ref.page in draft.dialogue.pages() else ""
    document = revised(draft, turn, answers, conflicts=undecided, page=page)
    changed = replace(draft, document=document, upgraded=False)
    errors = [*full, *_errors(changed, turn, sent)]
    if page and _is_left(changed, sent, errors):
        document = finished(document, turn, page)
    if document != draft.document or document.state == "cancelled":
        document = save(tx, turn, document)
    outdated: Sequence[Reminder] = ()
    if document.submitted_version is not None and _live(draft, document.answers) != _live(draft, draft.answers):
        outdated = consequences.apply(tx, turn, Change.LIVE_FIELD, document)
    notices = _notices(draft, turn, sent, combined=seen != draft.answers and not new, answers=answers)
    notices += _left_open(changed, turn, sent)
    return _Taken(replace(changed, document=document), added, errors, notices, outdated)


def _live(draft: Draft, answers: Mapping[str, Raw]) -> dict[Path, Raw]:
    """The answers that take effect as soon as they are saved."""
    return {path: get(answers, path) for path in live_paths(draft.dialogue, draft.answers)}


def _is_left(draft: Draft, sent: FormSent, errors: Sequence[FieldError]) -> bool:
    """Whether the person is through with the page, so that the dialogue goes on behind it next time."""
    forward = sent.intent in (Intent.NEXT, Intent.SKIP, Intent.REVIEW) and not sent.ref.row
    return forward and not errors and not conflicts.on_form(draft, sent.ref)


def _is_full(draft: Draft, sent: FormSent) -> list[FieldError]:
    """What to say to somebody who adds an entry where no more fit."""
    question = _repeat(draft, sent.ref.page, sent.field)
    if sent.intent is not Intent.ADD_ROW or question is None:
        return []
    count = sum(1 for _ in raw_rows(get(draft.answers, (sent.ref.page, sent.field))))
    words = Words(id="field.rows-full", params={"limit": question.max_rows})
    return [FieldError((sent.field,), words)] if count >= question.max_rows else []


def _repeat(draft: Draft, page: str, field: str) -> Question | None:
    """The repeat of that name on a page; None if there is none in this version of the dialogue."""
    model = draft.dialogue.pages().get(page)
    question = questions(model).get(field) if model else None
    return question if question is not None and question.kind is Kind.REPEAT else None


def _applied(draft: Draft, seen: Mapping[str, Raw], sent: FormSent, added: str) -> dict[str, Raw]:
    """The answers the person saw with what they typed put in, and the row they added, removed or moved."""
    ref, answers = sent.ref, dict(seen)
    untouched = ref.page not in draft.document.saved_on and not answers.get(ref.page)
    page: dict[str, Raw] = dict(draft.dialogue.suggest(ref.page, seen) if untouched else answers.get(ref.page) or {})
    model = draft.dialogue.pages().get(ref.page)
    asked = questions(model) if model else {}
    if not ref.row:
        stored = [answers.get(ref.page) or {} for answers in (draft.answers, draft.stored)]
        page |= _settled(draft, asked, sent.answers, page, *stored)
    elif isinstance(page.get(ref.field) or {}, Mapping):  # else there are no rows in this version of the dialogue
        row_model = asked[ref.field].row if ref.field in asked else None
        before = get(page, (ref.field, ref.row)) or {}
        stored = [get(answers, (ref.page, ref.field, ref.row)) or {} for answers in (draft.answers, draft.stored)]
        row = {**before, **_settled(draft, questions(row_model) if row_model else {}, sent.answers, before, *stored)}
        repeat = add_row(rows_of(page.get(ref.field)), ref.row)
        page[ref.field] = {**repeat, "rows": {**repeat["rows"], ref.row: row}}
    if sent.field and _repeat(draft, ref.page, sent.field) is not None:
        page[sent.field] = _row_change(page.get(sent.field), sent, added)
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


def _row_change(raw: Raw, sent: FormSent, added: str) -> Raw:
    match sent.intent:
        case Intent.ADD_ROW if added:
            return add_row(raw, added)
        case Intent.REMOVE_ROW:
            return remove_row(raw, sent.row)
        case Intent.ROW_UP:
            return move_row(raw, sent.row, "up")
        case Intent.ROW_DOWN:
            return move_row(raw, sent.row, "down")
        case _:
            return raw


def _errors(draft: Draft, turn: Turn, sent: FormSent) -> Sequence[FieldError]:
    """What is wrong with what the person wants to be done with."""
    ref = sent.ref
    if ref.page not in draft.dialogue.pages() or sent.intent not in (Intent.NEXT, Intent.SAVE_ROW):
        return ()
    scene = draft.scene(turn.today)
    if not ref.row:
        return draft.dialogue.check_page(ref.page, draft.answers.get(ref.page), scene).errors
    question, row = _repeat(draft, ref.page, ref.field), get(draft.answers, (ref.page, ref.field, ref.row))
    if question is None or question.row is None or row is None:
        return ()
    return check(question.row, row, scene.inside(ref.page, ref.field, ref.row), ref.row).errors


def _notices(draft: Draft, turn: Turn, sent: FormSent, *, combined: bool, answers: Mapping[str, Raw]) -> list[str]:
    """What to tell about somebody else's changes."""
    if sent.ref.row and get(answers, (sent.ref.page, sent.ref.field, sent.ref.row)) is None:
        return [turn.voice.say("dialogue.page-gone")]
    if not combined or draft.document.updated_by == turn.person.id:
        return []
    return [turn.voice.say("dialogue.merged", name=draft.document.updated_by_name)]


def _left_open(draft: Draft, turn: Turn, sent: FormSent) -> list[str]:
    """What to tell about answers that name nobody and need not be given: they count as none."""
    said = []
    for key in sent.answers:
        path = (sent.ref.page, *((sent.ref.field, sent.ref.row) if sent.ref.row else ()), key)
        question, raw = question_at(draft.dialogue, path), get(draft.answers, path)
        if question is None or question.required or not asks_for_people(question) or not listed(raw):
            continue
        if not people_of(raw, draft.people, asks=False):
            label = turn.voice.text(draft.dialogue.id, question.name)
            said.append(turn.voice.say("people.left-open", typed=short(shown(raw), 40), label=label))
    return said


def _next_view(turn: Turn, sent: FormSent, taken: _Taken) -> View:
    draft, ref, intent, notices = taken.draft, sent.ref, sent.intent, taken.notices
    if taken.added:
        return form_view(draft, turn, FormRef(ref.page, sent.field, taken.added), notices=notices)
    if intent is Intent.EDIT_ROW:
        return form_view(draft, turn, FormRef(ref.page, sent.field, sent.row), notices=notices)
    if taken.errors or conflicts.on_form(draft, ref):
        return form_view(draft, turn, ref, errors=taken.errors, notices=notices)
    if ref.row or intent in _ROW_INTENTS:
        return form_view(draft, turn, FormRef(ref.page), notices=notices)
    pages = list(draft.dialogue.pages())
    here = pages.index(ref.page)
    if intent is Intent.BACK:
        return form_view(draft, turn, FormRef(pages[max(here - 1, 0)]), notices=notices)
    if intent is Intent.REVIEW or draft.next_page is None or here + 1 == len(pages):
        return review_view(draft, turn)
    return form_view(draft, turn, FormRef(pages[here + 1]), notices=notices)
