"""What people type, before it is checked: made fit to be stored, compared by what it means."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.fields import Kind, Question, Raw, cell_question
from flows.people import Item, is_bound, listed
from flows.reading.dates import exact_date
from flows.reading.name_lists import LONGEST, split
from flows.reading.names import Directory
from flows.reading.numbers import exact_number
from flows.reading.spelling import key


def clean(question: Question, raw: Raw) -> Raw:
    """An answer in the shape of its kind, without what no database stores; surfaces end lines in different ways."""
    match question.kind:
        case Kind.CHOICES:
            return [clean_text(str(item)) for item in raw] if isinstance(raw, list) else []
        case Kind.GRID:
            return {
                str(row): {
                    str(key): clean(cell, value)
                    for key, value in columns.items()
                    if (cell := cell_question(question, str(key))) is not None
                }
                for row, columns in (raw.items() if isinstance(raw, Mapping) else ())
                if isinstance(columns, Mapping)
            }
        case Kind.PERSON | Kind.PEOPLE if isinstance(raw, list) or is_bound(raw):
            return [clean_person(item) for item in listed(raw)]
        case _:
            return clean_text(str(raw)) if isinstance(raw, str | int | float) else None


def clean_person(item: Item) -> Item:
    """One of the people in an answer."""
    return clean_text(item) if isinstance(item, str) else {part: clean_text(text) for part, text in item.items()}


def clean_text(text: str) -> str:
    """Text that every database stores, with ``\\n`` at the end of its lines."""
    storable = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return storable.replace("\r\n", "\n").replace("\r", "\n")


def settled(question: Question, typed: Raw, known: Sequence[Raw]) -> Raw:
    """The first of the known answers that means the same as the typed one, or else the typed one.

    Surfaces write the same answer differently ("15 January 2027", "2027-01-15"): that is no change.  Cells of a
    grid that were not sent stay as they are in the first.
    """
    if question.kind is Kind.GRID and question.row is not None:
        grids = [grid if isinstance(grid, Mapping) else {} for grid in known]
        first: dict[str, Any] = dict(grids[0]) if grids else {}
        for row, columns in typed.items():
            before = [grid.get(row) or {} for grid in grids]
            kept = dict(before[0]) if before else {}
            for key, value in columns.items():
                asked = cell_question(question, key)
                assert asked is not None  # `clean` keeps no other
                kept[key] = settled(asked, value, [cell.get(key) for cell in before])
            first[row] = kept
        return first
    if question.kind in (Kind.PERSON, Kind.PEOPLE) and known:
        # one may write a name better; what somebody else wrote meanwhile stands if it is the same person
        known = [raw for raw in known if typed == raw or raw != known[0]]
    return next((raw for raw in known if raw is not None and same(question, typed, raw)), typed)


def same(question: Question, one: Raw, other: Raw) -> bool:
    """Whether two answers to a question mean the same."""
    return bool(one == other or _meaning(question, one) == _meaning(question, other))


def _meaning(question: Question, raw: Raw) -> Any:
    if question.kind is Kind.CHOICES:
        return frozenset(raw or ())
    if question.kind in (Kind.GRID, Kind.REPEAT):
        return raw or None
    if question.kind in (Kind.PERSON, Kind.PEOPLE):
        return people_named(raw)
    text = "" if raw is None else str(raw).strip()
    meaning: Any = None
    match question.kind:
        case Kind.DATE:
            meaning = exact_date(text)
        case Kind.NUMBER | Kind.SHARE | Kind.RATING:
            meaning = exact_number(text)
    return text if meaning is None else meaning


def people_named(raw: Raw) -> tuple[str, ...]:
    """Who is named, in order: by id where somebody is bound, else by the letters of the name."""
    found: list[str] = []
    for item in listed(raw):
        if isinstance(item, str):
            found += [key(name) or name if len(name) < LONGEST else name for name in split(item, Directory())]
        else:
            found.append(f"person {item['person']}" if item["person"] else key(item["name"]))
    return tuple(dict.fromkeys(found))
