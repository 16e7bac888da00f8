"""What answers add to the house."""

from collections.abc import Awaitable, Callable, Mapping

from bot.advisor.answers import answering
from bot.advisor.registry import Handler, Press, Room
from bot.advisor.turn import Turn
from bot.chat.views import Reply

AskCoach = Callable[[Turn, str], Awaitable[Reply]]
"""Hands a question over to a person."""


def presses(ask_coach: AskCoach) -> Mapping[Press, Handler]:
    """Its buttons; ``ask_coach`` is where a question goes that no article answers."""
    return {
        ("article", "show"): lambda turn, p: answering.show(turn, p[0], p[1]),
        ("answer", "more"): lambda turn, p: answering.more(turn, p[0], p[1]),
        ("answer", "helpful"): lambda turn, p: answering.rate(turn, p[0], helpful=True),
        ("answer", "unhelpful"): lambda turn, p: answering.rate(turn, p[0], helpful=False),
        ("answer", "share"): lambda turn, p: answering.share(turn, p[0]),
        ("answer", "none"): lambda turn, p: answering.none_of_these(turn, p[0]),
        ("answer", "coach"): lambda turn, p: ask_coach(turn, p[0]),
    }


def room(ask_coach: AskCoach) -> Room:
    """The room, with the way to a person that the hall knows."""
    return Room(presses(ask_coach))
