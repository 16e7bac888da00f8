"""A whole document: title, what it says, pictures, tables; upright pages, and pages on their side for wide tables."""

from io import BytesIO
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.chat import markup
from bot.chat.blocks import Block, Facts, Findings, Heading, Note, Part, PictureBlock, TableBlock, Text
from bot.exports import letters
from bot.exports.docx import tables
from bot.exports.docx.text import element, fill, set_size, use_fonts
from bot.exports.paper import Paper

_LONG, _SHORT, _MARGIN = Mm(297), Mm(210), Mm(18)
_SIGNS = {"good": "✓", "advice": "→", "warning": "!"}
_INK, _SOFT = RGBColor(0x1F, 0x2D, 0x3D), RGBColor(0x5A, 0x68, 0x76)


def write(paper: Paper) -> bytes:
    """The bytes of the file."""
    return _Writer(paper).written()


class _Writer:
    """Puts blocks into a document one after the other."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = word.Document()
        self._on_its_side = False
        _set_page(self.document.sections[0], on_its_side=False)
        _styles(self.document)
        use_fonts(self.document, paper.language)

    def written(self) -> bytes:
        paper = self.paper
        about = self.document.core_properties
        about.title, about.subject = letters.clean(paper.title)[:255], letters.clean(paper.kind)[:255]
        about.author, about.comments, about.language = "Cluster Advisor", "", paper.language
        about.created = about.modified = paper.made_at.replace(tzinfo=None)
        if paper.kind != paper.title:
            self._paragraph(paper.kind, "Subtitle")
        self._paragraph(paper.title, "Title")
        for note in paper.notes:
            self._paragraph(note, "Small print")
        for block in paper.blocks:
            self._put(block)
        self._foot()
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _put(self, block: Block) -> None:
        match block:
            case Heading(text=text):
                self._heading(text)
            case Text(markup=marked) | Note(markup=marked):
                for line in markup.plain(marked).split("\n"):
                    if line.strip():
                        self._paragraph(line, "Small print" if isinstance(block, Note) else "Normal")
            case Findings(items=items):
                for severity, text in items:
                    self._paragraph(f"{_SIGNS[severity]}  {text}", "Finding")
            case Facts():
                self._turn(on_its_side=False)
                self._facts(block)
            case TableBlock():
                self._table(block, "Heading 1")
            case Part(title=title, items=items):
                wide = isinstance(items[0], TableBlock) and tables.is_wide(items[0]) if items else False
                self._turn(on_its_side=wide)
                self._paragraph(title, "Heading 1")
                for item in items:
                    if isinstance(item, TableBlock):
                        self._table(item, "Heading 2")
                    else:
                        self._put(item)
            case PictureBlock() if block.id in self.paper.pictures:
                self._picture(block)

    def _heading(self, text: str) -> None:
        self._turn(on_its_side=False)
        self._paragraph(text, "Heading 1")

    def _facts(self, facts: Facts) -> None:
        for label, value in facts.pairs:
            self._paragraph(label, "Label")
            self._paragraph(value, "Normal")

    def _table(self, table: TableBlock, style: str) -> None:
        self._turn(on_its_side=tables.is_wide(table))
        if table.title:
            self._paragraph(table.title, style)
        body, width = self.document.element.body, self._width // 635
        parts = tuple(tables.fitting(table, width))
        for part in parts:
            made = tables.build(part, width, right_to_left=self.paper.right_to_left)
            body.insert(len(body) - 1, made)  # the last element is the page
            self._paragraph(table.note if part is parts[-1] else "", "Small print")

    def _picture(self, block: PictureBlock) -> None:
        self._turn(on_its_side=False)
        self._paragraph(block.title, "Heading 2")
        for part in self.paper.pictures[block.id]:
            self._part(part, block)

    def _part(self, part: bytes, block: PictureBlock) -> None:
        shape = self.document.add_paragraph().add_run().add_picture(BytesIO(part))
        most_wide, most_high = self._width, int(_LONG * 0.72)
        scale = min(most_wide / shape.width, most_high / shape.height, 1.35)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        said = shape._inline.docPr
        said.set("descr", letters.clean(block.alt))
        said.set("title", letters.clean(block.title))

    def _paragraph(self, text: str, style: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        fill(paragraph._p, text, right_to_left=self.paper.right_to_left)

    @property
    def _width(self) -> int:
        section = self.document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _turn(self, *, on_its_side: bool) -> None:
        """Go on on a new page, if this one lies otherwise."""
        if on_its_side != self._on_its_side:
            self._on_its_side = on_its_side
            _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), on_its_side=on_its_side)

    def _foot(self) -> None:
        """What the document is, and the number of the page; sections that follow take it over."""
        foot = self.document.sections[0].footer.paragraphs[0]
        told, right = f"{self.paper.foot}  ·  " if self.paper.foot else "", self.paper.right_to_left
        fill(foot._p, told, right_to_left=right, as_document=True)
        for instruction in ("PAGE", None, "NUMPAGES"):
            if instruction is None:
                fill(foot._p, " / ", right_to_left=right)
                continue
            field = element("fldSimple", instr=instruction)
            run = element("r")
            told = element("t")
            told.text = "1"
            run.append(told)
            field.append(run)
            foot._p.append(field)


def _set_page(section: Any, *, on_its_side: bool) -> None:
    """A4."""
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if on_its_side else (_SHORT, _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _styles(document: Any) -> None:
    styles = document.styles
    sizes = {"Title": 22, "Subtitle": 11, "Heading 1": 15, "Heading 2": 12, "Normal": 10.5, "Footer": 8}
    for name, size in sizes.items():
        style = styles[name]
        set_size(style, size)
        style.font.color.rgb = _INK
        style.paragraph_format.space_after = Pt(4)
    styles["Subtitle"].font.italic = False
    styles["Subtitle"].font.color.rgb = styles["Footer"].font.color.rgb = _SOFT
    for line in styles["Title"].element.iter(qn("w:pBdr")):
        line.getparent().remove(line)
    for name, size in (("Small print", 9), ("Label", 9), ("Finding", 10.5), ("Table text", 8.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        set_size(style, size)
        style.paragraph_format.space_after = Pt(0 if name in ("Label", "Table text") else 4)
    for name in ("Small print", "Label"):
        styles[name].font.color.rgb = _SOFT
    styles["Label"].paragraph_format.keep_with_next = True
    styles["Finding"].paragraph_format.left_indent = Mm(6)
    styles["Finding"].paragraph_format.first_line_indent = Mm(-6)
    styles["Table text"].element.set(qn("w:styleId"), "TableText")
