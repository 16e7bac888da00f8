"""Times that are offered: typed one a line, each once or week after week.  Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.advisor.coaching.asking import in_zone
from bot.reminders import timing
from bot.store.slots import Offer
from flows.findings import Words
from flows.reading.moments import exact_moment, read_moment

_WEEK = timedelta(weeks=1)


class UnclearError(ValueError):
    """A line tells no moment that is clear; ``words`` say which, and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.id)
        self.words = words


def walls(text: str, today: date, zone: str) -> list[datetime]:
    """The local times of a zone that were typed, one a line.

    Raises:
        UnclearError: one of them can be read in several ways, or not at all.
    """
    return [_wall(line, today, zone) for line in text.splitlines() if line.strip()]


def _wall(line: str, today: date, zone: str) -> datetime:
    if (exact := exact_moment(line)) is not None:
        return exact
    reading = read_moment(line, today, lambda day: True)
    if reading.value is not None and reading.value.start is not None:
        return in_zone(reading.value, zone)
    typed = " ".join(line.split())[:40]
    if reading.offers and reading.offers[0].start is not None:
        meant = in_zone(reading.offers[0], zone).strftime("%Y-%m-%d %H:%M")
        raise UnclearError(Words(id="slot.unclear", params={"typed": typed, "meant": meant}))
    raise UnclearError(Words(id="slot.unread", params={"typed": typed}))


def weekly(wall: datetime, zone: str, weeks: int) -> Iterator[Offer]:
    """A time, and the same local time in the weeks behind it, across any change of the clocks."""
    for number in range(weeks):
        local = wall + number * _WEEK
        yield Offer(local, zone, timing.to_utc(local, zone))
