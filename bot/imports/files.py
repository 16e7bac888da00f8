"""A file is read as what it is."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from bot.imports import MOST_BYTES, separated, spreadsheet, word
from bot.imports.archive import Archive, unpack
from bot.imports.kinds import is_zip, refuse_others
from flows.importing.table import Source, Unreadable

_READERS: Mapping[str, Callable[[Archive], Source]] = {
    "xl/workbook.xml": spreadsheet.read,
    "word/document.xml": word.read,
}
_OTHERS: Mapping[str, str] = {
    "xl/workbook.bin": "imports.other-spreadsheet",
    "content.xml": "imports.other-spreadsheet",
    "Index/Document.iwa": "imports.other-spreadsheet",
    "ppt/presentation.xml": "imports.no-table-file",
}
"""A part that only files of a kind have, and what is said of them."""


def read(name: str, data: bytes, *, times: bool = False) -> Source:
    """The tables of a file; with ``times`` a day in a spreadsheet keeps the time of the day that stands with it.

    Raises:
        Unreadable: nothing can be taken from it.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("imports.too-large", {"limit": MOST_BYTES // 1_000_000})
    refuse_others(data)
    if not is_zip(data):
        return separated.read(data)
    archive = unpack(data)
    for part, reader in _READERS.items():
        if part in archive.parts:
            return _read(partial(reader, times=True) if times and reader is spreadsheet.read else reader, archive)
    raise Unreadable(next((reason for part, reason in _OTHERS.items() if part in archive.parts), _other(archive.parts)))


def _other(names: Collection[str]) -> str:
    """What is said of a file that is packed and no Office file as it should be."""
    return "imports.damaged" if "[Content_Types].xml" in names else "imports.packed"


def _read(reader: Callable[[Archive], Source], archive: Archive) -> Source:
    try:
        return reader(archive)
    except Unreadable:
        raise
    except Exception as error:  # what parts of a file contradict each other in, its readers tell in many ways
        raise Unreadable("imports.damaged") from error
