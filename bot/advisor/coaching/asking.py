"""When a session is to be, as it was typed: read where it is clear, else asked with a button for each time."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.advisor import elsewhere
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons, Style
from bot.chat.views import Message, Reply
from bot.reminders import timing
from flows.findings import Words
from flows.reading.dates import YEARS
from flows.reading.moments import Moment, read_moment
from flows.reading.reading import Reading

_WALL = "%Y%m%dT%H%M"
"""How a local time stands in a button."""


def read(turn: Turn, text: str, action: Callable[[str], str]) -> datetime | Reply:
    """The local time that was typed, or what to answer.

    A time that is not clear, or at which nobody meets, is offered: ``action`` makes the action of a button of a time,
    encoded for `at`.
    """

    reading = read_moment(text, turn.today, turn.person.meetings.is_working_day)
    moments = (reading.value,) if reading.value else reading.offers
    words = reading.words
    if not moments:
        assert words is not None, "What is not read is said."
        return turn.say(words.id, **words.params)
    if moments[0].start is None:
        return turn.say("coaching.no-time", date=moments[0].day.isoformat(), command=turn.command("coaching"))
    walls = [in_zone(moment, turn.person.zone) for moment in moments]
    ahead = [wall for wall in walls if timing.to_utc(wall, turn.person.zone) > turn.now]
    if not ahead or (walls[0] not in ahead and words is not None and words.id == "moment.day-off"):
        return turn.say("coaching.past", when=turn.voice.wall(walls[0]))
    if reading.clear and walls[0] == moments[0].wall:
        return walls[0]
    return _asked(turn, _question(reading, ahead, len(ahead) < len(walls), text), ahead, action)


def encoded(turn: Turn, wall: datetime) -> str:
    """A local time for a button, with the cluster for which it is offered where the person speaks for several."""
    offered_for = elsewhere.shown_for(turn)
    return wall.strftime(_WALL) + (f"@{offered_for}" if offered_for else "")


async def at(turn: Turn, text: str, do: Callable[[datetime], Awaitable[Reply]]) -> Reply:
    """Do something at the local time of a button; where it was offered for another cluster than the person speaks for
    now, offer to speak for that one.

    Raises:
        ValueError: it is none of ours.
    """
    time, _, offered_for = text.partition("@")
    wall = datetime.strptime(time, _WALL)  # noqa: DTZ007 - it is a local time
    if wall.year not in YEARS:
        raise ValueError(text)
    if offered_for and offered_for != turn.person.cluster:
        return await elsewhere.for_another(turn, offered_for)
    return await do(wall)


def in_zone(moment: Moment, zone: str) -> datetime:
    """The local time of a zone, where another time zone was typed."""
    if moment.offset is None:
        return moment.wall
    own = timing.to_utc(moment.wall, zone)
    ahead = moment.wall - own.replace(tzinfo=None)
    summer = moment.standard and ahead == moment.offset + timedelta(hours=1)  # "CET" is said of summer, too
    if summer or ahead == moment.offset:
        return moment.wall
    return timing.to_wall(own + ahead - moment.offset, zone)


def _question(reading: Reading[Moment], walls: list[datetime], fewer: bool, text: str) -> Words:
    """What to ask about the times that are ahead."""
    shown = {"when": _iso(walls[0]), "other": _iso(walls[1]) if len(walls) > 1 else ""}
    if reading.words is None:
        return Words(id="coaching.own-time", params={"typed": " ".join(text.split()), **shown})
    if fewer:
        message = "moment.ask-which" if len(walls) > 1 else "moment.ask"
        return Words(id=message, params={**reading.words.params, **shown})
    return Words(id=reading.words.id, params={**reading.words.params, **shown})


def _asked(turn: Turn, words: Words, walls: list[datetime], action: Callable[[str], str]) -> Reply:
    said = turn.line(words.id, **words.params)
    buttons = tuple(
        Button(turn.voice.wall(wall), action(encoded(turn, wall)), Style.NORMAL if number else Style.PRIMARY)
        for number, wall in enumerate(walls)
    )
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons(buttons))),))


def _iso(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
