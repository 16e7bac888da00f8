"""Requests become events: what a browser sends, in the words of `bot.chat.events`.

The names of the inputs of a form carry the kind of the field: ``one.<field>`` for a single answer,
``many.<field>`` for choices, ``grid.<field>.<column>.<row>``, and ``conflict.<key>`` for a decision.
"""

import re
from collections.abc import Iterable

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot import addresses
from bot.chat.events import (
    Actor,
    Command,
    FileWanted,
    FormSent,
    HomeOpened,
    Intent,
    Opened,
    Place,
    Pressed,
    Said,
    SentFile,
)
from bot.web.limits import FIELDS, NUMBER, TEXT
from flows.fields import Raw
from flows.forms import FormRef

_TOO_LONG = (
    "Your message has {length:,} characters; the advisor reads up to {most:,}. Your text is still there. Send the "
    "question alone: a long text belongs into one of the dialogues."
)
FILE = "file"
"""The input for a file."""
TAKE = "take"
"""The button of an offer: ``take|<name of the input>|<raw answer>``."""

_COMMAND = re.compile(r"/([a-z][a-z-]{0,40})(?:\s+(.*))?", re.DOTALL)


async def read_form(request: Request, files: int = 0) -> FormData:
    """The fields of a posted form, with so many files at most; an error page can give the texts back.

    Raises:
        HTTPException: the form cannot be read.
    """
    try:
        form = await request.form(max_files=files, max_fields=FIELDS)
    except (ValueError, LookupError):  # not in the form, or not in the signs, that it says it has
        raise HTTPException(400) from None
    request.scope["typed"] = [text for key, text in _texts(form) if key == "text" or "." in key]
    return form


async def sent_file(form: FormData) -> SentFile | None:
    """The file that was chosen; None where there is none."""
    sent = form.get(FILE)
    if not isinstance(sent, UploadFile):
        return None
    name, content = sent.filename or "", await sent.read()
    await form.close()
    return SentFile(name=_storable(name), content=content) if name or content else None


def text(form: FormData, name: str) -> str:
    """What a field holds, empty if it is missing."""
    return dict(_texts(form)).get(name, "")


def number(text: str) -> int | None:
    """A number that a database takes; None for everything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER else None


def said(actor: Actor, form: FormData) -> Said | Command | None:
    """What was written into the chat; None if it was empty.

    Raises:
        HTTPException: it is longer than the advisor reads.
    """
    written = text(form, "text").strip()
    if len(written) > TEXT:
        raise HTTPException(413, _TOO_LONG.format(length=len(written), most=TEXT))
    if found := _COMMAND.fullmatch(written):
        return Command(actor=actor, place=_place(actor), name=found[1], text=(found[2] or "").strip())
    return Said(actor=actor, place=_place(actor), text=written) if written else None


def pressed(actor: Actor, form: FormData) -> Pressed:
    """A button of a message, wherever the message was shown.

    Raises:
        HTTPException: this site has no such button.
    """
    action, message = text(form, "action"), text(form, "message")
    if any(part.isdigit() and number(part) is None for part in action.split(":")):
        raise HTTPException(400)
    return Pressed(actor=actor, place=_place(actor), action=action, message=message)


def joining(actor: Actor, code: str) -> Command:
    """Joining with the code of an invitation."""
    return Command(actor=actor, place=_place(actor), name="join", text=code)


def home_opened(actor: Actor, view: str = "") -> HomeOpened:
    return HomeOpened(actor=actor, place=_place(actor), view=view)


def opened(actor: Actor, document: str, ref: FormRef) -> Opened:
    return Opened(actor=actor, place=_place(actor), document=document, ref=ref)


def file_wanted(
    actor: Actor, document: str, version: str, name: str, *, dark: bool = False, on_paper: bool = False
) -> FileWanted:
    place = _place(actor)
    return FileWanted(
        actor=actor, place=place, document=document, version=version, name=name, dark=dark, on_paper=on_paper
    )


def form_sent(actor: Actor, document: str, ref: FormRef, form: FormData, file: SentFile | None = None) -> FormSent:
    """A page or row with its answers; the button that was pressed says what is wanted.

    Raises:
        HTTPException: the form was not made by this site.
    """
    intent, _, rest = text(form, "do").partition("|")
    field, _, row = rest.partition("|")
    before = 0
    if intent == Intent.RESTORE_ROW:
        row, _, revision_before = row.partition("|")
        before = number(revision_before) or 0
    offered = (field, row) if intent == TAKE else None
    answers = answers_of(form, offered)
    if offered:  # the page is saved with it
        intent, field, row = (Intent.SAVE_ROW if ref.row else Intent.NEXT), "", ""
    if intent in (Intent.SAVE_ROW, Intent.SAVE_AND_ADD):
        field, row = ref.field, ref.row
    revision = number(text(form, "revision"))
    if intent not in set(Intent) or revision is None:
        raise HTTPException(400)
    return FormSent(
        actor=actor,
        place=_place(actor),
        document=document,
        ref=ref,
        revision=revision,
        answers=answers,
        intent=Intent(intent),
        field=field,
        row=row,
        before=before,
        pasted=text(form, "pasted"),
        continued=text(form, "continued") == "1",
        file=file,
        choices={
            key.removeprefix("conflict."): text
            for key, text in _texts(form)
            if key.startswith("conflict.") and text in ("mine", "theirs")
        },
    )


def answers_of(form: FormData, offered: tuple[str, str] | None = None) -> dict[str, Raw]:
    """The raw answers of the fields that the page showed, as typed; ``offered`` is the name of an input with the answer
    that was taken instead of what stands in it.

    Raises:
        HTTPException: the form has one field in two kinds.
    """
    single: dict[str, Raw] = {}
    several: dict[str, list[str]] = {}
    grids: dict[str, dict[str, dict[str, str]]] = {}
    texts = [(key, value) for key, value in _texts(form) if offered is None or key != offered[0]]
    for key, value in [*texts, *([offered] if offered else [])]:
        kind, _, name = key.partition(".")
        if kind == "one":
            single[name] = value
        elif kind == "many":
            several.setdefault(name, []).extend([value] if value else [])
        elif kind == "grid" and name.count(".") >= 2:
            field, column, row = name.split(".", 2)
            grids.setdefault(field, {}).setdefault(row, {})[column] = value
    answers: dict[str, Raw] = {**single, **several, **grids}
    if len(answers) < len(single) + len(several) + len(grids):
        raise HTTPException(400)
    return answers


def _place(actor: Actor) -> Place:
    return Place(conversation=actor.account)


def _texts(form: FormData) -> Iterable[tuple[str, str]]:
    for key, value in form.multi_items():
        if isinstance(value, str):
            # Browsers send line ends as CR LF.
            yield _storable(key), _storable(value).replace("\r\n", "\n").replace("\r", "\n")


def _storable(text: str) -> str:
    """A text without what a database cannot hold: NUL, and halves of signs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def source(request: Request) -> str:
    """The address from which something is asked, as it is counted."""
    host = request.client.host if request.client else ""
    address = addresses.parsed(host)
    return host if address is None else addresses.source(address)
