"""The fields of a form as Slack's inputs, and what people put into them; see `bot.chat.form_inputs`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.form_inputs import (
    CELL,
    CONFLICT,
    FIELD,
    OFFER,
    REPLACED,
    address_of,
    answers_from,
    chosen_values,
    picker_date,
)
from bot.chat.texts import clean, size
from bot.slack import limits
from bot.slack.blocks import (
    Block,
    actions,
    error_line,
    header,
    input_block,
    plain,
    push_button,
    section,
    small,
    title,
    warning_line,
)
from bot.slack.offers import MARK, offer_block, option
from bot.slack.people_inputs import INPUT, mention, people_unit
from bot.slack.text import bold, cut_escaped
from bot.slack.words import Say
from flows.fields import Choice, Choices, Kind, Raw
from flows.forms import FormField, RowSummary, yes_no_choices
from flows.people import shown as names_in
from flows.reading.names import Known

ROW, ADD, PASTE = "row", "add", "paste"
"""How the action ids begin of the menu beside an entry, and of the buttons that add one, or a whole list."""

_RADIOS = 5

Unit = list[Block]
"""Blocks that stay together when a long form is drawn in parts."""


def field_units(field: FormField, revision: int, people: Sequence[Known], workspace: str, say: Say) -> list[Unit]:
    """One question with its answer so far, its error and its warning."""
    units = _units(field, revision, people, workspace, say)
    return [*units[:-1], [*units[-1], warning_line(field.warning)]] if field.warning else units


def _units(field: FormField, revision: int, people: Sequence[Known], workspace: str, say: Say) -> list[Unit]:
    if field.kind in (Kind.PERSON, Kind.PEOPLE) and size(names_in(field.value, "\n")) <= limits.INPUT:
        return [people_unit(field, revision, people, workspace, say)]
    if field.kind is Kind.REPEAT:
        return _repeat(field, say)
    if field.kind is Kind.GRID:
        return _grid(field, revision, say)
    return [_input(field, [FIELD, revision, field.key], field.value, field.error, say, field.offers)]


def conflict_units(key: str, label: str, mine: str, theirs: str, by: str, revision: int, say: Say) -> list[Unit]:
    """A question that two people answered: both answers, and the choice between them."""
    half = limits.SECTION // 2 - 10
    values = "\n".join(
        (cut_escaped(say("mine", value=mine), half), cut_escaped(say("theirs", value=theirs, name=by), half))
    )
    options = [option(Choice("mine", say("keep-mine"))), option(Choice("theirs", say("keep-theirs", name=by)))]
    element = {"type": "radio_buttons", "action_id": INPUT, "options": options}
    return [[section(values), input_block([CONFLICT, revision, key], label, element, required=True)]]


def _input(
    field: FormField,
    address: list[str | int],
    value: Raw,
    error: str,
    say: Say,
    offers: Choices = (),
    room: int = limits.OPTION_BYTES,
) -> Unit:
    question = field.question
    above: Unit = []
    if field.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.RATING):
        element, note = _choice_element(field, value, say, room)
        if element is None:
            return [title(question.label), small(say("nothing-to-choose"))]
    elif field.kind is Kind.DATE and question.required and (shown := picker_date(value)) is not None:
        element, note = {"type": "datepicker", "action_id": INPUT, **({"initial_date": shown} if shown else {})}, ""
    else:
        value = names_in(value, "\n") if field.kind in (Kind.PERSON, Kind.PEOPLE) else value
        if size(str(value or "")) > limits.INPUT:
            above = _too_long(field, str(value), say)
            address, value = [REPLACED, *address[1:]], ""
        element, note = _text_element(field, value, say)
    hints = [question.help, note]
    if question.example and element["type"] == "plain_text_input" and "placeholder" not in element:
        hints.append(say("example", example=question.example))
    label = f"{question.label} ({question.unit})" if question.unit else question.label
    required = question.required and address[0] != REPLACED
    block = input_block(
        address, label, element, " ".join(hint for hint in hints if hint), required=required, tells=True
    )
    if offers and error:
        return [*above, error_line(error), offer_block(address, offers, say), block]
    return [*above, block, *([error_line(error)] if error else [])]


def _text_element(field: FormField, value: Raw, say: Say) -> tuple[Block, str]:
    text = "" if value is None else str(value)
    element: Block = {"type": "plain_text_input", "action_id": INPUT}
    if field.kind in (Kind.LONG_TEXT, Kind.PEOPLE) or "\n" in text:
        element["multiline"] = True
    if text:
        element["initial_value"] = text
    example = say("example", example=" · ".join(field.question.example.splitlines()))
    if field.question.example and size(example) <= limits.PLACEHOLDER:
        element["placeholder"] = plain(example, limits.PLACEHOLDER)
    return element, ""


def _too_long(field: FormField, text: str, say: Say) -> Unit:
    return [
        title(field.question.label),
        section(cut_escaped(text, limits.SECTION // 2)),
        small(say("too-long", length=len(text), limit=limits.INPUT)),
    ]


def _choice_element(field: FormField, value: Raw, say: Say, room: int) -> tuple[Block | None, str]:
    offered = _offered(field, say)
    chosen = chosen_values(value)
    known = {choice.value for choice in offered}
    # An answer that is no longer offered stays chosen until the person changes it.
    offered += [Choice(item, item) for item in dict.fromkeys(chosen) if item not in known]
    offered = [choice for choice in offered if size(choice.value) < limits.OPTION_VALUE]
    if not offered:
        return None, ""
    several = field.kind is Kind.CHOICES
    optional = not several and not field.question.required
    shown = _fitting(offered, chosen, room)
    note = say("shown-options", count=len(shown), all=len(offered)) if len(shown) < len(offered) else ""
    options = [option(choice) for choice in shown]
    initial = [option for choice, option in zip(shown, options, strict=True) if choice.value in chosen]
    if optional:
        options.insert(0, option(Choice("", say("no-answer"))))
    listed = field.kind is not Kind.RATING and len(options) <= (limits.RADIO_OPTIONS if several else _RADIOS)
    element: Block = {"type": _element_type(several=several, listed=listed), "action_id": INPUT}
    if listed or len(options) <= limits.SELECT_OPTIONS:
        element["options"] = options
    else:
        element["option_groups"] = _option_groups(options)
    if initial and several:
        element["initial_options"] = initial
    elif initial:
        element["initial_option"] = initial[0]
    return element, note


def _element_type(*, several: bool, listed: bool) -> str:
    if several:
        return "checkboxes" if listed else "multi_static_select"
    return "radio_buttons" if listed else "static_select"


def _offered(field: FormField, say: Say) -> list[Choice]:
    if field.kind is Kind.YES_NO:
        return [Choice(choice.value, say(choice.value)) for choice in yes_no_choices()]
    if field.kind is Kind.RATING:
        low, high = int(field.question.low or 0), int(field.question.high or 0)
        return [Choice(str(number), str(number)) for number in range(low, min(high, low + limits.SELECT_OPTIONS) + 1)]
    return list(field.choices)


def _fitting(offered: Sequence[Choice], chosen: Sequence[str], room: int) -> list[Choice]:
    """As many options as there is room for, in bytes; those that are chosen first."""
    shown: list[Choice] = []
    for choice in sorted(offered, key=lambda option: option.value not in chosen):
        room -= len(json.dumps(option(choice))) * (2 if choice.value in chosen else 1)
        if shown and (room < 0 or len(shown) == limits.SELECT_SHOWN):
            break
        shown.append(choice)
    return [choice for choice in offered if choice in shown]


def _option_groups(options: Sequence[Block]) -> list[Block]:
    groups = []
    for start in range(0, len(options), limits.SELECT_OPTIONS):
        part = list(options[start : start + limits.SELECT_OPTIONS])
        groups.append({"label": plain(f"{start + 1}–{start + len(part)}", limits.OPTION), "options": part})
    return groups


def _repeat(field: FormField, say: Say) -> list[Unit]:
    question = field.question
    add = push_button(say("add", name=question.row_name or question.label), f"{ADD}:{field.key}", field.key)
    full = question.max_rows and len(field.rows) >= question.max_rows
    first: Unit = [title(f"{question.label} ({len(field.rows)})", None if full else add)]
    hints = [question.help, say("full", count=len(field.rows)) if full else "", "" if field.rows else say("no-rows")]
    if hint := " ".join(text for text in hints if text):
        first.append(small(hint))
    if field.error:
        first.append(error_line(field.error))
    if not full:
        first += actions([push_button(say("paste"), f"{PASTE}:{field.key}", field.key)])
    units = [first]
    for place, row in enumerate(field.rows, start=1):
        units.append(
            [
                _row(field, row, place, say),
                *([error_line(row.problem)] if row.error else []),
                *([warning_line(row.warning)] if row.warning else []),
            ]
        )
    if len(field.rows) > _RADIOS and not full:
        units.append(actions([{**add, "action_id": f"{ADD}:{field.key}:end"}]))
    return units


def _row(field: FormField, row: RowSummary, place: int, say: Say) -> Block:
    details = cut_escaped(
        " · ".join(f"{label.rstrip('?:')}: {' '.join(value.split())}" for label, value in row.details), 600
    )
    text = f"{place}. {bold(row.title or say('untitled'), 1_000)}" + (f"\n{details}" if details else "")
    choices = [("edit-row", "edit")]
    choices += [("row-up", "up")] if place > 1 else []
    choices += [("row-down", "down")] if place < len(field.rows) else []
    choices += [("remove-row", "remove")]
    options = [{"text": plain(say(word), limits.OPTION), "value": f"{intent}|{row.id}"} for intent, word in choices]
    return section(text, {"type": "overflow", "action_id": f"{ROW}:{field.key}:{place}", "options": options})


def _grid(field: FormField, revision: int, say: Say) -> list[Unit]:
    first: Unit = [title(field.question.label)]
    if field.question.help:
        first.append(small(field.question.help))
    if field.error:
        first.append(error_line(field.error))
    if not (field.grid_rows and field.cells):
        return [[*first, small(say("nothing-to-rate"))]]
    given: Mapping[str, Any] = field.value if isinstance(field.value, Mapping) else {}
    units = [first]
    room = limits.OPTION_BYTES // max(len(field.cells), 1)
    for row in field.grid_rows:
        unit: Unit = [header(row.label)] if row.label.strip() else []
        if error := field.cell_errors.get((row.value, "")):
            unit.append(error_line(error))
        for cell in field.cells:
            value = (given.get(row.value) or {}).get(cell.key)
            error = field.cell_errors.get((row.value, cell.key), "")
            offers = field.cell_offers.get((row.value, cell.key), ())
            unit += _input(cell, [CELL, revision, field.key, row.value, cell.key], value, error, say, offers, room)
        units.append(unit)
    return units


def answers_of(state: Mapping[str, Any]) -> tuple[dict[str, Raw], dict[str, str]]:
    """The raw answers in a view's state, and the choices about conflicts."""
    values = state.get("values") or {}
    return answers_from((id, _raw(elements[INPUT])) for id, elements in values.items() if INPUT in elements)


def input_ids(view: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """The inputs of a view that people see: (field,) or (field, row, column) → id of the block."""
    ids: dict[tuple[str, ...], str] = {}
    for block in view.get("blocks", ()):
        address = address_of(block.get("block_id", "")) if block.get("type") == "input" else []
        if address and address[0] not in (CONFLICT, OFFER):
            ids.setdefault(tuple(str(part) for part in address[2:]), block["block_id"])
    return ids


def _raw(element: Mapping[str, Any]) -> Raw:
    match element.get("type"):
        case "checkboxes" | "multi_static_select":
            return [_value(option) for option in element.get("selected_options") or ()]
        case "radio_buttons" | "static_select":
            option = element.get("selected_option")
            return _value(option) if option else ""
        case "datepicker":
            return element.get("selected_date") or ""
        case "multi_users_select":
            return [mention(clean(str(user))) for user in element.get("selected_users") or ()]
        case _:
            return clean(element.get("value") or "").replace("\r\n", "\n")


def _value(option: Mapping[str, Any]) -> str:
    return clean(str(option.get("value", ""))).removeprefix(MARK)
