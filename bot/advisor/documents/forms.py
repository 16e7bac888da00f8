"""Drafts as forms: a page or a row as a person shall see it, in their language."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.documents import commented_forms, conflicts
from bot.advisor.documents.drafts import Draft
from bot.advisor.documents.pasting import list_view
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.messages import Voice
from bot.chat.views import FormView, Removed
from flows import registry
from flows.fields import Choice, Choices
from flows.findings import Words
from flows.forms import Form, FormField, FormRef, build_form
from flows.validation import FieldError


def form_view(
    draft: Draft,
    turn: Turn,
    ref: FormRef,
    *,
    errors: Sequence[FieldError] = (),
    notices: Sequence[str] = (),
    at: FormRef | None = None,
    removed: Removed | None = None,
    remarks: bool = True,
) -> FormView:
    """A page, or a row of it; the page when the row was removed meanwhile.

    ``at`` is the row from which one comes back to the page, ``removed`` one that was just taken out of it.  Without
    ``remarks`` nothing is said about what does not fit together.

    Raises:
        KeyError: the dialogue has no such page.
    """
    answers = dict(draft.answers)
    if ref.page in draft.dialogue.pages() and ref.page not in draft.document.saved_on and not answers.get(ref.page):
        answers[ref.page] = draft.dialogue.suggest(ref.page, answers)
    warnings = _remarks(draft, turn, ref) if remarks and not ref.is_list else ()
    try:
        if ref.is_list:
            return list_view(draft, turn, ref)
        form = build_form(draft.dialogue, ref, answers, errors, warnings=warnings, word=turn.voice.words)
    except KeyError:
        if not ref.row and not ref.field:
            raise
        gone = turn.voice.say("dialogue.page-gone")
        return form_view(draft, turn, FormRef(ref.page), notices=(*notices, gone))
    pages = list(draft.dialogue.pages())
    said = [turn.voice.say("dialogue.upgraded")] if draft.upgraded else []
    undecided = conflicts.on_form(draft, ref)
    if undecided:
        said.append(conflicts.notice(turn, undecided[0]))
    form = _with_origins(draft, turn.voice, translated(form, turn.voice))
    if remarks:
        form, commented = commented_forms.with_comments(draft, turn, form)
        said += commented
    return FormView(
        document=draft.document.id,
        revision=draft.document.revision,
        form=form,
        notices=(*notices, *said),
        conflicts=tuple(conflicts.choice(draft, turn, conflict) for conflict in undecided),
        people=draft.people.people,
        workspace=turn.actor.workspace,
        first=ref.page == pages[0] and not ref.row,
        last=ref.page == pages[-1] and not ref.row,
        at=at,
        removed=removed,
        passing=removed is not None,
    )


def _remarks(draft: Draft, turn: Turn, ref: FormRef) -> list[FieldError]:
    """What does not fit together on a form, by the path inside it."""
    prefix = (ref.page, ref.field, ref.row) if ref.row else (ref.page,)
    found = draft.dialogue.remarks(draft.answers, draft.scene(turn.today))
    return [
        FieldError(finding.where[len(prefix) :], Words(id=finding.message, params=finding.params))
        for finding in found
        if finding.where[: len(prefix)] == prefix and len(finding.where) > len(prefix)
    ]


def _with_origins(draft: Draft, voice: Voice, form: Form) -> Form:
    """The form with where each answer came from, beside those that are still as they were taken over."""
    if form.ref.row:
        return form
    fields = []
    for each in form.fields:
        origin = draft.document.taken_over.get(f"{form.ref.page}/{each.key}")
        if origin and origin.get("value") == (draft.stored.get(form.ref.page) or {}).get(each.key):
            source = registry.known_dialogues().get(str(origin.get("dialogue")))
            kind = voice.text(source.id, source.title) if source else ""
            title = ": ".join(part for part in (kind, short(str(origin.get("name") or ""), 60)) if part)
            said = voice.say("dialogue.taken-from", title=title)
            help_ = f"{each.question.help} {said}".strip()
            each = replace(each, question=replace(each.question, help=help_))
        fields.append(each)
    return replace(form, fields=tuple(fields))


def translated(form: Form, voice: Voice) -> Form:
    """The form in the person's language."""
    return replace(
        form,
        title=voice.text(form.dialogue, form.title),
        page_title=voice.text(form.dialogue, form.page_title),
        intro=voice.text(form.dialogue, form.intro),
        fields=tuple(_translated_field(field, form.dialogue, voice) for field in form.fields),
    )


def _offered(offers: Choices, voice: Voice) -> Choices:
    """Offers as the person reads them: a date with its weekday, which is what people know it by."""
    return tuple(Choice(offer.value, voice.offered(offer)) for offer in offers)


def _translated_field(field: FormField, dialogue: str, voice: Voice) -> FormField:
    def text(english: str) -> str:
        return voice.text(dialogue, english)

    question = replace(
        field.question,
        label=text(field.question.label),
        help=text(field.question.help),
        example=text(field.question.example),
        group=text(field.question.group),
        unit=text(field.question.unit),
        row_name=text(field.question.row_name),
    )
    return replace(
        field,
        question=question,
        offers=_offered(field.offers, voice),
        cell_offers={cell: _offered(offers, voice) for cell, offers in field.cell_offers.items()},
        choices=tuple(Choice(choice.value, text(choice.label)) for choice in field.choices),
        grid_rows=tuple(Choice(row.value, text(row.label)) for row in field.grid_rows),
        cells=tuple(_translated_field(cell, dialogue, voice) for cell in field.cells),
        rows=tuple(
            replace(row, about=text(row.about), details=tuple((text(label), value) for label, value in row.details))
            for row in field.rows
        ),
    )
