"""Files of text: CSV and its like, in any of the usual encodings and with any of the usual separators."""

from bot.imports import pasted
from bot.imports.encodings import decoded
from flows.importing.table import Source, Unreadable


def read(data: bytes) -> Source:
    """The table in a file of text.

    Raises:
        Unreadable: there is none, or it is too large.
    """
    table = pasted.table(decoded(data))
    if table is None:
        raise Unreadable("imports.no-table-file")
    return Source((table,))
