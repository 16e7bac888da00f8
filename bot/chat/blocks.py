"""The parts of which messages are made, as data: each surface draws them in its own way.

Every text is in the person's language already.  Texts named *marked up* use the small markup of `bot.chat.markup`
(bold, links, lists, paragraphs); all others are plain and must be escaped as such.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Discriminator

Cell = str | int | float

MARK = 4
"""Letters of a mark, such as R/A, or of a figure, at most."""


class Figure(str):
    """A figure as people read it: where there is room, a table aligns it as one."""

    __slots__ = ()


class Style(StrEnum):
    """How prominent a button is."""

    PRIMARY = "primary"
    NORMAL = "normal"
    DANGER = "danger"
    LINK = "link"
    """Beside the main button: a surface that can draws it as a link."""


@dataclass(frozen=True)
class Button:
    """``action`` comes back in `bot.chat.events.Pressed`; with ``url`` it is a link and nothing comes back.

    ``confirm`` is a question to be answered before the press counts.
    """

    label: str
    action: str = ""
    style: Style = Style.NORMAL
    url: str = ""
    confirm: str = ""


@dataclass(frozen=True)
class Heading:
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Text:
    """Marked-up text, any number of paragraphs and lists."""

    markup: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Note:
    """Marked-up small print: sources, dates, what happens next."""

    markup: str
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class Facts:
    """Short plain label/value pairs."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Findings:
    """Plain sentences with how much each matters."""

    items: tuple[tuple[Literal["good", "advice", "warning"], str], ...]
    kind: Literal["findings"] = "findings"


@dataclass(frozen=True)
class TableBlock:
    """A plain table; a surface without tables draws it as lists.

    A surface with little room shows the ``main`` columns only (by their places; all where there are none), and of a
    table that stands ``aside`` only the title.  A press on ``action`` then shows all of it.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    main: tuple[int, ...] = ()
    aside: bool = False
    action: str = ""
    kind: Literal["table"] = "table"

    @property
    def holds_marks(self) -> bool:
        """Whether nothing but marks and figures of a few letters stands beside the first column."""
        return all(len(str(cell)) <= MARK for row in self.rows for cell in row[1:])


@dataclass(frozen=True)
class Part:
    """A part of a document with its title.

    A surface with little room shows only the title of one that is long; a press on ``action`` then shows all of it.
    """

    title: str
    items: tuple[Facts | TableBlock, ...]
    action: str = ""
    kind: Literal["part"] = "part"


@dataclass(frozen=True)
class PictureBlock:
    """A picture of a version of a document.  ``alt`` says in sentences what it shows.

    A page draws it from the file of its ``id``; a surface that cannot shows it when it is asked for, by a press on
    ``action``.  ``on_paper``: there it is another one, for which a telephone has no room.
    """

    title: str
    alt: str
    id: str
    document: str
    version: int
    action: str
    on_paper: bool = False
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True)
class Download:
    """One form of a file: ``form`` is how its name ends; a press on ``action`` brings it."""

    label: str
    form: str
    action: str


@dataclass(frozen=True)
class Downloads:
    """The files of a version of a document.  A page links them; other surfaces send the one that is asked for."""

    title: str
    items: tuple[Download, ...]
    document: str
    version: int
    kind: Literal["downloads"] = "downloads"


@dataclass(frozen=True)
class Chip:
    """A state in a word or two, such as “Draft”, with how much it matters."""

    text: str
    tone: Literal["plain", "good", "advice", "warning"] = "plain"


@dataclass(frozen=True)
class HomeLink:
    """A way to another view of Home; ``view`` comes back in `bot.chat.events.HomeOpened`."""

    label: str
    view: str


@dataclass(frozen=True)
class Entry:
    """One item of a list on Home or elsewhere: a title, a line below it, its states and its buttons.

    ``over``: it is done, and stands there to be taken back.
    """

    title: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()
    chips: tuple[Chip, ...] = ()
    over: bool = False


@dataclass(frozen=True)
class Entries:
    """A list with a heading; ``empty`` is shown when there are none.

    ``count``: how many there are in all, None where that is no matter.  ``ways`` lead to those that are not shown.
    """

    title: str
    items: tuple[Entry, ...]
    empty: str = ""
    count: int | None = None
    ways: tuple[HomeLink, ...] = ()
    kind: Literal["entries"] = "entries"


@dataclass(frozen=True)
class Buttons:
    """Buttons in a row; ``more`` stand in a menu of the name ``menu`` behind them."""

    items: tuple[Button, ...]
    more: tuple[Button, ...] = ()
    menu: str = ""
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True)
class Links:
    """Where one can read on: less than buttons.  A page draws links, Slack a menu beside their names."""

    title: str
    items: tuple[Button, ...]
    kind: Literal["links"] = "links"


@dataclass(frozen=True)
class Rating:
    """Whether something helped: one press of the person, of which nobody else learns."""

    question: str
    up: Button
    down: Button
    kind: Literal["rating"] = "rating"


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now, on top of Home."""

    title: str
    what: str
    detail: str = ""
    chips: tuple[Chip, ...] = ()
    buttons: tuple[Button, ...] = ()
    kind: Literal["next-step"] = "next-step"


@dataclass(frozen=True)
class Stage:
    """One stage of a path: behind the person, where they stand, or ahead."""

    name: str
    state: Literal["done", "now", "ahead"]


@dataclass(frozen=True)
class Path:
    """The stages of the work in their order; ``title`` is for those who do not see them."""

    title: str
    stages: tuple[Stage, ...]
    kind: Literal["path"] = "path"


@dataclass(frozen=True)
class Search:
    """A field for words; ``view`` with the words behind it is the view of Home that shows what was found.

    ``words`` are those of the view that is open; ``button`` starts it where a field needs one.
    """

    label: str
    button: str
    view: str
    words: str = ""
    kind: Literal["search"] = "search"


@dataclass(frozen=True)
class Progress:
    """How many of all are done: a bar under a name, with ``text`` that says the same in words."""

    label: str
    done: int
    all: int
    text: str
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True)
class Tabs:
    """The views of one page; ``current`` is the view that is open."""

    title: str
    items: tuple[HomeLink, ...]
    current: str
    kind: Literal["tabs"] = "tabs"


@dataclass(frozen=True)
class Divider:
    kind: Literal["divider"] = "divider"


Block = Annotated[
    Heading
    | Text
    | Note
    | Facts
    | Findings
    | TableBlock
    | Part
    | PictureBlock
    | Downloads
    | Entries
    | Buttons
    | Links
    | Rating
    | NextStep
    | Path
    | Progress
    | Tabs
    | Search
    | Divider,
    Discriminator("kind"),
]
