"""What a finished document says, as blocks: what to do first, then what stands in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.advisor.turn import Turn
from bot.chat.alternatives import alternative
from bot.chat.blocks import (
    Block,
    Cell,
    Download,
    Downloads,
    Facts,
    Figure,
    Findings,
    Heading,
    Part,
    PictureBlock,
    TableBlock,
    Text,
)
from bot.chat.messages import Voice
from bot.store import clusters
from bot.store.engine import Tx
from flows.conclusions import Cell as Value
from flows.conclusions import Conclusion, Table
from flows.contents import Section, sections
from flows.dialogue import Dialogue
from flows.due import due_days
from flows.fields import Raw
from flows.findings import Finding, Group, grouped
from flows.pictures import Canvases
from flows.reading.names import Directory
from flows.validation import Scene

_RULE = "general-practice"
GROUPED = 1_000
"""From here on the digits of a figure stand in groups."""
FORMS = ("docx", "xlsx", "ics", "txt")
"""The forms in which a document can be taken away as a file."""


@dataclass(frozen=True)
class Shown:
    """A version of a document as it is shown: its dialogue, what it is called, its answers and what follows from them.

    ``version`` is its document and number, by which more of it can be asked for; None where nobody may ask.
    ``on_paper``: a table that holds a template of the source is parted there, so that the template has a page's width.
    """

    dialogue: type[Dialogue]
    title: str
    conclusion: Conclusion
    version: tuple[str, int] | None = None
    answers: Mapping[str, Raw] = field(default_factory=dict)
    on_paper: bool = False

    @property
    def statement(self) -> str:
        """The document in one sentence, or its title; where they say the same they are the same, and it stands once."""
        said = self.conclusion.statement
        return said if said and said.removesuffix(".") != self.title else self.title

    def action(self, verb: str, part: str) -> str:
        """How a button asks for one part of it; empty where nobody may."""
        if self.version is None:
            return ""
        document, number = self.version
        return f"document:{verb}:{document}:{number}:{part}"


def conclude(
    tx: Tx,
    turn: Turn,
    dialogue: type[Dialogue],
    answers: dict[str, Raw],
    people: Directory | None = None,
    cluster: str = "",
) -> Conclusion:
    """What follows today, by the working days of the cluster whose document it is.

    Answers that were valid when submitted are not held against today's calendar or people.
    """
    scene = Scene(turn.today.min, answers, people if people is not None else Directory(), asks=False)
    reviewed = dialogue.review(answers, scene)
    if reviewed.model is None:
        return Conclusion()
    calendar = clusters.calendar(tx, replace(turn.scope, cluster=cluster or turn.scope.cluster))
    return reviewed.model.conclude(turn.today, calendar)


def heading(voice: Voice, shown: Shown) -> Iterator[Block]:
    """What kind of document it is, and the document in one sentence; without a name it has none."""
    kind = voice.text(shown.dialogue.id, shown.dialogue.title)
    yield Heading(kind)
    if shown.statement != kind:
        yield Text(voice.mark("document.statement", statement=shown.statement))


def noticed(voice: Voice, findings: Sequence[Finding]) -> Iterator[Block]:
    """What the advisor noticed, warnings first; many of one kind in one line."""
    if findings:
        yield Findings(tuple((group.first.severity.value, _line(voice, group)) for group in grouped(findings)))


def _line(voice: Voice, group: Group) -> str:
    text = voice.finding(group)
    return f"{text} ({voice.say('document.rule')})" if group.first.rule == _RULE else text


def answered(voice: Voice, shown: Shown) -> Iterator[Part | TableBlock]:
    """The document itself, in the order of its pages: all that was answered, each answer once."""
    return (block for _, block in by_page(voice, shown))


def by_page(voice: Voice, shown: Shown) -> Iterator[tuple[str, Part | TableBlock]]:
    """The same, each part with its page; that of answers no longer asked is empty."""
    told = {place: table for table in shown.conclusion.tables for place in table.tells}
    found = {section.page: section for section in sections(shown.dialogue, shown.answers, told)}
    stands: set[str] = set()
    for page in (*shown.dialogue.pages(), ""):
        if section := found.get(page):
            yield page, part(voice, shown, section)
        for place, table in told.items():
            if place.partition("/")[0] == page and table.id not in stands:
                stands.add(table.id)
                yield from ((page, block) for block in _told(voice, shown, table))


def _told(voice: Voice, shown: Shown, table: Table) -> Iterator[TableBlock]:
    parts = table.parted() if shown.on_paper else None
    if parts is None:
        yield table_block(voice, shown, table)
        return
    template, others = (table_block(voice, shown, each, whole=True) for each in parts)
    yield template
    yield replace(others, title=voice.say("file.continued", title=others.title))


def part(voice: Voice, shown: Shown, section: Section) -> Part | TableBlock:
    """A page in the person's language; one that is nothing but a table is that table."""
    context = shown.dialogue.id
    tables = tuple(table_block(voice, shown, table) for table in section.tables)
    if len(tables) == 1 and not section.pairs:
        return tables[0]
    pairs = tuple((voice.text(context, label), str(_cell(voice, cell))) for label, cell in section.pairs)
    items = (*((Facts(pairs),) if pairs else ()), *tables)
    return Part(voice.text(context, section.title), items, shown.action("part", section.page))


def pictures(voice: Voice, shown: Shown) -> Iterator[PictureBlock]:
    """Its pictures, where they can be asked for."""
    if shown.version is not None:
        document, number = shown.version
        for picture in shown.conclusion.pictures:
            yield PictureBlock(
                title=voice.text(shown.dialogue.id, picture.title),
                alt=alternative(voice, shown.dialogue.id, picture),
                id=picture.id,
                document=document,
                version=number,
                action=shown.action("picture", picture.id),
                on_paper=isinstance(picture, Canvases),
            )


def downloads(voice: Voice, shown: Shown) -> Iterator[Downloads]:
    """The files of it, where they can be asked for: a calendar where there is a day to stand in it."""
    if shown.version is not None:
        document, number = shown.version
        forms = [form for form in FORMS if form != "ics" or due_days(shown.dialogue, shown.answers)]
        items = tuple(Download(voice.say(f"file.{form}"), form, shown.action("file", form)) for form in forms)
        yield Downloads(voice.say("file.menu"), items, document, number)


def tables(voice: Voice, shown: Shown) -> Iterator[TableBlock]:
    """The tables of what follows, without those that tell the document itself."""
    for table in shown.conclusion.tables:
        if not table.tells:
            yield table_block(voice, shown, table)


def all_tables(shown: Shown) -> Iterator[Table]:
    """Every table of what follows, and of the document itself."""
    yield from shown.conclusion.tables
    for section in sections(shown.dialogue, shown.answers):
        yield from section.tables


def table_block(voice: Voice, shown: Shown, table: Table, *, whole: bool = False) -> TableBlock:
    """One table in the person's language; ``whole``: with the columns in which nothing stands."""
    filled = table if whole else table.filled()
    main = tuple(at for at, column in enumerate(filled.columns) if column in table.main)
    return TableBlock(
        title=voice.text(shown.dialogue.id, table.title),
        columns=tuple(voice.text(shown.dialogue.id, column) for column in filled.columns),
        rows=tuple(tuple(_cell(voice, cell) for cell in row) for row in filled.rows),
        note=voice.words(table.rule) if table.rule else "",
        main=main if len(main) < len(filled.columns) else (),
        aside=table.aside and shown.version is not None,
        action=shown.action("table", table.id),
    )


def _cell(voice: Voice, cell: Value) -> Cell:
    if isinstance(cell, tuple):
        return voice.together(cell)
    if isinstance(cell, str):
        return voice.shown(cell)
    return cell if isinstance(cell, int) and abs(cell) < GROUPED else Figure(voice.figure(cell))


def whole_title(title: str, statement: str) -> str:
    """The title of a document, whole where its sentence tells the rest of one that was shortened; it stands once.

    It has no full stop, as it is quoted inside of sentences.
    """
    begun = re.sub(r"\s*…$", "", title)
    whole = statement if statement.startswith(begun) and len(statement) <= LONGEST else title
    return whole.removesuffix(".") or whole


LONGEST = 240
"""Characters of a sentence that can stand as a title."""
