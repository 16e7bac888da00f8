"""What people send, the same from every surface."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.fields import Raw
from flows.forms import FormRef


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Belonging(StrEnum):
    """What somebody is to the workspace in which the advisor is installed, as far as the platform tells."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    """Somebody of another workspace, in a conversation that two share."""
    FORMER = "former"
    """A member of the workspace who has no part in the programme (any more)."""
    DELETED = "deleted"
    BOT = "bot"
    UNKNOWN = "unknown"
    """The platform does not tell: nobody is taken for a member on a guess."""


class Actor(_Frozen):
    """Who acts, as far as the surface knows.

    ``account`` and ``workspace`` are plain ids such as ``slack:T1:U2`` and ``slack:T1``; ``locale`` is a BCP 47
    tag, ``zone`` an IANA name, ``workspace_name`` what the workspace is called.  Unknown ones stay empty and keep what
    the store knows.  ``zone_guessed``: the zone is that of a browser, which counts only for somebody of whom no chat
    tells it and who has not chosen one.  ``on_page``: they were signed in on the web page, so they are known.  ``also``
    are other accounts that are certainly theirs, such as that of before the platform gave them this one.
    """

    account: str
    workspace: str
    name: str = ""
    locale: str = ""
    zone: str = ""
    workspace_name: str = ""
    zone_guessed: bool = False
    on_page: bool = False
    belonging: Belonging = Belonging.UNKNOWN
    also: tuple[str, ...] = ()


class Place(_Frozen):
    """Where an answer goes: a conversation, and the thread in it if there is one.

    ``conversation`` is a plain id: ``slack:T1:D5``, ``web:ana``.  ``shared``: others read it, too; ``alone``: what is
    answered there only the person sees.  ``began`` is when the message was written on which the thread hangs, where the
    platform tells; ``own``: the person wrote it, not the advisor.
    """

    conversation: str
    thread: str = ""
    shared: bool = False
    alone: bool = False
    began: datetime | None = None
    own: bool = False


class SentFile(_Frozen):
    """A file that somebody sent.  ``problem`` is the message that says why its content is not here; empty if it is."""

    name: str
    content: bytes = Field(b"", repr=False)
    problem: str = ""


class Said(_Frozen):
    """Somebody wrote something to the advisor: a direct message, or a mention without the mention itself."""

    actor: Actor
    place: Place
    text: str
    files: tuple[SentFile, ...] = ()


class Command(_Frozen):
    """A slash command: ``name`` without the slash, ``text`` behind it."""

    actor: Actor
    place: Place
    name: str
    text: str = ""


class Pressed(_Frozen):
    """A button of a message.  ``action`` is the `Button.action` that was drawn; ``message`` the id of its message."""

    actor: Actor
    place: Place
    action: str
    message: str = ""


class Intent(StrEnum):
    """What the person wants with the form they send; the answers are kept whatever it is."""

    NEXT = "next"
    KEEP = "keep"
    """Only keep what was typed: nothing is checked, and the person stays where they are."""
    BACK = "back"
    CLOSE = "close"
    REVIEW = "review"
    SKIP = "skip"
    """Go on although something on the page is not right yet."""
    ADD_ROW = "add-row"
    EDIT_ROW = "edit-row"
    REMOVE_ROW = "remove-row"
    ROW_UP = "row-up"
    ROW_DOWN = "row-down"
    SAVE_ROW = "save-row"
    SAVE_AND_ADD = "save-and-add"
    """Save the row and begin another one."""
    RESTORE_ROW = "restore-row"
    """Put a row back that was removed."""
    PASTE = "paste"
    """Add several rows at once from a list."""


class FormSent(_Frozen):
    """A page or row of a dialogue, with the answers as typed.

    ``revision`` is the one the person saw (`FormView.revision`).  ``answers`` holds the raw fields of the page or
    row: fields that the surface did not show are left out and stay as they are (repeats among them: their rows
    are sent one by one).  ``field`` and ``row`` belong to the row intents, ``before`` to putting a row back: a revision
    in which it stood; ``pasted`` is the list to be added.  ``choices`` are decisions about conflicts: conflict key →
    ``mine`` or ``theirs``.  ``continued``: the surface may have kept earlier states of this form since ``revision``,
    which are replaced by this one.  ``file`` was chosen where the form takes one.
    """

    actor: Actor
    place: Place
    document: str
    ref: FormRef
    revision: int
    answers: dict[str, Raw]
    intent: Intent = Intent.NEXT
    field: str = ""
    row: str = ""
    before: int = 0
    pasted: str = ""
    choices: dict[str, str] = Field(default_factory=dict)
    continued: bool = False
    file: SentFile | None = None


class Opened(_Frozen):
    """Somebody opens a document: a page or row of it, its review (``page="review"``), or the finished document
    (``page=""``: the review while it is a draft)."""

    actor: Actor
    place: Place
    document: str
    ref: FormRef = FormRef(page="")


class FileWanted(_Frozen):
    """Somebody wants a file of a version of a document; ``name`` says which and in what form: ``priorities.svg``.

    ``dark``: for a page with light letters on a dark ground; ``on_paper``: for one that is printed.
    """

    actor: Actor
    place: Place
    document: str
    version: str
    name: str
    dark: bool = False
    on_paper: bool = False


class HomeOpened(_Frozen):
    """Somebody looks at Home; ``view`` is the `HomeLink.view` that led there, empty for the first one."""

    actor: Actor
    place: Place
    view: str = ""


class ChatOpened(_Frozen):
    """Somebody looks at their own conversation with the advisor, and may not have written anything yet."""

    actor: Actor
    place: Place


Event = Said | Command | Pressed | FormSent | Opened | FileWanted | HomeOpened | ChatOpened
