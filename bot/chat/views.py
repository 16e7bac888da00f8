"""What people see, as data: messages and pages, which each surface draws in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.blocks import Block, Button
from flows.forms import Form, FormRef
from flows.reading.names import Known


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
class FileField:
    """A file that can be sent with a form: what is asked, how, and what is wrong with the one that was sent.

    ``endings`` are those a browser offers first; ``most`` is how many bytes it may have.
    """

    label: str
    help: str
    endings: tuple[str, ...]
    most: int
    error: str = ""


@dataclass(frozen=True)
class FormView:
    """A page of a dialogue to be filled in.

    ``notices`` are plain lines above the form (taken over from your goal, saved at …).  ``revision`` goes back with
    the answers.  ``people`` are colleagues to offer for person fields, ``workspace`` the one from which the form is
    opened.  ``at`` is the entry from which one comes back to the page.  ``passing``: opened anew, the form would be
    another one.  ``alone``: it is the only page of something that is no document, saved by one button,
    which says ``submit`` where it does something else.  ``file`` is asked for above all else.  ``voluntary``: nothing
    must be answered, which is said once, and every answer can be taken back.
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
    alone: bool = False
    submit: str = ""
    file: FileField | None = None
    voluntary: bool = False


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

    ``ref`` says which part of it this is, by a page and a row; None for the latest version.  ``paper``: one may want to
    keep or print it.
    """

    document: str
    title: str
    content: Message
    ref: FormRef | None = None
    paper: bool = True


View = FormView | ReviewView | DocumentView


@dataclass(frozen=True)
class File:
    """A file for the person alone.  ``alt`` says what it shows, for a picture; ``action`` is the button that makes it
    again, empty where none does."""

    name: str
    media_type: str
    content: bytes
    title: str
    alt: str = ""
    action: str = ""


@dataclass(frozen=True)
class Prompt:
    """Something that one could write: ``message`` is sent in the person's name when they choose ``title``."""

    title: str
    message: str


@dataclass(frozen=True)
class Reply:
    """What the advisor answers to one event.

    ``messages`` go to the place the event came from, in order.  ``view`` is opened for the person (a modal, a
    page); ``home`` is the new Home.  ``replace`` takes the place of the message whose button was pressed.
    ``window`` is shown to the person in a window of its own that leaves nothing behind in any history; ``lasts`` are
    the seconds after which it is worth nothing, 0 for ever: where there are no windows, it is taken away then.
    ``shared`` is what the person decided to show to everybody in the place.  A message that is private, a view, Home
    and a window never go where others read, whatever the place.
    ``files`` are for the person, too: a page offers or shows them, Slack uploads them to their direct messages.
    ``prompts`` are shown where the person writes, if the surface can.
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
    lasts: float = 0
    shared: Message | None = None
    files: tuple[File, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    passing: str = ""
    home_view: str = ""
    failed: bool = False
    wait: int = 0
