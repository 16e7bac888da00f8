"""What a file is, by its first bytes: names of files lie."""

import re
from collections.abc import Mapping

from flows.importing.table import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of old Office files, and of new ones that have a password."""
_BEGINNINGS: Mapping[bytes, str] = {
    b"%PDF": "imports.pdf",
    b"\x89PNG": "imports.picture",
    b"\xff\xd8\xff": "imports.picture",
    b"GIF8": "imports.picture",
    b"BM": "imports.picture",
    b"II*\0": "imports.picture",
    b"MM\0*": "imports.picture",
    b"RIFF": "imports.picture",
    b"{\\rtf": "imports.old-word",
    b"Rar!": "imports.packed",
    b"7z\xbc\xaf": "imports.packed",
    b"\x1f\x8b": "imports.packed",
    b"BZh": "imports.packed",
    b"\xfd7zXZ": "imports.packed",
}
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_MIME = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)


def refuse_others(data: bytes) -> None:
    """Refuse what is surely neither a new Office file nor a text.

    Raises:
        Unreadable: it is such a file.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("imports.empty")
    if data.startswith(_OLE):
        raise Unreadable(_of_ole(data))
    for beginning, reason in _BEGINNINGS.items():
        if data.startswith(beginning) and (len(beginning) > 2 or b"\0" in data[:64]):
            raise Unreadable(reason)
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise Unreadable("imports.picture")
    start = data[:4_096].removeprefix(b"\xef\xbb\xbf")
    if _WEB_PAGE.match(start) or _MIME.match(start):
        raise Unreadable("imports.web-page")
    if start.lstrip().startswith((b"<?xml", b"<svg")):
        raise Unreadable("imports.web-page" if b"Spreadsheet" in start else "imports.no-table-file")


def _of_ole(data: bytes) -> str:
    """Which of the files it is that begin alike; their names of streams are UTF-16."""
    named = {
        name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book")
    }
    if named["EncryptedPackage"]:
        return "imports.password"
    if named["WordDocument"]:
        return "imports.old-word"
    return "imports.old-excel" if named["Workbook"] or named["Book"] else "imports.no-table-file"


def is_zip(data: bytes) -> bool:
    """Whether it is packed as new Office files are."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))
