"""All dialogues, found in `flows.dialogues`: adding one means adding a module there."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from flows import contents, dialogues, validation
from flows.dialogue import Dialogue
from flows.reading.words import WORDS as READING


@cache
def known_dialogues() -> Mapping[str, type[Dialogue]]:
    """Every dialogue by id, in the order of a cluster's work: from needs to plans."""
    found: dict[str, type[Dialogue]] = {}
    for module_info in pkgutil.iter_modules(dialogues.__path__):
        module = import_module(f"{dialogues.__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Dialogue) and value.__module__ == module.__name__:
                found[value.id] = value
    return dict(sorted(found.items(), key=lambda item: (item[1].place, item[0])))


@cache
def all_dialogues(audience: str = "staff") -> Mapping[str, type[Dialogue]]:
    """What an audience is offered, by id and in order: everybody the dialogues for staff, curators also theirs."""
    return {id: found for id, found in known_dialogues().items() if found.audience in ("staff", audience)}


def dialogue(dialogue_id: str) -> type[Dialogue]:
    """The dialogue of that id.

    Raises:
        KeyError: there is none.
    """
    return known_dialogues()[dialogue_id]


@cache
def words() -> Mapping[str, str]:
    """Every message of the dialogues and of the reader: id → English text with ``{parameters}``."""
    merged = {**READING, **validation.WORDS, **contents.WORDS}
    for found in known_dialogues().values():
        merged |= found.words
    return merged
