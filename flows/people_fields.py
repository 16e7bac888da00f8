"""Answers about people: bound to somebody when they are saved, read as people when they are used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.fields import Choice, Raw
from flows.findings import Words
from flows.people import Item, Person, bound, is_bound, listed
from flows.reading.name_lists import LONGEST, is_plain_name, split
from flows.reading.names import OUTSIDE, Directory, look_up
from flows.reading.reading import Certainty
from flows.reading.spelling import key

_DECIDED = re.compile(r"<@([^<>|\s]+)>\s+(\S.*)", re.DOTALL)
_TOLD = 80
"""Letters of a name by which a decision says which one it is about."""


@dataclass(frozen=True)
class Unsure:
    """A name that is to be asked about."""

    words: Words
    offers: tuple[Choice, ...]


class UnsureError(ValueError):
    """A name of the answer is to be asked about."""

    def __init__(self, unsure: Unsure) -> None:
        super().__init__(unsure.words.id)
        self.unsure = unsure


class NobodyError(ValueError):
    """The answer names nobody, although something was typed."""

    def __init__(self, typed: str) -> None:
        super().__init__("nobody")
        self.typed = typed


def bind(typed: Raw, known: Sequence[Raw], directory: Directory) -> Raw:
    """The answer with everybody bound who is surely meant.

    ``known`` are the answers that stood there before: whoever was bound in them stays so under the same name.  Where
    nobody is surely meant, the answer stays as typed.
    """
    if isinstance(typed, str) and len(typed) > LONGEST:
        return typed
    before = [item for raw in known for item in listed(raw)]
    if (decided := _decision(typed, before, directory)) is not None:
        return decided
    items: list[Item] = []
    for item in listed(typed):
        items += [_chosen(item, before, directory)] if isinstance(item, dict) else _bound_names(item, before, directory)
    kept = _in_order({_same(item): item for item in items}, listed(known[0]) if known else ())
    if isinstance(typed, list) or any(is_bound(item) for item in kept):
        return kept
    return typed


def _in_order(items: dict[str, Item], seen: Sequence[Item]) -> list[Item]:
    """The items; in the order in which they were seen, if they are the same people."""
    order = [_same(item) for item in seen]
    return [items[same] for same in order] if set(order) == set(items) else list(items.values())


def _decision(typed: Raw, before: Sequence[Item], directory: Directory) -> Raw | None:
    """The answer before with one name decided; None if this is no decision."""
    found = _DECIDED.fullmatch(typed.strip()) if isinstance(typed, str) else None
    if found is None:
        return None
    who, name = found[1], found[2].strip()
    someone = directory.mentioned(who)
    if someone is None and who != OUTSIDE:
        return None
    item = bound(someone.name, someone.id) if someone else bound(name, "")
    items: list[Item] = []
    for there in before:
        items += [there] if is_bound(there) else list(split(str(there), directory))
    items = list({_same(there): there for there in items}.values())
    places = [at for at, there in enumerate(items) if isinstance(there, str) and there[:_TOLD] == name]
    if not places:
        return [item]
    if who == OUTSIDE:
        item = bound(str(items[places[0]]), "")
    return [*items[: places[0]], item, *items[places[0] + 1 :]]


def _chosen(item: dict[str, str], before: Sequence[Item], directory: Directory) -> Item:
    """An item that says who is meant; somebody of whom nothing is known, and who did not stand there, is outside."""
    stood_there = any(isinstance(there, dict) and there["person"] == item["person"] for there in before)
    found = _of_today(item, directory)
    return found if stood_there or directory.by_id(item["person"]) else bound(item["name"], "")


def _of_today(item: dict[str, str], directory: Directory) -> dict[str, str]:
    """An item bound before, under today's name."""
    known = directory.by_id(item["person"])
    return bound(known.name, known.id) if known else item


def _bound_names(text: str, before: Sequence[Item], directory: Directory) -> list[Item]:
    """The names in a text, each bound to who was bound under it before, or else to who is surely meant."""
    chosen: dict[str, list[dict[str, str]]] = {}
    for item in before:
        if isinstance(item, dict) and item not in chosen.setdefault(key(item["name"]), []):
            chosen[key(item["name"])].append(item)
    whole = chosen.get(key(text)) if key(text) else None
    items: list[Item] = []
    for name in [text] if whole else split(text, directory):
        if same := chosen.get(key(name)):
            items.append(_of_today(same.pop(0) if len(same) > 1 else same[0], directory))
            continue
        person = look_up(name, directory).value
        items.append(bound(person.name, person.id) if person and person.id else name)
    return items


def _same(item: Item) -> str:
    """What makes two items the same person."""
    if isinstance(item, dict) and item["person"]:
        return f"person {item['person']}"
    return key(item["name"] if isinstance(item, dict) else item) or str(item)


def people_of(raw: Raw, directory: Directory, *, asks: bool = True) -> list[Person]:
    """Everybody named in an answer, each once; the first named first.

    Without ``asks`` a name that is not surely somebody's is somebody outside.

    Raises:
        UnsureError: it is to be asked who is meant by a name.
        NobodyError: something was typed, and it stands for nobody; only where it ``asks``.
    """
    people: dict[str, Person] = {}
    nobody = ""
    for item in listed(raw):
        for found in [_person(item, directory)] if isinstance(item, dict) else _read(item, directory, asks=asks):
            if isinstance(found, Person):
                people.setdefault(found.key, found)
            else:
                nobody = nobody or found
    if nobody and not people and asks:
        raise NobodyError(nobody)
    return list(people.values())


def _person(item: dict[str, str], directory: Directory) -> Person:
    known = directory.by_id(item["person"])
    return known.person if known else Person(name=item["name"], id=item["person"] or None)


def _read(item: str, directory: Directory, *, asks: bool) -> list[Person | str]:
    """The people in what was typed; a text in the place of nobody."""
    if is_plain_name(item) and len(called := directory.called(item)) == 1:  # read as below, as most are: much quicker
        return [called[0].person]
    found: list[Person | str] = []
    for name in split(item, directory):
        reading = look_up(name, directory)
        match reading.certainty:
            case Certainty.CLEAR if reading.value is not None:
                found.append(reading.value)
            case Certainty.ASK if asks:
                assert reading.words is not None
                raise UnsureError(Unsure(reading.words, _offers(name, reading.offers, directory)))
            case Certainty.ASK:
                found.append(reading.offers[-1])
            case _:
                if reading.words is not None and reading.words.id != "field.nobody" and asks:
                    raise UnsureError(Unsure(reading.words, ()))
                found.append(name)
    return found


def _offers(name: str, people: Sequence[Person], directory: Directory) -> tuple[Choice, ...]:
    told = name[:_TOLD]
    offers = []
    for person in people:
        known = directory.by_id(person.id or "")
        if known is None:
            offers.append(
                Choice(f"<@{OUTSIDE}> {told}", person.name, Words(id="field.outside", params={"name": person.name}))
            )
        else:
            label = f"{known.name} ({known.detail})" if known.detail else known.name
            offers.append(Choice(f"<@{known.id}> {told}", label))
    return tuple(offers)
