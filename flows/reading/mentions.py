"""The days, and times of day, that a sentence mentions among its other words: "move the session to Friday at 10"."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from flows.reading import languages
from flows.reading.dates import read_date
from flows.reading.moments import Moment, read_moment
from flows.reading.phrases import LONGEST, forms
from flows.reading.reading import Reading
from flows.reading.text import fold, visible

Read = Callable[[str, date], Reading[Moment] | Reading[date]]

MOST_WORDS = 9
"""Words of the longest mention: "Friday, the 12th of March 2027 at 10 in the morning" without what only leads in."""

_NOTHING = frozenset({"date.none", "moment.none", "moment.no-day", "date.far"})
"""What the reader says of words that mention no day."""


def _words(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(word for entry in forms(entries) for word in entry.split())


_SHORT = _words(languages.MONTHS.keys() | languages.TERSE_MONTHS.keys() | languages.SHORT_WEEKDAYS.keys())
_ALONE_NO_DAY = (frozenset(word for word in _SHORT if len(word) < 4) | _words(languages.LEAD_INS | languages.OF)) - {
    word for word in forms(languages.UNTIL) if " " not in word
}
"""In a sentence these are words of their own, too ("may", "so", "do"): they mention a day beside others only."""


def named_in(text: str, today: date, *, clock: bool = True) -> tuple[str, ...]:
    """The parts of a text that name a day, each with the time of day beside it, in their order.

    They are for `read_moment`, or without ``clock`` for `read_date`, which tells what they mean and whether that is
    sure.  What only looks like a day, such as "31 February 2027", is among them.
    """
    words = visible(text).split()
    read: Read = read_moment if clock else read_date
    return tuple(" ".join(words[start:end]) for start, end in _runs(words, lambda run: _is_day(read(run, today))))


def _is_day(reading: Reading[Moment] | Reading[date]) -> bool:
    return reading.value is not None or (reading.words is not None and reading.words.id not in _NOTHING)


def _runs(words: list[str], fits: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The longest runs of words that name a day and share no word, in their order."""
    taken: list[tuple[int, int]] = []
    for start, end in _candidates(words):
        apart = all(end <= other or other_end <= start for other, other_end in taken)
        if apart and fits(" ".join(words[start:end])):
            taken.append((start, end))
    return sorted(taken)


def _candidates(words: list[str]) -> Iterator[tuple[int, int]]:
    """Runs that may name a day, the longest first, and of these the last first: what is wanted is said at the end."""
    plain = [" ".join(forms([fold(word)])) for word in words]
    says = [any(map(str.isdigit, word)) or not set(word.split()) <= _ALONE_NO_DAY for word in plain]
    for size in range(min(MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            if any(says[start : start + size]) and len(" ".join(words[start : start + size])) <= LONGEST:
                yield start, start + size
