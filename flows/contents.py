"""What a document says: everything that was answered, page by page, in its natural shape."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flows.conclusions import Cell, Table
from flows.dialogue import Answers, Dialogue, leftovers
from flows.fields import Kind, Question, Raw, questions
from flows.findings import Words
from flows.forms import display
from flows.people import listed, shown
from flows.reading.dates import exact_date
from flows.typed_fields import with_units
from flows.validation import cells, raw_rows, resolve

WORDS: Mapping[str, str] = {"contents.scale": "Rated from {low} to {high}."}

NO_LONGER_ASKED = "No longer asked"
"""The title of the section that tells answers to questions of older versions."""
MAIN = 4
"""So many columns of a table are shown where there is little room."""


@dataclass(frozen=True)
class Section:
    """What was answered on one page; its texts are English and translated where they are shown.

    ``pairs`` are the single answers, each with its question or its short name; ``tables`` its repeats and grids, whose
    ids are ``page/field``.  Dates are ISO strings, choices labels, several people or choices a tuple.  ``page`` is
    empty for answers to questions that are no longer asked.
    """

    page: str
    title: str
    pairs: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()


def sections(dialogue: type[Dialogue], answers: Answers, told: Collection[str] = ()) -> tuple[Section, ...]:
    """All that was answered, without what conclusions tell already (``told``: ``page/field``).

    Pages on which nothing was answered are left out.
    """
    found = [_page(dialogue, page, answers, told) for page in dialogue.pages()]
    found.append(Section("", NO_LONGER_ASKED, leftover_pairs(dialogue, answers)))
    return tuple(section for section in found if section.pairs or section.tables)


def _page(dialogue: type[Dialogue], page: str, answers: Answers, told: Collection[str]) -> Section:
    model = dialogue.pages()[page]
    asked = questions(model)
    raw = answers.get(page)
    given = with_units(asked, raw) if isinstance(raw, Mapping) else {}
    pairs: list[tuple[str, Cell]] = []
    tables: list[Table] = []
    for name, question in asked.items():
        if f"{page}/{name}" in told:
            continue
        if question.row is not None:
            tables += _table(f"{page}/{name}", question, given.get(name), answers)
        elif (cell := _cell(question, given.get(name), answers)) not in ("", ()):
            pairs.append((question.short or question.label, cell))
    return Section(page, model.title, tuple(pairs), tuple(tables))


def _table(id: str, question: Question, raw: Raw, answers: Answers) -> list[Table]:
    """A repeat with a row for each entry, a grid with one for each thing rated; nothing where nothing was answered."""
    assert question.row is not None
    asked = cells(question, answers)
    columns = [inner.name for inner in asked.values()]
    given = [(name, with_units(asked, fields), row_id) for name, fields, row_id in lines(question, raw, answers)]
    scale = _scale(asked, [fields for _, fields, _ in given])
    rows: list[tuple[Cell, ...]] = []
    for name, fields, row_id in given:
        line = tuple(_cell(inner, fields.get(key), answers, row_id, scale=scale) for key, inner in asked.items())
        if any(cell not in ("", ()) for cell in line):
            rows.append((name, *line) if question.kind is Kind.GRID else line)
    if question.kind is Kind.GRID:
        columns = ["What", *columns]
    first = [inner.name for inner in asked.values() if not inner.more]
    table = Table(
        id=id,
        title=question.label,
        columns=tuple(columns),
        rows=tuple(rows),
        rule=Words(id="contents.scale", params={"low": scale[0], "high": scale[1]}) if scale else None,
    ).filled()
    main = [column for column in table.columns if column == "What" or column in first][:MAIN]
    return [table.model_copy(update={"main": tuple(main)})] if rows else []


def lines(question: Question, raw: Raw, answers: Answers) -> Iterator[tuple[str, Mapping[str, Raw], str]]:
    """Name, raw fields and id of each row of a repeat or grid; an entry of a repeat has no name."""
    if question.kind is Kind.REPEAT:
        yield from (("", row, row_id) for row_id, row in raw_rows(raw))
        return
    given = raw if isinstance(raw, Mapping) else {}
    for choice in resolve(question.grid_rows, answers, ""):
        fields = given.get(choice.value)
        yield choice.label, fields if isinstance(fields, Mapping) else {}, choice.value


def _scale(asked: Mapping[str, Question], rows: list[Mapping[str, Raw]]) -> tuple[int, int] | None:
    """The one scale of all ratings in a table, if something was rated: its figures then stand there alone."""
    rated = [(key, q) for key, q in asked.items() if q.kind is Kind.RATING and any(row.get(key) for row in rows)]
    scales = {(int(q.low or 0), int(q.high or 0)) for _, q in rated}
    return scales.pop() if len(scales) == 1 else None


def _cell(
    question: Question, raw: Raw, answers: Answers, row_id: str = "", *, scale: tuple[int, int] | None = None
) -> Cell:
    """One answer; empty where there is none."""
    text = display(question, raw, answers, row_id).strip()
    match question.kind:
        case Kind.DATE if (day := exact_date(str(raw or ""))) is not None:
            return day.isoformat()
        case Kind.RATING if scale and str(raw).isascii() and str(raw).isdigit():
            return int(str(raw))
        case Kind.PEOPLE:
            items = tuple(name for item in listed(raw) for name in shown(item).splitlines() if name.strip())
            return items if len(items) > 1 else text
        case Kind.CHOICES if text:
            labels = tuple(display(question, [item], answers, row_id) for item in raw)
            told = tuple(label for label in labels if label)
            return told if len(told) > 1 else text
    return text


def leftover_pairs(dialogue: type[Dialogue], answers: Answers) -> tuple[tuple[str, str], ...]:
    """Answers to questions that are no longer asked, each with the best name there is for its question."""
    return tuple((left.name, text) for left in leftovers(dialogue, answers) if (text := left.text))
