"""People named in a document, and what is stored of them as a raw answer.

A raw answer about people is what was typed, or a list of items.  An item is a name as typed, or who was bound to it:
``{"name": shown name, "person": person id}``, where an empty id says that it is somebody outside.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from flows.reading.spelling import key
from flows.reading.text import visible

Item = str | dict[str, str]
"""A name as typed, or somebody bound."""

_TYPED = (str, int, float)
_BOUND = {"name", "person"}


class Person(BaseModel):
    """Somebody named: ``id`` is the person's in the store, None for somebody outside; ``account`` such as
    ``slack:T1:U2`` or ``web:ana`` where there is one."""

    model_config = ConfigDict(frozen=True)

    name: str
    id: str | None = None
    account: str | None = None

    @property
    def key(self) -> str:
        """What makes two mentions the same person: the id, or else the name as it is compared."""
        return self.id or key(self.name) or self.name


def bound(name: str, person: str) -> dict[str, str]:
    """An item that says who is meant; an empty ``person`` is somebody outside."""
    return {"name": name, "person": person}


def is_bound(raw: Any) -> bool:
    """Whether this is an item that says who is meant."""
    return isinstance(raw, Mapping) and set(raw) == _BOUND and all(isinstance(raw[key], str) for key in _BOUND)


def listed(raw: Any) -> list[Item]:
    """The items of a raw answer, none of them empty; what was typed is one item, not split yet."""
    given = raw if isinstance(raw, list) else [raw]
    items: list[Item] = []
    for item in given:
        if isinstance(item, _TYPED):
            if _is_seen(str(item)):
                items.append(str(item).strip())
        elif is_bound(item):
            items.append(bound(item["name"], item["person"]))
    return items


def _is_seen(text: str) -> bool:
    return bool(visible(text[:200]) or text[200:].strip())


def shown(raw: Any, between: str = ", ") -> str:
    """A raw answer as somebody would type it."""
    return between.join(item if isinstance(item, str) else item["name"] for item in listed(raw))


def names_of(people: Sequence[Person]) -> str:
    """Several people in one line, the first named first."""
    return ", ".join(person.name for person in people)


def with_names(answers: Any, names: Mapping[str, str]) -> Any:
    """The answers with everybody bound under the name they have today; ``names`` are by id."""
    if is_bound(answers):
        return bound(names.get(answers["person"]) or answers["name"], answers["person"])
    if isinstance(answers, Mapping):
        return {key: with_names(value, names) for key, value in answers.items()}
    if isinstance(answers, list):
        return [with_names(value, names) for value in answers]
    return answers


def without(answers: Any, person: str, instead: str, name: str = "") -> Any:
    """The answers with another word for one person, who is nobody's account any more; where ``name`` is the whole of a
    value, that goes, too."""
    if is_bound(answers) and answers["person"] == person:
        return bound(instead, "")
    if isinstance(answers, Mapping):
        return {key: without(value, person, instead, name) for key, value in answers.items()}
    if isinstance(answers, list):
        return [without(value, person, instead, name) for value in answers]
    if answers == person:
        return ""
    return instead if name and answers == name else answers
