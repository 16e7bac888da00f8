"""Looking somebody up among the people who can be meant."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.people import Person
from flows.reading.name_words import MYSELF, NOBODY, OUTSIDE_WORDS
from flows.reading.reading import Reading, ask, clear, quoted, refuse
from flows.reading.spelling import bare, initials, key, loose, mail_in, near, squeezed, swapped, words
from flows.reading.text import visible

MENTION = re.compile(r"<@([^<>|\s]+)(?:\|[^<>]*)?>")
"""How a platform writes a mention; also with the id of a person."""
OUTSIDE = "-"
"""Stands in the place of an id for somebody who is none of the people known."""

_ASIDE = re.compile(r"\s+[-|/]\s+|\s*:\s+")
LONGEST = 200
"""Characters of the longest name that is looked up."""
MOST = 5
"""People offered at a time."""


@dataclass(frozen=True)
class Known:
    """Somebody who can be meant.  ``detail`` tells two of one name apart; ``accounts``: the one used last first."""

    id: str
    name: str
    accounts: tuple[str, ...] = ()
    detail: str = ""

    @property
    def person(self) -> Person:
        return Person(name=self.name, id=self.id, account=self.accounts[0] if self.accounts else None)


class Directory:
    """The people who can be meant; ``writer`` is the id of the one who writes, empty where nobody does.

    ``former`` are the ids of those who left, each with the id of the one who stands in for them.
    """

    def __init__(self, people: Iterable[Known] = (), writer: str = "", former: Mapping[str, str] | None = None) -> None:
        self.people: Sequence[Known] = tuple(people)
        self.writer = writer
        there = {known.id: known for known in self.people}
        instead = {old: there[new] for old, new in (former or {}).items() if new in there}
        self._ids: Mapping[str, Known] = instead | there

    @cached_property
    def _exact(self) -> Mapping[str, Mapping[str, Known]]:
        """Everybody by the letters of their name, made when somebody typed one: most are known by their ids."""
        found: dict[str, dict[str, Known]] = {}
        for known in self.people:
            for spelling in {known.name, bare(known.name)}:
                if letters := key(spelling):
                    found.setdefault(letters, {})[known.id] = known
        return found

    @cached_property
    def _loose(self) -> Mapping[str, Mapping[str, Known]]:
        """The same without accents."""
        found: dict[str, dict[str, Known]] = {}
        for known in self.people:
            for spelling in {known.name, bare(known.name)}:
                for letters in filter(None, loose(spelling)):
                    found.setdefault(letters, {})[known.id] = known
        return found

    def by_id(self, id: str) -> Known | None:
        return self._ids.get(id)

    @property
    def names(self) -> Mapping[str, str]:
        """The name that everybody has today, by id."""
        return {known.id: known.name for known in self.people}

    def mentioned(self, id: str) -> Known | None:
        """Who is mentioned, by person id, account or the user id of a platform."""
        if id in self._ids:
            return self._ids[id]
        return next((k for k in self.people if any(id == a or a.endswith(f":{id}") for a in k.accounts)), None)

    def called(self, name: str) -> list[Known]:
        """Those who have just this name, apart from case, marks and what stands between the letters."""
        for spelling in (key(name), key(bare(name))):
            if found := self._exact.get(spelling):
                return list(found.values())
        return []

    def spelled(self, name: str) -> list[Known]:
        """The same where accents do not count either."""
        found: dict[str, Known] = {}
        for letters in loose(bare(name)):
            found |= self._loose.get(letters, {})
        return list(found.values())


def is_nobody(text: str) -> bool:
    """Whether this stands for nobody: "tbd", "?", "offen"."""
    letters = squeezed(text)
    named = any(sign.isalpha() for sign in letters) or any(unicodedata.category(sign) == "So" for sign in text)
    return not named or letters in NOBODY


def look_up(text: str, directory: Directory) -> Reading[Person]:
    """Who is meant by one name.

    Clear is also somebody who is like none of the people known: a person without an id, named as typed.  Refused is
    what stands for nobody.  Offers end with the person without an id.
    """
    if len(text) > LONGEST:
        return clear(_outside(text))
    typed = visible(text)
    if mention := MENTION.fullmatch(typed):
        known = directory.mentioned(mention[1])
        return clear(known.person) if known else refuse("field.unknown-person")
    if exact := directory.called(typed):
        return _one(text, exact)
    label, _, behind = typed.partition(":")
    if behind.strip() and squeezed(label) in OUTSIDE_WORDS:
        return clear(_outside(behind))
    if is_nobody(typed):
        return refuse("field.nobody", typed=quoted(typed))
    if squeezed(typed) in MYSELF and (writer := directory.by_id(directory.writer)):
        return clear(writer.person)
    if found := _by_form(typed, directory) or directory.spelled(typed):
        return _one(text, found)
    if alike := _alike(typed, directory) or _alike_in_part(typed, directory):
        return _asked(text, alike)
    return clear(_outside(text))


def _by_form(typed: str, directory: Directory) -> list[Known]:
    """Those named in "Sample, Lena", "Lena Sample – chair" or "Chair: Lena Sample"."""
    if turned := swapped(bare(typed)):
        return directory.called(turned) or directory.spelled(turned)
    parts = [part for part in _ASIDE.split(bare(typed)) if part.strip()]
    named = [found for part in parts if (found := directory.called(part) or directory.spelled(part))]
    return named[0] if len(parts) > 1 and len(named) == 1 else []


def _alike_in_part(typed: str, directory: Directory) -> list[Known]:
    """Those who may be meant in "Lena – finance", where only one part is like anybody's name."""
    parts = [part for part in _ASIDE.split(bare(typed)) if part.strip()]
    alike = [found for part in parts if (found := _alike(part, directory))]
    return alike[0] if len(parts) > 1 and len(alike) == 1 else []


def _one(typed: str, found: Sequence[Known]) -> Reading[Person]:
    return clear(found[0].person) if len(found) == 1 else _asked(typed, found)


def _asked(typed: str, found: Sequence[Known]) -> Reading[Person]:
    offers = tuple(known.person for known in found[:MOST])
    if len(found) == 1:
        return ask((*offers, _outside(typed)), "field.who", typed=quoted(typed), name=found[0].name)
    return ask((*offers, _outside(typed)), "field.which", typed=quoted(typed))


def _outside(typed: str) -> Person:
    return Person(name=typed.strip().removeprefix("@").strip() or typed)


def _alike(typed: str, directory: Directory) -> list[Known]:
    """Those who may be meant, the likeliest first: a part of the name, other order, initials, a slip, an address."""
    address = mail_in(typed)
    name = swapped(bare(typed)) or bare(typed)
    by_address = bool(address) and squeezed(name) in (squeezed(address), "")
    given = words(re.split(r"[@+]", address)[0].replace("_", " ").replace(".", " ") if by_address else name)
    scored = [(score, known) for known in directory.people if (score := _likeness(given, known, by_address))]
    return [known for _, known in sorted(scored, key=lambda found: -found[0])]


def _likeness(given: tuple[str, ...], known: Known, by_address: bool) -> int:
    """How much the words of a name speak for somebody; 0 where they do not."""
    full = words(bare(known.name))
    if not given or not full:
        return 0
    if sorted(given) == sorted(full) or "".join(given) in ("".join(full), "".join(reversed(full))):
        return 6
    if by_address and len(full) > 1 and "".join(given) in (full[0][0] + full[-1], full[-1] + full[0][0]):
        return 5
    if by_address and len(given) == 1 and len(given[0]) < 3:
        return 0
    if set(given) <= set(full):
        return 5
    if initials(given, full) or initials(given, full[::-1]) or (len(full) > 2 and initials(given, (full[0], full[-1]))):
        return 4
    if set(full) <= set(given) and len(full[0]) > 1:
        return 3
    if len(given) == len(full) and all(near(one, other) for one, other in zip(given, full, strict=True)):
        return 2
    if len(given) == 1 and len(given[0]) > 2 and any(one.startswith(given[0]) or near(one, given[0]) for one in full):
        return 1
    return 0
