"""What commenting adds to the house."""

from collections.abc import Mapping

from bot.advisor.commenting import later, news, parts, replies, steps, whole, writing
from bot.advisor.commenting.about import decoded
from bot.advisor.commenting.everything import HandedIn
from bot.advisor.commenting.replies import Ask
from bot.advisor.notices import each
from bot.advisor.registry import Awaited, Handler, Press, Room


def presses(ask: Ask) -> Mapping[Press, Handler]:
    """Its buttons; ``ask`` answers what turns out to be no comment and no answer."""
    return {
        ("comment", "part"): lambda turn, p: parts.show(turn, p[0], p[1], p[2], "".join(p[3:4])),
        ("comment", "all"): lambda turn, p: parts.everything(turn, p[0]),
        ("comment", "write"): lambda turn, p: writing.write(turn, p[0], p[1], decoded(p[2])),
        ("comment", "remove"): lambda turn, p: writing.remove(turn, p[0]),
        ("comment", "not-one"): lambda turn, p: replies.not_one(turn, p[0], ask),
        ("comment", "answer"): lambda turn, p: replies.answer(turn, p[0]),
        ("comment", "done"): lambda turn, p: replies.done(turn, p[0]),
        ("comment", "go"): lambda turn, p: replies.go(turn, p[0]),
        ("feedback", "write"): lambda turn, p: whole.write(turn, p[0], p[1]),
        ("feedback", "send"): lambda turn, p: whole.send(turn, p[0], p[1]),
        ("feedback", "accept"): lambda turn, p: whole.accept(turn, p[0], p[1]),
        ("feedback", "step"): lambda turn, p: steps.take(turn, p[0], p[1]),
        ("feedback", "later"): lambda turn, p: later.ask(turn, p[0]),
        ("feedback", "usual"): lambda turn, p: later.withdraw(turn, p[0]),
    }


def room(ask: Ask) -> Room:
    """The room, with the way to the knowledge base that the hall knows."""
    return Room(
        presses(ask),
        pages=(writing, whole, replies, later),
        kept=(writing, whole),
        consequences=(HandedIn(),),
        reminders={
            "feedback": each(news.recheck),
            "deadline": each(news.recheck_later),
            "comments": each(news.recheck_open),
        },
        missed={"feedback": news.missed, "comments": news.missed_open},
        awaited={
            writing.COMMENT: Awaited(writing.PATIENCE, writing.take),
            replies.ANSWER: Awaited(replies.PATIENCE, replies.take),
        },
    )
