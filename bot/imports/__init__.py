"""Tables from files and pasted text.  What reads spreadsheets and Word files is imported only when one is read."""

from flows.importing.table import Source, Unreadable

MOST_BYTES = 10_000_000
"""Bytes of a file that is looked at."""
MOST_ROWS = 2_000
"""Rows of a table, with its heads and empty ones."""
MOST_COLUMNS = 100
"""Columns of a table in which something stands."""

__all__ = ["MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "Source", "Unreadable", "read_file", "read_text"]


def read_file(name: str, data: bytes) -> Source:
    """The tables of a file, or our own spreadsheet; it takes up to seconds, so it belongs onto a worker thread.

    ``name`` is what somebody calls the file: what it is, its bytes tell.

    Raises:
        Unreadable: nothing can be taken from it.
    """
    from bot.imports import files

    return files.read(name, data)


def read_text(text: str) -> Source:
    """The table in a pasted text: parted by tabs, semicolons, commas or bars, or with a name before each answer.

    Raises:
        Unreadable: there is no table in it.
    """
    from bot.imports import pasted

    return pasted.read(text)
