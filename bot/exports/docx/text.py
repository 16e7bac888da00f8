"""Paragraphs and runs: breaks, directions and languages as a word processor marks them."""

from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.shared import Pt

from bot.exports import letters

FONT = "Arial"
"""On every Windows and Mac; Liberation Sans, of the same widths, takes its place elsewhere.  It has Latin, Greek,
Cyrillic, Arabic and Hebrew letters."""
_WORD = nsmap["w"]


def element(name: str, **attributes: str | int) -> Any:
    """An element of WordprocessingML; attributes are of the same namespace."""
    made = oxml_parser.makeelement(f"{{{_WORD}}}{name}", nsmap={"w": _WORD})
    for key, value in attributes.items():
        made.set(f"{{{_WORD}}}{key}", str(value))
    return made


def fill(
    paragraph: Any, text: str, *, bold: bool = False, right_to_left: bool = False, as_document: bool = False
) -> None:
    """Put a text into the element of a paragraph.

    It runs as its first letter does, or as the document (``right_to_left``) where it has none, or ``as_document`` does
    whatever it says.
    """
    text = letters.clean(text)
    first = None if as_document else letters.runs_from_the_right(text)
    from_right = right_to_left if first is None else first
    if from_right:
        paragraph.get_or_add_pPr().insert_element_before(
            element("bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
        )
    for piece, right in letters.runs(text, right_to_left=from_right):
        paragraph.append(_run(piece, bold, right))


def _run(text: str, bold: bool, right: bool) -> Any:
    run = element("r")
    properties = element("rPr")
    if bold:
        properties.append(element("b"))
        properties.append(element("bCs"))
    if right:
        properties.append(element("rtl"))
    if len(properties):
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(element("tab"))
            told = element("t")
            told.text = part
            told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(told)
    return run


def use_fonts(document: Any, language: str) -> None:
    """One font for all kinds of letters and all styles, and the language in which spelling is checked."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:bidi"), language if language.startswith(("ar", "he")) else "ar-SA")


_BEHIND_SIZE = (
    *("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em"),
    *("w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"),
)


def set_size(style: Any, points: float) -> None:
    """The size of all letters of a style, Arabic ones too, which have one of their own; no space between them.

    Spread Arabic letters are torn apart where they should be joined.
    """
    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern", "w:szCs"):
        for known in properties.findall(qn(name)):
            properties.remove(known)
    properties.insert_element_before(element("szCs", val=round(points * 2)), *_BEHIND_SIZE)
