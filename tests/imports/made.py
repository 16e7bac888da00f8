"""Files as people make them, and what is proposed for an action plan when they are brought in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

import docx as word
from openpyxl import Workbook, load_workbook

from bot.exports.xlsx import xlsx
from bot.exports.xlsx.about import About
from bot.imports import read_file, read_text
from flows.dialogue import Answers
from flows.importing.columns import Layout, layout
from flows.importing.proposal import Proposal, propose
from flows.importing.table import Source
from flows.reading.names import Directory, Known
from flows.registry import dialogue
from flows.sheets import sheets
from flows.validation import Scene, raw_rows
from tests.flows.answers import TODAY, model

PLAN = dialogue("action-plan")
MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADS = ("Action", "Responsible", "Stakeholders", "Requirements", "Expected outcome", "Deadline")


def workbook(*rows: Sequence[Any], change: Callable[[Any], None] = lambda page: None) -> bytes:
    """A spreadsheet of one sheet with these rows; ``change`` does with the sheet what somebody would do."""
    book = Workbook()
    page: Any = book.active
    for row in rows:
        page.append(list(row))
    change(page)
    return saved(book)


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def exported(answers: Answers, order: Callable[[Any], Any] = tuple) -> bytes:
    """Our own spreadsheet of a plan, the rows of each sheet put in another ``order``."""
    tables = model(PLAN.id, dict(answers)).conclude(TODAY).tables
    made = [replace(sheet, rows=tuple(order(sheet.rows))) for sheet in sheets(PLAN, answers, tables, str)]
    return xlsx(made, About("d1", PLAN.id, PLAN.version, 3, "Our plan", MADE))


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A spreadsheet after somebody changed it."""
    book = load_workbook(BytesIO(data))
    change(book)
    return saved(book)


def document(*tables: Sequence[Sequence[str]], change: Callable[[Any], None] = lambda document: None) -> bytes:
    """A Word file with tables."""
    made = word.Document()
    for rows in tables:
        made.add_paragraph("Our plan")
        table = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for cell, text in zip(table.rows[at].cells, row, strict=True):
                cell.text = text
    change(made)
    return saved(made)


def proposed(
    source: Source | bytes | str,
    base: Answers | None = None,
    *,
    keep_missing: bool = True,
    layout_of: Layout | None = None,
    people: Sequence[Known] = (),
) -> Proposal:
    """What is proposed for a plan."""
    read = read_text(source) if isinstance(source, str) else source
    read = read_file("plan", read) if isinstance(read, bytes) else read
    numbers = count(1)
    found = layout_of or layout(PLAN, read)
    scene = Scene(TODAY, people=Directory(people))
    return propose(
        PLAN, read, found, base or {}, keep_missing=keep_missing, new_id=lambda: f"n{next(numbers)}", scene=scene
    )


def actions(answers: Answers) -> list[dict[str, Any]]:
    """The actions of a plan, in their order."""
    return [row for _, row in raw_rows((answers.get("actions") or {}).get("actions"))]


def column(answers: Answers, key: str) -> list[Any]:
    return [row.get(key) for row in actions(answers)]


def keys(source: Source) -> list[str]:
    """The fields of the columns that were found."""
    found = layout(PLAN, source)
    assert found is not None
    return [each.key for each in found.columns]


def lines(rows: Iterable[Iterable[str]], separator: str) -> str:
    return "\n".join(separator.join(row) for row in rows)
