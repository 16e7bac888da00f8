"""What cannot be read is refused before it can do harm, with what is wrong and what to do."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.messages import voice
from bot.exports.xlsx.about import FORMAT
from bot.imports import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Unreadable, read_file, read_text
from bot.imports.archive import MOST_UNPACKED, unpack
from tests.flows.answers import action, plan
from tests.imports.made import HEADS, document, edited, exported, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A file with one of its parts put in place of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return out.getvalue()


def lying(data: bytes, name: str) -> bytes:
    """A file in which a part says of itself that it is a thousand times smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(name)
    size = struct.pack("<L", part.file_size)
    return data.replace(size, struct.pack("<L", part.file_size // 1_000))


def sheet(rows: bytes) -> bytes:
    """A spreadsheet whose one sheet has such rows, made without building it in memory."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"
    return with_part(workbook(HEADS), "xl/worksheets/sheet1.xml", xml)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>&b;'
    b"</v></c></row></sheetData></worksheet>"
)
ROW = b'<row><c t="inlineStr"><is><t>Call</t></is></c><c><v>1</v></c></row>'
FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
WIDE = b"<row>" + b"<c><v>1</v></c>" * 5_000 + b"</row>"

REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "50 MB": (lambda: bytes(50_000_000), "imports.too-large"),
    "nothing in it": (lambda: b"", "imports.empty"),
    "only spaces": (lambda: b"\xef\xbb\xbf \r\n\t\n", "imports.empty"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "imports.password"),
    "an old Excel": (lambda: OLE + "Workbook".encode("utf-16-le"), "imports.old-excel"),
    "an old Word": (lambda: OLE + "WordDocument".encode("utf-16-le"), "imports.old-word"),
    "an e-mail of Outlook": (lambda: OLE + "__substg1.0".encode("utf-16-le"), "imports.no-table-file"),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "imports.pdf"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "imports.picture"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(64), "imports.picture"),
    "a web page": (lambda: b"<html><table><tr><td>Action</td></tr></table></html>", "imports.web-page"),
    "a packed folder": (lambda: packed(**{"plan.xlsx": b"PK"}), "imports.packed"),
    "OpenDocument": (lambda: packed(mimetype=b"", **{"content.xml": b"<office/>"}), "imports.other-spreadsheet"),
    "slides": (lambda: packed(**{"ppt/presentation.xml": b"<p/>"}), "imports.no-table-file"),
    "no table at all": (
        lambda: b"Dear colleagues, please find our plan attached to the next mail.",
        "imports.no-table-file",
    ),
    "a program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)), "imports.no-table-file"),
    "a letter in Word": (lambda: document(), "imports.no-table-file"),
    "empty sheets": (lambda: workbook(), "imports.no-table-file"),
    "half a file": (lambda: workbook(HEADS, ["Call"])[:-400], "imports.damaged"),
    "no spreadsheet inside": (lambda: packed(**{"xl/workbook.xml": b"<nothing/>"}), "imports.damaged"),
    "a zip bomb": (
        lambda: packed(**{"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * (MOST_UNPACKED + 1)}),
        "imports.unpacked",
    ),
    "thousands of parts": (lambda: packed(**{f"xl/{at}.xml": b"" for at in range(2_001)}), "imports.unpacked"),
    "an XML bomb": (lambda: with_part(workbook(HEADS), "xl/worksheets/sheet1.xml", ENTITIES), "imports.unsafe"),
    "an XML bomb in UTF-16": (
        lambda: with_part(document([HEADS]), "word/document.xml", ENTITIES.decode().encode("utf-16")),
        "imports.unsafe",
    ),
    "100,000 rows": (lambda: sheet(ROW * 100_000), "imports.too-many-rows"),
    "100,000 lines of CSV": (lambda: b"Call;Ana\n" * 100_000, "imports.too-many-rows"),
    "a cell far below": (lambda: sheet(FAR * 2), "imports.too-many-rows"),
    "a million formats": (
        lambda: with_part(workbook(HEADS), "xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 250_000),
        "imports.unpacked",
    ),
    "thousands of columns": (lambda: sheet(WIDE), "imports.too-many-columns"),
}


@pytest.mark.parametrize(("made", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_and_says_what_to_do(made: Callable[[], bytes], reason: str) -> None:
    data = made()
    with pytest.raises(Unreadable) as refused:
        read_file("plan.xlsx", data)
    assert refused.value.reason == reason
    said = voice("en", "Europe/Berlin").words(refused.value.words)
    assert "{" not in said
    assert said.count(".") >= 2  # what is wrong, and what to do


def test_a_part_that_lies_about_its_size_is_never_believed() -> None:
    data = packed(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b"x" * 4_000_000})
    with pytest.raises(Unreadable) as refused:
        unpack(lying(data, "xl/worksheets/sheet1.xml"))
    assert refused.value.reason in ("imports.damaged", "imports.unpacked")


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(packed(**{"xl/workbook.xml": b"<w/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(Unreadable, match=r"imports\.password"):
        read_file("plan.xlsx", bytes(data))


def test_a_file_of_a_newer_release_asks_for_an_update() -> None:
    def newer(book: object) -> None:
        book["_advisor"]["B1"] = FORMAT + 1  # type: ignore[index]

    with pytest.raises(Unreadable, match=r"imports\.newer"):
        read_file("plan.xlsx", edited(exported(plan(a1=action())), newer))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We will call ten companies, and then we will see.", "imports.no-table-text"),
        ("Dear Ana,\nthe plan follows tomorrow.\nYours, Boris", "imports.no-table-text"),
        ("", "imports.no-table-text"),
        ("a;b\n" * 60_000, "imports.text-too-long"),
    ],
)
def test_text_without_a_table_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_text(text)
    assert refused.value.reason == reason


def test_what_is_allowed_is_read() -> None:
    assert len(read_file("plan.csv", b"Call;Ana\n" * MOST_ROWS).tables[0].rows) == MOST_ROWS
    assert MOST_COLUMNS >= 50
    assert MOST_BYTES >= 5_000_000


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=60)
    | st.text("aB1é:;,|\t\n\"'-–*_ =./", max_size=80).map(lambda text: text.encode())
    | st.binary(max_size=30).map(lambda junk: b"PK\x03\x04" + junk)
)
def test_whatever_is_sent_is_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert read_file("plan", data).tables[0].rows


def test_a_file_is_opened_as_often_however_many_parts_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    real: Callable[..., None] = zipfile.ZipFile.__init__

    def counted(*given: Any, **named: Any) -> None:
        opened.append(given[0])
        real(*given, **named)

    small = workbook(HEADS)
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    large = packed(**parts, **{f"xl/part{number}.xml": b"<a/>" for number in range(200)})
    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    read_file("plan.xlsx", small)
    for_small = len(opened)
    read_file("plan.xlsx", large)
    assert len(opened) == 2 * for_small
