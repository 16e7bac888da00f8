"""Taking in a page that somebody sends: merge, check, save, and say what to show next.

Whatever the intent and whatever is wrong with it, what was typed is saved first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.advisor import consequences
from bot.advisor.consequences import Change
from bot.advisor.documents import conflicts, dialogues, pasting
from bot.advisor.documents.applying import Rows, applied
from bot.advisor.documents.directory import asks_for_people
from bot.advisor.documents.drafts import Draft, GoneError, at_once, finished, load, revised, save
from bot.advisor.documents.forms import form_view
from bot.advisor.documents.labels import repeat_at
from bot.advisor.documents.reviewing import review_view
from bot.advisor.documents.seen import seen_by
from bot.advisor.notices import replace_outdated
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Text
from bot.chat.events import FormSent, Intent
from bot.chat.markup import escape
from bot.chat.views import FormView, Message, Removed, Reply, View
from bot.store import revisions
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.documents import live_paths
from flows.fields import Raw
from flows.findings import Words
from flows.forms import FormRef, entry_title
from flows.meaning import Meaning, question_at
from flows.merge import get, merge, put
from flows.people import listed, shown
from flows.people_fields import people_of
from flows.rows import add_row, beside
from flows.validation import FieldError, Path, check, raw_rows

_CHECKED = {Intent.NEXT, Intent.SAVE_ROW, Intent.SAVE_AND_ADD}
_ROW_INTENTS = {Intent.REMOVE_ROW, Intent.RESTORE_ROW, Intent.ROW_UP, Intent.ROW_DOWN}


@dataclass(frozen=True)
class _Taken:
    """What came of a page: what was sent as it was understood, the draft as saved, what is wrong, and what to tell.

    ``added`` is the id of an added row, ``at`` the row to which one comes back on the page, ``removed`` one that can
    be put back.  ``outdated`` are the reminders that were sent and are wrong now.
    """

    sent: FormSent
    draft: Draft
    added: str
    at: str
    removed: Removed | None
    errors: Sequence[FieldError]
    notices: Sequence[str]
    outdated: Sequence[Reminder]


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Save what was sent and answer with what comes next."""
    try:
        taken = await at_once(turn, lambda tx: _take(tx, turn, sent))
    except GoneError:
        # a form that is closed is taken for saved, unless it is said that it was not
        return replace(turn.say("dialogue.gone"), failed=sent.intent is Intent.CLOSE)
    await replace_outdated(turn, taken.outdated)
    draft = taken.draft
    if sent.ref.page not in draft.dialogue.pages():
        return await dialogues.open_(turn, draft.document.id, FormRef("review"))
    if sent.intent is Intent.CLOSE:
        if draft.document.submitted_version is not None:
            return turn.say("dialogue.saved-changes")
        return turn.say("dialogue.saved", command=turn.command(draft.dialogue.command))
    view = _next_view(turn, taken)
    shown = () if isinstance(view, FormView) else taken.notices  # a page shows them itself
    return Reply(tuple(Message(notice, (Text(escape(notice)),)) for notice in shown), view)


def _take(tx: Tx, turn: Turn, sent: FormSent) -> _Taken:
    """Merge what was sent with what was saved meanwhile, check it and save it."""
    draft = load(tx, turn, sent.document)
    if text := pasting.found_in(draft, sent):
        sent = pasting.with_list(draft, sent, text)
    seen = seen_by(tx, turn, draft, sent)
    full = _is_full(draft, sent)
    new_id = turn.services.new_id()[:8]
    added_list = (
        pasting.taken(draft, turn, sent, get(seen, (sent.ref.page, sent.ref.field))) if sent.ref.is_list else None
    )
    rows = Rows(
        added=new_id if sent.intent is Intent.ADD_ROW and not full else "",
        before=_as_before(tx, turn, sent),
        taken=lambda raw: added_list.repeat if added_list else raw,
        today=turn.today,
    )
    mine = applied(draft, seen, sent, rows)
    merged = merge(seen, mine, draft.answers, Meaning(draft.dialogue))
    answers, new = conflicts.keep_unasked(draft, merged.answers, merged.conflicts)
    answers, undecided = conflicts.decide(draft, turn, answers, seen=seen, mine=mine, choices=sent.choices)
    undecided = conflicts.together(undecided, conflicts.waiting(draft, turn, new))
    page = sent.ref.page if sent.ref.page in draft.dialogue.pages() else ""
    document = revised(draft, turn, answers, conflicts=undecided, page=page)
    changed = replace(draft, document=document, upgraded=False)
    errors = [*full, *_errors(changed, turn, sent)]
    added = rows.added
    if sent.intent is Intent.SAVE_AND_ADD and not errors and _has_room(changed, sent):
        path, added = (sent.ref.page, sent.ref.field), new_id
        document = replace(document, answers=put(answers, path, add_row(get(answers, path), added)))
    if page and _is_left(changed, sent, errors):
        document = finished(document, turn, page)
    if document != draft.document or draft.upgraded or document.state == "cancelled":
        document = save(tx, turn, document)
    outdated: Sequence[Reminder] = ()
    if document.submitted_version is not None and _live(draft, document.answers) != _live(draft, draft.answers):
        outdated = consequences.apply(tx, turn, Change.LIVE_FIELD, document)
    notices = _notices(draft, turn, sent, combined=seen != draft.answers and not new, answers=answers)
    notices += _left_open(changed, turn, sent)
    if added_list:
        notices.append(turn.voice.say("paste.added", count=added_list.count))
    at = added_list.first if added_list else sent.ref.row or sent.row
    removed = None
    if sent.intent is Intent.REMOVE_ROW:
        at = beside(get(draft.answers, (sent.ref.page, sent.field)), sent.row)
        removed = _removed(draft, sent, answers)
    return _Taken(sent, replace(changed, document=document), added, at, removed, errors, notices, outdated)


def _as_before(tx: Tx, turn: Turn, sent: FormSent) -> Raw:
    """The repeat as it was while a row stood in it that is to be put back."""
    if sent.intent is not Intent.RESTORE_ROW:
        return None
    return get(revisions.answers_at(tx, turn.scope, sent.document, sent.before) or {}, (sent.ref.page, sent.field))


def _removed(draft: Draft, sent: FormSent, answers: Mapping[str, Raw]) -> Removed | None:
    """The row that was taken out; None if it was gone before, or stays."""
    path = (sent.ref.page, sent.field, sent.row)
    question, row = repeat_at(draft, sent.ref.page, sent.field), get(draft.answers, path)
    if question is None or row is None or get(answers, path) is not None:
        return None
    return Removed(sent.field, sent.row, entry_title(question, row, draft.answers, sent.row), draft.document.revision)


def _live(draft: Draft, answers: Mapping[str, Raw]) -> dict[Path, Raw]:
    """The answers that take effect as soon as they are saved."""
    return {path: get(answers, path) for path in live_paths(draft.dialogue, draft.answers)}


def _is_left(draft: Draft, sent: FormSent, errors: Sequence[FieldError]) -> bool:
    """Whether the person is through with the page, so that the dialogue goes on behind it next time."""
    forward = sent.intent in (Intent.NEXT, Intent.SKIP, Intent.REVIEW) and not sent.ref.field
    return forward and not errors and not conflicts.on_form(draft, sent.ref)


def _is_full(draft: Draft, sent: FormSent) -> list[FieldError]:
    """What to say to somebody who adds an entry where no more fit."""
    question = repeat_at(draft, sent.ref.page, sent.field)
    if sent.intent is not Intent.ADD_ROW or question is None or _has_room(draft, sent):
        return []
    return [FieldError((sent.field,), Words(id="field.rows-full", params={"limit": question.max_rows}))]


def _has_room(draft: Draft, sent: FormSent) -> bool:
    """Whether another entry fits."""
    question = repeat_at(draft, sent.ref.page, sent.field)
    count = sum(1 for _ in raw_rows(get(draft.answers, (sent.ref.page, sent.field))))
    return question is not None and count < question.max_rows


def _errors(draft: Draft, turn: Turn, sent: FormSent) -> Sequence[FieldError]:
    """What is wrong with what the person wants to be done with."""
    ref = sent.ref
    if ref.page not in draft.dialogue.pages() or sent.intent not in _CHECKED or ref.is_list:
        return ()
    scene = draft.scene(turn.today)
    if not ref.row:
        return draft.dialogue.check_page(ref.page, draft.answers.get(ref.page), scene).errors
    question, row = repeat_at(draft, ref.page, ref.field), get(draft.answers, (ref.page, ref.field, ref.row))
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


def _next_view(turn: Turn, taken: _Taken) -> View:
    sent, draft, notices = taken.sent, taken.draft, taken.notices
    ref, intent = sent.ref, sent.intent
    if intent is Intent.KEEP:
        return form_view(draft, turn, ref, notices=notices, remarks=False)
    if taken.added:
        return form_view(draft, turn, FormRef(ref.page, sent.field, taken.added), notices=notices)
    if intent is Intent.EDIT_ROW:
        return form_view(draft, turn, FormRef(ref.page, sent.field, sent.row), notices=notices)
    if intent is Intent.PASTE or (ref.is_list and intent is Intent.NEXT and not taken.at):
        chosen, into = sent.answers.get(pasting.TAKE) == [], FormRef(ref.page, sent.field or ref.field)
        if repeat_at(draft, into.page, into.field) is None:
            return form_view(draft, turn, into, notices=notices)
        view = pasting.list_view(draft, turn, into, pasting.text_of(sent), chosen=chosen)
        return replace(view, notices=tuple(notices))
    if taken.errors or conflicts.on_form(draft, ref):
        return form_view(draft, turn, ref, errors=taken.errors, notices=notices)
    if ref.field or intent in _ROW_INTENTS:
        at = FormRef(ref.page, ref.field or sent.field, taken.at)
        return form_view(draft, turn, FormRef(ref.page), notices=notices, at=at, removed=taken.removed)
    pages = list(draft.dialogue.pages())
    here = pages.index(ref.page)
    if intent is Intent.BACK:
        return form_view(draft, turn, FormRef(pages[max(here - 1, 0)]), notices=notices)
    if intent is Intent.REVIEW or draft.next_page is None or here + 1 == len(pages):
        return review_view(draft, turn)
    return form_view(draft, turn, FormRef(pages[here + 1]), notices=notices)
