"""Rows of a table that somebody made: without sums, headings and repeated heads."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from flows.dialogue import Answers, Dialogue
from flows.fields import Kind, Question, Raw
from flows.importing import heads
from flows.importing.columns import Layout
from flows.importing.filling import Typed
from flows.importing.looks import counts
from flows.importing.rows import Lines, names_in, same_names
from flows.importing.table import Table, Value, is_empty, normal
from flows.importing.values import day_first, month_first
from flows.reading.languages import entries
from flows.reading.text import fold

_SUMS = entries("total sum subtotal summe gesamt zwischensumme somme suma totale razem المجموع الإجمالي")
"""Words with which rows begin that add up others."""

Line = tuple[int, Sequence[Value]]
"""A row with its place in the table."""


def lines(dialogue: type[Dialogue], table: Table, layout: Layout, base: Answers, new_id: Callable[[], str]) -> Lines:
    """The rows of a table with their entries, new ones with new ids."""
    page, name, question = heads.target(dialogue)
    asked = heads.fields(dialogue)
    columns = {column.key: at for at, column in enumerate(layout.columns) if column.key in asked}
    first = columns.get(next(iter(asked)))
    filled = [
        (at, row)
        for at, row in enumerate(table.rows[layout.first_row :], start=layout.first_row)
        if not all(map(is_empty, row))
    ]
    entries = [line for line in filled if _is_entry(line[1], layout, columns, first)]
    known = names_in(question, base, page, name)
    names = [normal(row[first]) if first is not None else "" for _, row in entries]
    ids = [row_id or new_id() for row_id in same_names(names, known)]
    room = _room(question, ids, known)
    given = dict(zip(ids[:room], entries, strict=False))
    numbers = _numbers(entries, layout)
    counted = {numbers.get(at, str(place)): id for place, (id, (at, _)) in enumerate(given.items(), start=1)}
    typed = Typed(
        {page: {name: {"order": list(given), "rows": dict(_fields(given, columns, asked))}}},
        numbers={row_id: at - layout.first_row + 1 for row_id, (at, _) in given.items()},
        heads={column.key: column.head for column in layout.columns if column.key},
        counted=counted,
    )
    return Lines(typed, len(given), len(filled) - len(entries), len(entries) - len(given), _left_out(entries, layout))


def _room(question: Question, ids: Sequence[str], known: Mapping[str, Raw]) -> int:
    """How many of the rows find room beside the entries that are there."""
    free = question.max_rows - len(known)
    for place, row_id in enumerate(ids):
        free -= row_id not in known
        if free < 0:
            return place
    return len(ids)


def _is_entry(row: Sequence[Value], layout: Layout, columns: Mapping[str, int], first: int | None) -> bool:
    texts = [normal(value) for value in row]
    taken = [texts[at] for at in columns.values()]
    if not any(taken):
        return False
    repeated = [at for at in columns.values() if texts[at] and texts[at] == layout.columns[at].head]
    if repeated and (first in repeated or len(repeated) > 1):
        return False
    different = {text for text in texts if text}
    if len(taken) > 1 and len(different) == 1 and sum(map(bool, texts)) > max(2, len(texts) // 2):
        return False  # a heading over the whole width
    word = fold(next(text for text in texts if text)).split(" ")[0].strip(":.")
    others = [text for at, text in enumerate(texts) if text and at != first]
    return not (word in _SUMS and all(any(map(str.isdigit, text)) or fold(text).strip(":") in _SUMS for text in others))


def _fields(
    given: Mapping[str, Line], columns: Mapping[str, int], asked: Mapping[str, Question]
) -> Iterator[tuple[str, dict[str, Value]]]:
    turned = {
        key
        for key, at in columns.items()
        if asked[key].kind is Kind.DATE and month_first(row[at] for _, row in given.values())
    }
    for row_id, (_, row) in given.items():
        yield row_id, {key: day_first(row[at]) if key in turned else row[at] for key, at in columns.items()}


def _numbers(entries: Sequence[Line], layout: Layout) -> dict[int, str]:
    """What a column that counts says of each row; empty where none does."""
    for at, column in enumerate(layout.columns):
        if not column.key and counts([row[at] for _, row in entries]):
            return {place: normal(row[at]).rstrip(".)") for place, row in entries}
    return {}


def _left_out(entries: Sequence[Line], layout: Layout) -> tuple[str, ...]:
    """The heads of columns that are not taken although something stands in them; counts of rows are no loss."""
    found: list[str] = []
    for at, column in enumerate(layout.columns):
        cells = [row[at] for _, row in entries]
        if not column.key and not all(map(is_empty, cells)) and not counts(cells):
            found.append(column.head)
    return tuple(found)
