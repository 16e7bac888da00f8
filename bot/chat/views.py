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
class Entry:
    """One item of a list on Home or elsewhere: a title, a line below it, and its buttons."""

    title: str
    detail: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Entries:
    """A list with a heading; ``empty`` is shown when there are none."""

    title: str
    items: tuple[Entry, ...]
    empty: str = ""
    kind: Literal["entries"] = "entries"


@dataclass(frozen=True)
class Buttons:
    items: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True)
class Divider:
    kind: Literal["divider"] = "divider"


Block = Annotated[
    Heading | Text | Note | Facts | Findings | TableBlock | Entries | Buttons | Divider,
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
    """A field that two people changed: both values, and the key under which the choice is sent back.

    ``path`` is the field inside its page: field, or field → row → field of the row.
    """

    key: str
    label: str
    mine: str
    theirs: str
    theirs_by: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Removed:
    """An entry that was just removed and can be put back: it stood in ``revision``."""

    field: str
    row: str
    title: str
    revision: int


@dataclass(frozen=True)
class FormView:
    """A page of a dialogue to be filled in.

    ``notices`` are plain lines above the form (taken over from your goal, saved at …).  ``revision`` goes back with
    the answers.  ``people`` are colleagues to offer for person fields, ``workspace`` the one from which the form is
    opened.  ``at`` is the entry from which one comes back to the page.  ``passing``: opened anew, the form would be
    another one.
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
    at: FormRef | None = None
    removed: Removed | None = None
    passing: bool = False


@dataclass(frozen=True)
class Problem:
    """Something to look at: a sentence, and the field it is about (``key`` on the page or row ``ref``)."""

    text: str
    ref: FormRef
    key: str = ""


@dataclass(frozen=True)
class ReviewPart:
    """A page on the review: its answers as label/value pairs, what is still to be mended, and what does not fit."""

    page: str
    title: str
    entries: tuple[tuple[str, str], ...]
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


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

    ``ref`` says which part of it this is, by a page and a row; None for the latest version.
    """

    document: str
    title: str
    content: Message
    ref: FormRef | None = None


View = FormView | ReviewView | DocumentView


@dataclass(frozen=True)
class Reply:
    """What the advisor answers to one event.

    ``messages`` go to the place the event came from, in order.  ``view`` is opened for the person (a modal, a
    page); ``home`` is the new Home.  ``replace`` takes the place of the message whose button was pressed.
    ``window`` is shown to the person in a window of its own that leaves nothing behind in any history.  ``shared``
    is what the person decided to show to everybody in the place.  A message that is private, a view, Home and a
    window never go where others read, whatever the place.
    ``failed``: nothing of it was done or saved, and the message says so; ``wait``: it may be sent again after so many
    seconds.
    """

    messages: tuple[Message, ...] = ()
    view: View | None = None
    home: Message | None = None
    replace: Message | None = None
    window: Message | None = None
    shared: Message | None = None
    failed: bool = False
    wait: int = 0
