"""Files as somebody reads who opens them: all the text that stands in them."""

import re
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook


def in_word(content: bytes) -> str:
    """The text of a document for Word, also that of its tables."""
    paragraphs = Document(BytesIO(content)).element.body.iter(qn("w:p"))
    lines = ("".join(part.text or " " for part in each.iter(qn("w:t"), qn("w:br"))) for each in paragraphs)
    return plain("\n".join(lines))


def in_excel(content: bytes) -> str:
    """The text of all cells of a workbook."""
    book = load_workbook(BytesIO(content), read_only=True)
    cells = (
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )
    return plain("\n".join(cells))


def plain(text: str) -> str:
    """A text with single spaces and without the signs that keep directions apart."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def missing(lines: list[str], shown: str) -> list[str]:
    """The lines that do not stand in a text."""
    return [line for line in lines if plain(line) not in shown]
