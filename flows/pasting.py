"""Pasted lists and rows of a spreadsheet as entries of a repeat: one for each line, the cells in their fields."""

from collections.abc import Mapping, Sequence

from flows.fields import Kind, Question, Raw, questions
from flows.reading.dates import exact_date
from flows.reading.lists import is_table, split_lines, split_rows
from flows.reading.numbers import exact_number, same_unit
from flows.reading.text import fold, without_bullet
from flows.validation import resolve

Fields = dict[str, Raw]
"""The raw fields of one entry."""

_TEXTS = (Kind.PERSON, Kind.PEOPLE, Kind.SHORT_TEXT, Kind.LONG_TEXT)


def is_list(text: str) -> bool:
    """Whether a text that was put into one line holds several entries, or cells of a spreadsheet."""
    return is_table(text) or len(split_lines(text)) > 1


def entries_in(repeat: Question, text: str) -> list[Fields]:
    """The entries that a pasted text holds.

    Cells of a spreadsheet go by the heads of its columns, or else by what they hold: a column of dates to the first
    question for a date, one of names and texts to the next question for such, in the order asked.
    """
    assert repeat.row is not None
    asked = questions(repeat.row)
    first = next(iter(asked))
    if not is_table(text):
        return [{first: line} for line in split_lines(text)]
    rows = _without_numbers(split_rows(text))
    by_name = _heads(asked, rows[0]) if rows else {}
    columns = by_name or _by_content(asked, rows)
    made = (_entry(asked, columns, row) for row in (rows[1:] if by_name else rows))
    return [entry for entry in made if any(sign.isalnum() for raw in entry.values() for sign in str(raw))]


def _without_numbers(rows: list[list[str]]) -> list[list[str]]:
    """The rows without a first column that only counts them."""
    counted = [row[0].rstrip(".)") for row in rows if row[0].rstrip(".)").isdecimal()]
    counts = len(rows) > 1 and len(counted) >= len(rows) - 1 and len(set(counted)) == len(counted)
    return [row[1:] for row in rows] if counts and len(rows[0]) > 1 else rows


def _heads(asked: Mapping[str, Question], row: Sequence[str]) -> dict[int, str]:
    """Column → field where a row holds the names of the questions; empty if it does not."""
    names = {fold(name): key for key, q in asked.items() for name in (key, q.label.rstrip(" ?"), q.name)}
    found = {at: names[name] for at, cell in enumerate(row) if (name := fold(cell.rstrip(" ?:*"))) in names}
    return found if len(found) > 1 and len(set(found.values())) == len(found) else {}


def _by_content(asked: Mapping[str, Question], rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Column → field by what all cells of a column are; the first column is what an entry is called."""
    columns: dict[int, str] = {}
    free = list(asked)
    for at in range(max((len(row) for row in rows), default=0)):
        cells = [row[at] for row in rows if len(row) > at and row[at]]
        fits = free[:1] if not at else [key for key in free if cells and all(_fits(asked[key], cell) for cell in cells)]
        exact = [key for key in fits if asked[key].kind not in _TEXTS]
        if fits:
            columns[at] = (exact or fits)[0]
            free.remove(columns[at])
    return columns


def _fits(question: Question, cell: str) -> bool:
    match question.kind:
        case Kind.DATE:
            return exact_date(cell) is not None
        case Kind.NUMBER | Kind.SHARE | Kind.RATING:
            number = exact_number(cell)
            return number is not None and (not number.unit or same_unit(number.unit, question.unit))
        case Kind.CHOICE:
            return _chosen(question, cell) is not None
        case kind:
            return kind in _TEXTS and exact_date(cell) is None


def _chosen(question: Question, cell: str) -> str | None:
    options = resolve(question.choices, {}, "")
    return next((option.value for option in options if fold(cell) in (fold(option.label), fold(option.value))), None)


def _entry(asked: Mapping[str, Question], columns: Mapping[int, str], row: Sequence[str]) -> Fields:
    """The fields of a row; a cell for which there is no field stands behind what the entry is called."""
    first = next(iter(asked))
    fields: Fields = {}
    called: list[str] = []
    for at, cell in enumerate(row):
        key = columns.get(at, "")
        chosen = _chosen(asked[key], cell) if key and asked[key].kind is Kind.CHOICE else cell
        if not cell:
            continue
        if key == first:
            called.insert(0, without_bullet(" ".join(cell.split())))
        elif key and chosen is not None:
            fields[key] = chosen
        else:
            called.append(" ".join(cell.split()))
    return {first: " – ".join(called), **fields} if called or fields else {}
