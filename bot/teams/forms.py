"""Forms and reviews become cards: one page a card, in parts where it would be too long."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.chat.blocks import Style
from bot.chat.events import Intent
from bot.chat.form_state import FormState, place_of
from bot.chat.texts import cut, first_of
from bot.chat.views import FormView, Problem, ReviewView
from bot.teams import limits
from bot.teams.cards import (
    VALUE,
    Element,
    actions,
    error_line,
    heading,
    message_button,
    plain,
    push_button,
    small,
    warning_line,
)
from bot.teams.inputs import ABOUT, ROW, conflict_unit, field_units
from bot.teams.parts import Unit, parts_of, told_card
from bot.teams.words import Say
from flows.fields import Kind
from flows.forms import FormRef

INTENT, PART, EDIT, KEEP, MORE, SUBMIT, REMOVE = "intent", "part", "edit", "keep", "more", "submit", "remove"
"""The verbs of the forms' own buttons."""
REVIEW = "review"
SHOWN_NOTICES = 10
"""Short words above a page."""


@dataclass(frozen=True)
class Shown:
    """A view as a card; ``text`` is for notifications."""

    text: str
    card: Element


@dataclass(frozen=True)
class _Page:
    """What surrounds the questions of a card."""

    state: FormState
    above: Sequence[Element]
    buttons: Sequence[Element]
    units: Sequence[Unit] = field(default_factory=list)


def form_card(
    view: FormView, say: Say, part: int | None = None, notices: Sequence[str] = (), *, more: bool = False
) -> Shown:
    """The card of a page; ``part`` chooses which part of a long one, by default the first with an error, or with the
    entry to which one comes back.  ``more`` shows what folds away, as an answer or an error in it does."""
    form = view.form
    folding = [asked for asked in form.fields if asked.question.more]
    opened = more or any(asked.is_open for asked in folding)
    fields = form.fields if opened else tuple(asked for asked in form.fields if asked not in folding)
    units = [conflict_unit(c.key, c.label, c.mine, c.theirs, c.theirs_by, view.revision, say) for c in view.conflicts]
    wanted: list[int] = []
    group = ""
    for asked in fields:
        if asked.question.group and asked.question.group != group:
            units.append(Unit([heading(asked.question.group, small=True)]))
        group = asked.question.group
        start = len(units)
        units += field_units(asked, view.revision, view.people, say)
        at = view.at
        wanted += [
            start + 1 + place
            for place, row in enumerate(asked.rows)
            if at is not None and (at.field, at.row) == (asked.key, row.id)
        ]
    if folding and not opened:
        units.append(Unit(actions([push_button(say("more-details"), MORE, {}, with_inputs=True)])))
    above = _above(view, notices, say)
    buttons = actions(_form_buttons(view, say))
    parts = parts_of(units, [*above, *buttons], _state(view, opened))
    if part is None:
        first = next((place for place, unit in enumerate(units) if unit.wrong), (wanted or [0])[0])
        part = next((number for number, places in enumerate(parts) if first in places), 0)
    part = min(part, len(parts) - 1)
    shown = [units[place] for place in parts[part]]
    has_grid = any(asked.kind is Kind.GRID for asked in fields)
    partial = has_grid and (len(parts) > 1 or any(unit.replaced for unit in units))
    state = _state(view, opened).model_copy(update={"part": part, "partial": partial})
    page = _Page(state, above, [*_turning(part, len(parts), say), *buttons], shown)
    return Shown(f"{form.title}: {form.page_title}", _drawn(page))


def _state(view: FormView, opened: bool) -> FormState:
    ref = view.form.ref
    return FormState(
        document=view.document, page=ref.page, field=ref.field, row=ref.row, revision=view.revision, more=opened
    )


def _above(view: FormView, notices: Sequence[str], say: Say) -> list[Element]:
    """What stands above the questions."""
    form = view.form
    above = [heading(form.page_title)]
    if not view.alone:
        above.append(small(say("step", step=form.step, steps=form.steps, title=form.title)))
    above += _notices((*notices, *view.notices), say)
    above += _undo(view, say)
    above += [plain(form.intro)] if form.intro.strip() else []
    if form.error or form.has_errors:
        above.append(error_line(form.error or say("needs-attention")))
    return above


def _notices(texts: Sequence[str], say: Say) -> list[Element]:
    shown = first_of(texts, SHOWN_NOTICES, lambda count: say("more", count=count))
    return [small(cut(text, limits.NOTICE)) for text in shown]


def _form_buttons(view: FormView, say: Say) -> list[Element]:
    ref = view.form.ref
    word = "save" if ref.row or view.alone else "to-review" if view.last else "next"
    if ref.is_list:
        word = "add-these" if len(view.form.fields) > 1 else "show-entries"
    main = Intent.SAVE_ROW if ref.row else Intent.NEXT
    buttons = [_intent(main, view.submit or say(word), Style.PRIMARY)]
    if not view.first:
        buttons.append(_intent(Intent.BACK, say("back")))
    if ref.row:
        buttons.append(_intent(Intent.SAVE_AND_ADD, say("save-and-add")))
    if not ref.is_list and not view.alone:
        buttons.append(_intent(Intent.CLOSE, say("save-and-close")))
    if not ref.field and not view.alone:
        buttons.append(_intent(Intent.SKIP, say("skip")))
    return buttons


def _intent(intent: Intent, label: str, style: Style = Style.NORMAL) -> Element:
    return push_button(label, INTENT, {VALUE: intent.value}, style, with_inputs=True)


def _undo(view: FormView, say: Say) -> list[Element]:
    """What was just removed, and the way back."""
    if (gone := view.removed) is None:
        return []
    back = {VALUE: f"{Intent.RESTORE_ROW.value}|{gone.row}|{gone.revision}", ABOUT: gone.field}
    undo = push_button(say("undo"), ROW, back, with_inputs=True)
    return [small(say("removed", title=gone.title or say("untitled"))), *actions([undo])]


def _turning(part: int, parts: int, say: Say) -> list[Element]:
    """Where one is in a long form, and the way to its other parts."""
    if parts == 1:
        return []
    buttons = []
    if part:
        buttons.append(push_button(say("previous-part"), PART, {VALUE: str(part - 1)}, with_inputs=True))
    if part + 1 < parts:
        buttons.append(push_button(say("next-part"), PART, {VALUE: str(part + 1)}, with_inputs=True))
    return [small(say("part", part=part + 1, parts=parts)), *actions(buttons)]


def _drawn(page: _Page) -> Element:
    """The card of a page."""
    body = [*page.above, *(element for unit in page.units for element in unit.elements), *page.buttons]
    return told_card(body, page.state, page.units)


def review_card(view: ReviewView, say: Say, part: int = 0, notices: Sequence[str] = ()) -> Shown:
    """All answers before submitting, in parts where there are many."""
    units: list[Unit] = []
    for page in view.parts:
        edit = push_button(say("edit"), EDIT, {VALUE: place_of(FormRef(page.page))}, about=page.title)
        units.append(Unit([heading(page.title, small=True), *actions([edit])]))
        units += [_problem(problem, say, wrong=True) for problem in page.errors]
        units += [_problem(problem, say, wrong=False) for problem in page.warnings]
        units += _entries(page.entries)
    if view.leftovers:
        units += [Unit([heading(say("leftovers"), small=True)]), *_entries(view.leftovers)]
    above = [heading(view.title), *_notices(notices, say)]
    if not view.can_submit:
        above.append(error_line(say("needs-attention")))
    buttons = [push_button(say("submit"), SUBMIT, {}, Style.PRIMARY)] if view.can_submit else []
    if view.away and (away := message_button(replace(view.away, style=Style.DANGER), say)):
        buttons.append(away)
    state = FormState(document=view.document, page=REVIEW, revision=view.revision)
    parts = parts_of(units, [*above, *actions(buttons)], state)
    part = min(part, len(parts) - 1)
    state = state.model_copy(update={"part": part})
    shown = [units[place] for place in parts[part]]
    return Shown(view.title, _drawn(_Page(state, above, [*_turning(part, len(parts), say), *actions(buttons)], shown)))


def _problem(problem: Problem, say: Say, *, wrong: bool) -> Unit:
    """What to look at; about an entry, with the way to it."""
    elements = [error_line(problem.text) if wrong else warning_line(problem.text)]
    if problem.ref.row:
        elements += actions([push_button(say("edit"), EDIT, {VALUE: place_of(problem.ref)}, about=problem.text)])
    return Unit(elements)


def _entries(entries: Sequence[tuple[str, str]]) -> list[Unit]:
    """Label and answer, every character of it, in pieces that fit into a card."""
    units = []
    for label, value in entries:
        pieces = [value[at : at + limits.LINE] for at in range(0, len(value), limits.LINE)] or ["–"]
        units.append(Unit([plain(label, bold=True), plain(pieces[0], near=True)]))
        units += [Unit([plain(piece, near=True)]) for piece in pieces[1:]]
    return units


def remove_card(state: FormState, key: str, row: str, name: str, say: Say) -> Element:
    """The question before an entry is removed."""
    asked = state.model_copy(update={"field": key, "gone": row, "row": ""})
    buttons = [push_button(say("remove"), REMOVE, {}, Style.DANGER), push_button(say("keep"), KEEP, {})]
    above = [heading(say("remove-title")), plain(say("remove-text", title=name))]
    return _drawn(_Page(asked, above, actions(buttons)))
