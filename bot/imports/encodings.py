"""Text from bytes: in which of the usual encodings it was written, its letters tell."""

import re
import unicodedata
from collections.abc import Mapping

from flows.importing.table import Unreadable

_BOMS: Mapping[bytes, str] = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OLD = ("cp1252", "cp1250", "cp1253", "cp1256", "mac_roman")
"""What spreadsheets write on computers of Western and Central Europe, Greece and Arabic countries, likeliest first."""
_LETTERS: Mapping[str, frozenset[str]] = {
    "cp1252": frozenset("äöüßàâçéèêëîïôœùûÿæáíñóúìòåøãõÄÖÜÀÂÇÉÈÊËÎÏÔŒÙÛÆÁÍÑÓÚÌÒÅØ"),
    "cp1250": frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻäöüßáéíýčďěňřšťůžÄÖÜÁÉÍÝČĎĚŇŘŠŤŮŽőűŐŰăâîşţ"),
    "mac_roman": frozenset("äöüßàâçéèêëîïôœùûÿáíñóúìòÄÖÜÀÂÇÉÈÊËÎÏÔÙÛÁÍÑÓÚ"),
}
_SIGNS = "€„“”‚‘’–—…«»°·•§¿¡،؛؟£×✓()[]{}<>\"'.:!?-_/*#+&%=\u00a0\u200e\u200f"
"""What stands around words."""
_WORD = re.compile(r"[^\s;,|/-]+")
_BROKEN = re.compile(r"£[^\W\d]")
"""A pound before a letter: it is none."""
_SAMPLE = 20_000
"""Bytes by which the encoding is told."""


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        Unreadable: it is no text.
    """
    text = _decoded(data).replace("\0", "")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f\v\x85" for sign in text[:_SAMPLE]):
        raise Unreadable("imports.no-table-file")
    return text


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    zeros = data[:2_000].count(0)
    if zeros * 3 > len(data[:2_000]):  # UTF-16 without its mark: every second byte of Latin text is zero
        return data.decode("utf-16-be" if data[:2_000:2].count(0) * 2 > zeros else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(max(_OLD, key=lambda encoding: _plausible(data[:_SAMPLE], encoding)), "replace")


def _plausible(data: bytes, encoding: str) -> int:
    """How many more words make sense than do not, of those that plain English letters do not write."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -len(data)
    words = [found[0] for found in _WORD.finditer(text) if not found[0].isascii()]
    return sum(1 if _makes_sense(word.strip(_SIGNS), encoding) and not _BROKEN.match(word) else -1 for word in words)


def _makes_sense(word: str, encoding: str) -> bool:
    letters = word.replace("’", "").replace(".", "")
    if letters.isascii():
        return True  # all else of it were signs
    others = [letter for letter in letters if not letter.isascii()]
    if not letters.isalnum() or not (letters[1:].islower() or letters == letters.upper()):
        return False
    if encoding in _LETTERS:
        return len(others) <= max(2, len(letters) // 2) and all(letter in _LETTERS[encoding] for letter in others)
    script = "ARABIC" if encoding == "cp1256" else "GREEK"
    return len(others) == len(letters) > 1 and all(unicodedata.name(letter, "").startswith(script) for letter in others)
