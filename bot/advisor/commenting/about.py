"""A version that was handed in, as its coach comments on it; and how a place of it stands in buttons and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.advisor.documents.history import number_in
from bot.advisor.documents.shown import name_of
from bot.advisor.turn import Turn
from bot.store import versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.dialogue import Dialogue
from flows.fields import Raw
from flows.validation import Path

KEPT = 1
"""The revision of a form of which surfaces keep what is typed by themselves: the draft has no others."""


@dataclass(frozen=True)
class HandedIn:
    """A version with its dialogue and its answers in the newest form of that."""

    version: Version
    title: str
    dialogue: type[Dialogue]
    answers: Mapping[str, Raw]

    @property
    def about(self) -> str:
        """The version in a button."""
        return f"{self.version.document}:{self.version.number}"


def handed_in(tx: Tx, turn: Turn, document: str, number: str) -> HandedIn | None:
    """A version that was handed in to the coach who asks; None where there is none for them."""
    found = versions.handed_in_document(tx, turn.person.id, document, number_in(number)) if turn.is_coach else None
    if found is None or found.dialogue not in registry.known_dialogues():
        return None
    dialogue = registry.dialogue(found.dialogue)
    answers = dialogue.upgrade(found.answers, found.dialogue_version)
    return HandedIn(found, name_of(turn, found), dialogue, answers)


def encoded(path: Path) -> str:
    """A path in a button or an address."""
    return ".".join(path)


def decoded(text: str) -> Path:
    """A path out of a button or an address; empty where there is none."""
    return tuple(text.split(".")) if text else ()


def split(about: str) -> tuple[str, str, Path]:
    """Document, version and path of ``document:version:path``."""
    document, number, path, *_ = [*about.split(":"), "", "", ""]
    return document, number, decoded(path)
