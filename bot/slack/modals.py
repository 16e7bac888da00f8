"""Forms, reviews and documents become modals: every view within its limits, in parts where it would be too long."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from bot.chat.blocks import Style
from bot.chat.events import Intent
from bot.chat.form_state import FormState, place_of
from bot.chat.texts import cut, first_of, size
from bot.chat.views import DocumentView, FormView, Message, Problem, ReviewView, View
from bot.slack import limits
from bot.slack.blocks import (
    Block,
    actions,
    error_line,
    header,
    message_button,
    plain,
    push_button,
    section,
    small,
    title,
    warning_line,
)
from bot.slack.files import file_unit
from bot.slack.inputs import ROW, Unit, conflict_units, field_units
from bot.slack.render import blocks_of
from bot.slack.text import bold, cut_escaped, pack, split
from bot.slack.words import Say
from flows.fields import Kind
from flows.forms import FormField, FormRef, RowSummary

FORM, REVIEW, SHOWN, WAIT, REMOVE = "form", "review", "shown", "wait", "remove"
"""The kinds of modals, as their callback ids."""

INTENT, PART, EDIT, KEEP, MORE = "intent", "part", "edit", "keep", "more"
"""How the action ids of the modals' own buttons begin."""


SHOWN_PROBLEMS = 20
"""Errors, and warnings, shown at a page on the review."""

SHOWN_NOTICES = 10
"""Short words above a page or a document."""


def meta_of(view: dict[str, Any]) -> FormState:
    """The metadata of a view; empty when it is not one of ours."""
    try:
        return FormState.model_validate_json(view.get("private_metadata") or "{}")
    except ValidationError:
        return FormState()


def modal(view: View, say: Say, part: int | None = None, notices: Sequence[str] = (), *, more: bool = False) -> Block:
    """The modal for a view; ``part`` chooses which part of a long one, by default the first with an error, or with the
    entry to which one comes back.  ``more`` shows what folds away, as an answer or an error in it does."""
    match view:
        case FormView():
            return _form(view, say, part, notices, more)
        case ReviewView():
            return _review(view, say, part or 0, notices)
        case DocumentView():
            name = view.title if size(view.title) <= limits.VIEW_TITLE else say("document")
            return shown_modal(view.content, say, name, said=notices)


def _form(view: FormView, say: Say, part: int | None, notices: Sequence[str], more: bool) -> Block:
    form = view.form
    folding = [field for field in form.fields if field.question.more]
    opened = more or any(field.is_open for field in folding)
    fields = form.fields if opened else tuple(field for field in form.fields if field not in folding)
    units: list[Unit] = []
    wrong: list[int] = []
    wanted: list[int] = []
    for c in view.conflicts:
        units += conflict_units(c.key, c.label, c.mine, c.theirs, c.theirs_by, view.revision, say)
    if view.file:
        units.append(file_unit(view.file, view.revision))
    group = ""
    for field in fields:
        if field.question.group and field.question.group != group:
            units.append([header(field.question.group)])
        group = field.question.group
        start = len(units)
        units += field_units(field, view.revision, view.people, view.workspace, say)
        wrong += [start + place for place, unit in enumerate(units[start:]) if _has_error(unit)]
        wanted += [start + 1 + place for place, row in enumerate(field.rows) if _is_at(view, field, row)]
    if folding and not opened:
        units.append(actions([push_button(say("more-details"), MORE)]))
    parts = _parts(units)
    if part is None:
        first = (wrong or wanted or [0])[0]
        part = next((number for number, indexes in enumerate(parts) if first in indexes), 0)
    part = min(part, len(parts) - 1)
    ref = form.ref
    has_grid = any(field.kind is Kind.GRID for field in fields)
    meta = FormState(
        document=view.document,
        page=ref.page,
        field=ref.field,
        row=ref.row,
        revision=view.revision,
        part=part,
        more=opened,
        partial=has_grid and (len(parts) > 1 or _replaced(units)),
    )
    blocks = [header(form.page_title)]
    if not view.alone:
        blocks.append(small(say("step", step=form.step, steps=form.steps, title=form.title)))
    blocks += _notices((*notices, *view.notices), say)
    blocks += _undo(view, say)
    blocks += [section(text) for text in split(form.intro, limits.SECTION)[:3]]
    if form.error or form.has_errors:
        blocks.append(error_line(form.error or say("needs-attention")))
    blocks += [block for index in parts[part] for block in units[index]]
    blocks += _turning(part, len(parts), say)
    buttons = [] if view.first else [_intent(Intent.BACK, "back", say)]
    if ref.row:
        buttons.append(_intent(Intent.SAVE_AND_ADD, "save-and-add", say))
    if not ref.is_list and not view.alone:
        buttons.append(_intent(Intent.CLOSE, "save-and-close", say))
    if not ref.field and not view.alone:
        buttons.append(_intent(Intent.SKIP, "skip", say))
    word = "save" if ref.row or view.alone else "to-review" if view.last else "next"
    if ref.is_list:
        word = "add-these" if len(form.fields) > 1 else "show-entries"
    blocks += actions(buttons)
    if not ref.is_list and not view.alone and any(_is_typed(block) for block in blocks):
        blocks.append(small(say("typed-last", button=say("save-and-close"))))
    return _view(FORM, form.title, blocks, say, meta=meta, submit=view.submit or say(word))


def _is_typed(block: Block) -> bool:
    """Whether it is an input of which Slack does not tell while it is filled in."""
    return block["type"] == "input" and "dispatch_action" not in block


def _is_at(view: FormView, field: FormField, row: RowSummary) -> bool:
    return view.at is not None and (view.at.field, view.at.row) == (field.key, row.id)


def _undo(view: FormView, say: Say) -> list[Block]:
    """What was just removed, and the way back."""
    if (gone := view.removed) is None:
        return []
    text = cut_escaped(say("removed", title=cut(gone.title or say("untitled"), 500)), limits.SECTION)
    return [
        section(text, push_button(say("undo"), f"{ROW}:{gone.field}:undo", f"restore-row|{gone.row}|{gone.revision}"))
    ]


def _has_error(unit: Unit) -> bool:
    return any(block["type"] == "context" and block["elements"][0]["text"].startswith("⚠️ ") for block in unit)


def _replaced(units: Sequence[Unit]) -> bool:
    return any('["replaced"' in str(block.get("block_id", "")) for unit in units for block in unit)


def _parts(units: Sequence[Unit]) -> list[list[int]]:
    """The indexes of the units of each part: as many as there is room for."""
    parts: list[list[int]] = [[]]
    blocks = room = 0
    for index, unit in enumerate(units):
        needed = len(json.dumps(unit))
        if parts[-1] and (blocks + len(unit) > limits.PART_BLOCKS or room + needed > limits.PART_BYTES):
            parts.append([])
            blocks = room = 0
        parts[-1].append(index)
        blocks += len(unit)
        room += needed
    return parts


def _notices(texts: Sequence[str], say: Say) -> list[Block]:
    return [small(text) for text in first_of(texts, SHOWN_NOTICES, lambda count: say("more", count=count))]


def _turning(part: int, parts: int, say: Say) -> list[Block]:
    """Where one is in a long form, and the way to its other parts."""
    if parts == 1:
        return []
    buttons = []
    if part:
        buttons.append(push_button(say("previous-part"), f"{PART}:previous", str(part - 1)))
    if part + 1 < parts:
        buttons.append(push_button(say("next-part"), f"{PART}:next", str(part + 1)))
    return [{"type": "divider"}, small(say("part", part=part + 1, parts=parts)), *actions(buttons)]


def _intent(intent: Intent, word: str, say: Say) -> Block:
    return push_button(say(word), f"{INTENT}:{intent.value}", intent.value)


def _review(view: ReviewView, say: Say, part: int, notices: Sequence[str]) -> Block:
    units: list[Unit] = []
    for page in view.parts:
        edit = push_button(say("edit"), f"{EDIT}:{page.page}", place_of(FormRef(page.page)))
        units.append([title(page.title, edit)])
        for sign, found in (("⚠️", page.errors), ("🔶", page.warnings)):
            units += [[_problem(each, number, sign, say)] for number, each in enumerate(found[:SHOWN_PROBLEMS])]
            if len(found) > SHOWN_PROBLEMS:
                units.append([small(say("more", count=len(found) - SHOWN_PROBLEMS))])
        units += [[section(text)] for text in pack(_entries(page.entries), limits.SECTION, "\n\n")]
    if view.leftovers:
        units.append([title(say("leftovers"))])
        units += [[section(text)] for text in pack(_entries(view.leftovers), limits.SECTION, "\n\n")]
    parts = _parts(units)
    part = min(part, len(parts) - 1)
    blocks = _notices(notices, say)
    if not view.can_submit:
        blocks.append(error_line(say("needs-attention")))
    blocks += [block for index in parts[part] for block in units[index]]
    blocks += _turning(part, len(parts), say)
    if view.away and (away := message_button(replace(view.away, style=Style.DANGER), 0, say)):
        blocks += actions([away])
    meta = FormState(document=view.document, page=REVIEW, revision=view.revision, part=part)
    submit = say("submit") if view.can_submit else ""
    return _view(REVIEW, view.title, blocks or [small(view.title)], say, meta=meta, submit=submit)


def _problem(problem: Problem, number: int, sign: str, say: Say) -> Block:
    """What to look at; about an entry, with the way to it."""
    if not problem.ref.row:
        return error_line(problem.text) if sign == "⚠️" else warning_line(problem.text)
    edit = push_button(say("edit"), f"{EDIT}:{problem.ref.page}:{number}:{len(sign)}", place_of(problem.ref))
    return section(cut_escaped(f"{sign} {problem.text}", limits.SECTION), edit)


def _entries(entries: Sequence[tuple[str, str]]) -> list[str]:
    """Label and answer, every character of it, in pieces that fit into a section."""
    pieces: list[str] = []
    for label, value in entries:
        texts = split(value, limits.SECTION // 2) or ["–"]
        pieces += [f"{bold(label, limits.SECTION // 2 - 1)}\n{texts[0]}".strip(), *texts[1:]]
    return pieces


def shown_modal(
    message: Message, say: Say, name: str = "", *, said: Sequence[str] = (), more: Sequence[Message] = ()
) -> Block:
    """Messages in a modal, for whoever pressed or typed something there; on top what was ``said`` besides, unless the
    first message tells it as well."""
    blocks = blocks_of(message, say, limits.VIEW_BLOCKS // 2, limits.VIEW_CHARS)
    blocks = [*_besides(said, blocks), *blocks]
    blocks = blocks or [section(cut_escaped(message.summary.strip() or say("done"), limits.SECTION))]
    if more:
        rest = Message("", tuple(block for other in more for block in other.blocks))
        blocks += [
            {"type": "divider"},
            *_renamed(blocks_of(rest, say, limits.VIEW_BLOCKS // 3, limits.VIEW_CHARS // 3)),
        ]
    return _view(SHOWN, name or say("title"), blocks, say)


def _besides(said: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """What was said besides, where the blocks do not tell it."""
    texts = [cut_escaped(text.strip(), limits.SECTION) for text in said[:SHOWN_NOTICES] if text.strip()]
    there = [part.get("text") for block in blocks for part in (block.get("text") or {}, *block.get("elements", ()))]
    return [section(text) for text in texts if not any(isinstance(other, str) and text in other for other in there)]


def _renamed(blocks: list[Block]) -> list[Block]:
    """Action ids apart from those of the first message."""
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory")]
        for element in elements:
            if element:
                element["action_id"] += ":more"
    return blocks


def placed(view: Block, channel: str, thread: str) -> Block:
    """A modal that remembers the channel from which it was opened."""
    meta = meta_of(view).model_copy(update={"channel": channel, "thread": thread})
    return {**view, "private_metadata": meta.packed()}


def wait_modal(say: Say) -> Block:
    """Opened at once, filled when the answer is there: Slack lets a window open for three seconds only."""
    return _view(WAIT, say("title"), [section(cut_escaped(say("wait"), limits.SECTION))], say)


def text_modal(text: str, say: Say) -> Block:
    """A sentence in a modal."""
    return _view(SHOWN, say("title"), [section(cut_escaped(text, limits.SECTION))], say)


def remove_modal(meta: FormState, field: str, row: str, name: str, say: Say) -> Block:
    """The question before an entry is removed."""
    blocks = [
        section(cut_escaped(say("remove-text", title=cut(name, 500)), limits.SECTION)),
        *actions([push_button(say("keep"), KEEP)]),
    ]
    asked = meta.model_copy(update={"field": field, "gone": row, "row": ""})
    return _view(REMOVE, say("remove-title"), blocks, say, meta=asked, submit=say("remove"))


def _view(
    callback: str, name: str, blocks: list[Block], say: Say, *, meta: FormState | None = None, submit: str = ""
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(" ".join(name.split()), limits.VIEW_TITLE),
        "close": plain(say("close"), limits.VIEW_TITLE),
        "blocks": blocks,
    }
    if callback == FORM:
        view["notify_on_close"] = True
    if meta:
        view["private_metadata"] = meta.packed()
    if submit:
        view["submit"] = plain(submit, limits.VIEW_TITLE)
    return view
