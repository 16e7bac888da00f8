"""The parts of a packed Office file, unpacked within bounds.

What a file says of its own sizes may be a lie, and what reads it would believe it.  So its parts are unpacked here,
counted while they come out, and packed anew: only what is XML and no part more.  Macros, pictures and embedded files
never come out.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from flows.importing.table import Unreadable

MOST_PARTS = 2_000
MOST_UNPACKED = 48_000_000
"""Bytes of all parts together."""
MOST_TIMES = 400
"""So many times larger than when packed all parts may be together; spreadsheets are 10 to 100 times larger."""
_SMALL = 5_000_000
"""Bytes up to which it does not matter how well they were packed."""
_AT_A_TIME = 65_536
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
"""What no Office file holds: by it, a short text can stand for one of any length, or for a file of the server."""
_READ = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class Archive:
    """The parts of a file by name, in their order; what is not read is empty."""

    parts: Mapping[str, bytes]

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in self.parts)

    @property
    def data(self) -> bytes:
        """The file, packed anew."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for name, content in self.parts.items():
                packed.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()

    def with_part(self, name: str, content: bytes) -> "Archive":
        """The file with another content of a part."""
        return Archive({**self.parts, name: content})


def unpack(data: bytes) -> Archive:
    """Unpack what is safe of a file.

    Raises:
        Unreadable: it is damaged, has a password, or holds more than a table can.
    """
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            packed_parts = [part for part in packed.infolist() if not part.is_dir()]
            if len(packed_parts) > MOST_PARTS:
                raise Unreadable("imports.unpacked", {"limit": MOST_UNPACKED // 1_000_000})
            total = 0
            for part in packed_parts:
                if part.flag_bits & 1:
                    raise Unreadable("imports.password")
                if part.filename in parts:
                    raise Unreadable("imports.damaged")
                content = b""
                if part.filename.lower().endswith(_READ):
                    content = _content(packed, part, total, len(data))
                total += len(content)
                parts[part.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable("imports.damaged") from error
    return Archive(parts)


def _content(packed: zipfile.ZipFile, part: zipfile.ZipInfo, before: int, size: int) -> bytes:
    """All that comes out of a part, as long as it is not too much with what came out ``before``."""
    out = bytearray()
    with packed.open(part) as stream:
        while piece := stream.read(_AT_A_TIME):
            out += piece
            total = before + len(out)
            if total > MOST_UNPACKED or (total > _SMALL and total > size * MOST_TIMES):
                raise Unreadable("imports.unpacked", {"limit": MOST_UNPACKED // 1_000_000})
    content = bytes(out)
    letters = content.replace(b"\0", b"") if b"\0" in content[:200] else content
    if any(mark in letters for mark in _DECLARED):
        raise Unreadable("imports.unsafe")
    return content
