"""Lists of any length on Home: a few entries, how many there are, and page by page the way to all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Entries, Entry, HomeLink, Search

SHOWN = 5
"""Entries of a list that stands beside others."""
PAGE = 20
"""Entries of a page of the whole list; with two blocks each they fit into what every surface shows."""


T = TypeVar("T")

LONGEST = 60
"""Characters of what is looked for."""


@dataclass(frozen=True)
class View:
    """Which view of Home is open: a tab, and perhaps the whole of one list of it, page by page from 1.

    ``words`` are what is looked for in that list.
    """

    tab: str = ""
    section: str = ""
    page: int = 1
    words: str = ""

    @classmethod
    def read(cls, text: str) -> "View":
        """A view by its name, such as ``team`` or ``mine.due.2``; of a name nobody made, as much as can be read."""
        tab, section, page, words, *_ = [*text.split(".", 3), "", "", "", ""]
        number = max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(tab, section, number, " ".join(words.split())[:LONGEST])

    @property
    def name(self) -> str:
        """Its name, which `read` reads."""
        if self.words:
            return f"{self.tab}.{self.section}.{self.page}.{self.words}"
        parts = [self.tab, self.section, str(self.page) if self.page > 1 else ""]
        return ".".join(part for part in parts if part)


@dataclass(frozen=True)
class Section:
    """One list: all its entries, each worded when it is shown.

    ``now`` of them matter now and are counted, None: all; those behind them stand in the whole list only.
    """

    key: str
    title: str
    entries: Sequence[Callable[[], Entry]]
    empty: str = ""
    now: int | None = None
    behind: Sequence[Callable[[], Entry]] = ()
    """Entries that are over: shown below the others, and not counted."""

    @classmethod
    def of(cls, key: str, listed: Entries) -> "Section":
        """A list whose entries are worded already."""
        return cls(key, listed.title, [partial(_same, entry) for entry in listed.items], listed.empty)


def _same(entry: Entry) -> Entry:
    return entry


def beginning(turn: Turn, section: Section, tab: str) -> Entries:
    """The first entries of a list, with the way to all."""
    now = len(section.entries) if section.now is None else section.now
    shown = section.entries[: min(now, SHOWN)]
    over = section.behind[:SHOWN]
    ways: list[HomeLink] = []
    count, all_ = len(section.entries), len(shown) == now and len(over) == len(section.behind)
    if count > now:
        ways.append(HomeLink(turn.voice.say("list.later", count=count), View(tab, section.key).name))
    elif not all_:
        ways.append(HomeLink(turn.voice.say("list.all", count=count), View(tab, section.key).name))
    items = tuple(draw() for draw in (*shown, *over))
    return Entries(section.title, items, section.empty, now if now > 1 or ways else None, tuple(ways))


def on_page(found: Sequence[T], view: View) -> Sequence[T]:
    """What stands on the page of a whole list that a view shows."""
    first = (min(view.page, _pages(found)) - 1) * PAGE
    return found[first : first + PAGE]


def _pages(found: Sequence[object]) -> int:
    return max(-(-len(found) // PAGE), 1)


def turned(turn: Turn, found: Sequence[T], page: str, action: str) -> tuple[Sequence[T], tuple[Button, ...]]:
    """What stands on a page, named as a button does, of a list that is not on Home, and the buttons to those beside it:
    ``action`` with the number of the page behind it."""
    view = View.read(f"..{page}")
    number, last = min(view.page, _pages(found)), _pages(found)
    beside = (("list.before", number - 1), ("list.next", number + 1))
    ways = (Button(turn.voice.say(label), f"{action}:{to}") for label, to in beside if 1 <= to <= last)
    return on_page(found, view), tuple(ways)


def whole(turn: Turn, section: Section, view: View) -> Entries:
    """A page of the whole list, with the ways to the others and back."""
    say = turn.voice.say
    entries = [*section.entries, *section.behind]
    pages = _pages(entries)
    page = min(view.page, pages)
    first, shown = (page - 1) * PAGE, on_page(entries, view)
    title = section.title
    if pages > 1:
        title = say("list.part", title=title, first=first + 1, last=first + len(shown))
    ways: list[HomeLink] = []
    if page < pages:
        ways.append(HomeLink(say("list.next"), replace(view, page=page + 1).name))
    if page > 1:
        ways.append(HomeLink(say("list.before"), replace(view, page=page - 1).name))
    ways.append(HomeLink(say("list.back"), view.tab))
    return Entries(title, tuple(draw() for draw in shown), section.empty, len(section.entries), tuple(ways))


def search(turn: Turn, tab: str, section: str, label: str, words: str = "") -> Search:
    """A field for words to be looked for in a list; ``words`` are those looked for now."""
    return Search(label, turn.voice.say("list.search"), f"{tab}.{section}.1.", words)
