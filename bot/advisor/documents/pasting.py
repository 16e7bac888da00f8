"""Adding a whole list to a page: what was pasted is shown entry by entry before it is taken.

Nothing of it is stored until then: the text goes along with the form.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.advisor.documents.directory import asks_for_people
from bot.advisor.documents.drafts import Draft
from bot.advisor.documents.labels import answer, repeat_at
from bot.advisor.turn import Turn
from bot.chat.events import FormSent, Intent
from bot.chat.views import FormView
from flows.fields import Choice, Kind, Question, Raw, questions
from flows.forms import Form, FormField, FormRef, entry_title
from flows.pasting import Fields, entries_in, is_list
from flows.people_fields import bind
from flows.rows import add_row, rows_of
from flows.typed import clean_text

TEXT, TAKE = "text", "take"
"""The fields of the form: the pasted text, and which of its entries are taken."""


@dataclass(frozen=True)
class Added:
    """A repeat with the entries that were taken, and the first and the number of these."""

    repeat: dict[str, Raw]
    first: str
    count: int


def list_view(draft: Draft, turn: Turn, ref: FormRef, text: str = "", *, chosen: bool = False) -> FormView:
    """The form in which a list is pasted, and shown before it is taken; ``chosen``: nothing of it was.

    Raises:
        KeyError: the page has no such list in this version of the dialogue.
    """
    question = repeat_at(draft, ref.page, ref.field)
    if question is None:
        raise KeyError(ref.field)
    say, title = turn.voice.say, turn.voice.text(draft.dialogue.id, draft.dialogue.title)
    pages = list(draft.dialogue.pages())
    named = turn.voice.text(draft.dialogue.id, question.label)
    choices = _choices(draft, turn, question, text)
    fields = [_text_field(turn, text)]
    if choices:
        error = say("paste.nothing-chosen") if chosen else ""
        asked = Question(Kind.CHOICES, say("paste.take"), required=False, choices=choices)
        fields.insert(0, FormField(TAKE, asked, [choice.value for choice in choices], error, choices=choices))
    form = Form(
        dialogue=draft.dialogue.id,
        title=title,
        ref=FormRef(ref.page, ref.field),
        page_title=say("paste.title", name=named),
        intro="" if choices else say("paste.intro"),
        step=pages.index(ref.page) + 1,
        steps=len(pages),
        fields=tuple(fields),
    )
    return FormView(draft.document.id, draft.document.revision, form, passing=bool(text))


def _text_field(turn: Turn, text: str) -> FormField:
    say = turn.voice.say
    asked = Question(Kind.LONG_TEXT, say("paste.text"), help=say("paste.help"), required=not text)
    return FormField(TEXT, asked, text)


def _choices(draft: Draft, turn: Turn, question: Question, text: str) -> tuple[Choice, ...]:
    """Each entry in a line; the value tells its place, and of which text."""
    entries = _entries(draft, question, text)
    labels = [_label(draft, turn, question, entry) for entry in entries]
    return tuple(Choice(f"{number}:{_mark(text)}", label) for number, label in enumerate(labels))


def _entries(draft: Draft, question: Question, text: str) -> Sequence[Fields]:
    return entries_in(question, text) if text.strip() else ()


def _label(draft: Draft, turn: Turn, question: Question, entry: Fields) -> str:
    assert question.row is not None
    asked = questions(question.row)
    first = next(iter(asked))
    told = [
        f"{turn.voice.text(draft.dialogue.id, asked[key].name)}: {answer(draft, turn.voice, asked[key], raw)}"
        for key, raw in entry.items()
        if key != first
    ]
    return " · ".join((str(entry.get(first) or "…"), *told))


def _mark(text: str) -> str:
    return hashlib.sha256(clean_text(text).strip().encode()).hexdigest()[:8]


def text_of(sent: FormSent) -> str:
    """The list that was pasted."""
    return clean_text(sent.pasted or str(sent.answers.get(TEXT) or ""))


def found_in(draft: Draft, sent: FormSent) -> str:
    """A list, or cells of a spreadsheet, that was put into the first line of an entry; empty if there is none."""
    question = repeat_at(draft, sent.ref.page, sent.ref.field) if sent.ref.row else None
    if question is None or question.row is None:
        return ""
    key, first = next(iter(questions(question.row).items()))
    text = sent.pasted if sent.intent is Intent.PASTE else sent.answers.get(key)
    checked = sent.intent in (Intent.PASTE, Intent.SAVE_ROW, Intent.SAVE_AND_ADD)
    fits = checked and first.kind is Kind.SHORT_TEXT and isinstance(text, str) and is_list(text)
    return clean_text(str(text)) if fits else ""


def with_list(draft: Draft, sent: FormSent, text: str) -> FormSent:
    """The same form with the list in the first line of its entry, where it is kept until it is taken or changed."""
    question = repeat_at(draft, sent.ref.page, sent.ref.field)
    row = question.row if question else None
    answers = {**sent.answers, next(iter(questions(row))): text} if row else sent.answers
    return sent.model_copy(update={"answers": answers, "intent": Intent.PASTE, "pasted": text, "field": sent.ref.field})


def taken(draft: Draft, turn: Turn, sent: FormSent, raw: Raw) -> Added | None:
    """The repeat with the entries that the person chose; None where they have not seen them, or chose none.

    An entry that holds the list itself becomes the first of them.
    """
    question = repeat_at(draft, sent.ref.page, sent.ref.field)
    chosen, text = sent.answers.get(TAKE), text_of(sent)
    if question is None or sent.intent is not Intent.NEXT or not isinstance(chosen, list):
        return None
    known = [choice.value for choice in _choices(draft, turn, question, text)]
    if not chosen or not set(map(str, chosen)) <= set(known):
        return None
    entries = [entry for value, entry in zip(known, _entries(draft, question, text), strict=True) if value in chosen]
    repeat = rows_of(raw)
    holding = [
        row
        for row, fields in repeat["rows"].items()
        if _is_same(entry_title(question, fields, draft.answers, row), text)
    ]
    added: list[str] = []
    for entry in entries[: max(question.max_rows - len(repeat["order"]) + len(holding[:1]), 0)]:
        fields = _bound(draft, question, entry)
        row = holding[0] if holding and not added else turn.services.new_id()[:8]
        repeat = add_row(repeat, row)
        repeat["rows"][row] = {**repeat["rows"][row], **fields}
        added.append(row)
    return Added(repeat, added[0], len(added)) if added else None


def _is_same(title: str, text: str) -> bool:
    return bool(title) and title.split() == text.split()


def _bound(draft: Draft, question: Question, entry: Fields) -> Fields:
    """The entry with people bound to who is surely meant."""
    assert question.row is not None
    asked = questions(question.row)
    return {key: bind(raw, (), draft.people) if asks_for_people(asked[key]) else raw for key, raw in entry.items()}
