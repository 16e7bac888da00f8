"""The fields of a form as inputs of a card, and what people put into them; see `bot.chat.form_inputs`.

Teams leaves out what is empty, so the data of every button say which inputs stood on the card.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.chat.blocks import Style
from bot.chat.form_inputs import (
    CELL,
    CONFLICT,
    FIELD,
    OFFER,
    OUTSIDE,
    REPLACED,
    answers_from,
    chosen_values,
    picker_date,
)
from bot.chat.texts import clean, cut, size
from bot.teams import limits
from bot.teams.cards import (
    VALUE,
    Element,
    actions,
    error_line,
    heading,
    input_label,
    plain,
    push_button,
    small,
    warning_line,
)
from bot.teams.choices import choice_set, picked
from bot.teams.parts import LISTS, SHOWN, Unit
from bot.teams.words import Say
from flows.fields import Choice, Choices, Kind, Raw
from flows.forms import FormField, RowSummary, yes_no_choices
from flows.people import listed
from flows.people import shown as names_in
from flows.reading.names import Known

ROW, ADD, PASTE = "row", "add", "paste"
"""The verbs of the buttons beside an entry, and of those that add one, or a whole list."""
ABOUT = "f"
"""Under which name stands in a button's data to which field it belongs."""


def field_units(asked: FormField, revision: int, people: Sequence[Known], say: Say) -> list[Unit]:
    """One question with its answer so far, its error and its warning."""
    units = list(_units(asked, revision, people, say))
    if asked.warning:
        units[-1].elements.append(warning_line(asked.warning))
    return units


def _units(asked: FormField, revision: int, people: Sequence[Known], say: Say) -> Iterator[Unit]:
    address: list[str | int] = [FIELD, revision, asked.key]
    match asked.kind:
        case Kind.REPEAT:
            yield from _repeat(asked, say)
        case Kind.GRID:
            yield from _grid(asked, revision, say)
        case Kind.PERSON | Kind.PEOPLE:
            yield _people(asked, revision, people, say)
        case _:
            yield _input(asked, address, asked.value, asked.error, say, asked.offers)


def conflict_unit(key: str, label: str, mine: str, theirs: str, by: str, revision: int, say: Say) -> Unit:
    """A question that two people answered: both answers, and the choice between them."""
    id = _id([CONFLICT, revision, key])
    choices = [Choice("mine", say("keep-mine")), Choice("theirs", say("keep-theirs", name=by))]
    elements = [
        plain(say("mine", value=mine)),
        plain(say("theirs", value=theirs, name=by), near=True),
        choice_set(id, label, choices, [], several=False),
    ]
    return Unit(elements, [id])


def _input(asked: FormField, address: list[str | int], value: Raw, error: str, say: Say, offers: Choices = ()) -> Unit:
    question = asked.question
    above: list[Element] = []
    replaced = False
    label = f"{question.label} ({question.unit})" if question.unit else question.label
    label = label if question.required else say("optional", label=label)
    several = asked.kind is Kind.CHOICES
    if asked.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.RATING):
        offered = _offered(asked, value, say)
        known = {choice.value for choice in offered}
        chosen = [item for item in chosen_values(value) if item in known]
        if not offered:
            return Unit([heading(question.label, small=True), small(say("nothing-to-choose"))])
        element = choice_set(_id(address), label, offered, chosen, several=several)
    else:
        text = (
            names_in(value, "\n") if asked.kind in (Kind.PERSON, Kind.PEOPLE) else "" if value is None else str(value)
        )
        if size(text) > limits.INPUT:
            above = [plain(question.label, bold=True), plain(text), small(_too_long(text, say))]
            address, text, replaced = [REPLACED, *address[1:]], "", True
        element = _typed(asked, _id(address), label, text, say)
    id = _id(address)
    elements = [*above, element]
    if question.help:
        elements.append(small(question.help))
    single, lists = ([], [id]) if several else ([id], [])
    if error:
        elements.append(error_line(error))
        if offers:
            offer = _id([OFFER, *address[1:]])
            elements.append(choice_set(offer, say("offered"), list(offers), [], several=False))
            single.append(offer)
    return Unit(elements, single, lists, bool(error), replaced)


def _too_long(text: str, say: Say) -> str:
    return say("too-long", length=len(text), limit=limits.INPUT)


def _typed(asked: FormField, id: str, label: str, text: str, say: Say) -> Element:
    common: Element = {"id": id, "label": input_label(label)}
    example = " · ".join(asked.question.example.splitlines())
    if asked.kind is Kind.DATE and (day := picker_date(text)) is not None:
        return {"type": "Input.Date", **common, **({"value": day} if day else {})}
    if asked.kind is Kind.NUMBER and (not text or _is_number(text)):
        return {"type": "Input.Number", **common, **({"value": float(text)} if text else {})}
    if example:
        common["placeholder"] = cut(say("example", example=example), limits.LABEL)
    multiline = asked.kind in (Kind.LONG_TEXT, Kind.PEOPLE) or "\n" in text
    return {"type": "Input.Text", **common, **({"value": text} if text else {}), "isMultiline": multiline}


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()


def _offered(asked: FormField, value: Raw, say: Say) -> list[Choice]:
    """What can be chosen; an answer that is no longer offered stays chosen until the person changes it.

    What is too long for a choice, or one too many, nobody has chosen from a list.
    """
    match asked.kind:
        case Kind.YES_NO:
            found = [Choice(choice.value, say(choice.value)) for choice in yes_no_choices()]
        case Kind.RATING:
            low, high = int(asked.question.low or 0), int(asked.question.high or 0)
            found = [Choice(str(number), str(number)) for number in range(low, min(high, low + limits.RATINGS) + 1)]
        case _:
            found = list(asked.choices)
    known = {choice.value for choice in found}
    others = [item for item in dict.fromkeys(chosen_values(value)) if item not in known and size(item) <= limits.CHOICE]
    return [*found, *(Choice(item, item) for item in others[: limits.NOT_OFFERED])]


def _people(asked: FormField, revision: int, people: Sequence[Known], say: Say) -> Unit:
    """Colleagues to choose from, and names of everybody else; together they are one answer."""
    by_id = {known.id: known for known in people}
    chosen: list[str] = []
    others: list[str] = []
    for item in listed(asked.value):
        person = item["person"] if isinstance(item, dict) else ""
        if person in by_id:
            chosen.append(mention(person))
        else:
            others.append(item if isinstance(item, str) else item["name"])
    id, outside = _id([FIELD, revision, asked.key]), _id([OUTSIDE, revision, asked.key])
    choices = [Choice(mention(known.id), known.name) for known in people]
    label = asked.question.label if asked.question.required else say("optional", label=asked.question.label)
    elements: list[Element] = []
    if choices:
        elements.append(choice_set(id, label, choices, chosen, several=True))
    else:
        elements.append(plain(label, bold=True))
    if asked.question.help:
        elements.append(small(asked.question.help))
    text = "\n".join(others)
    elements.append(
        {
            "type": "Input.Text",
            "id": outside,
            "label": say("outside"),
            "placeholder": say("outside-hint"),
            "isMultiline": True,
            **({"value": text} if text else {}),
        }
    )
    unit = Unit(elements, [outside], [id], bool(asked.error))
    if asked.error:
        elements.append(error_line(asked.error))
        if asked.offers:
            offer = _id([OFFER, revision, asked.key])
            elements.append(choice_set(offer, say("offered"), list(asked.offers), [], several=False))
            unit.single.append(offer)
    return unit


def mention(person: str) -> str:
    """How somebody stands in an answer who was chosen from the list."""
    return f"<@{person}>"


def _repeat(asked: FormField, say: Say) -> Iterator[Unit]:
    question = asked.question
    full = question.max_rows and len(asked.rows) >= question.max_rows
    first = [heading(f"{question.label} ({len(asked.rows)})", small=True)]
    hints = [question.help, say("full", count=len(asked.rows)) if full else "", "" if asked.rows else say("no-rows")]
    if hint := " ".join(text for text in hints if text):
        first.append(small(hint))
    if asked.error:
        first.append(error_line(asked.error))
    if not full:
        add = row_button(say("add", name=question.row_name or question.label), ADD, asked.key, asked.key)
        first += actions([add, row_button(say("paste"), PASTE, asked.key, asked.key)])
    yield Unit(first, wrong=bool(asked.error))
    for place, row in enumerate(asked.rows, start=1):
        yield _row(asked, row, place, say)


def _row(asked: FormField, row: RowSummary, place: int, say: Say) -> Unit:
    details = " · ".join(f"{label.rstrip('?:')}: {' '.join(value.split())}" for label, value in row.details)
    name = row.title or say("untitled")
    items = [plain(f"{place}. {name}", bold=True)]
    if details:
        items.append(small(details))
    if row.error:
        items.append(error_line(row.error))
    if row.warning:
        items.append(warning_line(row.warning))
    choices = [("edit-row", "edit")]
    choices += [("row-up", "up")] if place > 1 else []
    choices += [("row-down", "down")] if place < len(asked.rows) else []
    choices += [("remove-row", "remove")]
    buttons = [row_button(say(word), ROW, f"{intent}|{row.id}", asked.key, about=name) for intent, word in choices]
    row_of = {"type": "ActionSet", "actions": [buttons[0], *({**each, "mode": "secondary"} for each in buttons[1:])]}
    return Unit([{"type": "Container", "items": [*items, row_of], "separator": True}], wrong=bool(row.error))


def row_button(label: str, verb: str, value: str, key: str, about: str = "") -> Element:
    """A button that belongs to a field; what stands in the card's inputs goes with it."""
    return push_button(label, verb, {VALUE: value, ABOUT: key}, Style.NORMAL, with_inputs=True, about=about)


def _grid(asked: FormField, revision: int, say: Say) -> Iterator[Unit]:
    first = [heading(asked.question.label, small=True)]
    if asked.question.help:
        first.append(small(asked.question.help))
    if asked.error:
        first.append(error_line(asked.error))
    if not (asked.grid_rows and asked.cells):
        yield Unit([*first, small(say("nothing-to-rate"))])
        return
    yield Unit(first, wrong=bool(asked.error))
    given: Mapping[str, Any] = asked.value if isinstance(asked.value, Mapping) else {}
    for row in asked.grid_rows:
        unit = Unit([plain(row.label, bold=True)] if row.label.strip() else [])
        if error := asked.cell_errors.get((row.value, "")):
            unit.elements.append(error_line(error))
            unit.wrong = True
        for cell in asked.cells:
            value = (given.get(row.value) or {}).get(cell.key)
            error = asked.cell_errors.get((row.value, cell.key), "")
            offers = asked.cell_offers.get((row.value, cell.key), ())
            drawn = _input(cell, [CELL, revision, asked.key, row.value, cell.key], value, error, say, offers)
            unit.elements += drawn.elements
            unit.single += drawn.single
            unit.several += drawn.several
            unit.wrong, unit.replaced = unit.wrong or drawn.wrong, unit.replaced or drawn.replaced
        yield unit


def answers_of(data: Mapping[str, Any]) -> tuple[dict[str, Raw], dict[str, str]]:
    """The raw answers that came with a button, and the choices about conflicts."""
    return answers_from([*_single(data), *_several(data)])


def _single(data: Mapping[str, Any]) -> Iterator[tuple[str, Raw]]:
    for id in _ids(data, SHOWN):
        value = data.get(id)
        text = "" if value is None or isinstance(value, Mapping | list) else _told(value)
        yield id, clean(text).replace("\r\n", "\n")


def _several(data: Mapping[str, Any]) -> Iterator[tuple[str, Raw]]:
    for id in _ids(data, LISTS):
        value = data.get(id)
        yield id, picked(clean(value)) if isinstance(value, str) else []


def _ids(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.get(name)
    return [id for id in found if isinstance(id, str)] if isinstance(found, list) else []


def _told(value: object) -> str:
    """A number as people write it: a card gives 12.0 back for 12."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _id(address: list[str | int]) -> str:
    return json.dumps(address, separators=(",", ":"))
