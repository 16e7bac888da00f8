"""Which column of a table is which field of a dialogue: by its head, and by what its cells look like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.dialogue import Dialogue
from flows.fields import Choice, Choices, Kind, Question
from flows.importing import heads, looks
from flows.importing.table import Source, Table, Value, is_empty, normal

_SEARCHED = 15
"""Filled rows from the top among which the heads are looked for."""
_OTHER = 0.2
"""What a head counts that names none of the fields and often stands beside them."""
_SAMPLES, _SHOWN = 3, 60
"""How many cells of a column are shown, and so many letters of each."""


@dataclass(frozen=True)
class Column:
    """A column with what stands in its first cells; ``key`` is its field, empty where it is left out.

    ``sure``: its head says so, or somebody did.
    """

    head: str
    samples: tuple[str, ...]
    key: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Layout:
    """What is where: the number of the table, the first row below its heads, and its columns."""

    table: int
    first_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class _Heads:
    """Where heads may stand, and how much speaks for it."""

    texts: tuple[str, ...]
    first_row: int
    score: float = 0.0


def layout(dialogue: type[Dialogue], source: Source) -> Layout | None:
    """The likeliest table with its columns; None for our own spreadsheet, and where no table can be the one."""
    if source.ours is not None or not dialogue.imported:
        return None
    first = next(iter(heads.fields(dialogue)))
    found: list[tuple[float, Layout]] = []
    for at, table in enumerate(source.tables):
        for top in (_heads(dialogue, table), _no_heads(table)):  # what looks like a head may be an entry
            columns = _columns(dialogue, table, top)
            if any(column.key == first for column in columns):
                found.append((top.score, Layout(at, top.first_row, columns)))
                break
    return max(found, key=lambda scored: (scored[0], -scored[1].table))[1] if found else None


def with_keys(layout: Layout, keys: Sequence[str]) -> Layout:
    """The layout as somebody corrected it: a field for each column, each field once."""
    corrected: list[Column] = []
    for column, key in zip(layout.columns, keys, strict=True):
        taken = any(key == other.key for other in corrected)
        corrected.append(replace(column, key="" if taken else key, sure=True))
    return replace(layout, columns=tuple(corrected))


def choices_of(dialogue: type[Dialogue]) -> Choices:
    """What a column can be: the fields with their names, in the order asked."""
    _, _, repeat = heads.target(dialogue)
    asked = heads.fields(dialogue)
    first = next(iter(asked))
    return tuple(Choice(key, repeat.row_name if key == first else q.name) for key, q in asked.items())


def _heads(dialogue: type[Dialogue], table: Table) -> _Heads:
    """The row of the heads, or what lies above the first row where there are none."""
    best = _no_heads(table)
    for at in _filled(table)[:_SEARCHED]:
        found = _named(dialogue, table.rows[at])
        score = sum(alike if key else _OTHER for key, alike in found.items())
        if score > best.score + 0.01:
            texts = tuple(normal(value) for value in table.rows[at])
            best = _Heads(texts, at + 1, score)
    return _with_second_row(table, best) if best.score else best


def _no_heads(table: Table) -> _Heads:
    return _Heads(("",) * len(table.rows[0]), next(iter(_filled(table)), 0))


def _filled(table: Table) -> list[int]:
    """The rows in which something stands."""
    return [at for at, row in enumerate(table.rows) if not all(map(is_empty, row))]


def _named(dialogue: type[Dialogue], row: Sequence[Value]) -> Mapping[str, float]:
    """How well each field is named by one of the cells of a row; nothing where these are no heads."""
    cells = [value for value in row if not is_empty(value)]
    texts = [value for value in cells if isinstance(value, str) and not looks.is_date(value)]
    found: dict[str, float] = {}
    for text in dict.fromkeys(map(normal, texts)):
        if alike := heads.likeness(dialogue, text):
            key = max(alike, key=alike.__getitem__)
            found[key] = max(found.get(key, 0.0), alike[key])
    sure = sum(alike >= heads.SURE for alike in found.values())
    alone = len(texts) == len(cells) and len(found) * 2 >= len(cells)
    return found if sure > 1 or (sure == 1 and alone) else {}


def _with_second_row(table: Table, first: _Heads) -> _Heads:
    """The heads with what stands below those that span several columns, if that is a second row of heads."""
    if first.first_row >= len(table.rows):
        return first
    below = [normal(value) for value in table.rows[first.first_row]]
    spanned = {
        at
        for at, text in enumerate(first.texts)
        if text and text in (*first.texts[:at][-1:], *first.texts[at + 1 :][:1])
    }
    filled = {at for at, text in enumerate(below) if text and text != first.texts[at]}
    if not filled or not filled <= spanned or any(looks.is_date(below[at]) for at in filled):
        return first
    texts = tuple(f"{text} {below[at]}" if at in filled else text for at, text in enumerate(first.texts))
    return replace(first, texts=texts, first_row=first.first_row + 1)


def _columns(dialogue: type[Dialogue], table: Table, top: _Heads) -> tuple[Column, ...]:
    cells = [[row[at] for row in table.rows[top.first_row :]] for at in range(len(top.texts))]
    keys = dict(_by_heads(dialogue, top.texts, cells))
    named = set(keys)
    keys |= {at: (key, False) for at, key in _by_looks(dialogue, top, cells, keys)}
    return tuple(
        Column(head, tuple(_samples(cells[at])), *keys.get(at, ("", at in named))) for at, head in enumerate(top.texts)
    )


def _by_heads(
    dialogue: type[Dialogue], texts: Sequence[str], cells: Sequence[Sequence[Value]]
) -> Iterator[tuple[int, tuple[str, bool]]]:
    """Column → field and whether that is sure, the best first: each field once."""
    asked = heads.fields(dialogue)
    scored = [
        (score + (_looks_right(dialogue, key, asked[key], cells[at]) if key else 0.0), score, at, key)
        for at, text in enumerate(texts)
        for key, score in heads.likeness(dialogue, text).items()
    ]
    columns: set[int] = set()
    taken: set[str] = set()
    for fit, score, at, key in sorted(scored, key=lambda found: (-found[0], found[2])):
        if at in columns or key in taken or fit < heads.ALIKE - 0.1:
            continue
        columns.add(at)
        if key:
            taken.add(key)
        yield at, (key, score >= heads.SURE and fit >= heads.SURE - 0.1)


def _looks_right(dialogue: type[Dialogue], key: str, question: Question, cells: Sequence[Value]) -> float:
    """How much the cells speak for a field that the head names, or against it."""
    if all(map(is_empty, cells)):
        return -0.05  # of two columns of one name the filled one
    part = looks.share(question, looks.labels(question, dialogue.labels.get(key, {})), cells)
    if question.kind in looks.TEXTS:
        return -0.4 if part < 0.3 and all(looks.is_date(value) for value in cells if not is_empty(value)) else 0.0
    return 0.1 if part > 0.7 else -0.3 if part < 0.3 else 0.0


def _by_looks(
    dialogue: type[Dialogue], top: _Heads, cells: Sequence[Sequence[Value]], keys: Mapping[int, tuple[str, bool]]
) -> Iterator[tuple[int, str]]:
    """Column → field for those that no head names: without any heads all, else what an entry must have.

    The first text is what an entry is called, others follow in the order asked.
    """
    asked = heads.fields(dialogue)
    free = [key for key in asked if key not in {key for key, _ in keys.values()}]
    if top.score:
        free = [key for key in free if asked[key].required]
    texts = _texts(asked)
    for at, column in enumerate(cells):
        if at in keys or all(map(is_empty, column)) or looks.counts(column) or _is_unnamed_beside_named(top, at, free):
            continue
        fits = [
            key for key in free if (key in texts or asked[key].kind not in looks.TEXTS) and _fit(dialogue, key, column)
        ]
        exact = [key for key in fits if asked[key].kind not in looks.TEXTS]
        if must := [key for key in exact if asked[key].required]:
            exact = must  # a day is the one that every entry has
        if exact and len(exact) == 1:
            fits = exact
        elif exact:
            continue  # high and low can be said of several things
        if fits:
            free.remove(fits[0])
            yield at, fits[0]


def _is_unnamed_beside_named(top: _Heads, at: int, free: Sequence[str]) -> bool:
    """Whether a column has a head that names no field, while nothing is missing for which it could be taken."""
    return bool(top.score) and not free


def _texts(asked: Mapping[str, Question]) -> set[str]:
    """The fields for text that are asked before anything else than text and dates: those that every table has."""
    found: set[str] = set()
    for key, question in asked.items():
        if question.kind in looks.TEXTS:
            found.add(key)
        elif question.kind is not Kind.DATE:
            break
    return found


def _fit(dialogue: type[Dialogue], key: str, cells: Sequence[Value]) -> bool:
    question = heads.fields(dialogue)[key]
    return looks.share(question, looks.labels(question, dialogue.labels.get(key, {})), cells) >= 0.8


def _samples(cells: Sequence[Value]) -> list[str]:
    texts = dict.fromkeys(text for value in cells[:200] if (text := normal(value)))
    return [text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…" for text in list(texts)[:_SAMPLES]]
