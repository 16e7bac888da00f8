"""What is noted of what people do: which button, form or command, on which things, when; never a word that anybody
wrote.

A deed is noted in the transaction in which it is done: it is kept exactly if the rest is.  Who only looks does nothing.
What leaves the advisor, such as a file, changes nothing, so that is noted by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from uuid import uuid4

from bot.advisor.turn import Turn
from bot.chat.events import Command, Event, FileWanted, FormSent, Intent, Said
from bot.chat.views import Reply
from bot.store import audit
from bot.store.audit import DONE, REFUSED, Deed
from bot.store.engine import Tx

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
MOST = 4
"""Ids of one deed that are kept."""
_WORDS = frozenset({"command"})
"""Buttons behind whose first part stands what somebody typed."""
_SHOWN = ("image/", "text/calendar")
"""Kinds of files that show what the person sees anyway."""


def begun(turn: Turn, event: Event) -> Turn:
    """The same turn, in which whatever is changed is noted as done by what the person sent.

    What a message turns out to ask for is named as soon as it is known, by `noting`.  However often somebody saves a
    document on a day, it is noted once.
    """
    match event:
        case Said() | Command():
            return noting(turn, "message", "said")
        case FormSent(document=document, intent=intent):
            name, *about = document.split(":")
            if turn.registry.page(document):
                return noting(turn, "form", name, about, daily=intent is Intent.KEEP)
            return noting(turn, "document", "save", [document], daily=True)
    return turn


def noting(turn: Turn, name: str, verb: str, parts: Sequence[str] = (), *, daily: bool = False) -> Turn:
    """The same turn, in which whatever is changed is noted under this name; one turn is one deed.  ``daily``: and all
    of a day are one."""
    deed = _deed(turn, name, verb, parts, DONE)
    if daily:
        same = "|".join((deed.actor, deed.action, deed.object, deed.at.date().isoformat()))
        deed = replace(deed, id=sha256(same.encode()).hexdigest()[:32])
    services = replace(turn.services, store=turn.services.store.noting(partial(_note, deed)))
    return replace(turn, services=services, deed=deed.id)


def apart(turn: Turn) -> Turn:
    """The same turn, of which nothing is noted: what it changes is the person's alone, such as a question."""
    return replace(turn, services=replace(turn.services, store=turn.services.store.noting(None)), deed="")


async def refuse(turn: Turn, name: str, verb: str, parts: Sequence[str]) -> None:
    """Note that somebody tried what they may not, or what is not there for them."""
    deed = _deed(turn, name, verb, parts, REFUSED)
    await turn.services.store.write(lambda tx: audit.note(tx, deed), durable=False)


async def taken(turn: Turn, event: FileWanted, reply: Reply) -> Reply:
    """The same reply to somebody who wants a file, which is noted once a day."""
    name, *about = event.document.split(":")
    of_page = turn.registry.page(event.document) or turn.registry.file(event.document)
    noted = noting(turn, *(("file", name, about) if of_page else ("file", "document", [name])), daily=True)
    return await left(noted, reply)


async def left(turn: Turn, reply: Reply) -> Reply:
    """The same reply; that something of the advisor leaves with it is noted, also where nothing was changed."""
    if reply.shared or any(not file.media_type.startswith(_SHOWN) for file in reply.files):
        await turn.services.store.write(lambda tx: None, durable=False)
    return reply


def note_new(tx: Tx, turn: Turn) -> None:
    """Note that somebody is known from now on."""
    audit.note(tx, _deed(turn, "person", "new", (), DONE))


def _note(deed: Deed, tx: Tx) -> None:
    audit.note(tx, deed)


def ids_of(name: str, parts: Sequence[str]) -> str:
    """The ids among what stands behind the name of a button, with colons between; never what somebody typed."""
    known = parts[:1] if name in _WORDS else parts[:MOST]
    return ":".join(part for part in known if _ID.fullmatch(part))


def _deed(turn: Turn, name: str, verb: str, parts: Sequence[str], outcome: str) -> Deed:
    id, person = turn.deed or uuid4().hex, turn.person
    named = f"{name}:{verb}", ids_of(name, parts)
    return Deed(id, turn.now, person.id, person.role, person.cluster, *named, outcome)
