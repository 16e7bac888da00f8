"""What is noted of what people do: which button, on which things, when; never a word that anybody wrote.

A deed is noted in the transaction in which it is done: it is kept exactly if the rest is.  Who only looks does nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from bot.advisor.turn import Turn
from bot.store import audit
from bot.store.audit import DONE, REFUSED, Deed
from bot.store.engine import Tx

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
MOST = 4
"""Ids of one deed that are kept."""
_WORDS = frozenset({"command"})
"""Buttons behind whose first part stands what somebody typed."""


def noting(turn: Turn, name: str, verb: str, parts: Sequence[str]) -> Turn:
    """The same turn, in which whatever is changed is noted as done by this button or form."""
    note = partial(_note, _deed(turn, name, verb, parts, DONE))
    services = replace(turn.services, store=turn.services.store.noting(note))
    return replace(turn, services=services)


async def refuse(turn: Turn, name: str, verb: str, parts: Sequence[str]) -> None:
    """Note that somebody tried what they may not, or what is not there for them."""
    deed = _deed(turn, name, verb, parts, REFUSED)
    await turn.services.store.write(lambda tx: audit.note(tx, deed), durable=False)


def _note(deed: Deed, tx: Tx) -> None:
    audit.note(tx, deed)


def _deed(turn: Turn, name: str, verb: str, parts: Sequence[str], outcome: str) -> Deed:
    known = parts[:1] if name in _WORDS else parts[:MOST]
    ids = ":".join(part for part in known if _ID.fullmatch(part))
    person = turn.person
    return Deed(uuid4().hex, turn.now, person.id, person.role, person.cluster, f"{name}:{verb}", ids, outcome)
