"""A document for a spreadsheet.  What writes it is imported only when one is written: it is large."""

from collections.abc import Sequence

from bot.exports.xlsx.about import About
from flows.sheets import Sheet


def xlsx(sheets: Sequence[Sheet], about: About) -> bytes:
    """The sheets as an XLSX file: tables with filters, real dates, lists of choices; no cell is a formula."""
    from bot.exports.xlsx import workbook

    return workbook.write(sheets, about)
