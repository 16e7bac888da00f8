"""Requests become events: what a browser sends, in the words of `bot.chat.events`.

The names of the inputs of a form carry the kind of the field: ``one.<field>`` for a single answer,
``many.<field>`` for choices, ``grid.<field>.<column>.<row>``, and ``conflict.<key>`` for a decision.
"""

import re
from collections.abc import Iterable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.chat.events import Actor, Command, FormSent, HomeOpened, Intent, Opened, Place, Pressed, Said
from bot.web.limits import FIELDS
from flows.fields import Raw
from flows.forms import FormRef

_COMMAND = re.compile(r"/([a-z][a-z-]{0,40})(?:\s+(.*))?", re.DOTALL)


async def read_form(request: Request) -> FormData:
    """The fields of a posted form; they are remembered, so that an error page can give them back.

    Raises:
        HTTPException: the form cannot be read.
    """
    form = await request.form(max_files=0, max_fields=FIELDS)
    request.scope["typed"] = [text for key, text in _texts(form) if key == "text" or "." in key]
    return form


def said(actor: Actor, form: FormData) -> Said | Command | None:
    """What was written into the chat; None if it was empty."""
    text = _text(form, "text").strip()
    if found := _COMMAND.fullmatch(text):
        return Command(actor=actor, place=_place(actor), name=found[1], text=(found[2] or "").strip())
    return Said(actor=actor, place=_place(actor), text=text) if text else None


def pressed(actor: Actor, form: FormData) -> Pressed:
    """A button of a message, wherever the message was shown."""
    action, message = _text(form, "action"), _text(form, "message")
    return Pressed(actor=actor, place=_place(actor), action=action, message=message)


def home_opened(actor: Actor) -> HomeOpened:
    return HomeOpened(actor=actor, place=_place(actor))


def opened(actor: Actor, document: str, ref: FormRef) -> Opened:
    return Opened(actor=actor, place=_place(actor), document=document, ref=ref)


def form_sent(actor: Actor, document: str, ref: FormRef, form: FormData) -> FormSent:
    """A page or row with its answers; the button that was pressed says what is wanted.

    Raises:
        HTTPException: the form was not made by this site.
    """
    intent, _, rest = _text(form, "do").partition("|")
    field, _, row = rest.partition("|")
    if intent == Intent.SAVE_ROW:
        field, row = ref.field, ref.row
    revision = _text(form, "revision")
    if intent not in set(Intent) or not revision.isascii() or not revision.isdigit():
        raise HTTPException(400)
    return FormSent(
        actor=actor,
        place=_place(actor),
        document=document,
        ref=ref,
        revision=int(revision),
        answers=answers_of(form),
        intent=Intent(intent),
        field=field,
        row=row,
        choices={
            key.removeprefix("conflict."): text
            for key, text in _texts(form)
            if key.startswith("conflict.") and text in ("mine", "theirs")
        },
    )


def answers_of(form: FormData) -> dict[str, Raw]:
    """The raw answers of the fields that the page showed, as typed."""
    answers: dict[str, Raw] = {}
    for key, text in _texts(form):
        kind, _, name = key.partition(".")
        if kind == "one":
            answers[name] = text
        elif kind == "many":
            chosen = answers.setdefault(name, [])
            if text:
                chosen.append(text)
        elif kind == "grid" and name.count(".") >= 2:
            field, column, row = name.split(".", 2)
            answers.setdefault(field, {}).setdefault(row, {})[column] = text
    return answers


def _place(actor: Actor) -> Place:
    return Place(conversation=actor.account)


def _texts(form: FormData) -> Iterable[tuple[str, str]]:
    for key, value in form.multi_items():
        if isinstance(value, str):
            # Browsers send line ends as CR LF; a database cannot hold NUL.
            yield key, value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _text(form: FormData, name: str) -> str:
    return dict(_texts(form)).get(name, "")
