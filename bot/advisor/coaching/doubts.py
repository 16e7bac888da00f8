"""What speaks against a time at which people would meet: too soon, a weekend, a holiday, somebody away."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.messages import Voice
from bot.reminders import hand_in, timing
from flows.calendar import Calendar

Days = tuple[str, str, Calendar]
"""Whose days they are: a name, empty for the person's own; their time zone; their calendar."""


def of(speaker: Voice, wall: datetime, zone: str, days: Sequence[Days], now: datetime) -> list[str]:
    """What is to be asked before the time is offered or chosen, a sentence each; nothing where nothing is."""
    starts = timing.to_utc(wall, zone)
    when = speaker.moment(starts)
    found = [speaker.say("slot.soon", when=when)] if hand_in.due(wall, zone) <= now else []
    for name, theirs, calendar in days:
        day = timing.to_wall(starts, theirs).date()
        if calendar.is_working_day(day):
            continue
        holiday = calendar.holiday(day)
        if holiday:
            found.append(speaker.say("slot.holiday", when=when, holiday=holiday, name=name))
        else:
            found.append(speaker.say("slot.day-off" if name else "slot.day-off-own", when=when, name=name))
    return list(dict.fromkeys(found))
