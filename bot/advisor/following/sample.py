"""A sample of a reminder, for somebody who wants to see one."""

from datetime import date, timedelta

from bot.chat.blocks import Block, Button, Buttons, Note, Style, Text
from bot.chat.messages import Voice
from bot.chat.views import Message

_NOBODY = "sample"
"""Stands where a reminder has its id: its buttons say that it is not needed any more."""


def sample(speaker: Voice, today: date) -> Message:
    """Two actions that are due, each with its buttons, as they come on a morning."""
    say = speaker.say
    plan = say("sample.plan")
    blocks: list[Block] = [Note(speaker.mark("sample.note")), Text(speaker.mark("reminder.digest"))]
    for message, action, day in (
        ("reminder.action-late", "sample.first", today - timedelta(days=1)),
        ("reminder.action-tomorrow", "sample.second", today + timedelta(days=1)),
    ):
        blocks.append(Text(speaker.mark(message, action=say(action), date=day, plan=plan)))
        done = Button(say("reminder.done"), f"reminder:done:{_NOBODY}", Style.PRIMARY)
        more = (
            Button(say("reminder.snooze-day"), f"reminder:snooze-day:{_NOBODY}"),
            Button(say("reminder.snooze-week"), f"reminder:snooze-week:{_NOBODY}"),
            Button(say("reminder.why"), f"reminder:why:{_NOBODY}"),
            Button(say("reminder.away"), f"reminder:away:{_NOBODY}"),
            Button(say("reminder.stop"), f"reminder:stop:{_NOBODY}"),
        )
        blocks.append(Buttons((done,), more, say("reminder.later")))
    return Message(say("sample.summary"), tuple(blocks), locale=speaker.locale)
