"""What handing over adds to the house."""

from collections.abc import Mapping
from datetime import timedelta

from bot.advisor.handover import answerer, asker, handover, writing
from bot.advisor.handover.handover import Ask
from bot.advisor.registry import Awaited, Handler, Press, Room


def presses(ask: Ask) -> Mapping[Press, Handler]:
    """Its buttons; ``ask`` answers what turns out to be no message to the other one."""
    return {
        ("handover", "ask"): lambda turn, p: asker.hand_over(turn, p[0]),
        ("handover", "keep"): lambda turn, p: asker.keep(turn),
        ("handover", "read"): lambda turn, p: handover.read(turn, p[0]),
        ("handover", "claim"): lambda turn, p: answerer.claim(turn, p[0]),
        ("handover", "change"): lambda turn, p: handover.change(turn, p[0]),
        ("handover", "back"): lambda turn, p: answerer.give_back(turn, p[0]),
        ("handover", "not-an-answer"): lambda turn, p: handover.ask_after_all(turn, p[0], ask),
        ("handover", "send"): lambda turn, p: handover.send(turn, p[0]),
        ("handover", "again"): lambda turn, p: answerer.send_again(turn, p[0]),
        ("handover", "propose"): lambda turn, p: answerer.propose(turn, p[0]),
        ("handover", "solved"): lambda turn, p: asker.solved(turn, p[0]),
        ("handover", "more"): lambda turn, p: asker.more(turn, p[0]),
    }


AWAITED: Mapping[str, Awaited] = {
    writing.ANSWER: Awaited(
        timedelta(days=7), answerer.take_answer, lambda turn, subject: writing.unsent(turn, writing.ANSWER, subject)
    ),
    writing.MORE: Awaited(
        timedelta(days=1), asker.take_more, lambda turn, subject: writing.unsent(turn, writing.MORE, subject)
    ),
}


def room(ask: Ask) -> Room:
    """The room, with the way to the knowledge base that the hall knows."""
    return Room(presses(ask), awaited=AWAITED)
