"""What people see, as data: each surface draws it in its own way.

Every text is in the person's language already.  Texts named *marked up* use the small markup of `bot.chat.markup`
(bold, links, lists, paragraphs); all others are plain and must be escaped as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Discriminator

from flows.forms import Form, FormRef
from flows.reading.names import Known

Cell = str | int | float


class Style(StrEnum):
    """How prominent a button is."""

    PRIMARY = "primary"
    NORMAL = "normal"
    DANGER = "danger"
    LINK = "link"  # beside the main button, where a surface can draw it as a link


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
    """A list with a heading, ``empty`` where it is; ``count`` of them in all, to which ``ways`` lead."""

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
    | Entries
    | Buttons
    | Links
    | Rating
    | NextStep
    | Path
    | Tabs
    | Divider,
    Discriminator("kind"),
]


class Audience(StrEnum):
    """Who may read a message."""

    PRIVATE = "private"
    """The person alone: a surface never sends it where others read."""
    HERE = "here"
    """Everybody who reads the conversation in which it answers."""


@dataclass(frozen=True)
class Message:
    """One message.  ``summary`` is plain text for notifications and screen readers.

    ``by`` is the name of the person whose words it brings; empty for the advisor's own.  A message is private
    unless it says otherwise.  ``locale`` is the language in which it is worded, empty where a surface is to find
    out.
    """

    summary: str
    blocks: tuple[Block, ...] = ()
    by: str = ""
    audience: Audience = Audience.PRIVATE
    locale: str = ""


@dataclass(frozen=True)
class ConflictChoice:
    """A field that two people changed: both values, and the key under which the choice is sent back."""

    key: str
    label: str
    mine: str
    theirs: str
    theirs_by: str


@dataclass(frozen=True)
class FormView:
    """A page of a dialogue to be filled in.

    ``notices`` are plain lines above the form (taken over from your goal, saved at …).  ``revision`` goes back with
    the answers.  ``people`` are colleagues to offer for person fields, ``workspace`` the one from which the form is
    opened.  ``alone``: it is the only page of something that is no document, saved by one button.
    """

    document: str
    revision: int
    form: Form
    notices: tuple[str, ...] = ()
    conflicts: tuple[ConflictChoice, ...] = ()
    people: Sequence[Known] = ()
    workspace: str = ""
    first: bool = False
    last: bool = False
    alone: bool = False


@dataclass(frozen=True)
class ReviewPart:
    """A page on the review: its answers as label/value pairs, and what is still to be mended."""

    page: str
    title: str
    entries: tuple[tuple[str, str], ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewView:
    """All answers before submitting.  ``leftovers`` are answers to questions no longer asked: label, value.

    ``away`` puts the draft away, or what was changed since it was submitted; None where nothing was.
    """

    document: str
    title: str
    revision: int
    parts: tuple[ReviewPart, ...]
    leftovers: tuple[tuple[str, str], ...] = ()
    can_submit: bool = True
    away: Button | None = None


@dataclass(frozen=True)
class DocumentView:
    """A submitted document: what it says and what follows from it.

    ``ref`` says which part of it this is, by a page and a row; None for the latest version.  ``paper``: one may want
    to keep or print it.
    """

    document: str
    title: str
    content: Message
    ref: FormRef | None = None
    paper: bool = True


View = FormView | ReviewView | DocumentView


@dataclass(frozen=True)
class Reply:
    """What the advisor answers to one event.

    ``messages`` go to the place the event came from, in order.  ``view`` is opened for the person (a modal, a
    page); ``home`` is the new Home.  ``replace`` takes the place of the message whose button was pressed.
    ``window`` is shown to the person in a window of its own that leaves nothing behind in any history.  ``shared``
    is what the person decided to show to everybody in the place.  A message that is private, a view, Home and a
    window never go where others read, whatever the place.
    ``passing`` is a short plain word for the person alone that is kept nowhere.  ``home_view`` is the view that
    ``home`` shows.
    ``failed``: nothing of it was done or saved, and the message says so; ``wait``: it may be sent again after so many
    seconds.
    """

    messages: tuple[Message, ...] = ()
    view: View | None = None
    home: Message | None = None
    replace: Message | None = None
    window: Message | None = None
    shared: Message | None = None
    passing: str = ""
    home_view: str = ""
    failed: bool = False
    wait: int = 0
