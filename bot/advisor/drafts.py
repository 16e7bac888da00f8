"""Drafts as the advisor handles them: found, brought to the newest version of their dialogue, shown as forms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.advisor.turn import Turn
from bot.chat.messages import Voice
from bot.chat.views import ConflictChoice, FormView
from bot.store import documents, people
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import Dialogue
from flows.fields import Choice, Question, Raw, questions
from flows.forms import Form, FormField, FormRef, display
from flows.forms import build_form as build_plain_form
from flows.merge import get
from flows.validation import FieldError, Scene


class GoneError(LookupError):
    """The document is not there, or not for this person."""


@dataclass(frozen=True)
class Draft:
    """A document with its dialogue; ``accounts`` maps colleagues' names in lower case to their accounts."""

    document: Document
    dialogue: type[Dialogue]
    accounts: dict[str, str]
    names: tuple[str, ...]
    upgraded: bool = False

    @property
    def answers(self) -> dict[str, Raw]:
        return self.document.answers

    @property
    def saved_on(self) -> dict[str, date]:
        """The day on which each page was last saved."""
        return {page: date.fromisoformat(day) for page, day in self.document.saved_on.items()}

    @property
    def complete(self) -> bool:
        """Whether the person has been on every page."""
        return all(page in self.document.saved_on for page in self.dialogue.pages())

    def scene(self, today: date) -> Scene:
        return Scene(today, self.answers, self.accounts)

    def title(self, voice: Voice) -> str:
        """The document's own name, or the dialogue's where it has none yet."""
        return title_of(self.document, voice)


def title_of(document: Document, voice: Voice) -> str:
    """A document's own name, shortened for lists, or its dialogue's where it has none yet."""
    if document.name:
        return document.name if len(document.name) <= 90 else document.name[:89] + "…"
    dialogue = registry.dialogue(document.dialogue)
    return voice.say("dialogue.untitled", dialogue=voice.text(dialogue.id, dialogue.title))


async def load(tx: Tx, turn: Turn, document_id: str, *, write: bool = False) -> Draft:
    """The draft of a document, in the form of its dialogue's newest version.

    With ``write`` an older draft is saved in the newer form, so that later edits merge against it.

    Raises:
        GoneError: there is no such document in the person's cluster.
    """
    document = await documents.get(tx, turn.scope, document_id)
    if document is None or document.dialogue not in registry.all_dialogues():
        raise GoneError(document_id)
    dialogue = registry.dialogue(document.dialogue)
    upgraded = document.dialogue_version < dialogue.version
    if upgraded:
        answers = dialogue.upgrade(document.answers, document.dialogue_version)
        document = replace(document, answers=answers, dialogue_version=dialogue.version)
        if write:
            document = await save(tx, turn, document, answers)
    colleagues = await people.colleagues(tx, turn.scope)
    return Draft(
        document,
        dialogue,
        {person.name.casefold(): person.account for person in colleagues if person.name and person.account},
        tuple(person.name for person in colleagues if person.name),
        upgraded,
    )


async def save(
    tx: Tx,
    turn: Turn,
    document: Document,
    answers: dict[str, Raw],
    *,
    conflicts: Sequence[dict[str, Any]] | None = None,
    saved_page: str = "",
) -> Document:
    """Store new answers as the next revision; the page saved is marked with the person's day."""
    saved_on = dict(document.saved_on)
    if saved_page:
        saved_on[saved_page] = turn.today.isoformat()
    return await documents.save(
        tx,
        turn.scope,
        document.id,
        revision=document.revision,
        dialogue_version=document.dialogue_version,
        name=registry.dialogue(document.dialogue).name_of(answers),
        answers=answers,
        conflicts=list(document.conflicts if conflicts is None else conflicts),
        saved_on=saved_on,
        now=turn.now,
    )


def form_view(
    draft: Draft,
    turn: Turn,
    ref: FormRef,
    *,
    errors: Sequence[FieldError] = (),
    notices: Sequence[str] = (),
) -> FormView:
    """The page or row as the person shall see it.

    Raises:
        KeyError: the dialogue has no such page, field or row.
    """
    answers = dict(draft.answers)
    if ref.page in draft.dialogue.pages() and ref.page not in draft.document.saved_on and not answers.get(ref.page):
        answers[ref.page] = draft.dialogue.suggest(ref.page, answers)
    form = translated(build_plain_form(draft.dialogue, ref, answers, errors, word=turn.voice.words), turn.voice)
    pages = list(draft.dialogue.pages())
    said = [turn.voice.say("dialogue.upgraded")] if draft.upgraded else []
    conflicts = [c for c in draft.document.conflicts if on_form(c["path"], ref)]
    if conflicts:
        said.append(turn.voice.say("dialogue.conflict", name=conflicts[0]["theirs_by"]))
    return FormView(
        document=draft.document.id,
        revision=draft.document.revision,
        form=form,
        notices=(*notices, *said),
        conflicts=tuple(_conflict(draft, turn.voice, conflict) for conflict in conflicts),
        names=draft.names,
        first=ref.page == pages[0] and not ref.row,
        last=ref.page == pages[-1] and not ref.row,
    )


def on_form(path: Sequence[str], ref: FormRef) -> bool:
    """Whether a conflict's field stands on this form: a row's conflicts show on the row and on its page."""
    return path[0] == ref.page and (not ref.row or tuple(path[1:3]) == (ref.field, ref.row))


def _conflict(draft: Draft, voice: Voice, conflict: dict[str, Any]) -> ConflictChoice:
    path = tuple(conflict["path"])
    question = question_at(draft.dialogue, path)
    shown = [
        display(question, conflict[side], draft.answers) if question else str(conflict[side] or "")
        for side in ("mine", "theirs")
    ]
    empty = voice.say("dialogue.no-answer")
    return ConflictChoice(
        key=conflict["key"],
        label=conflict_label(draft, voice, path),
        mine=shown[0] or empty,
        theirs=shown[1] or empty,
        theirs_by=conflict["theirs_by"],
    )


def conflict_label(draft: Draft, voice: Voice, path: Sequence[str]) -> str:
    """What a conflict is about: the question, and the row it belongs to."""
    question = question_at(draft.dialogue, path)
    label = voice.text(draft.dialogue.id, question.label) if question else path[-1]
    if len(path) > 3:
        row = get(draft.answers, path[:3])
        title = next(iter(row.values()), "") if isinstance(row, dict) else ""
        return f"{label} ({title})" if isinstance(title, str) and title else label
    return label


def question_at(dialogue: type[Dialogue], path: Sequence[str]) -> Question | None:
    """The question behind a path of page, field and, inside a repeat or grid, row id and field."""
    page = dialogue.pages().get(path[0])
    question = questions(page).get(path[1]) if page and len(path) > 1 else None
    if question and question.row and len(path) > 3:
        return questions(question.row).get(path[3])
    return question


def translated(form: Form, voice: Voice) -> Form:
    """The form in the person's language."""
    return replace(
        form,
        title=voice.text(form.dialogue, form.title),
        page_title=voice.text(form.dialogue, form.page_title),
        intro=voice.text(form.dialogue, form.intro),
        fields=tuple(_translated_field(field, form.dialogue, voice) for field in form.fields),
    )


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
        choices=tuple(Choice(choice.value, text(choice.label)) for choice in field.choices),
        grid_rows=tuple(Choice(row.value, text(row.label)) for row in field.grid_rows),
        cells=tuple(_translated_field(cell, dialogue, voice) for cell in field.cells),
        rows=tuple(
            replace(row, details=tuple((text(label), value) for label, value in row.details)) for row in field.rows
        ),
    )
